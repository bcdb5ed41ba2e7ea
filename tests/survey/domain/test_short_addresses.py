"""Short addresses: the zone's code where it is free, typable, and found again as people type it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.short_addresses import LONGEST, as_typed, short_for

CODES = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,6}", fullmatch=True)


@pytest.mark.parametrize(
    ("code", "taken", "short"),
    [
        ("soho", (), "soho"),
        ("soho", ("soho",), "soho-2"),
        ("soho", ("soho", "soho-2"), "soho-3"),
        ("main-retail-streets", (), "main-retail-streets"),
        # Whole words go, until it can be typed.
        ("corner-of-great-marlborough-street", (), "corner-of-great"),
        ("x" * 40, (), "x" * LONGEST),
    ],
)
def test_the_code_or_the_code_with_a_number(code, taken, short):
    assert short_for(code, taken) == short


@given(st.lists(CODES, max_size=12))
def test_no_two_are_the_same_and_each_is_found_as_typed(codes):
    taken = []
    for code in codes:
        taken.append(short_for(code, taken))
    assert len(set(taken)) == len(codes)
    for short in taken:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", short)
        assert as_typed(f" {short.upper()}. ") == short
