"""Following by email: asking for it, confirming it, and leaving.

No form here carries a token. A token keeps another site from using what a browser may do; here it may do
nothing: anyone may ask for a mail to any address, which gets one a day at most, and confirming and leaving
take the secret in the address of the page. Opening a page changes nothing: mail scanners open links.
"""

from __future__ import annotations

import os
from dataclasses import replace

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from wtforms import StringField

from survey.domain.consultations import Phase
from survey.domain.following import (
    Follower,
    Mail,
    OpenConsultation,
    Site,
    decision_mail,
    email_problem,
    read_leave_token,
    tidy_email,
)
from survey.domain.wording import say
from survey.settings import Settings
from survey.store import consultations, following
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.store.deployments.register import DeploymentRevision
from survey.store.following import Subscription, Wish
from survey.web.access import from_anywhere, public
from survey.web.catalogues import catalogue_of
from survey.web.clock import today
from survey.web.database import db
from survey.web.forms import UNPROCESSABLE, Form, View, typed, uploads
from survey.web.languages import current_language

bp = Blueprint("following", __name__, url_prefix="/follow")

NOT_FOUND = 404
# A mail program that leaves for its owner sends a short form, and is asked to send it in parts.
LARGEST_LEAVE = 4096
EVERYTHING = say("Every deployment in the register, also those added later")
NOTHING_TICKED = say("Tick at least one deployment.")


class FollowForm(Form):
    """An address, as somebody typed it."""

    class Meta(Form.Meta):
        csrf = False

    email = StringField("Email address", filters=(typed,))


def site() -> Site:
    """This installation, as mails and feeds name it."""
    settings: Settings = current_app.config["SETTINGS"]
    return Site(settings.base_url, settings.council, settings.secret_key)


def _site_in_language() -> Site:
    """The same for a mail that answers this page at once: in its language, with links to pages in it."""
    own, language = site(), current_language()
    prefix = f"/{language.prefix}" if language.prefix else ""
    return replace(own, base_url=f"{own.base_url}{prefix}", catalogue=catalogue_of(language))


def notify(revision: DeploymentRevision) -> int:
    """Queues a mail for everyone who follows the deployment; returns how many. Call it when publishing."""
    about = consultations.about(db(), revision.deployment_id)
    asking = [OpenConsultation(one.title, one.slug) for one in about if one.phase(today()) is Phase.OPEN]
    return following.notify_of_revision(
        db(), revision, site=site(), today=today(), random_bytes=os.urandom, consultations=asking
    )


def notify_of_decision(consultation: Consultation, number: int) -> int:
    """Queues a mail about what the council has just decided after that revision; returns how many."""
    revision = register.consulted_on(db(), consultation.deployment_id, number=number)
    entry = consultations.log_of(db(), consultation)[-1].text
    asked = OpenConsultation(consultation.title, consultation.slug)
    name = revision.plan.name

    def make(follower: Follower) -> Mail:
        return decision_mail(site(), follower, name=name, consultation=asked, text=entry)

    slug = revision.deployment.slug
    return following.notify(db(), slug, make, today=today(), random_bytes=os.urandom)


@bp.get("/")
@public
def follow() -> str:
    """Where to ask for mails. A link from a deployment ticks that one alone."""
    names = _names()
    wanted = request.args.get("deployment", "")
    return _show(names, email="", ticked={wanted} & names.keys() or set(names))


@bp.post("/")
@public
def ask() -> View:
    """Sends the mail that confirms. The answer is the same whether the address was known or not."""
    names = _names()
    email = tidy_email(FollowForm().email.data or "")
    ticked = set(request.form.getlist("deployments")) & names.keys()
    found = {"email": email_problem(email), "deployments": NOTHING_TICKED if names and not ticked else ""}
    problems = {key: problem for key, problem in found.items() if problem}
    if problems:
        return _show(names, email=email, ticked=ticked, problems=problems), UNPROCESSABLE
    wish = _wish(email, names, ticked)
    following.ask(db(), wish, site=_site_in_language(), today=today(), random_bytes=os.urandom)
    return redirect(url_for("following.asked"))


def _wish(email: str, names: dict[str, str], ticked: set[str]) -> Wish:
    if ticked == names.keys():
        return Wish(email, {"": EVERYTHING}, everything=True)
    return Wish(email, {slug: names[slug] for slug in sorted(ticked)}, everything=False)


@bp.get("/asked/")
@public
def asked() -> str:
    """What happens next. It does not know the address."""
    return render_template("following/asked.html")


@bp.route("/confirm/<token>/", methods=["GET", "POST"])
@public
def confirm(token: str) -> View:
    """One button, and what it did."""
    waiting = following.of_link(db(), token, today=today())
    if waiting is None:
        return render_template("following/gone.html"), NOT_FOUND
    if request.method == "POST":
        following.confirm(db(), waiting, today=today())
    names = _names_of(waiting)
    page = "confirm" if waiting.confirmed_on is None and request.method != "POST" else "confirmed"
    return render_template(f"following/{page}.html", names=names, token=token)


@bp.route("/leave/<token>/", methods=["GET", "POST"])
@public
@from_anywhere
@uploads(LARGEST_LEAVE)
def leave(token: str) -> View:
    """One button, or one press in a mail program; then the address is deleted."""
    number = read_leave_token(site().secret_key, token)
    if number is None:
        return render_template("following/gone.html"), NOT_FOUND
    if request.method == "POST":
        following.leave(db(), number)
        return render_template("following/left.html")
    page = "leave" if following.find(db(), number) else "left"
    return render_template(f"following/{page}.html", token=token)


def _names() -> dict[str, str]:
    """The name of each deployment by its slug."""
    found = register.list_all(db())
    return {one.slug: register.current(db(), one).plan.name for one in found if one.revisions}


def _names_of(subscription: Subscription) -> list[str]:
    if subscription.everything:
        return [EVERYTHING]
    names = _names()
    return [names[slug] for slug in sorted(subscription.slugs) if slug in names]


def _show(
    names: dict[str, str], *, email: str, ticked: set[str], problems: dict[str, str] | None = None
) -> str:
    return render_template(
        "following/follow.html", names=names, email=email, ticked=ticked, problems=problems or {}
    )
