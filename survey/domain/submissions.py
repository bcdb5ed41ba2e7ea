"""The log of what comes in besides the web: numbered, each with a state, so that none can be missed.

Forms, answers by phone and rows of a spreadsheet become responses; of them the log says no more than that
they came and were entered. Letters, e-mails, petitions, notes of events and what organisations write are
read, summed up and considered. A petition is one submission, however many signed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from survey.domain.typed_numbers import whole
from survey.domain.wording import say, say_many

SHORTEST_REASON, LONGEST_REASON = 10, 1000
LONGEST_LINE, LONGEST_SUMMARY, LONGEST_TEXT = 200, 2000, 50_000
MOST_AT_ONCE = 200
MOST_SIGNATORIES = 10_000_000
USUAL_SHARE = 10


class Kind(StrEnum):
    """What came in."""

    PAPER = "paper"
    PHONE = "phone"
    SPREADSHEET = "spreadsheet"
    LETTER = "letter"
    EMAIL = "email"
    PETITION = "petition"
    ORGANISATION = "organisation"
    EVENT = "event"


class State(StrEnum):
    """Where a submission stands."""

    RECEIVED = "received"
    TYPED_ONCE = "typed-once"
    ENTERED = "entered"
    READ = "read"
    CONSIDERED = "considered"
    SET_ASIDE = "set-aside"
    IN_ERROR = "in-error"


class Interest(StrEnum):
    """What an organisation has to do with the plan, as it declares it."""

    NONE = "none"
    FORCE = "force"
    SUPPLIER = "supplier"
    CAMPAIGN = "campaign"
    LANDLORD = "landlord"
    OTHER = "other"


# Of these the log never says what they hold: they become responses.
ANSWERS = frozenset({Kind.PAPER, Kind.PHONE, Kind.SPREADSHEET})
# What is taken in by hand, one entry of the log at a time; forms may come in bundles.
LOGGED_BY_HAND = (Kind.PAPER, Kind.LETTER, Kind.EMAIL, Kind.PETITION, Kind.ORGANISATION, Kind.EVENT)
WITH_REASON = frozenset({State.SET_ASIDE, State.IN_ERROR})
DONE = frozenset({State.ENTERED, State.CONSIDERED}) | WITH_REASON

KINDS: Mapping[Kind, str] = {
    Kind.PAPER: say("Paper form"),
    Kind.PHONE: say("Answers by phone or in person"),
    Kind.SPREADSHEET: say("Row of a spreadsheet"),
    Kind.LETTER: say("Letter"),
    Kind.EMAIL: say("E-mail"),
    Kind.PETITION: say("Petition"),
    Kind.ORGANISATION: say("From an organisation"),
    Kind.EVENT: say("Notes of an event"),
}
STATES: Mapping[State, str] = {
    State.RECEIVED: say("Received"),
    State.TYPED_ONCE: say("Typed in once, waits for a second person"),
    State.ENTERED: say("Entered"),
    State.READ: say("Read and summed up"),
    State.CONSIDERED: say("Considered"),
    State.SET_ASIDE: say("Set aside"),
    State.IN_ERROR: say("Logged in error"),
}
INTERESTS: Mapping[Interest, str] = {
    Interest.NONE: say("No interest in the plan declared"),
    Interest.FORCE: say("A police force, or an organisation of police officers"),
    Interest.SUPPLIER: say("A supplier of cameras or of their software"),
    Interest.CAMPAIGN: say("Campaigns for or against such cameras"),
    Interest.LANDLORD: say("Owns or manages property in the area"),
    Interest.OTHER: say("Another interest"),
}


def is_waiting(state: State) -> bool:
    """Whether something must still be done before the results may be counted."""
    return state not in DONE


def ways_from(kind: Kind, state: State) -> tuple[State, ...]:
    """The states that somebody may choose by hand from this one. Entering a form is no choice: it is done."""
    if state in WITH_REASON:
        return (State.RECEIVED,)
    if kind in ANSWERS:
        return (State.SET_ASIDE, State.IN_ERROR) if state is not State.ENTERED else ()
    ways = {
        State.RECEIVED: (State.READ, State.CONSIDERED),
        State.READ: (State.READ, State.CONSIDERED),
        State.CONSIDERED: (State.READ, State.CONSIDERED),
    }
    return (*ways[state], State.SET_ASIDE, State.IN_ERROR)


@dataclass(frozen=True)
class Written:
    """What is noted of a submission that is no form."""

    what: str = ""
    organisation: str = ""
    represents: str = ""
    interest: str = ""
    signatories: int | None = None
    text: str = ""
    redaction: str = ""
    summary: str = ""


def problems_with(kind: Kind, written: Written, signatories: str = "") -> dict[str, str]:
    """What is wrong with what was typed, by the name of the field. `signatories` is the number as typed."""
    problems: dict[str, str] = {}
    if kind is Kind.ORGANISATION:
        problems["organisation"] = _line(written.organisation, say("Enter the name of the organisation"))
        problems["represents"] = _line(written.represents, say("Enter whom it represents, as it says itself"))
        known = written.interest in set(Interest)
        problems["interest"] = "" if known else say("Choose what it declares about its interest in the plan")
    else:
        problems["what"] = _line(written.what, say("Say in a few words what it is"))
    if kind is Kind.PETITION:
        problems["signatories"] = _signatories(signatories)
    problems["text"] = _too_long(written.text, LONGEST_TEXT)
    if kind is Kind.PETITION and not written.text:
        problems["text"] = say("Enter what the petition asks for")
    problems["redaction"] = _too_long(written.redaction, LONGEST_LINE)
    problems["summary"] = _too_long(written.summary, LONGEST_SUMMARY)
    return {name: words for name, words in problems.items() if words}


def _line(text: str, missing: str) -> str:
    return _too_long(text, LONGEST_LINE) if text else missing


def _too_long(text: str, most: int) -> str:
    if len(text) <= most:
        return ""
    return say("It must be {most} characters or less", most=f"{most:,}")


def _signatories(typed: str) -> str:
    number = whole(typed)
    if number is None or number < 1:
        return say("Enter how many people signed, in figures, such as 412")
    if number <= MOST_SIGNATORIES:
        return ""
    return say("The number must be {most} or less", most=f"{MOST_SIGNATORIES:,}")


def problem_with_day(day: date | None, *, opens_on: date | None, today: date) -> str:
    """What is wrong with the day on which something came in."""
    if day is None:
        return say("Enter the day on which it came in, such as 15 7 2027")
    if day > today:
        return say("The day on which it came in must be today or earlier")
    if opens_on is not None and day < opens_on:
        return say("The day on which it came in must not be before the consultation opened")
    return ""


def problems_with_change(to: State, summary: str, note: str) -> dict[str, str]:
    """What is missing for a submission to take this state, by the name of the field."""
    problems = {}
    if to in (State.READ, State.CONSIDERED) and not summary:
        problems["summary"] = say("Sum up what it says, so that those who decide can read it")
    if to is State.CONSIDERED and len(note) < SHORTEST_REASON:
        problems["note"] = say("Say where its points were considered, in 10 characters or more")
    if to in WITH_REASON and len(note) < SHORTEST_REASON:
        problems["note"] = say("Write why, in 10 characters or more")
    if len(note) > LONGEST_REASON:
        problems["note"] = _too_long(note, LONGEST_REASON)
    return problems


@dataclass(frozen=True)
class Listed:
    """A petition or an organisation as everybody may read of it."""

    number: int
    kind: Kind
    name: str
    represents: str = ""
    interest: str = ""
    signatories: int = 0
    asks: str = ""

    @property
    def declared(self) -> str:
        """What an organisation declared about its interest."""
        return INTERESTS[Interest(self.interest)] if self.interest else ""


@dataclass(frozen=True)
class Besides:
    """What came in besides the questionnaire, as everybody may read it."""

    counts: Mapping[Kind, int]
    listed: tuple[Listed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.counts)

    @classmethod
    def load(cls, stored: Mapping[str, Any]) -> Self:
        """What was stored with `dump`."""
        every = [Listed(**{**one, "kind": Kind(one["kind"])}) for one in stored["listed"]]
        return cls({Kind(kind): number for kind, number in stored["counts"].items()}, tuple(every))

    def dump(self) -> dict[str, Any]:
        """The same to be stored."""
        every = [{**asdict(one), "kind": one.kind.value} for one in self.listed]
        return {"counts": {kind.value: number for kind, number in self.counts.items()}, "listed": every}

    @property
    def petitions(self) -> tuple[Listed, ...]:
        return tuple(one for one in self.listed if one.kind is Kind.PETITION)

    @property
    def organisations(self) -> tuple[Listed, ...]:
        return tuple(one for one in self.listed if one.kind is Kind.ORGANISATION)

    @property
    def lines(self) -> list[str]:
        """One line a kind: “3 letters”, “1 petition with 412 signatories”."""
        return [self._line(kind) for kind in Kind if self.counts.get(kind)]

    def _line(self, kind: Kind) -> str:
        if kind is Kind.PETITION:
            signed = f"{sum(one.signatories for one in self.petitions):,}"
            return say_many(
                "{count} petition with {signed} signatories",
                "{count} petitions with {signed} signatories together",
                self.counts[kind],
                signed=signed,
            )
        return _COUNTED[kind](self.counts[kind])


NOTHING = Besides({})
_COUNTED = {
    Kind.LETTER: lambda number: say_many("{count} letter", "{count} letters", number),
    Kind.EMAIL: lambda number: say_many("{count} e-mail", "{count} e-mails", number),
    Kind.ORGANISATION: lambda number: say_many(
        "{count} submission by an organisation", "{count} submissions by organisations", number
    ),
    Kind.EVENT: lambda number: say_many("notes of {count} event", "notes of {count} events", number),
}


def besides(counts: Mapping[Kind, int], listed: Iterable[Listed]) -> Besides:
    """What is told of the log in public: nothing of forms, which are counted among the responses."""
    own = {kind: number for kind, number in counts.items() if kind not in ANSWERS and number}
    return Besides(own, tuple(listed))


def is_checked(place: int, share: int) -> bool:
    """Whether the form at this place among the forms is typed in by a second person too. `share` 0: none."""
    return share > 0 and place % share == 0


def accuracy(fields: int, differing: int) -> str:
    """How many of a hundred fields two people typed alike, rounded down: never 100 where one differed."""
    if not fields:
        return ""
    tenths = (fields - differing) * 1000 // fields
    return f"{tenths // 10}.{tenths % 10}%"


def in_time(day: date, last_day: date | None) -> bool:
    """Whether a form that came in on that day may still become a response."""
    return last_day is None or day <= last_day

