"""The resident's journey: starting, one page at a time, checking, sending, and the receipt."""
