"""What somebody typed about an outcome: checked, and what is still missing before it can be published.

A part may be saved while things are missing in it. What is typed wrongly, such as a day that is none, is
refused at once, under the field in which it is mended.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from survey.domain.outcomes.fields import (
    BY_CODE,
    CONDITIONS,
    FIELDS,
    LONGEST_LINK,
    MOST_CONDITIONS,
    MOST_POINTS,
    NAMES,
    POINTS,
    SHORT_TEXT,
    Field,
    Kind,
)
from survey.domain.outcomes.record import Condition, ConditionState, Departs, Record, Voting
from survey.domain.questionnaires.sent import whole_number
from survey.domain.wording import say

MOST_POUNDS = 100_000_000_000
YEARS = range(2000, 2101)
LONGEST_LINE = 200
_HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")

NO_DATE = say("Enter a real date, such as 15 7 2027")
NO_NUMBER = say("Enter a whole number, such as 250,000")
NO_LINK = say("Enter the whole address, beginning with https:// and without spaces")
NO_CHOICE = say("Choose one of these")
NO_QUESTION = say("Choose the question that this point is about")
NO_SAID = say("Write what people said")
NO_DID = say("Write what the council does about it, or why it does nothing")
NO_CONDITION = say("Write what the condition is")
NO_WHO = say("Write who sees to it")
NO_POINT = say("Write at least one point that people made, with what the council does about it")
LATE = say("The decision cannot have been taken after today")

Typed = Mapping[str, str]
# What is typed in each row of a list, and how many rows there may be.
LISTS: Mapping[str, tuple[tuple[str, ...], int]] = {
    POINTS: (("said-{}", "question-{}", "did-{}"), MOST_POINTS),
    CONDITIONS: (
        ("condition-{}", "who-{}", "by-{}-day", "by-{}-month", "by-{}-year"),
        MOST_CONDITIONS,
    ),
}


@dataclass
class Reading:
    """What was typed in one part: values as JSON holds them, and problems by the field they belong to."""

    values: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def read(part: str, typed: Typed, *, questions: Collection[str] = ()) -> Reading:
    """What was typed in that part. `questions` are the codes of those that a point may be about.

    Raises KeyError for a part that there is not.
    """
    reading = Reading()
    if part == POINTS:
        reading.values["points"] = [_point(row, typed, questions, reading) for row in rows_of(typed, POINTS)]
    elif part == CONDITIONS:
        reading.values["conditions"] = [_condition(row, typed, reading) for row in rows_of(typed, CONDITIONS)]
    else:
        for one in BY_CODE[part].fields:
            reading.values[one.name] = _read(one, typed, reading)
    return reading


def _read(one: Field, typed: Typed, reading: Reading) -> Any:  # noqa: ANN401 - whatever the kind of field holds
    text = typed.get(one.name, "").strip()
    if one.kind is Kind.DATE:
        return _date(one.name, typed, reading)
    if one.kind is Kind.NUMBER:
        return _number(one.name, text, reading)
    if one.kind is Kind.CHOICE:
        if text and text not in one.choices:
            reading.problems[one.name] = NO_CHOICE
        return text
    if one.kind is Kind.LINK and not is_link(text):
        reading.problems[one.name] = NO_LINK
    return _text(one.name, text, one.longest, reading)


def _text(name: str, text: str, longest: int, reading: Reading) -> str:
    if len(text) > longest:
        reading.problems.setdefault(
            name,
            say(
                "This must be {most} characters or less; it has {number}",
                most=f"{longest:,}",
                number=f"{len(text):,}",
            ),
        )
    return text


def _number(name: str, text: str, reading: Reading) -> int | None:
    if not text:
        return None
    number = whole_number(text, prefix="£")
    if number is None or not 0 <= number <= MOST_POUNDS:
        reading.problems[name] = NO_NUMBER
        return None
    return number


def _date(name: str, typed: Typed, reading: Reading) -> str:
    """The day as JSON holds it. The problem stands at the first of its three fields."""
    texts = [typed.get(f"{name}-{part}", "").strip() for part in ("year", "month", "day")]
    if not any(texts):
        return ""
    try:
        day = date(*(int(text) for text in texts))
    except (ValueError, OverflowError):
        day = None
    if day is None or day.year not in YEARS:
        reading.problems[f"{name}-day"] = NO_DATE
        return ""
    return day.isoformat()


def is_link(address: str) -> bool:
    """Whether this is a plain address of a page elsewhere, or nothing at all."""
    if not address:
        return True
    if re.search(r"[\s\\<>\"]", address) or len(address) > LONGEST_LINK:
        return False
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    plain = parts.scheme in ("https", "http") and "@" not in parts.netloc
    return plain and bool(_HOST.fullmatch(host))


def rows_of(typed: Typed, part: str) -> list[int]:
    """The rows of a list in which anything was typed, in order. A state alone is nothing."""
    names, most = LISTS[part]
    rows = range(1, most + 1)
    return [row for row in rows if any(typed.get(name.format(row), "").strip() for name in names)]


def _point(row: int, typed: Typed, questions: Collection[str], reading: Reading) -> dict[str, str]:
    question, said, did = (typed.get(f"{name}-{row}", "").strip() for name in ("question", "said", "did"))
    if question not in questions:
        reading.problems[f"question-{row}"] = NO_QUESTION
    for name, text, missing in ((f"said-{row}", said, NO_SAID), (f"did-{row}", did, NO_DID)):
        if not text:
            reading.problems[name] = missing
        _text(name, text, SHORT_TEXT, reading)
    return {"question": question, "said": said, "did": did}


def _condition(row: int, typed: Typed, reading: Reading) -> dict[str, str]:
    text, who, state = (typed.get(f"{name}-{row}", "").strip() for name in ("condition", "who", "state"))
    for name, given, missing in ((f"condition-{row}", text, NO_CONDITION), (f"who-{row}", who, NO_WHO)):
        if not given:
            reading.problems[name] = missing
    _text(f"condition-{row}", text, SHORT_TEXT, reading)
    _text(f"who-{row}", who, LONGEST_LINE, reading)
    by = _date(f"by-{row}", typed, reading)
    known = state if state in set(ConditionState) else ConditionState.OPEN.value
    return {"text": text, "who": who, "by": by, "state": known}


def typed_of(part: str, record: Record) -> dict[str, str]:
    """What stands in the fields of that part when nothing new was typed."""
    if part == POINTS:
        return dict(_typed_points(record))
    if part == CONDITIONS:
        return dict(_typed_conditions(record.conditions))
    found: dict[str, str] = {}
    for name in NAMES[part]:
        value = getattr(record, name)
        if FIELDS[name].kind is Kind.DATE:
            found |= _typed_day(f"{name}-{{}}", value)
        else:
            found[name] = "" if value is None else str(getattr(value, "value", value))
    return found


def _typed_day(name: str, day: date | None) -> dict[str, str]:
    parts = ("day", "month", "year")
    return {name.format(part): str(getattr(day, part)) if day else "" for part in parts}


def _typed_points(record: Record) -> Iterator[tuple[str, str]]:
    for row, point in enumerate(record.points, start=1):
        for name, text in asdict(point).items():
            yield f"{name}-{row}", text


def _typed_conditions(conditions: Collection[Condition]) -> Iterator[tuple[str, str]]:
    for row, one in enumerate(conditions, start=1):
        yield f"condition-{row}", one.text
        yield f"who-{row}", one.who
        yield f"state-{row}", one.state.value
        yield from _typed_day(f"by-{row}-{{}}", one.by).items()


def missing(record: Record, *, today: date) -> dict[str, dict[str, str]]:
    """What keeps it from being published: by part, then by field. Empty where nothing does."""
    found: dict[str, dict[str, str]] = {}
    for code, names in NAMES.items():
        wrong = {name: words for name in names if (words := _missing_in(record, name, today))}
        if wrong:
            found[code] = wrong
    return found


def _missing_in(record: Record, name: str, today: date) -> str:
    value = getattr(record, name)
    if name == "points":
        return "" if value else NO_POINT
    if name == "decided_on" and value and value > today:
        return LATE
    needed = name in FIELDS and FIELDS[name].missing and _is_asked_for(record, name)
    return FIELDS[name].missing if needed and value in (None, "") else ""


def _is_asked_for(record: Record, name: str) -> bool:
    """Whether this field belongs to what was answered before it."""
    if name == "budget":
        return bool(record.sum_agreed)
    if name.startswith("votes_"):
        return record.voting is Voting.VOTE
    return name != "departure" or record.departs is Departs.YES


def problem_with_note(note: str, *, needed: bool) -> str:
    """What is wrong with the public note that says what changed."""
    if needed and not note:
        return say("Write what changed since the version before, for everyone to read")
    if len(note) > SHORT_TEXT:
        return say(
            "This must be {most} characters or less; it has {number}",
            most=f"{SHORT_TEXT:,}",
            number=f"{len(note):,}",
        )
    return ""
