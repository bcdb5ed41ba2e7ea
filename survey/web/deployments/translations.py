"""The texts of a deployment in other languages. Residents see a translation once somebody has checked it."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.languages import known
from survey.domain.wording import say
from survey.store import consultations
from survey.store.deployments.register import Deployment
from survey.store.translating.content import content_now
from survey.store.translating.translations import languages_of
from survey.web.access import staff
from survey.web.database import db
from survey.web.deployments.blueprint import bp
from survey.web.deployments.editing import entry_of
from survey.web.deployments.preparing import deployment_or_404
from survey.web.forms import View, uploads
from survey.web.translating import exchange
from survey.web.translating.desk import Desk
from survey.web.translating.exchange import LARGEST_FORM
from survey.web.translating.overview import show_language, standings
from survey.web.translating.side_by_side import side_by_side


def _desk(deployment: Deployment) -> Desk:
    """The revision in preparation, else the newest."""
    name = entry_of(deployment).plan.name
    crumbs = [
        (say("Consultations to organise"), url_for("organise.index")),
        (say("Deployments to keep"), url_for("register.index")),
        (name, url_for("register.show", slug=deployment.slug)),
    ]
    return Desk(
        blueprint=bp.name,
        slug=deployment.slug,
        name=name,
        act=Act.KEEP_REGISTER,
        contents=(content_now(db(), deployment),),
        titles={},
        shown={"crumbs": crumbs},
    )


@bp.get("/<slug>/translations/")
@staff(Act.KEEP_REGISTER)
def translations(slug: str) -> View:
    """The languages in which there is anything, or in which a consultation about it is offered."""
    deployment = deployment_or_404(slug)
    desk = _desk(deployment)
    begun = known([request.args.get("language", "")])
    if begun:
        return redirect(desk.address("translation_language", language=begun[0].code))
    codes = {code for one in consultations.about(db(), deployment.id) for code in one.languages}
    codes.update(languages_of(db(), desk.contents[0].subject))
    shown = [one.code for one in known(codes) if one.code != desk.own.code]
    return render_template(
        "translating/deployment.html",
        desk=desk,
        standings=standings(desk, shown),
        others=[one for one in desk.languages if one.code not in shown],
        **desk.shown,
    )


@bp.get("/<slug>/translations/<language>/")
@staff(Act.KEEP_REGISTER)
def translation_language(slug: str, language: str) -> str:
    """The parts of one language, and its files."""
    desk = _desk(deployment_or_404(slug))
    return show_language(desk, desk.language(language))


@bp.route("/<slug>/translations/<language>/<part>/", methods=["GET", "POST"])
@staff(Act.KEEP_REGISTER)
def translation_part(slug: str, language: str, part: str) -> View:
    """One part side by side."""
    desk = _desk(deployment_or_404(slug))
    return side_by_side(desk, desk.language(language), part)


@bp.get("/<slug>/translations/<language>/texts.xlf", defaults={"kind": "xlf"})
@bp.get("/<slug>/translations/<language>/texts.xlsx", defaults={"kind": "xlsx"})
@staff(Act.KEEP_REGISTER)
def translation_file(slug: str, language: str, kind: str) -> View:
    """The texts for a translator."""
    desk = _desk(deployment_or_404(slug))
    return exchange.export(desk, desk.language(language), kind)


@bp.post("/<slug>/translations/<language>/import/")
@staff(Act.KEEP_REGISTER)
@uploads(LARGEST_FORM)
def translation_import(slug: str, language: str) -> View:
    """What a translator's file would change."""
    desk = _desk(deployment_or_404(slug))
    return exchange.preview(desk, desk.language(language))


@bp.post("/<slug>/translations/<language>/accept/")
@staff(Act.KEEP_REGISTER)
@uploads(LARGEST_FORM)
def translation_accept(slug: str, language: str) -> View:
    """Keeps what was shown."""
    desk = _desk(deployment_or_404(slug))
    return exchange.accept(desk, desk.language(language))
