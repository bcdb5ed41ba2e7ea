"""One row a type of question: what it is called, when to use it, and what its form asks for.

A new type is not finished without its row here; a test holds the keys equal to the domain's `TYPES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from survey.web.questionnaires.typed import parts
from survey.web.questionnaires.typed.parts import Part, part_of

CHOOSE, RATE, WRITE, PLACE, MONEY, READ = (
    "Choose from a list",
    "Rate",
    "Write",
    "Places",
    "Money and shares",
    "For the reader",
)
GROUPS = (CHOOSE, RATE, WRITE, PLACE, MONEY, READ)


@dataclass(frozen=True)
class TypeForm:
    """A type in words, and its form. `becomes` are the types that it can be turned into with nothing lost."""

    name: str
    said: str
    example: str
    group: str
    parts: tuple[Part, ...]
    becomes: tuple[str, ...] = ()


def _asked(*own: Part) -> tuple[Part, ...]:
    """The parts of a type that asks: the question first, then what is its own, then what all have."""
    return (parts.QUESTION, *own, parts.REQUIRED, parts.HELP)


FORMS: Mapping[str, TypeForm] = {
    "single_choice": TypeForm(
        "One choice from a list",
        "People choose one of the options that you write.",
        "In what way are you answering?",
        CHOOSE,
        _asked(part_of(parts.SINGLE, parts.ORDER)),
        ("multiple_choice",),
    ),
    "multiple_choice": TypeForm(
        "Several choices from a list",
        "People choose as many options as apply, or up to a limit.",
        "Which of these concerns, if any, would you have?",
        CHOOSE,
        _asked(part_of(parts.MULTIPLE, parts.ORDER), parts.LIMITS),
        ("single_choice",),
    ),
    "ranking": TypeForm(
        "An order of preference",
        "People say what they want most, then next, as far as they like.",
        "Which three of these matter most to you?",
        CHOOSE,
        _asked(part_of(parts.PLAIN, parts.ORDER), parts.RANKS),
    ),
    "support_scale": TypeForm(
        "Support or oppose",
        "Five points from “Strongly support” to “Strongly oppose”. You can write other words.",
        "Overall, do you support or oppose the cameras?",
        RATE,
        _asked(part_of(parts.SCALE)),
    ),
    "likelihood": TypeForm(
        "How likely, from 0 to 10",
        "Eleven points, with your words for both ends.",
        "How likely are you to go to the market on a Saturday?",
        RATE,
        _asked(parts.ENDS, part_of(parts.BESIDE_POINTS, opens=True)),
    ),
    "grid": TypeForm(
        "The same scale for several things",
        "A list of things, and one scale for all of them. Keep it short: on a phone it is long.",
        "For each purpose, would you support or oppose using the cameras?",
        RATE,
        _asked(part_of(parts.LINES, parts.LINE_ORDER), part_of(parts.GRID_SCALE), parts.LINE_LIMITS),
    ),
    "short_text": TypeForm(
        "A few words",
        "One line to write in.",
        "Name of the organisation",
        WRITE,
        _asked(parts.LENGTH),
        ("long_text",),
    ),
    "long_text": TypeForm(
        "Some sentences",
        "Room to write. Somebody must read every answer, so ask only what you will use.",
        "What is the main reason for your answer?",
        WRITE,
        _asked(parts.LENGTH),
        ("short_text",),
    ),
    "number": TypeForm(
        "A number",
        "A whole number. Results count it in bands that you write.",
        "How often were you there in the last four weeks?",
        WRITE,
        _asked(parts.SPAN, part_of(parts.BANDS)),
    ),
    "date": TypeForm(
        "A date",
        "A day or a month. Only the band or the month that it lies in is sent.",
        "When were you last stopped?",
        WRITE,
        _asked(parts.DAYS, part_of(parts.DATE_BANDS)),
    ),
    "area": TypeForm(
        "One place",
        "One of the zones or wards, and options after them.",
        "Which area do you know best?",
        PLACE,
        _asked(parts.PLACES, part_of(parts.AFTER_PLACES)),
    ),
    "area_grid": TypeForm(
        "The same scale for each place",
        "Every zone or ward, and one scale for all of them.",
        "Would you support or oppose the cameras in each of these places?",
        PLACE,
        _asked(
            parts.PLACES,
            part_of(parts.GRID_SCALE),
            part_of(parts.MORE_LINES, parts.LINE_ORDER, opens=True),
            parts.LINE_LIMITS,
        ),
    ),
    "constant_sum": TypeForm(
        "Share out a total",
        "People share out £100, or 100 points, over the options.",
        "If the council had £100 for safety, how would you share it out?",
        MONEY,
        _asked(parts.TOTAL, part_of(parts.PLAIN, parts.ORDER), part_of(parts.BANDS, opens=True)),
    ),
    "reader_text": TypeForm(
        "Text to read",
        "A heading and some paragraphs. Nothing is asked.",
        "Before you begin",
        READ,
        (parts.HEADING, parts.BODY, parts.HELP),
    ),
    "document": TypeForm(
        "A document to read",
        "Words about a document, and a link to it. Nothing is asked.",
        "The data protection impact assessment",
        READ,
        (parts.HEADING, parts.BODY, parts.LINK, parts.HELP),
    ),
}
# No form asks for these: a code is made once, what is cited is filled in on freezing, locks have own pages.
UNSEEN = frozenset({"code", "cited", "block", "locked", "unlocked"})
