"""The texts of an outcome in the other languages of its consultation.

They are translated as the consultation is, on the same pages and by the same files. Residents read a
translation once somebody has checked it, of a published version too: what it says in its own language stays.
"""

from __future__ import annotations

from flask import render_template, url_for

from survey.domain.accounts import Act
from survey.domain.languages import known
from survey.domain.wording import say
from survey.store import outcomes
from survey.store.consultations import Consultation
from survey.store.translating.content import content_of_outcome
from survey.web.access import staff
from survey.web.database import db
from survey.web.forms import View, uploads
from survey.web.outcomes.blueprint import KEEPING, bp, kept_or_404
from survey.web.translating import exchange
from survey.web.translating.desk import Desk
from survey.web.translating.exchange import LARGEST_FORM
from survey.web.translating.overview import Standing, show_language, standings
from survey.web.translating.side_by_side import side_by_side

PAGES = f"{KEEPING}/translations"


def _desk(consultation: Consultation) -> Desk:
    """What the council wrote, in each language that its consultation was offered in."""
    crumbs = [
        (say("Consultations to organise"), url_for("organise.index")),
        (consultation.title, url_for("organise.show", slug=consultation.slug)),
        (say("Outcome"), url_for("outcomes.tasks", slug=consultation.slug)),
    ]
    return Desk(
        blueprint=bp.name,
        slug=consultation.slug,
        name=consultation.title,
        act=Act.KEEP_OUTCOME,
        contents=(content_of_outcome(db(), consultation),),
        titles={},
        shown={"crumbs": crumbs},
        offered=consultation.languages,
    )


def how_far(consultation: Consultation) -> list[Standing]:
    """How far the outcome is in each other language of the consultation."""
    desk = _desk(consultation)
    codes = [one.code for one in known(consultation.languages) if one.code != desk.own.code]
    return standings(desk, codes)


@bp.get(f"{PAGES}/")
@staff(Act.KEEP_OUTCOME)
def translations(slug: str) -> str:
    """The languages, and how far the outcome is in each."""
    consultation = kept_or_404(slug)
    desk = _desk(consultation)
    return render_template(
        "outcomes/translations.html",
        desk=desk,
        consultation=consultation,
        standings=how_far(consultation),
        draft=outcomes.draft_of(db(), consultation),
        **desk.shown,
    )


@bp.get(f"{PAGES}/<language>/")
@staff(Act.KEEP_OUTCOME)
def translation_language(slug: str, language: str) -> str:
    """The parts of one language, and its files."""
    desk = _desk(kept_or_404(slug))
    return show_language(desk, desk.language(language))


@bp.route(f"{PAGES}/<language>/<part>/", methods=["GET", "POST"])
@staff(Act.KEEP_OUTCOME)
def translation_part(slug: str, language: str, part: str) -> View:
    """One part side by side."""
    desk = _desk(kept_or_404(slug))
    return side_by_side(desk, desk.language(language), part)


@bp.get(f"{PAGES}/<language>/texts.xlf", defaults={"kind": "xlf"})
@bp.get(f"{PAGES}/<language>/texts.xlsx", defaults={"kind": "xlsx"})
@staff(Act.KEEP_OUTCOME)
def translation_file(slug: str, language: str, kind: str) -> View:
    """The texts for a translator."""
    desk = _desk(kept_or_404(slug))
    return exchange.export(desk, desk.language(language), kind)


@bp.post(f"{PAGES}/<language>/import/")
@staff(Act.KEEP_OUTCOME)
@uploads(LARGEST_FORM)
def translation_import(slug: str, language: str) -> View:
    """What a translator’s file would change."""
    desk = _desk(kept_or_404(slug))
    return exchange.preview(desk, desk.language(language))


@bp.post(f"{PAGES}/<language>/accept/")
@staff(Act.KEEP_OUTCOME)
@uploads(LARGEST_FORM)
def translation_accept(slug: str, language: str) -> View:
    """Keeps what was shown."""
    desk = _desk(kept_or_404(slug))
    return exchange.accept(desk, desk.language(language))
