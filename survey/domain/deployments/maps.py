"""A map of zones and wards from their outlines: plain numbers that an SVG and a chart are made from alike.

Degrees become units of a drawing as wide as a small telephone, so that a unit is a pixel there and labels
that fit are legible everywhere. Zones are drawn over wards. The same plan always gives the same drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import sqrt
from typing import Any, Literal

import numpy as np
import shapely

from survey.domain.deployments.comparing import State, compare
from survey.domain.deployments.labels import Label, Sheet, Wanted, place
from survey.domain.deployments.outlines import as_shape, flat, middle_latitude, polygons_of, sound
from survey.domain.deployments.plan import Boundaries, Outline, Plan, Ward, Zone

WIDTH = 328.0
# Two sizes of text: one for a telephone, and one for a map of 540 pixels or more, where more names fit.
NARROW, WIDE = 12.0, 7.3
WIDE_FROM = 540
HIGHEST = 1.5
MARGIN = 3.0
# With more shapes than this the sheet grows with their number, so that there is room for every number.
ROOM_FOR = 60
# How far a label keeps from an outline that is drawn over its shape.
DASHES = 2.5
# A shape of which less than this is left under what is drawn over it is labelled all the same.
LEAST_SEEN = 0.1

Kind = Literal["zone", "ward"]
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Place:
    """A zone or a ward that has an outline, and its number in the list beside the map."""

    code: str
    name: str
    kind: Kind
    number: int
    in_area: bool
    state: State = State.SAME


@dataclass(frozen=True)
class Labels:
    """The label of one place in either size of text."""

    narrow: Label
    wide: Label

    @property
    def numbered(self) -> bool:
        """Whether a number stands for the name in either."""
        return self.narrow.is_number or self.wide.is_number


@dataclass(frozen=True)
class Shape:
    """A place as it is drawn. The outer ring of each part is followed by its holes; none repeats a point."""

    place: Place
    rings: tuple[Ring, ...]
    labels: Labels

    @property
    def path(self) -> str:
        """The outline as the data of an SVG path; holes need the rule “evenodd”."""
        return path_of(self.rings)


@dataclass(frozen=True)
class Earlier:
    """An outline as it was before, drawn dashed. One that is gone altogether has a label of its own."""

    place: Place
    rings: tuple[Ring, ...]
    labels: Labels | None

    @property
    def path(self) -> str:
        """As the path of a shape."""
        return path_of(self.rings)


@dataclass(frozen=True)
class Drawing:
    """A whole map: wards first and zones over them, in a sheet of so many units."""

    shapes: tuple[Shape, ...]
    width: float
    height: float
    earlier: tuple[Earlier, ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether a number stands for any name, so that the list beside the map shows numbers."""
        return any(one.labels.numbered for one in (*self.shapes, *self.earlier) if one.labels)

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each place by its code: what the list beside the map shows."""
        return {place.code: place.number for place in self.places} if self.numbered else {}

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place that has a label, by number."""
        drawn = [*self.shapes, *(one for one in self.earlier if one.labels)]
        return tuple(sorted((one.place for one in drawn), key=lambda place: place.number))

    def not_drawn(self, plan: Plan) -> tuple[str, ...]:
        """The names of zones, and of wards in the area, that have no outline."""
        drawn = {shape.place.code for shape in self.shapes}
        places = (*plan.zones, *plan.wards_in_area)
        return tuple(place.name for place in places if place.code not in drawn)


def drawing(plan: Plan, boundaries: Boundaries) -> Drawing | None:
    """The map of a plan. None where none of its places has an outline."""
    places = _places(plan, boundaries)
    return _drawn(tuple(places), _outlines(places, boundaries)) if places else None


def drawing_of_two(before: tuple[Plan, Boundaries], after: tuple[Plan, Boundaries]) -> Drawing | None:
    """The map of the later of two revisions; outlines that moved or went are on it as they were, too."""
    was, now = _places(*before), _places(*after)
    names = {one.code: one.name for one in [*was, *now]}
    states = {one.code: one.state for one in compare(before[1], after[1], names)}
    marked = [replace(one, state=states[one.code]) for one in now]
    here = {one.code for one in now}
    gone = [replace(one, state=State.REMOVED) for one in was if one.code not in here]
    gone = [replace(one, number=len(now) + place) for place, one in enumerate(gone, start=1)]
    moved = [replace(one, state=State.MOVED) for one in was if states[one.code] is State.MOVED]
    moved = [one for one in moved if one.code in here]
    if not marked and not gone:
        return None
    earlier = [*gone, *moved]
    outlines = _outlines(marked, after[1]) + _outlines(earlier, before[1])
    return _drawn(tuple(marked), outlines, tuple(earlier))


def _places(plan: Plan, boundaries: Boundaries) -> list[Place]:
    """Zones in the order of the plan, then wards by name: the order of the list, and of its numbers."""
    wards = sorted(plan.wards, key=lambda ward: (ward.name.casefold(), ward.code))
    listed: list[Zone | Ward] = [*plan.zones, *wards]
    drawn = [one for one in listed if boundaries.outlines.get(one.code)]
    return [
        Place(one.code, one.name, _kind(one), number, isinstance(one, Zone) or one.in_area)
        for number, one in enumerate(drawn, start=1)
    ]


def _kind(one: Zone | Ward) -> Kind:
    return "zone" if isinstance(one, Zone) else "ward"


def _outlines(places: Sequence[Place], boundaries: Boundaries) -> tuple[Outline, ...]:
    return tuple(boundaries.outlines[one.code] for one in places)


# A published revision never changes, and its page is asked for again and again.
@lru_cache(maxsize=32)
def _drawn(places: tuple[Place, ...], outlines: tuple[Outline, ...], was: tuple[Place, ...] = ()) -> Drawing:
    """The map of some places, and of some as they were; outlines in the order of both."""
    order = sorted(range(len(places)), key=lambda i: (places[i].kind == "zone", places[i].in_area))
    over = [places[i] for i in order]
    drawn = [as_shape(outlines[i]) for i in (*order, *range(len(places), len(outlines)))]
    shapes, width, height = _on_sheet(np.array(drawn), len(over))
    now, before = shapes[: len(over)], shapes[len(over) :]
    gone = sum(one.state is State.REMOVED for one in was)
    dashes = shapely.buffer(shapely.boundary(shapely.union_all(before)), DASHES)
    wanted = _wanted([*over, *was[:gone]], [*now, *before[:gone]], dashes)
    sheets = [Sheet(width, height, text) for text in (NARROW, WIDE)]
    labels = [Labels(*pair) for pair in zip(*(place(wanted, sheet) for sheet in sheets), strict=True)]
    ends = [*labels[len(over) :], *[None] * (len(was) - gone)]
    return Drawing(
        tuple(Shape(one, _rings(s), label) for one, s, label in zip(over, now, labels, strict=False)),
        width,
        round(max(sheet.height for sheet in sheets), 1),
        tuple(Earlier(one, _rings(s), label) for one, s, label in zip(was, before, ends, strict=True)),
    )


def _on_sheet(shapes: np.ndarray, count: int) -> tuple[np.ndarray, float, float]:
    """The shapes in units of the drawing, north at the top, and how wide and high it is."""
    plane = np.array([sound(shape) for shape in flat(shapes, middle_latitude(shapes))])
    west, south, east, north = shapely.total_bounds(plane)
    width = round(WIDTH * sqrt(max(1, count / ROOM_FOR)), 1)
    room = np.array([width - 2 * MARGIN, width * HIGHEST - 2 * MARGIN])
    scale = float((room / (max(east - west, 1.0), max(north - south, 1.0))).min())
    left = (width - (east - west) * scale) / 2
    moved = _turned(plane, lambda points: (points - (west, north)) * (scale, -scale) + (left, MARGIN))
    return moved, width, round((north - south) * scale + 2 * MARGIN, 1)


def _turned(shapes: np.ndarray, turn: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    return np.array([sound(shapely.transform(shape, turn)) for shape in shapes])


def _wanted(places: Sequence[Place], shapes: Sequence[Any], dashes: Any) -> list[Wanted]:  # noqa: ANN401 - shapes
    zones = shapely.union_all([s for s, one in zip(shapes, places, strict=True) if one.kind == "zone"])
    wanted = []
    for one, shape in zip(places, shapes, strict=True):
        is_zone = one.kind == "zone"
        region = _left(shape if is_zone else _left(shape, zones), dashes)
        wanted.append(Wanted(one.name, one.number, region, first=is_zone))
    return wanted


def _left(shape: Any, covers: Any) -> Any:  # noqa: ANN401 - any polygonal shape
    """Where a label may stand: what nothing covers, unless that is next to nothing."""
    if not shapely.intersects(shape, covers):
        return shape
    left = shapely.MultiPolygon(polygons_of(shapely.difference(shape, covers)))
    return left if left.area > LEAST_SEEN * shape.area else shape


def _rings(shape: Any) -> tuple[Ring, ...]:  # noqa: ANN401 - any polygonal shape
    return tuple(
        tuple(dict.fromkeys((round(float(x), 1), round(float(y), 1)) for x, y in ring.coords))
        for polygon in polygons_of(shapely.orient_polygons(shape))
        for ring in (polygon.exterior, *polygon.interiors)
    )


def path_of(rings: Sequence[Ring]) -> str:
    """The rings as the data of an SVG path."""
    return "".join(f"M{'L'.join(f'{x:g},{y:g}' for x, y in ring)}Z" for ring in rings)
