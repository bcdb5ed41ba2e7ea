"""A chart as a picture that needs no script and no page: SVG, drawn from the figure that Plotly draws.

One figure gives both, so what is saved shows what was seen. A picture says by itself what it is about, whose
figures these are and what cannot be concluded from them: it is passed on without its page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from results.drawing import marks
from results.drawing.marks import ASCENT, LEADING, Look, element
from results.drawing.palette import HATCH, INK, LINE, MUTED, WHITE
from results.drawing.plane import Plane, height_of, plane_of
from results.drawing.words import spoken
from survey.domain.deployments.labels import text_width

WIDTH = 640
EDGE = 24
TITLE, CAPTION, SOURCE = 20, 15, 12.5
PLAIN = "Arial, 'Helvetica Neue', 'Liberation Sans', sans-serif"
XMLNS = "http://www.w3.org/2000/svg"
# Words are measured at their widest already; bold ones are wider.
BOLD = 1.06

Figure = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a picture: what was asked, its message, and the lines under it."""

    asked: str
    message: str
    alt: str
    source: tuple[str, ...] = ()


def inline(figure_json: str, width: int, *, look: str) -> str:
    """The chart alone, for a page that says the rest. `look` is its class; it is hidden from who listens."""
    figure = json.loads(figure_json)
    high = height_of(figure["layout"], width)
    return element(
        "svg",
        "".join(_drawn(figure, width, down=0)),
        xmlns=XMLNS,
        viewBox=f"0 0 {width} {high:g}",
        aria_hidden="true",
        focusable="false",
        font_family=PLAIN,
        **{"class": look},
    )


def picture(figure_json: str, around: Around, *, language: str = "en") -> bytes:
    """The chart with its words, as a file that opens alone."""
    figure = json.loads(figure_json)
    inner = WIDTH - 2 * EDGE
    head, top = _head(around)
    foot, bottom = _foot(around, top + height_of(figure["layout"], inner))
    moved = element("g", "".join(_drawn(figure, inner, down=top)), transform=f"translate({EDGE} 0)")
    ground = element("rect", width=WIDTH, height=bottom, fill=WHITE)
    named = element("title", escape(spoken(around.message)), id="title")
    named += element("desc", escape(spoken(around.alt)), id="desc")
    svg = element(
        "svg",
        named + ground + "".join(head) + moved + "".join(foot),
        xmlns=XMLNS,
        width=WIDTH,
        height=bottom,
        viewBox=f"0 0 {WIDTH} {bottom:g}",
        role="img",
        aria_labelledby="title desc",
        font_family=PLAIN,
        lang=language,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'.encode()


def _head(around: Around) -> tuple[list[str], float]:
    """What was asked and the message, and where the chart begins."""
    down, parts = float(EDGE), []
    for said, look in ((around.asked, Look(CAPTION, MUTED)), (around.message, Look(TITLE, INK, bold=True))):
        lines = _wrapped(said, look.size, bold=look.bold)
        parts.append(marks.text(lines, EDGE, down + look.size * ASCENT, look))
        down += len(lines) * look.size * LEADING + 4
    return parts, round(down + 10)


def _foot(around: Around, down: float) -> tuple[list[str], int]:
    """A line, and under it whose figures these are; and where the picture ends."""
    down += 12
    parts = [element("line", x1=EDGE, x2=WIDTH - EDGE, y1=down, y2=down, stroke=LINE, stroke_width=1)]
    down += 8
    for said in around.source:
        lines = _wrapped(said, SOURCE)
        parts.append(marks.text(lines, EDGE, down + SOURCE * ASCENT, Look(SOURCE, MUTED)))
        down += len(lines) * SOURCE * LEADING + 3
    return parts, round(down + EDGE - 8)


def _wrapped(said: str, size: float, *, bold: bool = False) -> list[str]:
    """The words broken to the width of the picture by what they measure."""
    room = (WIDTH - 2 * EDGE) / (size * (BOLD if bold else 1))
    lines = [""]
    for word in spoken(said).split():
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines if lines[0] else []


def _drawn(figure: Figure, width: float, *, down: float) -> Iterator[str]:
    layout = figure["layout"]
    plane = plane_of(layout, width, down=down)
    if any("fillpattern" in trace for trace in figure["data"]):
        yield marks.hatching(HATCH, WHITE)
    yield from _grid(plane, layout["yaxis"])
    yield from marks.shapes(plane, layout.get("shapes", ()), below=True)
    for trace in figure["data"]:
        yield from marks.trace(plane, trace)
    yield from marks.shapes(plane, layout.get("shapes", ()), below=False)
    for note in _notes(layout, width):
        yield from _note(plane, note)


def _grid(plane: Plane, axis: Mapping[str, Any]) -> Iterator[str]:
    """Lines across with their numbers at the left, where a chart has an upright scale."""
    if not axis.get("visible"):
        return
    low, high = axis["range"]
    font, right = axis["tickfont"], plane.left + plane.width
    look = Look(font["size"], font["color"], "end")
    for number in range(int(low), int(high) + 1, axis["dtick"]):
        y = plane.y(number)
        line = axis["gridcolor"] if number else axis["zerolinecolor"]
        yield element("line", x1=plane.left, x2=right, y1=y, y2=y, stroke=line, stroke_width=1)
        yield marks.text([f"{number:,}"], plane.left - 4, y + marks.MIDDLE * font["size"], look)


def _notes(layout: Mapping[str, Any], width: float) -> list[dict[str, Any]]:
    """The words of a chart; a map has more of them where it is wide."""
    wide = (layout.get("meta") or {}).get("wide")
    chosen = wide["annotations"] if wide and width >= wide["from"] else layout.get("annotations", ())
    return list(chosen)


def _note(plane: Plane, note: Mapping[str, Any]) -> Iterator[str]:
    if note.get("showarrow"):
        yield from _away(plane, note)
        return
    x = plane.x(note["x"], note.get("xref", "x")) + note.get("xshift", 0)
    y = plane.y(note["y"], note.get("yref", "y")) - note.get("yshift", 0)
    if "bgcolor" in note:
        place = {"x": x + 0.5, "y": y + 0.5, "width": note["width"], "height": note["height"]}
        yield element("rect", **place, fill=note["bgcolor"], stroke=note["bordercolor"], stroke_width=1)
        return
    yield _words(note, x, y)


def _words(note: Mapping[str, Any], x: float, y: float) -> str:
    font, lines = note["font"], marks.words_of(note["text"])
    size, block = font["size"], len(lines) * font["size"] * LEADING
    top = y - {"top": 0, "middle": block / 2, "bottom": block}[note.get("yanchor", "middle")]
    anchor = {"left": "start", "center": "middle", "right": "end"}[note.get("xanchor", "center")]
    look = Look(size, font["color"], anchor, bold="weight" in font)
    return marks.text(lines, x, top + size * ASCENT, look)


def _away(plane: Plane, note: Mapping[str, Any]) -> Iterator[str]:
    """Words that stand beside their place and point at it."""
    x, y = plane.x(note["ax"]), plane.y(note["ay"])
    look = {"stroke": note["arrowcolor"], "stroke_width": 1}
    yield element("line", x1=x, y1=y, x2=plane.x(note["x"]), y2=plane.y(note["y"]), **look)
    size, lines = note["font"]["size"], marks.words_of(note["text"])
    across = max(map(text_width, lines)) * size + 4
    high = len(lines) * size * LEADING
    place = {"x": x - across / 2, "y": y - high / 2, "width": across, "height": high}
    yield element("rect", **place, fill=note["bgcolor"], stroke=note["bordercolor"], stroke_width=1)
    yield _words(note, x, y)
