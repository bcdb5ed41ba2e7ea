"""What an organiser may get wrong in a question of each type, in plain English."""

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
    Question,
    Row,
    ShortText,
    SupportScale,
)

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


def bad_codes(what: str, codes: list[str]) -> Iterator[str]:
    """Codes that are used twice or cannot be codes."""
    for code, times in Counter(codes).items():
        if times > 1:
            yield f"{what} code “{code}” is used {times} times. Codes must be unique."
        if not CODE.fullmatch(code):
            yield f"{what} code “{code}” may hold only letters, figures and single hyphens."


def _place(question: Question) -> str:
    return f"Question “{question.code}”"


def choice(question: Choice | Ranking | ConstantSum) -> Iterator[str]:
    """What holds of every type with options."""
    yield from _options(question, fewest=2)
    if has_random_order(question):
        yield from _order(question, question.options)


def _options(question: Choice | Ranking | ConstantSum, *, fewest: int) -> Iterator[str]:
    if not fewest <= len(question.options) <= MOST_OPTIONS:
        yield f"{_place(question)} needs from {fewest} to {MOST_OPTIONS} options."
    yield from bad_codes(f"{_place(question)}: option", [option.code for option in question.options])


def _order(question: Question, things: Sequence[Option | Row]) -> Iterator[str]:
    moving = sum(not stays_last(thing) for thing in things)
    if not FEWEST_MOVING <= moving <= ORDERS:
        limits = f"from {FEWEST_MOVING} to {ORDERS}"
        yield f"{_place(question)}: a random order needs {limits} that can change places, not {moving}."


def area(question: Area) -> Iterator[str]:
    """The areas themselves come later."""
    yield from _options(question, fewest=0)
    yield from _areas(question)


def _areas(question: Area | AreaGrid) -> Iterator[str]:
    if question.areas not in AREAS:
        yield f"{_place(question)}: “areas” must be “wards” or “zones”."


def scale(question: SupportScale) -> Iterator[str]:
    """Five points, and what is apart."""
    yield from choice(question)
    if sum(not option.apart for option in question.options) != SCALE_POINTS:
        yield f"{_place(question)} needs exactly {SCALE_POINTS} points besides those set apart."


def likelihood(question: Likelihood) -> Iterator[str]:
    """Eleven points and words for both ends."""
    yield from choice(question)
    if tuple(option.code for option in question.options if not option.apart) != LIKELIHOOD:
        yield f"{_place(question)} needs the eleven points 0 to 10, in order, besides those set apart."
    if not question.low.strip() or not question.high.strip():
        yield f"{_place(question)} needs words for 0 (“low”) and for 10 (“high”)."


def multiple(question: MultipleChoice) -> Iterator[str]:
    """Limits that can be kept."""
    yield from choice(question)
    most = sum(not option.exclusive for option in question.options)
    yield from _limits(question, most=most, what="options")


def _limits(question: MultipleChoice | Grid, *, most: int, what: str) -> Iterator[str]:
    for name in ("at_least", "at_most"):
        limit = getattr(question, name)
        if limit is not None and not 1 <= limit <= most:
            yield f"{_place(question)}: “{name}” must lie between 1 and the number of {what}."
    if question.at_least and question.at_most and question.at_least > question.at_most:
        yield f"{_place(question)}: “at_least” is above “at_most”."


def grid(question: Grid) -> Iterator[str]:
    """Rows, and a scale for all of them."""
    if not question.rows:
        yield f"{_place(question)} needs at least one row."
    yield from _rows(question, most=len(question.rows))


def area_grid(question: AreaGrid) -> Iterator[str]:
    """The areas themselves come later, as rows."""
    yield from _areas(question)
    yield from _rows(question, most=MOST_OPTIONS)


def _rows(question: Grid, *, most: int) -> Iterator[str]:
    yield from bad_codes(f"{_place(question)}: row", [row.code for row in question.rows])
    yield from bad_codes(f"{_place(question)}: option", [option.code for option in question.options])
    yield from _limits(question, most=most, what="rows")
    if question.all_rows and (question.at_least or question.at_most):
        yield f"{_place(question)}: “all_rows” leaves nothing for “at_least” and “at_most” to say."
    if has_random_order(question) and question.rows:
        yield from _order(question, question.rows)
    for option in question.options:
        if option.detail:
            yield f"{_place(question)}: option “{option.code}” stands in a grid, so it cannot ask for a text."


def number(question: Number) -> Iterator[str]:
    """Bands without a gap."""
    if question.minimum > question.maximum:
        yield f"{_place(question)}: “minimum” is above “maximum”."
    yield from _bands(question, question.bands, question.minimum, question.maximum)


def _bands(question: Question, bands: Sequence[Band], minimum: int, maximum: int) -> Iterator[str]:
    yield from bad_codes(f"{_place(question)}: band", [band.code for band in bands])
    expected = minimum
    for band in bands:
        if band.minimum != expected or band.maximum < band.minimum:
            yield f"{_place(question)}: band “{band.code}” leaves a gap or overlaps."
        expected = band.maximum + 1
    if bands and expected != maximum + 1:
        yield f"{_place(question)}: the bands must reach from “minimum” to “maximum”."


def text(question: ShortText | LongText) -> Iterator[str]:
    """A length that can be kept."""
    if not 1 <= question.max_length <= LONGEST_TEXT:
        yield f"{_place(question)}: “max_length” must lie between 1 and {LONGEST_TEXT:,}."


def ranking(question: Ranking) -> Iterator[str]:
    """Places for things that can be preferred."""
    yield from choice(question)
    if not 1 <= question.ranks <= len(PLACES):
        yield f"{_place(question)}: “ranks” must lie between 1 and {len(PLACES)}."
    yield from _plain_options(question)


def _plain_options(question: Ranking | ConstantSum) -> Iterator[str]:
    for option in question.options:
        if stays_last(option):
            yield (
                f"{_place(question)}: option “{option.code}” can have neither a text nor stand apart. "
                "Who does not want to choose leaves the question empty."
            )


def constant_sum(question: ConstantSum) -> Iterator[str]:
    """A total, and bands without a gap."""
    yield from choice(question)
    yield from _plain_options(question)
    if not SMALLEST_TOTAL <= question.total <= LARGEST_TOTAL:
        yield f"{_place(question)}: “total” must lie between {SMALLEST_TOTAL} and {LARGEST_TOTAL:,}."
    yield from _bands(question, question.bands, 0, question.total)


def date_between(question: Date) -> Iterator[str]:
    """Two days, and bands or months to count by."""
    faults = list(_bad_days(question))
    yield from faults
    if bool(question.bands) == question.by_month:
        yield f"{_place(question)} needs either bands or “by_month”: exact days are not counted."
    elif not faults:
        yield from _months(question) if question.by_month else _date_bands(question)


def _bad_days(question: Date) -> Iterator[str]:
    days = [question.minimum, question.maximum]
    days += [day for band in question.bands for day in (band.minimum, band.maximum)]
    for day in days:
        if not _is_day(day):
            yield f"{_place(question)}: “{day}” is not a day such as 2026-03-31."
    if all(map(_is_day, days)) and question.earliest > question.latest:
        yield f"{_place(question)}: “minimum” is after “maximum”."


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _months(question: Date) -> Iterator[str]:
    if len(question.counted_bands) > MOST_MONTHS:
        yield f"{_place(question)} has more than {MOST_MONTHS} months. Give bands instead of “by_month”."


def _date_bands(question: Date) -> Iterator[str]:
    yield from bad_codes(f"{_place(question)}: band", [band.code for band in question.bands])
    expected = question.earliest.toordinal()
    for band in question.bands:
        if band.first.toordinal() != expected or band.last < band.first:
            yield f"{_place(question)}: band “{band.code}” leaves a gap or overlaps."
        expected = band.last.toordinal() + 1
    if expected != question.latest.toordinal() + 1:
        yield f"{_place(question)}: the bands must reach from “minimum” to “maximum”."


def reading(question: Reading) -> Iterator[str]:
    """Nothing can be needed where nothing is answered."""
    if question.required:
        yield f"{_place(question)} is only read, so it cannot be required."


def document(question: Document) -> Iterator[str]:
    """A link to a page, and nothing that runs in the reader's browser."""
    yield from reading(question)
    address = question.link.address
    if not (_ON_THIS_SITE.fullmatch(address) or _ELSEWHERE.fullmatch(address)):
        yield f"{_place(question)}: the address must begin with “/” for this site, or with “https://”."
    if not question.link.label.strip():
        yield f"{_place(question)}: the link needs a label."
