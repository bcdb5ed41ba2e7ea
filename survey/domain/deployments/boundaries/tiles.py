"""A place on the schematic tile map for each area: near where it lies, and never two on one tile."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from survey.domain.deployments.boundaries.reading import ReadArea
from survey.domain.deployments.outlines import as_shape, flat, middle_latitude

ROUNDS = 60
NO_GAIN = -1e-9


def tiles_for(areas: Sequence[ReadArea]) -> dict[str, tuple[int, int]]:
    """Column (from the west) and row (from the north) of each area, by its code."""
    if not areas:
        return {}
    wanted = _wanted(areas)
    places = _settled(wanted, _first_free(wanted))
    columns, rows = (np.unique(places[:, axis], return_inverse=True)[1] for axis in (0, 1))
    pairs = zip(columns, rows, strict=True)
    return {area.code: (int(c), int(r)) for area, (c, r) in zip(areas, pairs, strict=True)}


def _wanted(areas: Sequence[ReadArea]) -> np.ndarray:
    """Where each area would stand if a tile were as large as the areas are on average."""
    shapes = np.array([as_shape(area.outline) for area in areas])
    plane = flat(shapes, middle_latitude(shapes))
    middles = shapely.get_coordinates(shapely.centroid(plane))
    side = np.sqrt(shapely.area(plane).mean())
    middles = (middles - middles.mean(axis=0)) / side
    return middles * (1, -1)


def _first_free(wanted: np.ndarray) -> np.ndarray:
    """The nearest free tile for each, from the middle outwards."""
    taken: set[tuple[int, int]] = set()
    places = np.zeros(wanted.shape, dtype=int)
    for one in np.lexsort((wanted[:, 0], wanted[:, 1], np.hypot(*wanted.T).round(6))):
        places[one] = _nearest(wanted[one], taken)
        taken.add(tuple(places[one].tolist()))
    return places


def _nearest(point: np.ndarray, taken: set[tuple[int, int]]) -> tuple[int, int]:
    column, row = (int(number) for number in np.round(point))
    reach = 1
    while True:
        around = range(-reach, reach + 1)
        free = [
            (float(np.hypot(column + x - point[0], row + y - point[1])), column + x, row + y)
            for x in around
            for y in around
            if (column + x, row + y) not in taken
        ]
        # A tile further out than this square could still be nearer than its corners.
        if free and min(free)[0] <= reach:
            return min(free)[1:]
        reach += 1


def _settled(wanted: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Two areas change places wherever both together then stand nearer to where they lie."""
    places = places.copy()
    for _round in range(ROUNDS):
        changed = False
        for one in range(len(wanted)):
            gain = ((wanted - wanted[one]) * (places - places[one])).sum(axis=1)
            other = int(gain.argmin())
            if gain[other] < NO_GAIN:
                places[[one, other]] = places[[other, one]]
                changed = True
        if not changed:
            break
    return places
