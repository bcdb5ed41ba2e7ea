"""How far each section of a revision in preparation is, in the words of that section.

All sections together tell every problem that stands in the way of publishing, but the two reviews of balance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from survey.domain.deployments.plan import (
    FACTS,
    STATUSES,
    Fact,
    FactState,
    Plan,
    faults_in_basics,
    faults_in_fact,
    problems_in_area,
)
from survey.domain.deployments.revisions import Revision
from survey.domain.evidence import (
    DocumentState,
    Evidence,
    balance_problems,
    faults_in_document,
    faults_in_promise,
    faults_in_statement,
    repeated_codes,
)
from survey.domain.faults import Fault

# Short names of the groups of facts, for addresses.
GROUPS = dict(zip(("cameras", "money", "rules", "open"), FACTS, strict=True))


class Progress(StrEnum):
    """How far a section is. The values are what organisers read."""

    DONE = "Done"
    TO_DO = "To do"
    WRONG = "Not right yet"


@dataclass(frozen=True)
class Section:
    """One section: how far it is, what it holds in a few words, and everything wrong with it."""

    code: str
    title: str
    holds: str
    problems: tuple[str, ...] = ()
    empty: bool = False

    @property
    def progress(self) -> Progress:
        if self.empty:
            return Progress.TO_DO
        return Progress.WRONG if self.problems else Progress.DONE


def sections_of(revision: Revision) -> tuple[Section, ...]:
    """Every section, in the order in which they are best filled in."""
    return (
        _basics(revision),
        *(_facts(code, revision.plan) for code in GROUPS),
        _area(revision),
        _statements(revision.evidence),
        _documents(revision.evidence),
        _promises(revision.evidence),
    )


def _basics(revision: Revision) -> Section:
    plan = revision.plan
    problems = [fault.of("The deployment") for fault in faults_in_basics(plan)]
    if not revision.summary:
        problems.append("The deployment is not described in one sentence yet.")
    return Section(
        "basics",
        "Basics",
        f"{plan.name}, {plan.force}: {STATUSES.get(plan.status, plan.status)}",
        tuple(problems),
    )


def is_blank(fact: Fact) -> bool:
    """Whether nobody has said anything of it yet, not even that it is not published."""
    return fact == Fact()


def _facts(code: str, plan: Plan) -> Section:
    labels = FACTS[GROUPS[code]]
    facts = {label: plan.fact(fact) for fact, label in labels.items()}
    filled = {label: fact for label, fact in facts.items() if not is_blank(fact)}
    problems = [text for label, fact in filled.items() for text in _told(label, faults_in_fact(fact))]
    blank = len(facts) - len(filled)
    if blank:
        problems.insert(0, f"{blank} of {len(facts)} facts still to be filled in.")
    return Section(code, GROUPS[code], facts_in_words(facts.values()), tuple(problems), empty=not filled)


def facts_in_words(facts: Iterable[Fact]) -> str:
    """How many of the facts are in which state: “2 published, 1 asked for”."""
    states = ["blank" if is_blank(fact) else fact.state.value for fact in facts]
    names = {
        FactState.PUBLISHED.value: "published",
        FactState.ASKED.value: "asked for",
        FactState.NOT_PUBLISHED.value: "not published",
        "blank": "to be filled in",
    }
    return ", ".join(f"{states.count(state)} {name}" for state, name in names.items() if state in states)


def _area(revision: Revision) -> Section:
    plan, outlines = revision.plan, revision.boundaries.outlines
    holds = (
        f"{_number(len(plan.zones), 'zone')}, {_number(len(plan.wards_in_area), 'ward')} in the area, "
        f"{_number(len(outlines), 'outline')}"
    )
    problems = [*problems_in_area(plan)]
    if outlines and not revision.boundaries.attribution:
        problems.append("The outlines do not say whose they are.")
    return Section("area", "Zones and wards", holds, tuple(problems), empty=not plan.zones and not plan.wards)


def _statements(evidence: Evidence) -> Section:
    problems = [
        *(text for one in evidence.statements for text in _told(one.title, faults_in_statement(one))),
        *repeated_codes(evidence),
        *balance_problems(evidence),
    ]
    arguments = len(evidence.statements) - len(evidence.neither)
    holds = f"{_number(arguments, 'argument')}, {len(evidence.neither)} for neither side"
    title = "Arguments, facts and figures"
    return Section("arguments", title, holds, tuple(problems), empty=not evidence.statements)


def _documents(evidence: Evidence) -> Section:
    problems = tuple(text for one in evidence.documents for text in _told(one.title, faults_in_document(one)))
    states = [one.state for one in evidence.documents]
    counted = [f"{states.count(state)} {state.value.lower()}" for state in DocumentState if state in states]
    return Section("documents", "Documents", ", ".join(counted) or "None asked for", problems)


def _promises(evidence: Evidence) -> Section:
    problems = tuple(text for one in evidence.promises for text in _told(one.title, faults_in_promise(one)))
    reported = sum(one.reported is not None for one in evidence.promises)
    holds = f"{_number(len(evidence.promises), 'promised figure')}, {reported} reported"
    holds = holds if evidence.promises else "No figure was promised"
    return Section("promises", "Promised and reported", holds, problems)


def _told(title: str, faults: Iterable[Fault]) -> Iterator[str]:
    yield from (fault.of(f"“{title}”") for fault in faults)


def _number(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
