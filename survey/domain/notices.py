"""The notice for one zone, to be tied to lamp-posts: what is planned here, how to answer, until when.

It says nothing about the plan that the revision does not publish, and asks for one act only: to answer.
One sheet of paper a language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from math import ceil

from survey.domain.deployments.plan import Fact, Plan
from survey.domain.notice_words import Wording
from survey.domain.other_ways import OtherWays
from survey.domain.translating.texts import language_of

# The language of the register, in which facts are shown where nobody has translated them.
REGISTER_LANGUAGE = "en"
# A longer fact would have to be cut, and half a fact can be wrong: the notice then points at the plan.
LONGEST_FACT = 70
# Above so many characters a sheet is set closer, then closer again, and then smaller, so that it stays one
# sheet. A line of the headline, and the box of an illustration, take the room of two lines of text.
DENSITIES = {"plain": 880, "full": 1160, "fullest": 1520, "small": 1950}
SMALLEST = "smallest"
HEADLINE_LINE, TWO_LINES = 27, 120
# The letters of languages that run from right to left are wider and taller in the fonts that paper gets here.
WIDER = {"ltr": 1.0, "rtl": 1.35}
# How much more room than a Latin letter one of these takes: Tamil, Ethiopic, Chinese with its punctuation.
WIDE_LETTERS = {"[\u0b80-\u0bff]": 0.6, "[\u1200-\u139f]": 0.9, "[\u2e80-\u9fff\uf900-\uffef]": 1.3}


@dataclass(frozen=True)
class Posting:
    """What a notice is made from: the plan as one revision publishes it, and the consultation about it.

    `language` is that of the plan's texts, but for those that are marked as not translated.
    """

    council: str
    zone: str
    plan: Plan
    number: int
    published_on: date
    opens_on: date
    closes_on: date
    other_ways: OtherWays
    address: str
    illustrative: bool = False
    language: str = REGISTER_LANGUAGE


@dataclass(frozen=True)
class Row:
    """A fact on the notice, and the language in which it is given."""

    label: str
    value: str
    language: str


@dataclass(frozen=True)
class Sheet:
    """One side of paper in one language, ready to be set."""

    words: Wording
    headline: str
    zone: str
    rows: tuple[Row, ...]
    asks: str
    dates: str
    address: str
    code_for: str
    other_ways: OtherWays
    imprint: str
    illustration: str

    @property
    def texts(self) -> tuple[str, ...]:
        """What somebody reads who stands before it, in order; the small print is not part of it."""
        words, ways = self.words, self.other_ways
        by_phone = (words.phone, ways.phone, ways.hours) if ways.phone else ()
        on_paper = (words.paper, ways.paper) if ways.paper or ways.post else ()
        by_post = (words.send_to, ways.post) if ways.post else ()
        return (
            f"{words.call} {self.headline}.",
            self.zone,
            words.purpose,
            *(f"{row.label}: {row.value}." for row in self.rows),
            self.asks,
            self.dates,
            *(words.online, words.scan_or_type, self.address),
            *by_phone,
            *on_paper,
            *by_post,
            *words.promise,
        )

    @property
    def density(self) -> str:
        """How close it must be set: one of the densities, or the smallest."""
        large = ceil(_width(self.headline) / HEADLINE_LINE) + bool(self.illustration)
        room = (sum(map(_width, self.texts)) + TWO_LINES * large) * WIDER[self.words.direction]
        return next((name for name, most in DENSITIES.items() if room <= most), SMALLEST)

    @property
    def densities(self) -> tuple[str, ...]:
        """This density with those before it, all of which it builds on."""
        every = (*DENSITIES, SMALLEST)
        return every[: every.index(self.density) + 1]


def sheet(posting: Posting, words: Wording, *, today: date) -> Sheet:
    """The notice in one language."""
    plan = posting.plan
    days = {"opens": words.date(posting.opens_on), "closes": words.date(posting.closes_on)}
    dates = words.from_until if today < posting.opens_on else words.until
    given = ((label, plan.fact(code)) for code, label in words.facts.items())
    facts = tuple(_row(label, fact, words, posting.language) for label, fact in given)
    return Sheet(
        words=words,
        headline=words.headlines[plan.status],
        zone=posting.zone,
        rows=(Row(words.force, plan.force, language_of(plan.force, posting.language)), *facts),
        asks=words.asks.format(council=posting.council),
        dates=dates.format(**days),
        address=posting.address,
        code_for=words.code_for.format(address=posting.address),
        other_ways=posting.other_ways,
        imprint=words.imprint.format(
            council=posting.council,
            zone=posting.zone,
            number=posting.number,
            published=words.date(posting.published_on),
        ),
        illustration=words.illustration if posting.illustrative else "",
    )


def _width(text: str) -> float:
    """How many Latin letters would take as much room."""
    return len(text) + sum(more * len(re.findall(letters, text)) for letters, more in WIDE_LETTERS.items())


def _row(label: str, fact: Fact, words: Wording, language: str) -> Row:
    if not fact.published:
        return Row(label, words.not_published, words.language)
    if len(fact.value) > LONGEST_FACT:
        return Row(label, words.see_plan, words.language)
    return Row(label, fact.value, language_of(fact.value, language))
