"""Which pages can be reached at all: for certain never, for certain by some answers, or not known.

That nobody comes to a page is certain as soon as a walk finds it. That somebody does is certain where the
walk is exact. Where it is not, each page is looked at alone, with only the pages on which it depends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from survey.domain.questionnaires.answer_sorts import readable_comparisons
from survey.domain.questionnaires.conditions import Facts, problems_in
from survey.domain.questionnaires.questions import (
    Condition,
    Option,
    Page,
    Questionnaire,
    Section,
    SingleChoice,
)
from survey.domain.questionnaires.walking import Walk

# So many pages that depend on too much are looked at alone; of more it is not known.
MOST_UNSURE = 20
# A code that no question can have.
_FACT = "fact: {}"
_HOLDS = "holds"
_FACTS = "facts: any"


@dataclass(frozen=True)
class Reach:
    """The codes of the pages that no answers lead to, and of those for which that is not known."""

    never: frozenset[str]
    unsure: frozenset[str]


def reach(questionnaire: Questionnaire, facts: Facts | None = None) -> Reach:
    """What can be reached where these facts hold; without `facts`, where any of them may hold or not."""
    pages = questionnaire.pages if facts is not None else _with_facts_asked(questionnaire.pages)
    walk = _walk(questionnaire, pages, facts)
    never = _never(walk)
    if walk.is_exact:
        return Reach(never, frozenset())
    left = [page for page in pages if page.when is not None and page.code not in never]
    unsure: set[str] = set()
    for page in left:
        found = _alone(questionnaire, page, pages, facts=facts) if len(unsure) < MOST_UNSURE else None
        never |= {page.code} if found is False else set()
        unsure |= {page.code} if found is None else set()
    return Reach(never, frozenset(unsure))


def _alone(
    questionnaire: Questionnaire, page: Page, pages: tuple[Page, ...], *, facts: Facts | None
) -> bool | None:
    """Whether some answers lead to a page; None where that cannot be told."""
    walk = _walk(questionnaire, _needed_for(page, pages), facts)
    if page.code in _never(walk):
        return False
    return True if walk.is_exact else None


def _walk(questionnaire: Questionnaire, pages: tuple[Page, ...], facts: Facts | None) -> Walk:
    section = Section("every", "", pages)
    return Walk(replace(questionnaire, sections=(section,)), facts or frozenset())


def _never(walk: Walk) -> frozenset[str]:
    return frozenset(visited.page.code for visited in walk.visited if visited.by_nobody)


def _needed_for(page: Page, pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The page after all earlier pages whose answers decide on it, directly or not."""
    kept = [page]
    looked_at = _looked_at(page)
    for earlier in reversed(pages[: pages.index(page)]):
        if not looked_at.isdisjoint(question.code for question in earlier.questions):
            kept.append(earlier)
            looked_at |= _looked_at(earlier)
    return tuple(reversed(kept))


def _looked_at(page: Page) -> set[str]:
    return {part["question"] for part in readable_comparisons(page.when)}


# ---- facts as questions: whether one holds may be answered either way


def _with_facts_asked(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The pages after one that asks whether each fact holds, and with conditions on its answers."""
    found: set[str] = set()
    asking = tuple(
        replace(page, when=_asked(page.when, found)) if _is_sound(page) else page for page in pages
    )
    holds = (Option(_HOLDS, ""),)
    questions = tuple(SingleChoice(code=code, text="", options=holds) for code in sorted(found))
    return (Page(_FACTS, questions), *asking) if questions else pages


def _is_sound(page: Page) -> bool:
    return page.when is not None and not any(problems_in(page.when))


def _asked(condition: Any, found: set[str]) -> Condition:  # noqa: ANN401 - a condition that is there
    changed = dict(condition)
    for name in ("all", "any"):
        if name in condition:
            changed[name] = [_asked(part, found) for part in condition[name]]
    if "not" in condition:
        changed["not"] = _asked(condition["not"], found)
    if "fact" in condition:
        code = _FACT.format(condition["fact"])
        found.add(code)
        return {"question": code, "is": [_HOLDS]}
    return changed
