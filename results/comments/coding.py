"""Who gave which themes to which answer. Coders see numbers, never the id of a response.

A part of the answers, drawn by chance, is coded by two people who do not see each other's codes. Where they
differ, a third look settles it; what the two gave stays as it is, since agreement is measured on it.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from results.comments import texts, themes
from results.comments.themes import By, Theme, ThemeChange
from results.domain.themes import NotAllowed, Standing, Themes, in_order, is_coded_twice, settled
from survey.domain.wording import say
from survey.store import consultations, integrity
from survey.store.accounts import Account
from survey.store.answering import responses
from survey.store.consultations import Consultation
from survey.store.database import Base

USUAL_SHARE = 10
MOST_PERCENT = 100
# Of ten numbers or more, one answer has one: a gap says nothing.
FEWEST_NUMBERS, ROOM = 10_000, 10
FULL = say("Somebody else coded this answer meanwhile. Nothing needs to be done: go on with the next one.")
TOO_LATE = say(
    "Two people have coded this answer. What they gave apart from each other stays, because agreement is "
    "measured on it. Where they differ, settle it by a third look."
)
NOT_DIFFERENT = say("Nobody differs about this answer, so there is nothing to settle.")
UNKNOWN_THEME = say("One of these themes is no longer offered. Look at the list, and tick again.")


class CodingPlan(Base):
    """How the answers to a text question are coded: how many of them by two people, and in which order."""

    __tablename__ = "coding_plans"
    __table_args__ = (CheckConstraint("share BETWEEN 0 AND 100", name="share_is_a_percentage"),)

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    question: Mapped[str] = mapped_column(String(200), primary_key=True, doc="Which text question")
    share: Mapped[int] = mapped_column(doc="Percent of the answers that two people code")
    seed: Mapped[str] = mapped_column(String(32), doc="Random; the order of the answers comes from it")
    looked_at: Mapped[int] = mapped_column(doc="How many responses there were when answers were listed")


class CodedText(Base):
    """The number under which coders see an answer, instead of the random id of its response."""

    __tablename__ = "coded_texts"
    __table_args__ = (UniqueConstraint("question", "response_id"),)

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    question: Mapped[str] = mapped_column(String(200), primary_key=True, doc="Which text question")
    number: Mapped[int] = mapped_column(primary_key=True, doc="Number of the answer, in random order")
    response_id: Mapped[str] = mapped_column(String(32), doc="The random id of the response")


class Coding(Base):
    """The themes that one member of staff gave to one answer. It is deleted with the responses."""

    __tablename__ = "codings"
    __table_args__ = (
        UniqueConstraint("consultation_id", "question", "number", "place"),
        CheckConstraint("place IN (1, 2)", name="at_most_two_people_code_an_answer"),
    )

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    question: Mapped[str] = mapped_column(String(200), primary_key=True, doc="Which text question")
    number: Mapped[int] = mapped_column(primary_key=True, doc="Which answer")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, doc="Who coded it")
    place: Mapped[int] = mapped_column(doc="1 for the first who coded it, 2 for the second")
    day: Mapped[date] = mapped_column(doc="Day of the coding")
    themes: Mapped[list[str]] = mapped_column(JSON, doc="Codes of the themes; none where nothing was said")


class ThirdLook(Base):
    """The themes that an answer counts with after two people differed. It is deleted with the responses."""

    __tablename__ = "third_looks"

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    question: Mapped[str] = mapped_column(String(200), primary_key=True, doc="Which text question")
    number: Mapped[int] = mapped_column(primary_key=True, doc="Which answer")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), doc="Who settled it")
    day: Mapped[date] = mapped_column(doc="Day on which it was settled")
    themes: Mapped[list[str]] = mapped_column(JSON, doc="Codes of the themes; none where nothing was said")


TABLES = (ThirdLook, Coding, CodedText, CodingPlan)


def plan_of(session: Session, consultation: Consultation, question: str) -> CodingPlan | None:
    """How the answers to a question are coded; None where nobody has begun."""
    return session.get(CodingPlan, (consultation.id, question))


def start(session: Session, consultation: Consultation, question: str, *, share: int) -> CodingPlan:
    """Begins coding, or changes the share that two people code, and lists the answers that came since."""
    consultations.take_turn(session, consultation.id)
    plan = session.get(CodingPlan, (consultation.id, question), populate_existing=True)
    if plan is None:
        plan = CodingPlan(
            consultation_id=consultation.id, question=question, seed=secrets.token_hex(16), looked_at=-1
        )
        session.add(plan)
    plan.share = share
    _list_answers(session, consultation, plan)
    return plan


def list_late_answers(session: Session, consultation: Consultation) -> None:
    """Lists what came since coding began, such as late forms on paper, under numbers that do not show it."""
    mine = CodingPlan.consultation_id == consultation.id
    for plan in session.scalars(select(CodingPlan).where(mine)).all():
        _list_answers(session, consultation, plan)


def _list_answers(session: Session, consultation: Consultation, plan: CodingPlan) -> None:
    number = responses.count(session, consultation.id)
    if plan.looked_at == number:
        return
    plan.looked_at = number
    session.flush()
    listed = {id_: place for place, id_ in _listed(session, consultation, plan.question).items()}
    found = texts.each(session, consultation, keys=(plan.question,))
    fresh = [text.response for text in found if text.response not in listed]
    free = _unused(len(fresh), taken=set(listed.values()))
    own = {"consultation_id": consultation.id, "question": plan.question}
    rows = [own | {"number": place, "response_id": id_} for place, id_ in zip(free, fresh, strict=True)]
    if rows:
        session.execute(insert(CodedText), rows)


def _unused(number: int, *, taken: Collection[int]) -> list[int]:
    """Random numbers that no answer has. Those of late answers lie among those of the first ones."""
    most = FEWEST_NUMBERS
    # Only the first answers widen the range: it is the power of ten above the highest of their numbers.
    while most < max(taken, default=ROOM * number) or most < 2 * (number + len(taken)):
        most *= 10
    found = secrets.SystemRandom().sample(range(1, most + 1), number + len(taken))
    return [one for one in found if one not in taken][:number]


def _listed(
    session: Session, consultation: Consultation, question: str, only: int | None = None
) -> dict[int, str]:
    mine = CodedText.consultation_id == consultation.id, CodedText.question == question
    query = select(CodedText.number, CodedText.response_id).where(*mine).order_by(CodedText.number)
    query = query if only is None else query.where(CodedText.number == only)
    return {row.number: row.response_id for row in session.execute(query)}


def numbers(
    session: Session, consultation: Consultation, question: str, *, only: int | None = None
) -> dict[int, str]:
    """The answers that count (or `only` one), by number: the id of its response. Not those left out."""
    left_out = frozenset(integrity.excluded(session, consultation))
    every = _listed(session, consultation, question, only).items()
    return {number: id_ for number, id_ in every if id_ not in left_out}


def text_of(session: Session, consultation: Consultation, question: str, number: int) -> str | None:
    """What an answer says; None where there is none of that number."""
    row = session.get(CodedText, (consultation.id, question, number))
    if row is None:
        return None
    found = texts.text_of(session, consultation, response=row.response_id, key=question)
    return found.text if found and not found.excluded else None


def standings(
    session: Session, consultation: Consultation, question: str, *, only: int | None = None
) -> dict[int, Standing]:
    """Where each answer stands (or `only` one), by number, with merged themes as those they count as."""
    plan = plan_of(session, consultation, question)
    if plan is None:
        return {}
    wanted = numbers(session, consultation, question, only=only)
    merged = themes.merged(themes.every(session, consultation, question))
    by: dict[int, dict[int, Themes]] = {}
    for number, account, codes in _given(session, consultation, question, only):
        by.setdefault(number, {})[account] = settled(codes, merged)
    third = _third_looks(session, consultation, question, merged)
    return {
        number: Standing(
            number, is_coded_twice(plan.seed, number, plan.share), by.get(number, {}), third.get(number)
        )
        for number in wanted
    }


def _given(
    session: Session, consultation: Consultation, question: str, only: int | None
) -> list[tuple[int, int, list[str]]]:
    mine = Coding.consultation_id == consultation.id, Coding.question == question
    query = select(Coding.number, Coding.account_id, Coding.themes).where(*mine)
    query = query if only is None else query.where(Coding.number == only)
    found = session.execute(query.order_by(Coding.number, Coding.place))
    return [(number, account, codes) for number, account, codes in found]


def _third_looks(
    session: Session, consultation: Consultation, question: str, merged: Mapping[str, str]
) -> dict[int, Themes]:
    mine = ThirdLook.consultation_id == consultation.id, ThirdLook.question == question
    query = select(ThirdLook.number, ThirdLook.themes).where(*mine)
    return {number: settled(codes, merged) for number, codes in session.execute(query)}


def next_for(
    plan: CodingPlan, every: Mapping[int, Standing], coder: int, *, after: int | None = None
) -> int | None:
    """The next answer for this coder; past the one that they skipped, and round to it at the end."""
    waiting = {number for number, one in every.items() if one.waits_for(coder)}
    order = in_order(plan.seed, coder, every)
    if after in every:
        place = order.index(after) + 1
        order = order[place:] + order[:place]
    return next((number for number in order if number in waiting), None)


def code(
    session: Session,
    consultation: Consultation,
    question: str,
    number: int,
    *,
    codes: Collection[str],
    by: By,
) -> None:
    """Gives themes to an answer, or none; again, where the same coder changes them. Raises NotAllowed."""
    # Of two who code the same answer at once, the second one finds it coded.
    consultations.take_turn(session, consultation.id)
    standing = _standing(session, consultation, question, number)
    own = _checked(themes.offered(session, consultation, question), codes)
    mine = session.get(Coding, (consultation.id, question, number, by.account), populate_existing=True)
    if mine is not None:
        if not standing.may_change(by.account):
            raise NotAllowed(TOO_LATE)
        mine.themes, mine.day = own, by.day
    elif standing.waits_for(by.account):
        place = len(standing.by) + 1
        key = {"consultation_id": consultation.id, "question": question, "number": number}
        session.add(Coding(**key, account_id=by.account, place=place, day=by.day, themes=own))
    else:
        raise NotAllowed(FULL)
    session.flush()


def settle(
    session: Session,
    consultation: Consultation,
    question: str,
    number: int,
    *,
    codes: Collection[str],
    by: By,
) -> None:
    """Settles by a third look with which themes an answer counts. Raises NotAllowed where nobody differs."""
    consultations.take_turn(session, consultation.id)
    standing = _standing(session, consultation, question, number)
    if len(standing.by) < 2 or standing.agreed:  # noqa: PLR2004 - two people differ
        raise NotAllowed(NOT_DIFFERENT)
    own = _checked(themes.offered(session, consultation, question), codes)
    found = session.get(ThirdLook, (consultation.id, question, number), populate_existing=True)
    if found is None:
        found = ThirdLook(consultation_id=consultation.id, question=question, number=number)
        session.add(found)
    found.account_id, found.day, found.themes = by.account, by.day, own
    session.flush()


def _standing(session: Session, consultation: Consultation, question: str, number: int) -> Standing:
    standing = standings(session, consultation, question, only=number).get(number)
    if standing is None:
        raise NotAllowed(FULL)
    return standing


def _checked(offered: list[Theme], codes: Collection[str]) -> list[str]:
    known = [theme.code for theme in offered]
    if not set(codes) <= set(known):
        raise NotAllowed(UNKNOWN_THEME)
    return [code for code in known if code in set(codes)]


def names(session: Session, accounts: Collection[int]) -> dict[int, str]:
    """The names of members of staff, by account."""
    query = select(Account.id, Account.name).where(Account.id.in_(set(accounts)))
    return {row.id: row.name for row in session.execute(query)}


def coders(session: Session, consultation: Consultation, question: str) -> int:
    """How many people coded answers to a question."""
    mine = Coding.consultation_id == consultation.id, Coding.question == question
    return session.scalar(select(func.count(Coding.account_id.distinct())).where(*mine)) or 0


def forget(session: Session, consultation_id: int) -> None:
    """Deletes what was said of single answers, and what may repeat their words. The themes stay."""
    for table in TABLES:
        session.execute(delete(table).where(table.consultation_id == consultation_id))
    own = select(Theme.id).where(Theme.consultation_id == consultation_id)
    session.execute(delete(ThemeChange).where(ThemeChange.theme_id.in_(own)))
    session.execute(update(Theme).where(Theme.consultation_id == consultation_id).values(example=""))
