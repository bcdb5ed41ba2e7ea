"""The map of the paths, laid out to be drawn: a box for each page from top to bottom, and lines between them.

It is as narrow as a phone. A line straight down leads to the next box; a line that passes boxes runs beside
them, the longer the farther out. Boxes that only some people come to stand a little to the side.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from survey.domain.questionnaires.paths import EQUALITY
from survey.domain.questionnaires.paths_map import Part, PathsMap, Reached, Stop, Way
from survey.domain.wording import say

WIDTH = 340
LEFT, INDENT = 58, 18
LINE, PADDING, GAP = 17, 8, 22
# Characters of a line of a box at its type size; the letters of a line are of different widths.
LETTERS, MOST_LINES = 37, 2
MOST_LANES, LANE = 6, 8
AXIS = 110
CHECK, SEND = say("Check your answers"), say("Send")


@dataclass(frozen=True)
class Box:
    """A page, or the beginning or end of a part. `look` is a name for the style."""

    code: str
    look: str
    lines: tuple[str, ...]
    note: str
    x: int
    y: int
    title: str

    @property
    def width(self) -> int:
        return WIDTH - self.x - 2

    @property
    def height(self) -> int:
        return 2 * PADDING + LINE * (len(self.lines) + bool(self.note))

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True)
class Line:
    """A line from one box to another, as the path of an SVG; its arrow is at (x, y)."""

    path: str
    x: int
    y: int
    points_down: bool


@dataclass(frozen=True)
class Drawing:
    """What is drawn."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    width: int
    height: int


def drawing_of(drawn: PathsMap, said: Callable[[object], object] = str) -> Drawing:
    """The map laid out. `said` gives words in the language that they are drawn in."""
    layout = _Layout(said)
    for part in drawn.parts:
        layout.add_part(part)
    if drawn.parts and drawn.parts[-1].kind == EQUALITY:
        layout.add("", "end", SEND)
    return Drawing(tuple(layout.boxes), tuple(_lines(layout.boxes, layout.ways)), WIDTH, layout.bottom)


class _Layout:
    """Places boxes one under the other, and remembers which lead to which."""

    def __init__(self, said: Callable[[object], object]) -> None:
        self._said = said
        self.boxes: list[Box] = []
        self.ways: list[tuple[int, int]] = []
        self.bottom = 2

    def add(self, code: str, look: str, title: str, note: str = "") -> None:
        """A further box."""
        title, note = str(self._said(title)), str(self._said(note))
        letters = LETTERS - (look != Reached.EVERYONE) * 2
        lines = textwrap.wrap(title, letters, max_lines=MOST_LINES, placeholder=" …")
        note = textwrap.shorten(note, letters + 2, placeholder=" …")
        x = LEFT + (INDENT if look in (Reached.SOME, Reached.NOBODY) else 0)
        box = Box(code, look, tuple(lines) or ("…",), note, x, self.bottom, title)
        self.boxes.append(box)
        self.bottom = box.y + box.height + GAP

    def add_part(self, part: Part) -> None:
        """The pages of a part, and what comes after them."""
        if part.kind == EQUALITY and not self.boxes:
            self.add("", "end", CHECK)
        came_from = len(self.boxes) - 1
        first = len(self.boxes)
        for stop in part.stops:
            self.add(stop.page.code, stop.reached, stop.name, _note(stop))
        end = len(self.boxes)
        if part.kind != EQUALITY:
            self.add("", "end", CHECK)
        places = {box.code: first + at for at, box in enumerate(self.boxes[first:end])}
        leaving = [(first + at, stop.ways) for at, stop in enumerate(part.stops)]
        for place, ways in [(came_from, part.ways_in), *leaving]:
            self._lead(place, ways, places, end)

    def _lead(self, place: int, ways: Sequence[Way], places: dict[str, int], end: int) -> None:
        if place >= 0:
            self.ways.extend((place, places[way.to] if way.to else end) for way in ways)


def _note(stop: Stop) -> str:
    if stop.reached is Reached.NOBODY:
        return say("Nobody comes here")
    return say("if {answers}", answers=stop.in_brief) if stop.is_branch and stop.in_brief else ""


def _lines(boxes: Sequence[Box], ways: Iterable[tuple[int, int]]) -> list[Line]:
    straight = [(one, other) for one, other in ways if other == one + 1]
    around = sorted(((o, t) for o, t in ways if t != o + 1), key=lambda way: way[1] - way[0])
    lanes: list[list[tuple[int, int]]] = []
    found = [_down(boxes[one], boxes[other]) for one, other in straight]
    for one, other in around:
        lane = _free_lane(lanes, one, other)
        found.append(_beside(boxes[one], boxes[other], lane))
    return found


def _free_lane(lanes: list[list[tuple[int, int]]], one: int, other: int) -> int:
    """The innermost lane on which no other line runs there; the outermost takes all that are left."""
    for place, lane in enumerate(lanes):
        if all(other <= first or one >= last for first, last in lane) or place == MOST_LANES - 1:
            lane.append((one, other))
            return place
    lanes.append([(one, other)])
    return len(lanes) - 1


def _down(one: Box, other: Box) -> Line:
    top = other.y
    return Line(f"M{AXIS} {one.y + one.height}V{top}", AXIS, top, points_down=True)


def _beside(one: Box, other: Box, lane: int) -> Line:
    # Lines leave a box below its middle and come in above it, so that they do not run over one another.
    x, start, stop = LEFT - 14 - lane * LANE, one.middle + 6, other.middle - 6
    curve = f"M{one.x} {start}H{x + 5}q-5 0 -5 5V{stop - 5}q0 5 5 5H{other.x}"
    return Line(curve, other.x, stop, points_down=False)
