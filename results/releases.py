"""Releases: the frozen results of a closed consultation. What everyone sees is a release.

The whole plan of tables is counted and protected once, when the release is made; a page is then a look-up.
Only safe tables are stored. A further edition needs at least 50 changed responses (see
`results.domain.editions`).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from results import editions
from results.contents import STAY, parts_of
from results.counting import counted, name_in, named, profiles, rows
from results.domain.disclosure import SMALLEST_GROUP, Disclosure, SafeTable, from_json
from results.domain.editions import WITH_EXCLUDED, Changes, Edition, edition, moves
from results.domain.plan import Plan, plan
from results.extract import REVISION, Extract, build, revision_column
from results.parts import Ingredients
from results.refusals import (
    ReleaseError,
    changes_since,
    refuse_changed,
    refuse_the_same,
    refuse_too_few,
    refuse_undecided,
    refuse_unentered,
    refuse_waiting,
)
from survey.domain.changes import MaterialChange, decided
from survey.domain.consultations import LANGUAGE, STRATUM, Phase
from survey.domain.questionnaires.paths import never_asked
from survey.domain.samples import Sample, samples_of
from survey.domain.wording import say
from survey.store import consultations, integrity, submissions
from survey.store.answering import entering, responses
from survey.store.consultations import Consultation
from survey.store.database import Base
from survey.store.questionnaires.versions import Frozen, frozen

CHANNEL = "channel"
FACTS = (CHANNEL, STRATUM, LANGUAGE, REVISION)


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
    published_on: Mapped[date | None] = mapped_column(doc="Day from which everyone sees this edition")
    kept: Mapped[list[str]] = mapped_column(
        JSON,
        server_default="[]",
        doc="Tables that stayed as they were in the edition before, since too little of them changed",
    )

    @property
    def questions_kept(self) -> tuple[str, ...]:
        """The questions and rows whose figures for everybody stayed as they were in the edition before."""
        names = (name.partition("|") for name in self.kept if not name.startswith(WITH_EXCLUDED))
        return tuple(name for name, _, group in names if not group)

    @property
    def groups_kept(self) -> int:
        """How many tables of groups stayed as they were."""
        return len(self.kept) - len(self.questions_kept)

    @property
    def has_second_line(self) -> bool:
        """Whether questions are counted once more, with those left out: where these are many."""
        return self.edition == 1 and self.excluded >= SMALLEST_GROUP


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
    """What a release says beside its tables, such as when responses came."""

    __tablename__ = "released_parts"

    release_id: Mapped[str] = mapped_column(ForeignKey("releases.id"), primary_key=True, doc="Which release")
    name: Mapped[str] = mapped_column(String(40), primary_key=True, doc="What it is")
    content: Mapped[Any] = mapped_column(JSON, doc="What everyone may see of it")


@dataclass(frozen=True)
class Made:
    """A release just made, and the extract it was counted from."""

    release: Release
    extract: Extract


def facts_of(consultation: Consultation) -> tuple[str, ...]:
    """What is counted and nobody answered: the language only where the rules name it, and the revision only
    where the plan changed while it was open.
    """
    language = (LANGUAGE,) if LANGUAGE in consultation.counting_rules.characteristics else ()
    return (CHANNEL, STRATUM, *language, *((REVISION,) if revision_column(consultation) else ()))


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
        accompanied=(STRATUM, CHANNEL, LANGUAGE),
    )


def newly_marked(session: Session, consultation: Consultation, *, closed_now: bool, today: date) -> int:
    """How many responses nobody could look at yet: marked when it closed just now, else by marking again."""
    if closed_now:
        return len(integrity.marked(session, consultation))
    return integrity.mark(session, consultation, day=today)


def make(session: Session, consultation: Consultation, *, today: date) -> Made:
    """Counts, protects and stores a release.

    Raises ReleaseError before closing, where there is one since which fewer than 50 responses changed, while
    a change of the plan is undecided, while a marked response waits for a second person, and while anything
    that came in waits for somebody.
    """
    earlier = newest(session, consultation)
    _refuse(session, consultation, earlier, today=today)
    entering.bring_together(session, consultation, shuffle=secrets.SystemRandom().shuffle)
    stand = editions.now(session, consultation)
    extract = build(session, consultation)
    version, disclosure = _rules_of(session, consultation)
    stands = [*editions.stands(session, consultation), stand]
    found = edition(
        counted(extract, plan_of(consultation, version, extract), disclosure, first=earlier is None),
        _by_name(session, earlier),
        editions.bases(session, consultation),
        moves(stands),
    )
    if earlier is not None:
        refuse_the_same(found, earlier.edition)
    ingredients = Ingredients(
        session, consultation, version, extract, extract.counted(), disclosure, today, profiles(found.tables)
    )
    stays = {name: part(session, earlier, name) for name in STAY} if earlier else None
    parts = parts_of(ingredients, stays)
    changed = changes_since(session, consultation)
    release = _release(session, consultation, extract, today=today)
    release.kept, release.edition = found.kept, earlier.edition + 1 if earlier else 1
    # Counting takes time, in which somebody else may have made one. From here on nobody else can.
    consultations.take_turn(session, consultation.id)
    if newest(session, consultation) is not earlier:
        raise ReleaseError(say("There is a release already: somebody else made it in the meantime."))
    refuse_changed(session, consultation, stand)
    _store(session, release, found, parts)
    editions.keep(session, consultation, (release.id, release.edition), stand=stand, bases=found.chains)
    editions.end(session, consultation, edition=release.edition, today=today)
    _log(session, consultation, release, changed)
    return Made(release, extract)


def _rules_of(session: Session, consultation: Consultation) -> tuple[Frozen, Disclosure]:
    secret = consultations.secret_of(session, consultation)
    return frozen(session, consultation.version_id or ""), Disclosure(consultation.slug, secret)


def _by_name(session: Session, release: Release | None) -> dict[str, SafeTable]:
    """Every table of an edition by its name; nothing where there is none."""
    if release is None:
        return {}
    return {name: table for _, group, own in _load(session, release) for name, table in named(group, own)}


def counted_again(
    session: Session, consultation: Consultation, release: Release
) -> tuple[Extract, dict[str, tuple[SafeTable, ...]]]:
    """What `make` would count and protect now, by where it stands. Nothing is stored.

    Tables that stayed as they were are those of the edition before.
    """
    extract = build(session, consultation)
    version, disclosure = _rules_of(session, consultation)
    before = edition_of(session, consultation, release.edition - 1)
    old = {name: table for name, table in _by_name(session, before).items() if name in release.kept}
    found: dict[str, list[SafeTable]] = {}
    for where, unit in counted(
        extract, plan_of(consultation, version, extract), disclosure, first=release.edition == 1
    ):
        found.setdefault(where, []).extend(old.get(name_in(where, safe), safe) for _, safe in unit)
    return extract, {where: tuple(own) for where, own in found.items()}


def _refuse(session: Session, consultation: Consultation, earlier: Release | None, *, today: date) -> None:
    if consultation.phase(today) not in (Phase.CLOSED, Phase.PUBLISHED) or consultation.closed_on is None:
        raise ReleaseError(say("Results are sealed until the consultation is closed."))
    if earlier is not None:
        refuse_too_few(session, consultation, earlier.edition)
    refuse_undecided(consultation)
    refuse_waiting(session, consultation)
    refuse_unentered(session, consultation)


def _release(session: Session, consultation: Consultation, extract: Extract, *, today: date) -> Release:
    return Release(
        id=secrets.token_hex(16),
        consultation_id=consultation.id,
        made_on=today,
        counted=extract.respondents - extract.left_out,
        excluded=extract.left_out,
        receipts=responses.count_receipts(session, consultation.id),
        checksum=extract.checksum,
        characteristics=list(characteristics_of(consultation)),
    )


def _store(session: Session, release: Release, found: Edition, parts: Iterable[tuple[str, Any]]) -> None:
    session.add(release)
    session.flush()
    session.execute(insert(ReleasedTables), rows(release.id, found.tables))
    session.add_all(ReleasedPart(release_id=release.id, name=name, content=part) for name, part in parts)


def _log(session: Session, consultation: Consultation, release: Release, changed: Changes | None) -> None:
    text, edition = _counted_in_words(release, changed), release.edition
    consultations.log(session, consultation, day=release.made_on, text=text, edition=edition)


def _counted_in_words(release: Release, changed: Changes | None) -> str:
    if changed is not None:
        return (
            f"Edition {release.edition} of the results was counted: {release.counted:,} responses; "
            f"{release.excluded:,} were left out by the published rules. Since edition {release.edition - 1} "
            f"{changed.added:,} were added, {changed.left_out:,} left out and {changed.taken_back:,} taken "
            f"back in. {len(release.kept):,} tables stay as they were, since too little of them changed. "
            f"Checksum {release.checksum}."
        )
    left_out = f"; {release.excluded:,} were left out by the published rules" if release.excluded else ""
    return f"The results were counted: {release.counted:,} responses{left_out}. Checksum {release.checksum}."


def counted_apart(consultation: Consultation, release: Release) -> tuple[MaterialChange, ...]:
    """The changes of the plan before and after which the release also counts every question."""
    if REVISION not in release.characteristics:
        return ()
    return decided(consultation.material_changes)


def drawn_at_random(consultation: Consultation, release: Release) -> Mapping[str, Sample]:
    """The strata of a release that the rules name as random samples, by their codes."""
    rules = consultation.counting_rules
    if STRATUM not in release.characteristics:
        return {}
    return {code: one for code, one in samples_of(rules.samples).items() if code in rules.strata}


def publish(session: Session, consultation: Consultation, *, on: date, today: date) -> None:
    """Sets the day from which everyone sees the newest edition. Raises ReleaseError where there is none.

    Results that are public stay public: a further edition takes their place on its own day.
    """
    release = newest(session, consultation)
    if release is None:
        raise ReleaseError(say("There is no release yet. Make one first."))
    release.published_on = on
    for kept in (integrity.publish, submissions.publish, consultations.publish_log):
        kept(session, consultation, edition=release.edition, on=on)
    if consultation.published_on is None or consultation.published_on > today:
        consultation.published_on = on
    text = f"The results are public from {on.day} {on:%B %Y}."
    if release.edition > 1:
        text = f"Edition {release.edition} of the results is public from {on.day} {on:%B %Y}."
    consultations.log(session, consultation, day=today, text=text)


def every_edition(session: Session, consultation: Consultation) -> list[Release]:
    """All editions, the newest one first."""
    mine = Release.consultation_id == consultation.id
    return list(session.scalars(select(Release).where(mine).order_by(Release.edition.desc())))


def edition_of(session: Session, consultation: Consultation, number: int) -> Release | None:
    """The edition of that number; None where there is none."""
    mine = Release.consultation_id == consultation.id, Release.edition == number
    return session.scalar(select(Release).where(*mine))


def public_editions(session: Session, consultation: Consultation, *, today: date) -> list[Release]:
    """The editions that everyone may see on that day, the newest one first; none before publication."""
    if consultation.phase(today) is not Phase.PUBLISHED:
        return []
    public = [(found, public_from(consultation, found)) for found in every_edition(session, consultation)]
    return [release for release, day in public if day is not None and day <= today]


def public_from(consultation: Consultation, release: Release) -> date | None:
    """The day from which everyone sees an edition; None where none was set."""
    first = consultation.published_on
    own = release.published_on or (first if release.edition == 1 else None)
    return max(first, own) if first is not None and own is not None else None


def newest(session: Session, consultation: Consultation) -> Release | None:
    """The newest edition; None where no release was made."""
    mine = Release.consultation_id == consultation.id
    return session.scalar(select(Release).where(mine).order_by(Release.edition.desc()).limit(1))


def part(session: Session, release: Release, name: str) -> Any:  # noqa: ANN401 - each part has its own shape
    """What a release says beside its tables, as `results.contents` made it; None where it says nothing."""
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
