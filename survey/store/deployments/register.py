"""The register of deployments: every published change is a numbered revision with its evidence, for good."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, false, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from sqlalchemy.types import JSON, String

from survey.domain.deployments.content import (
    dump_boundaries,
    dump_document,
    dump_plan,
    dump_promise,
    dump_statement,
    load_boundaries,
    load_document,
    load_plan,
    load_promise,
    load_statement,
)
from survey.domain.deployments.definition import Definition, read_definition
from survey.domain.deployments.plan import Boundaries, Plan
from survey.domain.deployments.revisions import Revision
from survey.domain.evidence import Document, Evidence, Statement
from survey.store.database import Base

CONTENT = Path(__file__).resolve().parent.parent.parent / "content" / "deployments"


class Deployment(Base):
    """A plan by a police force to fix cameras in an area."""

    __tablename__ = "deployments"
    __table_args__ = (CheckConstraint("slug <> ''", name="deployment_has_an_address"),)

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    slug: Mapped[str] = mapped_column(String(80), unique=True, doc="Name in the address of its pages")
    last_edition: Mapped[int] = mapped_column(
        default=0, server_default="0", doc="Highest edition of its earlier preparations"
    )
    revisions: Mapped[list[DeploymentRevision]] = relationship(
        back_populates="deployment", order_by="DeploymentRevision.number"
    )


class DeploymentRevision(Base):
    """What was published about a deployment on one day. It is never changed: a change is a new revision."""

    __tablename__ = "deployment_revisions"
    __table_args__ = (
        UniqueConstraint("deployment_id", "number"),
        CheckConstraint("number >= 1", name="revisions_are_numbered_from_one"),
        CheckConstraint("summary <> '' AND reason <> ''", name="a_revision_says_what_and_why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployments.id"), doc="Which deployment")
    number: Mapped[int] = mapped_column(doc="1 for the first revision")
    published_on: Mapped[date] = mapped_column(doc="Day on which it was published")
    summary: Mapped[str] = mapped_column(doc="The deployment in one sentence")
    reason: Mapped[str] = mapped_column(doc="Why this revision was published")
    change_summary: Mapped[str] = mapped_column(
        server_default="", doc="What changed since the revision before, in plain words"
    )
    material: Mapped[bool] = mapped_column(
        server_default=false(), doc="Whether the change may alter what somebody would answer"
    )
    kept_by_council: Mapped[bool] = mapped_column(
        server_default=false(),
        doc="Whether the council published it; the entries that come with the product were made without it",
    )
    promises: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON, server_default="[]", doc="Figures promised, and the same figures as reported"
    )
    # Large, and needed by maps alone: it is read when somebody asks for it.
    outlines: Mapped[dict[str, Any]] = mapped_column(
        JSON, server_default="{}", deferred=True, doc="Outlines of zones and wards, and whose they are"
    )
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, doc="The plan: facts with sources, zones and wards")
    deployment: Mapped[Deployment] = relationship(back_populates="revisions")
    items: Mapped[list[EvidenceItem]] = relationship(order_by="EvidenceItem.position")

    @property
    def plan(self) -> Plan:
        """The plan as the domain knows it."""
        return load_plan(self.facts, {})

    @property
    def evidence(self) -> Evidence:
        """The statements and documents of this revision, in order."""
        statements = tuple(item.as_statement() for item in self.items if item.kind == "statement")
        documents = tuple(item.as_document() for item in self.items if item.kind == "document")
        return Evidence(statements, documents, tuple(load_promise(one) for one in self.promises))

    @property
    def boundaries(self) -> Boundaries:
        """Outlines of zones and wards."""
        return load_boundaries(self.outlines)

    @property
    def as_revision(self) -> Revision:
        """The whole revision as the domain knows it."""
        return Revision(
            number=self.number,
            published_on=self.published_on,
            summary=self.summary,
            reason=self.reason,
            plan=self.plan,
            evidence=self.evidence,
            boundaries=self.boundaries,
            change_summary=self.change_summary,
            material=self.material,
        )


class EvidenceItem(Base):
    """One sourced statement about a deployment, or a document asked for."""

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("revision_id", "position"),
        UniqueConstraint("revision_id", "code"),
        CheckConstraint("kind IN ('statement', 'document')", name="evidence_is_a_statement_or_a_document"),
        CheckConstraint(
            "kind = 'document' OR stance IN ('for', 'against', 'neither')", name="a_statement_has_a_stance"
        ),
        CheckConstraint(
            "kind = 'document' OR (speaker <> '' AND said <> '')", name="a_statement_has_a_speaker_and_a_date"
        ),
        CheckConstraint("kind = 'document' OR source <> ''", name="a_statement_has_a_source"),
        CheckConstraint("kind = 'statement' OR provided IS NOT NULL", name="a_document_is_provided_or_not"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    revision_id: Mapped[int] = mapped_column(ForeignKey("deployment_revisions.id"), doc="Which revision")
    position: Mapped[int] = mapped_column(doc="Its place among the others")
    kind: Mapped[str] = mapped_column(String(10), doc="Statement or document")
    code: Mapped[str] = mapped_column(String(80), doc="Its short name")
    title: Mapped[str] = mapped_column(doc="What it is about")
    text: Mapped[str] = mapped_column(doc="What is said, or why the document is asked for")
    stance: Mapped[str] = mapped_column(String(10), default="", doc="For, against or neither")
    speaker: Mapped[str] = mapped_column(default="", doc="Who says it")
    said: Mapped[str] = mapped_column(default="", doc="When it was said")
    source: Mapped[str] = mapped_column(default="", doc="Name of the first source")
    note: Mapped[str] = mapped_column(default="", doc="A caveat")
    details: Mapped[dict[str, Any]] = mapped_column(
        JSON, default=dict, doc="All sources, how sure we are, and what each figure is out of"
    )
    provided: Mapped[bool | None] = mapped_column(doc="Whether the document was provided")
    address: Mapped[str] = mapped_column(default="", doc="Where the document can be read")

    def as_statement(self) -> Statement:
        """The statement as the domain knows it."""
        own = {
            "code": self.code,
            "stance": self.stance,
            "title": self.title,
            "text": self.text,
            "note": self.note,
        }
        return load_statement(own | self.details)

    def as_document(self) -> Document:
        """The document as the domain knows it."""
        own = {"code": self.code, "title": self.title, "why": self.text, "address": self.address}
        # Before documents had days, only whether they were provided was kept.
        return load_document(own | (self.details or {"state": "provided" if self.provided else "not-asked"}))


def read_content(slug: str) -> Definition:
    """A register entry that comes with the product."""
    return read_definition(json.loads((CONTENT / f"{slug}.json").read_text("utf-8")))


def add_deployment(session: Session, definition: Definition) -> Deployment:
    """Stores a new register entry with all its revisions."""
    deployment = Deployment(slug=definition.slug)
    session.add(deployment)
    session.flush()
    for revision_ in definition.revisions:
        add_revision(session, deployment, revision_)
    return deployment


def add_revision(session: Session, deployment: Deployment, revision_: Revision) -> DeploymentRevision:
    """Stores the next revision; its number comes from what is stored already."""
    row = DeploymentRevision(
        number=len(deployment.revisions) + 1,
        published_on=revision_.published_on,
        summary=revision_.summary,
        reason=revision_.reason,
        facts=dump_plan(revision_.plan),
        change_summary=revision_.change_summary,
        material=revision_.material,
        promises=[dump_promise(one) for one in revision_.evidence.promises],
        outlines=dump_boundaries(revision_.boundaries),
        items=_items(revision_.evidence),
    )
    deployment.revisions.append(row)
    session.flush()
    return row


def _items(evidence: Evidence) -> list[EvidenceItem]:
    items = [_of_statement(one) for one in evidence.statements] + [
        _of_document(one) for one in evidence.documents
    ]
    for position, item in enumerate(items, start=1):
        item.position = position
    return items


def _of_statement(statement: Statement) -> EvidenceItem:
    cited = statement.citation
    return EvidenceItem(
        kind="statement",
        code=statement.code,
        title=statement.title,
        text=statement.text,
        stance=statement.stance.value,
        speaker=cited.speaker,
        said=cited.said,
        source=cited.sources[0].name if cited.sources else "",
        note=statement.note,
        details=_without(dump_statement(statement), "code", "stance", "title", "text", "note"),
    )


def _of_document(document: Document) -> EvidenceItem:
    return EvidenceItem(
        kind="document",
        code=document.code,
        title=document.title,
        text=document.why,
        provided=document.provided,
        address=document.address,
        details=_without(dump_document(document), "code", "title", "why", "address"),
    )


def _without(data: dict[str, Any], *names: str) -> dict[str, Any]:
    """What has no column of its own."""
    return {name: value for name, value in data.items() if name not in names}


def find(session: Session, slug: str) -> Deployment | None:
    """The deployment of that slug, if it was published."""
    found = find_kept(session, slug)
    return found if found and found.revisions else None


def find_kept(session: Session, slug: str) -> Deployment | None:
    """The deployment of that slug, published or not: for its organisers."""
    return session.scalar(select(Deployment).where(Deployment.slug == slug))


def list_all(session: Session) -> list[Deployment]:
    """All deployments that were published, by slug."""
    published = select(Deployment).where(Deployment.revisions.any()).order_by(Deployment.slug)
    return list(session.scalars(published))


def list_kept(session: Session) -> list[Deployment]:
    """All deployments, those too that were never published."""
    return list(session.scalars(select(Deployment).order_by(Deployment.slug)))


def revision(session: Session, deployment: Deployment, number: int) -> DeploymentRevision | None:
    """One revision of a deployment."""
    mine = DeploymentRevision.deployment_id == deployment.id
    return session.scalar(select(DeploymentRevision).where(mine, DeploymentRevision.number == number))


def current(session: Session, deployment: Deployment) -> DeploymentRevision:
    """The newest revision. Raises LookupError where there is none."""
    mine = DeploymentRevision.deployment_id == deployment.id
    newest = select(DeploymentRevision).where(mine).order_by(DeploymentRevision.number.desc()).limit(1)
    found = session.scalar(newest)
    if found is None:
        raise LookupError(deployment.slug)
    return found


def consulted_on(session: Session, deployment_id: int, *, number: int) -> DeploymentRevision:
    """The revision that a consultation is about. Raises LookupError where there is none."""
    mine = DeploymentRevision.deployment_id == deployment_id
    found = session.scalar(select(DeploymentRevision).where(mine, DeploymentRevision.number == number))
    if found is None:
        raise LookupError(f"revision {number}")
    return found
