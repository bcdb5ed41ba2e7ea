"""Two invented people read every comment and give it themes; where they differ, a third look settles it.

They know what a comment is about because it was put together from sentences under themes. Of those that both
read, the second sometimes sees a theme that is like it: agreement is measured on that, as on real coding.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from results.comments import campaigns, coding, grouped, texts, themes
from results.comments.campaigns import Decision
from results.comments.themes import By, Wording
from results.demonstration.people import People
from results.domain.themes import NONE, Themes
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.demo_whole import Whole

# Percent of the comments that both read; more where coding goes on, and so many in ten are coded there.
CODED_TWICE, CODED_TWICE_SO_FAR = 15, 40
CODED = 6
# One in so many comments about a theme that is like another looks different to the second coder.
READ_OTHERWISE = 3


@dataclass(frozen=True)
class Reading:
    """The comments by their numbers: their words, and what each is about. `alike` are themes like others."""

    words: Mapping[int, str]
    about: Mapping[int, Themes]
    alike: Mapping[str, str]

    def by_second(self, number: int) -> Themes:
        """What the second coder sees: mostly the same. It depends on the words alone."""
        own = self.about[number]
        if zlib.crc32(self.words[number].encode()) % READ_OTHERWISE:
            return own
        return frozenset(self.alike.get(code, code) for code in own)


@dataclass(frozen=True)
class Desk:
    """Where coding is done."""

    session: Session
    consultation: Consultation
    question: str

    def give(self, number: int, codes: Themes, by: By) -> None:
        """One coder gives themes to one comment."""
        coding.code(self.session, self.consultation, self.question, number, codes=codes, by=by)


def code_all(session: Session, consultation: Consultation, whole: Whole, people: People) -> Reading:
    """Adds the themes, codes every comment and settles where the two differ. Returns what was read."""
    desk = Desk(session, consultation, whole.question)
    day = whole.day("coded")
    reading = _begin(desk, whole, people.first(day), share=CODED_TWICE)
    done = _code_campaigns(desk, reading, people.first(day))
    _code(desk, reading, reading.words.keys() - done, (people.first(day), people.second(day)))
    _settle(desk, reading, people.first(whole.day("settled")))
    return reading


def code_some(
    session: Session, consultation: Consultation, whole: Whole, people: People, *, day: date
) -> Reading:
    """Adds the themes and codes a part; the rest, and where the two differ, is left to whoever tries it."""
    desk = Desk(session, consultation, whole.question)
    reading = _begin(desk, whole, people.first(day), share=CODED_TWICE_SO_FAR)
    chosen = {number for number, words in reading.words.items() if zlib.crc32(words.encode()) % 10 < CODED}
    _code(desk, reading, chosen, (people.first(day), people.second(day)))
    return reading


def _begin(desk: Desk, whole: Whole, by: By, *, share: int) -> Reading:
    coding.start(desk.session, desk.consultation, desk.question, share=share)
    _add_themes(desk, whole, by)
    return _read(desk, whole)


def _code(desk: Desk, reading: Reading, numbers: Collection[int], by: tuple[By, By]) -> None:
    """Each codes half of them, and both code those that are coded twice."""
    one, other = by
    standings = coding.standings(desk.session, desk.consultation, desk.question)
    for number, standing in standings.items():
        if number not in numbers:
            continue
        if standing.twice:
            desk.give(number, reading.about[number], one)
            desk.give(number, reading.by_second(number), other)
        else:
            desk.give(number, reading.about[number], one if number % 2 else other)


def _add_themes(desk: Desk, whole: Whole, by: By) -> None:
    """The code of each is that of the content, since both are made of the name."""
    for one in whole.written["themes"]:
        wording = Wording(one["name"], one["definition"])
        themes.add(desk.session, desk.consultation, desk.question, wording, by)


def _read(desk: Desk, whole: Whole) -> Reading:
    known = {one.text: frozenset(one.themes) for side in whole.comments.values() for one in side}
    every = texts.each(desk.session, desk.consultation, keys=(desk.question,))
    said = {one.response: one.text for one in every}
    numbers = coding.numbers(desk.session, desk.consultation, desk.question)
    words = {number: said[id_] for number, id_ in numbers.items()}
    about = {number: known.get(text, NONE) for number, text in words.items()}
    return Reading(words, about, whole.written["mistaken_for"])


def _code_campaigns(desk: Desk, reading: Reading, by: By) -> Collection[int]:
    """Codes each confirmed campaign once for all of it, but for what two people read."""
    standings = coding.standings(desk.session, desk.consultation, desk.question)
    numbers = {id_: n for n, id_ in coding.numbers(desk.session, desk.consultation, desk.question).items()}
    done: set[int] = set()
    for group in campaigns.every(desk.session, desk.consultation):
        members = campaigns.members_of(desk.session, desk.consultation, group.number)
        own = [numbers[id_] for id_, key in members if key == desk.question and id_ in numbers]
        first = next((number for number in own if not standings[number].twice), None)
        if group.state is not Decision.CONFIRM or first is None:
            continue
        others = grouped.alongside(desk.session, desk.consultation, desk.question, first, every=standings)
        desk.give(first, reading.about[first], by)
        grouped.code_along(desk.session, desk.consultation, desk.question, others, like=first, by=by)
        done |= {first, *others}
    return done


def _settle(desk: Desk, reading: Reading, by: By) -> None:
    """A third look at what the two read otherwise."""
    standings = coding.standings(desk.session, desk.consultation, desk.question)
    for number, standing in standings.items():
        if standing.themes is None:
            codes = reading.about[number]
            coding.settle(desk.session, desk.consultation, desk.question, number, codes=codes, by=by)
