"""Fewer points for the page: neighbours keep one common edge, and no area vanishes or changes noticeably.

A page needs no more detail than it can show. The tolerance grows until the areas fit the budget.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from survey.domain.deployments.outlines import (
    as_outline,
    as_shape,
    flat,
    middle_latitude,
    round_again,
)
from survey.domain.deployments.plan import Outline

BUDGET_IN_BYTES = 40_000
# A point is written as [-0.12345,51.12345] and a comma; an area needs some points whatever the budget is.
BYTES_A_POINT = 20
FEWEST_POINTS = 25
TOLERANCES_IN_METRES = (2, 3, 5, 7, 10, 14, 20, 28, 40, 56, 80, 113, 160, 226, 320)
MOST_CHANGE = 0.03


def simplified(outlines: Sequence[Outline], budget: int = BUDGET_IN_BYTES) -> tuple[Outline, ...]:
    """The outlines with as few points as the budget asks for, if their areas allow it."""
    most = max(budget // BYTES_A_POINT, FEWEST_POINTS * len(outlines))
    best = tuple(outlines)
    if points_in(best) <= most:
        return best
    shapes = np.array([as_shape(outline) for outline in outlines])
    latitude = middle_latitude(shapes)
    plane = flat(shapes, latitude)
    for tolerance in TOLERANCES_IN_METRES:
        tried = _tried(plane, tolerance, latitude=latitude)
        if tried is None:
            break
        best = tried
        if points_in(best) <= most:
            break
    return best


def points_in(outlines: Sequence[Outline]) -> int:
    """How many points the outlines have."""
    return sum(len(ring) for outline in outlines for polygon in outline for ring in polygon)


def _tried(plane: np.ndarray, tolerance: float, *, latitude: float) -> tuple[Outline, ...] | None:
    """The outlines at this tolerance. None where it does too much to any of them."""
    try:
        coarse = round_again(shapely.coverage_simplify(plane, tolerance), latitude)
    except shapely.GEOSException:
        return None
    outlines = tuple(as_outline(shape) for shape in coarse)
    shapes = np.array([_shape_or_empty(outline) for outline in outlines])
    if not shapely.is_valid(shapes).all() or shapely.is_empty(shapes).any():
        return None
    after, before = shapely.area(flat(shapes, latitude)), shapely.area(plane)
    return outlines if (np.abs(after - before) <= MOST_CHANGE * before).all() else None


def _shape_or_empty(outline: Outline) -> Any:  # noqa: ANN401 - a shape, perhaps an empty one
    return as_shape(outline) if outline else shapely.MultiPolygon()
