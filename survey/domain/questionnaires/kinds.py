"""The types of question that take more than one field or are laid out in their own way, and the table of all.

Adding a type means a class here or in `questions.py`, a row in `TYPES`, and the same row in the tables that a
test holds equal to it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Any, ClassVar

from survey.domain.questionnaires.questions import (
    Answers,
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
    SingleChoice,
    SupportScale,
)
from survey.domain.wording import listed, say, say_day, say_month

PLACES = (
    say("first"),
    say("second"),
    say("third"),
    say("fourth"),
    say("fifth"),
    say("sixth"),
    say("seventh"),
    say("eighth"),
    say("ninth"),
    say("tenth"),
)
DAY, MONTH, YEAR = say("day"), say("month"), say("year")
NOT_PLACED = Option("not-placed", say("Not among them"), apart=True)


@dataclass(frozen=True, kw_only=True)
class Ranking(Question):
    """The options in order of preference, as far as somebody likes to go: one field for each place.

    The answer for a place stands on its own key, `code.1` and so on. It is counted option by option: how
    many put it first, second, and so on, of all who put anything first.
    """

    kind: ClassVar[str] = "ranking"
    by_part: ClassVar[bool] = True

    options: tuple[Option, ...] = ()
    ranks: int = 3
    random_order: bool = False

    @cached_property
    def option_codes(self) -> tuple[str, ...]:
        return tuple(option.code for option in self.options)

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The words of the places that there are."""
        return PLACES[: min(self.ranks, len(self.options))]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(f"{self.code}.{number}" for number in range(1, len(self.places) + 1))

    @cached_property
    def parts(self) -> tuple[Row, ...]:
        return tuple(Row(option.code, option.label) for option in self.options)

    @cached_property
    def counted(self) -> tuple[Option, ...]:
        return (*(Option(str(place), say("Put {place}", place=place)) for place in self.places), NOT_PLACED)


@dataclass(frozen=True)
class DateBand:
    """A range of days, both ends included, that is counted as one option. Days are such as 2026-03-31."""

    code: str
    label: str
    minimum: str
    maximum: str

    @cached_property
    def first(self) -> date:
        return date.fromisoformat(self.minimum)

    @cached_property
    def last(self) -> date:
        return date.fromisoformat(self.maximum)


@dataclass(frozen=True, kw_only=True)
class Date(Question):
    """A day between two days. Only the band or the month that it lies in is sent and counted.

    The day itself stays in the draft, so that its writer sees it again. Where all bands are whole months,
    only month and year are asked.
    """

    kind: ClassVar[str] = "date"

    minimum: str
    maximum: str
    bands: tuple[DateBand, ...] = ()
    by_month: bool = False

    @cached_property
    def earliest(self) -> date:
        return date.fromisoformat(self.minimum)

    @cached_property
    def latest(self) -> date:
        return date.fromisoformat(self.maximum)

    @cached_property
    def counted_bands(self) -> tuple[DateBand, ...]:
        """The bands as given, or one for each month."""
        if not self.by_month:
            return self.bands
        months = range(_months(self.earliest), _months(self.latest) + 1)
        return tuple(_month(number, self) for number in months)

    @cached_property
    def counted(self) -> tuple[Option, ...]:
        return tuple(Option(band.code, band.label) for band in self.counted_bands)

    @cached_property
    def asks_day(self) -> bool:
        """Whether a band begins within a month, so that the month alone would not tell which it is."""
        return any(band.first.day != 1 for band in self.counted_bands[1:])

    @property
    def typed_key(self) -> str:
        """Where the draft keeps what was typed: a day or, without one, a month."""
        return f"{self.code}.typed"

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return (self.code, self.typed_key)

    @cached_property
    def draft_only(self) -> tuple[str, ...]:
        return (self.typed_key,)

    @cached_property
    def input_parts(self) -> tuple[str, ...]:
        """The parts of a date that are asked, in order."""
        return (DAY, MONTH, YEAR) if self.asks_day else (MONTH, YEAR)

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        return tuple(f"{self.code}.{part}" for part in self.input_parts)

    def refill(self, answers: Answers) -> dict[str, Any]:
        typed = str(answers.get(self.typed_key, ""))
        parts = [part.lstrip("0") for part in reversed(typed.split("-"))]
        return dict(zip(self.inputs, parts, strict=True)) if typed else {}

    def in_figures(self, day: date) -> str:
        """A day as it is typed, such as 27 3 2026, or 3 2026 where no day is asked."""
        return f"{day.day} {day.month} {day.year}" if self.asks_day else f"{day.month} {day.year}"

    def in_words(self, day: date) -> str:
        """A day as it is read, or its month where no day is asked."""
        return say_day(day) if self.asks_day else say_month(day)

    def band_of(self, day: date) -> DateBand | None:
        """The band that a day lies in."""
        return next((band for band in self.counted_bands if band.first <= day <= band.last), None)


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(number: int, question: Date) -> DateBand:
    year, month = divmod(number, 12)
    first = max(date(year, month + 1, 1), question.earliest)
    last = min(date(year, month + 1, monthrange(year, month + 1)[1]), question.latest)
    code = f"{year}-{month + 1:02}"
    return DateBand(code, say_month(first), first.isoformat(), last.isoformat())


@dataclass(frozen=True, kw_only=True)
class AreaGrid(Grid):
    """A grid whose rows are the deployment's zones or wards. They are filled in when a version is frozen."""

    kind: ClassVar[str] = "area_grid"

    areas: str = "zones"


LIKELIHOOD = tuple(str(point) for point in range(11))
LIKELIHOOD_POINTS = (
    *(Option(point, point) for point in LIKELIHOOD),
    Option("dont-know", "Don’t know", apart=True),
)


@dataclass(frozen=True, kw_only=True)
class Likelihood(Choice):
    """Eleven points from 0 to 10, with words for both ends, and "don't know" apart."""

    kind: ClassVar[str] = "likelihood"

    low: str
    high: str
    options: tuple[Option, ...] = LIKELIHOOD_POINTS

    @cached_property
    def ends(self) -> Mapping[str, str]:
        """The words of the two points that have any."""
        return {LIKELIHOOD[0]: self.low, LIKELIHOOD[-1]: self.high}

    @cached_property
    def counted(self) -> tuple[Option, ...]:
        return tuple(
            Option(option.code, listed((option.label, self.ends[option.code]), ": "), apart=option.apart)
            if option.code in self.ends
            else option
            for option in self.options
        )


@dataclass(frozen=True, kw_only=True)
class ConstantSum(Question):
    """A total shared out over the options, each share on its own key, `code.option`.

    It is counted option by option, in bands.
    """

    kind: ClassVar[str] = "constant_sum"
    by_part: ClassVar[bool] = True

    options: tuple[Option, ...] = ()
    total: int = 100
    prefix: str = ""
    suffix: str = ""
    bands: tuple[Band, ...] = ()
    random_order: bool = False

    @cached_property
    def option_codes(self) -> tuple[str, ...]:
        return tuple(option.code for option in self.options)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(f"{self.code}.{option.code}" for option in self.options)

    @cached_property
    def parts(self) -> tuple[Row, ...]:
        return tuple(Row(option.code, option.label) for option in self.options)

    @cached_property
    def counted_bands(self) -> tuple[Band, ...]:
        """The bands as given, or nothing and four quarters."""
        return self.bands or (Band("nothing", say("Nothing"), 0, 0), *self._quarters())

    def _quarters(self) -> tuple[Band, ...]:
        edges = [self.total * quarter // 4 for quarter in range(5)]
        return tuple(
            Band(f"quarter-{place}", self.range_in_words(low + 1, high), low + 1, high)
            for place, (low, high) in enumerate(pairwise(edges), start=1)
        )

    @cached_property
    def counted(self) -> tuple[Option, ...]:
        return tuple(Option(band.code, band.label) for band in self.counted_bands)

    def in_words(self, number: int) -> str:
        """A share as it is read, such as £40 or 40 points."""
        return f"{self.prefix}{number:,}{' ' if self.suffix else ''}{self.suffix}"

    def range_in_words(self, low: int, high: int) -> str:
        """A range of shares as it is read."""
        return say("{low} to {high}", low=f"{self.prefix}{low:,}", high=self.in_words(high))


class Reading(Question):
    """What is read and not answered."""

    asks: ClassVar[bool] = False

    @property
    def keys(self) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True, kw_only=True)
class ReaderText(Reading):
    """A heading and paragraphs (an empty line between two) for the reader."""

    kind: ClassVar[str] = "reader_text"

    body: str


@dataclass(frozen=True)
class Link:
    """Where a document is: an address on this site that begins with "/", or elsewhere with "https://"."""

    label: str
    address: str

    @property
    def host(self) -> str:
        """The site that it leads to; empty for this one."""
        return "" if self.address.startswith("/") else self.address.split("/")[2]


@dataclass(frozen=True, kw_only=True)
class Document(Reading):
    """Words about a document, and the link to it."""

    kind: ClassVar[str] = "document"

    body: str
    link: Link


TYPES: Mapping[str, type[Question]] = MappingProxyType(
    {
        cls.kind: cls
        for cls in (
            SingleChoice,
            SupportScale,
            MultipleChoice,
            Grid,
            Number,
            ShortText,
            LongText,
            Area,
            Ranking,
            Date,
            AreaGrid,
            Likelihood,
            ConstantSum,
            ReaderText,
            Document,
        )
    }
)
