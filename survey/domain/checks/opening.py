"""Everything that is looked at before a consultation opens, and what of it still stands in the way.

Errors stop opening. A warning stops it until somebody has answered it in writing; the answer is published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from survey.domain.checks.alternatives import alternative_findings
from survey.domain.checks.blanks import blank_findings
from survey.domain.checks.catalogue import CHECKS, Check
from survey.domain.checks.findings import Finding, without_repeats
from survey.domain.checks.gunning import (
    NOT_ANSWERED,
    QUESTIONS,
    FairnessAnswers,
    Kind,
    date_findings,
    fairness_findings,
    heading_of,
    is_answered,
)
from survey.domain.checks.length import LONGEST_MINUTES, Times, times
from survey.domain.checks.personal_data import personal_data_findings
from survey.domain.checks.phone import phone_findings
from survey.domain.checks.principle import principle_findings
from survey.domain.checks.publishing import publishing_findings
from survey.domain.checks.reading import reading_findings
from survey.domain.checks.routing import fact_findings, routing_findings, structure_findings
from survey.domain.checks.scales import scale_findings
from survey.domain.checks.texts import in_english
from survey.domain.checks.translated import language_findings, unread_findings
from survey.domain.checks.two_things import double_barrelled_findings
from survey.domain.checks.wording import wording_findings
from survey.domain.deployments.plan import Plan
from survey.domain.evidence import Evidence
from survey.domain.questionnaires.piping import without_pipes
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.wording import Words, say, say_day, say_many

SHORTEST_ANSWER = 20
LONGEST_ANSWER = 1000
NO_OTHER_WAYS = Finding(
    "no-other-ways",
    say("Nothing says how to answer by phone, on paper, by post or in person."),
    (),
    topic="ways",
)


@dataclass(frozen=True)
class Planned:
    """A consultation as it would open. `asked` has wards, zones and facts filled in; None without questions.

    `untranslated` holds, by the name of each language on offer, the texts without a checked translation.
    `has_other_ways` says whether somebody can answer without the website.
    """

    asked: Questionnaire | None
    plan: Plan
    evidence: Evidence
    opens: date | None = None
    closes: date | None = None
    fairness: FairnessAnswers = field(default_factory=dict)
    untranslated: Mapping[str, Sequence[str]] = field(default_factory=dict)
    has_other_ways: bool = True


def findings(planned: Planned) -> list[Finding]:
    """Everything found: errors first, then warnings, each in the order of the questionnaire."""
    found = [
        *(_in_questionnaire(planned.asked, planned) if planned.asked else _nothing()),
        *language_findings(planned.untranslated),
        *fairness_findings(planned.fairness),
        *date_findings(planned.opens, planned.closes, planned.fairness),
        *([] if planned.has_other_ways else [NO_OTHER_WAYS]),
    ]
    return sorted(without_repeats(found), key=_order(planned.asked))


def _nothing() -> Iterator[Finding]:
    yield Finding("structure", say("There are no questions yet."), ("none",))


def _in_questionnaire(asked: Questionnaire, planned: Planned) -> Iterator[Finding]:
    broken = list(structure_findings(asked))
    yield from broken
    yield from blank_findings(asked)
    yield from fact_findings(asked, planned.evidence)
    if not broken:
        yield from routing_findings(asked)
        yield from length_findings(asked, planned.plan)
    yield from _in_texts(without_pipes(asked), planned)


def _in_texts(asked: Questionnaire, planned: Planned) -> Iterator[Finding]:
    told = planned.plan.fact("alternatives").published or _tells_alternatives(planned.fairness)
    yield from principle_findings(asked, planned.plan.known_facts)
    yield from scale_findings(asked)
    yield from phone_findings(asked)
    yield from unread_findings(asked)
    yield from publishing_findings(asked)
    if in_english(asked):
        yield from wording_findings(asked)
        yield from double_barrelled_findings(asked)
        yield from reading_findings(asked)
        yield from personal_data_findings(asked)
        yield from alternative_findings(asked, told_elsewhere=told)


def _tells_alternatives(fairness: FairnessAnswers) -> bool:
    """Whether the council says in public which were considered, as its answers are printed."""
    question = next(one for one in QUESTIONS if one.code == "alternatives")
    return is_answered(question, fairness.get(question.code, NOT_ANSWERED))


def length_findings(asked: Questionnaire, plan: Plan) -> Iterator[Finding]:
    """Whether the longest way through takes too long."""
    found = times(asked, plan.known_facts)
    if found.longest > LONGEST_MINUTES:
        said = say("It takes about {duration}.", duration=duration(found))
        about = (str(found.longest), *(question.code for question in asked.questions))
        yield Finding("too-long", said, about)


def duration(found: Times) -> Words:
    """How long it takes, in words, by the shortest and the longest way."""
    if found.shortest == found.longest:
        return say_many(
            "{count} minute, whatever is answered", "{count} minutes, whatever is answered", found.longest
        )
    return say(
        "{shortest} on the shortest way through and {longest} on the longest",
        shortest=say_many("{count} minute", "{count} minutes", found.shortest),
        longest=say_many("{count} minute", "{count} minutes", found.longest),
    )


def _order(asked: Questionnaire | None) -> Any:  # noqa: ANN401 - a key of two numbers
    places = {question.code: at for at, question in enumerate(asked.questions)} if asked else {}
    pages = asked.pages if asked else ()
    places_of_pages = {page.code: places[page.questions[0].code] for page in pages if page.questions}
    last = len(places)

    def order(finding: Finding) -> tuple[bool, int]:
        otherwise = last if finding.topic else -1
        place = places.get(finding.question, places_of_pages.get(finding.page, otherwise))
        return not finding.stops, place

    return order


def unanswered(found: Iterable[Finding], answers: Mapping[str, Mapping[str, str]]) -> list[Finding]:
    """The warnings without a written answer about exactly their text."""
    return [one for one in found if not one.stops and not has_answer(one, answers)]


def has_answer(finding: Finding, answers: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether somebody wrote an answer about exactly this text."""
    return len(answers.get(finding.key, {}).get("text", "").strip()) >= SHORTEST_ANSWER


def passed(found: Collection[Finding], asked: Questionnaire | None) -> list[Check]:
    """The checks that were made and found nothing. What could not be looked at yet is not among them."""
    failed = {finding.check for finding in found}
    left_out = set(failed | CONTRARY)
    for missing, checks in UNLESS.items():
        left_out |= checks if missing in failed else set()
    unsaid = {finding.topic for finding in found if finding.check == "fairness-unanswered"}
    left_out |= {check for topic, check in SAID.items() if topic in unsaid}
    if asked is None:
        left_out |= NEED_QUESTIONS | ENGLISH_ONLY
    elif not in_english(asked):
        left_out |= ENGLISH_ONLY
    return [check for code, check in CHECKS.items() if code not in left_out]


# Checks that only say what another one could not tell: nothing to be proud of where they find nothing.
CONTRARY = frozenset({"objection-not-told", "reach-not-told", "wording-not-read"})
# What cannot be looked at where something else is missing.
UNLESS = {
    "structure": {"unreachable", "unclear-base", "too-long"},
    "no-dates": {"short-time", "holidays", "decision-too-early"},
}
SAID = {
    "decided": "already-decided",
    "information": "not-enough-information",
    "decision-date": "decision-too-early",
}
ENGLISH_ONLY = frozenset(
    {
        "agree-disagree", "alternatives", "contact-details", "double-barrelled", "equality-apart",
        "equality-required", "funding-alone", "hard-word", "leading", "loaded", "long-sentence",
        "may-identify", "names-in-text", "negative", "no-objection", "one-sided", "publishing-differs",
        "reading-age", "required-view", "sensitive", "short-form", "unbalanced",
    }
)  # fmt: skip
NEED_QUESTIONS = frozenset(
    {"facts", "missing-words", "no-dont-know", "objection-not-for-all", "permission", "phone", "structure"}
)


def record(
    found: Iterable[Finding], answers: Mapping[str, Mapping[str, str]], fairness: FairnessAnswers
) -> dict[str, Any]:
    """What is published with the consultation: the answers as they stand when it is announced."""
    warnings = [
        {"words": one.words, "reason": one.reason, "answer": answers[one.key]["text"]}
        for one in found
        if not one.stops and has_answer(one, answers)
    ]
    return {"fairness": [*_printed(fairness)], "warnings": warnings}


def _printed(fairness: FairnessAnswers) -> Iterator[dict[str, str]]:
    for question in QUESTIONS:
        answer = fairness.get(question.code, NOT_ANSWERED)
        if is_answered(question, answer):
            day = say_day(answer.day) if question.kind is Kind.DATE and answer.day else ""
            text = ". ".join(part for part in (day, answer.text) if part)
            yield {"heading": str(heading_of(question, answer)), "text": text}
