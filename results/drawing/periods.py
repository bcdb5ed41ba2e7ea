"""When responses came: an upright bar a day or week, all ways together and then each on the same scale."""

from collections.abc import Sequence

from results.domain.disclosure import SafeTable
from results.drawing import words
from results.drawing.canvas import LINE_HEIGHT, ROW_GAP, SMALL, Canvas
from results.drawing.palette import BLUE, GREY, GREY_LINE, INK, LINE, MUTED
from survey.domain.wording import say

TALLEST = 120
# A bar of ten is still seen where another way had thousands.
LEAST = 3
FULL = 100
BAR = 0.78

Rows = Sequence[tuple[str, SafeTable]]


def period_bars(rows: Rows, periods: Sequence[str], ends: tuple[str, str]) -> Canvas:
    """A panel for each row, all on one scale; `periods` name the bars, `ends` the first and the last day."""
    canvas = Canvas()
    most = max(cell.count or 0 for _, table in rows for cell in table.cells)
    for place, (name, table) in enumerate(rows):
        canvas.write(words.safe(name), bold=True)
        canvas.y += LINE_HEIGHT + 2
        if any(cell.count for cell in table.cells):
            _panel(canvas, table, periods, most=most, first=place == 0)
        else:
            canvas.write_lines([words.safe(say("fewer than 10 each time"))], colour=MUTED, size=SMALL)
        canvas.y += ROW_GAP
    _ends(canvas, ends)
    canvas.foot(say("Counts are rounded down to ten. Where no bar stands, fewer than 10 came."))
    return canvas


def _panel(canvas: Canvas, table: SafeTable, periods: Sequence[str], *, most: int, first: bool) -> None:
    counts = [cell.count or 0 for cell in table.cells]
    unit = TALLEST / most
    high = max(LEAST, max(counts) * unit)
    canvas.y += LINE_HEIGHT
    floor = canvas.y + high
    width = FULL / len(counts)
    fill, line = (BLUE, BLUE) if first else (GREY, GREY_LINE)
    shown = [(place, count) for place, count in enumerate(counts) if count]
    canvas.traces.append(
        {
            "type": "bar",
            "x": [round(place * width + width / 2, 3) for place, _ in shown],
            "base": [floor] * len(shown),
            "y": [-max(LEAST, round(count * unit, 1)) for _, count in shown],
            "width": width * BAR,
            "marker": {"color": fill, "line": {"color": line, "width": 1}},
            "hovertext": [_hover(periods[place], count) for place, count in shown],
            "hoverinfo": "text",
        }
    )
    _top_label(canvas, max(shown, key=lambda bar: bar[1]), width=width, top=floor - high)
    look = {"layer": "above", "line": {"color": LINE, "width": 1}}
    canvas.shapes.append({"type": "line", "x0": 0, "x1": FULL, "y0": floor, "y1": floor} | look)
    canvas.y = floor


def _top_label(canvas: Canvas, bar: tuple[int, int], *, width: float, top: float) -> None:
    """The figure over the tallest bar: it gives the scale. Near an edge it keeps inside the picture."""
    place, count = bar
    x = place * width + width / 2
    anchor = "left" if x < FULL / 8 else "right" if x > FULL * 7 / 8 else "center"
    at = {"left": place * width, "right": (place + 1) * width, "center": x}[anchor]
    said = say("at least {number}", number=words.number(count))
    across = {"x": at, "xref": "x", "xanchor": anchor}
    canvas.write(words.safe(said), colour=INK, size=SMALL, y=top - 2, yanchor="bottom", **across)


def _ends(canvas: Canvas, ends: tuple[str, str]) -> None:
    canvas.y -= ROW_GAP - 3
    canvas.write(words.safe(ends[0]), size=SMALL, colour=MUTED)
    canvas.write(words.safe(ends[1]), size=SMALL, colour=MUTED, x=1, xanchor="right")
    canvas.y += LINE_HEIGHT


def _hover(period: str, count: int) -> str:
    return words.safe(words.named(period, say("at least {number}", number=words.number(count))))
