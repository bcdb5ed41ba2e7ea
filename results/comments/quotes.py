"""Quotes: passages whose writers allowed them to be published; one person redacts, another confirms.

Whether they allowed it is the answer to a question of the questionnaire, `quote-permission`; without it there
are no quotes. The original stays as it is with its response: a quote is only where passages are taken out,
and why. Every state can be undone until the results are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from results.comments import coding, texts
from results.comments.themes import By
from results.domain.themes import (
    LONGEST_DEFINITION,
    REASONS,
    NotAllowed,
    Passage,
    Side,
    Standing,
    drawn,
    plain,
    says_something,
    side_of,
)
from survey.domain.checks.publishing import promises_silence
from survey.domain.questionnaires.publishing import ALLOWED, NEVER, PERMISSION
from survey.domain.questionnaires.questions import Choice, Questionnaire, SupportScale
from survey.domain.wording import say
from survey.store import consultations
from survey.store.answering.responses import Response
from survey.store.consultations import Consultation
from survey.store.database import Base

HEADLINE = "support"
LONGEST_REASON = LONGEST_DEFINITION

PROPOSED, CONFIRMED, TAKEN_BACK = "proposed", "confirmed", "taken-back"


class Quote(Base):
    """A passage proposed for publishing, and who confirmed it. It is deleted with the responses."""

    __tablename__ = "quotes"
    __table_args__ = (
        CheckConstraint("state IN ('proposed', 'confirmed', 'taken-back')", name="quote_has_a_known_state"),
        CheckConstraint(
            "state <> 'confirmed' OR (decided_by IS NOT NULL AND decided_by <> proposed_by)",
            name="publishing_a_quote_takes_two_people",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), doc="Which consultation")
    question: Mapped[str] = mapped_column(String(200), doc="Which text question")
    number: Mapped[int] = mapped_column(doc="Which answer")
    theme: Mapped[str] = mapped_column(String(40), doc="Under which theme it would stand")
    language: Mapped[str] = mapped_column(String(12), doc="In which language its words are")
    passages: Mapped[list[list[int | str]]] = mapped_column(
        JSON, doc="Where words are taken out, and for which reason"
    )
    state: Mapped[str] = mapped_column(String(10), doc="Proposed, confirmed or taken back")
    proposed_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"), doc="Who redacted and proposed it")
    proposed_on: Mapped[date] = mapped_column(doc="Day of the proposal")
    decided_by: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id"), doc="Who confirmed it or took it back"
    )
    decided_on: Mapped[date | None] = mapped_column(doc="Day of the decision")
    reason: Mapped[str] = mapped_column(server_default="", doc="Why it was taken back")

    @property
    def taken_out(self) -> tuple[Passage, ...]:
        """The passages that are taken out."""
        return tuple(Passage(int(start), int(end), str(why)) for start, end, why in self.passages)


@dataclass(frozen=True)
class Proposal:
    """What somebody proposes to publish of an answer."""

    theme: str
    passages: tuple[Passage, ...]
    language: str = "en"


def may_be_quoted(questionnaire: Questionnaire) -> bool:
    """Whether people were asked if they allow quotes."""
    asked = (q for q in questionnaire.questions_of("opinion") if q.code == PERMISSION)
    return any(isinstance(q, Choice) and ALLOWED in q.option_codes for q in asked)


def silent(session: Session, consultation: Consultation) -> frozenset[str]:
    """The keys of texts that are never quoted, because people were told that their words stay unpublished.

    The questionnaire says so of each text (`survey/domain/questionnaires/publishing.py`). Words beside it
    that promise the same are kept too, whatever is set: the checks read the questionnaire's own language, and
    a translation or a later wording can promise as well. What counts is whether any version that was asked
    did: a later one does not take back what those before were promised.
    """
    return frozenset(
        key
        for asked in texts.asked(session, consultation)
        for question in asked.questions
        for key, publishing in question.texts.items()
        if publishing == NEVER or promises_silence(question, key)
    )


def allowing(session: Session, consultation: Consultation) -> set[str]:
    """The ids of the responses whose writers allowed quotes."""
    table = Response.__table__.c
    mine = table.consultation_id == consultation.id
    allowed = table.answers[PERMISSION].as_string() == ALLOWED
    return set(session.scalars(select(table.id).where(mine, allowed)))


def sides(session: Session, consultation: Consultation, questionnaire: Questionnaire) -> dict[str, Side]:
    """On which side each writer who allows quotes stands, by response. It is never shown beside a quote."""
    points = _points(questionnaire)
    table = Response.__table__.c
    mine = table.consultation_id == consultation.id
    allowed = table.answers[PERMISSION].as_string() == ALLOWED
    found = session.execute(select(table.id, table.answers[HEADLINE].as_string()).where(mine, allowed))
    return {id_: side_of(points, answer) for id_, answer in found}


def _points(questionnaire: Questionnaire) -> Sequence[str]:
    asked = next((q for q in questionnaire.questions if q.code == HEADLINE), None)
    if not isinstance(asked, SupportScale):
        return ()
    return [option.code for option in asked.options if not option.apart]


def every(session: Session, consultation: Consultation) -> list[Quote]:
    """All quotes that were ever proposed, the oldest first."""
    mine = Quote.consultation_id == consultation.id
    return list(session.scalars(select(Quote).where(mine).order_by(Quote.id)))


def find(session: Session, consultation: Consultation, number: int) -> Quote | None:
    """A quote by its number; None where this consultation has none of it."""
    found = session.get(Quote, number, populate_existing=True)
    return found if found and found.consultation_id == consultation.id else None


def is_live(quote: Quote) -> bool:
    """Whether it is proposed or confirmed."""
    return quote.state != TAKEN_BACK


def balance(
    quotes: Iterable[Quote], sides: Mapping[str, Side], ids: Mapping[str, Mapping[int, str]]
) -> dict[Side, int]:
    """How many quotes stand for each side. `ids` holds the responses by question and number."""
    found = dict.fromkeys(Side, 0)
    for quote in quotes:
        found[sides.get(ids[quote.question].get(quote.number, ""), Side.NEITHER)] += 1
    return found


@dataclass(frozen=True)
class Wanted:
    """Which answer to draw, and who draws: with which theme, from which side (None: any), past which one."""

    theme: str
    coder: int
    side: Side | None = None
    after: int | None = None


def draw(
    session: Session,
    consultation: Consultation,
    question: str,
    *,
    wanted: Wanted,
    standings: Mapping[int, Standing],
    sides: Mapping[str, Side],
) -> int | None:
    """The next answer that could be quoted, in an order that tells nothing; None where there is none.

    `sides` has only those who allow quotes.
    """
    plan = coding.plan_of(session, consultation, question)
    if plan is None:
        return None
    ids = coding.numbers(session, consultation, question)
    used = {one.number for one in every(session, consultation) if one.question == question and is_live(one)}
    fit = [
        number
        for number, one in standings.items()
        if wanted.theme in (one.themes or ()) and number not in used and _fits(sides.get(ids[number]), wanted)
    ]
    fit.sort(key=lambda number: drawn(plan.seed, "quote", wanted.coder, number))
    place = fit.index(wanted.after) + 1 if wanted.after in fit else 0
    return next(iter(fit[place:] + fit[:place]), None)


def _fits(side: Side | None, wanted: Wanted) -> bool:
    return side is not None and wanted.side in (None, side)


def propose(
    session: Session,
    consultation: Consultation,
    question: str,
    number: int,
    *,
    proposal: Proposal,
    by: By,
) -> Quote:
    """Proposes a quote; again, where it was marked anew. Raises NotAllowed, with the reason for a page."""
    consultations.take_turn(session, consultation.id)
    text = coding.text_of(session, consultation, question, number)
    ids = coding.numbers(session, consultation, question, only=number)
    if text is None or ids.get(number) not in allowing(session, consultation):
        raise NotAllowed(say("The writer of this answer did not allow it to be quoted."))
    if question in silent(session, consultation):
        raise NotAllowed(say("The questionnaire says that what people write here is never published."))
    if not says_something(plain(text), proposal.passages):
        raise NotAllowed(say("Nothing would be left to read. Take out less, or choose another answer."))
    if not {one.reason for one in proposal.passages} <= set(REASONS):
        raise NotAllowed(say("Choose a reason for each passage that is taken out."))
    quote = _live(session, consultation, question, number)
    if quote is None:
        quote = Quote(consultation_id=consultation.id, question=question, number=number)
        session.add(quote)
    quote.theme, quote.language = proposal.theme, proposal.language
    quote.passages = [[one.start, one.end, one.reason] for one in sorted(proposal.passages)]
    quote.state, quote.proposed_by, quote.proposed_on = PROPOSED, by.account, by.day
    quote.decided_by, quote.decided_on, quote.reason = None, None, ""
    session.flush()
    return quote


def _live(session: Session, consultation: Consultation, question: str, number: int) -> Quote | None:
    return next(
        (
            one
            for one in every(session, consultation)
            if (one.question, one.number) == (question, number) and is_live(one)
        ),
        None,
    )


def confirm(session: Session, consultation: Consultation, quote: Quote, *, seen: str, by: By) -> None:
    """Confirms a proposed quote, as the second person. `seen` is the `mark_of` of what they read.

    Raises NotAllowed where it is not theirs to confirm, or was changed meanwhile.
    """
    consultations.take_turn(session, consultation.id)
    session.refresh(quote)
    if quote.state != PROPOSED or mark_of(quote) != seen:
        raise NotAllowed(say("Somebody changed this quote meanwhile. Read it again, and decide again."))
    if quote.proposed_by == by.account:
        raise NotAllowed(say("You proposed this quote yourself. Somebody else has to read and confirm it."))
    quote.state, quote.decided_by, quote.decided_on = CONFIRMED, by.account, by.day
    session.flush()


def take_back(session: Session, consultation: Consultation, quote: Quote, *, reason: str, by: By) -> None:
    """Takes a quote back, proposed or confirmed: one person is enough. It can be proposed again."""
    consultations.take_turn(session, consultation.id)
    session.refresh(quote)
    quote.state, quote.decided_by, quote.decided_on, quote.reason = TAKEN_BACK, by.account, by.day, reason
    session.flush()


def mark_of(quote: Quote) -> str:
    """What changes when what would be published changes, or who answers for it."""
    passages = ",".join("-".join(map(str, one)) for one in quote.passages)
    return f"{quote.state}.{quote.proposed_by}.{quote.theme}.{quote.language}.{passages}"


def forget(session: Session, consultation_id: int) -> None:
    """Deletes what was taken out of which answer, and why. What was released stays."""
    session.execute(delete(Quote).where(Quote.consultation_id == consultation_id))
