"""Intervals against figures made with another program, and where none may be given."""

import json
from pathlib import Path

import pytest

from results.domain.disclosure import Disclosure
from results.domain.intervals import Interval, household_effect, interval, of_finite, wilson
from results.domain.tables import Table

FILE = Path(__file__).parents[4] / "shared" / "vectors" / "interval_vectors.json"
VECTORS = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
needs_vectors = pytest.mark.skipif(not VECTORS, reason="the collection of reference figures is not at hand")


class Straight(Disclosure):
    """Offsets of nought, so that the figures below can be followed by eye."""

    def offset(self, _cell):
        return 0


def table_of(*counts):
    rules = Straight("c", b"a secret of these tests only")
    options = tuple("abcdef"[: len(counts)])
    return rules.group(Table("support", None, options, "stratum", "letters", counts, sum(counts), 0, 0))


@needs_vectors
def test_intervals_are_those_of_the_reference():
    for one in VECTORS["intervals"]:
        assert wilson(one["x"] / one["n"], one["n"], level=one["level"]) == pytest.approx(one["wilson"], abs=1e-12)
    for one in VECTORS["deff_adjusted_wilson"]:
        assert wilson(one["p"], one["n_eff"], level=one["level"]) == pytest.approx(one["wilson"], abs=1e-12)
    for one in VECTORS["finite_population"]:
        base = of_finite(one["n"], one["n"], one["N"])
        assert base == pytest.approx(one["n_adj"])
        assert wilson(one["p"], base) == pytest.approx(one["wilson"], abs=1e-12)


def test_half_of_a_hundred():
    assert wilson(0.5, 100) == pytest.approx((0.4038, 0.5962), abs=1e-4)
    assert wilson(0, 10) == pytest.approx((0, 0.2775), abs=1e-4)
    with pytest.raises(ValueError, match="somebody"):
        wilson(0.5, 0)


@pytest.mark.parametrize(
    ("counts", "effect", "population", "found"),
    [
        # 200 of 400, each figure off by up to four: from 196 of 404 to 204 of 396, of 396 people.
        ((200, 200), 1.0, 0, Interval(43, 57)),
        # As many as a tenth of all were asked, so it is a little narrower.
        ((200, 200), 1.0, 1000, Interval(44, 56)),
        # A twentieth or less changes nothing.
        ((200, 200), 1.0, 100_000, Interval(43, 57)),
        # People of one household may answer alike.
        ((200, 200), 4.0, 0, Interval(38, 62)),
        # Fewer than 30 people's worth.
        ((200, 200), 14.0, 0, None),
        ((30, 25), 2.0, 0, None),
        # A figure under ten is not known, and a group under 50 not shown.
        ((9, 300), 1.0, 0, None),
        ((20, 20), 1.0, 0, None),
        # Everybody, but perhaps only 396 of 404, and then 96.1% or more.
        ((400, 0), 1.0, 0, Interval(96, 100)),
    ],
)
def test_intervals_come_from_published_figures_and_are_as_much_wider(counts, effect, population, found):
    table = table_of(*counts)
    assert interval(table.cells[0], table, effect=effect, population=population) == found


@pytest.mark.parametrize(
    ("answered", "addresses", "effect"),
    [
        (100, 100, 1.0),
        (80, 100, 1.0),
        # One household of two and 99 alone: (4 + 99) / 101.
        (101, 100, 103 / 101),
        # Two of seven: (49 + 49 + 98) / 112.
        (112, 100, 196 / 112),
        # Nothing is known of the addresses: every household may be as large as can be.
        (70, 0, 7.0),
        (0, 0, 1.0),
    ],
)
def test_what_answering_together_can_cost(answered, addresses, effect):
    assert household_effect(answered, addresses) == pytest.approx(effect)
