"""The themes of a text question: what its answers may be about, as people at the council worded it.

Nothing is overwritten: a theme that is merged into another, or retired, stays and can be had back, codings
keep the theme that was given, and every change is listed with who made it and what stood there before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from results.domain.themes import NotAllowed, code_of, final
from survey.domain.wording import say
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.store.database import Base

ADDED, WORDED, MERGED, PARTED = "added", "worded", "merged", "parted"
RETIRED, RESTORED = "retired", "restored"


class Theme(Base):
    """What answers to a text question may be about, as people at the council worded it."""

    __tablename__ = "themes"
    __table_args__ = (
        UniqueConstraint("consultation_id", "question", "code"),
        CheckConstraint("name <> ''", name="theme_has_a_name"),
        CheckConstraint("merged_into <> code", name="theme_is_not_merged_into_itself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), doc="Which consultation")
    question: Mapped[str] = mapped_column(String(200), doc="Which text question")
    code: Mapped[str] = mapped_column(String(40), doc="Code of the theme")
    name: Mapped[str] = mapped_column(doc="What it is called")
    definition: Mapped[str] = mapped_column(doc="What belongs to it, and what does not")
    example: Mapped[str] = mapped_column(doc="An example; deleted with the responses")
    merged_into: Mapped[str | None] = mapped_column(String(40), doc="The other theme as which it counts")
    retired_on: Mapped[date | None] = mapped_column(doc="Day since which it is no longer offered")

    @property
    def is_offered(self) -> bool:
        """Whether coders can give it."""
        return self.retired_on is None and self.merged_into is None


class ThemeChange(Base):
    """One change of a theme while answers were coded. It is deleted with the responses."""

    __tablename__ = "theme_changes"

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), doc="Which theme")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), doc="Who made the change")
    day: Mapped[date] = mapped_column(doc="Day of the change")
    what: Mapped[str] = mapped_column(String(10), doc="Added, worded, merged, parted, retired or restored")
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), doc="How it read before")
    after: Mapped[dict[str, Any]] = mapped_column(JSON, doc="How it read afterwards")


@dataclass(frozen=True)
class Wording:
    """How a theme reads."""

    name: str
    definition: str = ""
    example: str = ""


@dataclass(frozen=True)
class By:
    """Who does something, and on which day."""

    account: int
    day: date


def every(session: Session, consultation: Consultation, question: str) -> list[Theme]:
    """All themes of a question, the oldest first: their places on the coding screen never change."""
    mine = Theme.consultation_id == consultation.id, Theme.question == question
    return list(session.scalars(select(Theme).where(*mine).order_by(Theme.id)))


def offered(session: Session, consultation: Consultation, question: str) -> list[Theme]:
    """The themes that coders can give."""
    return [theme for theme in every(session, consultation, question) if theme.is_offered]


def merged(themes: list[Theme]) -> dict[str, str]:
    """As which other theme each merged one counts."""
    return {theme.code: theme.merged_into for theme in themes if theme.merged_into}


def changes_of(session: Session, theme: Theme) -> list[ThemeChange]:
    """Every change of a theme, the newest first."""
    query = select(ThemeChange).where(ThemeChange.theme_id == theme.id)
    return list(session.scalars(query.order_by(ThemeChange.id.desc())))


def add(session: Session, consultation: Consultation, question: str, wording: Wording, by: By) -> Theme:
    """A new theme. Raises NotAllowed where the question has one of that name."""
    # Of two who add the same at once, the second one is told.
    consultations.take_turn(session, consultation.id)
    there = every(session, consultation, question)
    _refuse_same_name(there, wording.name)
    theme = Theme(
        consultation_id=consultation.id,
        question=question,
        code=code_of(wording.name, [one.code for one in there]),
        name=wording.name,
        definition=wording.definition,
        example=wording.example,
    )
    session.add(theme)
    session.flush()
    _record(session, theme, ADDED, by, None)
    return theme


def word(session: Session, consultation: Consultation, theme: Theme, wording: Wording, by: By) -> None:
    """Words a theme anew; its code and its codings stay. Raises NotAllowed where another has that name."""
    consultations.take_turn(session, consultation.id)
    others = [one for one in every(session, consultation, theme.question) if one.id != theme.id]
    _refuse_same_name(others, wording.name)
    before = _state(theme)
    theme.name, theme.definition, theme.example = wording.name, wording.definition, wording.example
    if _state(theme) != before:
        _record(session, theme, WORDED, by, before)


def merge(session: Session, consultation: Consultation, theme: Theme, into: str, by: By) -> None:
    """Counts a theme as another. Raises NotAllowed where that one is not offered, or counts as this one."""
    consultations.take_turn(session, consultation.id)
    there = every(session, consultation, theme.question)
    target = next((one for one in there if one.code == into and one.is_offered), None)
    if target is None or target.code == theme.code or final(target.code, merged(there)) == theme.code:
        raise NotAllowed(say("Choose a theme that is still offered, and not this one."))
    before = _state(theme)
    theme.merged_into = target.code
    _record(session, theme, MERGED, by, before)


def part(session: Session, theme: Theme, by: By) -> None:
    """Undoes a merger: the theme counts as itself again, and its codings with it."""
    _change(session, theme, PARTED, by, merged_into=None)


def retire(session: Session, theme: Theme, by: By) -> None:
    """Offers a theme no longer. Answers that have it keep it, and it is still counted."""
    _change(session, theme, RETIRED, by, retired_on=by.day)


def restore(session: Session, theme: Theme, by: By) -> None:
    """Offers a retired theme again."""
    _change(session, theme, RESTORED, by, retired_on=None)


def _change(session: Session, theme: Theme, what: str, by: By, **values: object) -> None:
    before = _state(theme)
    for name, value in values.items():
        setattr(theme, name, value)
    if _state(theme) != before:
        _record(session, theme, what, by, before)


def _refuse_same_name(others: list[Theme], name: str) -> None:
    if name.casefold() in {one.name.casefold() for one in others}:
        raise NotAllowed(say("There is a theme of this name already. Choose another name"))


def _state(theme: Theme) -> dict[str, Any]:
    return {
        "name": theme.name,
        "definition": theme.definition,
        "example": theme.example,
        "merged_into": theme.merged_into,
        "retired": theme.retired_on is not None,
    }


def _record(session: Session, theme: Theme, what: str, by: By, before: dict[str, Any] | None) -> None:
    change = {"what": what, "account_id": by.account, "day": by.day}
    session.add(ThemeChange(theme_id=theme.id, before=before, after=_state(theme), **change))
    session.flush()


def undo(session: Session, consultation: Consultation, theme: Theme, by: By) -> None:
    """Undoes the last change of a theme, as a change of its own. Raises NotAllowed where it cannot be undone.

    A theme that was added is not deleted: it can be retired.
    """
    consultations.take_turn(session, consultation.id)
    last = next(iter(changes_of(session, theme)), None)
    if last is None or last.before is None:
        raise NotAllowed(say("There is nothing to undo. A theme that nobody needs can be retired."))
    before = last.before
    if last.what == PARTED:
        merge(session, consultation, theme, before["merged_into"], by)
    elif last.what == WORDED:
        wording = Wording(before["name"], before["definition"], before["example"])
        word(session, consultation, theme, wording, by)
    else:
        ways = {MERGED: part, RETIRED: restore, RESTORED: retire}
        ways[last.what](session, theme, by)
