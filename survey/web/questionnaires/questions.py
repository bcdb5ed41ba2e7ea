"""Adding and changing a question: its type, its form, and how residents see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import abort, request, url_for

from survey.domain.accounts import Act
from survey.domain.deployments.plan import FACTS
from survey.domain.evidence import Stance
from survey.domain.questionnaires import building, locking
from survey.domain.questionnaires.kinds import TYPES
from survey.domain.questionnaires.questions import Choice, Question, Questionnaire
from survey.domain.wording import message, say
from survey.store.deployments import register
from survey.web.access import staff
from survey.web.database import db
from survey.web.forms import View
from survey.web.questionnaires.blueprint import bp
from survey.web.questionnaires.describing import at_place, name_of
from survey.web.questionnaires.editing import Part, edit
from survey.web.questionnaires.inline_preview import preview_of
from survey.web.questionnaires.making import Making, making, render
from survey.web.questionnaires.placing import Place, new_code, put
from survey.web.questionnaires.telling import question_told
from survey.web.questionnaires.typed.fields import Problems, Typed
from survey.web.questionnaires.typed.questions import (
    FACT,
    after_act,
    coded,
    fill_question,
    kind_typed,
    new_question,
    read_question,
    tidied,
)
from survey.web.questionnaires.typed.rows import rows_shown
from survey.web.questionnaires.typed.table import FORMS, GROUPS

STATEMENTS = {
    Stance.FOR: say("Arguments for"),
    Stance.AGAINST: say("Arguments against"),
    Stance.NEITHER: say("Other facts and figures"),
}
LOCKED = say("Its wording is locked. Unlock it first, and say why.")


@bp.get("/new-question/")
@staff(Act.BUILD)
def choose_type(slug: str) -> str:
    """All types, each with what it is for."""
    at, place = making(slug), Place.sent(request.args)
    types = {group: [(kind, form) for kind, form in FORMS.items() if form.group == group] for group in GROUPS}
    return render("choose_type", at, types=types, place=place.named, said=_place_in_words(at, place))


@bp.route("/new-question/<kind>/", methods=["GET", "POST"])
@staff(Act.BUILD)
def add_question(slug: str, kind: str) -> View:
    """A form for a question that is not there yet."""
    kind = kind.replace("-", "_")
    if kind not in TYPES:
        abort(404)
    at = making(slug)
    return edit(at, _part(at, new_question(kind), Place.sent(request.args), is_new=True))


@bp.route("/questions/<code>/", methods=["GET", "POST"])
@staff(Act.BUILD)
def question(slug: str, code: str) -> View:
    """The form of a question."""
    at = making(slug)
    found = _find(at.questionnaire, code)
    home = building.page_of(at.questionnaire, code).code if found else request.form.get("home", "")
    kind = request.form.get("kind", "")
    blank = replace(new_question(kind if kind in TYPES else "long_text"), code=code)
    return edit(at, _part(at, found or blank, Place(page=home), is_new=False))


def _find(questionnaire: Questionnaire, code: str) -> Question | None:
    return next((one for one in questionnaire.questions if one.code == code), None)


def _part(at: Making, blank: Question, place: Place, *, is_new: bool) -> Part:
    def then(question: Question) -> str:
        anchor = {"_anchor": f"question-{question.code}"} if question.code else {}
        return url_for("questionnaires.index", slug=at.slug, **anchor)

    return Part(
        template="question",
        blank=blank,
        find=lambda questionnaire: None if is_new else _find(questionnaire, blank.code),
        fill=fill_question,
        read=_read,
        put=lambda questionnaire, made: put(questionnaire, made, place),
        words=question_told,
        then=then,
        address=lambda made: url_for("questionnaires.question", slug=at.slug, code=made.code),
        shown=lambda thing, texts, drawn: _shown(at, place, thing, texts=texts, drawn=drawn),
        tidy=tidied,
        act=after_act,
        coded=coded,
        is_new=is_new,
        comes_back=True,
    )


def _read(typed: Typed, before: Question, questionnaire: Questionnaire) -> tuple[Question | None, Problems]:
    read = read_question(typed, before)
    made = read.question
    if made is None:
        return None, read.problems
    if not made.code:
        made = replace(made, code=new_code(questionnaire, made))
    if locking.breaks_lock(before, made):
        return None, {"": LOCKED}
    return made, {}


def _shown(
    at: Making, place: Place, thing: Question, *, texts: Typed, drawn: Question
) -> Mapping[str, Any]:
    """What the page needs besides the fields themselves."""
    kind = kind_typed(texts, thing)
    there = bool(thing.code) and _find(at.questionnaire, thing.code) is not None
    return {
        "form": FORMS[kind],
        "kind": kind,
        "becomes": [(other, FORMS[other].name) for other in FORMS[kind].becomes] if there else (),
        "rows_shown": rows_shown,
        "facts": _facts(at, thing),
        "facts_chosen": any(name.startswith(FACT) for name in texts),
        "earlier": _earlier(at, place, thing),
        "todo": at_place(at.problems, question=thing.code) if there else (),
        "preview": preview_of(at, drawn) if drawn.text else "",
        "home": place.page,
        "place": _place_in_words(at, place),
        "pages": [(page.code, name_of(page)) for page in at.questionnaire.pages] if there else (),
    }


def _facts(at: Making, thing: Question) -> list[tuple[str, list[tuple[str, str]]]]:
    """What may stand beside the question: group, then code and words of each fact or statement."""
    consultation = at.consultation
    revision = register.consulted_on(
        db(), consultation.deployment_id, number=consultation.deployment_revision
    )
    groups = [(group, list(labels.items())) for group, labels in FACTS.items()]
    for stance in Stance:
        statements = [(one.code, one.title) for one in revision.evidence.of(stance)]
        groups.append((STATEMENTS[stance], statements))
    known = {code for _group, listed in groups for code, _words in listed}
    no_more = say("Not in the register any more")
    gone = [(code, say("A fact that was removed")) for code in thing.facts if code not in known]
    return [(group, listed) for group, listed in (*groups, (no_more, gone)) if listed]


def _earlier(at: Making, place: Place, thing: Question) -> list[tuple[str, str]]:
    """The questions whose answers can be put into this one: code and words."""
    before: list[tuple[str, str]] = []
    for page in at.questionnaire.pages:
        if page.code == place.page or any(one.code == thing.code for one in page.questions):
            return before
        opinion = at.questionnaire.section_of(page).kind == "opinion"
        before += [(q.code, name_of(q)) for q in page.questions if opinion and isinstance(q, Choice)]
        if page.code == place.after:
            return before
    return before


def _place_in_words(at: Making, place: Place) -> str:
    """Where a new question will stand, within a sentence."""
    page = at.questionnaire.page(place.page) or at.questionnaire.page(place.after)
    if page:
        words = message("on the page “{name}”") if place.page else message("after “{name}”")
        return say(words, name=name_of(page))
    section = next((one for one in at.questionnaire.sections if one.code == place.section), None)
    return say("at the end of “{name}”", name=section.title) if section else say("at the end")
