"""Short addresses of zones. They stand on paper, so each is given once, for good, and to one zone only."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import String

from survey.domain.deployments.plan import Zone
from survey.domain.short_addresses import as_typed, short_for
from survey.store.database import Base
from survey.store.deployments.register import Deployment


class ZoneAddress(Base):
    """The short address of a zone, as printed on notices. It says which zone, and nothing of who types it."""

    __tablename__ = "zone_addresses"
    __table_args__ = (
        UniqueConstraint("deployment_id", "zone"),
        CheckConstraint("short <> '' AND short = lower(short)", name="a_short_address_can_be_typed"),
    )

    short: Mapped[str] = mapped_column(String(40), primary_key=True, doc="What stands after /z/")
    deployment_id: Mapped[int] = mapped_column(ForeignKey("deployments.id"), doc="Which deployment")
    zone: Mapped[str] = mapped_column(doc="Code of the zone")


def find(session: Session, short: str) -> tuple[Deployment, str] | None:
    """The deployment and the code of the zone that a short address, as somebody typed it, leads to."""
    row = session.get(ZoneAddress, as_typed(short))
    deployment = session.get(Deployment, row.deployment_id) if row else None
    return (deployment, row.zone) if row and deployment else None


def shorts_of(session: Session, deployment: Deployment) -> dict[str, str]:
    """The short addresses that a deployment's zones have, by the zone's code."""
    mine = ZoneAddress.deployment_id == deployment.id
    return {row.zone: row.short for row in session.scalars(select(ZoneAddress).where(mine))}


def assign(session: Session, deployment: Deployment, zones: tuple[Zone, ...]) -> dict[str, str]:
    """Gives each zone that has none its short address, and returns them all by the zone's code."""
    # Two who give addresses at once would both see the same one free: the second waits here for the first.
    session.execute(select(Deployment.id).order_by(Deployment.id).limit(1).with_for_update())
    taken = set(session.scalars(select(ZoneAddress.short)))
    mine = shorts_of(session, deployment)
    for zone in zones:
        if zone.code not in mine:
            mine[zone.code] = short_for(zone.code, taken)
            taken.add(mine[zone.code])
            session.add(ZoneAddress(short=mine[zone.code], deployment_id=deployment.id, zone=zone.code))
    session.flush()
    return mine
