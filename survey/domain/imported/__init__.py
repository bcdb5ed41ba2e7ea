"""Responses in a spreadsheet: which column is what, what a cell means, and what is wrong in which cell."""
