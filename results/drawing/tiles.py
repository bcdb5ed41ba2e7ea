"""The schematic map: one tile a ward, shaded by the share that gave an answer. Every map has its list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from results.domain.disclosure import HIDE_BELOW, SafeCell
from results.drawing import words
from results.drawing.canvas import SMALL, Canvas
from results.drawing.palette import GREY_LINE, HATCH, INK, MUTED, SHADES, WHITE
from survey.domain.wording import say

TILE = 62
GAP = 0.04
KEY_HEIGHT = 46
STEPS = (5, 10, 20)
# Of counts: the round numbers that a step may be.
ROUND = tuple(base * 10**power for power in range(1, 7) for base in (1, 2, 5))
MOST = 99
STRIPES = 8
HATCHED = {"shape": "/", "size": 7, "solidity": 0.2, "fgcolor": HATCH, "bgcolor": WHITE}
# The fill of each step from few to many, and the ink of the words on it.
Ramp = Sequence[tuple[str, str]]
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
    """Whole steps of 5, 10 or 20 points that hold every share shown; or round steps that hold every count."""

    start: int
    step: int
    count: int
    shares: bool = True

    def place(self, figure: int) -> int:
        return min((figure - self.start) // self.step, self.count - 1)

    def figure(self, cell: SafeCell | None) -> int | None:
        """What shades an area: the percentage of its cell or the count; None where it is not shown."""
        if cell is None:
            return None
        return cell.percent if self.shares else cell.count

    def written(self, figure: int) -> str:
        """The figure as it stands on its area."""
        return f"{figure}%" if self.shares else words.number(figure)

    @property
    def names(self) -> list[str]:
        bounds = [self.start + self.step * i for i in range(self.count)]
        if not self.shares:
            # Fewer than ten are not shown, so the first step begins there.
            return [f"{max(low, HIDE_BELOW):,}–{low + self.step - 1:,}" for low in bounds]
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


def classes_of_counts(counts: Sequence[int]) -> Classes:
    """The smallest round steps that need no more shades than there are."""
    low, high = min(counts, default=HIDE_BELOW), max(counts, default=HIDE_BELOW)
    for step in ROUND:
        start = low // step * step
        count = (high - start) // step + 1
        if count <= len(SHADES):
            break
    return Classes(start, step, count, shares=False)


def tile_map(
    tiles: Sequence[Tile],
    cells: Mapping[str, SafeCell | None],
    answer: str,
    *,
    shades: Classes,
    ramp: Ramp = SHADES,
) -> Canvas:
    """The map. A ward without a cell is too small to show; one without a count has fewer than 10."""
    columns = max(tile.column for tile in tiles) + 1
    depth = max(tile.row for tile in tiles) + 1
    canvas = Canvas(y=depth * TILE + KEY_HEIGHT, bottom=KEY_HEIGHT)
    for tile in tiles:
        canvas.traces.append(_polygon(tile, cells.get(tile.code), shades, ramp, answer=answer))
    canvas.traces.append(_texts(tiles, cells, shades, ramp))
    key(canvas, shades, ramp)
    canvas.axes = {
        "xaxis": {"range": [0, columns], "constrain": "domain"},
        "yaxis": {"range": [depth, 0], "scaleanchor": "x", "constrain": "domain"},
    }
    # The page gives the map the height that keeps its tiles square at the width it has.
    canvas.meta = {"ratio": round(depth / columns, 3), "extra": KEY_HEIGHT}
    return canvas


def _polygon(
    tile: Tile, cell: SafeCell | None, shades: Classes, ramp: Ramp, *, answer: str
) -> dict[str, object]:
    left, right = tile.column + GAP, tile.column + 1 - GAP
    top, bottom = tile.row + GAP, tile.row + 1 - GAP
    figure = shades.figure(cell)
    hidden = figure is None
    look: dict[str, object] = {"fillcolor": WHITE if figure is None else ramp[shades.place(figure)][0]}
    if hidden:
        look["fillpattern"] = HATCHED
    text = words.NOT_SHOWN if cell is None else words.named(answer, words.figure(cell))
    return look | {
        "type": "scatter",
        "mode": "lines",
        "fill": "toself",
        "x": [left, right, right, left, left],
        "y": [top, top, bottom, bottom, top],
        "line": {"color": GREY_LINE, "width": 1},
        "hoveron": "fills",
        "text": words.safe(words.named(tile.label, text)),
        "hoverinfo": "text",
    }


def _texts(
    tiles: Sequence[Tile], cells: Mapping[str, SafeCell | None], shades: Classes, ramp: Ramp
) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [tile.column + 0.5 for tile in tiles],
        "y": [tile.row + 0.5 for tile in tiles],
        "text": [_on_tile(tile, cells.get(tile.code), shades) for tile in tiles],
        "textfont": {"size": 12, "color": [_ink(cells.get(tile.code), shades, ramp) for tile in tiles]},
        "hoverinfo": "skip",
    }


def _on_tile(tile: Tile, cell: SafeCell | None, shades: Classes) -> str:
    return f"{words.safe(tile.short)}<br>{_short_figure(cell, shades)}"


def _short_figure(cell: SafeCell | None, shades: Classes) -> str:
    if cell is None:
        return "·"
    figure = shades.figure(cell)
    return "&lt;10" if figure is None else shades.written(figure)


def _ink(cell: SafeCell | None, shades: Classes, ramp: Ramp) -> str:
    figure = shades.figure(cell)
    return INK if figure is None else ramp[shades.place(figure)][1]


def key(canvas: Canvas, shades: Classes, ramp: Ramp) -> None:
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
                "fillcolor": ramp[place][0] if shown else WHITE,
                "line": {"color": GREY_LINE, "width": 1},
            }
        )
        if not shown:
            canvas.shapes += _stripes(width * place, width)
        middle: dict[str, object] = {"x": width * (place + 0.5), "xanchor": "center"}
        if len(words.spoken(name)) > LONGEST_UNDER_A_BOX:
            middle = {"x": 1, "xanchor": "right"}
        foot = {"y": 0, "yref": "paper", "yanchor": "top", "yshift": -KEY_HEIGHT + 19}
        canvas.write(name, size=SMALL - 2, colour=MUTED, **middle, **foot)


def _stripes(left: float, width: float) -> list[dict[str, object]]:
    """Slanting lines in the last box of the key: the look of what is not shown."""
    step = width / STRIPES
    place = {"xref": "paper", "yref": "paper", "ysizemode": "pixel", "yanchor": 0}
    look = {"type": "line", "y0": -KEY_HEIGHT + 22, "y1": -KEY_HEIGHT + 34}
    look["line"] = {"color": HATCH, "width": 1}
    starts = [left + step * (number + 0.2) for number in range(STRIPES)]
    return [place | look | {"x0": start, "x1": start + step * 0.6} for start in starts]
