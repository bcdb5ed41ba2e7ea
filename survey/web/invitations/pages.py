"""Invitations for organisers: the strata and how they stand, and codes that are handed out once.

What is handed out is the answer to the form: a file, a PDF, or a page to print. It is stored nowhere, so a
second look at it is not possible; the page says so before.
"""

from __future__ import annotations

from typing import Any

from flask import (
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)

from survey import notify
from survey.domain.accounts import Act
from survey.domain.consultations import Phase
from survey.domain.invitations import KINDS, MOST_INDIVIDUAL, Kind, problems_in_stratum, told
from survey.domain.letters import ENVELOPES
from survey.domain.wording import say
from survey.store import accounts, invitations, strata
from survey.store.consultations import Consultation
from survey.store.invitations import Changed
from survey.store.strata import Stratum
from survey.web.access import permitted, signed_in_account, staff
from survey.web.clock import now, today
from survey.web.database import db
from survey.web.forms import uploads
from survey.web.invitations import issuing, printing
from survey.web.invitations.blueprint import bp
from survey.web.invitations.ordering import FORMS, LARGEST_LIST, Order, read_order
from survey.web.pdf import PdfError, available
from survey.web.planning.entering import (
    CONFLICT,
    UNPROCESSABLE,
    View,
    planned_or_404,
    sent_text,
    token_problem,
)

UNAVAILABLE = 503
RECIPIENTS = {
    "household": say("Everyone at an address"),
    "person": say("One person, or one organisation"),
}
RECIPIENT_HINTS = {
    "household": say(
        "One of them answers with it. Others can ask for up to {most} private codes.", most=MOST_INDIVIDUAL
    ),
    "person": say("It can be used once."),
}
CHANGED = say(
    "Codes were issued since you opened this page, so none were issued now. Look at the number first."
)
NOT_SURE = say("Tick the box, if all codes that were not used shall be void")
BEFORE_OPENING = (Phase.DRAFT, Phase.SCHEDULED)


@bp.get("/")
@staff(Act.WATCH)
def index(slug: str) -> str:
    """The strata: codes issued, used, and the response rate of each."""
    return _index(planned_or_404(slug, Act.WATCH), {})


@bp.post("/")
@staff(Act.INVITE)
def add(slug: str) -> View:
    """Adds a stratum, which opening will fix."""
    consultation = planned_or_404(slug, Act.INVITE)
    if consultation.phase(today()) is not Phase.DRAFT:
        abort(403)
    name, kind, recipient = sent_text("name"), sent_text("kind"), sent_text("recipient")
    names = [stratum.name for stratum in strata.of(db(), consultation.id)]
    problems = token_problem() | problems_in_stratum(name, kind, recipient, names=names)
    if problems:
        return _index(consultation, problems), UNPROCESSABLE
    household = recipient == "household"
    added = strata.add(db(), consultation, name=name, kind=Kind(kind), household=household, day=today())
    _audit(f"{slug} {added.code} added")
    return redirect(url_for("invitations.stratum", slug=slug, code=added.code))


def _index(consultation: Consultation, problems: dict[str, str]) -> str:
    uptakes = invitations.uptake_of(db(), consultation.id)
    exact = consultation.closed_on is not None
    return render_template(
        "invitations/index.html",
        consultation=consultation,
        rows=[(one, told(one, exact=exact)) for one in uptakes],
        exact=exact,
        may_issue=permitted(Act.INVITE, consultation),
        may_add=consultation.phase(today()) is Phase.DRAFT and permitted(Act.INVITE, consultation),
        kinds=KINDS,
        recipients=RECIPIENTS,
        recipient_hints=RECIPIENT_HINTS,
        typed={name: sent_text(name) for name in ("name", "kind", "recipient")},
        problems=problems,
    )


@bp.get("/<code>/")
@staff(Act.INVITE)
def stratum(slug: str, code: str) -> str:
    """One stratum, and the form that issues codes for it."""
    consultation, found = _stratum(slug, code)
    return _show(consultation, found, {})


@bp.post("/<code>/")
@staff(Act.INVITE)
@uploads(LARGEST_LIST + 64 * 1024)
def issue(slug: str, code: str) -> View:
    """Draws codes and hands them out, this once. Only what the codes are recognised by is stored."""
    consultation, found = _stratum(slug, code)
    order = read_order(consultation, found, has_pdf=available())
    if order.problems:
        return _show(consultation, found, order.problems, order), UNPROCESSABLE
    codes = issuing.drawn(order.number or 0)
    try:
        # Printed first: if that fails, no code was issued.
        answer = _handed_out(consultation, found, order, codes)
        issuing.store(db(), found, codes, seen=order.seen, day=today())
    except PdfError:
        page = render_template("invitations/no_pdf.html", consultation=consultation, stratum=found)
        return page, UNAVAILABLE
    except Changed:
        db().rollback()
        consultation, found = _stratum(slug, code)
        return _show(consultation, found, {"": CHANGED}, order), CONFLICT
    _audit(f"{slug} {code} {len(codes)} {order.form}")
    return answer


def _handed_out(consultation: Consultation, found: Stratum, order: Order, codes: list[str]) -> View:
    name = f"{consultation.slug}-{found.code}"
    if not order.is_printed:
        return _file(stream_with_context(issuing.as_csv(codes)), "text/csv", f"codes-{name}.csv")
    layout, rows = order.layout, order.addresses.rows
    made = printing.texts_of(db(), consultation, found, layout=layout, addressed=bool(rows))
    if not available():
        shown = printing.shown(made, codes, rows, layout=layout)
        return render_template("invitations/print.html", consultation=consultation, stratum=found, **shown)
    files = list(printing.pdfs(made, codes, rows, layout=layout))
    if len(files) == 1:
        return _file(files[0][1], "application/pdf", f"{layout.kind}s-{name}.pdf")
    return _file(printing.as_zip(iter(files)), "application/zip", f"{layout.kind}s-{name}.zip")


def _file(content: Any, kind: str, name: str) -> Response:  # noqa: ANN401 - bytes or lines of text
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=kind, headers=headers)


@bp.route("/<code>/void/", methods=["GET", "POST"])
@staff(Act.INVITE)
def void(slug: str, code: str) -> View:
    """Before opening: asks once, and makes all codes of a stratum void, where a file or a print was lost."""
    consultation, found = _stratum(slug, code)
    if consultation.phase(today()) not in BEFORE_OPENING:
        abort(403)
    problems = token_problem() if request.method == "POST" else {}
    if request.method == "POST" and request.form.get("sure") != "yes":
        problems["sure"] = NOT_SURE
    if request.method == "GET" or problems:
        page = render_template(
            "invitations/void.html", consultation=consultation, stratum=found, problems=problems
        )
        return page, UNPROCESSABLE if problems else 200
    number = invitations.take_back(db(), found, day=today())
    _audit(f"{slug} {code} {number} void")
    return redirect(url_for("invitations.stratum", slug=slug, code=code))


@bp.post("/<code>/remove/")
@staff(Act.INVITE)
def remove(slug: str, code: str) -> View:
    """Removes a stratum that has no code, before the rules are fixed."""
    consultation, found = _stratum(slug, code)
    if consultation.phase(today()) is not Phase.DRAFT or found.issued:
        abort(403)
    problems = token_problem()
    if problems:
        return _show(consultation, found, problems), UNPROCESSABLE
    strata.remove(db(), consultation, code)
    _audit(f"{slug} {code} removed")
    return redirect(url_for("invitations.index", slug=slug))


def _stratum(slug: str, code: str) -> tuple[Consultation, Stratum]:
    consultation = planned_or_404(slug, Act.INVITE)
    found = strata.find(db(), consultation.id, code)
    if found is None:
        abort(404)
    return consultation, found


def _show(
    consultation: Consultation, found: Stratum, problems: dict[str, str], order: Order | None = None
) -> str:
    phase = consultation.phase(today())
    uptake = next(one for one in invitations.uptake_of(db(), consultation.id) if one.code == found.code)
    languages = printing.languages_for(consultation)
    return render_template(
        "invitations/stratum.html",
        consultation=consultation,
        stratum=found,
        told=told(uptake, exact=False),
        is_draft=phase is Phase.DRAFT,
        before_opening=phase in BEFORE_OPENING,
        forms=FORMS,
        envelopes=ENVELOPES,
        languages=languages,
        order=order,
        chosen=[one.code for one in (order.layout.languages if order else languages)],
        has_pdf=available(),
        sends_by=notify.ways(current_app.config["SETTINGS"].notify),
        problems=problems,
    )


def _audit(subject: str) -> None:
    accounts.audit(db(), at=now(), account=signed_in_account(), act=Act.INVITE.value, subject=subject)
