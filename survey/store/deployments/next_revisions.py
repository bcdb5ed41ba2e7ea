"""The next revision of a deployment, while organisers prepare it. Nobody else sees it until it is published.

Two people may work on it at once. Whoever saves says which edition they read; if somebody saved in between,
nothing is overwritten and they are told.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import JSON, String

from survey.domain.deployments.content import (
    dump_boundaries,
    dump_evidence,
    dump_plan,
    dump_statement,
    load_boundaries,
    load_evidence,
    load_plan,
)
from survey.domain.deployments.plan import Plan
from survey.domain.deployments.revisions import Revision
from survey.domain.evidence import Evidence, Stance, balance_of
from survey.store.accounts import Account
from survey.store.database import Base
from survey.store.deployments import register
from survey.store.deployments.register import Deployment, DeploymentRevision
from survey.store.translating.translations import DEPLOYMENT, Subject, forget


class NextRevision(Base):
    """The next revision of a deployment, in preparation."""

    __tablename__ = "next_revisions"

    deployment_id: Mapped[int] = mapped_column(
        ForeignKey("deployments.id"), primary_key=True, doc="Which deployment"
    )
    edition: Mapped[int] = mapped_column(doc="Goes up by one with each save, so that nothing is lost")
    edited_on: Mapped[date] = mapped_column(doc="Day of the last save")
    edited_by: Mapped[str] = mapped_column(doc="Name of whoever saved last")
    content: Mapped[dict[str, Any]] = mapped_column(
        JSON, doc="The plan, the evidence and the outlines; areas of an uploaded file until some are chosen"
    )

    @property
    def uploaded(self) -> Mapping[str, Any]:
        """What was read from a file of outlines and waits for somebody to choose; empty if nothing."""
        return self.content.get("uploaded", {})

    @property
    def as_revision(self) -> Revision:
        """What would be published, numbered 0 as it has no number yet."""
        return Revision(
            number=0,
            published_on=self.edited_on,
            summary=self.content["summary"],
            reason="",
            plan=load_plan(self.content["plan"]),
            evidence=load_evidence(self.content["evidence"]),
            boundaries=load_boundaries(self.content["boundaries"]),
        )


class BalanceReview(Base):
    """What one named member of staff found on checking the arguments for balance. It is never changed."""

    __tablename__ = "balance_reviews"
    __table_args__ = (
        UniqueConstraint("deployment_id", "checksum", "account_id"),
        CheckConstraint("balanced OR comment <> ''", name="who_finds_no_balance_says_why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, doc="Number of the row")
    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployments.id"), doc="Which deployment")
    checksum: Mapped[str] = mapped_column(String(64), doc="SHA-256 of the arguments that were checked")
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), doc="Who checked")
    name: Mapped[str] = mapped_column(doc="Name of whoever checked; it is published")
    day: Mapped[date] = mapped_column(doc="Day of the check")
    balanced: Mapped[bool] = mapped_column(doc="Whether they found both sides served equally")
    comment: Mapped[str] = mapped_column(doc="What they noted")
    measured: Mapped[dict[str, int]] = mapped_column(JSON, doc="Arguments and characters on each side")


def dump(revision: Revision) -> dict[str, Any]:
    """What is kept of a revision in preparation."""
    return {
        "summary": revision.summary,
        "plan": dump_plan(revision.plan),
        "evidence": dump_evidence(revision.evidence),
        "boundaries": dump_boundaries(revision.boundaries),
    }


def find(session: Session, deployment: Deployment) -> NextRevision | None:
    """The revision in preparation; None where nobody prepares one."""
    return session.get(NextRevision, deployment.id)


def begin_deployment(session: Session, slug: str, plan: Plan, *, day: date, name: str) -> NextRevision:
    """A new entry of the register. The public sees nothing of it until its first revision is published."""
    deployment = Deployment(slug=slug)
    session.add(deployment)
    session.flush()
    return _begin(session, deployment, Revision(0, day, "", "", plan), name=name)


def begin(session: Session, deployment: Deployment, *, day: date, name: str) -> NextRevision:
    """Starts from the newest revision, or gives the preparation that is under way."""
    newest = register.current(session, deployment).as_revision
    return find(session, deployment) or _begin(
        session, deployment, replace(newest, published_on=day), name=name
    )


def _begin(session: Session, deployment: Deployment, revision: Revision, *, name: str) -> NextRevision:
    row = NextRevision(
        deployment_id=deployment.id,
        # No two preparations share an edition: a page left open from an earlier one saves nothing here.
        edition=deployment.last_edition + 1,
        edited_on=revision.published_on,
        edited_by=name,
        content=dump(revision),
    )
    session.add(row)
    session.flush()
    return row


def save(
    session: Session,
    row: NextRevision,
    revision: Revision,
    *,
    edition: int,
    name: str,
    uploaded: Mapping[str, Any] | None = None,
) -> bool:
    """Keeps this content (its `published_on` is the day of saving) in place of the edition that was read.

    False, and nothing is kept, where somebody saved in between; `row` then holds what they saved. What was
    read from an uploaded file waits beside the content until somebody chose from it: `uploaded` replaces
    that, and an empty one forgets it.
    """
    waiting = row.uploaded if uploaded is None else uploaded
    content = dump(revision) | ({"uploaded": dict(waiting)} if waiting else {})
    mine = NextRevision.deployment_id == row.deployment_id, NextRevision.edition == edition
    values = {"edition": edition + 1, "edited_on": revision.published_on, "edited_by": name}
    statement = update(NextRevision).where(*mine).values(**values, content=content)
    saved = session.execute(statement, execution_options={"synchronize_session": False}).rowcount == 1
    session.refresh(row)
    return saved


def discard(session: Session, row: NextRevision) -> None:
    """Gives the preparation up. A deployment that was never published goes with it, and its reviews."""
    deployment = session.get_one(Deployment, row.deployment_id)
    deployment.last_edition = row.edition
    session.delete(row)
    session.flush()
    if not deployment.revisions:
        session.execute(delete(BalanceReview).where(BalanceReview.deployment_id == deployment.id))
        forget(session, [Subject(DEPLOYMENT, deployment.id)])
        session.delete(deployment)
        session.flush()


def take(session: Session, row: NextRevision) -> bool:
    """Takes the preparation away, to publish what `row` holds. For one caller only, and until it commits
    nobody else can save.

    False, and nothing is taken, where somebody saved, published or gave it up since it was read.
    """
    mine = NextRevision.deployment_id == row.deployment_id, NextRevision.edition == row.edition
    taken = delete(NextRevision).where(*mine)
    return session.connection().execute(taken).rowcount == 1


def publish(session: Session, row: NextRevision, revision: Revision) -> DeploymentRevision | None:
    """Makes it the next numbered revision, for good. `revision` is what `row` holds, with reason and day.

    None, and nothing is published, where somebody saved, published or gave it up since it was read.
    """
    if not take(session, row):
        return None
    session.expunge(row)
    deployment = session.get_one(Deployment, row.deployment_id)
    published = register.add_revision(session, deployment, revision)
    published.kept_by_council = True
    deployment.last_edition = row.edition
    session.flush()
    return published


def checksum_of(evidence: Evidence) -> str:
    """SHA-256 of the arguments on both sides, in their order: what a review of balance is about."""
    sides = [dump_statement(s) for stance in (Stance.FOR, Stance.AGAINST) for s in evidence.of(stance)]
    return _checksum(sides)


def checksum_of_all(row: NextRevision) -> str:
    """SHA-256 of everything in preparation: what somebody who publishes it has seen."""
    return _checksum(row.content)


def _checksum(data: Any) -> str:  # noqa: ANN401 - anything that JSON can write
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def add_review(
    session: Session, row: NextRevision, account: Account, *, day: date, balanced: bool, comment: str
) -> BalanceReview | None:
    """Keeps what somebody found. None where they have said so already of these same arguments."""
    evidence = row.as_revision.evidence
    checksum = checksum_of(evidence)
    # Whoever publishes at this moment waits for the review, or has published already.
    mine = NextRevision.deployment_id == row.deployment_id
    session.execute(select(NextRevision.edition).where(mine).with_for_update())
    if any(one.account_id == account.id for one in reviews_of(session, row.deployment_id, checksum)):
        return None
    found = balance_of(evidence)
    review = BalanceReview(
        deployment_id=row.deployment_id,
        checksum=checksum,
        account_id=account.id,
        name=account.name,
        day=day,
        balanced=balanced,
        comment=comment,
        measured={
            "number_for": found.number_for,
            "number_against": found.number_against,
            "length_for": found.length_for,
            "length_against": found.length_against,
        },
    )
    session.add(review)
    session.flush()
    return review


def reviews_of(session: Session, deployment_id: int, checksum: str) -> list[BalanceReview]:
    """What was found about exactly these arguments, the first review first."""
    mine = BalanceReview.deployment_id == deployment_id, BalanceReview.checksum == checksum
    return list(session.scalars(select(BalanceReview).where(*mine).order_by(BalanceReview.id)))


REVIEWERS = 2


def enough_reviews(reviews: Iterable[BalanceReview]) -> bool:
    """Whether two members of staff found balance, and nobody the contrary."""
    found = list(reviews)
    return len(found) >= REVIEWERS and all(review.balanced for review in found)
