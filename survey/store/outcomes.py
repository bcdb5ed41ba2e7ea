"""Outcomes: the draft that organisers write, the published versions, and the reviews after them.

A published version is never altered: a change is a further version with a public note. Whoever publishes or
reviews takes a turn at the consultation first, so that the second of two clicks finds the work done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from survey.domain.checks.gunning import NOT_ANSWERED, FairnessAnswer
from survey.domain.consultations import Phase
from survey.domain.outcomes.record import Record
from survey.domain.outcomes.reviewing import (
    Expected,
    PlanChange,
    Review,
    ReviewChoice,
    Triggers,
    days_missing,
    review_day,
    triggers,
)
from survey.domain.outcomes.telling import as_json, review_as_json
from survey.domain.translating.words import Note
from survey.domain.wording import Words, say_day, say_many
from survey.store import checked, consultations
from survey.store.consultations import Consultation
from survey.store.database import Base
from survey.store.deployments import register
from survey.store.deployments.register import Deployment


class OutcomeDraft(Base):
    """The next version of an outcome while organisers write it. Nobody else sees it."""

    __tablename__ = "outcome_drafts"

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    content: Mapped[dict[str, Any]] = mapped_column(JSON, doc="What has been written so far")
    edition: Mapped[int] = mapped_column(doc="How often it was saved")
    saved_on: Mapped[date] = mapped_column(doc="Day on which it was last saved")

    @property
    def record(self) -> Record:
        return Record.load(self.content)


class Outcome(Base):
    """One published version of an outcome: what was decided, by whom, when and why."""

    __tablename__ = "outcomes"
    __table_args__ = (
        UniqueConstraint("consultation_id", "version"),
        CheckConstraint("version = 1 OR change_note <> ''", name="a_changed_outcome_says_what_changed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), doc="Which consultation")
    version: Mapped[int] = mapped_column(doc="1 for the first")
    published_on: Mapped[date] = mapped_column(doc="Day on which this version was published")
    known_revision: Mapped[int] = mapped_column(
        doc="The newest revision of the deployment when the first version was published"
    )
    change_note: Mapped[str] = mapped_column(
        doc="What changed since the version before, in the council’s words"
    )
    content: Mapped[dict[str, Any]] = mapped_column(JSON, doc="The record of the decision")

    @property
    def record(self) -> Record:
        return Record.load(self.content)


class OutcomeReview(Base):
    """What the council said when it looked at a published outcome again."""

    __tablename__ = "outcome_reviews"
    __table_args__ = (
        CheckConstraint(
            "choice IN ('carry-on', 'later', 'consult-again')", name="a_review_has_a_known_result"
        ),
        CheckConstraint("(choice = 'later') = (review_on IS NOT NULL)", name="a_later_review_has_a_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), doc="Which consultation")
    day: Mapped[date] = mapped_column(doc="Day of the review")
    version: Mapped[int] = mapped_column(doc="Which version of the outcome was looked at")
    revision: Mapped[int] = mapped_column(doc="The newest revision of the deployment that was known then")
    choice: Mapped[str] = mapped_column(
        String(20), doc="The decision stands, it is reviewed later, or people are asked again"
    )
    review_on: Mapped[date | None] = mapped_column(doc="Day of the later review")
    reason: Mapped[str] = mapped_column(doc="The council’s reason")
    decided_by: Mapped[str] = mapped_column(doc="Who decided this for the council")

    @property
    def as_review(self) -> Review:
        return Review(
            self.day,
            self.version,
            self.revision,
            ReviewChoice(self.choice),
            self.reason,
            self.decided_by,
            self.review_on,
        )


class OutcomeReminder(Base):
    """When organisers were last reminded by email that an outcome is missing, or waits for a review."""

    __tablename__ = "outcome_reminders"

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    reminded_on: Mapped[date] = mapped_column(doc="Day of the last reminder")


class OutOfDate(Exception):
    """Somebody else saved or published meanwhile: what was shown is not what would be kept."""


def draft_of(session: Session, consultation: Consultation) -> OutcomeDraft | None:
    """The draft of the next version."""
    return session.get(OutcomeDraft, consultation.id)


def versions_of(session: Session, consultation: Consultation) -> list[Outcome]:
    """Every published version, the first one first."""
    mine = Outcome.consultation_id == consultation.id
    return list(session.scalars(select(Outcome).where(mine).order_by(Outcome.version)))


def notes_of(versions: Iterable[Outcome]) -> tuple[Note, ...]:
    """What the council said of each change, by the number of the version."""
    return tuple(Note(str(one.version), one.change_note) for one in versions if one.change_note)


def newest(session: Session, consultation: Consultation) -> Outcome | None:
    """The version that stands."""
    mine = Outcome.consultation_id == consultation.id
    return session.scalar(select(Outcome).where(mine).order_by(Outcome.version.desc()).limit(1))


def reviews_of(session: Session, consultation: Consultation) -> list[Review]:
    """What was said at each review, the first one first."""
    mine = OutcomeReview.consultation_id == consultation.id
    found = session.scalars(select(OutcomeReview).where(mine).order_by(OutcomeReview.id))
    return [one.as_review for one in found]


def begin(session: Session, consultation: Consultation, *, today: date) -> OutcomeDraft:
    """The draft: the one there is, or a new one, which begins with what stands."""
    consultations.take_turn(session, consultation.id)
    draft = session.get(OutcomeDraft, consultation.id, populate_existing=True)
    if draft is None:
        record = _beginning(session, consultation)
        draft = OutcomeDraft(
            consultation_id=consultation.id, content=record.dump(), edition=1, saved_on=today
        )
        session.add(draft)
        session.flush()
    return draft


def _beginning(session: Session, consultation: Consultation) -> Record:
    stands = newest(session, consultation)
    if stands is None:
        return Record(asked=consultation.summary)
    reviews = reviews_of(session, consultation)
    due = review_day(stands.record, stands.version, reviews)
    return replace(stands.record, review_on=due or stands.record.review_on)


def save(
    session: Session, consultation: Consultation, values: Mapping[str, Any], *, today: date
) -> OutcomeDraft:
    """Keeps what was written in one part. Raises OutOfDate where the draft is gone."""
    consultations.take_turn(session, consultation.id)
    draft = session.get(OutcomeDraft, consultation.id, populate_existing=True)
    if draft is None:
        raise OutOfDate(consultation.slug)
    changed = {**draft.content, **values}
    if changed != draft.content:
        draft.content, draft.edition, draft.saved_on = changed, draft.edition + 1, today
        session.flush()
    return draft


def discard(session: Session, consultation: Consultation) -> None:
    """Throws the draft away. What is published stays."""
    session.execute(delete(OutcomeDraft).where(OutcomeDraft.consultation_id == consultation.id))


def publish(session: Session, consultation: Consultation, *, edition: int, note: str, today: date) -> Outcome:
    """Publishes the draft as it was shown, as a version of its own, and says so in the public log.

    Raises OutOfDate where it was saved or published since it was shown.
    """
    consultations.take_turn(session, consultation.id)
    draft = session.get(OutcomeDraft, consultation.id, populate_existing=True)
    if draft is None or draft.edition != edition:
        raise OutOfDate(consultation.slug)
    before = newest(session, consultation)
    outcome = Outcome(
        consultation_id=consultation.id,
        version=before.version + 1 if before else 1,
        published_on=today,
        known_revision=before.known_revision if before else _newest_revision(session, consultation),
        change_note=note if before else "",
        content=draft.content,
    )
    session.add(outcome)
    session.delete(draft)
    consultations.log(session, consultation, day=today, text=log_entry(outcome))
    return outcome


def log_entry(outcome: Outcome) -> str:
    """What the public log says of a version. The log is kept in English."""
    if outcome.version > 1:
        return f"The outcome was changed (version {outcome.version}). What changed: {outcome.change_note}"
    record = outcome.record
    course = f"{record.course.words}: " if record.course else ""
    day = f", on {say_day(record.decided_on)}" if record.decided_on else ""
    return f"The outcome was published. Decided by: {record.decided_by}{day}. {course}{record.decision}"


def _newest_revision(session: Session, consultation: Consultation) -> int:
    deployment = session.get_one(Deployment, consultation.deployment_id)
    return register.current(session, deployment).number


@dataclass(frozen=True)
class Result:
    """What the council says after a review, and why. `review_on` is the day of a later one."""

    choice: ReviewChoice
    reason: str
    decided_by: str
    review_on: date | None = None


def review(session: Session, consultation: Consultation, result: Result, *, today: date) -> Review:
    """Keeps what the council said, and logs it. Raises OutOfDate where nothing asks for a review now."""
    consultations.take_turn(session, consultation.id)
    stands = newest(session, consultation)
    if stands is None or not waiting(session, consultation, stands, today=today):
        raise OutOfDate(consultation.slug)
    row = OutcomeReview(
        consultation_id=consultation.id,
        day=today,
        version=stands.version,
        revision=_newest_revision(session, consultation),
        choice=result.choice.value,
        review_on=result.review_on if result.choice is ReviewChoice.LATER else None,
        reason=result.reason,
        decided_by=result.decided_by,
    )
    session.add(row)
    session.flush()
    consultations.log(session, consultation, day=today, text=review_entry(row.as_review))
    return row.as_review


def review_entry(one: Review) -> str:
    """What the public log says of a review."""
    day = f" ({say_day(one.review_on)})" if one.review_on else ""
    result = f"The council reviewed the outcome. Result: {one.choice.words}{day}."
    return f"{result} Decided by: {one.decided_by}. Reason: {one.reason}"


def waiting(session: Session, consultation: Consultation, outcome: Outcome, *, today: date) -> Triggers:
    """What asks for a review of this outcome now."""
    changes = changes_since(session, consultation, outcome)
    reviews = reviews_of(session, consultation)
    return triggers(outcome.record, outcome.version, changes, reviews, today=today)


def changes_since(session: Session, consultation: Consultation, outcome: Outcome) -> list[PlanChange]:
    """The material revisions of the plan since the outcome was first published."""
    deployment = session.get_one(Deployment, consultation.deployment_id)
    return [
        PlanChange(one.number, one.published_on, one.change_summary or one.summary)
        for one in sorted(deployment.revisions, key=lambda found: found.number)
        if one.material and one.number > outcome.known_revision
    ]


def expected(session: Session, consultation: Consultation) -> Expected:
    """When and by whom it was to be decided: as the council said before opening, else as the plan says."""
    answers = checked.part(consultation, checked.FAIRNESS)
    day, decider = (
        FairnessAnswer.load(answers[code]) if code in answers else NOT_ANSWERED
        for code in ("decision-date", "decides")
    )
    revision = register.consulted_on(
        session, consultation.deployment_id, number=consultation.deployment_revision
    )
    return Expected(day.day, decider.text or revision.plan.fact("decides").value)


def waits(session: Session, consultation: Consultation, *, today: date) -> tuple[Words, ...]:
    """What waits for organisers, a sentence each: the outcome itself, or its review."""
    if consultation.phase(today) not in (Phase.CLOSED, Phase.PUBLISHED) or consultation.succeeded_by:
        return ()
    stands = newest(session, consultation)
    if stands is not None:
        return waiting(session, consultation, stands, today=today).in_words()
    days = days_missing(expected(session, consultation), consultation.published_on, today=today)
    return (_missing_for(days),) if days else ()


def _missing_for(days: int) -> Words:
    return say_many(
        "The outcome has been missing for {count} day.",
        "The outcome has been missing for {count} days.",
        days,
    )


def last_reminder(session: Session, consultation: Consultation) -> date | None:
    """The day of the last reminder by email."""
    row = session.get(OutcomeReminder, consultation.id)
    return row.reminded_on if row else None


def reminded(session: Session, consultation: Consultation, *, today: date) -> None:
    """Keeps that organisers were reminded today."""
    session.merge(OutcomeReminder(consultation_id=consultation.id, reminded_on=today))
    session.flush()


def public_record(session: Session, consultation: Consultation, *, today: date) -> dict[str, Any]:
    """What everyone may read of the outcome, for programs: the state, and every version with its day.

    `state` is "recorded", "awaited" once results are public, else "undecided". A consultation that is a draft
    has none: ask for those only that the public may know of.
    """
    versions = versions_of(session, consultation)
    planned = expected(session, consultation)
    state = "awaited" if consultation.phase(today) is Phase.PUBLISHED else "undecided"
    found: dict[str, Any] = {
        "consultation": consultation.slug,
        "state": "recorded" if versions else state,
        "expected_on": planned.day.isoformat() if planned.day else None,
        "expected_decider": planned.decider or None,
    }
    if not versions:
        return found | {"versions": [], "changes_since": [], "reviews": []}
    return found | {
        "versions": [_version_as_json(one) for one in versions],
        "changes_since": [
            {"revision": one.number, "day": one.day.isoformat(), "summary": one.summary}
            for one in changes_since(session, consultation, versions[-1])
        ],
        "reviews": [review_as_json(one) for one in reviews_of(session, consultation)],
    }


def _version_as_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "version": outcome.version,
        "published_on": outcome.published_on.isoformat(),
        "change_note": outcome.change_note or None,
        "record": as_json(outcome.record),
    }
