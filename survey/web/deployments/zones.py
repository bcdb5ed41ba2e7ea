"""The page of one zone, for somebody who has just scanned a notice, and the short address that leads to it.

A short address carries the zone and nothing else. Nobody is counted on the way.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from survey.domain.consultations import Phase
from survey.domain.deployments.plan import LABELS, Zone
from survey.store import consultations, zone_addresses
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.store.deployments.register import Deployment, DeploymentRevision
from survey.web.access import public
from survey.web.clock import today
from survey.web.database import db
from survey.web.translating.showing import revision_in_language

bp = Blueprint("zones", __name__)

NOT_FOUND = 404
# What somebody who stands in the street asks first.
KEY_FACTS = ("start", "cameras", "hours", "purposes", "signs", "funder", "sum-asked")
# The consultation that can still be answered comes first.
ORDER = (Phase.OPEN, Phase.SCHEDULED, Phase.CLOSED, Phase.PUBLISHED)


@dataclass(frozen=True)
class Place:
    """A zone as the newest revision that has it describes it."""

    zone: Zone
    revision: DeploymentRevision
    newest: DeploymentRevision

    @property
    def is_left(self) -> bool:
        """Whether the newest revision does not have the zone any more. Paper that names it still hangs."""
        return self.revision.number != self.newest.number


@bp.get("/deployments/<slug>/zones/<code>/")
@public
def zone(slug: str, code: str) -> str:
    """What is planned in this zone, and whether one can have a say."""
    deployment = register.find(db(), slug)
    place = _place(deployment, code) if deployment else None
    if deployment is None or place is None:
        abort(404)
    revision = revision_in_language(place.revision)
    return render_template(
        "zones/zone.html",
        deployment=deployment,
        place=place,
        zone=next(zone for zone in revision.plan.zones if zone.code == code),
        revision=revision,
        plan=revision.plan,
        facts={code: LABELS[code] for code in KEY_FACTS},
        asked=_asked(deployment),
    )


def _place(deployment: Deployment, code: str) -> Place | None:
    newest = register.current(db(), deployment)
    for revision in reversed(deployment.revisions):
        for found in revision.plan.zones:
            if found.code == code:
                return Place(found, revision, newest)
    return None


def _asked(deployment: Deployment) -> list[tuple[Consultation, str]]:
    """The consultations about the deployment that the public may know of, each with its phase."""
    about = [(one, one.phase(today())) for one in consultations.about(db(), deployment.id)]
    known = [(one, phase) for one, phase in about if phase in ORDER]
    return [(one, phase.value) for one, phase in sorted(known, key=lambda pair: ORDER.index(pair[1]))]


@bp.get("/z/<short>/", strict_slashes=False)
@public
def short_address(short: str) -> Response | tuple[str, int]:
    """Leads from a notice to its zone."""
    found = zone_addresses.find(db(), short)
    if found is None:
        return render_template("zones/unknown.html", short=short), NOT_FOUND
    deployment, code = found
    return redirect(url_for("zones.zone", slug=deployment.slug, code=code))
