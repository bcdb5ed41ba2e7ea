"""Charts about who answered: the profile beside the census, and responses day by day."""

from collections.abc import Mapping, Sequence
from math import ceil

from results.domain.disclosure import SafeTable
from results.domain.profile import Profile, ProfileRow
from results.drawing import words
from results.drawing.bars import empty_marks
from results.drawing.canvas import LINE_HEIGHT, ROW_GAP, SMALL, Canvas
from results.drawing.palette import BLUE, INK, LINE, TRACK, WHITE
from survey.domain.wording import say

BAR = 12
SHORT_LABEL = 22
DAYS_HEIGHT = 240
DAYS_LEFT = 44
DAYS_FOOT = 26
DAYS_RIGHT = 12


def profile_bars(profile: Profile, labels: Mapping[str, str]) -> Canvas:
    """The share of responses as a bar, the share in the census as a mark on the same line."""
    canvas = Canvas()
    shares = [share for row in profile.rows for share in (row.share, row.census_share) if share is not None]
    reach = ceil(max([*shares, 10]) / 10) * 10
    canvas.axes["xaxis"] = {"range": [0, reach]}
    canvas.write(say("Responses"), colour=BLUE, bold=True)
    canvas.write(say("Census ◆"), colour=INK, bold=True, x=1, xanchor="right")
    canvas.y += LINE_HEIGHT + 8
    names = {row.category: words.label(labels, row.category) for row in profile.rows}
    places = [(row, _profile_row(canvas, row, names[row.category], reach=reach)) for row in profile.rows]
    _profile_traces(canvas, places, names)
    base, source = words.number(profile.base), profile.margin.source
    canvas.foot(say("Base: about {number} responses. {source}.", number=base, source=source))
    return canvas


def _profile_row(canvas: Canvas, row: ProfileRow, name: str, *, reach: int) -> float:
    share = words.FEWER if row.share is None else f"{row.share}%"
    canvas.write_right(say("{share}, census {census}%", share=share, census=row.census_share))
    canvas.write_lines(words.lines(name, SHORT_LABEL))
    canvas.box(0, reach, height=BAR, fillcolor=TRACK)
    middle = canvas.y + BAR / 2
    canvas.y += BAR + ROW_GAP
    return middle


def _profile_traces(
    canvas: Canvas, places: Sequence[tuple[ProfileRow, float]], labels: Mapping[str, str]
) -> None:
    known = [(row, y) for row, y in places if row.share is not None]
    canvas.traces.append(
        {
            "type": "bar",
            "orientation": "h",
            "x": [row.share for row, _ in known],
            "y": [y for _, y in known],
            "width": BAR,
            "marker": {"color": BLUE},
            "hovertext": [_profile_hover(row, labels) for row, _ in known],
            "hoverinfo": "text",
        }
    )
    canvas.traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [row.census_share for row, _ in places],
            "y": [y for _, y in places],
            "cliponaxis": False,
            "marker": {
                "symbol": "diamond",
                "size": 11,
                # Neither side's colour.
                "color": INK,
                "line": {"color": WHITE, "width": 1.5},
            },
            "hovertext": [_profile_hover(row, labels) for row, _ in places],
            "hoverinfo": "text",
        }
    )
    hidden = [
        (0.3, y, words.named(words.label(labels, row.category), words.FEWER))
        for row, y in places
        if row.share is None
    ]
    empty_marks(canvas, hidden)


def _profile_hover(row: ProfileRow, labels: Mapping[str, str]) -> str:
    share = words.FEWER if row.responses is None else f"{row.share}% ({words.number(row.responses)})"
    name = words.label(labels, row.category)
    beside = say(
        "{group}: {share} of responses, {census}% in the census",
        group=name,
        share=share,
        census=row.census_share,
    )
    return words.safe(beside)


def day_bars(table: SafeTable, labels: Mapping[str, str]) -> Canvas:
    """An upright bar a day, counts rounded down to ten."""
    canvas = Canvas(y=DAYS_HEIGHT, left=DAYS_LEFT, bottom=DAYS_FOOT, right=DAYS_RIGHT)
    days = [words.label(labels, code) for code in table.options]
    counts = [cell.count for cell in table.cells]
    top = max([count or 0 for count in counts] + [10])
    step = max(10, ceil(top / 30) * 10)
    canvas.traces.append(
        {
            "type": "bar",
            "x": list(range(len(days))),
            "y": counts,
            "width": 0.8,
            "marker": {"color": BLUE},
            "hovertext": [
                words.safe(words.named(d, words.figure(c))) for d, c in zip(days, table.cells, strict=True)
            ],
            "hoverinfo": "text",
        }
    )
    empty_marks(
        canvas, [(x, 0, words.named(days[x], words.FEWER)) for x, count in enumerate(counts) if count is None]
    )
    canvas.axes = {"xaxis": {"range": [-0.6, len(days) - 0.4]}, "yaxis": _count_axis(top, step)}
    _write_ends(canvas, days)
    return canvas


def _write_ends(canvas: Canvas, days: Sequence[str]) -> None:
    """The first day and the last, which is what a phone has room for; the table has them all."""
    under = {"y": 0, "yref": "paper", "yanchor": "top", "yshift": -6}
    canvas.write(words.safe(days[0]), size=SMALL, **under)
    if len(days) > 1:
        canvas.write(words.safe(days[-1]), size=SMALL, x=1, xanchor="right", **under)


def _count_axis(top: int, step: int) -> dict[str, object]:
    return {
        "visible": True,
        "range": [0, ceil(top / step) * step * 1.04],
        "dtick": step,
        "tickformat": ",d",
        "tickfont": {"size": SMALL, "color": INK},
        "gridcolor": TRACK,
        "zeroline": True,
        "zerolinecolor": LINE,
    }
