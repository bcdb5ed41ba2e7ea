"""Charts: published tables in, Plotly figures with one message in words out.

Only `SafeTable` gets in. Messages are neutral: both sides are named, in the order of the scale, with the
base; never "net support", never "residents think". The message is a heading of the page, not of the figure.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from results.domain.disclosure import PROGRESS, SafeCell, SafeTable
from results.domain.profile import Margin, compare
from results.domain.timeline import Timeline
from results.drawing import bars, messages, outlines, people, points, scales, words
from results.drawing import periods as period_rows
from results.drawing import tiles as maps
from results.drawing.canvas import Canvas, Chart
from results.drawing.outlines import Ground
from results.drawing.palette import SHADES
from results.drawing.tiles import Tile
from survey.domain.questionnaires.kinds import Likelihood, Ranking
from survey.domain.questionnaires.questions import Question
from survey.domain.wording import listed, say

TABLE_BELOW = say("The table after the chart has every figure.")
# From this many groups on, a bar for each would be longer than anyone reads.
STRIPS_FROM = 11

# How each type of question is drawn; None: texts are shown as themes, and what is only read not at all.
CHARTS: Mapping[str, str | None] = MappingProxyType(
    {
        "single_choice": "bars",
        "support_scale": "scale",
        "multiple_choice": "bars",
        "grid": "rows",
        "number": "bars",
        "area": "bars",
        "short_text": None,
        "long_text": None,
        "ranking": "rows",
        "date": "bars",
        "area_grid": "rows",
        "likelihood": "points",
        "constant_sum": "rows",
        "reader_text": None,
        "document": None,
    }
)


def topline(table: SafeTable, question: Question) -> Chart:
    """One question over everybody (or over any one group)."""
    _only_safe([table])
    labels, apart = words.option_labels(question), words.apart_codes(question)
    if CHARTS[question.kind] is None:
        raise ValueError(f"{question.code}: texts are shown as themes, not as charts")
    if CHARTS[question.kind] == "scale":
        ends = messages.ends(table, labels, apart, shares=True)
        canvas = scales.single(table, labels, apart, ends=ends)
        message = messages.of_scale(table, labels, apart)
    elif isinstance(question, Likelihood):
        canvas = points.columns(table, labels, (question.low, question.high), apart)
        message = messages.of_points(table, labels, apart)
    else:
        canvas = bars.option_bars(table, labels, apart)
        message = messages.of_options(table, labels)
    canvas.foot(words.spoken(words.base(table)).capitalize())
    return canvas.chart(message, _alt(say("Bar chart."), message, question.text))


def breakdown(
    tables: Sequence[SafeTable],
    question: Question,
    labels: Mapping[str, str],
    *,
    characteristic: str,
    apart: Collection[str] = (),
) -> Chart:
    """One question (or one row of a grid) by one characteristic. `labels` name its values.

    Those `apart`, such as "prefer not to say", are drawn, and are not what the message is about.
    """
    _only_safe(tables)
    named = [(words.label(labels, table.value), table) for table in tables]
    canvas, message = _compared(named, question, as_scale=_scaled(tables[0], question), aside=apart)
    kind = say("Bar chart by {characteristic}.", characteristic=characteristic)
    return canvas.chart(message, _alt(kind, message, question.text))


def grid(tables: Sequence[SafeTable], question: Question) -> Chart:
    """All rows of a grid, one under another; or all things that are ranked or given a share."""
    _only_safe(tables)
    rows = words.part_labels(question)
    named = [(words.label(rows, table.part), table) for table in tables]
    canvas, message = _compared(named, question, as_scale=_scaled(tables[0], question))
    if isinstance(question, Ranking):
        message = messages.of_ranking([(name, table) for name, table in named if table.shown])
    return canvas.chart(message, _alt(say("Bar chart, one bar for each row."), message, question.text))


def side_by_side(named: Sequence[tuple[str, SafeTable]], question: Question) -> Chart:
    """One question (or one row of a grid) on several sides, each with its name: groups, or consultations."""
    _only_safe([table for _name, table in named])
    canvas, message = _compared(named, question, as_scale=_scaled(named[0][1], question))
    return canvas.chart(message, _alt(say("Bar chart, one bar for each side."), message, question.text))


def profile(
    table: SafeTable, margin: Margin, labels: Mapping[str, str], *, apart: Collection[str] = (), about: str
) -> Chart:
    """Who answered beside the census, for one characteristic; `about` names it ("age", "ward")."""
    _only_safe([table])
    compared = compare(table, margin, apart=apart)
    canvas = people.profile_bars(compared, labels)
    gaps = [(abs(row.census_share - row.share), row) for row in compared.rows if row.share is not None]
    message = say("Responses by {characteristic} beside the census", characteristic=about)
    widest, row = max(gaps, key=lambda gap: gap[0], default=(0, None))
    if row is not None and widest:
        name = words.quoted(words.label(labels, row.category))
        gap = say(
            "the widest gap is {group}, {share}% of responses and {census}% in the census",
            group=name,
            share=row.share,
            census=row.census_share,
        )
        message = say("{message}: {gap}", message=message, gap=gap)
    base = say("base: about {number} responses", number=words.number(compared.base))
    message = say("{message} ({base})", message=message, base=base)
    return canvas.chart(message, _alt(say("Bar chart with census marks."), message))


@dataclass(frozen=True, slots=True)
class Side:
    """What a map shows: the share that chose any of these options, in words ("support"), and its shades.

    A map of the options `beside` stands next to it, so that both have the same shades for the same shares.
    """

    options: tuple[str, ...]
    answer: str
    beside: tuple[str, ...] = ()
    ramp: maps.Ramp = SHADES


def tile_map(
    tables: Sequence[SafeTable],
    tiles: Sequence[Tile],
    question: Question,
    *,
    options: Collection[str],
    answer: str,
    beside: Collection[str] = (),
) -> Chart:
    """Wards as squares of one size, shaded by the share that chose any of `options`."""
    return share_map(tables, tiles, question, Side(tuple(options), answer, tuple(beside)))


def share_map(
    tables: Sequence[SafeTable], where: Ground | Sequence[Tile], question: Question, side: Side
) -> Chart:
    """Wards or zones shaded by a share, a table for each; in their outlines, or as squares of one size."""
    _only_safe(tables)
    by_area = {table.value or "": table for table in tables if table.shown}
    areas = _areas(where)
    named = [(name, by_area[code]) for code, name in areas.items() if code in by_area]
    cells = {code: messages.together(table, side.options) for code, table in by_area.items()}
    other = [messages.together(table, side.beside) for table in by_area.values()] if side.beside else []
    shares = [cell.percent for cell in (*cells.values(), *other) if cell.percent is not None]
    number = {"zones" if _of_zones(where) else "wards": len(areas)}
    message = messages.of_map(named, side.options, side.answer, **number)
    canvas = _map(where, cells, side, maps.classes(shares))
    return canvas.chart(message, _alt(_kind_of_map(where), message, question.text))


def count_map(table: SafeTable, where: Ground | Sequence[Tile], question: Question) -> Chart:
    """How many named each ward or zone, from the profile of that question."""
    _only_safe([table])
    own = dict(zip(table.options, table.cells, strict=True))
    cells = {code: own[code] for code in _areas(where) if code in own}
    counts = [cell.count for cell in cells.values() if cell.count is not None]
    message = messages.of_options(table, words.option_labels(question))
    side = Side((), say("responses"))
    canvas = _map(where, cells, side, maps.classes_of_counts(counts))
    return canvas.chart(message, _alt(_kind_of_map(where), message, question.text))


def _areas(where: Ground | Sequence[Tile]) -> dict[str, str]:
    if isinstance(where, Ground):
        return {code: words.label(where.names, code) for code in where.codes}
    return {tile.code: tile.label for tile in where}


def _of_zones(where: Ground | Sequence[Tile]) -> bool:
    return isinstance(where, Ground) and where.zones


def _kind_of_map(where: Ground | Sequence[Tile]) -> str:
    if not isinstance(where, Ground):
        return say("Schematic map of wards.")
    return say("Map of zones.") if where.zones else say("Map of wards.")


def _map(
    where: Ground | Sequence[Tile], cells: Mapping[str, SafeCell], side: Side, shades: maps.Classes
) -> Canvas:
    if isinstance(where, Ground):
        return outlines.outline_map(where, cells, shades, side.ramp, answer=side.answer)
    return maps.tile_map(where, cells, side.answer, shades=shades, ramp=side.ramp)


def received(
    found: Timeline, ways: Mapping[str, str], periods: Sequence[str], ends: tuple[str, str]
) -> Chart:
    """When responses came. `ways` and `periods` name each of them, `ends` the first and the last day."""
    _only_safe([found.everybody, *found.ways])
    if any(table.kind != PROGRESS for table in (found.everybody, *found.ways)):
        raise ValueError("responses by day are drawn from rounded counts of progress only")
    every = say("All responses")
    rows = [(every, found.everybody), *((words.label(ways, table.value), table) for table in found.ways)]
    message = messages.of_periods(found.everybody, periods, received=found.received, days=found.days)
    canvas = period_rows.period_bars(rows, periods, ends)
    return canvas.chart(message, _alt(say("Bar chart over time."), message))


def responses_by_day(table: SafeTable, labels: Mapping[str, str]) -> Chart:
    """How many responses came on each day. `labels` name the days in words."""
    _only_safe([table])
    if table.kind != PROGRESS:
        raise ValueError("responses by day are drawn from rounded counts of progress only")
    message = say(
        "At least {number} responses on {days} days",
        number=words.number(table.base or 0),
        days=len(table.options),
    )
    best = max(zip(table.cells, table.options, strict=True), key=lambda day: day[0].count or 0)
    if best[0].count:
        most = say(
            "the most on {day}, at least {number}",
            day=words.label(labels, best[1]),
            number=words.number(best[0].count),
        )
        message = say("{message}; {most}", message=message, most=most)
    return people.day_bars(table, labels).chart(message, _alt(say("Bar chart by day."), message))


def _alt(kind: str, message: str, question: str = "") -> str:
    """What is heard in place of a chart."""
    return listed([kind, *filter(None, [question]), say("{message}.", message=message), TABLE_BELOW], " ")


def _only_safe(tables: Sequence[SafeTable]) -> None:
    if not tables or not all(type(table) is SafeTable for table in tables):
        raise TypeError("charts are drawn from published tables only")
    if not any(table.shown for table in tables):
        raise ValueError(f"{tables[0].name}: there is nothing to draw; every group is too small")


def _scaled(table: SafeTable, question: Question) -> bool:
    way = CHARTS[question.kind]
    return way == "scale" or (way == "rows" and messages.is_support(table, words.apart_codes(question)))


def _compared(
    named: bars.Named, question: Question, *, as_scale: bool, aside: Collection[str] = ()
) -> tuple[Canvas, str]:
    labels, apart = words.option_labels(question), words.apart_codes(question)
    shown = [(name, table) for name, table in named if table.shown]
    told = [(name, table) for name, table in shown if table.value not in aside] or shown
    if as_scale:
        first = shown[0][1]
        rows = [scales.row(t, name, apart, note=words.short_base(t)) for name, t in named]
        names = [words.label(labels, code) for code in first.options if code not in apart]
        column = [words.label(labels, code) for code in first.options if code in apart]
        ends = messages.ends(first, labels, apart, shares=False)
        return scales.rows(rows, names, apart=column, ends=ends), messages.of_scales(told, labels, apart)
    message = _about_groups(told, question, labels)
    if len(shown) >= STRIPS_FROM or CHARTS[question.kind] == "points":
        return bars.group_strips(named, labels), message
    return bars.group_bars(named, labels, apart), message


def _about_groups(shown: bars.Named, question: Question, labels: Mapping[str, str]) -> str:
    if isinstance(question, Likelihood):
        return messages.of_points_by_group(shown)
    # Of a ranking what was put first, even where more people left it out.
    return messages.of_groups(shown, labels, about=0 if isinstance(question, Ranking) else None)
