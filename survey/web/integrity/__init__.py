"""Marked responses: the rules and their outcome for everybody, and the pages on which people decide."""
