"""From the coordinates of a feature to a sound shape in longitude and latitude.

GeoJSON is WGS84. British National Grid, said or plain from the numbers, is reprojected; any other system is
refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyproj
import shapely

from survey.domain.deployments.boundaries.problems import GENERALISED, BoundaryError
from survey.domain.wording import listed, say, say_many

MOST_POINTS = 500_000
# However much an outline is simplified, each of its rings keeps some points.
MOST_RINGS = 5_000
FEWEST_IN_RING = 4
DIGITS = 9
GRID = "EPSG:27700"
_GRIDS = {"27700", "7405"}
# WGS84 itself, and the European system, which is less than a metre away from it.
_DEGREES = {"4326", "4258", "4979", "crs84", "crs84h"}
WEST, SOUTH, EAST, NORTH = -11.0, 48.9, 2.5, 61.5
_GRID_EAST, _GRID_NORTH, _PLAINLY_METRES = 700_000, 1_300_000, 1_000

_SYSTEMS = say(
    "Lamppost reads WGS84 (longitude and latitude) and British National Grid (EPSG:27700). "
    "Export the layer in one of these."
)

Rings = list[np.ndarray]
Parts = list[Rings]


def says_grid(crs: object) -> bool:
    """Whether the file's `crs` is the British National Grid. Raises BoundaryError on any other system."""
    if crs is None:
        return False
    properties = crs.get("properties") if isinstance(crs, Mapping) else None
    named = properties.get("name") or properties.get("code") if isinstance(properties, Mapping) else None
    name = str(named or "").casefold()
    last = (re.findall(r"crs84h?|\d+", name) or [""])[-1]
    if last in _GRIDS:
        return True
    if last in _DEGREES:
        return False
    if named:
        system = str(named)[:60]
        problem = say("The file's coordinate system is “{system}”.", system=system)
    else:
        problem = say("The file's coordinate system is one that it does not name.")
    raise BoundaryError([listed([problem, _SYSTEMS], " ")])


def rings_of(geometry: object, name: str) -> Parts:
    """The rings of a polygon or several. Raises BoundaryError, naming the area."""
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    coordinates = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
    parts = [coordinates] if kind == "Polygon" else coordinates
    if parts in (None, [], [[]], [[[]]]):
        raise BoundaryError([say("{area} has no outline. Draw it, or take it out of the file.", area=name)])
    try:
        found = [[_ring(ring) for ring in part] for part in _list(parts)]
    except (TypeError, ValueError, OverflowError, IndexError, KeyError):
        problem = say(
            "{area}: coordinates are not pairs of longitude and latitude. Export the layer again.", area=name
        )
        raise BoundaryError([problem]) from None
    if not all(found):
        problem = say("{area} has a part without an outline. Export the layer again.", area=name)
        raise BoundaryError([problem])
    problems = [fault for part in found for ring in part if (fault := _fault(ring, name))]
    if problems:
        raise BoundaryError(problems[:1])
    return found


def _list(found: Any) -> list[Any]:  # noqa: ANN401 - whatever stands in the file
    if not isinstance(found, list):
        raise TypeError(found)
    return found


def _ring(points: Any) -> np.ndarray:  # noqa: ANN401 - whatever stands in the file
    pairs = [(point[0], point[1]) for point in _list(points)]
    if any(type(number) not in (int, float) for pair in pairs for number in pair):
        raise TypeError(points)
    return np.array(pairs, dtype=float).reshape(-1, 2)


def _fault(ring: np.ndarray, name: str) -> str:
    if not np.isfinite(ring).all():
        return say("{area}: a coordinate is not a number. Export the layer again.", area=name)
    if len(ring) < FEWEST_IN_RING:
        return say_many(
            "{area}: a ring has {count} point; it needs {fewest} or more. Export the layer again.",
            "{area}: a ring has {count} points; it needs {fewest} or more. Export the layer again.",
            len(ring),
            area=name,
            fewest=FEWEST_IN_RING,
        )
    if (ring[0] != ring[-1]).any():
        return say(
            "{area}: a ring is not closed: its last point must be its first. "
            "Repair the layer and export it again.",
            area=name,
        )
    return ""


def problems_in_kinds(features: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Points, lines and the rest, which are no areas."""
    kinds = Counter(
        str(geometry.get("type"))[:40]
        for feature in features
        if isinstance(geometry := feature.get("geometry"), Mapping)
    )
    for kind, count in kinds.items():
        if kind in ("Point", "MultiPoint"):
            yield say(
                "The file holds points ({number}), such as places of cameras or lamp-posts. Lamppost shows "
                "areas, never positions. Upload the outlines of zones or wards.",
                number=f"{count:,}",
            )
        elif kind not in ("Polygon", "MultiPolygon"):
            yield say(
                "The file holds {kind} ({number}). Only areas (polygons) can be used; export them alone.",
                kind=kind,
                number=f"{count:,}",
            )


def count_points(shapes: Sequence[Parts]) -> None:
    """Raises BoundaryError where there are more points or rings than any page needs."""
    rings = [len(ring) for parts in shapes for rings in parts for ring in rings]
    points = sum(rings)
    if points > MOST_POINTS:
        problem = say(
            "The outlines have {number} points, and the limit is {most}.",
            number=f"{points:,}",
            most=f"{MOST_POINTS:,}",
        )
        raise BoundaryError([listed([problem, GENERALISED], " ")])
    if len(rings) > MOST_RINGS:
        problem = say(
            "The outlines have {number} rings, and the limit is {most}.",
            number=f"{len(rings):,}",
            most=f"{MOST_RINGS:,}",
        )
        raise BoundaryError([listed([problem, GENERALISED], " ")])


def is_grid(shapes: Sequence[Parts]) -> bool:
    """Whether the numbers are plainly metres of the British National Grid."""
    points = np.concatenate([ring for parts in shapes for rings in parts for ring in rings])
    inside = (points >= 0).all() and (points <= (_GRID_EAST, _GRID_NORTH)).all()
    return bool(inside and (points.max(axis=1) > _PLAINLY_METRES).all())


def from_grid(shapes: Sequence[Parts]) -> list[Parts]:
    """The same in longitude and latitude."""
    transformer = pyproj.Transformer.from_crs(GRID, "EPSG:4326", always_xy=True)

    def turned(ring: np.ndarray) -> np.ndarray:
        return np.column_stack(transformer.transform(ring[:, 0], ring[:, 1]))

    return [[[turned(ring) for ring in rings] for rings in parts] for parts in shapes]


def problems_of_place(parts: Parts, name: str) -> Iterator[str]:
    """Coordinates outside the British Isles, and those given as latitude and longitude."""
    points = np.concatenate([ring for rings in parts for ring in rings])
    if not _in_isles(points):
        if _in_isles(points[:, ::-1]):
            yield say(
                "{area}: latitude stands before longitude. Export the layer with longitude first.", area=name
            )
        else:
            yield say(
                "{area} lies outside the British Isles. Check its coordinates, and export it as WGS84.",
                area=name,
            )


def _in_isles(points: np.ndarray) -> bool:
    return bool((points >= (WEST, SOUTH)).all() and (points <= (EAST, NORTH)).all())


def shape_of(parts: Parts) -> shapely.MultiPolygon:
    """The shape as the file draws it, sound or not. Digits beyond a tenth of a millimetre mean nothing."""
    rounded = [[np.round(ring, DIGITS) for ring in rings] for rings in parts]
    return shapely.MultiPolygon([(rings[0], rings[1:]) for rings in rounded])
