"""Support scales: one bar from blue through grey to orange, its middle on the middle line.

Every row of a chart has the same scale. "Don't know" and the like stand in a column of their own, on neither
side of the line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from results.domain.disclosure import SafeCell, SafeTable
from results.drawing import words
from results.drawing.bars import axis_line, empty_marks
from results.drawing.canvas import LABEL_WIDTH, LINE_HEIGHT, ROW_GAP, SMALL, Canvas
from results.drawing.palette import APART, BLUE, INK, MUTED, ORANGE, SCALE, TRACK
from survey.domain.wording import listed

POINTS = 5
TALL = 44
LOW = 24
SCALE_DOMAIN = [0, 0.8]
APART_DOMAIN = [0.85, 1]
SWATCH = 12


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """One bar: its label, the five points, and what is apart. No points: the group is too small to show."""

    label: str
    note: str
    points: tuple[SafeCell, ...]
    apart: tuple[SafeCell, ...]

    @property
    def lengths(self) -> tuple[int, ...]:
        return tuple(cell.percent or 0 for cell in self.points)

    @property
    def start(self) -> float:
        """Where the bar begins, so that the middle of the third point is at nought."""
        first, second, middle, *_ = self.lengths
        return -(first + second + middle / 2)

    @property
    def end(self) -> float:
        return self.start + sum(self.lengths)


def row(table: SafeTable, label: str, apart: frozenset[str], *, note: str = "") -> ScaleRow:
    """The bar of a published table."""
    if not table.shown:
        return ScaleRow(label, words.NOT_SHOWN, (), ())
    cells = dict(zip(table.options, table.cells, strict=True))
    points = tuple(cell for code, cell in cells.items() if code not in apart)
    if len(points) != POINTS:
        raise ValueError(f"{table.name}: a support scale has five points, not {len(points)}")
    return ScaleRow(label, note, points, tuple(cell for code, cell in cells.items() if code in apart))


def single(
    table: SafeTable, labels: Mapping[str, str], apart: frozenset[str], *, ends: tuple[str, str]
) -> Canvas:
    """One question: its bar, what each part is, and "don't know" apart."""
    canvas = Canvas()
    bar = row(table, "", apart)
    reach = _axes(canvas, [bar], with_apart=False)
    _ends(canvas, ends)
    axis_line(canvas, top=canvas.y - 3, bottom=canvas.y + TALL + 3)
    _scale_traces(
        canvas, [(bar, canvas.y + TALL / 2)], [labels[c] for c in table.options if c not in apart], TALL
    )
    canvas.y += TALL + ROW_GAP
    _key(canvas, table, labels, apart)
    _apart_bars(canvas, table, labels, apart=apart, reach=reach)
    return canvas


def rows(
    bars: Sequence[ScaleRow], names: Sequence[str], *, apart: Sequence[str], ends: tuple[str, str]
) -> Canvas:
    """One bar for each group or each row of a grid, under one another on one scale."""
    canvas = Canvas()
    _axes(canvas, [bar for bar in bars if bar.points], with_apart=bool(apart))
    if apart:
        canvas.write_right(words.safe(words.listed(apart)), colour=MUTED)
        canvas.y += LINE_HEIGHT
    _ends(canvas, ends, right=SCALE_DOMAIN[1] if apart else 1)
    places = []
    for bar in bars:
        _row_label(canvas, bar)
        if bar.points:
            axis_line(canvas, top=canvas.y - 2, bottom=canvas.y + LOW + 2)
            places.append((bar, canvas.y + LOW / 2))
            canvas.y += LOW
        canvas.y += ROW_GAP
    _scale_traces(canvas, places, names, LOW)
    _apart_column(canvas, places, apart)
    return canvas


def _axes(canvas: Canvas, bars: Sequence[ScaleRow], *, with_apart: bool) -> float:
    reach = max((max(-bar.start, bar.end) for bar in bars), default=50)
    reach = ceil(reach / 10) * 10
    canvas.axes["xaxis"] = {"range": [-reach, reach], "domain": SCALE_DOMAIN if with_apart else [0, 1]}
    if with_apart:
        most = max((sum(c.percent or 0 for c in bar.apart) for bar in bars), default=0)
        room = max(30, ceil(most / 10) * 10)
        canvas.axes["xaxis2"] = {"range": [0, room], "domain": APART_DOMAIN, "anchor": "y"}
    return reach


def _ends(canvas: Canvas, ends: tuple[str, str], *, right: float = 1) -> None:
    canvas.write(words.safe(ends[0]), colour=BLUE, bold=True)
    canvas.write(words.safe(ends[1]), colour=ORANGE, bold=True, x=right, xanchor="right")
    canvas.y += LINE_HEIGHT + 5


def _row_label(canvas: Canvas, bar: ScaleRow) -> None:
    rows = words.lines(bar.label, LABEL_WIDTH)
    hidden = bar.points and any(cell.count is None for cell in (*bar.points, *bar.apart))
    marked = listed(["◇", words.FEWER], " ") if hidden else ""
    note = words.spoken(listed([part for part in (bar.note, marked) if part], "; "))
    if len(rows[-1]) + len(note) <= LABEL_WIDTH:
        under = canvas.y + LINE_HEIGHT * (len(rows) - 1)
        canvas.write_right(words.safe(note), colour=MUTED, y=under)
        canvas.write_lines(rows)
    else:
        canvas.write_lines(rows)
        canvas.write_lines([words.safe(note)], colour=MUTED, size=SMALL)


def _scale_traces(
    canvas: Canvas, places: Sequence[tuple[ScaleRow, float]], names: Sequence[str], thickness: int
) -> None:
    for point, (fill, line, ink) in enumerate(SCALE):
        canvas.traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "base": [bar.start + sum(bar.lengths[:point]) for bar, _ in places],
                "x": [bar.lengths[point] for bar, _ in places],
                "y": [y for _, y in places],
                "width": thickness,
                "marker": {"color": fill, "line": {"color": line, "width": 1}},
                "text": [f"{bar.lengths[point]}%" if bar.lengths[point] else "" for bar, _ in places],
                "textposition": "inside",
                "insidetextanchor": "middle",
                "textangle": 0,
                "textfont": {"color": ink, "size": SMALL},
                "hovertext": [_hover(bar.label, names[point], bar.points[point]) for bar, _ in places],
                "hoverinfo": "text",
            }
        )
    marks = [
        (bar.start + sum(bar.lengths[:point]), y, _hover(bar.label, names[point], cell))
        for bar, y in places
        for point, cell in enumerate(bar.points)
        if cell.count is None
    ]
    empty_marks(canvas, marks)


def _apart_column(canvas: Canvas, places: Sequence[tuple[ScaleRow, float]], names: Sequence[str]) -> None:
    if not names:
        return
    totals = [(bar, y, sum(c.percent or 0 for c in bar.apart)) for bar, y in places]
    known = [(bar, y, share) for bar, y, share in totals if any(c.count is not None for c in bar.apart)]
    fill, line, ink = APART
    canvas.traces.append(
        {
            "type": "bar",
            "orientation": "h",
            "xaxis": "x2",
            "x": [share for _, _, share in known],
            "y": [y for _, y, _ in known],
            "width": LOW,
            "marker": {"color": fill, "line": {"color": line, "width": 1}},
            "text": [f"{share}%" for _, _, share in known],
            "textposition": "auto",
            "textangle": 0,
            "cliponaxis": False,
            "textfont": {"color": ink, "size": SMALL},
            "hovertext": [_hover(b.label, words.listed(names), b.apart[0]) for b, _, _ in known],
            "hoverinfo": "text",
        }
    )
    hidden = [(bar, y) for bar, y, _ in totals if all(c.count is None for c in bar.apart)]
    empty_marks(canvas, [(1.5, y, words.named(bar.label, words.FEWER)) for bar, y in hidden], axis="x2")


def _key(canvas: Canvas, table: SafeTable, labels: Mapping[str, str], apart: frozenset[str]) -> None:
    points = [
        (code, cell) for code, cell in zip(table.options, table.cells, strict=True) if code not in apart
    ]
    for (code, cell), (fill, line, _) in zip(points, SCALE, strict=True):
        canvas.annotations.append(_swatch(canvas.y, fill, line))
        canvas.write(words.safe(labels[code]), xshift=SWATCH + 10)
        canvas.write_right(words.figure(cell), colour=MUTED if cell.count is None else INK)
        canvas.y += LINE_HEIGHT + 7


def _swatch(y: float, fill: str, line: str) -> dict[str, object]:
    """A small square of fixed size beside the words, whatever the width of the chart."""
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": y + 3, "yanchor": "top", "showarrow": False}
    look = {"text": " ", "width": SWATCH, "height": SWATCH, "bgcolor": fill, "bordercolor": line}
    return place | look | {"borderwidth": 1, "borderpad": 0, "font": {"size": 1}}


def _apart_bars(
    canvas: Canvas, table: SafeTable, labels: Mapping[str, str], *, apart: frozenset[str], reach: float
) -> None:
    for code, cell in zip(table.options, table.cells, strict=True):
        if code not in apart:
            continue
        canvas.y += ROW_GAP - 4
        canvas.write(words.safe(labels[code]))
        canvas.write_right(words.figure(cell), colour=MUTED if cell.count is None else INK)
        canvas.y += LINE_HEIGHT + 3
        canvas.box(-reach, reach, height=TALL / 4, fillcolor=TRACK)
        _apart_bar(canvas, cell, words.named(labels[code], words.figure(cell)), reach=reach)
        canvas.y += TALL / 4


def _apart_bar(canvas: Canvas, cell: SafeCell, text: str, *, reach: float) -> None:
    middle = canvas.y + TALL / 8
    if cell.percent is None:
        empty_marks(canvas, [(-reach * 0.98, middle, text)])
        return
    fill, line, _ = APART
    canvas.traces.append(
        {
            "type": "bar",
            "orientation": "h",
            "base": [-reach],
            "x": [cell.percent],
            "y": [middle],
            "width": TALL / 4,
            "marker": {"color": fill, "line": {"color": line, "width": 1}},
            "hovertext": [words.safe(text)],
            "hoverinfo": "text",
        }
    )


def _hover(row_label: str, name: str, cell: SafeCell) -> str:
    return words.safe(listed([part for part in (row_label, name, words.figure(cell)) if part], ": "))
