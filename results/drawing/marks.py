"""The marks of a chart as SVG: bars, points, lines, outlines and the shapes under them.

Only what the drawing of this package makes is known here; anything else is refused rather than left out.
Colours and sizes stand in attributes of their own, because the policy of the site blocks styles.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from types import MappingProxyType
from typing import Any

from results.drawing.plane import Plane
from survey.domain.deployments.labels import text_width

Plain = Mapping[str, Any]
DASHES = MappingProxyType({"solid": "", "dot": "2 2", "dash": "6 4"})
# Parts of the size of the text, as the browser sets it: from one line to the next, and down to its foot.
LEADING = 1.3
ASCENT = 0.98
MIDDLE = 0.36
DIAMOND = 1.3
UPRIGHT = 1.4
HATCH = "hatched"


def element(name: str, inside: str = "", **attributes: object) -> str:
    """One element. A name of an attribute is written with hyphens; what is None is left out."""
    said = "".join(
        f' {key.replace("_", "-")}="{escape(_plain(value))}"'
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    return f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>"


def _plain(value: object) -> str:
    return f"{value:.5g}" if isinstance(value, float) else str(value)


def words_of(markup: str) -> list[str]:
    """The lines of a text in Plotly's small markup, as plain text."""
    return [unescape(line) for line in markup.split("<br>")]


@dataclass(frozen=True, slots=True)
class Look:
    """How words look: their size in pixels, their colour, and which end of them stands at their place."""

    size: float
    colour: str
    anchor: str = "start"
    bold: bool = False


def text(lines: Sequence[str], x: float, first: float, look: Look) -> str:
    """Lines of words under one another, the first one's foot at `first`."""
    spans = "".join(
        element("tspan", escape(line), x=x, y=first + place * look.size * LEADING)
        for place, line in enumerate(lines)
    )
    anchor = look.anchor if look.anchor != "start" else None
    weight = 700 if look.bold else None
    return element(
        "text", spans, fill=look.colour, font_size=look.size, text_anchor=anchor, font_weight=weight
    )


def shapes(plane: Plane, found: Sequence[Plain], *, below: bool) -> Iterator[str]:
    """What lies under the marks, or over them."""
    for shape in found:
        if (shape.get("layer") == "below") == below:
            yield _shape(plane, shape)


def _shape(plane: Plane, shape: Plain) -> str:
    xs = [plane.x(shape[name], shape.get("xref", "x")) for name in ("x0", "x1")]
    ys = [_down(plane, shape, name) for name in ("y0", "y1")]
    line = shape["line"]
    look = {"stroke": line.get("color"), "stroke_dasharray": DASHES[line.get("dash", "solid")]}
    look["stroke_width"] = line.get("width", 1) if line.get("color") else None
    if shape["type"] == "line":
        return element("line", x1=xs[0], y1=ys[0], x2=xs[1], y2=ys[1], **look)
    (left, right), (top, bottom) = sorted(xs), sorted(ys)
    place = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    return element("rect", **place, fill=shape.get("fillcolor", "none"), **look)


def _down(plane: Plane, shape: Plain, name: str) -> float:
    if shape.get("ysizemode") == "pixel":
        return plane.y(shape["yanchor"], shape["yref"]) - float(shape[name])
    return plane.y(shape[name], shape.get("yref", "y"))


def trace(plane: Plane, found: Plain) -> Iterator[str]:
    """The marks of one series. Raises KeyError for a kind that this package does not draw."""
    kind = found["type"] if found["type"] == "bar" else found["mode"]
    yield from TRACES[kind](plane, found)


def _bars(plane: Plane, found: Plain) -> Iterator[str]:
    lying = found.get("orientation") == "h"
    bases = found.get("base") or [0] * len(found["x"])
    look = found["marker"]
    line = look.get("line", {})
    for place, (x, y, base) in enumerate(zip(found["x"], found["y"], bases, strict=True)):
        if x is None or y is None:
            continue
        left, top, width, height = _box(plane, found, (x, y, base), lying=lying)
        title = element("title", escape(unescape(found["hovertext"][place])))
        yield element(
            "rect",
            title,
            x=left,
            y=top,
            width=width,
            height=height,
            fill=look["color"],
            stroke=line.get("color"),
            stroke_width=line.get("width"),
        )
        if found.get("text"):
            yield _figure(found, place, (left, top, width, height))


def _box(
    plane: Plane, found: Plain, at: tuple[float, float, float], *, lying: bool
) -> tuple[float, float, float, float]:
    """Left, top, width and height of one bar."""
    x, y, base = at
    half = found["width"] / 2
    axis = found.get("xaxis", "x")
    if lying:
        xs, ys = (plane.x(base, axis), plane.x(base + x, axis)), (plane.y(y - half), plane.y(y + half))
    else:
        xs, ys = (plane.x(x - half, axis), plane.x(x + half, axis)), (plane.y(base), plane.y(base + y))
    return min(xs), min(ys), abs(xs[1] - xs[0]), abs(ys[1] - ys[0])


def _figure(found: Plain, place: int, box: tuple[float, float, float, float]) -> str:
    """The figure in its bar; beside it where it has no room and may stand there, else nowhere."""
    said, font = unescape(found["text"][place]), found["textfont"]
    left, top, width, height = box
    first = top + height / 2 + MIDDLE * font["size"]
    look = Look(font["size"], font["color"])
    if said and text_width(said) * font["size"] + 4 <= width:
        return text([said], left + width / 2, first, replace(look, anchor="middle"))
    if said and found["textposition"] == "auto":
        return text([said], left + width + 4, first, look)
    return ""


def _markers(plane: Plane, found: Plain) -> Iterator[str]:
    marker = found["marker"]
    axis, half = found.get("xaxis", "x"), marker["size"] / 2
    for place, (x, y) in enumerate(zip(found["x"], found["y"], strict=True)):
        title = element("title", escape(unescape(found["hovertext"][place])))
        yield SYMBOLS[marker["symbol"]](plane.x(x, axis), plane.y(y), half, marker, title)


def _diamond(x: float, y: float, half: float, marker: Plain, title: str) -> str:
    reach = half * DIAMOND
    corners = ((x - reach, y), (x, y - reach), (x + reach, y), (x, y + reach))
    path = f"M{'L'.join(f'{across:.5g},{down:.5g}' for across, down in corners)}Z"
    empty = marker["symbol"].endswith("-open")
    fill, line = ("none", marker["color"]) if empty else (marker["color"], marker["line"]["color"])
    return element("path", title, d=path, fill=fill, stroke=line, stroke_width=marker["line"]["width"])


def _upright(x: float, y: float, half: float, marker: Plain, title: str) -> str:
    reach = half * UPRIGHT
    look = {"stroke": marker["color"], "stroke_width": marker["line"]["width"]}
    return element("line", title, x1=x, y1=y - reach, x2=x, y2=y + reach, **look)


SYMBOLS: Mapping[str, Callable[[float, float, float, Plain, str], str]] = MappingProxyType(
    {"diamond": _diamond, "diamond-open": _diamond, "line-ns-open": _upright}
)


def _lines(plane: Plane, found: Plain) -> Iterator[str]:
    filled, line = found.get("fill") == "toself", found["line"]
    fill = found.get("fillcolor") if filled else "none"
    yield element(
        "path",
        element("title", escape(unescape(found["text"]))) if filled and found.get("text") else "",
        d=_path(plane, found["x"], found["y"], closed=filled),
        fill=f"url(#{HATCH})" if "fillpattern" in found else fill,
        fill_rule="evenodd" if filled else None,
        stroke=line["color"],
        stroke_width=line["width"],
        stroke_dasharray=DASHES[line.get("dash", "solid")],
        stroke_linejoin="round",
    )


def _path(plane: Plane, xs: Sequence[float | None], ys: Sequence[float | None], *, closed: bool) -> str:
    """A line with a gap at every None, or outlines that are each closed."""
    parts: list[list[str]] = [[]]
    for x, y in zip(xs, ys, strict=True):
        if x is None or y is None:
            parts.append([])
        else:
            parts[-1].append(f"{plane.x(x):.1f},{plane.y(y):.1f}")
    return "".join(f"M{'L'.join(part)}{'Z' if closed else ''}" for part in parts if part)


def _texts(plane: Plane, found: Plain) -> Iterator[str]:
    font = found["textfont"]
    for place, (x, y) in enumerate(zip(found["x"], found["y"], strict=True)):
        lines = words_of(found["text"][place])
        colour = font["color"] if isinstance(font["color"], str) else font["color"][place]
        first = plane.y(y) + font["size"] * (MIDDLE - (len(lines) - 1) * LEADING / 2)
        yield text(lines, plane.x(x), first, Look(font["size"], colour, "middle"))


TRACES: Mapping[str, Callable[[Plane, Plain], Iterator[str]]] = MappingProxyType(
    {"bar": _bars, "markers": _markers, "lines": _lines, "text": _texts}
)


def hatching(colour: str, ground: str) -> str:
    """What is not shown: slanting lines, the same for a ward with few answers and one with none."""
    line = element("path", d="M-2,2L2,-2M0,8L8,0M6,10L10,6", stroke=colour, stroke_width=1.4)
    size = {"width": 8, "height": 8}
    inside = element("rect", **size, fill=ground) + line
    pattern = element("pattern", inside, id=HATCH, patternUnits="userSpaceOnUse", **size)
    return element("defs", pattern)
