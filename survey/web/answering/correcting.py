"""Correcting a response before closing: answering afresh, which takes the place of the old one on sending.

The receipt is the whole permission. What was answered is not shown: a receipt that showed it would let
somebody else demand to see it. Until the new answers are sent, the old response stands.
"""

from __future__ import annotations

from flask import redirect, request, url_for

from survey.domain import answering
from survey.domain.answering import receipt_in_groups
from survey.store.answering import responses
from survey.web.access import public
from survey.web.answering import opening
from survey.web.answering.blueprint import bp, not_open, render
from survey.web.answering.pages import View, first_page, page_url
from survey.web.answering.visit import enter, give_cookie
from survey.web.database import db


@bp.post("/correct/")
@public
def correct(slug: str) -> View:
    """Begins a draft that will replace the response with this receipt."""
    consultation, here = enter(slug)
    closed = not_open(consultation)
    if closed:
        return closed
    receipt = answering.read_receipt(request.form.get("receipt", ""))
    known = receipt and responses.receipt_consultation(db(), answering.receipt_hash(receipt))
    if receipt is None or known != consultation.id:
        return redirect(url_for("receipts.look_up"))
    if here and here.draft.replaces == receipt:
        # The second of two clicks: this browser is at it already.
        return redirect(page_url(here, here.journey.to_continue()))
    if here and not request.form.get("instead"):
        url = page_url(here, here.journey.to_continue())
        fields = {"receipt": receipt_in_groups(receipt)}
        return render("others", consultation, continue_url=url, fields=fields)
    return give_cookie(first_page(slug), slug, opening.begin(consultation, replaces=receipt))
