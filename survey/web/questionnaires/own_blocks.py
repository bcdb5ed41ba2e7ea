"""The council's own blocks as a whole: every number of each, and retiring one or bringing it back."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.questionnaires.printing import printed
from survey.store import accounts
from survey.store.questionnaires import blocks
from survey.store.questionnaires.blocks import CouncilBlock
from survey.web.access import signed_in_account, staff
from survey.web.clock import now, today
from survey.web.database import db
from survey.web.forms import UNPROCESSABLE, View, token_problem
from survey.web.questionnaires.offered import Offer

bp = Blueprint("bank", __name__, url_prefix="/organise/bank")
NOT_FOUND = 404


@bp.get("/")
@staff(Act.KEEP_BANK)
def index() -> str:
    """Every block that the council keeps."""
    rows = blocks.every(db())
    return render_template(
        "bank/index.html",
        offered=[row for row in rows if row.retired_on is None],
        retired=[row for row in rows if row.retired_on is not None],
    )


@bp.get("/<code>/<int:number>/")
@staff(Act.KEEP_BANK)
def show(code: str, number: int) -> str:
    """One number of a block, and what can be done with it."""
    return _show(_row(code, number), {})


@bp.post("/<code>/<int:number>/retired/")
@staff(Act.KEEP_BANK)
def set_retired(code: str, number: int) -> View:
    """Retires a number, or brings it back."""
    row = _row(code, number)
    problems = token_problem()
    if problems:
        return _show(row, problems), UNPROCESSABLE
    if request.form.get("retired") == "yes":
        blocks.retire(db(), row, today())
    else:
        blocks.bring_back(db(), row)
    subject = f"{code}@{number}"
    accounts.audit(db(), at=now(), account=signed_in_account(), act=Act.KEEP_BANK.value, subject=subject)
    return redirect(url_for("bank.show", code=code, number=number))


def _row(code: str, number: int) -> CouncilBlock:
    row = blocks.find(db(), code, number)
    if row is None:
        abort(NOT_FOUND)
    return row


def _show(row: CouncilBlock, problems: dict[str, str]) -> str:
    offer = Offer(row.as_block, row)
    return render_template(
        "bank/show.html", row=row, block=offer.block, form=printed(offer.alone), problems=problems
    )
