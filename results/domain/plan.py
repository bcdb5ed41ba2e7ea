"""The plan of tables of a release, decided before opening, and nothing beyond it.

Every question alone; each question by each planned characteristic; the profile of each characteristic and of
each equality question. Never two characteristics at once, and never a characteristic by itself or another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from results.domain.disclosure import SMALLEST_GROUP, Disclosure, SafeTable
from results.domain.histograms import Columns
from results.domain.looks import Looks
from results.domain.tables import Breakdown, Table
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


# Tables that are published together or not at all anew, each with the exact one that it was made of.
Unit = tuple[tuple[Table, SafeTable], ...]


def questions_alone(
    plan: Plan, columns: Columns, codebook: Iterable[Column], disclosure: Disclosure
) -> tuple[Unit, ...]:
    """Every question over everybody."""
    tables = one_way(columns, codebook, questions=(*plan.questions, *plan.texts))
    return tuple(((table, disclosure.everybody(table)),) for table in tables)


def questions_with_excluded(
    plan: Plan,
    columns: Columns,
    codebook: Iterable[Column],
    disclosure: Disclosure,
    *,
    without: Mapping[str, Table],
) -> tuple[Unit, ...]:
    """Questions over everybody and the responses left out: nothing else is counted with them.

    `without` holds the exact tables without these, by name. A question that fewer than 50 of those left out
    answered has no second figure: it could give away what they said.
    """
    tables = one_way(columns, codebook, questions=(*plan.questions, *plan.texts))
    pairs = [(table, without[table.name]) for table in tables]
    enough = [(table, own) for table, own in pairs if table.base - own.base >= SMALLEST_GROUP]
    return tuple(((table, disclosure.with_excluded(table, own)),) for table, own in enough)


def units(
    plan: Plan, columns: Columns, codebook: Iterable[Column], disclosure: Disclosure
) -> tuple[Unit, ...]:
    """All tables of the plan, protected, with the exact ones that they were made of. These stay inside."""
    codebook = tuple(codebook)
    alone = questions_alone(plan, columns, codebook, disclosure)
    profiles = one_way(columns, codebook, questions=plan.profiles)
    by_group = breakdowns(columns, codebook, characteristics=plan.characteristics, questions=plan.questions)
    looks = Looks((table for unit in alone for table, _ in unit), by_group)
    return (
        *alone,
        *(((table, disclosure.profile(table, looks)),) for table in profiles),
        *(unit for breakdown in by_group for unit in _of_breakdown(plan, breakdown, disclosure, looks)),
    )


def _of_breakdown(
    plan: Plan, breakdown: Breakdown, disclosure: Disclosure, looks: Looks
) -> Iterable[Unit]:
    """Its groups one by one; all at once where they divide everybody and are hidden by one another."""
    divides, accompanied = breakdown.group in plan.divides, breakdown.group in plan.accompanied
    safe = disclosure.breakdown(breakdown, looks, all_or_none=divides, accompanied=accompanied)
    pairs = tuple(zip(breakdown.tables, safe, strict=True))
    return (pairs,) if divides or accompanied else ((pair,) for pair in pairs)


def safe_tables(
    plan: Plan, columns: Columns, codebook: Iterable[Column], disclosure: Disclosure
) -> tuple[SafeTable, ...]:
    """All tables of the plan, protected: what a release stores."""
    return tuple(safe for unit in units(plan, columns, codebook, disclosure) for _, safe in unit)


def _countable(codebook: Iterable[Column]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.question for s in subjects(codebook) if s.options))
