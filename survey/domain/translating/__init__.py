"""Which texts a thing has, the same thing in another language, and how far a translation is."""
