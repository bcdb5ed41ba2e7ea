"""An outcome in words: the lines of its record, what differs between two versions, and its JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from survey.domain.outcomes.record import Condition, Departs, Point, Record, Voting
from survey.domain.outcomes.reviewing import Review
from survey.domain.wording import Words, listed, say, say_day

NOT_RECORDED = say("Not recorded")


@dataclass(frozen=True)
class Line:
    """One line of the record. `link` is where a text about it stands elsewhere; no text is not recorded."""

    code: str
    label: str
    text: str = ""
    link: str = ""


@dataclass(frozen=True)
class Difference:
    """One line that two versions have differently. Nothing before is added, nothing after is taken away."""

    label: str
    before: str
    after: str


def money(pounds: int) -> str:
    """A sum as it is read: £250,000."""
    return f"£{pounds:,}"


def sum_in_words(record: Record) -> str:
    """The sum with its budget; nothing where money was no part of the decision."""
    if record.sum_agreed is None:
        return ""
    if not record.sum_agreed:
        return say("No money was agreed")
    return say("{sum}, out of: {budget}", sum=money(record.sum_agreed), budget=record.budget)


def vote_in_words(record: Record) -> str:
    """How people voted, or that there was no vote."""
    if record.voting is not Voting.VOTE:
        return record.voting.words if record.voting else ""
    return say(
        "{votes_for} for, {votes_against} against, {abstained} abstained",
        votes_for=record.votes_for or 0,
        votes_against=record.votes_against or 0,
        abstained=record.votes_abstained or 0,
    )


def departure_in_words(record: Record) -> str:
    """What the council says about departing from the responses."""
    if record.departs is Departs.YES:
        return record.departure
    return say("The council says that it does not") if record.departs else ""


def lines_of(record: Record) -> tuple[Line, ...]:
    """The record as a list to read, what is not recorded included. Points and conditions stand apart."""
    return (
        Line("course", say("Decision about the plan"), record.course.words if record.course else ""),
        Line("decision", say("The decision"), record.decision),
        Line("decided-by", say("Decided by"), record.decided_by),
        Line("meeting", say("Meeting"), record.meeting),
        Line("decided-on", say("Day of the decision"), _on(record.decided_on)),
        Line("minutes", say("Minutes"), record.minutes, record.minutes),
        Line("sum-agreed", say("Sum agreed"), sum_in_words(record)),
        Line("vote", say("Vote"), vote_in_words(record)),
        Line("reasons", say("Reasons"), record.reasons),
        Line("considered", say("How the responses were considered"), record.considered),
        Line("departure", say("Where it departs from the responses"), departure_in_words(record)),
        Line("weighed", say("What else was weighed"), record.weighed),
        Line("equality", say("Equality assessment"), _equality(record), record.equality_link),
        Line("review-on", say("Review date"), _on(record.review_on)),
        Line("next-steps", say("What happens next"), record.next_steps),
    )


def _on(day: date | None) -> str:
    return say_day(day) if day else ""


def _equality(record: Record) -> str:
    if record.equality_on is None:
        return record.equality
    day = say("Assessed on {day}.", day=say_day(record.equality_on))
    return listed([day, record.equality], " ") if record.equality else day


def condition_in_words(one: Condition) -> Words:
    """A condition in one line."""
    by = say_day(one.by) if one.by else say("no day set")
    return say(
        "{text} (who sees to it: {who}; by when: {by}; now: {state})",
        text=one.text,
        who=one.who,
        by=by,
        state=one.state.words,
    )


def _comparable(record: Record, names: Mapping[str, str]) -> Iterator[tuple[str, Line]]:
    """Everything that may differ, under a key that two versions share."""
    yield "asked", Line("asked", say("We asked"), record.asked)
    for line in lines_of(record):
        yield line.code, Line(line.code, line.label, line.text)
    yield "equality-link", Line("equality-link", say("Link to the equality assessment"), record.equality_link)
    for number, one in enumerate(record.points, start=1):
        label = say("You said, we did, point {number}", number=number)
        yield f"point-{number}", Line("", label, _point_in_words(one, names))
    for number, condition in enumerate(record.conditions, start=1):
        label = say("Condition {number}", number=number)
        yield f"condition-{number}", Line("", label, condition_in_words(condition))


def _point_in_words(one: Point, names: Mapping[str, str]) -> Words:
    return say(
        "About “{question}”, you said: {said} We did: {did}",
        question=names.get(one.question, one.question),
        said=one.said,
        did=one.did,
    )


def differences(
    before: Record, after: Record, names: Mapping[str, str] | None = None
) -> tuple[Difference, ...]:
    """What two versions say differently, in the order of the page. `names` are the texts of questions."""
    old, new = (dict(_comparable(one, names or {})) for one in (before, after))
    keys = [*new, *(key for key in old if key not in new)]
    empty = Line("", "")
    pairs = ((key, old.get(key, empty), new.get(key, empty)) for key in keys)
    return tuple(
        Difference(b.label or a.label, a.text, b.text) for _key, a, b in pairs if str(a.text) != str(b.text)
    )


def as_json(record: Record) -> dict[str, Any]:
    """The record for programs: codes, ISO days, whole pounds; null where nothing is recorded."""
    data = record.dump()
    data["conditions"] = [one | {"by": one["by"] or None} for one in data["conditions"]]
    return {name: None if value == "" else value for name, value in data.items()}


def review_as_json(one: Review) -> Mapping[str, Any]:
    """A review for programs."""
    return {
        "day": one.day.isoformat(),
        "revision": one.revision,
        "choice": one.choice.value,
        "review_on": one.review_on.isoformat() if one.review_on else None,
        "reason": one.reason,
        "decided_by": one.decided_by,
    }
