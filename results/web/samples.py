"""Results of invited random samples, apart from everybody else's, with an interval for each share.

Everything here is worked out from published figures about the stratum. Only strata that the rules named as
random samples before opening are shown, and they are never put together with answers of people who chose to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from results import releases
from results.domain.disclosure import SafeTable, percent
from results.domain.intervals import Interval, household_effect, interval
from results.drawing import words
from results.drawing.conclusions import concluded
from results.releases import Release
from results.web.view import caption
from survey.domain.consultations import COUNT_STEP, STRATUM
from survey.domain.invitations import OPEN, Uptake
from survey.domain.questionnaires.questions import Question
from survey.domain.samples import Sample
from survey.domain.wording import say
from survey.store import invitations
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.questionnaires.versions import Frozen
from survey.web.translating.showing import only_in_english

Tables = Mapping[str, Sequence[SafeTable]]


@dataclass(frozen=True, slots=True)
class SampledLine:
    """One answer: its share in the sample, from where to where that of all may lie, and the open answers'."""

    label: str
    share: str
    interval: str
    open_share: str


@dataclass(frozen=True, slots=True)
class SampledTable:
    """One question, or one row of a grid, in the sample and among the open answers."""

    question: Question
    caption: str
    lines: tuple[SampledLine, ...]
    about: str
    open_base: str


@dataclass(frozen=True, slots=True)
class SampleResults:
    """One random sample: what it is, how many answered, and its tables. Without tables too few answered."""

    name: str
    about: Sample
    how: str
    household: bool
    issued: str
    answers: str
    rate: str
    first: tuple[SampledTable, ...]
    others: tuple[SampledTable, ...]


def sampled_results(
    session: Session, consultation: Consultation, version: Frozen, release: Release, *, first: str
) -> tuple[SampleResults, ...]:
    """The results of each random sample that the rules name, with the question `first` in front."""
    rules, named = consultation.counting_rules, releases.drawn_at_random(consultation, release)
    if not named:
        return ()
    uptakes = {one.code: one for one in invitations.uptake_of(session, consultation.id)}
    everything = releases.everything_by(session, release, characteristic=STRATUM)
    (profile,) = releases.alone(session, release)[STRATUM]
    figures = dict(zip(profile.options, profile.cells, strict=True))
    found = []
    for code, sample in named.items():
        answers = figures[code].count if code in figures else None
        tables = _tables(version, everything, code, _effect(uptakes.get(code), answers), sample)
        found.append(_results(rules.strata[code], sample, uptakes.get(code), answers, tables, first))
    return tuple(found)


def _effect(uptake: Uptake | None, answers: int | None) -> float:
    """The most that answering with others of a household can cost; what is not known counts as the worst."""
    if uptake is None or not uptake.household or not answers:
        return 1.0
    # Rounded up to ten, so that the width of an interval tells no exact number.
    more = -(-uptake.individual // COUNT_STEP) * COUNT_STEP
    return household_effect(answers, answers - min(more, answers))


def _results(
    name: str,
    sample: Sample,
    uptake: Uptake | None,
    answers: int | None,
    tables: Sequence[SampledTable],
    first: str,
) -> SampleResults:
    issued = uptake.issued if uptake else 0
    rate = percent(answers, issued)
    return SampleResults(
        name=only_in_english(name),
        about=sample,
        how=only_in_english(sample.how),
        household=bool(uptake and uptake.household),
        issued=words.number(issued),
        answers=words.FEWER if answers is None else words.number(answers),
        rate="" if rate is None else f"{rate}%",
        first=tuple(one for one in tables if one.question.code == first),
        others=tuple(one for one in tables if one.question.code != first),
    )


def _tables(
    version: Frozen, everything: Tables, code: str, effect: float, sample: Sample
) -> tuple[SampledTable, ...]:
    found = []
    for question, tables in everything.items():
        beside = {table.part: table for table in tables if table.value == OPEN and table.shown}
        found += [
            _table(version.questionnaire.question(question), table, beside.get(table.part), effect, sample)
            for table in tables
            if table.value == code and table.shown and table.options
        ]
    return tuple(found)


def _table(
    question: Question, table: SafeTable, beside: SafeTable | None, effect: float, sample: Sample
) -> SampledTable:
    labels = words.option_labels(question)
    open_shares = [cell.percent for cell in beside.cells] if beside else [None] * len(table.options)
    lines = tuple(
        SampledLine(
            label=words.label(labels, code),
            share=_share(cell.percent),
            interval=_range(interval(cell, table, effect=effect, population=sample.population)),
            open_share=_share(open_share) if beside else "–",
        )
        for code, cell, open_share in zip(table.options, table.cells, open_shares, strict=True)
    )
    base = words.number(beside.base or 0) if beside else ""
    return SampledTable(
        question, caption(question, table.part), lines, concluded(table, sampled=True), base
    )


def _share(share: int | None) -> str:
    return words.FEWER if share is None else f"{share}%"


def _range(found: Interval | None) -> str:
    return "–" if found is None else say("{low}% to {high}%", low=found.low, high=found.high)
