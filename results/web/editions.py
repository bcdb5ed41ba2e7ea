"""Editions of the results: a list for readers, and an organiser's page on which a further one is prepared.

Once results are counted, decisions and the log of what came in are closed. An organiser may open them again
to correct the count, with a reason that is published. A further edition is made where enough has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from wtforms import TextAreaField

from results import editions, releases
from results.editions import SHORTEST_REASON
from results.refusals import changes_since
from results.releases import Release
from results.web.council import bp as council
from results.web.kept import answers_deleted
from results.web.reading import NOT_FOUND, Read, councils, everyones
from survey.domain.accounts import Act
from survey.domain.wording import say
from survey.store import accounts, consultations, submissions
from survey.store.consultations import Consultation
from survey.web.access import permit, public, signed_in_account, staff
from survey.web.clock import now, today
from survey.web.database import db
from survey.web.forms import UNPROCESSABLE, Form, View, staff_meta, typed

bp = Blueprint("editions", __name__, url_prefix="/consultations/<slug>/results/editions")
organiser_bp = Blueprint("editions", __name__, url_prefix="/consultations/<slug>/editions")

LONGEST_REASON = 1000
NO_REASON = say("Write what is to be corrected, in at least 10 characters")
LONG_REASON = say("The reason must be {most} characters or less", most=f"{LONGEST_REASON:,}")
DELETED = say("The answers were deleted on the announced day, so they cannot be counted any more.")


class CorrectionForm(Form):
    """What is to be corrected."""

    reason = TextAreaField("Reason", filters=(typed,))


@dataclass(frozen=True, slots=True)
class Listed:
    """An edition as it is listed, and whether it is the newest that the reader may see."""

    release: Release
    newest: bool


def listed(found: Sequence[Release]) -> list[Listed]:
    """The editions, the newest one first."""
    return [Listed(release, release is found[0]) for release in found]


@bp.get("/")
@public
def index(slug: str) -> str:
    """Every edition that is public: its page, its checksum, and its tables to take away."""
    return _index(everyones(slug), "results/page.html")


@council.get("/consultations/<slug>/editions/", endpoint="editions")
@staff(Act.SEE_RELEASE)
def councils_index(slug: str) -> str:
    """Every edition that was counted, likewise."""
    return _index(councils(slug), "council/base.html")


def _index(read: Read, layout: str) -> str:
    above = [(read.shown.title, url_for(f"{read.audience}.show", slug=read.consultation.slug))]
    return render_template(
        "results/editions.html", **read.page(), layout=layout, above=above, editions=listed(read.editions)
    )


def _consultation(slug: str) -> Consultation:
    """The consultation, if it was counted. Answers 404 before."""
    found = consultations.find(db(), slug)
    if found is None:
        abort(NOT_FOUND)
    permit(Act.MAKE_RELEASE, found)
    if releases.newest(db(), found) is None:
        abort(NOT_FOUND)
    return found


@organiser_bp.get("/")
@staff(Act.MAKE_RELEASE)
def show(slug: str) -> str:
    """The editions, what changed since the newest, and what can be done."""
    return _show(_consultation(slug))


def _show(consultation: Consultation, problem: str = "", reason: str = "") -> str:
    return render_template(
        "organise/editions.html",
        consultation=consultation,
        editions=listed(releases.every_edition(db(), consultation)),
        deleted=answers_deleted(db(), consultation),
        correction=editions.correction(db(), consultation),
        changed=changes_since(db(), consultation),
        to_enter=sum(submissions.waiting(db(), consultation).values()),
        problems={"reason": problem} if problem else {},
        reason=reason,
    )


@organiser_bp.post("/correct/")
@staff(Act.MAKE_RELEASE)
def correct(slug: str) -> View:
    """Opens decisions and the log of what came in again."""
    consultation = _consultation(slug)
    form = CorrectionForm(meta=staff_meta())
    reason = (form.reason.data or "").strip()
    problem = DELETED if answers_deleted(db(), consultation) else _problem_with(form, reason)
    if problem:
        return _show(consultation, problem, reason), UNPROCESSABLE
    editions.begin(db(), consultation, reason=reason, today=today())
    _audit(consultation)
    return redirect(url_for(".show", slug=slug))


def _problem_with(form: CorrectionForm, reason: str) -> str:
    if not form.validate():
        return form.csrf_token.errors[0]
    if len(reason) < SHORTEST_REASON:
        return NO_REASON
    return LONG_REASON if len(reason) > LONGEST_REASON else ""


@organiser_bp.post("/leave/")
@staff(Act.MAKE_RELEASE)
def leave(slug: str) -> View:
    """Closes decisions and the log again without a new edition: the newest one stays."""
    consultation = _consultation(slug)
    form = Form(meta=staff_meta())
    if not form.validate():
        return _show(consultation, form.csrf_token.errors[0], request.form.get("reason", "")), UNPROCESSABLE
    if editions.leave(db(), consultation, today=today()):
        _audit(consultation)
    return redirect(url_for(".show", slug=slug))


def _audit(consultation: Consultation) -> None:
    subject = f"{consultation.slug}: correction"
    accounts.audit(
        db(), at=now(), account=signed_in_account(), act=Act.MAKE_RELEASE.value, subject=subject
    )
