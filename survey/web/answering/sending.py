"""Sending: exactly once, in one transaction; then the receipt."""

from __future__ import annotations

import random

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from survey.domain import answering
from survey.domain.journeys import Journey
from survey.domain.questionnaires.paths import asked_on, sent_on
from survey.store import consultations, invitations
from survey.store.answering import drafts, mixing, responses
from survey.store.answering.responses import OPEN_STRATUM, Submission
from survey.store.database import Engine, SessionFactory
from survey.web.access import public
from survey.web.answering.blueprint import CONFLICT, UNPROCESSABLE, bp, no_draft, not_open, render
from survey.web.answering.pages import View, page_url
from survey.web.answering.visit import (
    Visit,
    consultation_or_404,
    enter,
    holder_of_request,
    is_open,
    take_cookies,
    token_context,
    was_sent,
)
from survey.web.clock import today
from survey.web.database import after_commit, db
from survey.web.forms import Form

# What became of the answers of a device that was cleared.
WAITING, SENT = "waiting", "sent"


class CannotStand(Exception):
    """What this response hangs on is gone: its invitation was used, or what it corrects is not there."""


@bp.route("/send/", methods=["GET", "POST"])
@public
def send(slug: str) -> View:
    """The last page before sending, and the sending itself."""
    consultation, visit = enter(slug)
    if visit is None and request.method == "POST" and was_sent(consultation, holder_of_request()):
        # The second of two clicks, or the form sent again: the response is in, exactly once.
        return _to_receipt(slug)
    if visit is None or not_open(consultation):
        return no_draft(consultation)
    rest = visit.journey.to_continue()
    if rest or visit.is_behind:
        return redirect(page_url(visit, rest, from_check=True))
    form = Form(meta={"csrf_context": token_context(visit.holder)})
    if request.method == "POST" and form.validate():
        try:
            return _submit(visit)
        except CannotStand:
            db().rollback()
            return render("not_sent", consultation, form=form, draft=visit.draft), CONFLICT
    return _show(visit, form)


def _show(visit: Visit, form: Form) -> View:
    slug = visit.consultation.slug
    back = "answering.equality" if visit.journey.equality_offered else "answering.check"
    problems = {"": str(form.csrf_token.errors[0])} if form.csrf_token.errors else {}
    page = render("send", visit.consultation, form=form, problems=problems, back_url=url_for(back, slug=slug))
    return (page, UNPROCESSABLE) if problems else page


def _submit(visit: Visit) -> View:
    # Deleting the draft succeeds for exactly one of any number of simultaneous requests; and while one is at
    # it, the consultation is not closed.
    may = consultations.take_turn if visit.draft.replaces else consultations.still_open
    still_open = may(db(), visit.consultation.id)
    if still_open and drafts.remove_unchanged(db(), visit.lookup_id, visit.kept.sealed):
        responses.receive(db(), _submission(visit, stratum=_stratum(visit)))
        after_commit(_mix, visit.consultation.id)
    elif not was_sent(visit.consultation, visit.holder):
        # Changed in another window, closed or gone: the check page shows which.
        return redirect(url_for("answering.check", slug=visit.consultation.slug))
    return _to_receipt(visit.consultation.slug)


def _stratum(visit: Visit) -> str:
    """The stratum of this response. Uses up its invitation, and deletes what it replaces, exactly once."""
    found: str | None = OPEN_STRATUM
    if visit.draft.replaces:
        old = visit.draft.replaces
        found = responses.replace(
            db(), response_id=answering.response_id(old), receipt_hash=answering.receipt_hash(old)
        )
    elif visit.draft.invitation:
        found = invitations.burn(db(), visit.draft.invitation, visit.consultation.id)
    if found is None:
        if not request.form.get("on_its_own"):
            raise CannotStand
        # Whoever was told so chose to send the answers as open ones.
        return OPEN_STRATUM
    return found


def _submission(visit: Visit, *, stratum: str) -> Submission:
    journey: Journey = visit.journey
    said = sent_on(journey.opinion_pages, visit.draft.answers, order=visit.order)
    equality = sent_on(journey.equality_pages, visit.draft.answers)
    return Submission(
        id=answering.response_id(visit.holder.receipt),
        receipt_hash=answering.receipt_hash(visit.holder.receipt),
        consultation_id=visit.consultation.id,
        day=today(),
        channel="web",
        stratum=stratum,
        language=visit.frozen.language,
        version_id=visit.consultation.version_id or "",
        deployment_revision=visit.revision,
        answers=said,
        codes=visit.frozen.opinion.encode(said, asked_on(journey.opinion_pages)),
        equality_answers=equality,
        equality_codes=visit.frozen.equality.encode(equality, asked_on(journey.equality_pages)),
    )


def _mix(sessions: SessionFactory, engine: Engine, consultation_id: int) -> None:
    """Mixes the inbox when it holds a batch: in a transaction of its own, after the response was stored."""
    with sessions() as session:
        moved = mixing.mix(session, consultation_id, shuffle=random.SystemRandom().shuffle)
        session.commit()
    if moved:
        mixing.vacuum(engine)


def _to_receipt(slug: str) -> Response:
    return redirect(url_for("answering.sent", slug=slug))


@bp.get("/sent/")
@public
def sent(slug: str) -> View:
    """The confirmation, with the receipt."""
    consultation, visit = enter(slug)
    if visit:
        return redirect(url_for("answering.check", slug=slug))
    holder = holder_of_request()
    if holder is None or not was_sent(consultation, holder):
        return no_draft(consultation)
    form = Form(meta={"csrf_context": token_context(holder)})
    return render("sent", consultation, form=form, receipt=answering.receipt_in_groups(holder.receipt))


@bp.post("/finish/")
@public
def finish(slug: str) -> View:
    """Takes the cookie away: nothing of the answers is left on this device."""
    consultation, visit = enter(slug)
    holder = holder_of_request()
    # No token: it would be an old one where a code was asked for in another window, and nothing be cleared. A
    # form of another site is refused before it comes here.
    became = ""
    if visit and (visit.draft.has_code or visit.draft.invitation):
        became = WAITING
    elif was_sent(consultation, holder):
        became = SENT
    page = redirect(url_for("answering.cleared", slug=slug, became=became or None))
    return take_cookies(page, consultation)


@bp.get("/cleared/")
@public
def cleared(slug: str) -> str:
    """Says that nothing is left on this device, and what became of the answers. It needs no cookie."""
    consultation = consultation_or_404(slug)
    return render(
        "cleared",
        consultation,
        became=request.args.get("became", ""),
        is_open=is_open(consultation),
    )
