"""An organiser's consultations: how many answered, and the acts of closing, counting and publishing.

While a consultation is open there are counts only. Every act is permitted by the table of acts, audited, and
logged in public.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from pathlib import Path

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from wtforms import StringField, TextAreaField

from results import releases
from results.comments import published
from results.editions import correction
from results.refusals import refuse_undecided, refuse_unentered, refuse_waiting
from results.web import editions, exact, responses
from results.web.before_release import still_open
from results.web.kept import answers_deleted, keep_extract
from results.web.missing import Missing, missing_so_far
from results.web.progress import progress_of
from survey.domain.accounts import Act, may_ever
from survey.domain.consultations import Phase
from survey.domain.wording import say
from survey.store import accounts, consultations, integrity, submissions
from survey.store.answering.closing import close as close_for_good
from survey.store.consultations import Consultation
from survey.web.access import permit, permitted, signed_in_account, staff
from survey.web.clock import now, today
from survey.web.database import db
from survey.web.forms import UNPROCESSABLE, Form, View, staff_meta, typed
from survey.web.templating import in_words
from survey.web.translating.showing import log_in_language

bp = Blueprint("organise", __name__, url_prefix="/organise")
bp.register_blueprint(exact.bp)
bp.register_blueprint(responses.bp)
bp.register_blueprint(editions.organiser_bp)

SHORTEST_REASON, LONGEST_REASON = 10, 1000
NO_REASON = say("Write why the consultation closes early, in at least 10 characters")
LONG_REASON = say("The reason must be {most} characters or less", most=f"{LONGEST_REASON:,}")
NO_DATE = say("Enter a real date, such as 15 7 2027")
PAST_DATE = say("The date must be today or later")
DELETED = say("The answers were deleted on the announced day, so they cannot be counted any more.")
ON_TIME = "The consultation closed on the day that was announced."
ORDER = (Phase.OPEN, Phase.CLOSED, Phase.SCHEDULED, Phase.DRAFT, Phase.PUBLISHED)


class CloseForm(Form):
    """Why a consultation closes before its last day."""

    reason = TextAreaField("Reason", filters=(typed,))


class PublishForm(Form):
    """From which day everyone may see the results."""

    day = StringField("Day", filters=(typed,))
    month = StringField("Month", filters=(typed,))
    year = StringField("Year", filters=(typed,))


@bp.get("/")
@staff(Act.WATCH)
def index() -> str:
    """All consultations, those that need something first."""
    listed: dict[Phase, list[Consultation]] = {phase: [] for phase in ORDER}
    for consultation in consultations.every(db()):
        listed[consultation.phase(today())].append(consultation)
    keeps = may_ever(signed_in_account().as_role, Act.KEEP_REGISTER)
    return render_template("organise/index.html", listed=listed, may_keep_register=keeps)


def _consultation(slug: str, act: Act) -> Consultation:
    found = consultations.find(db(), slug)
    if found is None:
        abort(404)
    permit(act, found)
    return found


@bp.get("/consultations/<slug>/")
@staff(Act.WATCH)
def show(slug: str) -> str:
    """Where a consultation stands, and what can be done next."""
    return _show(_consultation(slug, Act.WATCH))


def _show(consultation: Consultation, problems: dict[str, str] | None = None) -> str:
    phase = consultation.phase(today())
    deleted = answers_deleted(db(), consultation)
    counted = phase not in (Phase.DRAFT, Phase.SCHEDULED) and not deleted
    return render_template(
        "organise/show.html",
        consultation=consultation,
        phase=phase,
        deleted=deleted,
        marked=Counter(one.state for one in integrity.marked(db(), consultation)),
        progress=progress_of(db(), consultation, today=today()) if counted else None,
        missing=_missing(consultation),
        release=releases.newest(db(), consultation),
        correction=correction(db(), consultation),
        to_enter=sum(submissions.waiting(db(), consultation).values()),
        uncoded=_uncoded(consultation, phase),
        problems=problems or {},
        log=log_in_language(consultation, consultations.log_of(db(), consultation)),
    )


def _missing(consultation: Consultation) -> Missing | None:
    """Who is missing, for those who may see it: an administrator, who watches, may not."""
    if not permitted(Act.SEE_MISSING, consultation):
        return None
    return missing_so_far(db(), consultation, today=today())


def _uncoded(consultation: Consultation, phase: Phase) -> int:
    """How many texts are not coded, where somebody began: the release would say so."""
    if phase is not Phase.CLOSED or consultation.closed_on is None:
        return 0
    return sum(published.uncoded(db(), consultation).values())


@bp.route("/consultations/<slug>/close/", methods=["GET", "POST"])
@staff(Act.CLOSE)
def close(slug: str) -> View:
    """Closes before the last day: asks for the reason, then once more, then does it."""
    consultation = _consultation(slug, Act.CLOSE)
    form = CloseForm(meta=staff_meta())
    reason = (form.reason.data or "").strip()
    problem = _problem_with(form, reason) if request.method == "POST" else ""
    shown = {"consultation": consultation, "reason": reason, "problem": problem}
    if request.method == "GET" or problem:
        return render_template("organise/close.html", **shown), UNPROCESSABLE if problem else 200
    last_day = in_words(consultation.closes_on)
    # The log is kept in English, so this is what it says in whichever language the page is.
    text = f"The consultation was closed before its last day, {last_day}. Reason: {reason}"
    if request.form.get("sure") != "yes":
        return render_template("organise/close_sure.html", **shown, entry=text)
    _close(consultation, day=today(), text=text)
    return redirect(url_for("organise.show", slug=slug))


def _problem_with(form: CloseForm, reason: str) -> str:
    if not form.validate():
        return form.csrf_token.errors[0]
    if len(reason) < SHORTEST_REASON:
        return NO_REASON
    return LONG_REASON if len(reason) > LONGEST_REASON else ""


def _close(consultation: Consultation, *, day: date, text: str) -> None:
    if close_for_good(db(), consultation, day=day, text=text, shuffle=random.SystemRandom().shuffle):
        _audit(Act.CLOSE, consultation)


def _audit(act: Act, consultation: Consultation) -> None:
    accounts.audit(db(), at=now(), account=signed_in_account(), act=act.value, subject=consultation.slug)


@bp.post("/consultations/<slug>/release/")
@staff(Act.MAKE_RELEASE)
def make_release(slug: str) -> View:
    """Counts, protects and freezes, after asking whether it is meant. What has ended is closed first."""
    consultation = _consultation(slug, Act.MAKE_RELEASE)
    form = Form(meta=staff_meta())
    if not form.validate():
        return _show(consultation, {"": form.csrf_token.errors[0]}), UNPROCESSABLE
    if answers_deleted(db(), consultation):
        return _show(consultation, {"": DELETED}), UNPROCESSABLE
    try:
        open_still = consultation.closed_on is None
        if open_still and consultation.closes_on is not None:
            _close(consultation, day=consultation.closes_on, text=ON_TIME)
        if releases.newly_marked(db(), consultation, closed_now=open_still, today=today()):
            # Nobody could look at what was marked only now.
            return redirect(url_for("integrity.index", slug=slug))
        if request.form.get("sure") != "yes" and releases.newest(db(), consultation) is None:
            return _make_sure(consultation)
        releases.make(db(), consultation, today=today())
    except releases.ReleaseError as error:
        return _show(consultation, {"": error.args[0]}), UNPROCESSABLE
    keep_extract(db(), _instance(), consultation)
    _audit(Act.MAKE_RELEASE, consultation)
    return redirect(url_for("organise.show", slug=slug))


def _make_sure(consultation: Consultation) -> str:
    """What waits, and what cannot be undone. Raises ReleaseError where nothing can be counted yet."""
    refuse_undecided(consultation)
    refuse_waiting(db(), consultation)
    refuse_unentered(db(), consultation)
    waits = still_open(db(), consultation)
    return render_template("organise/release_sure.html", consultation=consultation, open=waits)


def _instance() -> Path:
    folder: Path = current_app.config["SETTINGS"].instance
    return folder


@bp.route("/consultations/<slug>/publish/", methods=["GET", "POST"])
@staff(Act.PUBLISH)
def publish(slug: str) -> View:
    """Sets the day from which everyone sees the release."""
    consultation = _consultation(slug, Act.PUBLISH)
    form = PublishForm(meta=staff_meta())
    chosen, problem = _chosen_day(form) if request.method == "POST" else (today(), "")
    if request.method == "POST" and not problem:
        try:
            releases.publish(db(), consultation, on=chosen, today=today())
        except releases.ReleaseError as error:
            problem = error.args[0]
        else:
            _audit(Act.PUBLISH, consultation)
            return redirect(url_for("organise.show", slug=slug))
    typed = (
        {name: form[name].data or "" for name in ("day", "month", "year")}
        if request.method == "POST"
        else {"day": chosen.day, "month": chosen.month, "year": chosen.year}
    )
    shown = render_template("organise/publish.html", consultation=consultation, typed=typed, problem=problem)
    return shown, UNPROCESSABLE if problem else 200


def _chosen_day(form: PublishForm) -> tuple[date, str]:
    if not form.validate():
        return today(), form.csrf_token.errors[0]
    try:
        chosen = date(*(int(form[name].data or "") for name in ("year", "month", "day")))
    except (ValueError, OverflowError):
        return today(), NO_DATE
    return chosen, PAST_DATE if chosen < today() else ""
