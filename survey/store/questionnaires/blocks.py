"""A council's own blocks of questions. What is worded anew is a new number; no number is changed or deleted.

A questionnaire that took a block in holds its own copy, and says from which number. So an earlier number must
stay: a second wave asks what the first one asked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from survey.domain.bank import Block, Source, kept_pages, pages_of
from survey.domain.questionnaires.building import kebab_code
from survey.domain.questionnaires.questions import Page
from survey.store.database import Base


class CouncilBlock(Base):
    """One number of a block of questions that the council keeps for its next questionnaires."""

    __tablename__ = "council_blocks"
    __table_args__ = (
        CheckConstraint("number >= 1", name="numbers_begin_with_one"),
        CheckConstraint("title <> '' AND about <> ''", name="says_when_to_use_it"),
    )

    code: Mapped[str] = mapped_column(String(80), primary_key=True, doc="Code of the block")
    number: Mapped[int] = mapped_column(primary_key=True, doc="1 for the first wording")
    title: Mapped[str] = mapped_column(doc="What it is called")
    about: Mapped[str] = mapped_column(doc="When to use it")
    kind: Mapped[str] = mapped_column(doc="Whether its questions are opinion or equality questions")
    locked: Mapped[bool] = mapped_column(doc="Whether its wording is locked where it is used")
    source: Mapped[str] = mapped_column(doc="Where the words come from")
    pages: Mapped[list[dict[str, Any]]] = mapped_column(JSON, doc="Every page, question and option")
    kept_by: Mapped[str] = mapped_column(doc="Name of whoever saved it")
    kept_on: Mapped[date] = mapped_column(doc="Day on which it was saved")
    retired_on: Mapped[date | None] = mapped_column(doc="Day since which it is no longer offered")

    @property
    def as_block(self) -> Block:
        """The block, as the bank offers it."""
        sources = (Source(self.source),) if self.source else ()
        return Block(
            code=self.code,
            number=self.number,
            title=self.title,
            about=self.about,
            pages=pages_of(self.pages, self.kind),
            kind=self.kind,
            sources=sources,
            locked=self.locked,
        )


@dataclass(frozen=True)
class Kept:
    """What somebody writes about a block that they save, and who and when that was."""

    title: str
    about: str
    source: str
    locked: bool
    name: str
    day: date


def add(
    session: Session, pages: Sequence[Page], kind: str, *, kept: Kept, taken: Collection[str] = ()
) -> CouncilBlock:
    """A new block, number 1. `taken` are codes of other blocks that it must not have."""
    used = {*taken, *session.scalars(select(CouncilBlock.code))}
    return _keep(session, kebab_code(kept.title, used, "block"), 1, pages=pages, kind=kind, kept=kept)


def add_number(
    session: Session, code: str, pages: Sequence[Page], kind: str, *, kept: Kept
) -> CouncilBlock:
    """The next number of a block. Raises LookupError where there is no such block."""
    mine = CouncilBlock.code == code
    # Others who save a number of this block wait here.
    turn = update(CouncilBlock).where(mine).values(code=CouncilBlock.code)
    session.execute(turn, execution_options={"synchronize_session": False})
    newest = session.scalar(select(func.max(CouncilBlock.number)).where(mine))
    if newest is None:
        raise LookupError(code)
    return _keep(session, code, newest + 1, pages=pages, kind=kind, kept=kept)


def _keep(
    session: Session, code: str, number: int, *, pages: Sequence[Page], kind: str, kept: Kept
) -> CouncilBlock:
    row = CouncilBlock(
        code=code,
        number=number,
        title=kept.title,
        about=kept.about,
        kind=kind,
        locked=kept.locked,
        source=kept.source,
        pages=kept_pages(pages),
        kept_by=kept.name,
        kept_on=kept.day,
    )
    session.add(row)
    session.flush()
    return row


def find(session: Session, code: str, number: int) -> CouncilBlock | None:
    """One number of a block, retired or not."""
    return session.get(CouncilBlock, (code, number))


def every(session: Session) -> list[CouncilBlock]:
    """Every number of every block, by title of the newest; the newest first."""
    rows = session.scalars(select(CouncilBlock).order_by(CouncilBlock.code, CouncilBlock.number.desc())).all()
    newest = {row.code: row.title.lower() for row in reversed(rows)}
    return sorted(rows, key=lambda row: (newest[row.code], row.code, -row.number))


def retire(session: Session, row: CouncilBlock, day: date) -> None:
    """Offers that number no longer. It stays, for what was asked with it."""
    row.retired_on = row.retired_on or day
    session.flush()


def bring_back(session: Session, row: CouncilBlock) -> None:
    """Offers that number again."""
    row.retired_on = None
    session.flush()
