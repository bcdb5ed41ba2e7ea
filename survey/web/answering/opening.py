"""Drafts are begun and opened here: with nothing, with a code, or to correct a response."""

from __future__ import annotations

import os
import secrets
from dataclasses import replace

from survey.domain import answering
from survey.domain.answering import Draft, Holder
from survey.domain.codes import draft_secret
from survey.domain.coming_back import code_after, last_day
from survey.domain.questionnaires.ordering import ORDERS
from survey.store.answering import drafts
from survey.store.consultations import Consultation
from survey.web import floods
from survey.web.answering.visit import Visit, open_draft
from survey.web.clock import today
from survey.web.database import db


def begin(consultation: Consultation, *, replaces: str = "") -> Holder:
    """A new, empty draft under a secret drawn at random."""
    holder = answering.new_holder(os.urandom)
    draft = replace(_empty(consultation), replaces=replaces)
    drafts.start(db(), **_row(consultation, holder, draft))
    return holder


def begin_invited(consultation: Consultation, code: str, *, invitation: str) -> Holder | None:
    """A new draft under a printed code. None where another device began one at the same moment."""
    receipt = answering.new_receipt(os.urandom)
    holder = Holder(draft_secret(code, consultation.slug), receipt)
    draft = replace(_empty(consultation), invitation=invitation)
    begun = drafts.start_once(db(), **_row(consultation, holder, draft), today=today())
    return holder if begun else None


def _empty(consultation: Consultation) -> Draft:
    """A draft of somebody who is shown what is asked today, in an order of options that is drawn for it."""
    return Draft(
        revision=consultation.deployment_revision,
        version=consultation.version_id or "",
        order=secrets.randbelow(ORDERS),
    )


def _row(consultation: Consultation, holder: Holder, draft: Draft) -> dict[str, object]:
    return {
        "lookup_id": answering.lookup_id(holder.secret),
        "consultation_id": consultation.id,
        "sealed": answering.seal(draft, holder, os.urandom),
        "expires_on": last_day(today(), consultation.closes_on),
    }


def open_by_code(consultation: Consultation, code: str) -> Visit | None:
    """The draft that a code opens in this consultation."""
    return open_draft(consultation, draft_secret(code, consultation.slug))


def moved_on(consultation: Consultation, holder: Holder) -> Holder | None:
    """The holder of the draft that was sealed anew when this holder asked for a code; None where none was.

    It costs the slow step of a code, so it is limited as typing codes is. Beyond the limit nothing is found.
    """
    if not floods.has_room(floods.CODES):
        return None
    visit = open_by_code(consultation, code_after(holder.secret))
    return visit.holder if visit else None


def seal_under_code(visit: Visit) -> Holder | None:
    """Seals the draft anew under a code: one draft, one secret. None where it is gone.

    The old row goes and the new one comes in one transaction, and with what is kept by then.
    """
    found: Visit | None = visit
    code = code_after(visit.holder.secret)
    while found is not None:
        if drafts.remove_unchanged(db(), found.lookup_id, found.kept.sealed):
            holder = Holder(draft_secret(code, found.consultation.slug), found.holder.receipt)
            drafts.start(db(), **_row(found.consultation, holder, replace(found.draft, has_code=True)))
            return holder
        found = open_draft(visit.consultation, visit.holder.secret)
    return None
