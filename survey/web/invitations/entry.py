"""What a resident's journey asks of invitations. `code` is one that `survey.domain.codes.read_code` has read.

1. `invited(consultation, code)` says what a typed code opens; `opened_by(code)`, where none is named.
2. The draft is sealed under `codes.draft_secret(code, slug)`, with the invitation's id and stratum inside.
3. Sending calls `store.invitations.burn(session, id, consultation_id)` after `consultations.still_open` and
   before `responses.receive`, all in one transaction. None means that somebody else used the code meanwhile.
4. `individual_code(consultation, code)` gives a member of a household a code of their own, shown once.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from flask import current_app

from survey.domain.codes import in_groups, invitation_id, invitation_key, new_code
from survey.store import invitations
from survey.store.consultations import Consultation
from survey.store.invitations import Invited
from survey.web.database import db

# Printed on paper, so it stays. A QR code has the code behind a hash sign: browsers keep that part to
# themselves, so it stands in no log.
RETURN_PATH = "/return/"
ONCE_BYTES = 16
ONCE = re.compile(rf"[0-9a-f]{{{2 * ONCE_BYTES}}}")


def key() -> bytes:
    """The key of the ids of invitations, from the installation's secret."""
    return invitation_key(str(current_app.config["SETTINGS"].secret_key))


def opened_by(code: str) -> Invited | None:
    """What the code opens, in whichever consultation; None where it was used, or is no invitation."""
    return invitations.find(db(), invitation_id(code, key()))


def invited(consultation: Consultation, code: str) -> Invited | None:
    """What the code opens in this consultation; None where it was used, or is no invitation to it."""
    found = opened_by(code)
    return found if found and found.consultation_id == consultation.id else None


def was_used(code: str) -> bool:
    """Whether the code was an invitation once, and has been used."""
    return invitations.was_used(db(), invitation_id(code, key()))


def new_once() -> str:
    """What a form that asks for a private code carries, so that pressing it twice gives the same code."""
    return secrets.token_hex(ONCE_BYTES)


def individual_code(consultation: Consultation, code: str, *, once: str) -> str | None:
    """A private code for one member of the household that holds `code`; None where it has none to give.

    It follows from the household's code, and from `once`, which nobody else in the household knows.
    """
    if not ONCE.fullmatch(once):
        once = new_once()
    asked = f"private {code} {once}".encode()
    new = new_code(lambda number: hmac.digest(key(), asked, hashlib.sha256)[:number])
    household, mine = invitation_id(code, key()), invitation_id(new, key())
    return new if invitations.individual(db(), household, consultation.id, new=mine) else None


def printed_address() -> str:
    """The address that somebody types from paper: without the scheme."""
    return (_base_url() + RETURN_PATH.rstrip("/")).partition("://")[2]


def scanned_address(code: str) -> str:
    """The address in a QR code, which carries the code where no server sees it, and nothing else."""
    return f"{_base_url()}{RETURN_PATH}#{in_groups(code)}"


def _base_url() -> str:
    return str(current_app.config["SETTINGS"].base_url)
