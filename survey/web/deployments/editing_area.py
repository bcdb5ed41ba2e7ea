"""Where a deployment is: its zones by name, and which wards of the council are in the area."""

from __future__ import annotations

from dataclasses import replace

from flask import render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.deployments.plan import Boundaries, Zone, problems_in_area
from survey.domain.deployments.revisions import Revision
from survey.domain.short_names import short_name
from survey.domain.wording import say
from survey.web.access import staff
from survey.web.deployments.blueprint import bp
from survey.web.deployments.placing import RESERVED, find, moved, put
from survey.web.deployments.preparing import NEW, Listed, Part, Words, act_on, edit, edit_one, preparation
from survey.web.deployments.public import shown
from survey.web.deployments.typed import Typed
from survey.web.forms import View, sent

NO_NAME = say("Enter the name of the zone")
NO_ATTRIBUTION = say("Say whose the outlines are: it stands under every map")


@bp.get("/<slug>/area/")
@staff(Act.KEEP_REGISTER)
def area(slug: str) -> str:
    """Zones, wards and outlines, and the map as the public will see it."""
    at = preparation(slug)
    revision = at.revision
    names, outlines = revision.plan.names, revision.boundaries.outlines
    return render_template(
        "register/area.html",
        **shown(at.deployment, revision),
        row=at.row,
        boundaries=revision.boundaries,
        drawn={code: name for code, name in names.items() if code in outlines},
        problems=list(problems_in_area(revision.plan)),
        waiting=len(at.row.uploaded.get("areas", ())),
    )


@bp.route("/<slug>/zones/<code>/", methods=["GET", "POST"])
@staff(Act.KEEP_REGISTER)
def zone(slug: str, code: str) -> View:
    """One zone; under “new” one that is not there yet. Its code stays when its name changes."""
    listed = Listed(
        "zone",
        items=lambda revision: revision.plan.zones,
        fill=_zone_typed,
        put=_put_zone,
        words=_zone_words,
        what=say("This zone"),
        new=_every_zone,
    )
    return edit_one(preparation(slug), listed, code, then=url_for("register.area", slug=slug))


def _zone_typed(found: Zone | None) -> dict[str, str]:
    return {"name": found.name, "description": found.description} if found else {}


def _put_zone(code: str, texts: Typed, revision: Revision) -> tuple[Revision, dict[str, str]]:
    plan, name = revision.plan, texts.get("name", "")
    others = [one for one in plan.zones if one.code != code]
    if code == NEW:
        code = short_name(name, RESERVED | {one.code for one in others}, otherwise="zone")
    problems = {} if name else {"name": NO_NAME}
    if name.casefold() in {one.name.casefold() for one in others}:
        problems["name"] = say("There is a zone “{name}” already", name=name)
    zones = put(plan.zones, Zone(code, name, texts.get("description", "")))
    return replace(revision, plan=replace(plan, zones=zones)), problems


def _every_zone(revision: Revision) -> Words:
    return [(say("All zones"), ", ".join(one.name for one in revision.plan.zones) or say("None"))]


def _zone_words(found: Zone) -> Words:
    return [(say("Name"), found.name), (say("Description"), found.description or say("None"))]


@bp.post("/<slug>/zones/<code>/move/")
@staff(Act.KEEP_REGISTER)
def move_zone(slug: str, code: str) -> View:
    """One place up or down."""
    up = sent().get("to") == "up"

    def change(revision: Revision) -> Revision:
        plan = revision.plan
        found = find(plan.zones, code)
        zones = moved(plan.zones, found, same=[True] * len(plan.zones), up=up) if found else plan.zones
        return replace(revision, plan=replace(plan, zones=zones))

    return act_on(preparation(slug), change, then=url_for("register.area", slug=slug))


@bp.route("/<slug>/wards/", methods=["GET", "POST"])
@staff(Act.KEEP_REGISTER)
def wards(slug: str) -> View:
    """Which wards are in the area, the note on it, and whose the outlines are."""
    at = preparation(slug)
    ticked = request.form.getlist("wards")
    by_name = sorted(at.revision.plan.wards, key=lambda ward: ward.name)
    inside = {ward.code for ward in by_name if ward.in_area} if request.method == "GET" else set(ticked)
    part = Part(
        "wards",
        _wards_typed,
        lambda texts, revision: _put_wards(ticked, texts, revision),
        words=_wards_words,
        then=url_for("register.area", slug=slug),
        shown={"wards": by_name, "inside": inside, "has_outlines": bool(at.revision.boundaries.outlines)},
    )
    return edit(at, part)


def _wards_typed(revision: Revision) -> dict[str, str]:
    return {"area_note": revision.plan.area_note, "attribution": revision.boundaries.attribution}


def _put_wards(ticked: list[str], texts: Typed, revision: Revision) -> tuple[Revision, dict[str, str]]:
    plan, outlines = revision.plan, revision.boundaries.outlines
    wards = tuple(replace(ward, in_area=ward.code in ticked) for ward in plan.wards)
    problems = {}
    if wards and not any(ward.in_area for ward in wards):
        problems["wards"] = say("Choose at least one ward that is in the area, wholly or partly")
    attribution = texts.get("attribution", "") if outlines else revision.boundaries.attribution
    if outlines and not attribution:
        problems["attribution"] = NO_ATTRIBUTION
    changed = replace(plan, wards=wards, area_note=texts.get("area_note", ""))
    return replace(revision, plan=changed, boundaries=Boundaries(attribution, outlines)), problems


def _wards_words(revision: Revision) -> Words:
    plan = revision.plan
    return [
        (say("Wards in the area"), ", ".join(ward.name for ward in plan.wards_in_area) or say("None")),
        (say("Note on the area"), plan.area_note or say("None")),
        (say("Whose the outlines are"), revision.boundaries.attribution or say("Nothing yet")),
    ]
