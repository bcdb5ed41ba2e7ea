"""A likelihood from 0 to 10: an upright bar for each point, the ends in words, "don’t know" below."""

from collections.abc import Mapping, Sequence

from results.domain.disclosure import SafeCell, SafeTable
from results.drawing import words
from results.drawing.bars import empty_marks
from results.drawing.canvas import LABEL_WIDTH, LINE_HEIGHT, ROW_GAP, SMALL, Canvas
from results.drawing.palette import APART, BLUE, INK, MUTED, TRACK

TALLEST = 150
LYING = 11
SHORTEST_SCALE = 5
BAR = 0.72


def columns(
    table: SafeTable, labels: Mapping[str, str], ends: tuple[str, str], apart: frozenset[str]
) -> Canvas:
    """The points side by side, all on one scale, and below them what is apart."""
    canvas = Canvas()
    cells = dict(zip(table.options, table.cells, strict=True))
    points = [(code, cell) for code, cell in cells.items() if code not in apart]
    _upright(canvas, points, labels)
    _ends(canvas, ends)
    for code, cell in cells.items():
        if code in apart:
            _apart(canvas, words.label(labels, code), cell)
    return canvas


def _apart(canvas: Canvas, label: str, cell: SafeCell) -> None:
    """One bar that lies below the others, its words and its figure above it."""
    canvas.y += ROW_GAP
    canvas.write(words.safe(label))
    canvas.write_right(words.figure(cell), colour=MUTED if cell.count is None else INK)
    canvas.y += LINE_HEIGHT + 3
    canvas.box(0, 100, height=LYING, fillcolor=TRACK)
    middle, hover = canvas.y + LYING / 2, words.safe(words.named(label, words.figure(cell)))
    canvas.y += LYING
    if cell.percent is None:
        empty_marks(canvas, [(1.5, middle, hover)])
        return
    fill, line, _ = APART
    canvas.traces.append(
        {
            "type": "bar",
            "orientation": "h",
            "x": [cell.percent],
            "y": [middle],
            "width": LYING,
            "marker": {"color": fill, "line": {"color": line, "width": 1}},
            "hovertext": [hover],
            "hoverinfo": "text",
        }
    )


def _upright(canvas: Canvas, points: Sequence[tuple[str, SafeCell]], labels: Mapping[str, str]) -> None:
    """Bars that stand on one line. The picture's unit is a pixel downwards, so a bar begins at its top."""
    tallest = max((cell.percent or 0 for _, cell in points), default=0)
    scale = TALLEST / max(SHORTEST_SCALE, tallest)
    floor = canvas.y + TALLEST + LINE_HEIGHT
    width = 100 / len(points)
    places = [(number * width + width / 2, code, cell) for number, (code, cell) in enumerate(points)]
    shown = [(x, code, cell) for x, code, cell in places if cell.percent is not None]
    canvas.traces.append(
        {
            "type": "bar",
            "x": [x for x, _, _ in shown],
            "base": [floor] * len(shown),
            "y": [-(cell.percent or 0) * scale for _, _, cell in shown],
            "width": width * BAR,
            "marker": {"color": BLUE},
            "hovertext": [_hover(labels, code, cell) for _, code, cell in shown],
            "hoverinfo": "text",
        }
    )
    empty_marks(
        canvas, [(x, floor - 6, _hover(labels, code, cell)) for x, code, cell in places if cell.count is None]
    )
    for x, code, cell in places:
        _label(canvas, x, code, cell, floor=floor, height=(cell.percent or 0) * scale)
    canvas.shapes.append(_floor_line(floor))
    canvas.y = floor + LINE_HEIGHT + 4


def _label(canvas: Canvas, x: float, code: str, cell: SafeCell, *, floor: float, height: float) -> None:
    """The percentage over a bar and the point under it."""
    place = {"x": x, "xref": "x", "xanchor": "center"}
    if cell.percent is not None:
        canvas.write(f"{cell.percent}%", size=SMALL - 1, y=floor - height - 2, yanchor="bottom", **place)
    canvas.write(words.safe(code), size=SMALL, bold=True, y=floor + 3, **place)


def _ends(canvas: Canvas, ends: tuple[str, str]) -> None:
    """What 0 and 10 stand for, each at its own end, broken where a phone has no room for both."""
    said = (words.named("0", ends[0]), words.named("10", ends[1]))
    low, high = (words.lines(text, LABEL_WIDTH // 2 - 1) for text in said)
    canvas.write("<br>".join(low), colour=INK, size=SMALL)
    canvas.write(
        "<br>".join(high), colour=INK, size=SMALL, x=1, xanchor="right", xref="x domain", align="right"
    )
    canvas.y += LINE_HEIGHT * max(len(low), len(high))


def _floor_line(floor: float) -> dict[str, object]:
    look = {"layer": "above", "line": {"color": MUTED, "width": 1}}
    return {"type": "line", "x0": 0, "x1": 100, "y0": floor, "y1": floor} | look


def _hover(labels: Mapping[str, str], code: str, cell: SafeCell) -> str:
    return words.safe(words.named(words.label(labels, code), words.figure(cell)))
