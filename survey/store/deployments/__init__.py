"""Deployments as they are stored: the register, revisions in preparation, and deployment records."""
