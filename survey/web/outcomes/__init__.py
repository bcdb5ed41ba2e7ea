"""The outcome of a consultation: the public page, and where organisers write it."""
