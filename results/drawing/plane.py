"""Where the figures of a chart lie in a picture of fixed width: the same geometry as in the browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Layout = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plane:
    """The area that is plotted on, in pixels of the picture, and the axes that lead into it."""

    layout: Layout
    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def x(self, value: float, ref: str = "x") -> float:
        """Where a value lies across; `ref` is an axis, "paper", or the domain of an axis."""
        if ref == "paper":
            return self.left + self.width * value
        name, _, domain = ref.partition(" ")
        axis = self.layout["xaxis" + name[1:]]
        start, end = axis.get("domain", (0, 1))
        low, high = (0, 1) if domain else axis["range"]
        room = self.width * (end - start)
        unit = self._unit(room) if self._keeps_shape and not domain else room / abs(high - low)
        begin = self.left + self.width * start + (room - unit * abs(high - low)) / 2
        return begin + unit * abs(value - low)

    def y(self, value: float, ref: str = "y") -> float:
        """Where a value lies down."""
        if ref == "paper":
            return self.bottom - self.height * value
        low, high = self.layout["yaxis"]["range"]
        room = self.height
        unit = self._unit(self.width) if self._keeps_shape else room / abs(high - low)
        spare = (room - unit * abs(high - low)) / 2
        if high > low:
            return self.bottom - spare - unit * (value - low)
        return self.top + spare + unit * (value - high)

    @property
    def _keeps_shape(self) -> bool:
        """Whether a unit is as long across as down, as on a map."""
        return "scaleanchor" in self.layout["yaxis"]

    def _unit(self, across: float) -> float:
        (x0, x1), (y0, y1) = self.layout["xaxis"]["range"], self.layout["yaxis"]["range"]
        return min(across / abs(x1 - x0), self.height / abs(y1 - y0))


def plane_of(layout: Layout, width: float, *, down: float = 0) -> Plane:
    """The plane of a figure drawn that wide, `down` from the top of the picture."""
    margin = layout["margin"]
    across = width - margin["l"] - margin["r"]
    high = height_of(layout, width) - margin["t"] - margin["b"]
    return Plane(layout, margin["l"], down + margin["t"], across, high)


def height_of(layout: Layout, width: float) -> float:
    """How high a figure is at a width: a map keeps its shape, every other chart has what its rows need."""
    meta = layout.get("meta") or {}
    if not meta.get("ratio"):
        return float(layout["height"])
    return float(min(layout["height"], round(width * meta["ratio"]) + meta.get("extra", 0)))
