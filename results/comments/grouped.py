"""Answers that belong to a confirmed group of nearly the same texts: coded once for all of them, if wanted.

Only those are coded along that one person codes and nobody has coded yet. An answer that two people code is
read by each of them, whatever group it is in.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from results.comments import campaigns, coding
from results.comments.campaigns import Campaign, CampaignText, Decision
from results.comments.coding import Coding
from results.comments.themes import By
from results.domain.themes import Standing, State
from survey.store.consultations import Consultation


def alongside(
    session: Session,
    consultation: Consultation,
    question: str,
    number: int,
    *,
    every: Mapping[int, Standing],
) -> list[int]:
    """The other answers of the same confirmed group that could be coded along, by number."""
    ids = coding.numbers(session, consultation, question)
    group = session.scalar(
        select(CampaignText.number).where(
            CampaignText.consultation_id == consultation.id,
            CampaignText.response_id == ids.get(number, ""),
            CampaignText.key == question,
        )
    )
    if group is None or not _is_confirmed(session, consultation, group):
        return []
    members = {id_ for id_, key in campaigns.members_of(session, consultation, group) if key == question}
    return [
        other
        for other, id_ in ids.items()
        if id_ in members and other != number and _is_free(every.get(other))
    ]


def any_confirmed(session: Session, consultation: Consultation) -> bool:
    """Whether there is a confirmed group, so that some texts may have been read once for many."""
    groups = session.scalars(select(Campaign.number).where(Campaign.consultation_id == consultation.id))
    return any(_is_confirmed(session, consultation, group) for group in groups)


def _is_confirmed(session: Session, consultation: Consultation, group: int) -> bool:
    decisions = campaigns.decisions_of(session, consultation, group)
    return bool(decisions) and Decision(decisions[-1].decision) is Decision.CONFIRM


def _is_free(standing: Standing | None) -> bool:
    return standing is not None and standing.state is State.UNCODED and not standing.twice


def code_along(
    session: Session,
    consultation: Consultation,
    question: str,
    numbers: Collection[int],
    *,
    like: int,
    by: By,
) -> int:
    """Gives these answers the themes that this coder just gave to `like`; returns how many were coded.

    Call it after `coding.code`, which waits for others at this consultation.
    """
    given = session.get(Coding, (consultation.id, question, like, by.account))
    standings = coding.standings(session, consultation, question)
    free = [number for number in numbers if _is_free(standings.get(number))]
    if given is None or not free:
        return 0
    own = {
        "consultation_id": consultation.id,
        "question": question,
        "account_id": by.account,
        "place": 1,
        "day": by.day,
        "themes": given.themes,
    }
    session.execute(insert(Coding), [own | {"number": number} for number in free])
    return len(free)
