"""Where the names stand on a map: inside their shapes, or a number in their place, and never two overlap.

Sizes are in the units of the drawing. A box is a little larger than its words, whatever font a page has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise, product

import numpy as np
import shapely

from survey.domain.deployments.tile_map import label_lines

# Parts of the size of the text.
LINE = 1.25
CAPITAL = 0.74
PAD = 0.13
MOST_LINES = 4
# A name in one line more must stand so much nearer to the middle to be preferred.
COST_OF_A_LINE = 0.25
STEP = 0.4
FURTHEST_NAME = 6.0
MOST_TRIED = 500
# Widths of letters as parts of the size, those of Arial and a little more.
_WIDTHS = {"ijl|!.,:;'’‘ ": 0.29, "ftrI()-/": 0.36, "mMwW@%": 0.86, "ABCDEFGHKNOPQRSTUVXYZ&": 0.73}
_OTHER = 0.575
_BOLD = 1.08

Point = tuple[float, float]


@dataclass(frozen=True)
class Wanted:
    """One shape to be labelled: its name, the number that may stand for it, and where either may stand."""

    name: str
    number: int
    region: shapely.MultiPolygon
    first: bool = False


@dataclass(frozen=True)
class Label:
    """Words in lines around a middle. One that stands away from its shape points at it."""

    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float
    is_number: bool = False
    points_at: Point | None = None

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        across, down = self.width / 2, self.height / 2
        return self.x - across, self.y - down, self.x + across, self.y + down


class Sheet:
    """The drawing's surface: how large its text is, which boxes are taken, and how far down it reaches."""

    def __init__(self, width: float, height: float, text: float) -> None:
        self.width = width
        self.height = height
        self.text = text
        self.step = STEP * text
        self._seen: shapely.Geometry = shapely.Polygon()
        self._taken = np.empty((0, 4))

    def show(self, shapes: Sequence[shapely.Geometry]) -> None:
        """These are to be seen: a label that stands away from its own shape does not lie on them."""
        self._seen = shapely.union_all(shapes)
        shapely.prepare(self._seen)

    def hides_nothing(self, boxes: np.ndarray) -> np.ndarray:
        """Which of the boxes lie on nothing that is to be seen."""
        return ~shapely.intersects(self._seen, shapely.box(*boxes.T))

    def take(self, label: Label) -> Label:
        """The label, whose box nothing else gets from now on."""
        self._taken = np.vstack([self._taken, label.box])
        return label

    def free(self, boxes: np.ndarray) -> np.ndarray:
        """Which of the boxes lie on the sheet and on no other box."""
        left, top, right, bottom = boxes.T[:, :, None]
        taken = self._taken.T[:, None, :]
        over = (left < taken[2]) & (taken[0] < right) & (top < taken[3]) & (taken[1] < bottom)
        inside = (boxes[:, :2] >= 0).all(axis=1) & (boxes[:, 2:] <= (self.width, self.height)).all(axis=1)
        return inside & ~over.any(axis=1)

    def size(self, lines: tuple[str, ...], *, bold: bool) -> tuple[float, float]:
        """Width and height of the box around the lines."""
        width = _widest(lines) * (_BOLD if bold else 1)
        return (width + 2 * PAD) * self.text, (LINE * len(lines) + PAD) * self.text

    def below(self, width: float, height: float) -> Point:
        """A place under everything else, where the sheet grows if it must."""
        start = self.height
        for left in np.arange(0, max(self.width - width, 0) + self.step, self.step):
            for top in np.arange(start - height, start + self.step, self.step):
                self.height = max(start, top + height)
                if self.free(np.array([[left, top, left + width, top + height]])).all():
                    return float(left + width / 2), float(top + height / 2)
        self.height = start + height
        return width / 2, start + height / 2


def place(wanted: Sequence[Wanted], sheet: Sheet) -> list[Label]:
    """A label for each, in the order given. Those marked first choose first, then the roomiest."""
    sheet.show([one.region for one in wanted if one.first])
    room = [shapely.maximum_inscribed_circle(one.region, 0.5) for one in wanted]
    middles = [line.coords[0] for line in room]
    order = sorted(range(len(wanted)), key=lambda i: (not wanted[i].first, -room[i].length, wanted[i].number))
    labels: dict[int, Label] = {}
    for i in order:
        if found := _at_home(wanted[i], middles[i], sheet):
            labels[i] = sheet.take(found)
    for i in order:
        if i not in labels:
            labels[i] = sheet.take(_away(wanted[i], middles[i], sheet))
    return [labels[i] for i in range(len(wanted))]


def _at_home(wanted: Wanted, middle: Point, sheet: Sheet) -> Label | None:
    """The name in its region, or beside it for those that come first; else the number in the region."""
    points = _points(wanted.region, middle, sheet.step)
    found: list[tuple[float, Label]] = []
    for lines in layouts(wanted.name):
        if label := _fitting(lines, points, wanted, sheet=sheet):
            away = float(np.hypot(label.x - middle[0], label.y - middle[1]))
            found.append((away + COST_OF_A_LINE * sheet.text * len(lines), label))
    if found:
        return min(found, key=lambda pair: pair[0])[1]
    beside = _beside(wanted.name, middle, sheet) if wanted.first else None
    return beside or _fitting((str(wanted.number),), points, wanted, sheet=sheet, is_number=True)


def _points(region: shapely.MultiPolygon, middle: Point, step: float) -> np.ndarray:
    """Places to try, the middle first and then a grid, nearest first."""
    left, top, right, bottom = region.bounds
    step = max(step, float(np.sqrt((right - left) * (bottom - top) / MOST_TRIED)))
    x, y = np.meshgrid(np.arange(left, right, step), np.arange(top, bottom, step))
    points = np.column_stack([x.ravel(), y.ravel()])
    points = points[np.argsort(np.hypot(*(points - middle).T), kind="stable")]
    return np.vstack([[middle], points])


def _fitting(
    lines: tuple[str, ...], points: np.ndarray, wanted: Wanted, *, sheet: Sheet, is_number: bool = False
) -> Label | None:
    """The label at the first of the points where its box is in the region and free."""
    width, height = sheet.size(lines, bold=wanted.first)
    boxes = _boxes(points, width, height)
    region = wanted.region
    shapely.prepare(region)
    fits = np.ones(len(points), dtype=bool)
    for place, line in enumerate(lines):
        down = (place - (len(lines) - 1) / 2) * LINE * sheet.text
        across, tall = sheet.size((line,), bold=wanted.first)[0], CAPITAL * sheet.text
        strips = _boxes(points[fits] + np.array([0, down]), across - 2 * PAD * sheet.text, tall)
        fits[fits] = shapely.contains(region, shapely.box(*strips.T))
    fits[fits] = sheet.free(boxes[fits])
    if not fits.any():
        return None
    x, y = points[fits.argmax()]
    return Label(lines, float(x), float(y), width, height, is_number)


def _beside(name: str, middle: Point, sheet: Sheet) -> Label | None:
    """The whole name near a shape that is too small for it."""
    compact = sorted(layouts(name), key=lambda lines: sum(sheet.size(lines, bold=True)))
    for reach in np.arange(2 * sheet.step, FURTHEST_NAME * sheet.text, sheet.step):
        for lines in compact[:2]:
            if label := _near(lines, middle, sheet, reach=float(reach)):
                return label
    return None


def _away(wanted: Wanted, middle: Point, sheet: Sheet) -> Label:
    """The number at the nearest free place, or under the map where there is none."""
    lines = (str(wanted.number),)
    reaches = np.arange(0, sheet.width + sheet.height, sheet.step)
    for hiding, reach in product((False, True), reaches):
        if label := _near(lines, middle, sheet, reach=float(reach), hiding=hiding):
            return replace(label, is_number=True)
    width, height = sheet.size(lines, bold=True)
    return Label(lines, *sheet.below(width, height), width, height, is_number=True, points_at=middle)


def _near(
    lines: tuple[str, ...], middle: Point, sheet: Sheet, *, reach: float, hiding: bool = False
) -> Label | None:
    """The label at a distance from the middle, to the right first and then clockwise.

    Only where there is no other place is it `hiding` something that is to be seen.
    """
    width, height = sheet.size(lines, bold=True)
    turns = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    # A wide label keeps its nearest edge, rather than its middle, at the distance.
    spread = np.array([reach + width / 2, reach + height / 2]) if reach else np.zeros(2)
    points = np.column_stack([np.cos(turns), np.sin(turns)]) * spread + middle
    boxes = _boxes(points, width, height)
    free = sheet.free(boxes) & (hiding | sheet.hides_nothing(boxes))
    if not free.any():
        return None
    x, y = points[free.argmax()]
    return Label(lines, float(x), float(y), width, height, points_at=middle)


def _boxes(points: np.ndarray, width: float, height: float) -> np.ndarray:
    half = np.array([width / 2, height / 2])
    return np.hstack([points - half, points + half])


def layouts(name: str) -> list[tuple[str, ...]]:
    """The name in one line and in more, each as narrow as its number of lines allows."""
    words = name.split()
    counts = range(1, min(len(words), MOST_LINES) + 1)
    found = [min(_broken(words, count), key=_widest) for count in counts]
    return list(dict.fromkeys([*found, label_lines(name)])) if words else [("",)]


def _broken(words: list[str], count: int) -> Iterator[tuple[str, ...]]:
    for cuts in combinations(range(1, len(words)), count - 1):
        ends = [0, *cuts, len(words)]
        lines = tuple(" ".join(words[a:b]) for a, b in pairwise(ends))
        # An ampersand ends a line rather than beginning one.
        if count == len(words) or not any(line.startswith("&") for line in lines):
            yield lines


def _widest(lines: tuple[str, ...]) -> float:
    return max(text_width(line) for line in lines)


def text_width(text: str) -> float:
    """How wide the text is at most, in parts of its size."""
    return sum(next((w for letters, w in _WIDTHS.items() if c in letters), _OTHER) for c in text)
