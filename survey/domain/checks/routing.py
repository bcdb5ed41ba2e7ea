"""What is broken in the questionnaire, pages that nobody can reach, and routing whose base is unclear."""

from __future__ import annotations

from collections.abc import Iterator

from survey.domain.checks.findings import Finding, quoted
from survey.domain.citing import problems_in_facts
from survey.domain.evidence import Evidence
from survey.domain.questionnaires.conditions import comparisons_in
from survey.domain.questionnaires.locking import problems_with_locks
from survey.domain.questionnaires.questions import Condition, Page, Questionnaire
from survey.domain.questionnaires.reaching import reach
from survey.domain.questionnaires.structure import problems_in_structure
from survey.domain.wording import say, say_many

SHOWN = 3


def structure_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """What makes it impossible to ask or to count."""
    for problem in (*problems_in_structure(questionnaire), *problems_with_locks(questionnaire)):
        yield Finding("structure", problem, (str(problem),), problem.page, problem.question)


def fact_findings(questionnaire: Questionnaire, evidence: Evidence) -> Iterator[Finding]:
    """Facts beside questions that the register does not have, or that argue for one side."""
    for problem in problems_in_facts(questionnaire, evidence):
        yield Finding("facts", problem, (str(problem),), question=problem.question)


def routing_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Of a questionnaire without structural problems: pages nobody can reach, and unclear bases.

    Every fact may hold or not: a page that waits for a fact is no mistake. The map of the paths says so.
    """
    reached = reach(questionnaire)
    for page in questionnaire.pages:
        if page.code in reached.never:
            said = say("No answers lead to the page {page}.", page=_called(page))
            yield Finding("unreachable", said, (page.code, repr(page.when)), page.code)
        elif page.code in reached.unsure:
            said = say(
                "A program cannot tell whether any answers lead to the page {page}.", page=_called(page)
            )
            yield Finding("reach-not-told", said, (page.code, repr(page.when)), page.code)
    yield from _unclear(questionnaire)


def _called(page: Page) -> str:
    return quoted(page.title or (page.questions[0].text if page.questions else page.code), 60)


def _unclear(questionnaire: Questionnaire) -> Iterator[Finding]:
    """One finding for each question whose missing answer leads somewhere."""
    asked_of_some = {q.code for page in questionnaire.pages if page.when is not None for q in page.questions}
    led_to: dict[str, dict[str, Page]] = {}
    for page in questionnaire.pages:
        for part in _denied(page.when or {}):
            led_to.setdefault(part["question"], {})[page.code] = page
    for code, pages in led_to.items():
        question = questionnaire.question(code)
        if question.required and code not in asked_of_some:
            continue
        said = say(
            "Asked unless {question} is answered in a certain way: {pages}. That includes everyone who left "
            "it empty or was never asked it.",
            question=quoted(question.text),
            pages=_named([*pages.values()]),
        )
        about = (question.text, *(f"{page.code} {page.when!r}" for page in pages.values()))
        yield Finding("unclear-base", said, about, question=code)


def _named(pages: list[Page]) -> str:
    """The first pages by name, and how many more."""
    most = ", ".join(_called(page) for page in pages[:SHOWN])
    if len(pages) <= SHOWN:
        return most
    return say_many(
        "{pages} and {count} more page", "{pages} and {count} more pages", len(pages) - SHOWN, pages=most
    )


def _denied(condition: Condition) -> Iterator[Condition]:
    """The parts of a condition that hold where a question has no answer."""
    if "not" in condition:
        yield from (part for part in comparisons_in(condition["not"]) if part.get("answered") is not False)
    elif condition.get("answered") is False:
        yield condition
    for part in (*condition.get("all", ()), *condition.get("any", ())):
        yield from _denied(part)
