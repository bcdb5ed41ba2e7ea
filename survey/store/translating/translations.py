"""Translations as they are kept: each belongs to one place and to exactly the text that it was made from.

So a text that is worded anew shows as out of date with the old pair beside it, and one that is not changed
keeps its translation from revision to revision. Two people at once never overwrite each other silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import CheckConstraint, delete, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import String

from survey.domain.translating.progress import Translation, hash_of
from survey.store.database import Base

QUESTIONNAIRE, CONSULTATION, DEPLOYMENT = "questionnaire", "consultation", "deployment"


class Subject(NamedTuple):
    """What a translation is of. A questionnaire has the number of its consultation."""

    kind: str
    id: int


class TranslationRow(Base):
    """One text in another language, and who answers for it."""

    __tablename__ = "translations"
    __table_args__ = (
        CheckConstraint(
            "subject_kind IN ('questionnaire', 'consultation', 'deployment')",
            name="a_translation_has_a_known_subject",
        ),
        CheckConstraint("(checked_on IS NULL) = (checked_by = '')", name="a_check_has_a_name_and_a_day"),
        CheckConstraint("text <> '' AND translated_by <> ''", name="a_translation_has_words_and_a_name"),
    )

    subject_kind: Mapped[str] = mapped_column(
        String(20), primary_key=True, doc="Whether it is of a questionnaire, a consultation or a deployment"
    )
    subject_id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, doc="Number of the consultation or deployment"
    )
    language: Mapped[str] = mapped_column(String(40), primary_key=True, doc="Code of the language")
    place: Mapped[str] = mapped_column(primary_key=True, doc="Where the text stands, made of codes")
    source_hash: Mapped[str] = mapped_column(
        String(64), primary_key=True, doc="SHA-256 of the text that was translated"
    )
    source: Mapped[str] = mapped_column(doc="The text that was translated")
    text: Mapped[str] = mapped_column(doc="The translation")
    translated_by: Mapped[str] = mapped_column(doc="Who translated it")
    translated_on: Mapped[date] = mapped_column(doc="Day on which it was translated")
    checked_by: Mapped[str] = mapped_column(doc="Who checked it; empty where nobody has")
    checked_on: Mapped[date | None] = mapped_column(doc="Day on which it was checked")

    @property
    def as_translation(self) -> Translation:
        return Translation(
            self.place,
            self.source,
            self.text,
            self.translated_by,
            self.translated_on,
            self.checked_by,
            self.checked_on,
        )


@dataclass(frozen=True)
class Edit:
    """A text as somebody wants it; an empty one is taken out. `was` is the mark of what they had read."""

    place: str
    source: str
    text: str
    was: str = ""
    checked_by: str = ""


@dataclass(frozen=True)
class By:
    """Who works on it, and the day. `agency` did the translating, where it was not the person who saves."""

    name: str
    day: date
    agency: str = ""

    @property
    def translator(self) -> str:
        return signed(self.agency, self.name)


def signed(typed: str, name: str) -> str:
    """Who did something, where another name may have been typed by the person who is signed in."""
    return f"{typed} (entered by {name})" if typed and typed != name else name


def mark_of(found: Translation | None) -> str:
    """Tells one state of a translation from another; empty for none."""
    if found is None:
        return ""
    return hash_of(f"{found.text}\n{found.checked_by}\n{found.checked_on}")[:16]


def kept(session: Session, subject: Subject, language: str) -> list[Translation]:
    """Everything that is kept of a subject in a language, the out-of-date too."""
    return kept_of(session, [subject], [language]).get((subject, language), [])


def kept_of(
    session: Session, subjects: Sequence[Subject], languages: Iterable[str]
) -> dict[tuple[Subject, str], list[Translation]]:
    """The same of several, in one query."""
    named = tuple_(TranslationRow.subject_kind, TranslationRow.subject_id).in_([tuple(s) for s in subjects])
    query = select(TranslationRow).where(named, TranslationRow.language.in_(list(languages)))
    found: dict[tuple[Subject, str], list[Translation]] = {}
    for row in session.scalars(query):
        subject = Subject(row.subject_kind, row.subject_id)
        found.setdefault((subject, row.language), []).append(row.as_translation)
    return found


def kept_by_others(
    session: Session, subject: Subject, part: str, languages: Iterable[str]
) -> dict[str, list[Translation]]:
    """By language, what others of that kind have at the places of a part that all of them have alike."""
    row = TranslationRow
    others = row.subject_kind == subject.kind, row.subject_id != subject.id, row.place.like(f"{part}.%")
    found: dict[str, list[Translation]] = {}
    for one in session.scalars(select(row).where(*others, row.language.in_(list(languages)))):
        found.setdefault(one.language, []).append(one.as_translation)
    return found


def words_of(found: Iterable[Translation], *, checked: bool = False) -> dict[tuple[str, str], str]:
    """The texts by place and source; with `checked` those alone that somebody has checked."""
    return {(one.place, one.source): one.text for one in found if one.checked or not checked}


def checked_words(
    session: Session, subjects: Sequence[Subject], language: str
) -> dict[Subject, dict[tuple[str, str], str]]:
    """What residents read: by subject, the texts that somebody has checked, by place and source."""
    row = TranslationRow
    named = tuple_(row.subject_kind, row.subject_id).in_([tuple(s) for s in subjects])
    query = select(row.subject_kind, row.subject_id, row.place, row.source, row.text).where(
        named, row.language == language, row.checked_on.is_not(None)
    )
    found: dict[Subject, dict[tuple[str, str], str]] = {subject: {} for subject in subjects}
    for kind, number, place, source, text in session.execute(query):
        found[Subject(kind, number)][place, source] = text
    return found


def languages_of(session: Session, subject: Subject) -> list[str]:
    """The languages in which anything of a subject is kept."""
    mine = TranslationRow.subject_kind == subject.kind, TranslationRow.subject_id == subject.id
    query = select(TranslationRow.language).where(*mine).distinct().order_by(TranslationRow.language)
    return list(session.scalars(query))


def save(
    session: Session, subject: Subject, language: str, edits: Sequence[Edit], *, by: By
) -> list[Edit]:
    """Keeps these texts. Gives those that somebody changed since they were read: then roll back."""
    now = {(one.place, one.source): one for one in kept(session, subject, language)}
    clashes, added = [], []
    for edit in edits:
        found = now.get((edit.place, edit.source))
        if found and (found.text, found.checked_by) == (edit.text, edit.checked_by):
            continue
        if mark_of(found) != edit.was:
            clashes.append(edit)
        elif found is None:
            added += [edit] if edit.text else []
        elif not _write(session, (subject, language), edit, found=found, by=by):
            clashes.append(edit)
    return clashes if _insert(session, (subject, language), added, by=by) else [*clashes, *added]


def _write(session: Session, at: tuple[Subject, str], edit: Edit, *, found: Translation, by: By) -> bool:
    """Writes one text in place of exactly what was read. False where it is not there any more."""
    mine = (*_at(at, edit), TranslationRow.text == found.text, TranslationRow.checked_by == found.checked_by)
    if not edit.text:
        return session.connection().execute(delete(TranslationRow).where(*mine)).rowcount == 1
    values = _values(edit, by)
    if edit.text == found.text:
        values |= {"translated_by": found.translated_by, "translated_on": found.translated_on}
    if edit.checked_by and edit.checked_by == found.checked_by and edit.text == found.text:
        values["checked_on"] = found.checked_on
    return session.connection().execute(update(TranslationRow).where(*mine).values(**values)).rowcount == 1


def _insert(session: Session, at: tuple[Subject, str], added: Sequence[Edit], *, by: By) -> bool:
    """Adds texts that were not there. False, and none is added, where somebody else added one meanwhile."""
    subject, language = at
    whose = {"subject_kind": subject.kind, "subject_id": subject.id, "language": language}
    rows = [
        whose
        | {"place": edit.place, "source_hash": hash_of(edit.source), "source": edit.source}
        | _values(edit, by)
        for edit in added
    ]
    try:
        with session.begin_nested():
            if rows:
                session.connection().execute(insert(TranslationRow), rows)
    except IntegrityError:
        return False
    return True


def _at(at: tuple[Subject, str], edit: Edit) -> tuple[object, ...]:
    subject, language = at
    row = TranslationRow
    return (
        row.subject_kind == subject.kind,
        row.subject_id == subject.id,
        row.language == language,
        row.place == edit.place,
        row.source_hash == hash_of(edit.source),
    )


def _values(edit: Edit, by: By) -> dict[str, object]:
    return {
        "text": edit.text,
        "translated_by": by.translator,
        "translated_on": by.day,
        "checked_by": edit.checked_by,
        "checked_on": by.day if edit.checked_by else None,
    }


def forget(session: Session, subjects: Iterable[Subject]) -> None:
    """Deletes what is kept of these: their numbers may be given again."""
    named = tuple_(TranslationRow.subject_kind, TranslationRow.subject_id).in_([tuple(s) for s in subjects])
    session.execute(delete(TranslationRow).where(named), execution_options={"synchronize_session": False})
