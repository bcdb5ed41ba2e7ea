"""Bars for questions with options: one colour, in the order of the options, each with its figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from results.domain.disclosure import SafeCell, SafeTable
from results.drawing import words
from results.drawing.canvas import LABEL_WIDTH, ROW_GAP, SMALL, Canvas
from results.drawing.palette import APART, BLUE, GREY_LINE, INK, LINE, MUTED, TRACK
from survey.domain.wording import say

FIGURE_ROOM = 100
THICK = 16
THIN = 10
STRIP_MARK = 10

Named = Sequence[tuple[str, SafeTable]]


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a label and a figure."""

    label: str
    cell: SafeCell
    apart: bool = False


def option_bars(table: SafeTable, labels: Mapping[str, str], apart: frozenset[str]) -> Canvas:
    """A bar for each option."""
    canvas = Canvas(right=FIGURE_ROOM)
    rows = zip(table.options, table.cells, strict=True)
    draw(
        canvas, [Bar(words.label(labels, code), cell, code in apart) for code, cell in rows], thickness=THICK
    )
    return canvas


def group_bars(named: Named, options: Mapping[str, str], apart: frozenset[str]) -> Canvas:
    """For each option, a bar for each group: people compare the groups, option by option."""
    canvas = Canvas(right=FIGURE_ROOM)
    shown = [(name, table) for name, table in named if table.shown]
    for place, option in enumerate(named[0][1].options):
        title = words.lines(words.label(options, option), LABEL_WIDTH)
        canvas.write_lines(title, bold=True)
        canvas.y += 4
        rows = [Bar(name, table.cells[place], option in apart) for name, table in shown]
        draw(canvas, rows, thickness=THIN)
        canvas.y += ROW_GAP
    _hidden_groups(canvas, named)
    return canvas


def group_strips(named: Named, options: Mapping[str, str]) -> Canvas:
    """For each option, one line with a mark for each group: many groups at a glance."""
    canvas = Canvas(right=FIGURE_ROOM)
    shown = [(name, table) for name, table in named if table.shown]
    for place, option in enumerate(named[0][1].options):
        canvas.write_lines(words.lines(words.label(options, option), LABEL_WIDTH))
        marks = [(table.cells[place].percent, name) for name, table in shown]
        _strip(canvas, [(share, name) for share, name in marks if share is not None])
    canvas.foot(words.spoken(say("Each line stands for one group. The table has them by name.")))
    _hidden_groups(canvas, named)
    return canvas


def draw(canvas: Canvas, bars: Sequence[Bar], *, thickness: int) -> None:
    """The bars under one another, each under its label and on a pale track of 100%."""
    places = []
    for bar in bars:
        canvas.write_lines(words.lines(bar.label, LABEL_WIDTH), size=SMALL + (thickness == THICK))
        canvas.box(0, 100, height=thickness, fillcolor=TRACK)
        places.append(canvas.y + thickness / 2)
        ink = MUTED if bar.cell.count is None else INK
        canvas.write_right(words.figure(bar.cell), colour=ink, y=places[-1], yanchor="middle")
        canvas.y += thickness + ROW_GAP - 2
    _bar_traces(canvas, bars, places, thickness=thickness)


def _bar_traces(canvas: Canvas, bars: Sequence[Bar], places: Sequence[float], *, thickness: int) -> None:
    pairs = list(zip(bars, places, strict=True))
    for apart, (fill, line) in ((False, (BLUE, BLUE)), (True, APART[:2])):
        rows = [(bar, y) for bar, y in pairs if bar.apart == apart and bar.cell.percent is not None]
        if not rows:
            continue
        canvas.traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "x": [bar.cell.percent for bar, _ in rows],
                "y": [y for _, y in rows],
                "width": thickness,
                "marker": {"color": fill, "line": {"color": line, "width": 1}},
                "hovertext": [words.safe(words.named(bar.label, words.figure(bar.cell))) for bar, _ in rows],
                "hoverinfo": "text",
            }
        )
    hidden = [(bar, y) for bar, y in pairs if bar.cell.count is None]
    empty_marks(canvas, [(1.5, y, words.named(bar.label, words.FEWER)) for bar, y in hidden])


def empty_marks(canvas: Canvas, marks: Sequence[tuple[float, float, str]], *, axis: str = "x") -> None:
    """Hollow marks for figures under 10: neither a nought nor a length."""
    if marks:
        canvas.traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [x for x, _, _ in marks],
                "y": [y for _, y, _ in marks],
                "xaxis": axis,
                "cliponaxis": False,
                "marker": {"symbol": "diamond-open", "size": 8, "color": GREY_LINE, "line": {"width": 1.5}},
                "hovertext": [words.safe(text) for _, _, text in marks],
                "hoverinfo": "text",
            }
        )


def _strip(canvas: Canvas, marks: Sequence[tuple[int, str]]) -> None:
    shares = sorted(share for share, _ in marks)
    canvas.box(0, 100, height=THICK, fillcolor=TRACK)
    middle = canvas.y + THICK / 2
    if shares:
        text = _range(shares[0], shares[-1])
        canvas.write_right(text, y=middle, yanchor="middle")
        canvas.traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [share for share, _ in marks],
                "y": [middle] * len(marks),
                "marker": {"symbol": "line-ns-open", "size": STRIP_MARK, "color": BLUE, "line": {"width": 2}},
                "hovertext": [words.safe(words.named(name, f"{share}%")) for share, name in marks],
                "hoverinfo": "text",
            }
        )
    else:
        canvas.write_right(words.FEWER, colour=MUTED, y=middle, yanchor="middle")
        empty_marks(canvas, [(1.5, middle, words.FEWER)])
    canvas.y += THICK + ROW_GAP


def _range(low: int, high: int) -> str:
    return f"{low}%" if low == high else say("{low}% to {high}%", low=low, high=high)


def _hidden_groups(canvas: Canvas, named: Named) -> None:
    hidden = [name for name, table in named if not table.shown]
    if hidden:
        text = say("Not shown, because fewer than 50 answered: {groups}.", groups=words.listed(hidden))
        canvas.write_lines(words.lines(text, LABEL_WIDTH + 4), colour=MUTED, size=SMALL)


def axis_line(canvas: Canvas, *, top: float, bottom: float, at: float = 0) -> None:
    """A thin upright line behind the bar, such as the middle of a scale: it shows above and below it."""
    look = {"layer": "below", "line": {"color": LINE, "width": 1}}
    canvas.shapes.append({"type": "line", "x0": at, "x1": at, "y0": top, "y1": bottom} | look)
