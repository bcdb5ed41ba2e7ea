"""Texts that many people sent in nearly the same words: found by a program, confirmed by a person.

A group leaves no response out and weighs none down. It is found after closing, confirmed or rejected by one
member of staff with a reason, and fixed when the results are counted. What a release says of it is in
`results.comments.released_campaigns`. Members are kept by the random ids of their responses and go with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from results.comments import quotes, texts
from results.comments.texts import Text
from results.domain import campaigns
from results.domain.campaigns import Group
from results.domain.themes import NotAllowed
from survey.domain.wording import say
from survey.store import consultations, integrity
from survey.store.answering import responses
from survey.store.answering.responses import Response
from survey.store.consultations import Consultation
from survey.store.database import Base

SHORTEST_REASON, LONGEST_REASON = 10, 1000
LONGEST_NAME = 100
MOST_GROUPS = 200
PERCENT = 100
SETTLED = say("The results were counted already, so nothing can be decided any more.")
CHANGED = say("Somebody else decided about this group meanwhile. Read what they wrote, and decide again.")


class Decision(StrEnum):
    """What a person decides about a group. The newest one counts."""

    CONFIRM = "confirm"
    REJECT = "reject"
    UNDO = "undo"


class TextSearch(Base):
    """That texts were compared with each other: when, and how many there were. It is made once or again."""

    __tablename__ = "text_searches"

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    day: Mapped[date] = mapped_column(doc="Day on which the texts were compared")
    responses: Mapped[int] = mapped_column(doc="How many responses there were")
    texts: Mapped[int] = mapped_column(doc="How many texts were read")
    long_enough: Mapped[int] = mapped_column(doc="How many of them had 15 words or more and were compared")
    released: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), doc="What the results say of them; from then on nothing can be decided"
    )

    @property
    def settled(self) -> bool:
        """Whether the results were counted."""
        return self.released is not None


class Campaign(Base):
    """A group of texts that are nearly the same. It goes with the responses."""

    __tablename__ = "campaigns"

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    number: Mapped[int] = mapped_column(primary_key=True, doc="1 for the largest")
    responses: Mapped[int] = mapped_column(doc="How many responses have such a text")
    leaders: Mapped[list[list[str]]] = mapped_column(
        JSON, doc="The texts that most of them follow: the random id of the response, and the question"
    )


class CampaignText(Base):
    """A text that belongs to a group. It is in one group at most, and goes with the responses."""

    __tablename__ = "campaign_texts"

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    response_id: Mapped[str] = mapped_column(
        String(32), primary_key=True, doc="The random id of the response"
    )
    key: Mapped[str] = mapped_column(String(200), primary_key=True, doc="To which question it was written")
    number: Mapped[int] = mapped_column(doc="Which group")
    nearness: Mapped[int] = mapped_column(doc="Percent of letter runs that it shares with a leading text")


class CampaignDecision(Base):
    """What a member of staff decided about a group, and why. A later one undoes an earlier one."""

    __tablename__ = "campaign_decisions"
    __table_args__ = (
        UniqueConstraint("consultation_id", "number", "turn"),
        CheckConstraint(
            "decision IN ('confirm', 'reject', 'undo')", name="campaign_decision_is_a_known_one"
        ),
        CheckConstraint(
            f"length(trim(reason)) >= {SHORTEST_REASON}", name="campaign_decision_gives_a_reason"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), doc="Which consultation")
    number: Mapped[int] = mapped_column(doc="Which group")
    turn: Mapped[int] = mapped_column(doc="1 for the first decision about this group")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), doc="Who decided")
    day: Mapped[date] = mapped_column(doc="Day of the decision")
    decision: Mapped[str] = mapped_column(String(10), doc="Confirmed, rejected, or open again")
    reason: Mapped[str] = mapped_column(doc="Why")
    name: Mapped[str] = mapped_column(String(LONGEST_NAME), doc="What the text is called in public, if known")
    published: Mapped[list[str] | None] = mapped_column(
        JSON(none_as_null=True), doc="The text to publish, in pieces between what is taken out; or nothing"
    )


TABLES = (CampaignDecision, CampaignText, Campaign, TextSearch)


@dataclass(frozen=True)
class Found:
    """A group as staff see it: its number and size, its leading text, and the newest decision."""

    number: int
    responses: int
    leader: Text | None
    last: CampaignDecision | None

    @property
    def state(self) -> Decision:
        """Confirmed, rejected, or (UNDO) nobody decided."""
        return Decision(self.last.decision) if self.last else Decision.UNDO


@dataclass(frozen=True)
class Wanted:
    """What somebody decides, why, under which name, and how many decisions they had read.

    `published` is the text in the pieces that are left of it; None: it is not published.
    """

    decision: Decision
    reason: str
    seen: int
    name: str = ""
    published: tuple[str, ...] | None = None


def search_of(session: Session, consultation: Consultation) -> TextSearch | None:
    """That the texts were compared; None where nobody did yet."""
    return session.get(TextSearch, consultation.id, populate_existing=True)


def search(session: Session, consultation: Consultation, *, day: date) -> TextSearch:
    """Compares all texts and stores the groups; again, where forms came in since.

    What was decided stays with a group that is found again. Raises NotAllowed once the results were counted.
    """
    signed = campaigns.signatures(text.text for text in texts.each(session, consultation))
    found = campaigns.groups(signed)[:MOST_GROUPS]
    consultations.take_turn(session, consultation.id)
    made = _unsettled(session, consultation) or TextSearch(consultation_id=consultation.id)
    made.day, made.responses = day, responses.count(session, consultation.id)
    made.texts, made.long_enough = signed.looked_at, len(signed.places)
    session.add(made)
    members = _members(session, consultation, found)
    numbers = _numbered(_stored(session, consultation), members)
    for table in (CampaignText, Campaign):
        session.execute(delete(table).where(table.consultation_id == consultation.id))
    # A group that is not found again takes with it what was decided about it.
    gone = CampaignDecision.consultation_id == consultation.id, CampaignDecision.number.not_in(numbers)
    session.execute(delete(CampaignDecision).where(*gone))
    for number, group, own in zip(numbers, found, members, strict=True):
        _store(session, consultation, number, group=group, members=own)
    session.flush()
    return made


Member = tuple[str, str]


def _members(
    session: Session, consultation: Consultation, found: Sequence[Group]
) -> list[dict[int, Member]]:
    """The response and the key of each member, by the place of its text: the texts are read once more."""
    group_at = {place: number for number, group in enumerate(found) for place in group.members}
    members: list[dict[int, Member]] = [{} for _ in found]
    for place, text in enumerate(texts.each(session, consultation)):
        if place in group_at:
            members[group_at[place]][place] = (text.response, text.key)
    return members


def _stored(session: Session, consultation: Consultation) -> dict[Member, int]:
    """The group of each member as it is stored."""
    mine = CampaignText.consultation_id == consultation.id
    query = select(CampaignText.response_id, CampaignText.key, CampaignText.number).where(mine)
    return {(response, key): number for response, key, number in session.execute(query)}


def _numbered(before: Mapping[Member, int], members: Sequence[Mapping[int, Member]]) -> list[int]:
    """A number for each group: that of the one to which most of its members belonged before, or a new one."""
    numbers: list[int] = []
    last = max(before.values(), default=0)
    for own in members:
        shared = Counter(before[one] for one in own.values() if one in before)
        (number, times), *_ = [*shared.most_common(1), (0, 0)]
        if not number or number in numbers or 2 * times <= len(own):
            last += 1
            number = last
        numbers.append(number)
    return numbers


def _store(
    session: Session,
    consultation: Consultation,
    number: int,
    *,
    group: Group,
    members: Mapping[int, Member],
) -> None:
    leaders = [list(members[place]) for place in group.leaders]
    size = len({response for response, _ in members.values()})
    key = {"consultation_id": consultation.id, "number": number}
    session.add(Campaign(**key, responses=size, leaders=leaders))
    rows = [
        {**key, "response_id": members[place][0], "key": members[place][1], "nearness": int(near * PERCENT)}
        for place, near in zip(group.members, group.nearness, strict=True)
    ]
    session.execute(insert(CampaignText), rows)


def every(session: Session, consultation: Consultation) -> list[Found]:
    """The groups, the largest first."""
    mine = Campaign.consultation_id == consultation.id
    order = Campaign.responses.desc(), Campaign.number
    groups = list(session.scalars(select(Campaign).where(mine).order_by(*order)))
    leading = [(one.leaders[0][0], one.leaders[0][1]) for one in groups]
    read = read_texts(session, consultation, leading)
    newest = {one.number: one for one in _decisions(session, consultation)}
    return [
        Found(one.number, one.responses, read.get(leader), newest.get(one.number))
        for one, leader in zip(groups, leading, strict=True)
    ]


def one(session: Session, consultation: Consultation, number: int) -> Found | None:
    """A group by its number; None where there is none."""
    return next((own for own in every(session, consultation) if own.number == number), None)


def members_of(session: Session, consultation: Consultation, number: int) -> list[Member]:
    """The texts of a group, the nearest to a leading text first."""
    mine = CampaignText.consultation_id == consultation.id, CampaignText.number == number
    order = CampaignText.nearness.desc(), CampaignText.response_id, CampaignText.key
    query = select(CampaignText.response_id, CampaignText.key).where(*mine).order_by(*order)
    return [(response, key) for response, key in session.execute(query)]


def read_texts(
    session: Session, consultation: Consultation, wanted: Iterable[Member]
) -> dict[Member, Text]:
    """Some texts, by response and key. What is gone is not there."""
    sources = texts.sources_of(session, consultation)
    left_out = frozenset(integrity.excluded(session, consultation))
    by_id: dict[str, list[str]] = {}
    for id_, key in wanted:
        by_id.setdefault(id_, []).append(key)
    table = Response.__table__.c
    query = select(table.id, table.language, table.answers).where(table.id.in_(by_id))
    mine = query.where(table.consultation_id == consultation.id)
    return {
        (id_, key): Text(
            key, sources[key].question.code, sources[key].kind, id_, answers[key], language, id_ in left_out
        )
        for id_, language, answers in session.execute(mine)
        for key in by_id[id_]
        if key in answers and key in sources
    }


def publishable(session: Session, consultation: Consultation, number: int) -> Text | None:
    """The text of a group that may be published: the nearest whose writer allowed it to be quoted.

    None where nobody was asked or nobody allowed it, or people were told that these words stay unpublished.
    """
    sources = texts.sources_of(session, consultation)
    silent = quotes.silent(session, consultation)
    allowing = quotes.allowing(session, consultation)
    left_out = frozenset(integrity.excluded(session, consultation))
    for response, key in members_of(session, consultation, number):
        if response in allowing and response not in left_out and key in sources.keys() - silent:
            return texts.text_of(session, consultation, response=response, key=key)
    return None


def decisions_of(session: Session, consultation: Consultation, number: int) -> list[CampaignDecision]:
    """What was decided about a group, the first one first."""
    return [own for own in _decisions(session, consultation) if own.number == number]


def _decisions(session: Session, consultation: Consultation) -> list[CampaignDecision]:
    mine = CampaignDecision.consultation_id == consultation.id
    return list(session.scalars(select(CampaignDecision).where(mine).order_by(CampaignDecision.id)))


def decide(
    session: Session, consultation: Consultation, number: int, *, wanted: Wanted, account: int, day: date
) -> CampaignDecision:
    """Records what one person decided, and logs it in public. Raises NotAllowed, with words for a page."""
    # Of two who decide at once, the second one is shown what the first one wrote; and none after counting.
    consultations.take_turn(session, consultation.id)
    _unsettled(session, consultation)
    earlier = decisions_of(session, consultation, number)
    if len(earlier) != wanted.seen:
        raise NotAllowed(CHANGED)
    confirmed = wanted.decision is Decision.CONFIRM
    made = CampaignDecision(
        consultation_id=consultation.id,
        number=number,
        turn=len(earlier) + 1,
        account_id=account,
        day=day,
        decision=wanted.decision.value,
        reason=wanted.reason,
        name=wanted.name if confirmed else "",
        published=list(wanted.published) if confirmed and wanted.published is not None else None,
    )
    session.add(made)
    session.flush()
    consultations.log(session, consultation, day=day, text=_logged(made))
    return made


def _logged(made: CampaignDecision) -> str:
    """The entry in the public log, which is kept in English."""
    named = f", named “{made.name}”" if made.name else ""
    what = {
        Decision.CONFIRM: "was confirmed. All these responses are counted like all others",
        Decision.REJECT: "was not confirmed. The results will not mention it",
        Decision.UNDO: "is open again: the decision about it was undone",
    }[Decision(made.decision)]
    return f"Group {made.number} of texts that are nearly the same{named} {what}. Reason: {made.reason}"


def _unsettled(session: Session, consultation: Consultation) -> TextSearch | None:
    """The search, for writing. Raises NotAllowed once the results were counted."""
    found = _locked(session, consultation)
    if found is not None and found.settled:
        raise NotAllowed(SETTLED)
    return found


def to_settle(session: Session, consultation: Consultation) -> TextSearch | None:
    """The search, while the results are counted: nobody else can decide meanwhile. None: nobody looked."""
    return _locked(session, consultation)


def _locked(session: Session, consultation: Consultation) -> TextSearch | None:
    query = select(TextSearch).where(TextSearch.consultation_id == consultation.id).with_for_update()
    return session.scalar(query.execution_options(populate_existing=True))


def forget(session: Session, consultation_id: int) -> None:
    """Deletes the groups and what was decided about them, when the responses go. The log stays."""
    for table in TABLES:
        session.execute(delete(table).where(table.consultation_id == consultation_id))

