"""The texts that many people sent: looked for, and confirmed or not by an officer of the demonstration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from results.comments import campaigns
from results.comments.campaigns import Decision, Found, Wanted
from results.comments.themes import By
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.demo_whole import Whole


def confirm(session: Session, consultation: Consultation, whole: Whole, by: By) -> None:
    """Confirms each group that follows a text that was given out, and no other."""
    campaigns.search(session, consultation, day=by.day)
    for found in campaigns.every(session, consultation):
        text = _text_of(found, whole.written["campaigns"])
        wanted = _confirmed(session, consultation, found, text) if text else _rejected(found, whole)
        campaigns.decide(session, consultation, found.number, wanted=wanted, account=by.account, day=by.day)


def _text_of(found: Found, given_out: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    text = found.leader.text if found.leader else ""
    return next((one for one in given_out if one["text"] in text), None)


def _rejected(found: Found, whole: Whole) -> Wanted:
    advert = whole.written["advert"]
    is_advert = found.leader is not None and found.leader.text == advert["text"]
    reason = (advert if is_advert else whole.written)["not_a_campaign"]
    return Wanted(Decision.REJECT, reason, seen=0)


def _confirmed(
    session: Session, consultation: Consultation, found: Found, given_out: Mapping[str, Any]
) -> Wanted:
    """Publishes the text as it was given out, if somebody who sent it allows that: what they added is cut."""
    allowed = campaigns.publishable(session, consultation, found.number)
    before, words, after = allowed.text.partition(given_out["text"]) if allowed else ("", "", "")
    left = (("", f" {words}") if before else (words,)) if words else None
    if left and after:
        left = (*left[:-1], f"{left[-1]} ", "")
    return Wanted(Decision.CONFIRM, given_out["reason"], 0, given_out["name"], left)
