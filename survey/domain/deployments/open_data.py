"""A deployment as open data: everything that a revision says, as JSON and as GeoJSON.

What is sent is described in `survey/content/api/`, and tests hold the two together. Members are only ever
added in version 1 of the interface; none changes its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from itertools import pairwise
from typing import Any, Protocol

from survey.domain.deployments.content import (
    dump_citation,
    dump_denominators,
    dump_document,
    dump_promise,
    dump_statement,
)
from survey.domain.deployments.plan import FACTS, Fact, Outline, Plan, Ring, Ward, Zone
from survey.domain.deployments.revisions import Revision
from survey.domain.evidence import Citation, Evidence

Json = dict[str, Any]


class Published(Protocol):
    """A revision as far as it is sent as JSON: also one whose outlines, which are large, were not read."""

    number: int
    published_on: date
    summary: str
    change_summary: str
    reason: str
    material: bool

    @property
    def plan(self) -> Plan: ...

    @property
    def evidence(self) -> Evidence: ...


CITATION = ("speaker", "said", "sources", "sureness")


def addresses(base_url: str, slug: str, number: int | None = None) -> Json:
    """Where the data of a deployment, or of one revision of it, and its pages are."""
    entry, page = f"{base_url}/api/v1/deployments/{slug}", f"{base_url}/deployments/{slug}/"
    inside = "" if number is None else f"revisions/{number}/"
    return {
        "self": f"{entry}/{inside}".rstrip("/"),
        "page": f"{page}{inside}",
        "areas": f"{page}{inside}areas.geojson",
        "feed": f"{page}feed.xml",
        "schema": f"{base_url}/api/v1/schema/deployments.json",
    }


def listed(slug: str, newest: Published, *, base_url: str) -> Json:
    """A deployment in the list of all."""
    return {
        "slug": slug,
        **_who(newest.plan),
        "summary": newest.summary,
        "newest_revision": newest.number,
        "published_on": newest.published_on.isoformat(),
        "links": addresses(base_url, slug),
    }


def change(slug: str, revision: Published, *, base_url: str) -> Json:
    """A revision in the list of a deployment's revisions: what changed, and why."""
    return {
        "number": revision.number,
        "published_on": revision.published_on.isoformat(),
        "summary": revision.summary,
        "change_summary": revision.change_summary,
        "reason": revision.reason,
        "material": revision.material,
        "links": addresses(base_url, slug, revision.number),
    }


def whole(slug: str, revision: Published, *, base_url: str) -> Json:
    """Everything that a revision says. Outlines are in the file that its links name."""
    plan = revision.plan
    return {
        "slug": slug,
        **change(slug, revision, base_url=base_url),
        **_who(plan),
        "facts": _facts(plan),
        "zones": [asdict(zone) for zone in plan.zones],
        "wards": [{name: getattr(ward, name) for name in ("code", "name", "in_area")} for ward in plan.wards],
        "area_note": plan.area_note,
        "evidence": _evidence(revision.evidence),
    }


def _who(plan: Plan) -> Json:
    return {
        "name": plan.name,
        "council": {"code": plan.council_code, "name": plan.council},
        "force": plan.force,
        "status": plan.status,
        "status_label": plan.status_label,
    }


def _facts(plan: Plan) -> list[Json]:
    return [
        {"code": code, "label": label, "group": group} | _fact(plan.fact(code))
        for group, labels in FACTS.items()
        for code, label in labels.items()
    ]


def _fact(fact: Fact) -> Json:
    return {
        "state": fact.state.value,
        "asked_on": fact.asked_on.isoformat() if fact.asked_on else None,
        "value": fact.value,
        "note": fact.note,
        "citation": _citation(fact.citation),
        "denominators": dump_denominators(fact.denominators),
    }


def _citation(citation: Citation | None) -> Json | None:
    return dump_citation(citation) if citation else None


def _evidence(evidence: Evidence) -> Json:
    return {
        "statements": [_cited(dump_statement(one)) for one in evidence.statements],
        "documents": [dump_document(one) for one in evidence.documents],
        "promises": [_promise(dump_promise(one)) for one in evidence.promises],
    }


def _promise(promise: Mapping[str, Any]) -> Json:
    figures = {name: promise[name] for name in ("promised", "reported")}
    return dict(promise) | {name: _cited(figure) if figure else None for name, figure in figures.items()}


def _cited(flat: Mapping[str, Any]) -> Json:
    """With who says it, when and where as a member of its own, as facts have it."""
    own = {name: value for name, value in flat.items() if name not in CITATION}
    return own | {"citation": {name: flat[name] for name in CITATION}}


def areas(slug: str, revision: Revision, *, base_url: str) -> Json:
    """Zones and wards as a GeoJSON FeatureCollection (RFC 7946). One without an outline has no geometry."""
    outlines = revision.boundaries.outlines
    places = [*revision.plan.zones, *revision.plan.wards]
    return {
        "type": "FeatureCollection",
        "attribution": revision.boundaries.attribution,
        "deployment": slug,
        "revision": revision.number,
        "published_on": revision.published_on.isoformat(),
        "links": addresses(base_url, slug, revision.number),
        "features": [_feature(place, outlines.get(place.code)) for place in places],
    }


def _feature(place: Zone | Ward, outline: Outline | None) -> Json:
    kind = "zone" if isinstance(place, Zone) else "ward"
    shared = {"kind": kind, "code": place.code, "name": place.name}
    own = (
        {"description": place.description, "in_area": True}
        if isinstance(place, Zone)
        else {"in_area": place.in_area}
    )
    return {
        "type": "Feature",
        "id": f"{kind}:{place.code}",
        "properties": shared | own,
        "geometry": _geometry(outline) if outline else None,
    }


def _geometry(outline: Outline) -> Json:
    """Outer rings run against the clock and holes with it, as RFC 7946 wants."""
    return {
        "type": "MultiPolygon",
        "coordinates": [
            [_turned(ring, against_the_clock=place == 0) for place, ring in enumerate(polygon)]
            for polygon in outline
        ],
    }


def _turned(ring: Ring, *, against_the_clock: bool) -> Ring:
    (west, south), *_ = ring  # near the ring the figures are small, and the sum is exact enough
    near = [(x - west, y - south) for x, y in ring]
    twice_its_area = sum(x * v - u * y for (x, y), (u, v) in pairwise(near))
    return ring if (twice_its_area > 0) == against_the_clock else ring[::-1]
