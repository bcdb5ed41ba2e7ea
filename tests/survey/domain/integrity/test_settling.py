"""What was settled for each edition, and who reads it from which day."""

from datetime import date

import pytest

from survey.domain.integrity.reviewing import Counts
from survey.domain.integrity.settling import (
    by_day,
    counts_in,
    public_from,
    settled_of,
    settled_on,
    told,
    with_edition,
)

FIRST = {"rules": {"bot": {"marked": 3}}}
SECOND = {"rules": {"bot": {"marked": 5, "left_out": 2}}}
DAY, LATER = date(2026, 11, 1), date(2026, 11, 20)


def test_a_further_edition_is_read_by_everyone_from_its_day_on():
    later = with_edition([], 2, SECOND)
    # Made, and not published: everyone still reads the first.
    assert settled_on(LATER, FIRST, later) is FIRST
    later = public_from(later, 2, LATER)
    assert settled_on(DAY, FIRST, later) is FIRST
    assert counts_in(settled_on(LATER, FIRST, later)) == {"bot": Counts(marked=5, left_out=2)}
    # A third one waits, while the second one stays.
    later = with_edition(later, 3, FIRST)
    assert settled_on(LATER, FIRST, later)["edition"] == 2


def test_each_edition_has_its_own():
    later = with_edition([], 2, SECOND)
    assert settled_of(1, FIRST, later) is FIRST
    assert counts_in(settled_of(2, FIRST, later))["bot"].left_out == 2
    assert settled_of(3, FIRST, later) is None
    assert counts_in(None) == {}


@pytest.mark.parametrize(
    ("before", "now", "marked"),
    [
        # A form came late, and it is marked: 59 of which 9 were left out read "50", 60 would read "60".
        (59, Counts(marked=60, left_out=59), 59),
        (0, Counts(marked=49), 0),
        (10, Counts(marked=60), 60),
        # How many were left out is told exactly: it cannot be more than were marked.
        (10, Counts(marked=59, left_out=55), 55),
        (10, Counts(marked=10), 10),
    ],
)
def test_how_many_were_marked_moves_by_fifty_in_a_further_edition_or_stays(before, now, marked):
    settled = {"rules": {"bot": {"marked": before}}}
    assert told(2, {"bot": now}, settled)["bot"].marked == marked
    assert told(2, {"bot": now}, settled)["bot"].left_out == now.left_out
    assert told(1, {"bot": now}, None)["bot"] == now


def test_a_rule_that_marked_nothing_before_tells_nothing_of_a_few_either():
    assert told(2, {"bot": Counts(marked=12, left_out=1)}, {"rules": {}}) == {"bot": Counts(marked=1, left_out=1)}


def test_decisions_are_counted_by_day():
    found = by_day([(LATER, "keep"), (DAY, "keep"), (LATER, "propose"), (LATER, "keep")])
    assert found == [{"day": "2026-11-01", "keep": 1}, {"day": "2026-11-20", "keep": 2, "propose": 1}]
