"""The public register of deployments: the list, each deployment, and each of its revisions."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template

from survey.domain.consultations import Phase
from survey.domain.deployments.plan import FACTS
from survey.domain.deployments.revisions import what_changed
from survey.domain.deployments.tile_map import tile_map
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.store.deployments.register import Deployment, DeploymentRevision
from survey.web.access import public
from survey.web.clock import today
from survey.web.database import db

bp = Blueprint("deployments", __name__)


@bp.get("/deployments/")
@public
def index() -> str:
    """Every deployment as its newest revision describes it."""
    found = register.list_all(db())
    entries = [(deployment, register.current(db(), deployment)) for deployment in found]
    return render_template("deployments/register.html", entries=entries)


@bp.get("/deployments/<slug>/")
@public
def deployment(slug: str) -> str:
    """The newest revision of a deployment."""
    found = _deployment_or_404(slug)
    newest = register.current(db(), found)
    return render_template(
        "deployments/deployment.html",
        **described(newest),
        revisions=found.revisions,
        consultations=_consultations_about(found),
    )


@bp.get("/deployments/<slug>/revisions/<int(max=9999):number>/")
@public
def revision(slug: str, number: int) -> str:
    """One revision of a deployment as it was published, and what it changed."""
    found = _deployment_or_404(slug)
    wanted = register.revision(db(), found, number)
    if wanted is None:
        abort(404)
    before = register.revision(db(), found, number - 1)
    return render_template(
        "deployments/revision.html",
        **described(wanted),
        newest=register.current(db(), found).number,
        changes=what_changed(before.as_revision, wanted.as_revision) if before else (),
    )


def described(revision: DeploymentRevision) -> dict[str, Any]:
    """What the partials on a deployment need: the plan with its facts, the map, the evidence."""
    plan = revision.plan
    return {
        "deployment": revision.deployment,
        "revision": revision,
        "plan": plan,
        "fact_groups": FACTS,
        "tiles": tile_map(plan.wards),
        "evidence": revision.evidence,
    }


def _deployment_or_404(slug: str) -> Deployment:
    found = register.find(db(), slug)
    if found is None:
        abort(404)
    return found


def _consultations_about(deployment: Deployment) -> list[Consultation]:
    about = consultations.about(db(), deployment.id)
    return [one for one in about if one.phase(today()) is not Phase.DRAFT]
