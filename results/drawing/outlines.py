"""A map of wards or zones from their outlines, each shaded by one published figure, which stands on it.

What is hidden and what is empty look alike: hatched, without a figure. Labels never lie on one another: the
name and the figure where there is room for both, else the figure alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, reduce

import shapely

from results.domain.disclosure import SafeCell
from results.drawing import words
from results.drawing.canvas import Canvas, Plain
from results.drawing.palette import GREY_LINE, INK, WHITE
from results.drawing.tiles import HATCHED, KEY_HEIGHT, Classes, Ramp, key
from survey.domain.deployments import maps
from survey.domain.deployments.labels import Label, Sheet, Wanted, place
from survey.domain.deployments.maps import Drawing, Ring
from survey.domain.deployments.plan import Boundaries, Plan

TALLEST = 560
# In pixels, a little smaller than the labels were measured, for telephones narrower than the drawing.
FEW, MANY = 11, 11.5
TRIES = 3


@dataclass(frozen=True, slots=True)
class Ground:
    """The areas of a map: the drawing of their outlines, the name of each in the language of the page.

    `attribution` says whose outlines these are.
    """

    drawing: Drawing
    names: Mapping[str, str]
    attribution: str = ""

    @property
    def zones(self) -> bool:
        """Whether they are zones, and not wards."""
        return all(shape.place.kind == "zone" for shape in self.drawing.shapes)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(shape.place.code for shape in self.drawing.shapes)


@dataclass(frozen=True, slots=True)
class Shown:
    """One area's figure: the number that shades it, and how it is written."""

    number: int
    text: str


def ground(plan: Plan, boundaries: Boundaries, names: Mapping[str, str], *, wards: bool) -> Ground | None:
    """The wards or the zones of a plan. None unless every one of them that `names` names has an outline."""
    own = replace(plan, zones=() if wards else plan.zones, wards=plan.wards if wards else ())
    known = {area.code for area in (*own.zones, *own.wards) if area.code in names}
    if not known or not known <= boundaries.outlines.keys():
        return None
    own = replace(
        own,
        zones=tuple(zone for zone in own.zones if zone.code in known),
        wards=tuple(ward for ward in own.wards if ward.code in known),
    )
    drawing = maps.drawing(own, boundaries)
    return Ground(drawing, names, boundaries.attribution) if drawing else None


def outline_map(
    ground: Ground, cells: Mapping[str, SafeCell | None], shades: Classes, ramp: Ramp, *, answer: str
) -> Canvas:
    """The map. `answer` is what the figures are of; areas without a figure are hatched."""
    figures = _figures(cells, shades)
    drawing = ground.drawing
    canvas = Canvas(y=1, bottom=KEY_HEIGHT)
    for shape in drawing.shapes:
        code = shape.place.code
        told = _told(cells.get(code), figures.get(code))
        text = words.named(words.label(ground.names, code), words.named(answer, told))
        canvas.traces.append(_filled(shape.rings, figures.get(code), shades, ramp, text=text))
    key(canvas, shades, ramp)
    _labels(canvas, ground, figures, shades, ramp)
    ratio = round(drawing.height / drawing.width, 3)
    canvas.y = TALLEST * ratio + KEY_HEIGHT - 6
    canvas.axes = {
        "xaxis": {"range": [0, drawing.width], "constrain": "domain"},
        "yaxis": {"range": [drawing.height, 0], "scaleanchor": "x", "constrain": "domain"},
    }
    canvas.meta |= {"ratio": ratio, "extra": KEY_HEIGHT}
    return canvas


def _figures(cells: Mapping[str, SafeCell | None], shades: Classes) -> dict[str, Shown]:
    numbers = {code: shades.figure(cell) for code, cell in cells.items()}
    return {code: Shown(n, shades.written(n)) for code, n in numbers.items() if n is not None}


def _told(cell: SafeCell | None, shown: Shown | None) -> str:
    if cell is None:
        return words.NOT_SHOWN
    return words.FEWER if shown is None else words.figure(cell)


def _filled(
    rings: Sequence[Ring], shown: Shown | None, shades: Classes, ramp: Ramp, *, text: str
) -> Plain:
    points = [point for ring in rings for point in (*ring, ring[0], (None, None))][:-1]
    look: Plain = {"fillcolor": WHITE, "fillpattern": HATCHED}
    if shown is not None:
        look = {"fillcolor": ramp[shades.place(shown.number)][0]}
    return look | {
        "type": "scatter",
        "mode": "lines",
        "fill": "toself",
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "line": {"color": GREY_LINE, "width": 1},
        "hoveron": "fills",
        "text": words.safe(text),
        "hoverinfo": "text",
    }


def _labels(
    canvas: Canvas, ground: Ground, figures: Mapping[str, Shown], shades: Classes, ramp: Ramp
) -> None:
    """Two sets of words: figures alone where the map is small, names with them where it is wide."""
    shown = tuple((code, figures[code].text) for code in ground.codes if code in figures)
    names = tuple(words.spoken(words.label(ground.names, code)) for code, _ in shown)
    inks = [ramp[shades.place(figures[code].number)][1] for code, _ in shown]
    scale = maps.WIDTH / ground.drawing.width
    own = canvas.annotations
    sets = [
        [*own, *(_note(label, ink, size * scale) for label, ink in zip(labels, inks, strict=True))]
        for labels, size in zip(_placed(ground.drawing, shown, names), (FEW, MANY), strict=True)
    ]
    canvas.annotations = sets[0]
    canvas.meta["wide"] = {"from": maps.WIDE_FROM, "annotations": sets[1]}


# Labels are measured once for each map, however often it is asked for as a picture.
@lru_cache(maxsize=64)
def _placed(
    drawing: Drawing, shown: tuple[tuple[str, str], ...], names: tuple[str, ...]
) -> tuple[list[Label], list[Label]]:
    regions = {shape.place.code: _region(shape.rings) for shape in drawing.shapes}
    own = [(regions[code], figure) for code, figure in shown]
    bare = [Wanted(figure, _as_wide(figure), region) for region, figure in own]
    full = [replace(one, name=f"{name} {one.name}") for one, name in zip(bare, names, strict=True)]
    narrow = place(bare, Sheet(drawing.width, drawing.height, maps.NARROW))
    wide = place(full, Sheet(drawing.width, drawing.height, maps.WIDE))
    for _ in range(TRIES):
        without = [b if label.is_number else f for b, f, label in zip(bare, full, wide, strict=True)]
        if without == full:
            break
        full = without
        wide = place(full, Sheet(drawing.width, drawing.height, maps.WIDE))
    return _with_figures(narrow, bare), _with_figures(wide, bare)


def _as_wide(figure: str) -> int:
    """A number that takes as much room as the figure: what the engine writes where a name has none."""
    return int(re.sub(r"\D", "", figure) + ("00" if figure.endswith("%") else ""))


def _with_figures(labels: Sequence[Label], bare: Sequence[Wanted]) -> list[Label]:
    """A figure that had no room inside stands away from its area, as a number of the engine would."""
    return [
        replace(label, lines=(one.name,)) if label.is_number else label
        for label, one in zip(labels, bare, strict=True)
    ]


def _region(rings: Sequence[Ring]) -> shapely.MultiPolygon:
    """The ground that the rings enclose; a ring inside another is a hole."""
    found = reduce(shapely.symmetric_difference, (shapely.Polygon(ring) for ring in rings))
    return shapely.MultiPolygon([part for part in shapely.get_parts(found) if part.geom_type == "Polygon"])


def _note(label: Label, ink: str, size: float) -> Plain:
    note: Plain = {
        "text": "<br>".join(words.safe(line) for line in label.lines),
        "font": {"size": round(size, 1), "color": ink},
        "align": "center",
        "borderpad": 0,
        "captureevents": False,
    }
    if label.points_at is None:
        return note | {"x": round(label.x, 1), "y": round(label.y, 1), "showarrow": False}
    end = {"x": round(label.points_at[0], 1), "y": round(label.points_at[1], 1)}
    start = {"ax": round(label.x, 1), "ay": round(label.y, 1), "axref": "x", "ayref": "y"}
    look = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": INK, "bordercolor": INK}
    look |= {"bgcolor": WHITE, "borderpad": 1, "font": note["font"] | {"color": INK}}
    return note | end | start | look
