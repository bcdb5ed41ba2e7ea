"""Coming back later: how long a draft lives, its code, and which answers are kept of a page with two windows."""

from datetime import date

import pytest

from survey.domain.answering import mark_of, settled
from survey.domain.codes import read_code
from survey.domain.coming_back import code_after, ending, last_day

TODAY = date(2026, 11, 2)
SECRET = bytes(range(16))
ENDINGS = [
    # expires, closes, whether it is near, whether asking makes it later
    (date(2026, 11, 30), date(2026, 12, 31), False, False),
    (date(2026, 11, 5), date(2026, 12, 31), False, False),
    (date(2026, 11, 4), date(2026, 12, 31), True, True),
    (date(2026, 11, 2), date(2026, 12, 31), True, True),
    (date(2026, 11, 4), date(2026, 11, 4), True, False),  # with the consultation
    (date(2026, 11, 30), date(2026, 11, 4), True, False),  # it ends sooner than was planned
]
WINDOWS = [
    # shown, kept by now, sent, what is kept
    ({}, {}, {"a": "x"}, {"a": "x"}),
    ({"a": "x"}, {"a": "x"}, {"a": "y"}, {"a": "y"}),
    ({"a": "x"}, {"a": "y"}, {"a": "y"}, {"a": "y"}),  # a second click
    ({"a": "x"}, {"a": "y"}, {"a": "x"}, {"a": "y"}),  # nothing was changed here
    ({"a": "x"}, {}, {"a": "x"}, {}),  # the other window took it back
    ({"a": "x"}, {}, {"a": "y"}, {"a": "y"}),  # nothing is there that could be lost
    ({"a": "x"}, {"a": "y"}, {"a": "z"}, None),
    ({}, {"a": "y"}, {"a": "z"}, None),
    ({"a": "x"}, {"a": "y"}, {}, None),
    ({"a": ["x"]}, {"a": ["x"]}, {"a": ["x", "y"], "a.y": "é"}, {"a": ["x", "y"], "a.y": "é"}),
]


@pytest.mark.parametrize(("expires", "closes", "is_near", "can_wait"), ENDINGS)
def test_an_end_is_announced_in_the_last_three_days(expires, closes, is_near, can_wait):
    found = ending(expires, closes, today=TODAY)
    assert (found.is_near, found.can_wait) == (is_near, can_wait)
    assert found.day == min(expires, closes)


def test_no_draft_outlives_its_consultation():
    assert last_day(TODAY, date(2026, 11, 9)) == date(2026, 11, 9)
    assert last_day(TODAY, date(2027, 11, 9)) == date(2026, 12, 2)


def test_a_code_follows_from_the_secret():
    assert read_code(code_after(SECRET)) == code_after(SECRET)
    assert code_after(SECRET) != code_after(bytes(16))


@pytest.mark.parametrize(("shown", "now", "sent", "kept"), WINDOWS)
def test_which_answers_of_a_page_are_kept(shown, now, sent, kept):
    assert settled(SECRET, shown=mark_of(SECRET, shown), now=now, sent=sent) == kept


def test_a_mark_says_nothing_without_the_secret():
    assert mark_of(SECRET, {"a": "x"}) != mark_of(bytes(16), {"a": "x"})
    assert mark_of(SECRET, {"a": "x", "b": "y"}) == mark_of(SECRET, {"b": "y", "a": "x"})
