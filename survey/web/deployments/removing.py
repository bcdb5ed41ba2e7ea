"""Taking something out of a next revision: asked once, then done. What is public keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flask import abort, redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.deployments.plan import Boundaries
from survey.domain.deployments.revisions import Revision
from survey.domain.wording import say
from survey.web.access import staff
from survey.web.deployments.blueprint import bp
from survey.web.deployments.placing import with_evidence, without
from survey.web.deployments.preparing import act_on, preparation
from survey.web.forms import View


@dataclass(frozen=True)
class Kind:
    """What can be taken out: what is asked first, where it stands, its names by code, and how it goes."""

    question: str
    page: str
    names: Callable[[Revision], Mapping[str, str]]
    out: Callable[[Revision, str], Revision]


def _without_zone(revision: Revision, code: str) -> Revision:
    zones = without(revision.plan.zones, code)
    return _without_outline(replace(revision, plan=replace(revision.plan, zones=zones)), code)


def _without_ward(revision: Revision, code: str) -> Revision:
    wards = without(revision.plan.wards, code)
    return _without_outline(replace(revision, plan=replace(revision.plan, wards=wards)), code)


def _without_outline(revision: Revision, code: str) -> Revision:
    outlines = {one: outline for one, outline in revision.boundaries.outlines.items() if one != code}
    return replace(revision, boundaries=Boundaries(revision.boundaries.attribution, outlines))


KINDS: Mapping[str, Kind] = {
    "zones": Kind(
        say("Remove this zone?"), "area", lambda r: {z.code: z.name for z in r.plan.zones}, _without_zone
    ),
    "wards": Kind(
        say("Remove this ward?"), "area", lambda r: {w.code: w.name for w in r.plan.wards}, _without_ward
    ),
    "outlines": Kind(
        say("Remove this outline?"),
        "area",
        lambda r: {code: name for code, name in r.plan.names.items() if code in r.boundaries.outlines},
        _without_outline,
    ),
    "arguments": Kind(
        say("Remove this statement?"),
        "statements",
        lambda r: {one.code: one.title for one in r.evidence.statements},
        lambda r, code: with_evidence(r, statements=without(r.evidence.statements, code)),
    ),
    "documents": Kind(
        say("Remove this document?"),
        "documents",
        lambda r: {one.code: one.title for one in r.evidence.documents},
        lambda r, code: with_evidence(r, documents=without(r.evidence.documents, code)),
    ),
    "promises": Kind(
        say("Remove this promised figure?"),
        "promises",
        lambda r: {one.code: one.title for one in r.evidence.promises},
        lambda r, code: with_evidence(r, promises=without(r.evidence.promises, code)),
    ),
}


@bp.route("/<slug>/<kind>/<code>/remove/", methods=["GET", "POST"])
@staff(Act.KEEP_REGISTER)
def remove(slug: str, kind: str, code: str) -> View:
    """Asks whether it is meant, then takes it out. What somebody else took out already is simply gone."""
    at = preparation(slug)
    if kind not in KINDS:
        abort(404)
    found = KINDS[kind]
    then = url_for(f"register.{found.page}", slug=slug)
    name = found.names(at.revision).get(code)
    if name is None:
        return redirect(then)
    if request.method == "POST":
        return act_on(at, lambda revision: found.out(revision, code), then=then)
    return render_template(
        "register/remove.html",
        deployment=at.deployment,
        row=at.row,
        plan=at.revision.plan,
        question=found.question,
        name=name,
        then=then,
    )
