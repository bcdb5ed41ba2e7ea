"""Receipts: see that a response is there; correct or withdraw it before closing. Answers are never shown.

Correcting is answering afresh, see `survey.web.answering.correcting`.

A receipt that showed the answers would let somebody else demand to see them.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request
from wtforms import StringField

from survey.domain import answering
from survey.domain.codes import looks_like_code
from survey.domain.consultations import Phase
from survey.domain.wording import say
from survey.store import consultations
from survey.store.answering import responses
from survey.store.consultations import Consultation
from survey.web.access import public
from survey.web.answering.blueprint import ELSEWHERE
from survey.web.answering.visit import is_open
from survey.web.clock import today
from survey.web.database import db
from survey.web.forms import Form, typed
from survey.web.translating.showing import in_language

bp = Blueprint("receipts", __name__, url_prefix="/receipt")

UNPROCESSABLE = 422
FORM = say(
    "A receipt has 20 letters and digits, such as 7QF2-M9XW-D4TK-81BC-ZR5V. Check it and try again."
)
UNKNOWN = say(
    "Most often one character is mistyped. Compare each one. We have no response with this receipt: "
    "if it is right, the response was withdrawn, or corrected, for which there is a newer receipt, "
    "or it was never sent."
)
CODE = say("This looks like a code: it has 12 characters, and a receipt has 20.")

View = str | tuple[str, int]


class ReceiptForm(Form):
    """A receipt, as somebody typed it. Holding it is the whole permission, so no token is needed."""

    class Meta(Form.Meta):
        csrf = False

    receipt = StringField("Your receipt", filters=(typed,))


@bp.get("/")
@public
def look_up() -> str:
    """Where to type a receipt."""
    return _ask()


@bp.post("/")
@public
def show() -> View:
    """Whether the response is there. The receipt travels in the body, never in an address."""
    form = ReceiptForm()
    receipt, consultation, problem = _find(form)
    if consultation is None or receipt is None:
        return _ask(form.receipt.data or "", problem), UNPROCESSABLE
    return _page(
        "found",
        consultation,
        receipt=answering.receipt_in_groups(receipt),
        command=f"printf %s {receipt} | sha256sum",
        is_published=consultation.phase(today()) is Phase.PUBLISHED,
        hash=answering.receipt_hash(receipt),
        may_withdraw=is_open(consultation),
    )


@bp.post("/withdraw/")
@public
def withdraw() -> View:
    """Asks once more, then deletes the response. Only while the consultation is open."""
    form = ReceiptForm()
    receipt, consultation, problem = _find(form)
    if consultation is None or receipt is None:
        return _ask(form.receipt.data or "", problem), UNPROCESSABLE
    shown = answering.receipt_in_groups(receipt)
    sure = request.form.get("sure") == "yes"
    # A response that is being counted, or moved, can not be taken away at the same time.
    if not is_open(consultation) or (sure and not consultations.take_turn(db(), consultation.id)):
        return _page("too_late", consultation, receipt=shown), UNPROCESSABLE
    if not sure:
        return _page("withdraw", consultation, receipt=shown)
    this = {"response_id": answering.response_id(receipt), "receipt_hash": answering.receipt_hash(receipt)}
    if not responses.withdraw(db(), **this):
        # Corrected or withdrawn at the same moment, elsewhere.
        return _ask(form.receipt.data or "", UNKNOWN), UNPROCESSABLE
    return _page("withdrawn", consultation, receipt=shown)


def _find(form: ReceiptForm) -> tuple[str | None, Consultation | None, str]:
    given = form.receipt.data or ""
    receipt = answering.read_receipt(given)
    if receipt is None:
        return None, None, CODE if looks_like_code(given) else FORM
    number = responses.receipt_consultation(db(), answering.receipt_hash(receipt))
    found = consultations.by_id(db(), number) if number is not None else None
    return receipt, found, "" if found else UNKNOWN


def _ask(typed: str = "", problem: str = "") -> str:
    return _page("look_up", typed=typed, problem=problem, is_code=problem is CODE)


def _page(template: str, consultation: Consultation | None = None, **values: Any) -> str:  # noqa: ANN401 - template variables
    """A page about receipts."""
    shown = in_language(consultation) if consultation else None
    return render_template(
        f"receipts/{template}.html", consultation=shown, elsewhere=ELSEWHERE, **values
    )
