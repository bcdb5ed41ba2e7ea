"""The plan of tables of a release, decided before opening, and nothing beyond it.

Every question alone; each question by each planned characteristic; the profile of each characteristic and of
each equality question. Never two characteristics at once, and never a characteristic by itself or another.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from results.domain.disclosure import SMALLEST_GROUP, Disclosure, SafeTable
from results.domain.histograms import Columns
from results.domain.tabulate import breakdowns, one_way, subjects
from survey.domain.questionnaires.codebook import Column


class PlanError(ValueError):
    """A plan names something that cannot be a table."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which codes are questions, which are profiles, and which of the profiles break questions down.

    Of `texts` it is only said how many people wrote something, over everybody. The groups of a characteristic
    among `divides` are all shown or none: they are everybody, in two parts or a few. Those of one among
    `accompanied` are everybody too, in as many parts as there are mailings: no small one is hidden alone.
    """

    questions: tuple[str, ...]
    profiles: tuple[str, ...]
    characteristics: tuple[str, ...]
    texts: tuple[str, ...] = ()
    divides: frozenset[str] = frozenset()
    accompanied: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if set(self.questions) & set(self.profiles):
            raise PlanError("a question over everybody cannot be a profile as well")
        if not set(self.characteristics) <= set(self.profiles):
            raise PlanError("every characteristic needs its profile")


def plan(
    opinion: Iterable[Column],
    equality: Iterable[Column],
    facts: Iterable[Column],
    *,
    characteristics: Iterable[str],
    divides: Iterable[str] = (),
    accompanied: Iterable[str] = (),
) -> Plan:
    """The plan for these code books. `facts` are columns that nobody answered: channel, stratum, revision.

    Of texts only the number of writers is counted, never by a characteristic. A question that is a
    characteristic (connection with the area, ward) is a profile.
    """
    chosen = tuple(characteristics)
    opinion = tuple(opinion)
    asked = _countable(opinion)
    kept_apart = (*_countable(equality), *_countable(facts))
    unknown = sorted(set(chosen) - {*asked, *kept_apart})
    if unknown:
        raise PlanError(f"no question or fact called {', '.join(unknown)}")
    return Plan(
        questions=tuple(code for code in asked if code not in chosen),
        profiles=(*(code for code in asked if code in chosen), *kept_apart),
        characteristics=chosen,
        texts=tuple(s.question for s in subjects(opinion) if not s.options),
        divides=frozenset(divides),
        accompanied=frozenset(accompanied),
    )


def questions_alone(
    plan: Plan, columns: Columns, codebook: Iterable[Column], disclosure: Disclosure
) -> tuple[SafeTable, ...]:
    """Every question over everybody."""
    tables = one_way(columns, codebook, questions=(*plan.questions, *plan.texts))
    return tuple(disclosure.everybody(table) for table in tables)


def questions_with_excluded(
    plan: Plan, columns: Columns, codebook: Iterable[Column], disclosure: Disclosure, *, excluded: int
) -> tuple[SafeTable, ...]:
    """Every question over everybody and the `excluded` responses: nothing else is counted with them.

    Nothing where these are so few that any second figure could give their answers away.
    """
    if excluded < SMALLEST_GROUP:
        return ()
    tables = one_way(columns, codebook, questions=(*plan.questions, *plan.texts))
    return tuple(disclosure.with_excluded(table) for table in tables)


def safe_tables(
    plan: Plan, columns: Columns, codebook: Iterable[Column], disclosure: Disclosure
) -> tuple[SafeTable, ...]:
    """All tables of the plan, protected: what a release stores."""
    codebook = tuple(codebook)
    profiles = one_way(columns, codebook, questions=plan.profiles)
    by_group = breakdowns(columns, codebook, characteristics=plan.characteristics, questions=plan.questions)
    return (
        *questions_alone(plan, columns, codebook, disclosure),
        *(disclosure.profile(table) for table in profiles),
        *(
            table
            for breakdown in by_group
            for table in disclosure.breakdown(
                breakdown,
                all_or_none=breakdown.group in plan.divides,
                accompanied=breakdown.group in plan.accompanied,
            )
        ),
    )


def _countable(codebook: Iterable[Column]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.question for s in subjects(codebook) if s.options))
