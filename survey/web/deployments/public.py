"""The public register of deployments: the list, each deployment, and each of its revisions."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from survey.domain.consultations import Phase
from survey.domain.deployments.maps import drawing
from survey.domain.deployments.plan import FACTS
from survey.domain.deployments.revisions import Change, Part, Revision, what_changed
from survey.domain.deployments.tile_map import tile_map
from survey.store import consultations, postcodes
from survey.store.consultations import Consultation
from survey.store.deployments import records, register
from survey.store.deployments.register import Deployment, DeploymentRevision
from survey.web.access import public
from survey.web.clock import today
from survey.web.database import db
from survey.web.deployments.balance import balance_line
from survey.web.deployments.drawing import area_map, map_of_two
from survey.web.deployments.records import added_up
from survey.web.translating.showing import as_published, revision_in_language

bp = Blueprint("deployments", __name__)


@bp.get("/deployments/")
@public
def index() -> str:
    """Every deployment as its newest revision describes it."""
    found = register.list_all(db())
    return render_template("deployments/register.html", entries=[_entry(one) for one in found])


def _entry(deployment: Deployment) -> dict[str, Any]:
    """What the list shows of one deployment."""
    newest = revision_in_language(register.current(db(), deployment))
    plan = newest.plan
    return {
        "deployment": deployment,
        "revision": newest,
        "plan": plan,
        "tiles": tile_map(plan.wards),
        "drawing": drawing(plan, newest.boundaries),
    }


@bp.get("/deployments/<slug>/")
@public
def deployment(slug: str) -> str:
    """The newest revision of a deployment."""
    found = _deployment_or_404(slug)
    newest = register.current(db(), found)
    published = records.published(db(), found)
    return render_template(
        "deployments/deployment.html",
        **described(newest),
        revisions=found.revisions,
        consultations=_consultations_about(found),
        by_postcode=postcodes.is_loaded(db(), newest.plan.council_code),
        records=added_up(published) if published else None,
        problems={},
    )


@bp.get("/deployments/<slug>/revisions/<int(max=9999):number>/")
@public
def revision(slug: str, number: int) -> str:
    """One revision of a deployment as it was published, and what it changed."""
    found = _deployment_or_404(slug)
    wanted = _revision_or_404(found, number)
    before = register.revision(db(), found, number - 1)
    return render_template(
        "deployments/revision.html",
        **described(wanted),
        newest=register.current(db(), found).number,
        changes=_changes(before, wanted) if before else (),
        showings=[
            (consultation, showing)
            for consultation in _consultations_about(found)
            for showing in consultation.showings
            if showing.revision == number
        ],
    )


@bp.get("/deployments/<slug>/compare/")
@public
def choose_two(slug: str) -> Response:
    """Leads to the comparison of the two revisions that were chosen, or of the newest two."""
    found = _deployment_or_404(slug)
    newest = register.current(db(), found).number
    after = max(1, request.args.get("after", newest, int))
    before = max(1, request.args.get("before", after - 1, int))
    return redirect(url_for("deployments.compare", slug=slug, before=before, after=after))


@bp.get("/deployments/<slug>/compare/<int(max=9999):before>/<int(max=9999):after>/")
@public
def compare(slug: str, before: int, after: int) -> str:
    """Any two revisions side by side, field by field, in words and on a map."""
    found = _deployment_or_404(slug)
    sides = [revision_in_language(_revision_or_404(found, number)) for number in (before, after)]
    changes = what_changed(*(side.as_revision for side in sides))
    return render_template(
        "deployments/compare.html",
        **described(sides[1]),
        before=sides[0],
        after=sides[1],
        both=map_of_two(*((side.plan, side.boundaries) for side in sides)),
        newest=register.current(db(), found).number,
        revisions=found.revisions,
        parts={part: [change for change in changes if change.part is part] for part in Part},
        changes=changes,
    )


def _changes(before: DeploymentRevision, after: DeploymentRevision) -> tuple[Change, ...]:
    return what_changed(*(revision_in_language(one).as_revision for one in (before, after)))


def described(revision: DeploymentRevision) -> dict[str, Any]:
    """What the partials on a deployment need: the plan with its facts, the map, the evidence."""
    return shown(revision.deployment, revision_in_language(revision))


def shown(deployment: Deployment, revision: DeploymentRevision | Revision) -> dict[str, Any]:
    """The same of any revision, those too that are not public yet."""
    plan, evidence = revision.plan, revision.evidence
    return {
        "deployment": deployment,
        "revision": revision,
        "plan": plan,
        "fact_groups": FACTS,
        "tiles": tile_map(plan.wards),
        "map": area_map(plan, revision.boundaries),
        "attribution": revision.boundaries.attribution,
        "evidence": evidence,
        "checked": balance_line(
            deployment, as_published(revision).evidence, published_on=revision.published_on
        ),
    }


def _deployment_or_404(slug: str) -> Deployment:
    found = register.find(db(), slug)
    if found is None:
        abort(404)
    return found


def _revision_or_404(deployment: Deployment, number: int) -> DeploymentRevision:
    found = register.revision(db(), deployment, number)
    if found is None:
        abort(404)
    return found


def _consultations_about(deployment: Deployment) -> list[Consultation]:
    about = consultations.about(db(), deployment.id)
    return [one for one in about if one.phase(today()) is not Phase.DRAFT]
