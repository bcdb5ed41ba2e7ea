"""The log of submissions: numbers without a gap, each with a state; nothing in it leads to a response.

A number points at the one before it, so the database itself refuses a gap, and the deletion of any but the
last. What became a response keeps its number and its state here, and nothing else. Where a form is typed by
two people, what the first one typed rests in `held_entries`, sealed, until the second one has typed it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from survey.domain.integrity import settling
from survey.domain.submissions import (
    ANSWERS,
    DONE,
    NOTHING,
    SHORTEST_REASON,
    USUAL_SHARE,
    Besides,
    Interest,
    Kind,
    Listed,
    State,
    Written,
    besides,
)
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.store.database import Base


def _among(column: str, values: Iterable[str]) -> str:
    listed = ", ".join(f"'{value}'" for value in sorted(values))
    return f"{column} IN ({listed})"


_IS_ANSWER = _among("kind", ANSWERS)


class Submission(Base):
    """Something that came in besides the web: its number in the log, and where it stands."""

    __tablename__ = "submissions"
    __table_args__ = (
        ForeignKeyConstraint(
            ["consultation_id", "after"], ["submissions.consultation_id", "submissions.number"]
        ),
        CheckConstraint(
            "(number = 1 AND after IS NULL) OR (number > 1 AND after IS NOT NULL AND after = number - 1)",
            name="submission_numbers_have_no_gap",
        ),
        CheckConstraint(_among("kind", Kind), name="submission_is_of_a_known_kind"),
        CheckConstraint(
            f"({_IS_ANSWER} AND state NOT IN ('read', 'considered')) "
            f"OR (NOT {_IS_ANSWER} AND state IN ('received', 'read', 'considered', 'set-aside', 'in-error'))",
            name="submission_has_a_state_of_its_kind",
        ),
        CheckConstraint(_among("state", State), name="submission_has_a_known_state"),
        CheckConstraint(
            f"NOT {_IS_ANSWER} OR (what = '' AND text = '' AND redaction = '' AND summary = '')",
            name="the_log_says_nothing_of_what_a_form_holds",
        ),
        CheckConstraint(
            "(kind = 'petition' AND signatories IS NOT NULL AND signatories > 0) "
            "OR (kind <> 'petition' AND signatories IS NULL)",
            name="petition_counts_its_signatories",
        ),
        CheckConstraint(
            f"(kind = 'organisation' AND organisation <> '' AND represents <> '' "
            f"AND {_among('interest', Interest)}) "
            "OR (kind <> 'organisation' AND organisation = '' AND represents = '' AND interest = '')",
            name="organisation_declares_whom_it_represents_and_its_interest",
        ),
        CheckConstraint(
            f"state NOT IN ('set-aside', 'in-error') OR length(trim(note)) >= {SHORTEST_REASON}",
            name="leaving_a_submission_aside_gives_a_reason",
        ),
        CheckConstraint(
            "state <> 'considered' OR (summary <> '' AND note <> '' AND read_by <> '')",
            name="considering_says_what_where_and_by_whom",
        ),
    )

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    number: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, doc="Its number in the log; no response bears it"
    )
    after: Mapped[int | None] = mapped_column(doc="The number before it, so that none can be missing")
    kind: Mapped[str] = mapped_column(
        String(20), doc="Such as a paper form, a letter, a petition, or from an organisation"
    )
    day: Mapped[date] = mapped_column(doc="Day on which it came in")
    state: Mapped[str] = mapped_column(String(20), doc="Received, entered, read, considered, set aside, …")
    what: Mapped[str] = mapped_column(default="", doc="What it is, in a few words; nothing for a form")
    organisation: Mapped[str] = mapped_column(default="", doc="Name of the organisation; published")
    represents: Mapped[str] = mapped_column(default="", doc="Whom the organisation represents; published")
    interest: Mapped[str] = mapped_column(
        String(20), default="", doc="What the organisation declares about its interest in the plan; published"
    )
    signatories: Mapped[int | None] = mapped_column(doc="How many people signed a petition; published")
    text: Mapped[str] = mapped_column(
        default="", doc="What it says, without names; for a petition what it asks for, which is published"
    )
    redaction: Mapped[str] = mapped_column(default="", doc="What was left out of the text, and why")
    summary: Mapped[str] = mapped_column(default="", doc="What it says, summed up for those who decide")
    read_by: Mapped[str] = mapped_column(default="", doc="The member of staff who read it")
    note: Mapped[str] = mapped_column(
        default="", doc="Where its points were considered, or why it was set aside"
    )

    @property
    def as_kind(self) -> Kind:
        return Kind(self.kind)

    @property
    def as_state(self) -> State:
        return State(self.state)


class SubmissionLog(Base):
    """How many of the forms a second person types in too, and how often the two differed."""

    __tablename__ = "submission_logs"
    __table_args__ = (
        CheckConstraint("differing BETWEEN 0 AND fields", name="no_more_fields_differ_than_there_are"),
        CheckConstraint("share >= 0", name="share_of_forms_typed_twice_is_a_number"),
    )

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    share: Mapped[int] = mapped_column(doc="One form in how many is typed in by two people; 0 means none")
    forms: Mapped[int] = mapped_column(default=0, doc="How many forms two people typed in")
    fields: Mapped[int] = mapped_column(default=0, doc="How many fields were filled in these forms")
    differing: Mapped[int] = mapped_column(default=0, doc="How many of these the two typed differently")
    settled_on: Mapped[date | None] = mapped_column(doc="Day on which the results were counted")
    outcome: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), doc="What everybody reads of the log with the results: counts, and who wrote"
    )
    later: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON,
        default=list,
        server_default="[]",
        doc="The same for each further edition of the results, with the day from which everyone sees it",
    )


class HeldEntry(Base):
    """What the first of two people typed of a form, sealed until the second has typed it; then it goes."""

    __tablename__ = "held_entries"
    __table_args__ = (
        ForeignKeyConstraint(
            ["consultation_id", "number"], ["submissions.consultation_id", "submissions.number"]
        ),
    )

    consultation_id: Mapped[int] = mapped_column(primary_key=True, doc="Which consultation")
    number: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, doc="Number of the form in the log"
    )
    sealed: Mapped[bytes] = mapped_column(
        LargeBinary, doc="What was typed, unreadable without a key that is not in the database"
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), doc="Who typed it")


class Settled(Exception):
    """The results were counted, so the log is closed."""


@dataclass(frozen=True)
class Arrived:
    """What came in, on which day, and what is noted of it."""

    kind: Kind
    day: date
    state: State = State.RECEIVED
    written: Written = field(default_factory=Written)


def log(session: Session, consultation: Consultation, came: Arrived, *, number: int = 1) -> list[int]:
    """Gives the next numbers to what came in. Raises Settled after the results were counted."""
    consultations.take_turn(session, consultation.id)
    about = log_of(session, consultation)
    if about.settled_on is not None:
        raise Settled
    mine = Submission.consultation_id == consultation.id
    last = session.scalar(select(func.max(Submission.number)).where(mine)) or 0
    numbers = list(range(last + 1, last + 1 + number))
    common = {"consultation_id": consultation.id, "read_by": "", "note": "", **asdict(came.written)}
    common |= {"kind": came.kind.value, "day": came.day, "state": came.state.value}
    rows = [{**common, "number": n, "after": n - 1 or None} for n in numbers]
    session.execute(insert(Submission), rows)
    return numbers


def log_of(session: Session, consultation: Consultation) -> SubmissionLog:
    """The log as a whole; it is begun where there is none."""
    found = session.get(SubmissionLog, consultation.id, populate_existing=True)
    return found or SubmissionLog(
        consultation_id=consultation.id, share=USUAL_SHARE, forms=0, fields=0, differing=0, later=[]
    )


def is_settled(session: Session, consultation: Consultation) -> bool:
    """Whether the results were counted, and the log is closed with them."""
    return log_of(session, consultation).settled_on is not None


def keep(session: Session, about: SubmissionLog) -> None:
    """Stores what is kept of the log as a whole."""
    session.add(about)
    session.flush()


def every(session: Session, consultation: Consultation) -> list[Submission]:
    """The whole log, the first one first."""
    mine = Submission.consultation_id == consultation.id
    return list(session.scalars(select(Submission).where(mine).order_by(Submission.number)))


def find(session: Session, consultation: Consultation, number: int) -> Submission | None:
    """One submission, as it is stored now."""
    return session.get(Submission, (consultation.id, number), populate_existing=True)


def waiting(session: Session, consultation: Consultation) -> dict[Kind, int]:
    """What waits for somebody before the results may be counted: how many of each kind."""
    return _counted(session, consultation, Submission.state.not_in([state.value for state in DONE]))


def _counted(session: Session, consultation: Consultation, *which: object) -> dict[Kind, int]:
    mine = Submission.consultation_id == consultation.id
    query = select(Submission.kind, func.count()).where(mine, *which).group_by(Submission.kind)  # type: ignore[arg-type] # conditions
    found = {Kind(kind): number for kind, number in session.execute(query)}
    return {kind: found[kind] for kind in Kind if kind in found}


def forms_waiting(session: Session, consultation: Consultation) -> int:
    """How many forms are not entered yet."""
    found = waiting(session, consultation)
    return sum(number for kind, number in found.items() if kind in ANSWERS)


def place_of(session: Session, submission: Submission) -> int:
    """The place of a form among the paper forms of its log: the first is 1."""
    mine = Submission.consultation_id == submission.consultation_id, Submission.kind == submission.kind
    query = select(func.count()).select_from(Submission).where(*mine)
    return session.scalar(query.where(Submission.number <= submission.number)) or 0


def next_form(
    session: Session, consultation: Consultation, *, account: int, last_day: date | None
) -> int | None:
    """The first form that this person can type in: not one that they have typed in already."""
    mine = Submission.consultation_id == consultation.id, Submission.kind == Kind.PAPER.value
    waits = Submission.state.in_([State.RECEIVED.value, State.TYPED_ONCE.value])
    held = select(HeldEntry.number).where(
        HeldEntry.consultation_id == consultation.id, HeldEntry.account_id == account
    )
    query = select(func.min(Submission.number)).where(*mine, waits, Submission.number.not_in(held))
    return session.scalar(query.where(Submission.day <= last_day) if last_day else query)


def held(session: Session, submission: Submission) -> HeldEntry | None:
    """What the first of two people typed of a form."""
    return session.get(HeldEntry, (submission.consultation_id, submission.number), populate_existing=True)


def hold(session: Session, submission: Submission, *, sealed: bytes, account: int) -> None:
    """Keeps what the first of two people typed, sealed, in place of what cannot be opened any more."""
    let_go(session, submission)
    mine = {"consultation_id": submission.consultation_id, "number": submission.number}
    session.execute(insert(HeldEntry), [{**mine, "sealed": sealed, "account_id": account}])
    submission.state = State.TYPED_ONCE.value
    session.flush()


def let_go(session: Session, submission: Submission) -> None:
    """Forgets what the first of two people typed."""
    mine = HeldEntry.consultation_id == submission.consultation_id, HeldEntry.number == submission.number
    session.execute(delete(HeldEntry).where(*mine))


def settle(session: Session, consultation: Consultation, *, day: date, edition: int = 1) -> None:
    """Closes the log, when an edition of the results is counted, and fixes what is public with it."""
    about = log_of(session, consultation)
    about.settled_on = day
    outcome = now_in_public(session, consultation).dump()
    if edition == 1:
        about.outcome = outcome
    else:
        about.later = settling.with_edition(about.later, edition, outcome)
    keep(session, about)


def publish(session: Session, consultation: Consultation, *, edition: int, on: date) -> None:
    """Sets the day from which everyone reads what came in besides, as it stood at a further edition."""
    about = log_of(session, consultation)
    about.later = settling.public_from(about.later, edition, on)
    keep(session, about)


def unsettle(session: Session, consultation: Consultation) -> None:
    """Opens the log again, for a further edition. Until then everyone reads what was published of it."""
    about = log_of(session, consultation)
    about.outcome = _first(session, consultation, about)
    about.settled_on = None
    keep(session, about)


def resettle(session: Session, consultation: Consultation, *, day: date) -> None:
    """Closes the log again without a further edition: what was published of it stays."""
    about = log_of(session, consultation)
    about.settled_on = day
    keep(session, about)


def counts(session: Session, consultation: Consultation) -> dict[Kind, int]:
    """How many came in of each kind, without those that were logged in error."""
    return _counted(session, consultation, Submission.state != State.IN_ERROR.value)


def in_public(session: Session, consultation: Consultation, *, on: date) -> Besides:
    """What everybody reads on that day, once results are public: what belongs to their newest edition."""
    about = log_of(session, consultation)
    return _loaded(settling.settled_on(on, _first(session, consultation, about), about.later))


def of_edition(session: Session, consultation: Consultation, edition: int) -> Besides:
    """What had come in when that edition was counted."""
    about = log_of(session, consultation)
    return _loaded(settling.settled_of(edition, _first(session, consultation, about), about.later))


def _first(session: Session, consultation: Consultation, about: SubmissionLog) -> dict[str, Any] | None:
    """What was fixed for the first edition. A log that was closed before that was kept has not changed."""
    if about.outcome is None and about.settled_on is not None:
        return now_in_public(session, consultation).dump()
    return about.outcome


def _loaded(settled: settling.Settled | None) -> Besides:
    return Besides.load(settled) if settled else NOTHING


def now_in_public(session: Session, consultation: Consultation) -> Besides:
    """What an edition counted now would tell: counts by kind, petitions, and what organisations declared."""
    mine = Submission.consultation_id == consultation.id, Submission.state != State.IN_ERROR.value
    named = Submission.kind.in_([Kind.PETITION.value, Kind.ORGANISATION.value])
    rows = session.scalars(select(Submission).where(*mine, named).order_by(Submission.number))
    return besides(counts(session, consultation), [_listed(row) for row in rows])


def _listed(row: Submission) -> Listed:
    return Listed(
        row.number,
        row.as_kind,
        row.organisation or row.what,
        row.represents,
        row.interest,
        row.signatories or 0,
        row.text if row.as_kind is Kind.PETITION else "",
    )


def forget(session: Session, consultation_id: int) -> None:
    """Deletes what letters and e-mails said, when the responses go. Numbers, states and public facts stay."""
    mine = Submission.consultation_id == consultation_id
    gone: Mapping[str, str] = {"text": "", "redaction": "", "what": ""}
    kinds = [Kind.LETTER.value, Kind.EMAIL.value, Kind.EVENT.value, Kind.ORGANISATION.value]
    session.execute(update(Submission).where(mine, Submission.kind.in_(kinds)).values(**gone))
    session.execute(delete(HeldEntry).where(HeldEntry.consultation_id == consultation_id))
