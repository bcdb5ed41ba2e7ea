"""Changing a page: its title, and who is asked its questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import url_for

from survey.domain.accounts import Act
from survey.domain.questionnaires import building
from survey.domain.questionnaires.conditions import FACTS_IN_WORDS
from survey.domain.questionnaires.kept_apart import kept_from
from survey.domain.questionnaires.questions import Page, Question, Questionnaire
from survey.domain.wording import say
from survey.web.access import staff
from survey.web.forms import View
from survey.web.questionnaires.blueprint import bp
from survey.web.questionnaires.describing import at_place, condition_in_words, name_of
from survey.web.questionnaires.editing import Part, edit
from survey.web.questionnaires.making import Making, making
from survey.web.questionnaires.telling import page_told
from survey.web.questionnaires.typed.conditions import (
    FACT,
    HOWS,
    RULE,
    fill_condition,
    how_typed,
    hows_of,
    read_condition,
)
from survey.web.questionnaires.typed.fields import Problems, Typed
from survey.web.questionnaires.typed.rows import Row, numbered, with_rows

GONE = say("An answer that was removed")
ONLY_FACTS = [(f"{FACT}{code}", say("A fact: {fact}", fact=words)) for code, words in FACTS_IN_WORDS.items()]


@bp.route("/pages/<code>/", methods=["GET", "POST"])
@staff(Act.BUILD)
def page(slug: str, code: str) -> View:
    """The form of a page."""
    at = making(slug)
    address = url_for("questionnaires.page", slug=slug, code=code)
    part = Part(
        template="page",
        blank=Page(code, ()),
        find=lambda questionnaire: questionnaire.page(code),
        fill=lambda found: {"title": found.title} | fill_condition(found.when),
        read=lambda typed, found, _now: _read(at, typed, found),
        put=lambda now, made: building.put_page(now, _on(now, made)),
        words=lambda found: page_told(found, at.asked),
        then=lambda _made: url_for("questionnaires.index", slug=slug, _anchor=f"page-{code}"),
        address=lambda _made: address,
        shown=lambda found, texts, _drawn: _shown(at, found, texts),
        act=_after_act,
    )
    return edit(at, part)


def _on(now: Questionnaire, made: Page) -> Page:
    """The page with the questions that it has by now."""
    return replace(made, questions=building.page(now, made.code).questions)


def _read(at: Making, typed: Typed, found: Page) -> tuple[Page | None, Problems]:
    when, problems = read_condition(typed, _earlier(at, found), before=found.when)
    return (None if problems else replace(found, title=typed.get("title", ""), when=when)), problems


def _earlier(at: Making, found: Page) -> dict[str, Question]:
    """The questions of earlier pages that it may look at, with the places of the deployment as options."""
    earlier: dict[str, Question] = {}
    for section in at.asked.sections:
        for page in section.pages:
            if page.code == found.code:
                apart = kept_from(at.asked, section.kind)
                return {code: question for code, question in earlier.items() if code not in apart}
            earlier |= {question.code: question for question in page.questions if question.asks}
    return earlier


def _after_act(typed: Typed, _found: Page) -> dict[str, str]:
    """The form after a button that saves nothing: one more rule, one less, or its answers to choose from."""
    what, _space, number = typed.get("do", "").partition(" ")
    done = {name: text for name, text in typed.items() if name != "do"}
    rows = [row for _number, row in numbered(typed, RULE)]
    if what == "remove" and number.isdigit():
        rows = [row for place, row in numbered(typed, RULE) if place != int(number)]
    return with_rows(done, RULE, [*rows, {"about": ""}] if what == "add" else rows)


def _shown(at: Making, found: Page, texts: Typed) -> Mapping[str, Any]:
    earlier = _earlier(at, found)
    abouts = [(code, name_of(question)) for code, question in earlier.items()] + ONLY_FACTS
    listed = [row for _number, row in numbered(texts, RULE)]
    asked_for = [{}] if texts.get(f"{RULE}-{len(listed) + 1}-about") == "" or not listed else []
    return {
        "abouts": abouts,
        "rules": [_rule(n, row, earlier) for n, row in enumerate([*listed, *asked_for], start=1)],
        "kept": condition_in_words(found.when, at.asked) if found.when else "",
        "todo": at_place(at.problems, page=found.code),
        "questions": [(question.code, name_of(question)) for question in found.questions],
    }


def _rule(number: int, row: Row, earlier: Mapping[str, Question]) -> dict[str, Any]:
    """What a rule's row shows: the ways to look at its question, and the answers to choose from."""
    about = row.get("about", "")
    how = how_typed(row, earlier)
    options = {option.code: option.label for option in earlier[about].counted} if about in earlier else {}
    ticked = [name.removeprefix("is-") for name in row if name.startswith("is-")]
    options |= {code: GONE for code in ticked if about in earlier and code not in options}
    return {
        "name": f"{RULE}-{number}",
        "number": number,
        "row": row,
        "how": how,
        "hows": [(name, HOWS[name]) for name in hows_of(about, earlier)],
        "options": options if "is" in hows_of(about, earlier) else {},
        "takes_number": "at-least" in hows_of(about, earlier),
        "gone": bool(about) and not how,
    }
