"""Whole numbers as people type them."""

import pytest

from survey.domain.typed_numbers import whole

TYPED = [
    ("412", 412),
    (" 1,412 ", 1412),
    ("20 000", 20_000),
    ("0", 0),
    ("9" * 9, 999_999_999),
    ("1" * 10, None),
    ("9" * 5000, None),
    ("", None),
    ("-3", None),
    ("1.5", None),
    ("٣", None),
    ("²", None),
]


@pytest.mark.parametrize(("typed", "number"), TYPED)
def test_a_number_as_people_type_it(typed, number):
    assert whole(typed) == number
