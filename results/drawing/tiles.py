"""The schematic map: one tile a ward, shaded by the share that gave an answer. Every map has its list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from results.domain.disclosure import SafeCell
from results.drawing import words
from results.drawing.canvas import SMALL, Canvas
from results.drawing.palette import GREY_LINE, HATCH, INK, MUTED, SHADES, WHITE
from survey.domain.wording import say

TILE = 62
GAP = 0.04
KEY_HEIGHT = 46
STEPS = (5, 10, 20)
MOST = 99
# Letters that fit under the last box of the key where the window is narrow.
LONGEST_UNDER_A_BOX = 11


@dataclass(frozen=True, slots=True)
class Tile:
    """Where a ward is on the map, and the few letters that fit on it."""

    code: str
    label: str
    short: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Classes:
    """Whole steps of 5, 10 or 20 points that hold every share shown."""

    start: int
    step: int
    count: int

    def place(self, share: int) -> int:
        return min((share - self.start) // self.step, self.count - 1)

    @property
    def names(self) -> list[str]:
        bounds = [self.start + self.step * i for i in range(self.count)]
        # A share of 100% belongs to the last step, and not to one of its own.
        tops = [low + self.step - 1 for low in bounds]
        return [f"{low}–{100 if top == MOST else top}%" for low, top in zip(bounds, tops, strict=True)]


def classes(shares: Sequence[int]) -> Classes:
    """The smallest steps that need no more shades than there are."""
    low, high = (min(MOST, share) for share in (min(shares, default=0), max(shares, default=0)))
    for step in STEPS:
        start = low // step * step
        count = (high - start) // step + 1
        if count <= len(SHADES):
            break
    return Classes(start, step, count)


def tile_map(
    tiles: Sequence[Tile], cells: Mapping[str, SafeCell | None], answer: str, *, also: Sequence[int] = ()
) -> Canvas:
    """The map. A ward without a cell is too small to show; one without a count has fewer than 10.

    The shades hold the shares `also` shown on a map beside this one.
    """
    columns = max(tile.column for tile in tiles) + 1
    depth = max(tile.row for tile in tiles) + 1
    own = [cell.percent for cell in cells.values() if cell and cell.percent is not None]
    shades = classes([*own, *also])
    canvas = Canvas(y=depth * TILE + KEY_HEIGHT, bottom=KEY_HEIGHT)
    for tile in tiles:
        canvas.traces.append(_polygon(tile, cells.get(tile.code), shades, answer=answer))
    canvas.traces.append(_texts(tiles, cells, shades))
    _key(canvas, shades)
    canvas.axes = {
        "xaxis": {"range": [0, columns], "constrain": "domain"},
        "yaxis": {"range": [depth, 0], "scaleanchor": "x", "constrain": "domain"},
    }
    # The page gives the map the height that keeps its tiles square at the width it has.
    canvas.meta = {"ratio": round(depth / columns, 3), "extra": KEY_HEIGHT}
    return canvas


def _polygon(tile: Tile, cell: SafeCell | None, shades: Classes, *, answer: str) -> dict[str, object]:
    left, right = tile.column + GAP, tile.column + 1 - GAP
    top, bottom = tile.row + GAP, tile.row + 1 - GAP
    hidden = cell is None or cell.percent is None
    look: dict[str, object] = {"fillcolor": WHITE if hidden else SHADES[shades.place(cell.percent)][0]}
    if hidden:
        look["fillpattern"] = {"shape": "/", "size": 7, "solidity": 0.2, "fgcolor": HATCH, "bgcolor": WHITE}
    text = words.NOT_SHOWN if cell is None else words.named(answer, words.figure(cell))
    return look | {
        "type": "scatter",
        "mode": "lines",
        "fill": "toself",
        "x": [left, right, right, left, left],
        "y": [top, top, bottom, bottom, top],
        "line": {"color": GREY_LINE, "width": 1, "dash": "dot" if hidden else "solid"},
        "hoveron": "fills",
        "text": words.safe(words.named(tile.label, text)),
        "hoverinfo": "text",
    }


def _texts(tiles: Sequence[Tile], cells: Mapping[str, SafeCell | None], shades: Classes) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [tile.column + 0.5 for tile in tiles],
        "y": [tile.row + 0.5 for tile in tiles],
        "text": [f"{words.safe(tile.short)}<br>{_short_figure(cells.get(tile.code))}" for tile in tiles],
        "textfont": {"size": 12, "color": [_ink(cells.get(tile.code), shades) for tile in tiles]},
        "hoverinfo": "skip",
    }


def _short_figure(cell: SafeCell | None) -> str:
    if cell is None:
        return "·"
    return "&lt;10" if cell.percent is None else f"{cell.percent}%"


def _ink(cell: SafeCell | None, shades: Classes) -> str:
    return INK if cell is None or cell.percent is None else SHADES[shades.place(cell.percent)][1]


def _key(canvas: Canvas, shades: Classes) -> None:
    """The shades in order, in one row under the map, each over its range."""
    width = 1 / (shades.count + 1)
    for place, name in enumerate([*shades.names, say("not shown")]):
        shown = place < shades.count
        canvas.shapes.append(
            {
                "type": "rect",
                "xref": "paper",
                "x0": width * place + 0.005,
                "x1": width * (place + 1) - 0.005,
                "yref": "paper",
                "ysizemode": "pixel",
                "yanchor": 0,
                "y0": -KEY_HEIGHT + 34,
                "y1": -KEY_HEIGHT + 22,
                "fillcolor": SHADES[place][0] if shown else WHITE,
                "line": {"color": GREY_LINE, "width": 1, "dash": "solid" if shown else "dot"},
            }
        )
        middle: dict[str, object] = {"x": width * (place + 0.5), "xanchor": "center"}
        if len(words.spoken(name)) > LONGEST_UNDER_A_BOX:
            middle = {"x": 1, "xanchor": "right"}
        foot = {"y": 0, "yref": "paper", "yanchor": "top", "yshift": -KEY_HEIGHT + 19}
        canvas.write(name, size=SMALL - 2, colour=MUTED, **middle, **foot)
