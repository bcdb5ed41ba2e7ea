"""Phases follow from dates and acts."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.consultations import Phase, Rules, Timetable, phase, rounded_down
from survey.domain.wording import Catalogue

OPENS, CLOSES = date(2026, 4, 20), date(2026, 6, 28)
PLANNED = Timetable(OPENS, CLOSES, frozen=True)
CLOSED = Timetable(OPENS, CLOSES, frozen=True, closed_on=date(2026, 6, 1))
PUBLISHED = Timetable(OPENS, CLOSES, frozen=True, closed_on=CLOSES, published_on=date(2026, 7, 15))


@pytest.mark.parametrize(
    ("timetable", "today", "expected"),
    [
        # Without dates or without frozen questions nothing is promised yet.
        (Timetable(), OPENS, Phase.DRAFT),
        (Timetable(OPENS, CLOSES), OPENS, Phase.DRAFT),
        (PLANNED, date(2026, 4, 19), Phase.SCHEDULED),
        # Both the first and the last day belong to the consultation.
        (PLANNED, OPENS, Phase.OPEN),
        (PLANNED, CLOSES, Phase.OPEN),
        (PLANNED, date(2026, 6, 29), Phase.CLOSED),
        # Closed by an act, before the announced day.
        (CLOSED, date(2026, 6, 1), Phase.CLOSED),
        (CLOSED, date(2026, 4, 1), Phase.CLOSED),
        # Published from the day that was set, not before.
        (PUBLISHED, date(2026, 7, 14), Phase.CLOSED),
        (PUBLISHED, date(2026, 7, 15), Phase.PUBLISHED),
        # A day of publication cannot publish what is still open.
        (Timetable(OPENS, CLOSES, frozen=True, published_on=OPENS), OPENS, Phase.OPEN),
    ],
)
def test_the_phase_of_the_day(timetable, today, expected):
    assert phase(timetable, today) == expected


@given(st.integers(0, 10_000_000))
def test_counts_while_open_are_rounded_down_to_ten(count):
    shown = rounded_down(count)
    assert shown % 10 == 0
    assert 0 <= count - shown < 10


def test_rules_survive_storage():
    rules = Rules(("area",), {"open": "Everyone"}, {"age": {"counts": {"16-24": 3}}})
    assert Rules.load(rules.dump()) == rules
    assert Rules.load({}) == Rules()


def test_who_needs_no_code_has_our_words_and_other_strata_the_councils():
    stored = {"strata": {"open": "Open to everyone", "letters": "Letters to homes"}}
    rules = Rules.load(stored)
    welsh = Catalogue("cy", {"Open to everyone": ("Yn agored i bawb",)})
    assert [welsh.said(name) for name in rules.strata.values()] == ["Yn agored i bawb", "Letters to homes"]
    assert json.loads(json.dumps(rules.dump()))["strata"] == stored["strata"]
    # A council that called it otherwise keeps its name.
    assert welsh.said(Rules.load({"strata": {"open": "Anybody"}}).strata["open"]) == "Anybody"
