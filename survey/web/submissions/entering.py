"""Typing in: a paper form, or what somebody says on the phone. The sheet mirrors the printed form.

A response and the state of its number in the log are stored in one transaction, so that a form is entered
exactly once; mixing then takes away every trace of which response it was.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import abort, current_app, redirect, render_template, request, url_for

from survey.domain import answering
from survey.domain.accounts import Act
from survey.domain.codes import invitation_id, read_code
from survey.domain.consultations import Phase
from survey.domain.entry import Compared, Difference, compare
from survey.domain.submissions import ANSWERS, Kind, State, is_checked
from survey.domain.wording import say_many
from survey.store import consultations, invitations, submissions
from survey.store.answering import entering, mixing
from survey.store.answering.entering import ASSISTED, PAPER, Taken, TooLate
from survey.store.answering.responses import OPEN_STRATUM
from survey.store.consultations import Consultation
from survey.store.database import Engine, SessionFactory
from survey.store.submissions import Arrived, HeldEntry, Settled, Submission
from survey.web.access import signed_in_account, staff
from survey.web.clock import today
from survey.web.database import after_commit, db
from survey.web.invitations.entry import key
from survey.web.planning.entering import CONFLICT, UNPROCESSABLE, View, planned_or_404, token_problem
from survey.web.sealing import NotSealed, carried, carry
from survey.web.submissions import holding
from survey.web.submissions.blueprint import SETTLED, audit, bp, open_log_or_403, submission_or_404
from survey.web.submissions.sheet import CODE, PREFIX, USED, Sheet

COMPARED, LEFT_OUT = "compared entries", "left out of an entry"
STOPPED = (State.RECEIVED, State.TYPED_ONCE)


@bp.get("/enter/")
@staff(Act.ENTER_PAPER)
def next_form(slug: str) -> View:
    """Leads to the first form that this person can type in."""
    consultation = open_log_or_403(slug, Act.ENTER_PAPER)
    return _to_next(consultation)


def _to_next(consultation: Consultation, typed: Sheet | None = None, **done: int) -> View:
    """Leads to the next form, which is taken to be in the language of the one that was just typed."""
    account, last_day = signed_in_account().id, entering.last_day(consultation)
    number = submissions.next_form(db(), consultation, account=account, last_day=last_day)
    if number is None:
        return redirect(url_for("submissions.index", slug=consultation.slug, **done))
    kept: dict[str, Any] = {"language": typed.language} if typed and typed.languages else {}
    return redirect(url_for("submissions.enter", slug=consultation.slug, number=number, **done, **kept))


@bp.post("/phone/")
@staff(Act.ENTER_PAPER)
def phone(slug: str) -> View:
    """Gives a number to somebody who answers by phone or in person, and leads to the sheet."""
    consultation = open_log_or_403(slug, Act.ENTER_PAPER)
    if token_problem():
        return redirect(url_for("submissions.index", slug=slug))
    if consultation.phase(today()) is not Phase.OPEN:
        abort(403)
    try:
        number = submissions.log(db(), consultation, Arrived(Kind.PHONE, today()))[0]
    except Settled:
        abort(403)
    return redirect(url_for("submissions.enter", slug=slug, number=number))


@bp.route("/<int:number>/enter/", methods=["GET", "POST"])
@staff(Act.ENTER_PAPER)
def enter(slug: str, number: int) -> View:
    """The sheet of one form."""
    consultation = planned_or_404(slug, Act.ENTER_PAPER)
    found = submission_or_404(consultation, number)
    if found.as_kind not in ANSWERS:
        abort(404)
    if found.as_state not in STOPPED:
        return _to_next(consultation)
    if not entering.is_in_time(consultation, found):
        return redirect(url_for("submissions.show", slug=slug, number=number))
    sheet = Sheet(consultation, found)
    return _show(sheet, {}) if request.method == "GET" else _sent(sheet)


def _sent(sheet: Sheet) -> View:
    problems = token_problem() | sheet.problems
    if problems:
        return _show(sheet, problems), UNPROCESSABLE
    return _enter(sheet) if request.form.get("act") == "enter" else _show(sheet, {})


def _enter(sheet: Sheet) -> View:
    """Once nothing is wrong: holds it for a second person, compares it, or stores it.

    Whoever typed has seen before what would be left out: a form that is entered cannot be taken back.
    """
    consultation, number = sheet.consultation, sheet.submission.number
    try:
        entering.take_turn(db(), consultation)
    except TooLate:
        return _show(sheet, {"": SETTLED}), CONFLICT
    # Of two who enter the same form at once, the second one finds it entered.
    found = submission_or_404(consultation, number)
    if found.as_state not in STOPPED:
        return _to_next(consultation)
    standing = standing_of(found)
    if standing.is_mine:
        return _show(sheet, {}), CONFLICT
    compared = _compared(sheet, standing)
    if _has_unseen(sheet, compared):
        return _show(sheet, {}, compared)
    if standing.wants_second:
        return _hold(sheet, found)
    return _store(sheet, found, compared)


def _hold(sheet: Sheet, found: Submission) -> View:
    submissions.hold(db(), found, sealed=holding.seal(found, sheet.typed), account=signed_in_account().id)
    audit(Act.ENTER_PAPER, f"{sheet.consultation.slug}: a form, as the first of two")
    return _to_next(sheet.consultation, sheet, held=found.number)


def _has_unseen(sheet: Sheet, compared: Compared | None) -> bool:
    """Whether something differs or would be left out that no page has shown yet to whoever types."""
    if compared and compared.differences and not _first_compared(sheet.submission).shown:
        return True
    return not _left_out(sheet) <= set(_carried(LEFT_OUT, sheet.submission, "seen") or [])


def _left_out(sheet: Sheet) -> set[str]:
    """What would be left out, by its field and why; without what was typed there."""
    return {str(words) for words in sheet.entered.remarks.values()}


@dataclass(frozen=True)
class Standing:
    """What one form still needs: to be typed by a second person, or by somebody else than this one."""

    held: HeldEntry | None
    is_mine: bool
    wants_second: bool

    @property
    def first(self) -> dict[str, str] | None:
        """What the first person typed."""
        return holding.unseal(self.held) if self.held else None


def standing_of(found: Submission) -> Standing:
    """How a form stands for whoever is signed in."""
    consultation = consultations.by_id(db(), found.consultation_id)
    share = submissions.log_of(db(), consultation).share if consultation else 0
    held = submissions.held(db(), found) if share else None
    if held is not None and holding.unseal(held) is None:
        held = None
    is_paper = found.kind == Kind.PAPER.value
    checked = is_paper and is_checked(submissions.place_of(db(), found), share)
    mine = held is not None and held.account_id == signed_in_account().id
    return Standing(held, mine, checked and held is None)


def _compared(sheet: Sheet, standing: Standing) -> Compared | None:
    first = standing.first
    return compare(sheet.form, first, sheet.typed) if first is not None else None


def _purpose(what: str, found: Submission) -> str:
    return f"{what} {found.consultation_id}/{found.number}"


def _carried(what: str, found: Submission, name: str) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """What an earlier showing of this sheet left in a hidden field; None where there was none."""
    try:
        return carried(_purpose(what, found), request.form.get(name, ""))
    except (NotSealed, ValueError):
        return None


class First(NamedTuple):
    """How many fields there were and how many differed when two entries were first compared.

    `shown`: whether a difference was shown since, first or later.
    """

    fields: int = 0
    differing: int = 0
    shown: bool = False
    is_known: bool = True


def _first_compared(found: Submission) -> First:
    carried_on = _carried(COMPARED, found, "compared")
    return First(*carried_on) if carried_on else First(is_known=False)


def _now_compared(found: Submission, compared: Compared | None) -> First:
    """The same, with what this page shows."""
    first = _first_compared(found)
    if compared is None:
        return first
    if not first.is_known:
        first = First(compared.fields, len(compared.differences))
    return first._replace(shown=first.shown or bool(compared.differences))


def _store(sheet: Sheet, found: Submission, compared: Compared | None) -> View:
    consultation, entered = sheet.consultation, sheet.entered.answered
    stratum = _stratum(sheet)
    if entered is None or stratum is None:
        return _show(sheet, {CODE: USED}), CONFLICT
    wants_receipt = sheet.by_phone and request.form.get("receipt") == "yes"
    receipt = answering.new_receipt(os.urandom) if wants_receipt else ""
    taken = Taken(
        channel=ASSISTED if sheet.by_phone else PAPER,
        day=today(),
        revision=sheet.revision,
        language=sheet.language,
        stratum=stratum,
        receipt=receipt,
    )
    entering.enter(db(), consultation, entered, taken)
    found.state = State.ENTERED.value
    submissions.let_go(db(), found)
    _count(consultation, found, compared)
    audit(Act.ENTER_PAPER, f"{consultation.slug}: a form")
    after_commit(mix_entered, consultation.id)
    if receipt:
        return _receipt(consultation, receipt)
    return _to_next(consultation, sheet, done=found.number)


def _stratum(sheet: Sheet) -> str | None:
    """The stratum of the code that stood on the form, which is used up; None where it was used before."""
    if not sheet.code:
        return OPEN_STRATUM
    invitation = invitation_id(read_code(sheet.code) or "", key())
    return invitations.burn(db(), invitation, sheet.consultation.id)


def _count(consultation: Consultation, found: Submission, compared: Compared | None) -> None:
    if compared is None:
        return
    first = _now_compared(found, compared)
    about = submissions.log_of(db(), consultation)
    about.forms += 1
    about.fields += first.fields
    about.differing += first.differing
    submissions.keep(db(), about)


def mix_entered(sessions: SessionFactory, engine: Engine, consultation_id: int) -> None:
    """Mixes the inbox in a transaction of its own, after the response was stored."""
    with sessions() as session:
        consultation = consultations.by_id(session, consultation_id)
        if consultation is None:
            return
        moved = entering.mix(session, consultation, shuffle=random.SystemRandom().shuffle)
        session.commit()
    if moved:
        mixing.vacuum(engine)


def _receipt(consultation: Consultation, receipt: str) -> str:
    shown, site = answering.receipt_in_groups(receipt), str(current_app.config["SETTINGS"].base_url)
    return render_template("submissions/receipt.html", consultation=consultation, receipt=shown, site=site)


def _show(sheet: Sheet, problems: dict[str, str], compared: Compared | None = None) -> str:
    found = sheet.submission
    differences = _by_field(compared) if compared and not _first_compared(found).shown else {}
    first = _now_compared(found, compared)
    sent = request.method == "POST"
    left_out = sheet.entered.remarks if sent and not problems else {}
    standing = standing_of(found)
    shown: dict[str, Any] = {
        "sheet": sheet,
        "one": found,
        "consultation": sheet.consultation,
        "standing": standing,
        "prefix": PREFIX,
        "remarks": left_out,
        "is_checked_now": sent and not (problems or differences or standing.is_mine),
        "different": _different(len(differences)),
        "differences": differences,
        "compared": carry(_purpose(COMPARED, found), first) if first.is_known else "",
        "seen": carry(_purpose(LEFT_OUT, found), sorted(_left_out(sheet))) if left_out else "",
        "wants_receipt": request.form.get("receipt") == "yes",
        "problems": problems,
    }
    return render_template("submissions/enter.html", **shown)


def _different(number: int) -> str:
    """That two people typed a form differently, and what to do; "" where they did not."""
    if not number:
        return ""
    return say_many(
        "The two entries differ in {count} field. Look at the form, put right what you typed, "
        "and enter it once more: what you type now counts.",
        "The two entries differ in {count} fields. Look at the form, put right what you typed, "
        "and enter it once more: what you type now counts.",
        number,
    )


def _by_field(compared: Compared) -> dict[str, Difference]:
    return {one.code: one for one in compared.differences}
