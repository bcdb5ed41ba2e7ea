"""The next version of a questionnaire, while organisers work on it, and the steps that made it.

Two people may work on it at once. Whoever saves says which edition they read; if somebody saved in between,
nothing is overwritten and they are told. Every save is a step that can be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON

from survey.domain.questionnaires.definition import dump, read
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.wording import packed_words, unpacked_words
from survey.store.consultations import Consultation
from survey.store.database import Base

MOST_STEPS = 200


class NextVersion(Base):
    """The questionnaire that a consultation will ask, in preparation."""

    __tablename__ = "next_versions"

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    edition: Mapped[int] = mapped_column(doc="Goes up by one with each save, so that nothing is lost")
    step: Mapped[int] = mapped_column(doc="Number of the step that it stands at")
    edited_on: Mapped[date] = mapped_column(doc="Day of the last save")
    edited_by: Mapped[str] = mapped_column(doc="Name of whoever saved last")
    definition: Mapped[dict[str, Any]] = mapped_column(JSON, doc="Every question, option and condition")

    @property
    def questionnaire(self) -> Questionnaire:
        """What has been made so far. It may not be sound yet."""
        return read(self.definition)


class Step(Base):
    """One change of the next version, so that it can be taken back."""

    __tablename__ = "next_version_steps"

    consultation_id: Mapped[int] = mapped_column(
        ForeignKey("consultations.id"), primary_key=True, doc="Which consultation"
    )
    number: Mapped[int] = mapped_column(primary_key=True, doc="1 for the beginning")
    words: Mapped[Any] = mapped_column(JSON, doc="What was done")
    name: Mapped[str] = mapped_column(doc="Name of whoever did it")
    day: Mapped[date] = mapped_column(doc="Day on which it was done")
    by_itself: Mapped[bool] = mapped_column(doc="Whether it was saved by itself while somebody typed")
    definition: Mapped[dict[str, Any]] = mapped_column(
        JSON, deferred=True, doc="The questionnaire after it"
    )

    @property
    def said(self) -> str:
        """What was done, in words that can be said in every language."""
        return str(unpacked_words(self.words))


@dataclass(frozen=True)
class Saved:
    """Who saved what and when. `joins`: it was saved by itself while somebody typed.

    It goes on with the step before, if that was saved by itself too and has the same words and name. So one
    undo takes the typing back, and never what somebody saved by hand.
    """

    words: str
    name: str
    day: date
    joins: bool = False


def find(session: Session, consultation: Consultation) -> NextVersion | None:
    """The next version of that consultation; None where nobody has begun one."""
    return session.get(NextVersion, consultation.id)


def begin(
    session: Session, consultation: Consultation, questionnaire: Questionnaire, *, saved: Saved
) -> NextVersion:
    """The first edition, of a consultation that has none."""
    row = NextVersion(
        consultation_id=consultation.id,
        edition=1,
        step=1,
        edited_on=saved.day,
        edited_by=saved.name,
        definition=dump(questionnaire),
    )
    session.add(row)
    _add_step(session, row, 1, saved=saved)
    session.flush()
    return row


def save(
    session: Session, row: NextVersion, questionnaire: Questionnaire, *, edition: int, saved: Saved
) -> bool:
    """Keeps this content in place of the edition that was read.

    False, and nothing is kept, where somebody saved in between; `row` then holds what they saved.
    """
    now = session.get(Step, (row.consultation_id, row.step))
    step = row.step if _joins(now, saved) else row.step + 1
    if not _move(session, row, dump(questionnaire), edition=edition, step=step, saved=saved):
        return False
    later = Step.number >= step
    mine = Step.consultation_id == row.consultation_id
    session.execute(delete(Step).where(mine, later | (Step.number <= step - MOST_STEPS)))
    _add_step(session, row, step, saved=saved)
    session.flush()
    return True


def _joins(now: Step | None, saved: Saved) -> bool:
    if now is None or not (saved.joins and now.by_itself):
        return False
    return (now.words, now.name) == (packed_words(saved.words), saved.name)


def _add_step(session: Session, row: NextVersion, number: int, *, saved: Saved) -> None:
    session.add(
        Step(
            consultation_id=row.consultation_id,
            number=number,
            words=packed_words(saved.words),
            name=saved.name,
            day=saved.day,
            by_itself=saved.joins,
            definition=row.definition,
        )
    )


def _move(
    session: Session, row: NextVersion, definition: dict[str, Any], *, edition: int, step: int, saved: Saved
) -> bool:
    """Moves to that content and step. Raises LookupError where there is no next version any more."""
    mine = NextVersion.consultation_id == row.consultation_id, NextVersion.edition == edition
    values = {"edition": edition + 1, "step": step, "edited_on": saved.day, "edited_by": saved.name}
    statement = update(NextVersion).where(*mine).values(**values, definition=definition)
    moved = session.execute(statement, execution_options={"synchronize_session": False}).rowcount == 1
    if session.get(NextVersion, row.consultation_id, populate_existing=True) is None:
        raise LookupError("It was opened, published or given up meanwhile.")
    return moved


def forget(session: Session, consultation: Consultation) -> None:
    """Deletes the next version with its steps: it was frozen, or given up."""
    for table in (Step, NextVersion):
        session.execute(delete(table).where(table.consultation_id == consultation.id))
    session.flush()


def neighbours(session: Session, row: NextVersion) -> tuple[Step | None, Step | None]:
    """The step that undo would take back, and the one that redo would bring again."""
    before = session.get(Step, (row.consultation_id, row.step - 1))
    now = session.get(Step, (row.consultation_id, row.step))
    return (now if before else None), session.get(Step, (row.consultation_id, row.step + 1))


def undo(session: Session, row: NextVersion, *, edition: int, saved: Saved) -> bool:
    """Takes the last step back. False where there is none, or somebody saved in between."""
    return _go_to(session, row, row.step - 1, edition=edition, saved=saved)


def redo(session: Session, row: NextVersion, *, edition: int, saved: Saved) -> bool:
    """Brings again the step that was taken back last. False where there is none, or somebody saved."""
    return _go_to(session, row, row.step + 1, edition=edition, saved=saved)


def _go_to(session: Session, row: NextVersion, number: int, *, edition: int, saved: Saved) -> bool:
    step = session.get(Step, (row.consultation_id, number))
    if step is None:
        return False
    return _move(session, row, step.definition, edition=edition, step=number, saved=saved)


def steps_of(session: Session, row: NextVersion, most: int = 20) -> list[Step]:
    """The last steps that stand, the newest first."""
    mine = Step.consultation_id == row.consultation_id, Step.number <= row.step
    return list(session.scalars(select(Step).where(*mine).order_by(Step.number.desc()).limit(most)))
