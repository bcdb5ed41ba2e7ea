"""When a decision has to be looked at again, and when an outcome is missing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.outcomes.record import ConditionState
from survey.domain.outcomes.reviewing import (
    Expected,
    PlanChange,
    Review,
    ReviewChoice,
    days_missing,
    may_remind,
    missing_since,
    review_day,
    triggers,
)
from tests.survey.domain.outcomes.records import WHOLE, record

MOVED = PlanChange(3, date(2026, 12, 5), "Moved to the north side.")
AGAIN = PlanChange(4, date(2026, 12, 9), "Hours changed.")
BEFORE = date(2027, 1, 10)  # of the condition's day, 31 January, and the review's, 10 November


def reviewed(day, revision=2, choice=ReviewChoice.CARRY_ON, review_on=None, version=1):
    return Review(day, version, revision, choice, "Because.", "Cabinet", review_on)


def waits(changes=(), reviews=(), today=BEFORE, version=1, **changed):
    return triggers(record(**changed), version, changes, reviews, today=today)


def test_nothing_waits_before_anything_happens():
    assert not waits()


def test_a_change_of_the_plan_waits_until_it_is_answered():
    assert waits([MOVED, AGAIN]).changes == (MOVED, AGAIN)
    # A review answers what it knew: revision 3, but not revision 4.
    assert waits([MOVED, AGAIN], [reviewed(date(2026, 12, 6), revision=3)]).changes == (AGAIN,)
    assert not waits([MOVED, AGAIN], [reviewed(date(2026, 12, 10), revision=4)])


@pytest.mark.parametrize(
    ("today", "reviews", "waiting"),
    [
        (date(2027, 11, 9), [], False),
        (date(2027, 11, 10), [], True),
        # Reviewed earlier, for another reason: the day stands.
        (date(2027, 11, 10), [reviewed(date(2027, 2, 1))], True),
        (date(2027, 11, 12), [reviewed(date(2027, 11, 11))], False),
        # Put off to a later day.
        (date(2027, 11, 12),
         [reviewed(date(2027, 11, 11), choice=ReviewChoice.LATER, review_on=date(2028, 1, 1))], False),
        (date(2028, 1, 1),
         [reviewed(date(2027, 11, 11), choice=ReviewChoice.LATER, review_on=date(2028, 1, 1))], True),
    ],
)  # fmt: skip
def test_a_review_waits_from_its_day(today, reviews, waiting):
    found = waits((), reviews, today, conditions=())
    assert bool(found) is waiting
    assert bool(found.review_day) is waiting


def test_a_later_version_says_itself_when_it_is_reviewed():
    put_off = [reviewed(date(2027, 11, 11), choice=ReviewChoice.LATER, review_on=date(2028, 1, 1))]
    assert review_day(WHOLE, 1, put_off) == date(2028, 1, 1)
    assert review_day(record(review_on=date(2027, 12, 1)), 2, put_off) == date(2027, 12, 1)
    assert review_day(record(review_on=None), 2, put_off) is None


@pytest.mark.parametrize(
    ("today", "state", "reviews", "waiting"),
    [
        (date(2027, 1, 31), ConditionState.OPEN, [], False),
        (date(2027, 2, 1), ConditionState.OPEN, [], True),
        (date(2027, 2, 1), ConditionState.MET, [], False),
        # Looked at before the day passed: nobody knew yet.
        (date(2027, 2, 1), ConditionState.OPEN, [reviewed(date(2027, 1, 31))], True),
        (date(2027, 2, 3), ConditionState.OPEN, [reviewed(date(2027, 2, 2))], False),
    ],
)
def test_a_condition_waits_when_its_day_passed(today, state, reviews, waiting):
    [condition] = WHOLE.conditions
    own = condition.__class__(condition.text, condition.who, condition.by, state)
    assert bool(waits((), reviews, today, conditions=(own,)).overdue) is waiting


def test_what_waits_is_said_a_sentence_each():
    lines = waits([MOVED], today=date(2027, 11, 10)).in_words()
    assert lines == (
        "The plan changed on 5 December 2026 (revision 3): Moved to the north side.",
        "The review date came: 10 November 2027.",
        "A condition was to be met by 31 January 2027 and is not: Signs at every entrance",
    )


@given(
    st.lists(st.integers(3, 9), unique=True).map(sorted),
    st.dates(date(2026, 12, 1), date(2030, 1, 1)),
)
def test_a_review_of_today_that_knows_everything_answers_everything(numbers, today):
    """Whatever waits, one review on a later day than what happened leaves nothing to wait for."""
    changes = [PlanChange(number, date(2026, 12, 1), "") for number in numbers]
    done = reviewed(today, revision=max(numbers, default=2))
    assert not waits(changes, [done], today)


PUBLIC = date(2026, 10, 26)


@pytest.mark.parametrize(
    ("announced", "public", "since"),
    [
        (None, None, None),
        (date(2026, 11, 10), None, None),
        # 30 days after the results, where no day was announced.
        (None, PUBLIC, date(2026, 11, 25)),
        (date(2026, 11, 10), PUBLIC, date(2026, 11, 11)),
        # Announced for a day before the results: missing from the day of the results.
        (date(2026, 10, 1), PUBLIC, PUBLIC),
    ],
)
def test_an_outcome_is_missing_after_the_day_that_was_announced(announced, public, since):
    expected = Expected(announced)
    assert missing_since(expected, public) == since
    if since:
        assert days_missing(expected, public, today=since - timedelta(days=1)) == 0
        assert days_missing(expected, public, today=since) == 1
        assert days_missing(expected, public, today=since + timedelta(days=6)) == 7


@pytest.mark.parametrize(
    ("days", "allowed"), [(0, False), (6, False), (7, True), (30, True)]
)
def test_one_reminder_a_week(days, allowed):
    assert may_remind(None, BEFORE)
    assert may_remind(BEFORE - timedelta(days=days), BEFORE) is allowed
