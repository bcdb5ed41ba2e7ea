"""What forms about questions ask for: the fields and rows that the types of question share.

A part is drawn together. `table.py` says which type has which parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from survey.domain.questionnaires.kinds import LIKELIHOOD_POINTS, DateBand
from survey.domain.questionnaires.questions import Band, Definition, Option, Row
from survey.web.questionnaires.typed.fields import Field
from survey.web.questionnaires.typed.rows import Rows

NO_LIMIT = 1_000_000_000
NAME_IT = "write its words"
NEEDS_FIGURE = "write a whole number"
NEEDS_DAY = "write a date, such as 15 7 2026"


@dataclass(frozen=True)
class Part:
    """Fields and rows with a heading. `opens` puts them behind a line that opens, with a hint under it."""

    title: str
    fields: tuple[Field, ...] = ()
    rows: tuple[Rows, ...] = ()
    hint: str = ""
    opens: bool = False


DONT_KNOW = ("Add “Don’t know”", {"label": "Don’t know", "apart": "on"})
PREFER_NOT = ("Add “Prefer not to say”", {"label": "Prefer not to say", "apart": "on"})
NONE = ("Add “None of these”", {"label": "None of these", "exclusive": "on"})
OTHER = ("Add “Something else”", {"label": "Something else", "detail-label": "What is it?"})

LABEL = Field("label", "Words", needed=NAME_IT)
HINT = Field("hint", "Hint", "A line under it, where it needs explaining.")
APART = Field("apart", "Set apart from the others", "For “Don’t know” and the like.", "tick")
EXCLUSIVE = Field("exclusive", "Cannot be chosen with others", "For “None of these”.", "tick")
DETAIL = Field("detail.label", "Ask for words with it", "Such as “What is it?”. Leave empty if not.")
DETAIL_LENGTH = Field("detail.max_length", "Most characters of these words", kind="number", empty=200)

SINGLE = Rows(
    "option",
    "options",
    Option,
    (LABEL, HINT, APART, DETAIL, DETAIL_LENGTH),
    "Options",
    "option",
    ready=(DONT_KNOW, PREFER_NOT, OTHER),
    fewest=3,
)
MULTIPLE = replace(
    SINGLE,
    columns=(LABEL, HINT, EXCLUSIVE, APART, DETAIL, DETAIL_LENGTH),
    ready=(NONE, OTHER, DONT_KNOW, PREFER_NOT),
)
PLAIN = replace(SINGLE, columns=(LABEL, HINT), ready=())
SCALE = replace(
    SINGLE,
    columns=(LABEL, HINT, APART),
    title="Points of the scale",
    one="point",
    hint="Five points from one side to the other, in that order, and “Don’t know” apart.",
    ready=(DONT_KNOW, PREFER_NOT),
)
GRID_SCALE = replace(SCALE, hint="The same for every line, from one side to the other; “Don’t know” apart.")
AFTER_PLACES = replace(
    SINGLE,
    title="Options after the places",
    hint="The places come from the deployment by themselves. Here stand those that come after them.",
    ready=(OTHER, DONT_KNOW, PREFER_NOT),
    fewest=0,
)
BESIDE_POINTS = replace(
    SINGLE,
    columns=(LABEL, HINT),
    title="Beside the points",
    hint="What somebody chooses who cannot or does not want to say.",
    ready=(
        ("Add “Don’t know”", {"label": "Don’t know"}),
        ("Add “Prefer not to say”", {"label": "Prefer not to say"}),
    ),
    fewest=0,
    only=lambda option: option.apart,
    others=tuple(option for option in LIKELIHOOD_POINTS if not option.apart),
    always=(("apart", True),),
)
LINES = Rows(
    "row", "rows", Row, (LABEL,), "Lines", "line", "What the scale is asked of, one by one.", fewest=3
)
MORE_LINES = replace(
    LINES,
    title="Lines after the places",
    hint="The places come from the deployment by themselves.",
    fewest=0,
)
DEFINITIONS = Rows(
    "definition",
    "definitions",
    Definition,
    (
        Field("term", "Word", needed="write the word"),
        Field("text", "What it means here", kind="text", needed="write what it means"),
    ),
    "Words that need explaining",
    "word",
    "Each opens under the question.",
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
        Field("label", "Words"),
        Field("minimum", "From", kind="number", empty=None, needed=NEEDS_FIGURE),
        Field("maximum", "To", kind="number", empty=None, needed=NEEDS_FIGURE),
    ),
    "Bands",
    "band",
    "Results count how many answers lie in each, from the smallest number to the largest. "
    "Words left empty are made of the numbers.",
    label_of=_range_in_words,
)
DATE_BANDS = Rows(
    "band",
    "bands",
    DateBand,
    (
        LABEL,
        Field("minimum", "From", kind="day", needed=NEEDS_DAY),
        Field("maximum", "To", kind="day", needed=NEEDS_DAY),
    ),
    "Bands",
    "band",
    "Results count how many answers lie in each. They reach from the first day to the last.",
)


def alone(*fields: Field) -> Part:
    """A part without a heading."""
    return Part("", fields)


def part_of(rows: Rows, *fields: Field, opens: bool = False) -> Part:
    """A part that is its rows."""
    return Part(rows.title, fields, (rows,), rows.hint, opens)


QUESTION = alone(
    Field("text", "Question", kind="text", needed="Write the question"),
    Field("hint", "Hint", "A line under the question, where it needs one."),
)
HEADING = alone(
    Field("text", "Heading", needed="Write the heading"),
    Field("hint", "Line under the heading", "Leave it empty if it needs none."),
)
BODY = alone(
    Field("body", "Text", "An empty line begins a new paragraph.", "text", needed="Write the text"),
)
LINK = Part(
    "The document",
    (
        Field(
            "link.label",
            "Words of the link",
            "Such as “Impact assessment (PDF, 24 pages)”.",
            needed="Write the words of the link",
        ),
        Field(
            "link.address",
            "Address",
            "It begins with https://, or with / for a page of this site.",
            needed="Write the address of the document",
        ),
    ),
)
REQUIRED = alone(
    Field(
        "required",
        "An answer is needed to go on",
        "Only where nothing else makes sense without it. People may have reasons not to answer.",
        "tick",
    )
)
HELP = Part(
    "Help with the question",
    (
        Field("guidance.summary", "Words that open the help", "Such as “What counts as the area?”"),
        Field("guidance.text", "Help", "An empty line begins a new paragraph.", "text"),
    ),
    (DEFINITIONS,),
    "Guidance, and words that are explained. They open under the question for those who want them.",
    opens=True,
)
ORDER = Field(
    "random_order",
    "In a different order for everyone",
    "So that none gains by standing first. “Something else” and “Don’t know” stay last.",
    "tick",
)
LINE_ORDER = replace(ORDER, hint="So that none gains by standing first.")
AT_LEAST = Field("at_least", "At least", "Leave empty for no limit.", "number", None)
AT_MOST = replace(AT_LEAST, name="at_most", label="At most")
LIMITS = Part("How many may be chosen", (AT_LEAST, AT_MOST), opens=True)
LINE_LIMITS = Part(
    "How many lines must be answered",
    (Field("all_rows", "Every line or none", kind="tick"), AT_LEAST, AT_MOST),
    opens=True,
)
PLACES = alone(
    Field(
        "areas",
        "Which places",
        kind="radios",
        needed="Choose which places",
        choices=(("zones", "The zones of the deployment"), ("wards", "The wards of the council")),
    )
)
ENDS = alone(
    Field("low", "Words for 0", "Such as “Not at all likely”.", needed="Write words for 0"),
    Field("high", "Words for 10", "Such as “Extremely likely”.", needed="Write words for 10"),
)
RANKS = alone(
    Field("ranks", "How many places", "People may stop after any of them. Three are enough.", "number", 3)
)
UNITS = (
    Field("prefix", "Before the number", "Such as £"),
    Field("suffix", "After the number", "Such as “hours a week”"),
)
SPAN = Part(
    "The number",
    (
        Field("minimum", "Smallest", "Leave empty for 0.", "number", 0),
        Field("maximum", "Largest", "Leave empty for no limit.", "number", NO_LIMIT),
        *UNITS,
    ),
)
TOTAL = Part(
    "What is shared out",
    (
        Field("total", "Total", "100 is easy to share out.", "number", None, needed="Write the total"),
        *UNITS,
    ),
)
DAYS = Part(
    "Which days",
    (
        Field("minimum", "First day that can be answered", kind="day", needed="Write the first day"),
        Field("maximum", "Last day that can be answered", kind="day", needed="Write the last day"),
        Field("by_month", "Count by month", "Otherwise write bands. The day itself is never sent.", "tick"),
    ),
)
LENGTH = alone(
    Field(
        "max_length",
        "Most characters",
        "About six characters make a word.",
        "number",
        None,
        needed="Write how many characters an answer may have",
    )
)
