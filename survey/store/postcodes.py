"""The look-up from postcode to ward, loaded from an ONS file. What residents type is never stored.

Loading is one transaction: it replaces the postcodes of each council that the file holds, or, when it is
stopped or the file turns out to be bad, nothing at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, delete, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import String

from survey.domain.postcodes import LookupProblem, Place, Tally, in_our_words, read_lookup
from survey.domain.wording import listed, say
from survey.store.database import Base
from survey.store.deployments import register

BATCH = 2000
STEP = 50_000
NOTHING_KEPT = say(
    "The file has no postcode of a council in the register. "
    "Use a file of the right area, or load every council."
)


class PostcodeLookup(Base):
    """A look-up from postcode to ward that was loaded: an official list of all postcodes of an area."""

    __tablename__ = "postcode_lookups"
    __table_args__ = (CheckConstraint("name <> ''", name="a_lookup_has_a_name"),)

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    name: Mapped[str] = mapped_column(String(200), doc="Name of the official list")
    month: Mapped[str] = mapped_column(String(40), default="", doc="Month of the list, in words")
    loaded_on: Mapped[date] = mapped_column(doc="Day on which it was loaded")

    @property
    def title(self) -> str:
        """What the list is called, with its month, in the language of the page."""
        return listed([in_our_words(text) for text in (self.name, self.month) if text])


class Postcode(Base):
    """A postcode of the official list and the ward it lies in. It says nothing about who looked it up."""

    __tablename__ = "postcodes"
    __table_args__ = (
        CheckConstraint("length(postcode) BETWEEN 5 AND 7", name="a_postcode_stands_without_its_space"),
    )

    postcode: Mapped[str] = mapped_column(String(7), primary_key=True, doc="The postcode, without its space")
    ward_code: Mapped[str] = mapped_column(String(9), doc="Code of the ward it lies in")
    council_code: Mapped[str] = mapped_column(String(9), index=True, doc="Code of the council it lies in")
    in_use: Mapped[bool] = mapped_column(doc="Whether the Royal Mail still uses it")
    lookup_id: Mapped[int] = mapped_column(ForeignKey("postcode_lookups.id"), doc="Which list it is from")


@dataclass(frozen=True)
class Loaded:
    """What came of loading a file."""

    lookup: PostcodeLookup
    stored: int
    councils: tuple[str, ...]
    tally: Tally


@dataclass(frozen=True)
class Found:
    """Where a postcode lies, and which list says so."""

    ward_code: str
    council_code: str
    in_use: bool
    lookup: PostcodeLookup


def councils_in_register(session: Session) -> frozenset[str]:
    """The codes of the councils that some deployment names."""
    published = [one.revisions[-1] for one in register.list_all(session) if one.revisions]
    return frozenset(revision.plan.council_code for revision in published)


def load(
    session: Session,
    lines: Iterable[str],
    *,
    lookup: PostcodeLookup,
    councils: frozenset[str] | None,
    progress: Callable[[int], None] = lambda _rows: None,
) -> Loaded:
    """Reads a file into the table, keeping these councils or, with None, all. Raises LookupProblem."""
    session.add(lookup)
    session.flush()
    work = _Loading(session, lookup)
    tally = Tally()
    batch: list[Place] = []
    for place in read_lookup(lines, tally):
        if councils is None or place.council_code in councils:
            batch.append(place)
        if len(batch) == BATCH:
            work.store(batch)
            batch.clear()
        if tally.rows % STEP == 0:
            progress(tally.rows)
    work.store(batch)
    if not work.stored:
        raise LookupProblem(NOTHING_KEPT)
    _drop_unused(session, lookup)
    return Loaded(lookup, work.stored, tuple(sorted(work.replaced)), tally)


@dataclass
class _Loading:
    """A load that is under way: which councils it has replaced already, and how much it stored."""

    session: Session
    lookup: PostcodeLookup
    replaced: set[str] = field(default_factory=set)
    stored: int = 0

    def store(self, places: Sequence[Place]) -> None:
        for council in {place.council_code for place in places} - self.replaced:
            _forget(self.session, council, lookup=self.lookup)
            self.replaced.add(council)
        self.stored += _store(self.session, places, lookup=self.lookup) if places else 0


def _forget(session: Session, council: str, *, lookup: PostcodeLookup) -> None:
    older = Postcode.lookup_id != lookup.id
    session.execute(delete(Postcode).where(Postcode.council_code == council, older))


def _store(session: Session, places: Sequence[Place], *, lookup: PostcodeLookup) -> int:
    """A postcode may have been in another council's list, or stand twice in a file: the last one counts."""
    rows = {
        place.postcode: {
            "postcode": place.postcode,
            "ward_code": place.ward_code,
            "council_code": place.council_code,
            "in_use": place.in_use,
            "lookup_id": lookup.id,
        }
        for place in places
    }
    # Not one statement for all rows: SQLite and PostgreSQL both limit the values in a statement.
    session.execute(_insert(session), list(rows.values()))
    return len(rows)


def _insert(session: Session) -> Any:  # noqa: ANN401 - one of two dialects' own statements
    kind = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = kind.insert(Postcode)
    new = {name: statement.excluded[name] for name in ("ward_code", "council_code", "in_use", "lookup_id")}
    return statement.on_conflict_do_update(index_elements=["postcode"], set_=new)


def _drop_unused(session: Session, lookup: PostcodeLookup) -> None:
    """Lists from which no postcode is left."""
    used = exists().where(Postcode.lookup_id == PostcodeLookup.id)
    session.execute(delete(PostcodeLookup).where(~used, PostcodeLookup.id != lookup.id))


def find(session: Session, postcode: str) -> Found | None:
    """Where a postcode lies; it must be in its normal form. None where no list has it."""
    row = session.execute(
        select(Postcode.ward_code, Postcode.council_code, Postcode.in_use, PostcodeLookup)
        .join(PostcodeLookup, PostcodeLookup.id == Postcode.lookup_id)
        .where(Postcode.postcode == postcode)
    ).one_or_none()
    return Found(*row) if row else None


def is_loaded(session: Session, council: str) -> bool:
    """Whether there is any postcode of this council."""
    return (
        session.scalar(select(Postcode.postcode).where(Postcode.council_code == council).limit(1)) is not None
    )


def lookups(session: Session) -> list[tuple[PostcodeLookup, dict[str, int]]]:
    """The lists that are loaded, newest first, with how many postcodes of each council are from them."""
    counts = session.execute(
        select(Postcode.lookup_id, Postcode.council_code, func.count())
        .group_by(Postcode.lookup_id, Postcode.council_code)
        .order_by(Postcode.council_code)
    )
    found: dict[int, dict[str, int]] = {}
    for lookup_id, council, number in counts:
        found.setdefault(lookup_id, {})[council] = number
    newest = select(PostcodeLookup).order_by(PostcodeLookup.id.desc())
    return [(one, found.get(one.id, {})) for one in session.scalars(newest)]
