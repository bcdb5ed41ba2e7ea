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

from survey.domain.deployments.boundaries.problems import BoundaryError

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
    shown = f"“{str(named)[:60]}”" if named else "one that it does not name"
    problem = f"The file's coordinate system is {shown}. Lamppost reads WGS84 (longitude and latitude) and "
    raise BoundaryError([problem + "British National Grid (EPSG:27700). Export the layer in one of these."])


def rings_of(geometry: object, name: str) -> Parts:
    """The rings of a polygon or several. Raises BoundaryError, naming the area."""
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    coordinates = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
    parts = [coordinates] if kind == "Polygon" else coordinates
    if parts in (None, [], [[]], [[[]]]):
        raise BoundaryError([f"{name} has no outline. Draw it, or take it out of the file."])
    try:
        found = [[_ring(ring) for ring in part] for part in _list(parts)]
    except (TypeError, ValueError, OverflowError, IndexError, KeyError):
        problem = f"{name}: coordinates are not pairs of longitude and latitude. Export the layer again."
        raise BoundaryError([problem]) from None
    if not all(found):
        raise BoundaryError([f"{name} has a part without an outline. Export the layer again."])
    problems = [f"{name}: {fault}" for part in found for ring in part if (fault := _fault(ring))]
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


def _fault(ring: np.ndarray) -> str:
    if not np.isfinite(ring).all():
        return "a coordinate is not a number. Export the layer again."
    if len(ring) < FEWEST_IN_RING:
        return f"a ring has {len(ring)} points; it needs {FEWEST_IN_RING} or more. Export the layer again."
    if (ring[0] != ring[-1]).any():
        return "a ring is not closed: its last point must be its first. Repair the layer and export it again."
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
            yield (
                f"The file holds points ({count:,}), such as places of cameras or lamp-posts. Lamppost shows "
                "areas, never positions. Upload the outlines of zones or wards."
            )
        elif kind not in ("Polygon", "MultiPolygon"):
            yield f"The file holds {kind} ({count:,}). Only areas (polygons) can be used; export them alone."


def count_points(shapes: Sequence[Parts]) -> None:
    """Raises BoundaryError where there are more points or rings than any page needs."""
    rings = [len(ring) for parts in shapes for rings in parts for ring in rings]
    for number, most, what in ((sum(rings), MOST_POINTS, "points"), (len(rings), MOST_RINGS, "rings")):
        if number <= most:
            continue
        problem = f"The outlines have {number:,} {what}, and the limit is {most:,}."
        raise BoundaryError([f"{problem} Upload a generalised version (ONS offers them at 20 m and 200 m)."])


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
            yield f"{name}: latitude stands before longitude. Export the layer with longitude first."
        else:
            yield f"{name} lies outside the British Isles. Check its coordinates, and export it as WGS84."


def _in_isles(points: np.ndarray) -> bool:
    return bool((points >= (WEST, SOUTH)).all() and (points <= (EAST, NORTH)).all())


def shape_of(parts: Parts) -> shapely.MultiPolygon:
    """The shape as the file draws it, sound or not. Digits beyond a tenth of a millimetre mean nothing."""
    rounded = [[np.round(ring, DIGITS) for ring in rings] for rings in parts]
    return shapely.MultiPolygon([(rings[0], rings[1:]) for rings in rounded])
