"""Constraints → limits, in the ways that people write them."""

import math

import pytest

from survey.domain.interchange.expressions.limits import Range, choice_limits, days_of, length_range, range_of
from survey.domain.interchange.expressions.parsing import XPATH, parse

# A constraint of a number and the range that it leaves; whether it says just that.
RANGES = [
    (". >= 0 and . <= 10", 0, 10, True),
    (".>0 and .<10", 1, 9, True),
    ("0 <= .", 0, math.inf, True),
    (". = 5", 5, 5, True),
    ("not(. > 10)", -math.inf, 10, True),
    (". <= 9.5", -math.inf, 9, True),
    # Values that mean "no answer" widen the range.
    ("(. >= 0 and . <= 20) or . = 99", 0, 99, False),
    # What cannot be read leaves everything open.
    (". <= ${other}", -math.inf, math.inf, False),
    (". >= 1 and . <= ${other}", 1, math.inf, False),
    (". != 3", -math.inf, math.inf, False),
    (". > 5 and . < 3", -math.inf, math.inf, False),
]


@pytest.mark.parametrize(("text", "low", "high", "exact"), RANGES)
def test_ranges(text, low, high, exact):
    assert range_of(parse(text, XPATH)) == Range(low, high, exact)


def test_lengths():
    assert length_range(parse("string-length(.) <= 10", XPATH)) == Range(high=10)
    assert not length_range(parse("regex(., 'x')", XPATH)).exact


# What may be chosen together: at least, at most, alone, exact.
CHOICES = [
    ("count-selected(.) <= 3", None, 3, set(), True),
    ("count-selected(.) >= 1 and count-selected(.) < 4", 1, 3, set(), True),
    ("count-selected(.) = 2", 2, 2, set(), True),
    ("not(selected(., 'n') and count-selected(.) > 1)", None, None, {"n"}, True),
    ("not(selected(., 'n') and count-selected(.) >= 2)", None, None, {"n"}, True),
    ("not(selected(., 'n')) or count-selected(.) = 1", None, None, {"n"}, True),
    (". = 'n' or not(selected(., 'n'))", None, None, {"n"}, True),
    ("not((selected(., 'a')) and count-selected(.) > 1) and not(selected(., 'b') and count-selected(.) > 1)", None, None, {"a", "b"}, True),
    ("not(selected(., 'a') and selected(., 'b'))", None, None, set(), False),
    ("${other} = 1", None, None, set(), False),
]


@pytest.mark.parametrize(("text", "least", "most", "alone", "exact"), CHOICES)
def test_choices(text, least, most, alone, exact):
    found = choice_limits(parse(text, XPATH))
    assert (found.at_least, found.at_most, found.alone, found.exact) == (least, most, alone, exact)


def test_days():
    assert days_of(parse(". >= date('2026-01-01') and . <= date('2026-12-31')", XPATH)) == ("2026-01-01", "2026-12-31", True)
    assert days_of(parse(". <= today()", XPATH)) == ("", "", False)
