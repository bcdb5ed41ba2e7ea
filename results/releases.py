"""Releases: the frozen results of a closed consultation. What everyone sees is a release.

The whole plan of tables is counted and protected once, when the release is made; a page is then a look-up.
Only safe tables are stored.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from results.domain.disclosure import SMALLEST_GROUP, Disclosure, SafeTable, from_json, to_json
from results.domain.plan import Plan, plan, questions_with_excluded, safe_tables
from results.extract import REVISION, Extract, build, revision_column
from results.parts import Ingredients
from survey.domain.changes import MaterialChange, decided, undecided
from survey.domain.consultations import STRATUM, Phase
from survey.domain.questionnaires.paths import never_asked
from survey.domain.wording import say, say_and, say_many
from survey.store import consultations, integrity, submissions
from survey.store.answering import entering, responses
from survey.store.consultations import Consultation
from survey.store.database import Base
from survey.store.questionnaires.versions import Frozen, frozen

CHANNEL = "channel"
FACTS = (CHANNEL, STRATUM, REVISION)
# Where tables over everybody and the responses left out stand. No code of a question has this mark.
WITH_EXCLUDED = "*with-excluded"


class ReleaseError(ValueError):
    """A release that may not be made. Its argument says why, in words for a page."""


class Release(Base):
    """The frozen results of a closed consultation, as everyone sees them."""

    __tablename__ = "releases"
    __table_args__ = (UniqueConstraint("consultation_id", "edition"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, doc="Random")
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultations.id"), doc="Which consultation")
    edition: Mapped[int] = mapped_column(doc="1 for the first")
    made_on: Mapped[date] = mapped_column(doc="Day on which it was made")
    counted: Mapped[int] = mapped_column(doc="How many responses it counts")
    excluded: Mapped[int] = mapped_column(server_default="0", doc="How many responses two people left out")
    receipts: Mapped[int] = mapped_column(doc="How many receipts stand for them")
    checksum: Mapped[str] = mapped_column(
        String(64), doc="SHA-256 over the coded responses that were counted"
    )
    characteristics: Mapped[list[str]] = mapped_column(JSON, doc="What questions are broken down by")

    @property
    def has_second_line(self) -> bool:
        """Whether every question is counted a second time, with those left out: where these are many."""
        return self.excluded >= SMALLEST_GROUP


class ReleasedTables(Base):
    """One question's protected tables: alone, or by one characteristic."""

    __tablename__ = "released_tables"
    __table_args__ = (Index("ix_released_tables_look_up", "release_id", "characteristic", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row, in the order of the questions")
    release_id: Mapped[str] = mapped_column(ForeignKey("releases.id"), doc="Which release")
    question: Mapped[str] = mapped_column(String(120), doc="Code of the question")
    characteristic: Mapped[str] = mapped_column(String(120), doc="Code of the characteristic, or empty")
    tables: Mapped[list[dict[str, Any]]] = mapped_column(JSON, doc="Figures that passed disclosure control")


class ReleasedPart(Base):
    """What a release says beside its tables, by name: see `PARTS`."""

    __tablename__ = "released_parts"

    release_id: Mapped[str] = mapped_column(ForeignKey("releases.id"), primary_key=True, doc="Which release")
    name: Mapped[str] = mapped_column(String(40), primary_key=True, doc="What it is")
    content: Mapped[Any] = mapped_column(JSON, doc="What everyone may see of it")


# What makes each part: its JSON, or None where there is nothing to say.
PARTS: Mapping[str, Callable[[Ingredients], Any]] = MappingProxyType({})


@dataclass(frozen=True)
class Made:
    """A release just made, and the extract it was counted from."""

    release: Release
    extract: Extract


def facts_of(consultation: Consultation) -> tuple[str, ...]:
    """What is counted and nobody answered: the revision only where the plan changed while it was open."""
    return FACTS if revision_column(consultation) else FACTS[:-1]


def characteristics_of(consultation: Consultation) -> tuple[str, ...]:
    """What questions are broken down by: as the rules say, and before and after a change of the plan."""
    revision = (REVISION,) if REVISION in facts_of(consultation) else ()
    return (*consultation.counting_rules.counted_by, *revision)


def plan_of(consultation: Consultation, version: Frozen, extract: Extract) -> Plan:
    """The tables that this consultation's rules, fixed before opening, allow."""
    facts = [column for column in extract.codebook if column.name in FACTS]
    never = never_asked(version.questionnaire, consultation.known_facts)
    return plan(
        [column for column in version.opinion.columns if column.question not in never],
        version.equality.columns,
        facts,
        characteristics=characteristics_of(consultation),
        divides=(REVISION,),
        accompanied=(STRATUM, CHANNEL),
    )


def newly_marked(session: Session, consultation: Consultation, *, closed_now: bool, today: date) -> int:
    """How many responses nobody could look at yet: marked when it closed just now, else by marking again."""
    if closed_now:
        return len(integrity.marked(session, consultation))
    return integrity.mark(session, consultation, day=today)


def make(session: Session, consultation: Consultation, *, today: date) -> Made:
    """Counts, protects and stores a release.

    Raises ReleaseError before closing, where there is one, while a change of the plan is undecided, while a
    marked response waits for a second person, and while anything that came in waits for somebody.
    """
    if consultation.phase(today) not in (Phase.CLOSED, Phase.PUBLISHED) or consultation.closed_on is None:
        raise ReleaseError(say("Results are sealed until the consultation is closed."))
    _refuse_a_second(session, consultation)
    _refuse_undecided(consultation)
    _refuse_waiting(session, consultation)
    _refuse_unentered(session, consultation)
    entering.bring_together(session, consultation, shuffle=secrets.SystemRandom().shuffle)
    extract = build(session, consultation)
    version = frozen(session, consultation.version_id or "")
    disclosure = Disclosure(consultation.slug, consultations.secret_of(session, consultation))
    tables = _counted(extract, plan_of(consultation, version, extract), disclosure)
    parts = _parts(
        Ingredients(session, consultation, version, extract, extract.counted(), disclosure, today)
    )
    release = Release(
        id=secrets.token_hex(16),
        consultation_id=consultation.id,
        edition=1,
        made_on=today,
        counted=extract.respondents - extract.left_out,
        excluded=extract.left_out,
        receipts=responses.count_receipts(session, consultation.id),
        checksum=extract.checksum,
        characteristics=list(characteristics_of(consultation)),
    )
    # Counting takes time, in which somebody else may have made one. From here on nobody else can.
    consultations.take_turn(session, consultation.id)
    _refuse_a_second(session, consultation)
    _refuse_changed(session, consultation, extract)
    session.add(release)
    session.flush()
    session.execute(insert(ReleasedTables), _rows(release, tables))
    session.add_all(ReleasedPart(release_id=release.id, name=name, content=part) for name, part in parts)
    integrity.settle(session, consultation)
    submissions.settle(session, consultation, day=today)
    consultations.log(session, consultation, day=today, text=_counted_in_words(release))
    return Made(release, extract)


def _counted(extract: Extract, plan: Plan, disclosure: Disclosure) -> dict[str, tuple[SafeTable, ...]]:
    """The tables without those left out, and over everybody also with them, by where they stand."""
    kept = extract.counted()
    found = {"": safe_tables(plan, kept.columns, kept.codebook, disclosure)}
    if extract.left_out:
        found[WITH_EXCLUDED] = questions_with_excluded(
            plan, extract.columns, extract.codebook, disclosure, excluded=extract.left_out
        )
    return found


def _parts(ingredients: Ingredients) -> list[tuple[str, Any]]:
    made = ((name, make_part(ingredients)) for name, make_part in PARTS.items())
    return [(name, content) for name, content in made if content is not None]


def _counted_in_words(release: Release) -> str:
    left_out = f"; {release.excluded:,} were left out by the published rules" if release.excluded else ""
    return f"The results were counted: {release.counted:,} responses{left_out}. Checksum {release.checksum}."


def _refuse_waiting(session: Session, consultation: Consultation) -> None:
    waiting = integrity.waiting(session, consultation)
    if waiting:
        raise ReleaseError(
            say_many(
                "A marked response waits for a second person: one proposed to leave it out, and another "
                "has to decide. Decide first: afterwards nothing can be changed.",
                "{count} marked responses wait for a second person: one proposed to leave it out, and "
                "another has to decide. Decide first: afterwards nothing can be changed.",
                waiting,
            )
        )


def _refuse_changed(session: Session, consultation: Consultation, extract: Extract) -> None:
    _refuse_waiting(session, consultation)
    if len(integrity.excluded(session, consultation)) != extract.left_out:
        raise ReleaseError(
            say("Somebody decided about a marked response in the meantime. Count once more.")
        )
    _refuse_unentered(session, consultation)
    if responses.count(session, consultation.id) != extract.respondents:
        raise ReleaseError(say("A form was entered in the meantime. Count once more."))


def _refuse_unentered(session: Session, consultation: Consultation) -> None:
    waiting = sum(submissions.waiting(session, consultation).values())
    if waiting:
        raise ReleaseError(
            say_many(
                "{count} submission waits in the log of everything that came in: each form must be "
                "entered, and everything else considered, or set aside with a reason. Afterwards nothing "
                "can be added.",
                "{count} submissions wait in the log of everything that came in: each form must be "
                "entered, and everything else considered, or set aside with a reason. Afterwards nothing "
                "can be added.",
                waiting,
            )
        )


def _refuse_a_second(session: Session, consultation: Consultation) -> None:
    if newest(session, consultation) is not None:
        raise ReleaseError(
            say("There is a release already. A new edition needs at least 50 changed responses.")
        )


def _refuse_undecided(consultation: Consultation) -> None:
    waiting = undecided(consultation.material_changes)
    if waiting:
        numbers = [say("revision {number}", number=change.revision) for change in waiting]
        raise ReleaseError(
            say(
                "The plan changed while the consultation was open ({revisions}), and the council has not "
                "decided what this means for the consultation. Decide first: the results are counted by "
                "that decision.",
                revisions=say_and(numbers),
            )
        )


def counted_apart(consultation: Consultation, release: Release) -> tuple[MaterialChange, ...]:
    """The changes of the plan before and after which the release also counts every question."""
    if REVISION not in release.characteristics:
        return ()
    return decided(consultation.material_changes)


def _rows(release: Release, tables: Mapping[str, Iterable[SafeTable]]) -> list[dict[str, Any]]:
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for where, own in tables.items():
        for table in own:
            grouped.setdefault((table.question, where or table.group or ""), []).append(to_json(table))
    return [
        {"release_id": release.id, "question": question, "characteristic": group, "tables": own}
        for (question, group), own in grouped.items()
    ]


def publish(session: Session, consultation: Consultation, *, on: date, today: date) -> None:
    """Sets the day from which everyone sees the release. Raises ReleaseError where there is none."""
    if newest(session, consultation) is None:
        raise ReleaseError(say("There is no release yet. Make one first."))
    consultation.published_on = on
    consultations.log(
        session, consultation, day=today, text=f"The results are public from {on.day} {on:%B %Y}."
    )


def newest(session: Session, consultation: Consultation) -> Release | None:
    """The newest edition; None where no release was made."""
    mine = Release.consultation_id == consultation.id
    return session.scalar(select(Release).where(mine).order_by(Release.edition.desc()).limit(1))


def part(session: Session, release: Release, name: str) -> Any:  # noqa: ANN401 - each part has its own shape
    """What a release says beside its tables, as `PARTS[name]` made it; None where it says nothing."""
    found = session.get(ReleasedPart, (release.id, name))
    return None if found is None else found.content


def alone(session: Session, release: Release) -> dict[str, tuple[SafeTable, ...]]:
    """Every question over everybody and every profile, by the question's code; a grid has a table a row."""
    return {question: tables for question, _, tables in _load(session, release, characteristic="")}


def by(session: Session, release: Release, *, characteristic: str, question: str) -> tuple[SafeTable, ...]:
    """One question by one characteristic: a table a group (for a grid, a group of each row in turn)."""
    found = _load(session, release, characteristic=characteristic, question=question)
    return next((tables for _, _, tables in found), ())


def everything_by(
    session: Session, release: Release, *, characteristic: str
) -> dict[str, tuple[SafeTable, ...]]:
    """Every question by one characteristic, by the question's code."""
    return {
        question: tables for question, _, tables in _load(session, release, characteristic=characteristic)
    }


def with_excluded(session: Session, release: Release) -> dict[str, tuple[SafeTable, ...]]:
    """Every question over everybody and the responses left out; nothing where these were few."""
    if not release.has_second_line:
        return {}
    return {question: tables for question, _, tables in _load(session, release, characteristic=WITH_EXCLUDED)}


def all_tables(session: Session, release: Release) -> Iterable[SafeTable]:
    """Every table of a release without what was left out, in its order: what the public download holds."""
    for _, where, tables in _load(session, release):
        if where != WITH_EXCLUDED:
            yield from tables


def _load(
    session: Session, release: Release, *, characteristic: str | None = None, question: str | None = None
) -> list[tuple[str, str, tuple[SafeTable, ...]]]:
    query = select(ReleasedTables.question, ReleasedTables.characteristic, ReleasedTables.tables)
    query = query.where(ReleasedTables.release_id == release.id).order_by(ReleasedTables.id)
    if characteristic is not None:
        query = query.where(ReleasedTables.characteristic == characteristic)
    if question is not None:
        query = query.where(ReleasedTables.question == question)
    return [(q, c, tuple(from_json(t) for t in tables)) for q, c, tables in session.execute(query)]
