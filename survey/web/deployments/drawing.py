"""The map of a deployment for a page: the drawing, which the page shows as SVG, and the same as a figure.

Both have the same shapes, colours and labels, so that nothing jumps when the figure takes the SVG's place.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
from markupsafe import Markup

from survey.domain.deployments import maps
from survey.domain.deployments.comparing import Difference, State, compare
from survey.domain.deployments.labels import Label
from survey.domain.deployments.maps import Drawing, Earlier, Ring, Shape
from survey.domain.deployments.plan import Boundaries, Plan
from survey.domain.wording import listed, say, say_and, say_many

Plain = dict[str, Any]

INK, AMBER, PAPER, LINE, WHITE, TEXT = "#14213d", "#ffb627", "#f4f6fa", "#8a93a6", "#ffffff", "#0b0c0c"
# In pixels: a little smaller than the drawing allows, for telephones narrower than it.
FEW, MANY = 11, 11.5
TALLEST = 576
# Fill, line, width of the line, ink of the label.
ZONE = (AMBER, INK, 2, INK)
IN_AREA = (INK, WHITE, 1, WHITE)
OUTSIDE = (PAPER, LINE, 1, TEXT)


@dataclass(frozen=True)
class AreaMap:
    """What the partials of a map need: the drawing, its figure as JSON, and what it is in words."""

    drawing: Drawing
    figure: Markup
    alt: str
    changes: tuple[str, ...] = ()
    id: str = "area-map"


def area_map(plan: Plan, boundaries: Boundaries) -> AreaMap | None:
    """The map of one revision. None where none of its places has an outline."""
    drawing = maps.drawing(plan, boundaries)
    if drawing is None:
        return None
    said = say("Map of {council}, north at the top.", council=plan.council)
    alt = listed([said, *_in_words(drawing)], " ")
    return AreaMap(drawing, _figure(drawing), alt)


def map_of_two(before: tuple[Plan, Boundaries], after: tuple[Plan, Boundaries]) -> AreaMap | None:
    """The map of the later of two revisions, with what moved or went as it was, and the same in words."""
    drawing = maps.drawing_of_two(before, after)
    if drawing is None:
        return None
    changes = tuple(one.in_words for one in differences(before, after) if one.state is not State.SAME)
    said = say("Map of {council}, north at the top.", council=after[0].council)
    dashed = say("Dashed lines show outlines as they were before.")
    alt = listed([said, dashed, *(changes or [say("No outline changed.")])], " ")
    return AreaMap(drawing, _figure(drawing), alt, changes, id="map-of-two")


def differences(
    before: tuple[Plan, Boundaries], after: tuple[Plan, Boundaries]
) -> tuple[Difference, ...]:
    """What became of every outline, under the names of the later revision where it has them."""
    return compare(before[1], after[1], before[0].names | after[0].names)


def _in_words(drawing: Drawing) -> list[str]:
    zones, inside, outside = [], [], 0
    for shape in drawing.shapes:
        place = shape.place
        if place.kind == "zone":
            zones.append(place.name)
        elif place.in_area:
            inside.append(place.name)
        else:
            outside += 1
    parts = [
        say("Zones: {places}.", places=say_and(zones)) if zones else "",
        say("Wards in the area: {places}.", places=say_and(inside)) if inside else "",
        say_many("One other ward.", "{count} other wards.", outside) if outside else "",
    ]
    return [*filter(None, parts), say("The same is in the list beside the map.")]


@lru_cache(maxsize=32)
def _figure(drawing: Drawing) -> Markup:
    traces = [_filled(shape) for shape in drawing.shapes] + [
        trace for one in drawing.earlier for trace in _dashed(one)
    ]
    figure = go.Figure({"data": traces, "layout": _layout(drawing)}, _validate=False)
    text = json.dumps(figure.to_plotly_json(), separators=(",", ":"), ensure_ascii=False)
    # What stands inside a script element must not be able to end it.
    for mark in "<>&":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(text)  # noqa: S704 - the three characters that mean anything in HTML are gone


def _look(shape: Shape) -> tuple[str, str, int, str]:
    if shape.place.kind == "zone":
        return ZONE
    return IN_AREA if shape.place.in_area else OUTSIDE


def _filled(shape: Shape) -> Plain:
    fill, line, width, _ink = _look(shape)
    return _outline(shape.rings) | {
        "fill": "toself",
        "fillcolor": fill,
        "line": {"color": line, "width": width},
        "hoveron": "fills",
        "text": _safe(shape.place.name),
        "hoverinfo": "text",
    }


def _dashed(earlier: Earlier) -> list[Plain]:
    """Dashes in ink on a white line, so that they are seen on dark and on light."""
    looks = [{"color": WHITE, "width": 4}, {"color": INK, "width": 2, "dash": "6px,4px"}]
    return [_outline(earlier.rings) | {"line": look, "hoverinfo": "skip"} for look in looks]


def _outline(rings: tuple[Ring, ...]) -> Plain:
    """All rings as one line, with a gap after each. Holes run the other way round."""
    points = [point for ring in rings for point in (*ring, ring[0], (None, None))][:-1]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
    }


def _layout(drawing: Drawing) -> Plain:
    plain_axis = {"fixedrange": True, "visible": False, "constrain": "domain"}
    scale = maps.WIDTH / drawing.width
    ratio = round(drawing.height / drawing.width, 3)
    wide = {"from": maps.WIDE_FROM, "annotations": _annotations(drawing, MANY * scale, wide=True)}
    return {
        "template": "none",
        "height": round(TALLEST * ratio),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": WHITE,
        "plot_bgcolor": WHITE,
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": WHITE, "bordercolor": INK, "font": {"color": INK, "size": 13}},
        "xaxis": plain_axis | {"range": [0, drawing.width]},
        "yaxis": plain_axis | {"range": [drawing.height, 0], "scaleanchor": "x"},
        "annotations": _annotations(drawing, FEW * scale, wide=False),
        # The page gives the map the height that keeps it true at the width it has.
        "meta": {"ratio": ratio, "wide": wide},
    }


def _annotations(drawing: Drawing, size: float, *, wide: bool) -> list[Plain]:
    drawn = [(one.labels, _look(one)[3], one.place.kind == "zone") for one in drawing.shapes]
    drawn += [(one.labels, INK, one.place.kind == "zone") for one in drawing.earlier if one.labels]
    return [
        _annotation(labels.wide if wide else labels.narrow, ink, size=size, bold=bold)
        for labels, ink, bold in drawn
        if labels
    ]


def _annotation(label: Label, ink: str, *, size: float, bold: bool) -> Plain:
    words: Plain = {
        "text": "<br>".join(_safe(line) for line in label.lines),
        "font": {"size": round(size, 1), "color": ink, "weight": 600 if bold else 400},
        "align": "center",
        "borderpad": 0,
        "captureevents": False,
    }
    if label.points_at is None:
        return words | {"x": round(label.x, 1), "y": round(label.y, 1), "showarrow": False}
    end = {"x": round(label.points_at[0], 1), "y": round(label.points_at[1], 1)}
    start = {"ax": round(label.x, 1), "ay": round(label.y, 1), "axref": "x", "ayref": "y"}
    away = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": INK, "bordercolor": INK}
    away |= {"borderpad": 1, "bgcolor": WHITE, "font": words["font"] | {"color": INK}}
    return words | end | start | away


def _safe(text: str) -> str:
    """Text that Plotly's small markup cannot mistake for markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
