"""When a published outcome has to be looked at again, and what the council said when it did.

Three things ask for a review: the plan changed materially since the decision (moving it is always material),
the review date came, or the day of a condition passed without its being met. None of them changes the
outcome; the council writes what it does about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from survey.domain.outcomes.record import Condition, Record
from survey.domain.wording import Words, message, say, say_day

DAYS_AFTER_RESULTS = 30
DAYS_BETWEEN_REMINDERS = 7


class ReviewChoice(StrEnum):
    """What the council says after a review."""

    CARRY_ON = "carry-on"
    LATER = "later"
    CONSULT_AGAIN = "consult-again"

    @property
    def words(self) -> Words:
        return say(_CHOICES[self])


_CHOICES = {
    ReviewChoice.CARRY_ON: message("The decision stands"),
    ReviewChoice.LATER: message("Review it on a later day"),
    ReviewChoice.CONSULT_AGAIN: message("Consult again"),
}


@dataclass(frozen=True)
class Review:
    """One review: what the council said of which version, why, and the newest revision that it knew."""

    day: date
    version: int
    revision: int
    choice: ReviewChoice
    reason: str
    decided_by: str
    review_on: date | None = None


@dataclass(frozen=True)
class PlanChange:
    """A material revision of the plan."""

    number: int
    day: date
    summary: str


@dataclass(frozen=True)
class Triggers:
    """What asks for a review now."""

    changes: tuple[PlanChange, ...] = ()
    review_day: date | None = None
    overdue: tuple[Condition, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.review_day or self.overdue)

    def in_words(self) -> tuple[Words, ...]:
        """What happened, a sentence each."""
        due = self.review_day
        came = (say("The review date came: {day}.", day=say_day(due)),) if due else ()
        return (*map(_changed, self.changes), *came, *map(_not_met, self.overdue))


def _changed(one: PlanChange) -> Words:
    return say(
        "The plan changed on {day} (revision {number}): {summary}",
        day=say_day(one.day),
        number=one.number,
        summary=one.summary,
    )


def _not_met(one: Condition) -> Words:
    by = say_day(one.by) if one.by else ""
    return say("A condition was to be met by {day} and is not: {text}", day=by, text=one.text)


def review_day(record: Record, version: int, reviews: Sequence[Review]) -> date | None:
    """The day of the next review: what a review of this version said last, else what the version says."""
    given = [one.review_on for one in reviews if one.review_on and one.version == version]
    day = given[-1] if given else record.review_on
    return None if day is None or any(one.day >= day for one in reviews) else day


def triggers(
    record: Record,
    version: int,
    changes: Sequence[PlanChange],
    reviews: Sequence[Review],
    *,
    today: date,
) -> Triggers:
    """What has happened since the decision that no review has answered.

    `changes` are the material revisions since the outcome was first published.
    """
    known = max((one.revision for one in reviews), default=0)
    due = review_day(record, version, reviews)
    late = (one for one in record.conditions if one.overdue(today))
    return Triggers(
        tuple(one for one in changes if one.number > known),
        due if due and due <= today else None,
        tuple(one for one in late if one.by and not any(review.day > one.by for review in reviews)),
    )


@dataclass(frozen=True)
class Expected:
    """When and by whom it was said to be decided, before anyone was asked. Both may be unknown."""

    day: date | None = None
    decider: str = ""


def missing_since(expected: Expected, published_on: date | None) -> date | None:
    """The first day on which the outcome is missing; None while nobody could expect it.

    The day after the one that was announced, but not before the results are public; without an announced
    day 30 days after the results became public.
    """
    if published_on is None:
        return None
    if expected.day is None:
        return published_on + timedelta(days=DAYS_AFTER_RESULTS)
    return max(expected.day + timedelta(days=1), published_on)


def days_missing(expected: Expected, published_on: date | None, *, today: date) -> int:
    """For how many days the outcome has been missing; 0 where it is not expected yet."""
    since = missing_since(expected, published_on)
    return max(0, (today - since).days + 1) if since else 0


def may_remind(last: date | None, today: date) -> bool:
    """Whether a week has passed since the last reminder."""
    return last is None or (today - last).days >= DAYS_BETWEEN_REMINDERS
