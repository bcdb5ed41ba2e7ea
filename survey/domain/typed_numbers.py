"""Whole numbers as people type them."""

from __future__ import annotations

# No number here is longer, and each fits a column of integers.
_MOST_DIGITS = 9


def whole(typed: str) -> int | None:
    """The number that somebody typed, such as “20,000”; None where it is none."""
    digits = typed.replace(",", "").replace(" ", "")
    is_one = digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS
    return int(digits) if is_one else None
