"""Expressions of other programs: read into one kind of tree, and turned into our conditions and limits."""
