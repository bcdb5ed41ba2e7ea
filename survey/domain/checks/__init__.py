"""Checks of a consultation before it opens: what is looked at, what was found, and why it matters."""
