"""Texts in other languages as they are kept, and as files."""
