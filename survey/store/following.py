"""Subscriptions: addresses of people who want to hear of published changes, apart from everything else.

These tables lead to no account, no consultation and no response, and nothing leads to them. The days they
hold are days on which somebody asked and confirmed. Leaving deletes the address, and what waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, delete, exists, false, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship
from sqlalchemy.types import String

from survey.domain.following import (
    DAYS_TO_CONFIRM,
    Follower,
    Mail,
    OpenConsultation,
    RandomBytes,
    Site,
    confirmation_mail,
    new_token,
    notice_mail,
    token_hash,
)
from survey.store import outbox
from survey.store.database import Base
from survey.store.deployments.register import DeploymentRevision

BATCH = 500


class Subscription(Base):
    """Somebody’s wish to hear of published changes by email. It has nothing to do with any answer."""

    __tablename__ = "subscriptions"
    __table_args__ = (CheckConstraint("email <> ''", name="a_subscription_has_an_email_address"),)

    subscription_id: Mapped[str] = mapped_column(
        String(32), primary_key=True, doc="Random; the link to leave is worked out from it"
    )
    email: Mapped[str] = mapped_column(String(254), index=True, doc="The email address that notices go to")
    everything: Mapped[bool] = mapped_column(doc="Whether to hear of every deployment, also of new ones")
    confirm_hash: Mapped[str] = mapped_column(
        String(64), index=True, doc="SHA-256 of the link that confirms the address"
    )
    asked_on: Mapped[date] = mapped_column(doc="Day on which somebody last asked to follow")
    confirmed_on: Mapped[date | None] = mapped_column(doc="Day on which the holder confirmed")
    followed: Mapped[list[FollowedDeployment]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def slugs(self) -> frozenset[str]:
        return frozenset(one.followed_slug for one in self.followed)


class FollowedDeployment(Base):
    """A deployment that a subscription is limited to."""

    __tablename__ = "followed_deployments"

    subscription_id: Mapped[str] = mapped_column(
        ForeignKey("subscriptions.subscription_id", ondelete="CASCADE"),
        primary_key=True,
        doc="Which subscription",
    )
    followed_slug: Mapped[str] = mapped_column(
        ForeignKey("deployments.slug"), primary_key=True, doc="Which deployment"
    )


@dataclass(frozen=True)
class Wish:
    """What somebody asked to follow: these deployments by slug and name, or everything."""

    email: str
    names: dict[str, str]
    everything: bool


def ask(session: Session, wish: Wish, *, site: Site, today: date, random_bytes: RandomBytes) -> None:
    """Keeps the wish until its link is used, and asks for that by mail: once a day at most."""
    _take_turn(session)
    known = _all_of(session, wish.email)
    if any(one.asked_on == today for one in known):
        return
    # The link to leave in a mail of an earlier day goes on working: the new wish has the number of the old.
    number = new_token(random_bytes)
    for old in known:
        if old.confirmed_on is None:
            number = old.subscription_id
            session.delete(old)
    session.flush()
    token = new_token(random_bytes)
    waiting = Subscription(
        subscription_id=number,
        email=wish.email,
        everything=wish.everything,
        confirm_hash=token_hash(token),
        asked_on=today,
        followed=[] if wish.everything else [FollowedDeployment(followed_slug=slug) for slug in wish.names],
    )
    session.add(waiting)
    session.flush()
    # Whoever follows already leaves with the link of old; it stays the same when the choice changes.
    kept = next((one for one in known if one.confirmed_on), waiting)
    mail = confirmation_mail(site, _follower(kept), token=token, names=tuple(wish.names.values()))
    outbox.queue(session, [mail], kind=outbox.CONFIRMATION, today=today, random_bytes=random_bytes)


def _take_turn(session: Session) -> None:
    """Many requests at once for one address, each of which sees that nobody asked today, are many mails."""
    nothing = delete(Subscription).where(false())
    together = text("LOCK TABLE subscriptions IN SHARE ROW EXCLUSIVE MODE")
    # SQLite has one writer at a time, from the first statement that could write.
    session.execute(nothing if session.get_bind().dialect.name == "sqlite" else together)


def of_link(session: Session, token: str, *, today: date) -> Subscription | None:
    """The subscription that a link confirms. It works for seven days, and once confirmed it stays true."""
    found = session.scalar(select(Subscription).where(Subscription.confirm_hash == token_hash(token)))
    if found is None or (found.confirmed_on is None and found.asked_on < _oldest(today)):
        return None
    return found


def confirm(session: Session, waiting: Subscription, *, today: date) -> None:
    """From now on notices go to this address. A choice made earlier is replaced by this one."""
    if waiting.confirmed_on is not None:
        return
    others = [one for one in _all_of(session, waiting.email) if one is not waiting]
    kept = next((one for one in others if one.confirmed_on), waiting)
    if kept is not waiting:
        slugs = waiting.slugs
        kept.everything, kept.asked_on = waiting.everything, waiting.asked_on
        kept.confirm_hash = waiting.confirm_hash
        kept.followed = [
            *(one for one in kept.followed if one.followed_slug in slugs),
            *(FollowedDeployment(followed_slug=slug) for slug in sorted(slugs - kept.slugs)),
        ]
    kept.confirmed_on = today
    for one in (*others, waiting):
        if one is not kept:
            session.delete(one)
    session.flush()


def find(session: Session, subscription_id: str) -> Subscription | None:
    """The subscription of that number."""
    return session.get(Subscription, subscription_id)


def leave(session: Session, subscription_id: str) -> None:
    """Deletes the address wherever it stands here. Does nothing where it is gone already."""
    found = find(session, subscription_id)
    if found is not None:
        outbox.forget(session, found.email)
        session.execute(delete(Subscription).where(Subscription.email == found.email))


def purge(session: Session, *, today: date) -> int:
    """Deletes what was not confirmed in time, and a question that could not be sent; returns how many."""
    outbox.forget_questions(session, before=_oldest(today))
    late = Subscription.confirmed_on.is_(None), Subscription.asked_on < _oldest(today)
    return session.connection().execute(delete(Subscription.__table__).where(*late)).rowcount


def notify_of_revision(
    session: Session,
    revision: DeploymentRevision,
    *,
    site: Site,
    today: date,
    random_bytes: RandomBytes,
    consultations: Sequence[OpenConsultation] = (),
) -> int:
    """Queues one mail for everyone who follows the deployment; returns how many. Call it when publishing.

    `consultations` are those about the deployment that people may answer now.
    """
    slug, published = revision.deployment.slug, revision.as_revision

    def make(follower: Follower) -> Mail:
        return notice_mail(site, follower, slug=slug, revision=published, consultations=consultations)

    return notify(session, slug, make, today=today, random_bytes=random_bytes)


def notify(
    session: Session,
    slug: str,
    make: Callable[[Follower], Mail],
    *,
    today: date,
    random_bytes: RandomBytes,
) -> int:
    """Queues the mail that `make` gives for everyone who follows that deployment; returns how many."""
    queued = 0
    for followers in _batches(session, slug):
        mails = [make(one) for one in followers]
        queued += outbox.queue(session, mails, kind=outbox.NOTICE, today=today, random_bytes=random_bytes)
    return queued


def _batches(session: Session, slug: str) -> Iterator[list[Follower]]:
    """Everyone who confirmed and follows this deployment, a few hundred at a time."""
    wanted = exists().where(
        FollowedDeployment.subscription_id == Subscription.subscription_id,
        FollowedDeployment.followed_slug == slug,
    )
    mine = Subscription.confirmed_on.is_not(None), or_(Subscription.everything, wanted)
    columns = select(Subscription.email, Subscription.subscription_id).where(*mine)
    ordered, last = columns.order_by(Subscription.subscription_id).limit(BATCH), ""
    while found := session.execute(ordered.where(Subscription.subscription_id > last)).all():
        yield [Follower(email, subscription_id) for email, subscription_id in found]
        last = found[-1].subscription_id


def _all_of(session: Session, email: str) -> list[Subscription]:
    return list(session.scalars(select(Subscription).where(Subscription.email == email)))


def _follower(subscription: Subscription) -> Follower:
    return Follower(subscription.email, subscription.subscription_id)


def _oldest(today: date) -> date:
    """The first day whose unconfirmed wishes are still kept."""
    return today - timedelta(days=DAYS_TO_CONFIRM)
