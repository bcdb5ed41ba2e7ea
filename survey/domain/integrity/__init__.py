"""Ballot stuffing: published rules that mark responses for review, and what people decide then."""
