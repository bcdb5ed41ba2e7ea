"""Responses by day or week: rounded, never telling by subtraction, and in a form that shows something."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.domain.disclosure import PROGRESS, progress
from results.domain.tables import Table
from results.domain.timeline import DAY, WEEK, leaves_open, timeline

FIRST = date(2026, 9, 2)
WAYS = ("web", "paper")


def day(number):
    return FIRST + timedelta(days=number)


def made(counts, *, days=28, ways=WAYS):
    """A timeline of these counts: {(number of the day, way): responses}."""
    found = {(day(number), way): count for (number, way), count in counts.items()}
    return timeline(found, ways, first=FIRST, last=day(days - 1))


def every_day(web, paper=0, days=28):
    return {(n, w): c for n in range(days) for w, c in (("web", web), ("paper", paper)) if c}


@pytest.mark.parametrize(
    ("counts", "days", "apart"),
    [
        # Many every day: by day, and each way apart.
        (every_day(42, 13), DAY, True),
        # 40 on the web, 10 on paper and 60 together: both lost something, which tells of each.
        (every_day(47, 15), DAY, False),
        # Two that read "fewer than 10", and 10 together: nobody is an answer that neither may hide.
        (every_day(7, 7), DAY, False),
        # Of three ways two may have lost the ten that all together have more.
        ({**every_day(47, 15), **{(n, "assisted"): 11 for n in range(28)}}, DAY, True),
        # A few every day: nearly all days would be hidden, so by week.
        (every_day(3, 2, days=28), WEEK, True),
        # One or two a day: even by week nearly nothing would stand there, so nothing is told.
        (every_day(1), None, False),
        # Rounding took nothing off: every figure would be known exactly, in each form there is.
        (every_day(10), None, False),
        # Rounding took nine off each way on every day, which tells; but not off each day as a whole.
        (every_day(19, 19), DAY, False),
        # Nobody answered.
        ({}, None, False),
    ],
)
def test_the_finest_form_that_shows_something_and_tells_nothing(counts, days, apart):
    found = made(counts, ways=(*WAYS, *(["assisted"] if (0, "assisted") in counts else [])))
    assert (found.days if found else None) == days
    assert bool(found and found.ways) == apart


def test_figures_are_rounded_down_and_the_last_week_ends_with_the_consultation():
    found = made(every_day(3, 2, days=29), days=29)
    assert found.periods[0] == (day(0), day(6))
    assert found.periods[-1] == (day(28), day(28))
    # 35 a week, of them 14 on paper, and 5 on the last day.
    assert [cell.count for cell in found.everybody.cells] == [30, 30, 30, 30, None]
    assert [cell.count for cell in found.ways[1].cells] == [10, 10, 10, 10, None]
    assert {table.kind for table in (found.everybody, *found.ways)} == {PROGRESS}
    assert found.received == 145


def test_a_form_that_was_entered_after_closing_is_in_it():
    found = made({**every_day(47, 15), (33, "paper"): 25})
    assert found.last == day(33)
    assert found.everybody.cells[-1].count == 20


@given(st.lists(st.integers(0, 40), min_size=3, max_size=5))
def test_every_figure_may_have_lost_anything_from_nought_to_nine(counts):
    """By trying out every way in which the public total may be made up of the public figures."""
    found = made({(n, "web"): count for n, count in enumerate(counts)}, days=len(counts), ways=())
    if found is None or found.days != DAY:
        return
    shown = [cell.count or 0 for cell in found.everybody.cells]
    taken = found.received - sum(shown)
    # The last loss follows from the others.
    ways = product(range(10), repeat=len(shown) - 1)
    able = [(*losses, taken - sum(losses)) for losses in ways if 0 <= taken - sum(losses) <= 9]
    for place in range(len(shown)):
        assert {losses[place] for losses in able} == set(range(10))


def rounded(counts):
    """Each count as it is published."""
    options = tuple(map(str, range(len(counts))))
    return progress(Table("received", None, options, None, None, tuple(counts), sum(counts), 0, 0))


@given(st.integers(2, 3).flatmap(lambda n: st.lists(st.tuples(*[st.integers(0, 29)] * n), min_size=3, max_size=3)))
def test_both_tables_and_the_total_leave_every_figure_all_its_numbers_or_ways_are_not_told(periods):
    """By trying out all that each way may have lost in each period, against the rule in both directions."""
    everybody = rounded([sum(own) for own in periods])
    ways = [rounded(own) for own in zip(*periods, strict=True)]
    total = sum(map(sum, periods))
    # Of each period: what everybody's figure may have lost, with what each way did.
    able = []
    for place, whole in enumerate(everybody.cells):
        above = (whole.count or 0) - sum(way.cells[place].count or 0 for way in ways)
        lost = (each for each in product(range(10), repeat=len(ways)) if 0 <= sum(each) - above <= 9)
        able.append([(sum(each) - above, *each) for each in lost])
    taken = total - sum(cell.count or 0 for cell in everybody.cells)
    sums = [{each[0] for each in own} for own in able]
    found = []
    for place, own in enumerate(able):
        others = {a + b for a, b in product(*(each for other, each in enumerate(sums) if other != place))}
        found += zip(*(each for each in own if taken - each[0] in others), strict=True)
    assert leaves_open(everybody, ways, total=total) == all(set(values) == set(range(10)) for values in found)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60)), min_size=10, max_size=40))
def test_no_figure_is_a_true_one_and_none_is_larger(pairs):
    counts = {(n, way): c for n, pair in enumerate(pairs) for way, c in zip(WAYS, pair, strict=True)}
    found = made(counts, days=len(pairs))
    if found is None:
        return
    for table in (found.everybody, *found.ways):
        assert all(cell.percent is None for cell in table.cells)
        assert all(cell.count is None or (cell.count >= 10 and cell.count % 10 == 0) for cell in table.cells)
    assert found.received == sum(map(sum, pairs))
    assert leaves_open(found.everybody, found.ways, total=found.received)
    whole = sum(cell.count or 0 for cell in found.everybody.cells)
    assert sum(cell.count or 0 for table in found.ways for cell in table.cells) <= found.received
    assert whole <= found.received
