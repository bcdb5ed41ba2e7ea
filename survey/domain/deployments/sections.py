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
from survey.domain.wording import Words, listed, message, say, say_many

# Short names of the groups of facts, for addresses.
GROUPS = dict(zip(("cameras", "money", "rules", "open"), FACTS, strict=True))


class Progress(StrEnum):
    """How far a section is. The values are what organisers read."""

    DONE = message("Done")
    TO_DO = message("To do")
    WRONG = message("Not right yet")

    @property
    def words(self) -> Words:
        return say(self.value)


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
    problems = [fault.of(say("The deployment")) for fault in faults_in_basics(plan)]
    if not revision.summary:
        problems.append(say("The deployment is not described in one sentence yet."))
    holds = listed([f"{plan.name}, {plan.force}", STATUSES.get(plan.status, plan.status)], ": ")
    return Section("basics", say("Basics"), holds, tuple(problems))


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
        words = say("{blank} of {all} facts still to be filled in.", blank=blank, all=len(facts))
        problems.insert(0, words)
    return Section(code, GROUPS[code], facts_in_words(facts.values()), tuple(problems), empty=not filled)


def facts_in_words(facts: Iterable[Fact]) -> str:
    """How many of the facts are in which state: “2 published, 1 asked for”."""
    states = ["blank" if is_blank(fact) else fact.state.value for fact in facts]
    published, asked = states.count(FactState.PUBLISHED.value), states.count(FactState.ASKED.value)
    unpublished, blank = states.count(FactState.NOT_PUBLISHED.value), states.count("blank")
    return _those_that_are((
        say_many("{count} published", "{count} published", published),
        say_many("{count} asked for", "{count} asked for", asked),
        say_many("{count} not published", "{count} not published", unpublished),
        say_many("{count} to be filled in", "{count} to be filled in", blank),
    ))


def _those_that_are(counted: Iterable[Words]) -> str:
    """The numbers of things in one line, without those of which there is none."""
    return listed([words for words in counted if words.number] or [""])


def _area(revision: Revision) -> Section:
    plan, outlines = revision.plan, revision.boundaries.outlines
    holds = listed((
        say_many("{count} zone", "{count} zones", len(plan.zones)),
        say_many("{count} ward in the area", "{count} wards in the area", len(plan.wards_in_area)),
        say_many("{count} outline", "{count} outlines", len(outlines)),
    ))
    problems = [*problems_in_area(plan)]
    if outlines and not revision.boundaries.attribution:
        problems.append(say("The outlines do not say whose they are."))
    empty = not plan.zones and not plan.wards
    return Section("area", say("Zones and wards"), holds, tuple(problems), empty=empty)


def _statements(evidence: Evidence) -> Section:
    problems = [
        *(text for one in evidence.statements for text in _told(one.title, faults_in_statement(one))),
        *repeated_codes(evidence),
        *balance_problems(evidence),
    ]
    neither = len(evidence.neither)
    holds = listed((
        say_many("{count} argument", "{count} arguments", len(evidence.statements) - neither),
        say_many("{count} for neither side", "{count} for neither side", neither),
    ))
    title = say("Arguments, facts and figures")
    return Section("arguments", title, holds, tuple(problems), empty=not evidence.statements)


def _documents(evidence: Evidence) -> Section:
    problems = tuple(text for one in evidence.documents for text in _told(one.title, faults_in_document(one)))
    states = [one.state for one in evidence.documents]
    not_asked, asked = states.count(DocumentState.NOT_ASKED), states.count(DocumentState.ASKED)
    provided, refused = states.count(DocumentState.PROVIDED), states.count(DocumentState.REFUSED)
    holds = _those_that_are((
        say_many("{count} not yet asked for", "{count} not yet asked for", not_asked),
        say_many("{count} asked for", "{count} asked for", asked),
        say_many("{count} provided", "{count} provided", provided),
        say_many("{count} refused", "{count} refused", refused),
    ))
    return Section("documents", say("Documents"), holds or say("None asked for"), problems)


def _promises(evidence: Evidence) -> Section:
    problems = tuple(text for one in evidence.promises for text in _told(one.title, faults_in_promise(one)))
    reported = sum(one.reported is not None for one in evidence.promises)
    promised = len(evidence.promises)
    holds = listed((
        say_many("{count} promised figure", "{count} promised figures", promised),
        say_many("{count} reported", "{count} reported", reported),
    ))
    title = say("Promised and reported")
    return Section("promises", title, holds if promised else say("No figure was promised"), problems)


def _told(title: str, faults: Iterable[Fault]) -> Iterator[str]:
    yield from (fault.of(say("“{title}”", title=title)) for fault in faults)
