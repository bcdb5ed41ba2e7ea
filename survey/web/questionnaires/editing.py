"""A form about one section, page or question: shown, saved by hand or by itself, never over somebody else.

The form carries a mark of the thing that it was made from. Where that is another one by now, nothing is
overwritten: what differs is shown, and saving is a decision. Where only other parts changed, it is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, jsonify, make_response, redirect, request
from werkzeug.wrappers import Response

from survey.domain.questionnaires import building
from survey.domain.questionnaires.definition import read
from survey.domain.questionnaires.questions import Page, Question, Questionnaire, Section
from survey.domain.wording import say
from survey.store.questionnaires import next_versions
from survey.web.database import db
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, sent, token_problem
from survey.web.questionnaires.describing import differences, name_of, short
from survey.web.questionnaires.history import ADDED, CHANGED
from survey.web.questionnaires.making import Making, render, texts_typed
from survey.web.questionnaires.saving import keep
from survey.web.questionnaires.typed.fields import Problems, Typed
from survey.web.translated_templates import said

Thing = Section | Page | Question
NEW, GONE = "new", "gone"
NOT_FOUND = 404
MOST_STEPS = 60


class ClashError(Exception):
    """Somebody changed the same thing in between. `theirs` is what they left, or none."""

    def __init__(self, theirs: Thing | None) -> None:
        super().__init__()
        self.theirs = theirs


@dataclass(frozen=True)
class Part:
    """What one page edits.

    `find` gives it, or none; `blank` stands in for what is not there. `act` answers buttons that save
    nothing; `coded` gives rows their codes before saving. `read` gives the thing and what is wrong. `put`
    puts it in, or adds it; with `comes_back` also where somebody removed it. `words` tell it field by field.
    """

    template: str
    blank: Thing
    find: Callable[[Questionnaire], Thing | None]
    fill: Callable[[Thing], dict[str, str]]
    read: Callable[[Typed, Thing, Questionnaire], tuple[Thing | None, Problems]]
    put: Callable[[Questionnaire, Thing], Questionnaire]
    words: Callable[[Thing], Mapping[str, str]]
    then: Callable[[Thing], str]
    address: Callable[[Thing], str]
    shown: Callable[[Thing, Typed, Thing | None], Mapping[str, Any]]
    tidy: Callable[[Typed, Thing], dict[str, str]] = lambda typed, _thing: dict(typed)
    act: Callable[[Typed, Thing], dict[str, str]] = lambda typed, _thing: dict(typed)
    coded: Callable[[Typed, Thing], dict[str, str]] = lambda typed, _thing: dict(typed)
    is_new: bool = False
    comes_back: bool = False


def bare(thing: Thing) -> Thing:
    """The thing without what has a page of its own, which is somebody else's change."""
    if isinstance(thing, Section):
        return replace(thing, pages=())
    return replace(thing, questions=()) if isinstance(thing, Page) else thing


def mark_of(thing: Thing | None) -> str:
    """What a form that was made from this carries."""
    return building.mark(bare(thing)) if thing else GONE


def edit(at: Making, part: Part) -> View:
    """The page of a part: shows it, or saves what was typed and goes on."""
    thing = part.find(at.questionnaire)
    if request.method == "GET":
        if thing is None and not part.is_new:
            abort(NOT_FOUND)
        start = thing or part.blank
        return _show(at, part, part.fill(start), mark=NEW if part.is_new else mark_of(thing), drawn=start)
    if thing is None and not part.is_new and not part.comes_back:
        abort(_too_late(at))
    texts = part.tidy(sent(), thing or part.blank)
    if "do" in texts:
        texts = part.act(texts, thing or part.blank)
        return _show(at, part, texts, mark=texts.get("mark", ""), drawn=_drawn(at, part, texts), unsaved=True)
    return _save(at, part, texts)


def _too_late(at: Making) -> Response:
    page = render("gone", at, texts=texts_typed())
    return make_response(page, CONFLICT)


def _drawn(at: Making, part: Part, texts: Typed) -> Thing:
    """What a preview can show: what was typed, or as long as that cannot be, what is there."""
    thing = part.find(at.questionnaire)
    made, _problems = part.read(texts, thing or part.blank, at.questionnaire)
    return made or thing or part.blank


def _save(at: Making, part: Part, texts: dict[str, str]) -> View:
    by_itself = bool(texts.pop("autosave", ""))
    texts = part.coded(texts, part.find(at.questionnaire) or part.blank)
    made, problems = part.read(texts, part.find(at.questionnaire) or part.blank, at.questionnaire)
    problems = token_problem() | problems
    if made is None or problems:
        return _refused(at, part, texts, problems, by_itself=by_itself)
    called = short(texts.get("called", "")) or name_of(made)
    words = say(ADDED if part.is_new else CHANGED, name=called)
    done: list[Thing] = []
    try:
        refused = keep(at, lambda now: _applied(part, texts, now, done=done), words, joins=by_itself)
    except ClashError as clash:
        return _clash(at, part, texts, clash.theirs, by_itself=by_itself)
    if refused:
        return _refused(at, part, texts, {"": refused}, by_itself=by_itself)
    return _saved(part, texts, done[-1], by_itself=by_itself)


def _applied(part: Part, texts: Typed, now: Questionnaire, *, done: list[Thing]) -> Questionnaire:
    """The questionnaire with what was typed. Raises where somebody changed the same thing meanwhile."""
    there = part.find(now)
    made, _problems = part.read(texts, there or part.blank, now)
    if made is None:
        raise ClashError(there)
    unchanged = there is not None and bare(there) == bare(made)
    if texts.get("mark") != (NEW if part.is_new else mark_of(there)) and not unchanged:
        raise ClashError(there)
    done.append(made)
    return now if unchanged else part.put(now, made)


def _refused(at: Making, part: Part, texts: Typed, problems: Problems, *, by_itself: bool) -> View:
    if by_itself:
        return jsonify(saved=False, problems=[said(problem) for problem in problems.values()])
    drawn = _drawn(at, part, texts)
    page = _show(at, part, texts, mark=texts.get("mark", ""), drawn=drawn, problems=problems, unsaved=True)
    return page, UNPROCESSABLE


def _saved(part: Part, texts: Typed, made: Thing, *, by_itself: bool) -> View:
    if by_itself:
        codes = {name: text for name, text in texts.items() if name.endswith("-code")}
        return jsonify(saved=True, mark=mark_of(made), codes=codes, address=part.address(made))
    return redirect(part.address(made) if texts.get("then") == "stay" else part.then(made))


def _clash(at: Making, part: Part, texts: Typed, theirs: Thing | None, *, by_itself: bool) -> View:
    if by_itself:
        return jsonify(saved=False, clash=True, name=at.row.edited_by)
    now = at.row.questionnaire
    mine, _problems = part.read(texts, theirs or part.blank, now)
    lines = _compared(at, part, texts, (mine, theirs))
    shown = {"clash": lines, "removed": theirs is None, "unsaved": True}
    fresh = Making(at.consultation, at.row)
    page = _show(fresh, part, texts, mark=mark_of(theirs), drawn=mine or theirs or part.blank, **shown)
    return page, CONFLICT


def _compared(
    at: Making, part: Part, texts: Typed, both: tuple[Thing | None, Thing | None]
) -> list[tuple[str, str | None, str, str]]:
    """Field by field where mine and theirs differ: its label, what it was if that is known, theirs, mine."""
    mine, theirs = (part.words(thing) if thing else {} for thing in both)
    was = _opened(at, part, texts.get("mark", ""))
    before = part.words(was) if was else None
    labels = differences(mine, theirs)
    olds = [before.get(label, "") if before is not None else None for label in labels]
    rows = zip(labels, olds, strict=True)
    return [(label, old, theirs.get(label, ""), mine.get(label, "")) for label, old in rows]


def _opened(at: Making, part: Part, mark: str) -> Thing | None:
    """The thing as it was when the form was opened, if a step still has it."""
    for step in next_versions.steps_of(db(), at.row, most=MOST_STEPS):
        thing = part.find(read(step.definition))
        if thing is not None and mark_of(thing) == mark:
            return thing
    return None


def _show(at: Making, part: Part, texts: Typed, *, mark: str, drawn: Thing, **shown: Any) -> str:  # noqa: ANN401 - template variables
    thing = part.find(at.questionnaire)
    page = {
        "typed": texts,
        "mark": mark,
        "called": texts.get("called") or (name_of(thing) if thing else ""),
        "is_new": part.is_new,
        "thing": thing,
        "then": part.then(thing or part.blank),
    }
    return render(part.template, at, **(page | dict(part.shown(thing or part.blank, texts, drawn)) | shown))
