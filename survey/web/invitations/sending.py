"""Sending invitations one by one through somebody else's service: codes are stored first, all at once.

So the order in which they are stored tells nothing of the order of the addresses. What could not be sent is
made void at the end, also where the sending is stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from survey.domain.accounts import Act
from survey.domain.addresses import Address
from survey.domain.codes import in_groups, invitation_id
from survey.domain.wording import say_day
from survey.notify import Refused, Send, Unreachable
from survey.store import accounts, invitations
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.strata import Stratum
from survey.web.clock import now, today
from survey.web.invitations import issuing
from survey.web.invitations.entry import key, printed_address, scanned_address


@dataclass
class Outcome:
    """How it went. `refused` numbers the addresses from 1, as they were used."""

    sent: int = 0
    refused: list[int] = field(default_factory=list)
    left: int = 0
    stopped: str = ""


def send_all(
    session: Session,
    consultation: Consultation,
    stratum: Stratum,
    *,
    recipients: Sequence[Address],
    send: Send,
    progress: Callable[[int], None],
) -> Outcome:
    """Issues a code for each recipient and sends it. Commits: what was sent cannot be taken back."""
    codes = issuing.drawn(len(recipients))
    issuing.store(session, stratum, codes, seen=stratum.issued, day=today())
    subject = f"{consultation.slug} {stratum.code} {len(codes)} sent"
    accounts.audit(session, at=now(), account=None, act=Act.INVITE.value, subject=subject)
    session.commit()
    unsent, outcome = dict(zip(codes, recipients, strict=True)), Outcome()
    try:
        for number, code in enumerate(codes, start=1):
            try:
                send(unsent[code], _texts(consultation, code))
                del unsent[code]
                outcome.sent += 1
            except Refused:
                outcome.refused.append(number)
            progress(1)
    except Unreachable as error:
        outcome.stopped = str(error)
    finally:
        own = key()
        invitations.take_back(session, stratum, [invitation_id(code, own) for code in unsent], day=today())
        session.commit()
    outcome.left = len(unsent) - len(outcome.refused)
    return outcome


def _texts(consultation: Consultation, code: str) -> dict[str, str]:
    """What fills the template: its fields have these names."""
    closes = consultation.closes_on
    return {
        "code": in_groups(code),
        "web_address": printed_address(),
        "link": scanned_address(code),
        "consultation": consultation.title,
        "council": consultation.council,
        "last_day": str(say_day(closes)) if closes else "",
        "phone": consultation.ways_to_answer.phone,
    }
