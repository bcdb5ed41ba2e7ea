"""What stands beside the figures for everybody: invited and open answers apart, and what was left out.

Answers with a code and open answers are never blended unseen: each question has a line for each of them,
which is protected like every figure about a group. Where responses were left out, a second line counts them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from results import releases
from results.domain.disclosure import SafeTable
from results.releases import Release
from results.web.view import Answered, answered, characteristic
from survey.domain.consultations import STRATUM
from survey.domain.questionnaires.questions import Question
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.questionnaires.versions import Frozen

Tables = Mapping[str, tuple[SafeTable, ...]]


@dataclass(frozen=True)
class Series:
    """What those of one stratum answered, in words."""

    name: str
    message: str


@dataclass(frozen=True)
class Beside:
    """Beside one question: a line for each stratum, those too small for one, and all with those left out."""

    series: tuple[Series, ...] = ()
    hidden: tuple[str, ...] = ()
    with_excluded: Answered | None = None


def beside(
    session: Session, consultation: Consultation, version: Frozen, release: Release
) -> dict[str, Beside]:
    """What stands beside each question, by its code."""
    strata = _strata(consultation, version, release)
    apart: Tables = releases.everything_by(session, release, characteristic=STRATUM) if strata else {}
    whole = releases.with_excluded(session, release)
    return {
        code: _beside(version.questionnaire.question(code), strata, apart.get(code, ()), whole.get(code, ()))
        for code in {**apart, **whole}
    }


def _strata(consultation: Consultation, version: Frozen, release: Release) -> dict[str, str]:
    """The names of the strata; none where all answers were open."""
    if STRATUM not in release.characteristics:
        return {}
    found = characteristic(consultation, version, STRATUM)
    names = {option.code: option.label for option in found.counted}
    return names if len(names) > 1 else {}


def _beside(
    question: Question, strata: Mapping[str, str], apart: Sequence[SafeTable], whole: Sequence[SafeTable]
) -> Beside:
    series, hidden = [], []
    for code, name in strata.items():
        found = answered(question, [table for table in apart if table.value == code])
        if found.chart:
            series.append(Series(name, found.chart.message))
        elif apart:
            hidden.append(name)
    return Beside(tuple(series), tuple(hidden), answered(question, whole) if whole else None)
