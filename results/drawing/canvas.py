"""A figure under construction: rows from the top down, one unit of the vertical axis to a pixel.

Labels stand above their bars and never beside them, so nothing is squeezed at 320 pixels.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from results.drawing.palette import INK, MUTED, WHITE
from results.drawing.words import lines, spoken

Plain = dict[str, Any]

LINE_HEIGHT = 19
TEXT = 14
SMALL = 13
ROW_GAP = 14
LABEL_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart for a page: the figure, its one message, and what it is for those who cannot see it."""

    figure_json: str
    message: str
    alt: str
    height: int


@dataclass(slots=True)
class Canvas:
    """Traces, words and shapes so far, and how far down the next row begins."""

    y: float = 0
    right: int = 0
    left: int = 0
    bottom: int = 0
    traces: list[Plain] = field(default_factory=list)
    annotations: list[Plain] = field(default_factory=list)
    shapes: list[Plain] = field(default_factory=list)
    axes: Plain = field(default_factory=dict)
    meta: Plain = field(default_factory=dict)

    def write(
        self, text: str, *, colour: str = INK, size: int = TEXT, bold: bool = False, **place: object
    ) -> None:
        """Words at the left edge of the current row, or at `place`.

        Bold is a property of the font: Plotly turns markup other than <br> into style attributes, which the
        content security policy blocks.
        """
        weight = {"weight": 700} if bold else {}
        self.annotations.append(
            {
                "text": spoken(text),
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "y": self.y,
                "yanchor": "top",
                "align": "left",
                "showarrow": False,
                "borderpad": 0,
                "font": {"size": size, "color": colour} | weight,
            }
            | place
        )

    def write_lines(
        self, rows: Sequence[str], *, colour: str = INK, size: int = TEXT, bold: bool = False
    ) -> None:
        """A label of one line or more; the next row begins under it."""
        self.write("<br>".join(rows), colour=colour, size=size, bold=bold)
        self.y += LINE_HEIGHT * len(rows)

    def write_right(self, text: str, *, colour: str = INK, **place: object) -> None:
        """Words at the right edge."""
        edge = {"x": 1, "xanchor": "right", "xshift": self.right}
        self.write(text, colour=colour, size=SMALL, **(edge | place))

    def foot(self, text: str) -> None:
        """The last words, such as the base: they go with the picture when it is saved."""
        self.y += 4
        self.write_lines(lines(text, LABEL_WIDTH + 4), colour=MUTED, size=SMALL)

    def box(self, left: float, right: float, *, height: float, **look: object) -> None:
        """A rectangle on the current row, under the bars."""
        place = {"type": "rect", "x0": left, "x1": right, "y0": self.y, "y1": self.y + height}
        self.shapes.append(place | {"layer": "below", "line": {"width": 0}} | look)

    def chart(self, message: str, alt: str) -> Chart:
        height = round(self.y) + 6
        figure = go.Figure({"data": self.traces, "layout": self._layout(height)}, _validate=False)
        # What stands inside a script element must not be able to end it.
        text = json.dumps(figure.to_plotly_json(), separators=(",", ":"), ensure_ascii=False)
        for mark in "<>&":
            text = text.replace(mark, f"\\u{ord(mark):04x}")
        return Chart(text, message, alt, height)

    def _layout(self, height: int) -> Plain:
        plain_axis = {"fixedrange": True, "visible": False}
        across = {"range": [0, 100], **plain_axis}
        down = {"range": [height, 0], **plain_axis}
        return {
            "template": "none",
            "height": height,
            "margin": {"l": self.left + 1, "r": self.right + 1, "t": 0, "b": self.bottom},
            "font": {"size": TEXT, "color": INK},
            "paper_bgcolor": WHITE,
            "plot_bgcolor": WHITE,
            "showlegend": False,
            "barmode": "overlay",
            "dragmode": False,
            "hoverlabel": {"bgcolor": WHITE, "bordercolor": MUTED, "font": {"color": INK, "size": SMALL}},
            "uniformtext": {"minsize": 11, "mode": "hide"},
            "xaxis": across | self.axes.get("xaxis", {}),
            "yaxis": down | self.axes.get("yaxis", {}),
            **{name: plain_axis | axis for name, axis in self.axes.items() if name not in ("xaxis", "yaxis")},
            "annotations": self.annotations,
            "shapes": self.shapes,
            "meta": self.meta,
        }
