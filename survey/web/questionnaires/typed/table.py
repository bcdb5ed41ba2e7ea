"""One row a type of question: what it is called, when to use it, and what its form asks for.

A new type is not finished without its row here; a test holds the keys equal to the domain's `TYPES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from survey.domain.wording import say
from survey.web.questionnaires.typed import parts
from survey.web.questionnaires.typed.parts import Part, part_of

CHOOSE, RATE, WRITE, PLACE, MONEY, READ = (
    say("Choose from a list"),
    say("Rate"),
    say("Write"),
    say("Places"),
    say("Money and shares"),
    say("For the reader"),
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
        say("One choice from a list"),
        say("People choose one of the options that you write."),
        say("In what way are you answering?"),
        CHOOSE,
        _asked(part_of(parts.SINGLE, parts.ORDER)),
        ("multiple_choice",),
    ),
    "multiple_choice": TypeForm(
        say("Several choices from a list"),
        say("People choose as many options as apply, or up to a limit."),
        say("Which of these concerns, if any, would you have?"),
        CHOOSE,
        _asked(part_of(parts.MULTIPLE, parts.ORDER), parts.LIMITS),
        ("single_choice",),
    ),
    "ranking": TypeForm(
        say("An order of preference"),
        say("People say what they want most, then next, as far as they like."),
        say("Which three of these matter most to you?"),
        CHOOSE,
        _asked(part_of(parts.PLAIN, parts.ORDER), parts.RANKS),
    ),
    "support_scale": TypeForm(
        say("Support or oppose"),
        say("Five points from “Strongly support” to “Strongly oppose”. You can write other words."),
        say("Overall, do you support or oppose the cameras?"),
        RATE,
        _asked(part_of(parts.SCALE)),
    ),
    "likelihood": TypeForm(
        say("How likely, from 0 to 10"),
        say("Eleven points, with your words for both ends."),
        say("How likely are you to go to the market on a Saturday?"),
        RATE,
        _asked(parts.ENDS, part_of(parts.BESIDE_POINTS, opens=True)),
    ),
    "grid": TypeForm(
        say("The same scale for several things"),
        say("A list of things, and one scale for all of them. Keep it short: on a phone it is long."),
        say("For each purpose, would you support or oppose using the cameras?"),
        RATE,
        _asked(part_of(parts.LINES, parts.LINE_ORDER), part_of(parts.GRID_SCALE), parts.LINE_LIMITS),
    ),
    "short_text": TypeForm(
        say("A few words"),
        say("One line to write in."),
        say("Name of the organisation"),
        WRITE,
        _asked(parts.LENGTH, parts.PUBLISHING),
        ("long_text",),
    ),
    "long_text": TypeForm(
        say("Some sentences"),
        say("Room to write. Somebody must read every answer, so ask only what you will use."),
        say("What is the main reason for your answer?"),
        WRITE,
        _asked(parts.LENGTH, parts.PUBLISHING),
        ("short_text",),
    ),
    "number": TypeForm(
        say("A number"),
        say("A whole number. Results count it in bands that you write."),
        say("How often were you there in the last four weeks?"),
        WRITE,
        _asked(parts.SPAN, part_of(parts.BANDS)),
    ),
    "date": TypeForm(
        say("A date"),
        say("A day or a month. Only the band or the month that it lies in is sent."),
        say("When were you last stopped?"),
        WRITE,
        _asked(parts.DAYS, part_of(parts.DATE_BANDS)),
    ),
    "area": TypeForm(
        say("One place"),
        say("One of the zones or wards, and options after them."),
        say("Which area do you know best?"),
        PLACE,
        _asked(parts.PLACES, part_of(parts.AFTER_PLACES)),
    ),
    "area_grid": TypeForm(
        say("The same scale for each place"),
        say("Every zone or ward, and one scale for all of them."),
        say("Would you support or oppose the cameras in each of these places?"),
        PLACE,
        _asked(
            parts.PLACES,
            part_of(parts.GRID_SCALE),
            part_of(parts.MORE_LINES, parts.LINE_ORDER, opens=True),
            parts.LINE_LIMITS,
        ),
    ),
    "constant_sum": TypeForm(
        say("Share out a total"),
        say("People share out £100, or 100 points, over the options."),
        say("If the council had £100 for safety, how would you share it out?"),
        MONEY,
        _asked(parts.TOTAL, part_of(parts.PLAIN, parts.ORDER), part_of(parts.BANDS, opens=True)),
    ),
    "reader_text": TypeForm(
        say("Text to read"),
        say("A heading and some paragraphs. Nothing is asked."),
        say("Before you begin"),
        READ,
        (parts.HEADING, parts.BODY, parts.HELP),
    ),
    "document": TypeForm(
        say("A document to read"),
        say("Words about a document, and a link to it. Nothing is asked."),
        say("The data protection impact assessment"),
        READ,
        (parts.HEADING, parts.BODY, parts.LINK, parts.HELP),
    ),
}
# No form asks for these: a code is made once, what is cited is filled in on freezing, locks have own pages.
UNSEEN = frozenset({"code", "cited", "block", "locked", "unlocked"})
