"""Marks on responses and what people decided about them. Nothing here deletes a response.

Marks are worked out once, when a consultation is closed: until then nobody and no rule reads an answer. Which
responses are left out is worked out from the reviews. Equality answers are never read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, delete, func, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from survey.domain.integrity import settling
from survey.domain.integrity.flagging import Flag as Found
from survey.domain.integrity.flagging import Given, look
from survey.domain.integrity.reviewing import (
    SHORTEST_REASON,
    Counts,
    Decision,
    Last,
    NotAllowed,
    State,
    counts,
    decided,
    state,
)
from survey.domain.integrity.rules import Chosen
from survey.domain.wording import say
from survey.store import consultations
from survey.store.accounts import Account
from survey.store.answering import days, responses
from survey.store.answering.responses import Response
from survey.store.consultations import Consultation
from survey.store.database import Base
from survey.store.questionnaires.versions import frozen

BATCH = 2_000
RELEASED = say("The results were counted already, so nothing can be decided any more.")
APPLIED = "The rules that were published before opening marked responses for people to look at."
CHANGED = say(
    "Somebody else decided about this response meanwhile. Read what they wrote, and decide again."
)


class Flag(Base):
    """A rule that was published before opening marked a response for a person to look at. It goes with it."""

    __tablename__ = "flags"
    __table_args__ = (UniqueConstraint("consultation_id", "number", "rule"),)

    response_id: Mapped[str] = mapped_column(
        String(32), primary_key=True, doc="The random id of the response"
    )
    rule: Mapped[str] = mapped_column(String(40), primary_key=True, doc="Which rule")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), doc="Which consultation")
    number: Mapped[int] = mapped_column(doc="Number under which reviewers see the response instead of its id")


class Review(Base):
    """What a member of staff decided about a marked response, and why. A later one undoes an earlier one."""

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint("decision IN ('keep', 'propose', 'exclude')", name="review_has_a_known_decision"),
        CheckConstraint(f"length(trim(reason)) >= {SHORTEST_REASON}", name="review_gives_a_reason"),
        CheckConstraint(
            "(decision = 'exclude' AND proposed_by IS NOT NULL AND proposed_by <> account_id) "
            "OR (decision <> 'exclude' AND proposed_by IS NULL)",
            name="leaving_out_takes_two_people",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), doc="Which consultation")
    number: Mapped[int] = mapped_column(doc="Which of its marked responses")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), doc="Who decided")
    proposed_by: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id"), doc="Who had proposed to leave the response out"
    )
    day: Mapped[date] = mapped_column(doc="Day of the decision")
    decision: Mapped[str] = mapped_column(
        String(10), doc="Keep it, propose to leave it out, or leave it out"
    )
    reason: Mapped[str] = mapped_column(doc="Why")


class Marking(Base):
    """That the published rules were applied at closing, and in the end how many responses each concerned."""

    __tablename__ = "markings"

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    day: Mapped[date] = mapped_column(doc="Day on which the rules were applied")
    looked_at: Mapped[int] = mapped_column(doc="To how many responses they were applied")
    days: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, doc="Days on which far more open answers came than on those around"
    )
    outcome: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), doc="Counts of each rule, and the reasons, when the results were counted"
    )
    later: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON,
        default=list,
        server_default="[]",
        doc="The same for each further edition of the results, with the day from which everyone sees it",
    )
    reopened_on: Mapped[date | None] = mapped_column(
        doc="Day on which the decisions were opened again, for a further edition of the results"
    )

    @property
    def settled(self) -> bool:
        """Whether the results were counted, and nothing can be decided any more."""
        return bool(self.outcome is not None or self.later) and self.reopened_on is None

    def outcome_of(self, edition: int) -> Mapping[str, Any] | None:
        """What was settled when that edition was counted."""
        return settling.settled_of(edition, self.outcome, self.later)

    def outcome_on(self, day: date) -> Mapping[str, Any] | None:
        """What was settled for the newest edition that everyone sees on that day, once results are public."""
        return settling.settled_on(day, self.outcome, self.later)


_FLAGS = select(Flag.response_id, Flag.rule, Flag.number)


@dataclass(frozen=True)
class Marked:
    """A marked response: its number, the rules that marked it, and its newest review."""

    number: int
    rules: tuple[str, ...]
    last: Last | None

    @property
    def state(self) -> State:
        return state(self.last.decision if self.last else None)


def chosen_by(consultation: Consultation) -> Chosen:
    """The rules that this consultation published before it opened."""
    return Chosen.load(consultation.counting_rules.integrity)


def mark(session: Session, consultation: Consultation, *, day: date) -> int:
    """Applies the rules to all responses of a closed consultation; returns how many are newly marked.

    Again only where responses were entered since, such as late forms on paper: more responses take no mark
    away. Nothing is read where there are no rules, while it is open, and once the results are counted.
    """
    chosen = chosen_by(consultation)
    if not chosen or consultation.closed_on is None:
        return 0
    number = responses.count(session, consultation.id)
    # Of two who do this at once, the second one finds it done.
    consultations.take_turn(session, consultation.id)
    marking = session.get(Marking, consultation.id, populate_existing=True)
    if marking is not None and (marking.settled or marking.looked_at == number):
        return 0
    asked = frozen(session, consultation.version_id or "").questionnaire
    found = look(_given(session, consultation), chosen, asked)
    new = _add(session, consultation, found.flags)
    first = marking is None
    marking = marking or Marking(consultation_id=consultation.id)
    session.add(marking)
    days = [{"day": one.day.isoformat(), "count": one.count, "usual": one.usual} for one in found.days]
    marking.day, marking.looked_at, marking.days = day, number, days
    session.flush()
    # Said again, it would tell that one of a few forms that came late was marked.
    if new and first:
        consultations.log(session, consultation, day=day, text=APPLIED)
    return new


def _add(session: Session, consultation: Consultation, flags: Iterable[Found]) -> int:
    """Stores the flags that are not there yet; returns how many responses had none before."""
    mine = Flag.consultation_id == consultation.id
    there = {(id_, rule): number for id_, rule, number in session.execute(_FLAGS.where(mine))}
    numbers = {id_: number for (id_, _rule), number in there.items()}
    # The ids look random, so their order tells nothing about who answered when.
    fresh = sorted({flag.response for flag in flags} - numbers.keys())
    first = max(numbers.values(), default=0) + 1
    numbers |= {id_: number for number, id_ in enumerate(fresh, start=first)}
    rows = [
        {
            "response_id": flag.response,
            "rule": flag.rule,
            "consultation_id": consultation.id,
            "number": numbers[flag.response],
        }
        for flag in flags
        if (flag.response, flag.rule) not in there
    ]
    if rows:
        session.execute(insert(Flag), rows)
    return len(fresh)


def _given(session: Session, consultation: Consultation) -> Iterator[Given]:
    table = Response.__table__.c
    query = select(table.id, table.answers, table.day, table.channel, table.stratum)
    mine = query.where(table.consultation_id == consultation.id)
    # On the statement and not on the connection, where it would outlast this query and meet the next INSERT.
    found = session.connection().execute(mine, execution_options={"yield_per": BATCH})
    for rows in found.partitions():
        yield from (Given(*row) for row in rows)


def marking_of(session: Session, consultation: Consultation) -> Marking | None:
    """That the rules were applied; None before, and where there are none."""
    return session.get(Marking, consultation.id)


def marked(session: Session, consultation: Consultation) -> list[Marked]:
    """Every marked response, in the order of its number."""
    mine = Flag.consultation_id == consultation.id
    rules: dict[int, list[str]] = {}
    query = select(Flag.number, Flag.rule).where(mine).order_by(Flag.number, Flag.rule)
    for number, rule in session.execute(query):
        rules.setdefault(number, []).append(rule)
    last = _newest(session, consultation)
    return [Marked(number, tuple(own), last.get(number)) for number, own in rules.items()]


def _newest(session: Session, consultation: Consultation) -> dict[int, Last]:
    mine = Review.consultation_id == consultation.id
    newest = select(func.max(Review.id)).where(mine).group_by(Review.number)
    query = select(Review.number, Review.decision, Review.account_id).where(Review.id.in_(newest))
    return {number: Last(Decision(what), account) for number, what, account in session.execute(query)}


def reviews_of(session: Session, consultation: Consultation, number: int | None = None) -> list[Review]:
    """The reviews of one marked response, or of all, the first one first."""
    query = select(Review).where(Review.consultation_id == consultation.id).order_by(Review.id)
    return list(session.scalars(query if number is None else query.where(Review.number == number)))


def reviewers(session: Session, reviews: Iterable[Review]) -> dict[int, str]:
    """The names of those who reviewed, by account."""
    wanted = {one.account_id for one in reviews}
    query = select(Account.id, Account.name).where(Account.id.in_(wanted))
    return {row.id: row.name for row in session.execute(query)}


def response_of(session: Session, consultation: Consultation, number: int) -> Response | None:
    """The response behind a number, without its equality answers; None where there is none."""
    mine = Flag.consultation_id == consultation.id, Flag.number == number
    return session.scalar(select(Response).where(Response.id.in_(select(Flag.response_id).where(*mine))))


def alike(session: Session, consultation: Consultation, rule: str) -> int:
    """How many responses a rule marked."""
    mine = Flag.consultation_id == consultation.id, Flag.rule == rule
    return session.scalar(select(func.count()).select_from(Flag).where(*mine)) or 0


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to do with a response, why, and how many reviews of it they had read."""

    what: str
    reason: str
    seen: int


def review(
    session: Session, consultation: Consultation, number: int, *, wanted: Wanted, account: int, day: date
) -> Review:
    """Records a review. Raises NotAllowed where it may not be made, and says why."""
    # Of two who decide at once, the second one is shown what the first one wrote; and none after a release.
    consultations.take_turn(session, consultation.id)
    marking = session.get(Marking, consultation.id, populate_existing=True)
    if marking is None or marking.settled:
        raise NotAllowed(RELEASED)
    earlier = reviews_of(session, consultation, number)
    if len(earlier) != wanted.seen:
        raise NotAllowed(CHANGED)
    last = Last(Decision(earlier[-1].decision), earlier[-1].account_id) if earlier else None
    what = decided(wanted.what, last, account)
    made = Review(
        consultation_id=consultation.id,
        number=number,
        account_id=account,
        proposed_by=last.account if last and what is Decision.EXCLUDE else None,
        day=day,
        decision=what.value,
        reason=wanted.reason,
    )
    session.add(made)
    session.flush()
    if State.LEFT_OUT in (state(what), state(last.decision if last else None)):
        _mark_day(session, consultation, number)
    return made


def _mark_day(session: Session, consultation: Consultation, number: int) -> None:
    """Whether a response is counted has changed: what was made of its day before does not hold any more."""
    found = response_of(session, consultation, number)
    if found is not None:
        days.changed(session, consultation.id, [found.day])


def excluded(session: Session, consultation: Consultation) -> list[str]:
    """The ids of the responses that two people left out."""
    left_out = [one.number for one in marked(session, consultation) if one.state is State.LEFT_OUT]
    if not left_out:
        return []
    mine = Flag.consultation_id == consultation.id
    found = session.execute(select(Flag.number, Flag.response_id).where(mine))
    wanted = set(left_out)
    return sorted({id_ for number, id_ in found if number in wanted})


def waiting(session: Session, consultation: Consultation) -> int:
    """How many responses wait for a second person."""
    return sum(one.state is State.WAITING for one in marked(session, consultation))


def counts_of(session: Session, consultation: Consultation, *, edition: int = 1) -> dict[str, Counts]:
    """The counts of each rule as they stood when that edition was counted; as they stand before the first."""
    marking = marking_of(session, consultation)
    if marking is None or (marking.outcome is None and not marking.later):
        return counts_now(session, consultation)
    return settling.counts_in(marking.outcome_of(edition))


def counts_now(session: Session, consultation: Consultation) -> dict[str, Counts]:
    """The counts of each rule as they stand, also while a correction is going on."""
    return counts((rule, one.state) for one in marked(session, consultation) for rule in one.rules)


def settle(session: Session, consultation: Consultation, *, edition: int = 1) -> None:
    """Fixes the counts and the reasons for leaving out: from here on nothing can be decided.

    Those of a further edition stay apart from what is public, until `publish` says from which day.
    """
    marking = marking_of(session, consultation)
    if marking is None:
        return
    every = marked(session, consultation)
    left_out = [one for one in every if one.state is State.LEFT_OUT]
    before = marking.outcome_of(edition - 1)
    rules = settling.told(edition, counts_now(session, consultation), before)
    outcome = {
        "rules": {rule: asdict(own) for rule, own in rules.items()},
        "marked": len(every),
        "left_out": [_account_of(session, consultation, one) for one in left_out],
        "decisions": settling.by_day([(one.day, one.decision) for one in reviews_of(session, consultation)]),
        "days": marking.days,
    }
    if edition == 1:
        marking.outcome = outcome
    else:
        marking.later = settling.with_edition(marking.later, edition, outcome)
    marking.reopened_on = None
    session.flush()


def publish(session: Session, consultation: Consultation, *, edition: int, on: date) -> None:
    """Sets the day from which everyone reads what was settled for a further edition."""
    marking = marking_of(session, consultation)
    if marking is not None:
        marking.later = settling.public_from(marking.later, edition, on)
        session.flush()


def unsettle(session: Session, consultation: Consultation, *, day: date) -> None:
    """Lets people decide again, for a further edition. Until then what was published of decisions stays."""
    marking = marking_of(session, consultation)
    if marking is not None:
        marking.reopened_on = day
        session.flush()


def resettle(session: Session, consultation: Consultation) -> None:
    """Closes the decisions again as they were published, without a further edition."""
    marking = marking_of(session, consultation)
    if marking is not None:
        marking.reopened_on = None
        session.flush()


def _account_of(session: Session, consultation: Consultation, one: Marked) -> Mapping[str, Any]:
    """By which rules a response was left out, and the reasons of the two people. Nothing of what it said."""
    *_, first, second = reviews_of(session, consultation, one.number)
    return {"rules": list(one.rules), "day": second.day.isoformat(), "reasons": [first.reason, second.reason]}


def forget(session: Session, consultation_id: int) -> None:
    """Deletes marks and reviews, when the responses go. What was counted of them stays."""
    for table in (Flag, Review):
        session.execute(delete(table).where(table.consultation_id == consultation_id))
