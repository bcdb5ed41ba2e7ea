"""What an organiser is asked for, part by part: each field with its words, its limit and its check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from survey.domain.outcomes.record import Course, Departs, Voting
from survey.domain.wording import Words, say


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    LINES = "lines"
    DATE = "date"
    NUMBER = "number"
    LINK = "link"
    CHOICE = "choice"


@dataclass(frozen=True)
class Field:
    """One thing to fill in. `longest` is in characters; `missing` is said where it must not be empty."""

    name: str
    kind: Kind
    label: str
    hint: str = ""
    longest: int = 200
    missing: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many lines of room it has on the page."""
        return 1 if self.kind is not Kind.LINES else 3 if self.longest <= SHORT_TEXT else 6


@dataclass(frozen=True)
class Part:
    """Fields that are filled in on one page."""

    code: str
    title: str
    hint: str
    fields: tuple[Field, ...] = ()


SHORT_TEXT, LONG_TEXT, LONGEST_LINK = 600, 3000, 500
POINTS, CONDITIONS = "you-said-we-did", "conditions"
MOST_POINTS, MOST_CONDITIONS = 10, 20


def _said(kinds: type[Course] | type[Voting] | type[Departs]) -> dict[str, Words]:
    return {one.value: one.words for one in kinds}


DECISION = Part(
    "decision",
    say("The decision"),
    say("What was decided, by whom, and when"),
    (
        Field(
            "course",
            Kind.CHOICE,
            say("What was decided about the plan?"),
            missing=say("Choose what was decided about the plan"),
            choices=_said(Course),
        ),
        Field(
            "decision",
            Kind.LINES,
            say("The decision in one sentence"),
            say("As it would stand in the minutes, in plain words. It stands at the top of the page."),
            400,
            say("Write the decision in one sentence"),
        ),
        Field(
            "decided_by",
            Kind.LINE,
            say("Who decided?"),
            say("The committee, the cabinet member or the officer by title."),
            missing=say("Write who decided"),
        ),
        Field(
            "meeting",
            Kind.LINE,
            say("At which meeting?"),
            say("Leave it empty where it was decided without one."),
        ),
        Field(
            "decided_on",
            Kind.DATE,
            say("On which day was it decided?"),
            say("For example 15 7 2027"),
            missing=say("Enter the day on which it was decided"),
        ),
        Field(
            "minutes",
            Kind.LINK,
            say("Where are the minutes, or the record of the decision?"),
            say("The whole address of the page or file, beginning with https://"),
            LONGEST_LINK,
        ),
    ),
)

MONEY = Part(
    "money-and-vote",
    say("Money and vote"),
    say("The sum agreed, out of which budget, and how people voted"),
    (
        Field(
            "sum_agreed",
            Kind.NUMBER,
            say("Sum agreed, in whole pounds"),
            say("Enter 0 where no money was agreed. Leave it empty where money was no part of the decision."),
        ),
        Field(
            "budget",
            Kind.LINE,
            say("Out of which budget?"),
            missing=say("Write out of which budget the sum comes"),
        ),
        Field(
            "voting",
            Kind.CHOICE,
            say("Was there a vote?"),
            missing=say("Choose whether there was a vote"),
            choices=_said(Voting),
        ),
        Field("votes_for", Kind.NUMBER, say("Votes for"), missing=say("Enter how many voted for it")),
        Field(
            "votes_against", Kind.NUMBER, say("Votes against"), missing=say("Enter how many voted against it")
        ),
        Field(
            "votes_abstained",
            Kind.NUMBER,
            say("Abstained"),
            missing=say("Enter how many abstained, 0 where nobody did"),
        ),
    ),
)

REASONS = Part(
    "reasons",
    say("Reasons, and how the responses were considered"),
    say("What was asked, why it was decided so, and where it departs from the responses"),
    (
        Field(
            "asked",
            Kind.LINES,
            say("We asked"),
            say("What the council asked, in one or two sentences."),
            SHORT_TEXT,
            say("Write what the council asked"),
        ),
        Field(
            "reasons",
            Kind.LINES,
            say("The reasons for the decision"),
            say("The reasons of those who decided, also those that have nothing to do with the responses."),
            LONG_TEXT,
            say("Write the reasons for the decision"),
        ),
        Field(
            "considered",
            Kind.LINES,
            say("How were the responses considered?"),
            say("Who read what, and what was put before those who decided."),
            LONG_TEXT,
            say("Write how the responses were considered"),
        ),
        Field(
            "departs",
            Kind.CHOICE,
            say("Does the decision depart from the responses in anything?"),
            say("You say so yourselves: no program compares the two. A decision may depart from them."),
            missing=say("Choose whether the decision departs from the responses"),
            choices=_said(Departs),
        ),
        Field(
            "departure",
            Kind.LINES,
            say("Where does it depart from them, and why?"),
            say("Only where it does."),
            LONG_TEXT,
            say("Write where the decision departs from the responses, and why"),
        ),
    ),
)

SAID = Part(
    POINTS,
    say("You said, we did"),
    say("The main points that people made, each with what the council does about it"),
)

CONDITIONAL = Part(
    CONDITIONS,
    say("Conditions"),
    say("What the decision depends on, who sees to it, and by when. Leave it empty where there are none"),
)

FURTHER = Part(
    "what-comes-next",
    say("What else was weighed, and what comes next"),
    say("The equality assessment, the review date and the next steps"),
    (
        Field(
            "weighed",
            Kind.LINES,
            say("What else was weighed?"),
            say("For example legal advice, evidence from elsewhere, costs, alternatives."),
            LONG_TEXT,
        ),
        Field(
            "equality",
            Kind.LINES,
            say("The equality assessment in short"),
            say("What it found for whom. Where there was none, say so."),
            LONG_TEXT,
            say("Write what the equality assessment found, or that there was none"),
        ),
        Field(
            "equality_on",
            Kind.DATE,
            say("Day of the equality assessment"),
            say("For example 15 7 2027"),
        ),
        Field(
            "equality_link",
            Kind.LINK,
            say("Where is the equality assessment?"),
            say("The whole address of the page or file, beginning with https://"),
            LONGEST_LINK,
        ),
        Field(
            "review_on",
            Kind.DATE,
            say("When is the decision reviewed?"),
            say("On that day this page will ask you for the review. Leave it empty where none is planned."),
        ),
        Field(
            "next_steps",
            Kind.LINES,
            say("What happens next?"),
            say("The next steps with their days, and how people can follow them."),
            LONG_TEXT,
            say("Write what happens next"),
        ),
    ),
)

PARTS = (DECISION, MONEY, REASONS, SAID, CONDITIONAL, FURTHER)
BY_CODE: Mapping[str, Part] = {part.code: part for part in PARTS}
FIELDS: Mapping[str, Field] = {one.name: one for part in PARTS for one in part.fields}
# Which part of the record each part fills.
NAMES: Mapping[str, tuple[str, ...]] = {
    part.code: tuple(one.name for one in part.fields) for part in PARTS
} | {POINTS: ("points",), CONDITIONS: ("conditions",)}
