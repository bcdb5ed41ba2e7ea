"""What an organiser may get wrong in a question of each type, in words that leave its name out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from survey.domain.questionnaires.codebook import MOST_OPTIONS
from survey.domain.questionnaires.kinds import (
    LIKELIHOOD,
    PLACES,
    AreaGrid,
    ConstantSum,
    Date,
    Document,
    Likelihood,
    Ranking,
    Reading,
)
from survey.domain.questionnaires.ordering import ORDERS, has_random_order, stays_last
from survey.domain.questionnaires.questions import (
    Area,
    Band,
    Choice,
    Grid,
    LongText,
    MultipleChoice,
    Number,
    Option,
    Row,
    ShortText,
    SupportScale,
)
from survey.domain.wording import Words, message, say

CODE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
SCALE_POINTS = 5
FEWEST_MOVING = 2
LONGEST_TEXT = 10_000
# More months than this would be too many, and too small, to show anything.
MOST_MONTHS = 24
SMALLEST_TOTAL = 10
LARGEST_TOTAL = 1_000_000
AREAS = ("wards", "zones")
_ON_THIS_SITE = re.compile(r"/([^/\\\s][^\\\s]*)?")
_ELSEWHERE = re.compile(r"https://[A-Za-z0-9.-]+\.[A-Za-z]{2,}(:\d+)?(/[^\\\s]*)?")


def bad_codes(what: str, codes: list[str]) -> Iterator[Words]:
    """Codes that are used twice or cannot be codes."""
    for code, times in Counter(codes).items():
        if times > 1:
            yield say(_TWICE[what], code=code, times=times)
        if not CODE.fullmatch(code):
            yield say(_UNFIT[what], code=code)


_TWICE = {
    "section": message("Section code “{code}” is used {times} times. Codes must be unique."),
    "page": message("Page code “{code}” is used {times} times. Codes must be unique."),
    "question": message("Question code “{code}” is used {times} times. Codes must be unique."),
    "option": message("Option code “{code}” is used {times} times. Codes must be unique."),
    "row": message("Row code “{code}” is used {times} times. Codes must be unique."),
    "band": message("Band code “{code}” is used {times} times. Codes must be unique."),
}
_UNFIT = {
    "section": message("Section code “{code}” may hold only letters, figures and single hyphens."),
    "page": message("Page code “{code}” may hold only letters, figures and single hyphens."),
    "question": message("Question code “{code}” may hold only letters, figures and single hyphens."),
    "option": message("Option code “{code}” may hold only letters, figures and single hyphens."),
    "row": message("Row code “{code}” may hold only letters, figures and single hyphens."),
    "band": message("Band code “{code}” may hold only letters, figures and single hyphens."),
}


def choice(question: Choice | Ranking | ConstantSum) -> Iterator[Words]:
    """What holds of every type with options."""
    yield from _options(question, fewest=2)
    if has_random_order(question):
        yield from _order(question.options)


def _options(question: Choice | Ranking | ConstantSum, *, fewest: int) -> Iterator[Words]:
    if not fewest <= len(question.options) <= MOST_OPTIONS:
        yield say("It needs from {fewest} to {most} options.", fewest=fewest, most=MOST_OPTIONS)
    yield from bad_codes("option", [option.code for option in question.options])


def _order(things: Sequence[Option | Row]) -> Iterator[Words]:
    moving = sum(not stays_last(thing) for thing in things)
    if not FEWEST_MOVING <= moving <= ORDERS:
        yield say(
            "A random order needs from {fewest} to {most} that can change places, not {number}.",
            fewest=FEWEST_MOVING,
            most=ORDERS,
            number=moving,
        )


def area(question: Area) -> Iterator[Words]:
    """The areas themselves come later."""
    yield from _options(question, fewest=0)
    yield from _areas(question)


def _areas(question: Area | AreaGrid) -> Iterator[Words]:
    if question.areas not in AREAS:
        wards, zones = AREAS
        yield say("“{name}” must be “{wards}” or “{zones}”.", name="areas", wards=wards, zones=zones)


def scale(question: SupportScale) -> Iterator[Words]:
    """Five points, and what is apart."""
    yield from choice(question)
    if sum(not option.apart for option in question.options) != SCALE_POINTS:
        yield say("It needs exactly {number} points besides those set apart.", number=SCALE_POINTS)


def likelihood(question: Likelihood) -> Iterator[Words]:
    """Eleven points and words for both ends."""
    yield from choice(question)
    if tuple(option.code for option in question.options if not option.apart) != LIKELIHOOD:
        yield say("It needs the eleven points 0 to 10, in order, besides those set apart.")
    if not question.low.strip() or not question.high.strip():
        yield say("It needs words for 0 (“{low}”) and for 10 (“{high}”).", low="low", high="high")


def multiple(question: MultipleChoice) -> Iterator[Words]:
    """Limits that can be kept."""
    yield from choice(question)
    most = sum(not option.exclusive for option in question.options)
    yield from _limits(question, most, message("“{name}” must lie between 1 and the number of options."))


def _limits(question: MultipleChoice | Grid, most: int, beyond: str) -> Iterator[Words]:
    for name in ("at_least", "at_most"):
        limit = getattr(question, name)
        if limit is not None and not 1 <= limit <= most:
            yield say(beyond, name=name)
    if question.at_least and question.at_most and question.at_least > question.at_most:
        yield say(_ABOVE, low="at_least", high="at_most")


_ABOVE = message("“{low}” is above “{high}”.")
_BETWEEN = message("“{name}” must lie between {least} and {most}.")


def grid(question: Grid) -> Iterator[Words]:
    """Rows, and a scale for all of them."""
    if not question.rows:
        yield say("It needs at least one row.")
    yield from _rows(question, most=len(question.rows))


def area_grid(question: AreaGrid) -> Iterator[Words]:
    """The areas themselves come later, as rows."""
    yield from _areas(question)
    yield from _rows(question, most=MOST_OPTIONS)


def _rows(question: Grid, *, most: int) -> Iterator[Words]:
    yield from bad_codes("row", [row.code for row in question.rows])
    yield from bad_codes("option", [option.code for option in question.options])
    yield from _limits(question, most, message("“{name}” must lie between 1 and the number of rows."))
    if question.all_rows and (question.at_least or question.at_most):
        yield say(
            "“{name}” leaves nothing for “{least}” and “{most}” to say.",
            name="all_rows",
            least="at_least",
            most="at_most",
        )
    if has_random_order(question) and question.rows:
        yield from _order(question.rows)
    for option in question.options:
        if option.detail:
            yield say("Option “{code}” stands in a grid, so it cannot ask for a text.", code=option.code)


def number(question: Number) -> Iterator[Words]:
    """Bands without a gap."""
    if question.minimum > question.maximum:
        yield say(_ABOVE, low="minimum", high="maximum")
    yield from _bands(question.bands, question.minimum, question.maximum)


def _bands(bands: Sequence[Band], minimum: int, maximum: int) -> Iterator[Words]:
    yield from bad_codes("band", [band.code for band in bands])
    expected = minimum
    for band in bands:
        if band.minimum != expected or band.maximum < band.minimum:
            yield say(_GAP, code=band.code)
        expected = band.maximum + 1
    if bands and expected != maximum + 1:
        yield say(_REACH, low="minimum", high="maximum")


_GAP = message("Band “{code}” leaves a gap or overlaps.")
_REACH = message("The bands must reach from “{low}” to “{high}”.")


def text(question: ShortText | LongText) -> Iterator[Words]:
    """A length that can be kept."""
    if not 1 <= question.max_length <= LONGEST_TEXT:
        yield say(_BETWEEN, name="max_length", least=1, most=f"{LONGEST_TEXT:,}")


def ranking(question: Ranking) -> Iterator[Words]:
    """Places for things that can be preferred."""
    yield from choice(question)
    if not 1 <= question.ranks <= len(PLACES):
        yield say(_BETWEEN, name="ranks", least=1, most=len(PLACES))
    yield from _plain_options(question)


def _plain_options(question: Ranking | ConstantSum) -> Iterator[Words]:
    for option in question.options:
        if stays_last(option):
            yield say(
                "Option “{code}” can have neither a text nor stand apart. "
                "Who does not want to choose leaves the question empty.",
                code=option.code,
            )


def constant_sum(question: ConstantSum) -> Iterator[Words]:
    """A total, and bands without a gap."""
    yield from choice(question)
    yield from _plain_options(question)
    if not SMALLEST_TOTAL <= question.total <= LARGEST_TOTAL:
        yield say(_BETWEEN, name="total", least=SMALLEST_TOTAL, most=f"{LARGEST_TOTAL:,}")
    yield from _bands(question.bands, 0, question.total)


def date_between(question: Date) -> Iterator[Words]:
    """Two days, and bands or months to count by."""
    faults = list(_bad_days(question))
    yield from faults
    if bool(question.bands) == question.by_month:
        yield say("It needs either bands or “{name}”: exact days are not counted.", name="by_month")
    elif not faults:
        yield from _months(question) if question.by_month else _date_bands(question)


def _bad_days(question: Date) -> Iterator[Words]:
    days = [question.minimum, question.maximum]
    days += [day for band in question.bands for day in (band.minimum, band.maximum)]
    for day in days:
        if not _is_day(day):
            yield say("“{day}” is not a day such as 2026-03-31.", day=day)
    if all(map(_is_day, days)) and question.earliest > question.latest:
        yield say("“{first}” is after “{last}”.", first="minimum", last="maximum")


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _months(question: Date) -> Iterator[Words]:
    if len(question.counted_bands) > MOST_MONTHS:
        yield say(
            "It has more than {number} months. Give bands instead of “{name}”.",
            number=MOST_MONTHS,
            name="by_month",
        )


def _date_bands(question: Date) -> Iterator[Words]:
    yield from bad_codes("band", [band.code for band in question.bands])
    expected = question.earliest.toordinal()
    for band in question.bands:
        if band.first.toordinal() != expected or band.last < band.first:
            yield say(_GAP, code=band.code)
        expected = band.last.toordinal() + 1
    if expected != question.latest.toordinal() + 1:
        yield say(_REACH, low="minimum", high="maximum")


def reading(question: Reading) -> Iterator[Words]:
    """Nothing can be needed where nothing is answered."""
    if question.required:
        yield say("It is only read, so it cannot be required.")


def document(question: Document) -> Iterator[Words]:
    """A link to a page, and nothing that runs in the reader's browser."""
    yield from reading(question)
    address = question.link.address
    if not (_ON_THIS_SITE.fullmatch(address) or _ELSEWHERE.fullmatch(address)):
        yield say("The address must begin with “/” for this site, or with “https://”.")
    if not question.link.label.strip():
        yield say("The link needs a label.")
