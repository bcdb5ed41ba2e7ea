"""Drafts, and responses from the inbox to the mixed table."""
