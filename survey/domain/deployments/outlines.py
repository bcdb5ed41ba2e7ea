"""Outlines as plain tuples, and as the shapes that shapely measures.

Wherever area or distance counts, a degree of longitude is shortened to its length at the latitude in
question, so that a square on the ground is a square on the plane.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians
from typing import Any

import numpy as np
import shapely

from survey.domain.deployments.plan import Outline

DECIMALS = 5
METRES_A_DEGREE = 111_320


def as_shape(outline: Outline) -> shapely.MultiPolygon:
    """The outline as shapely knows it."""
    return shapely.MultiPolygon([(polygon[0], polygon[1:]) for polygon in outline])


def as_outline(shape: Any) -> Outline:  # noqa: ANN401 - any polygonal shape
    """A polygon or several, as tuples rounded to about a metre."""
    return tuple(
        tuple(_ring(ring) for ring in (polygon.exterior, *polygon.interiors))
        for polygon in polygons_of(shape)
        if not polygon.is_empty
    )


def polygons_of(shape: Any) -> list[shapely.Polygon]:  # noqa: ANN401 - whatever a repair left over
    """The polygons of any shape; lines and points, which have no area, are left out."""
    return [part for part in shapely.get_parts(shapely.get_parts(shape)) if isinstance(part, shapely.Polygon)]


def sound(shape: Any) -> Any:  # noqa: ANN401 - any polygonal shape
    """What older files may hold that today's reading would refuse is still drawn and measured."""
    return shape if shape.is_valid else shapely.make_valid(shape, method="structure", keep_collapsed=False)


def _ring(ring: shapely.LinearRing) -> tuple[tuple[float, float], ...]:
    # Adding nought turns a negative nought into a plain one.
    points = np.round(np.asarray(ring.coords)[:, :2], DECIMALS) + 0.0
    return tuple((float(x), float(y)) for x, y in points)


def middle_latitude(shapes: Sequence[Any]) -> float:
    """The latitude half-way between the southernmost and the northernmost point."""
    _west, south, _east, north = shapely.total_bounds(np.asarray(shapes))
    return float(south + north) / 2


def flat(shape: Any, latitude: float) -> Any:  # noqa: ANN401 - one shape or an array of them
    """The shape, or each of an array, in metres on the plane around a latitude; north is up."""
    scale = np.array([cos(radians(latitude)) * METRES_A_DEGREE, METRES_A_DEGREE])
    return shapely.transform(shape, lambda points: points * scale)


def round_again(shape: Any, latitude: float) -> Any:  # noqa: ANN401 - one shape or an array of them
    """Back from metres to degrees."""
    scale = np.array([cos(radians(latitude)) * METRES_A_DEGREE, METRES_A_DEGREE])
    return shapely.transform(shape, lambda points: points / scale)
