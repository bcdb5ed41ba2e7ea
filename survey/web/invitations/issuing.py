"""Issuing: codes are drawn, handed out once, and only their ids are stored."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from survey.domain.codes import in_groups, invitation_id
from survey.domain.invitations import new_codes
from survey.store import invitations
from survey.store.database import Session
from survey.store.strata import Stratum
from survey.web.invitations.entry import key, printed_address, scanned_address

HEADINGS = ("code", "web_address", "qr_address")
LINES_AT_ONCE = 1_000


def drawn(number: int) -> list[str]:
    """So many new codes. They exist here and in what is handed out, and nowhere else."""
    return new_codes(number, os.urandom)


def store(session: Session, stratum: Stratum, codes: Iterable[str], *, seen: int, day: date) -> None:
    """Stores the ids of the codes. Raises Changed where `seen` codes are no longer what was issued."""
    own = key()
    ids = [invitation_id(code, own) for code in codes]
    invitations.issue(session, stratum, ids, seen=seen, day=day)


def as_csv(codes: Sequence[str]) -> Iterator[str]:
    """The codes as CSV, for whoever prints them: the code, the address to type, and what a QR code holds."""
    yield ",".join(HEADINGS) + "\r\n"
    typed = printed_address()
    for start in range(0, len(codes), LINES_AT_ONCE):
        part = codes[start : start + LINES_AT_ONCE]
        yield "".join(f"{in_groups(code)},{typed},{scanned_address(code)}\r\n" for code in part)
