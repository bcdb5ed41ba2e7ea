"""Texts in other languages: how organisers translate them, and how residents see them."""
