"""Dates that can be kept, words that are there, and characteristics that show nobody."""

from datetime import date, timedelta

import pytest

from survey.domain.planning import (
    BUILT_IN,
    Dates,
    possible_characteristics,
    problem_in_characteristics,
    problems_in_dates,
    problems_in_words,
    still_there,
    suggested_characteristics,
)
from survey.domain.questionnaires.definition import load
from survey.domain.questionnaires.questions import Area, Page, Questionnaire, Section
from survey.store import demo

TODAY = date(2026, 11, 2)
ASKED = load(demo.read("questionnaires", "fixed-cameras.json"))


def dates(opens=0, days=42, kept=365):
    first = TODAY + timedelta(days=opens)
    last = first + timedelta(days=days - 1)
    return Dates(first, last, last + timedelta(days=kept))


@pytest.mark.parametrize(
    ("planned", "wrong"),
    [
        (dates(), set()),  # six weeks from today
        (dates(days=1, kept=90), set()),  # a single day, and the shortest time of keeping
        (dates(opens=-1), {"opens"}),  # yesterday
        (dates(opens=4000), {"opens"}),  # further away than anybody plans
        (dates(days=0), {"closes"}),  # ends before it begins
        (dates(days=367), {"closes"}),  # longer than a year
        (dates(kept=89), {"deletes"}),  # gone before a court can ask
        (dates(kept=4200), {"deletes"}),  # kept for no reason
    ],
)
def test_dates(planned, wrong):
    assert set(problems_in_dates(planned, today=TODAY)) == wrong


def test_words_are_needed_and_limited():
    assert set(problems_in_words({})) == {"title", "summary", "council"}
    words = {"title": "T", "summary": "S", "council": "C"}
    assert problems_in_words(words) == {}
    assert "it has 121" in problems_in_words(words | {"title": "t" * 121})["title"]


def test_groups_are_told_apart_by_who_people_are():
    codes = {question.code for question in possible_characteristics(ASKED)}
    assert {"area", "connection", "age", "sex", "ethnic-group"} <= codes
    assert not codes & {"support", "purposes", "main-reason", "likelihood"}
    assert set(suggested_characteristics(ASKED)) <= {*codes, *BUILT_IN}


def test_one_set_of_places_only():
    places = tuple(Area(code=code, text="Where?", areas=code) for code in ("wards", "zones"))
    asked = Questionnaire("q", "Q", (Section("s", "S", (Page("p", places, "P"),)),))
    assert problem_in_characteristics(("wards",), asked) == ""
    assert "one question about a place" in problem_in_characteristics(("wards", "zones"), asked)


def test_what_is_gone_from_the_questions_is_no_characteristic():
    assert still_there(("age", "gone", "channel"), ASKED) == ("age", "channel")
