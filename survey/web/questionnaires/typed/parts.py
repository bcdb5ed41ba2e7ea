"""What forms about questions ask for: the fields and rows that the types of question share.

A part is drawn together. `table.py` says which type has which parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from survey.domain.questionnaires.kinds import LIKELIHOOD_POINTS, DateBand
from survey.domain.questionnaires.publishing import CHOICES, NEVER, TITLE
from survey.domain.questionnaires.questions import Band, Definition, Option, Row
from survey.domain.wording import message, say
from survey.web.questionnaires.typed.fields import Field
from survey.web.questionnaires.typed.rows import One, Rows

NO_LIMIT = 1_000_000_000
NAME_IT = say("write its words")
NEEDS_FIGURE = say("write a whole number")
NEEDS_DAY = say("write a date, such as 15 7 2026")


@dataclass(frozen=True)
class Part:
    """Fields and rows with a heading. `opens` puts them behind a line that opens, with a hint under it."""

    title: str
    fields: tuple[Field, ...] = ()
    rows: tuple[Rows, ...] = ()
    hint: str = ""
    opens: bool = False


DONT_KNOW = (say("Add “Don’t know”"), {"label": "Don’t know", "apart": "on"})
PREFER_NOT = (say("Add “Prefer not to say”"), {"label": "Prefer not to say", "apart": "on"})
NONE = (say("Add “None of these”"), {"label": "None of these", "exclusive": "on"})
OTHER = (say("Add “Something else”"), {"label": "Something else", "detail-label": "What is it?"})

OPTION = One(
    message("option {number}"),
    message("Option {number}"),
    say("Add an option"),
    say("Paste several options at once"),
    say("One option a line"),
)
POINT = One(
    message("point {number}"),
    message("Point {number}"),
    say("Add a point"),
    say("Paste several points at once"),
    say("One point a line"),
)
LINE = One(
    message("line {number}"),
    message("Line {number}"),
    say("Add a line"),
    say("Paste several lines at once"),
    say("One line a line"),
)
WORD = One(message("word {number}"), message("Word {number}"), say("Add a word"))
BAND = One(message("band {number}"), message("Band {number}"), say("Add a band"))

LABEL = Field("label", say("Words"), needed=NAME_IT)
HINT = Field("hint", say("Hint"), say("A line under it, where it needs explaining."))
APART = Field("apart", say("Set apart from the others"), say("For “Don’t know” and the like."), "tick")
EXCLUSIVE = Field("exclusive", say("Cannot be chosen with others"), say("For “None of these”."), "tick")
DETAIL = Field(
    "detail.label", say("Ask for words with it"), say("Such as “What is it?”. Leave empty if not.")
)
DETAIL_LENGTH = Field("detail.max_length", say("Most characters of these words"), kind="number", empty=200)
DETAIL_PUBLISHING = Field(
    "detail.publishing", TITLE, kind="select", empty=NEVER, choices=tuple(CHOICES.items())
)

SINGLE = Rows(
    "option",
    "options",
    Option,
    (LABEL, HINT, APART, DETAIL, DETAIL_LENGTH, DETAIL_PUBLISHING),
    say("Options"),
    OPTION,
    ready=(DONT_KNOW, PREFER_NOT, OTHER),
    fewest=3,
)
MULTIPLE = replace(
    SINGLE,
    columns=(LABEL, HINT, EXCLUSIVE, APART, DETAIL, DETAIL_LENGTH, DETAIL_PUBLISHING),
    ready=(NONE, OTHER, DONT_KNOW, PREFER_NOT),
)
PLAIN = replace(SINGLE, columns=(LABEL, HINT), ready=())
SCALE = replace(
    SINGLE,
    columns=(LABEL, HINT, APART),
    title=say("Points of the scale"),
    one=POINT,
    hint=say("Five points from one side to the other, in that order, and “Don’t know” apart."),
    ready=(DONT_KNOW, PREFER_NOT),
)
GRID_SCALE = replace(
    SCALE, hint=say("The same for every line, from one side to the other; “Don’t know” apart.")
)
AFTER_PLACES = replace(
    SINGLE,
    title=say("Options after the places"),
    hint=say("The places come from the deployment by themselves. Here stand those that come after them."),
    ready=(OTHER, DONT_KNOW, PREFER_NOT),
    fewest=0,
)
BESIDE_POINTS = replace(
    SINGLE,
    columns=(LABEL, HINT),
    title=say("Beside the points"),
    hint=say("What somebody chooses who cannot or does not want to say."),
    ready=(
        (say("Add “Don’t know”"), {"label": "Don’t know"}),
        (say("Add “Prefer not to say”"), {"label": "Prefer not to say"}),
    ),
    fewest=0,
    only=lambda option: option.apart,
    others=tuple(option for option in LIKELIHOOD_POINTS if not option.apart),
    always=(("apart", True),),
)
LINES = Rows(
    "row",
    "rows",
    Row,
    (LABEL,),
    say("Lines"),
    LINE,
    say("What the scale is asked of, one by one."),
    fewest=3,
)
MORE_LINES = replace(
    LINES,
    title=say("Lines after the places"),
    hint=say("The places come from the deployment by themselves."),
    fewest=0,
)
DEFINITIONS = Rows(
    "definition",
    "definitions",
    Definition,
    (
        Field("term", say("Word"), needed=say("write the word")),
        Field("text", say("What it means here"), kind="text", needed=say("write what it means")),
    ),
    say("Words that need explaining"),
    WORD,
    say("Each opens under the question."),
    coded=False,
)


def _range_in_words(band: Mapping[str, Any]) -> str:
    low, high = band["minimum"], band["maximum"]
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


BANDS = Rows(
    "band",
    "bands",
    Band,
    (
        Field("label", say("Words")),
        Field("minimum", say("From"), kind="number", empty=None, needed=NEEDS_FIGURE),
        Field("maximum", say("To"), kind="number", empty=None, needed=NEEDS_FIGURE),
    ),
    say("Bands"),
    BAND,
    say("Results count how many answers lie in each, from the smallest number to the largest. "
    "Words left empty are made of the numbers."),
    label_of=_range_in_words,
)
DATE_BANDS = Rows(
    "band",
    "bands",
    DateBand,
    (
        LABEL,
        Field("minimum", say("From"), kind="day", needed=NEEDS_DAY),
        Field("maximum", say("To"), kind="day", needed=NEEDS_DAY),
    ),
    say("Bands"),
    BAND,
    say("Results count how many answers lie in each. They reach from the first day to the last."),
)


def alone(*fields: Field) -> Part:
    """A part without a heading."""
    return Part("", fields)


def part_of(rows: Rows, *fields: Field, opens: bool = False) -> Part:
    """A part that is its rows."""
    return Part(rows.title, fields, (rows,), rows.hint, opens)


QUESTION = alone(
    Field("text", say("Question"), kind="text", needed=say("Write the question")),
    Field("hint", say("Hint"), say("A line under the question, where it needs one.")),
)
HEADING = alone(
    Field("text", say("Heading"), needed=say("Write the heading")),
    Field("hint", say("Line under the heading"), say("Leave it empty if it needs none.")),
)
BODY = alone(
    Field(
        "body",
        say("Text"),
        say("An empty line begins a new paragraph."),
        "text",
        needed=say("Write the text"),
    ),
)
LINK = Part(
    say("The document"),
    (
        Field(
            "link.label",
            say("Words of the link"),
            say("Such as “Impact assessment (PDF, 24 pages)”."),
            needed=say("Write the words of the link"),
        ),
        Field(
            "link.address",
            say("Address"),
            say("It begins with https://, or with / for a page of this site."),
            needed=say("Write the address of the document"),
        ),
    ),
)
REQUIRED = alone(
    Field(
        "required",
        say("An answer is needed to go on"),
        say("Only where nothing else makes sense without it. People may have reasons not to answer."),
        "tick",
    )
)
HELP = Part(
    say("Help with the question"),
    (
        Field("guidance.summary", say("Words that open the help"), say("Such as “What counts as the area?”")),
        Field("guidance.text", say("Help"), say("An empty line begins a new paragraph."), "text"),
    ),
    (DEFINITIONS,),
    say("Guidance, and words that are explained. They open under the question for those who want them."),
    opens=True,
)
ORDER = Field(
    "random_order",
    say("In a different order for everyone"),
    say("So that none gains by standing first. “Something else” and “Don’t know” stay last."),
    "tick",
)
LINE_ORDER = replace(ORDER, hint=say("So that none gains by standing first."))
AT_LEAST = Field("at_least", say("At least"), say("Leave empty for no limit."), "number", None)
AT_MOST = replace(AT_LEAST, name="at_most", label=say("At most"))
LIMITS = Part(say("How many may be chosen"), (AT_LEAST, AT_MOST), opens=True)
LINE_LIMITS = Part(
    say("How many lines must be answered"),
    (Field("all_rows", say("Every line or none"), kind="tick"), AT_LEAST, AT_MOST),
    opens=True,
)
PLACES = alone(
    Field(
        "areas",
        say("Which places"),
        kind="radios",
        needed=say("Choose which places"),
        choices=(("zones", say("The zones of the deployment")), ("wards", say("The wards of the council"))),
    )
)
ENDS = alone(
    Field("low", say("Words for 0"), say("Such as “Not at all likely”."), needed=say("Write words for 0")),
    Field("high", say("Words for 10"), say("Such as “Extremely likely”."), needed=say("Write words for 10")),
)
RANKS = alone(
    Field(
        "ranks",
        say("How many places"),
        say("People may stop after any of them. Three are enough."),
        "number",
        3,
    )
)
UNITS = (
    Field("prefix", say("Before the number"), say("Such as £")),
    Field("suffix", say("After the number"), say("Such as “hours a week”")),
)
SPAN = Part(
    say("The number"),
    (
        Field("minimum", say("Smallest"), say("Leave empty for 0."), "number", 0),
        Field("maximum", say("Largest"), say("Leave empty for no limit."), "number", NO_LIMIT),
        *UNITS,
    ),
)
TOTAL = Part(
    say("What is shared out"),
    (
        Field(
            "total",
            say("Total"),
            say("100 is easy to share out."),
            "number",
            None,
            needed=say("Write the total"),
        ),
        *UNITS,
    ),
)
DAYS = Part(
    say("Which days"),
    (
        Field(
            "minimum",
            say("First day that can be answered"),
            kind="day",
            needed=say("Write the first day"),
        ),
        Field(
            "maximum",
            say("Last day that can be answered"),
            kind="day",
            needed=say("Write the last day"),
        ),
        Field(
            "by_month",
            say("Count by month"),
            say("Otherwise write bands. The day itself is never sent."),
            "tick",
        ),
    ),
)
LENGTH = alone(
    Field(
        "max_length",
        say("Most characters"),
        say("About six characters make a word."),
        "number",
        None,
        needed=say("Write how many characters an answer may have"),
    )
)
PUBLISHING = alone(
    Field(
        "publishing",
        TITLE,
        say(
            "People are told so beside the question. Passages also need the question in which people allow "
            "them: add “May your words be quoted?” from the bank of questions."
        ),
        "radios",
        NEVER,
        choices=tuple(CHOICES.items()),
    )
)
