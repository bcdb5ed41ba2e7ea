"""Whether a shape is sound, and its repair where that changes nothing but slivers."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import shapely

from survey.domain.deployments.boundaries.problems import BoundaryError
from survey.domain.deployments.outlines import DECIMALS, METRES_A_DEGREE, polygons_of
from survey.domain.wording import say

# A repair may change the area by so much of itself; more would be a guess at what was meant.
SLIVER = 0.001
GRID = 10.0**-DECIMALS
# A few slips of a mapping program are repaired; every pair of lines that cross costs time and memory, and a
# scribble of a few thousand points has millions.
MOST_CROSSINGS = 500
AT_A_TIME = 50
# About ten square metres, in square degrees at the latitude of Manchester.
SMALLEST = 10 / (METRES_A_DEGREE**2 * 0.6)
_KINDS = {
    "Self-intersection": say("its outline crosses itself"),
    "Ring Self-intersection": say("its outline touches itself"),
    "Hole lies outside shell": say("a hole lies outside it"),
    "Holes are nested": say("one hole lies in another"),
    "Nested shells": say("one part lies inside another"),
    "Interior is disconnected": say("its holes cut it apart"),
    "Duplicate Rings": say("the same ring is drawn twice"),
    "Too few points in geometry component": say("one ring has no area"),
}


def sound(shape: shapely.MultiPolygon, name: str) -> tuple[shapely.MultiPolygon, str]:
    """The shape, rounded and sound, with a note where it was repaired. Raises BoundaryError, naming it."""
    area = _drawn_area(shape)
    repaired, reason = _repaired(shape, name)
    if abs(repaired.area - area) > SLIVER * area:
        problem = say(
            "{area}: {reason}. Repair it in your mapping program (Fix geometries), then export it again.",
            area=name,
            reason=reason,
        )
        raise BoundaryError([problem])
    rounded = _rounded(repaired)
    if rounded.area < SMALLEST:
        problem = say(
            "{area} covers less than 10 square metres. Draw the area, or take it out of the file.", area=name
        )
        raise BoundaryError([problem])
    note = say("{area}: {reason}; this was repaired.", area=name, reason=reason) if reason else ""
    return shapely.orient_polygons(rounded), note


def _rounded(shape: shapely.MultiPolygon) -> shapely.MultiPolygon:
    """To about a metre. Where plain rounding would make it unsound, points move or go until it is not."""
    plain = shapely.transform(shape, lambda points: np.round(points, DECIMALS))
    if not plain.is_valid:
        plain = shapely.MultiPolygon(polygons_of(shapely.set_precision(shape, GRID)))
    return shapely.remove_repeated_points(plain)


def _drawn_area(shape: shapely.MultiPolygon) -> float:
    """The area if every ring is taken at its word: parts added up, holes taken away."""
    return sum(
        shapely.Polygon(part.exterior).area - sum(shapely.Polygon(hole).area for hole in part.interiors)
        for part in shape.geoms
    )


def _repaired(shape: Any, name: str) -> tuple[shapely.MultiPolygon, str]:  # noqa: ANN401 - any polygonal shape
    """A sound shape, and what was wrong."""
    reason = ""
    if not shape.is_valid:
        reason = _in_words(shapely.is_valid_reason(shape))
        _refuse_tangled(shape, name)
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    return shapely.MultiPolygon(polygons_of(shape)), reason


def _refuse_tangled(shape: Any, name: str) -> None:  # noqa: ANN401 - any polygonal shape
    """Stops counting as soon as there are too many crossings."""
    rings = [shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(shape))]
    lines = shapely.linestrings(np.concatenate([np.stack((ring[:-1], ring[1:]), axis=1) for ring in rings]))
    tree, met = shapely.STRtree(lines), 0
    for start in range(0, len(lines), AT_A_TIME):
        some = lines[start : start + AT_A_TIME]
        # Each line meets itself and its two neighbours.
        met += len(tree.query(some, predicate="intersects")[0]) - 3 * len(some)
        if met > 2 * MOST_CROSSINGS:
            problem = say(
                "{area}: its outline crosses itself in more than {most} places. Draw it again, or repair it "
                "in your mapping program, then export it again.",
                area=name,
                most=MOST_CROSSINGS,
            )
            raise BoundaryError([problem])


def _in_words(reason: str) -> str:
    kind, _, place = reason.partition("[")
    numbers = re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", place)
    words = _KINDS.get(kind.strip(), say("its outline is not sound"))
    place = ", ".join(f"{float(number):.4f}" for number in numbers)
    return say("{reason} near {place}", reason=words, place=place) if numbers else words
