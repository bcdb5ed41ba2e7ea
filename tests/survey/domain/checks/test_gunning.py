"""The questions of fairness, and the dates."""

from datetime import date

import pytest

from survey.domain.checks.gunning import (
    BY_CODE,
    QUESTIONS,
    FairnessAnswer,
    Kind,
    date_findings,
    fairness_findings,
    heading_of,
    is_answered,
)

TEXT = "Nothing has been decided by anyone yet."
NO, YES = FairnessAnswer("no", TEXT), FairnessAnswer("yes", TEXT)
DAY = FairnessAnswer(day=date(2027, 6, 1))
KINDS = {Kind.TEXT: FairnessAnswer("", TEXT), Kind.YES_NO: NO, Kind.DATE: DAY}
ALL = {question.code: KINDS[question.kind] for question in QUESTIONS} | {"information": YES}


def checks(answers):
    return {(finding.check, finding.topic) for finding in fairness_findings(answers)}


def test_nothing_stops_where_everything_is_answered():
    assert checks(ALL) == set()


@pytest.mark.parametrize("code", list(BY_CODE))
def test_each_question_must_be_answered(code):
    answers = {other: answer for other, answer in ALL.items() if other != code}
    assert checks(answers) == {("fairness-unanswered", code)}


STOPS = [
    # decided: this is no consultation
    ("decided", YES, "already-decided"),
    # nobody could judge it
    ("information", NO, "not-enough-information"),
    # yes or no alone says nothing
    ("decided", FairnessAnswer("no"), "fairness-unanswered"),
    # neither does a text without yes or no
    ("decided", FairnessAnswer("", TEXT), "fairness-unanswered"),
    # a word is no text
    ("decides", FairnessAnswer("", "Cabinet."), "fairness-unanswered"),
    # a date as a text is no date
    ("decision-date", FairnessAnswer("", "In June, we think, or later"), "fairness-unanswered"),
]


@pytest.mark.parametrize(("code", "answer", "check"), STOPS)
def test_some_answers_stop_opening(code, answer, check):
    assert checks(ALL | {code: answer}) == {(check, code)}


def test_money_may_be_approved_or_not_and_both_are_said():
    assert checks(ALL | {"money": YES}) == checks(ALL | {"money": NO}) == set()
    assert heading_of(BY_CODE["money"], YES) == "Money has been approved already"
    assert heading_of(BY_CODE["money"], NO) == "No money has been approved yet"


def test_answers_are_stored_as_they_are():
    for answer in (NO, DAY, FairnessAnswer()):
        assert FairnessAnswer.load(answer.dump()) == answer
    assert is_answered(BY_CODE["decision-date"], FairnessAnswer.load(DAY.dump()))


# First day, last day, and what is found.
DATES = [
    # twelve weeks in autumn
    (date(2026, 9, 1), date(2026, 11, 23), set()),
    # six weeks to the day
    (date(2026, 9, 1), date(2026, 10, 12), set()),
    # a day less
    (date(2026, 9, 1), date(2026, 10, 11), {"short-time"}),
    # over Christmas
    (date(2026, 12, 1), date(2027, 2, 1), {"holidays"}),
    # ends on Christmas Eve, begins on New Year’s Day
    (date(2026, 11, 1), date(2026, 12, 24), {"holidays"}),
    (date(2027, 1, 1), date(2027, 3, 1), {"holidays"}),
    # between the two
    (date(2027, 1, 2), date(2027, 3, 1), set()),
    # two weeks of August
    (date(2026, 8, 18), date(2026, 10, 18), {"holidays"}),
    # less than two
    (date(2026, 8, 19), date(2026, 10, 18), set()),
    # decided before the last answers are in
    (date(2027, 4, 1), date(2027, 6, 30), {"decision-too-early"}),
    # decided on the last day is too early too
    (date(2027, 4, 1), date(2027, 6, 1), {"decision-too-early"}),
    # no dates, and dates the wrong way round
    (None, date(2027, 6, 1), {"no-dates"}),
    (date(2027, 6, 1), date(2027, 5, 1), {"no-dates"}),
]


@pytest.mark.parametrize(("opens", "closes", "expected"), DATES)
def test_there_is_enough_time_outside_holidays_before_the_decision(opens, closes, expected):
    assert {finding.check for finding in date_findings(opens, closes, ALL)} == expected
