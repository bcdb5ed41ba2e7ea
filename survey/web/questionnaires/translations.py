"""The texts of a consultation and its questions in other languages: which are offered, how far each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.consultations import Phase
from survey.domain.languages import known
from survey.domain.translating.progress import Progress
from survey.domain.wording import say
from survey.store.consultations import Consultation
from survey.store.translating.content import (
    ASKED,
    content_of_consultation,
    content_of_questionnaire,
    content_still_asked,
    contents_of,
    deployment_of,
    questionnaire_of,
)
from survey.store.translating.publishing import Hindrance, NotPublished, publish
from survey.web.access import staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, sent_text, token_problem, uploads
from survey.web.planning.entering import planned_or_404
from survey.web.questionnaires.blueprint import bp
from survey.web.translating import exchange
from survey.web.translating.desk import Desk
from survey.web.translating.exchange import LARGEST_FORM
from survey.web.translating.hindering import by_language
from survey.web.translating.overview import show_language, standings
from survey.web.translating.side_by_side import side_by_side

LONGEST_NOTE = 500
NO_NOTE = say("Write what was corrected or added, in a sentence or two. It is published")
NOTE_TOO_LONG = say("Shorten it to {most} characters or less", most=LONGEST_NOTE)
CLOSED = say("The consultation was closed meanwhile.")
UNFINISHED = say("Some texts cannot be published as they are translated. They are listed above")
STALE = say(
    "Somebody changed the languages since you opened this page, so nothing was saved. "
    "Look at what is chosen now, and choose once more."
)
STILL_ASKED = say("Questions: words that are asked now, and will be others")


def _desk(consultation: Consultation) -> Desk:
    """The consultation's own texts, and its questions section by section."""
    questionnaire = questionnaire_of(db(), consultation)
    sections = questionnaire.sections if questionnaire else ()
    announced = consultation.phase(today()) is not Phase.DRAFT
    view = "organise.show" if announced else "planning.tasks"
    crumbs = [
        (say("Consultations to organise"), url_for("organise.index")),
        (consultation.title, url_for(view, slug=consultation.slug)),
    ]
    return Desk(
        blueprint=bp.name,
        slug=consultation.slug,
        name=consultation.title,
        act=Act.TRANSLATE,
        contents=(
            content_of_questionnaire(db(), consultation),
            content_of_consultation(db(), consultation),
            content_still_asked(db(), consultation),
        ),
        titles={f"questionnaire-{section.code}": _titled(section.title) for section in sections}
        | {f"questionnaire-{ASKED}": STILL_ASKED},
        shown={"crumbs": crumbs},
    )


def _titled(section: str) -> str:
    """A part's title; a section of an import without titles is called so already."""
    return section if section == "Questions" else say("Questions: {section}", section=section)


@bp.route("/translations/", methods=["GET", "POST"])
@staff(Act.TRANSLATE)
def translations(slug: str) -> View:
    """The languages on offer and how far each is. Once it is announced, a change is published with a note."""
    consultation = planned_or_404(slug, Act.TRANSLATE)
    desk = _desk(consultation)
    if request.method == "GET":
        return _show(desk, consultation, list(consultation.languages), {})
    announced = consultation.phase(today()) is not Phase.DRAFT
    problems = token_problem() | (_problems_with_note() if announced else {})
    chosen = [one.code for one in known(request.form.getlist("languages")) if one.code != desk.own.code]
    if problems:
        return _show(desk, consultation, chosen, problems), UNPROCESSABLE
    if request.form.get("was") != _mark(consultation):
        return _show(desk, consultation, list(consultation.languages), {"": STALE}), CONFLICT
    if not announced:
        consultation.languages = chosen
        return _done(desk, chosen)
    try:
        publish(db(), consultation, chosen, note=sent_text("note"), today=today())
    except NotPublished as refused:
        db().rollback()
        problems = {"languages": UNFINISHED} if refused.hindrances else {"": CLOSED}
        return _show(desk, consultation, chosen, problems, refused.hindrances), UNPROCESSABLE
    return _done(desk, list(consultation.languages))


def _done(desk: Desk, chosen: list[str]) -> View:
    desk.audit(", ".join(chosen) or "no other language")
    return redirect(desk.address("translations", saved="yes"))


def _mark(consultation: Consultation) -> str:
    """Which languages the form was made from."""
    return " ".join(consultation.languages)


def _problems_with_note() -> dict[str, str]:
    """Once it is announced, everyone is told why."""
    if not sent_text("note"):
        return {"note": NO_NOTE}
    return {"note": NOTE_TOO_LONG} if len(sent_text("note")) > LONGEST_NOTE else {}


def _plans(desk: Desk, consultation: Consultation, codes: list[str]) -> dict[str, Progress]:
    """How far the texts of the plan are, by language: residents read them with the questions."""
    plan = replace(desk, contents=contents_of(db(), consultation)[-1:])
    return {one.language.code: one.progress for one in standings(plan, codes)}


def _show(
    desk: Desk,
    consultation: Consultation,
    chosen: list[str],
    problems: dict[str, str],
    hindrances: Sequence[Hindrance] = (),
) -> str:
    announced = consultation.phase(today()) is not Phase.DRAFT
    codes = [one.code for one in known(chosen) if one.code != desk.own.code]
    return render_template(
        "translating/consultation.html",
        desk=desk,
        deployment=deployment_of(db(), consultation),
        announced=announced,
        standings=standings(desk, codes),
        plans=_plans(desk, consultation, codes),
        chosen=chosen,
        problems=problems,
        untranslated=by_language(hindrances),
        was=_mark(consultation),
        fixed=consultation.languages if announced else [],
        note=sent_text("note"),
        saved="saved" in request.args,
        **desk.shown,
    )


@bp.get("/translations/<language>/")
@staff(Act.TRANSLATE)
def translation_language(slug: str, language: str) -> str:
    """The parts of one language, and its files."""
    desk = _desk(planned_or_404(slug, Act.TRANSLATE))
    return show_language(desk, desk.language(language))


@bp.route("/translations/<language>/<part>/", methods=["GET", "POST"])
@staff(Act.TRANSLATE)
def translation_part(slug: str, language: str, part: str) -> View:
    """One part side by side."""
    desk = _desk(planned_or_404(slug, Act.TRANSLATE))
    return side_by_side(desk, desk.language(language), part)


@bp.get("/translations/<language>/texts.xlf", defaults={"kind": "xlf"})
@bp.get("/translations/<language>/texts.xlsx", defaults={"kind": "xlsx"})
@staff(Act.TRANSLATE)
def translation_file(slug: str, language: str, kind: str) -> View:
    """The texts for a translator."""
    desk = _desk(planned_or_404(slug, Act.TRANSLATE))
    return exchange.export(desk, desk.language(language), kind)


@bp.post("/translations/<language>/import/")
@staff(Act.TRANSLATE)
@uploads(LARGEST_FORM)
def translation_import(slug: str, language: str) -> View:
    """What a translator's file would change."""
    desk = _desk(planned_or_404(slug, Act.TRANSLATE))
    return exchange.preview(desk, desk.language(language))


@bp.post("/translations/<language>/accept/")
@staff(Act.TRANSLATE)
@uploads(LARGEST_FORM)
def translation_accept(slug: str, language: str) -> View:
    """Keeps what was shown."""
    desk = _desk(planned_or_404(slug, Act.TRANSLATE))
    return exchange.accept(desk, desk.language(language))
