"""The one message of a chart, in words: neutral, both sides in the order of the scale, and the base."""

from collections.abc import Collection, Mapping, Sequence

from results.domain.disclosure import SafeCell, SafeTable, percent
from results.drawing import words
from survey.domain.questionnaires.questions import SUPPORT_POINTS
from survey.domain.wording import listed, say

SUPPORT_CODES = tuple(option.code for option in SUPPORT_POINTS if not option.apart)
NAMED_AT_MOST = 3


def together(table: SafeTable, options: Collection[str]) -> SafeCell:
    """Several options as one figure, from published figures only; those under 10 are not in it."""
    if table.multiple and len(options) > 1:
        raise ValueError(f"{table.name}: people could choose several, so its options cannot be added up")
    chosen = [cell.count for code, cell in zip(table.options, table.cells, strict=True) if code in options]
    known = [count for count in chosen if count is not None]
    count = sum(known) if known else None
    return SafeCell(count, percent(count, table.base))


def is_support(table: SafeTable, apart: Collection[str]) -> bool:
    """Whether the table's options are the five points from support to opposition."""
    return tuple(code for code in table.options if code not in apart) == SUPPORT_CODES


def ends(
    table: SafeTable, labels: Mapping[str, str], apart: Collection[str], *, shares: bool
) -> tuple[str, str]:
    """What stands over the two ends of a scale."""
    points = [code for code in table.options if code not in apart]
    if not is_support(table, apart):
        return words.label(labels, points[0]), words.label(labels, points[-1])
    if not shares:
        return say("Support"), say("Oppose")
    first, _, last = _sides(table, apart)
    return say("Support {share}", share=_share(first)), say("Oppose {share}", share=_share(last))


def of_scale(table: SafeTable, labels: Mapping[str, str], apart: Collection[str]) -> str:
    """Both sides, the middle, and what is apart."""
    first, middle, last = (_share(cell) for cell in _sides(table, apart))
    if is_support(table, apart):
        text = say(
            "{first} support and {last} oppose; {middle} neither", first=first, last=last, middle=middle
        )
    else:
        a, b, c, d, e = (
            words.quoted(words.label(labels, code)) for code in table.options if code not in apart
        )
        text = say(
            "{first} answered {a} or {b}, {middle} {c}, and {last} {d} or {e}",
            first=first,
            middle=middle,
            last=last,
            a=a,
            b=b,
            c=c,
            d=d,
            e=e,
        )
    return _with_base([text, *_apart(table, labels, apart)], words.base(table))


def _apart(table: SafeTable, labels: Mapping[str, str], apart: Collection[str]) -> list[str]:
    """What was answered apart from the scale, each as the end of a sentence."""
    cells = zip(table.options, table.cells, strict=True)
    found = [(_share(cell), words.label(labels, code)) for code, cell in cells if code in apart]
    return [listed([share, words.lowered(name)], " ") for share, name in found]


def _with_base(parts: Sequence[str], base: str) -> str:
    return say("{message} ({base})", message=listed(parts, "; "), base=base)


def of_options(table: SafeTable, labels: Mapping[str, str]) -> str:
    """The answers given most often, up to three."""
    cells = zip(table.options, table.cells, strict=True)
    known = sorted(((cell.percent, code) for code, cell in cells if cell.percent), key=lambda c: -c[0])
    several = [say("people could choose more than one")] if table.multiple else []
    base = listed([words.base(table), *several], "; ")
    if not known:
        return _with_base([say("Every answer was given by fewer than 10 people")], base)
    named = [_with_share(words.label(labels, code), share) for share, code in known[:NAMED_AT_MOST]]
    return _with_base([say("Most often answered: {answers}", answers=words.listed(named))], base)


def _with_share(name: str, share: int) -> str:
    return say("{answer} ({share}%)", answer=words.quoted(name), share=share)


# From where to where the eleven points of a likelihood are put together in words.
_PARTS_OF_POINTS = ((0, 3), (4, 6), (7, 10))


def of_points(table: SafeTable, labels: Mapping[str, str], apart: Collection[str]) -> str:
    """How many answered low, in the middle and high on a scale from 0 to 10, and what is apart."""
    found = []
    for low, high in _PARTS_OF_POINTS:
        cell = together(table, [str(point) for point in range(low, high + 1)])
        found.append(say("{share} answered {low} to {high}", share=_share(cell), low=low, high=high))
    return _with_base([words.listed(found), *_apart(table, labels, apart)], words.base(table))


def of_points_by_group(named: Sequence[tuple[str, SafeTable]]) -> str:
    """From where to where the low and the high end of a likelihood range over groups."""
    said = []
    for low, high in (_PARTS_OF_POINTS[0], _PARTS_OF_POINTS[-1]):
        points = [str(point) for point in range(low, high + 1)]
        shares = [(together(table, points).percent, name) for name, table in named]
        known = [(share, name) for share, name in shares if share is not None]
        answer = say("{low} to {high}", low=low, high=high)
        said += [_spread_of(answer, known)] if known else []
    return _with_base(said or [say("every figure is under 10")], bases(named))


def of_ranking(named: Sequence[tuple[str, SafeTable]]) -> str:
    """What was put first most often, up to three."""
    firsts = sorted(
        ((t.cells[0].percent, name) for name, t in named if t.cells[0].percent), key=lambda f: -f[0]
    )
    if not firsts:
        return _with_base([say("Everything was put first by fewer than 10 people")], bases(named))
    said = [_with_share(name, share) for share, name in firsts[:NAMED_AT_MOST]]
    return _with_base([say("Most often put first: {answers}", answers=words.listed(said))], bases(named))


def of_scales(
    named: Sequence[tuple[str, SafeTable]], labels: Mapping[str, str], apart: Collection[str]
) -> str:
    """From where to where each side ranges."""
    first, last = [], []
    for name, table in named:
        one, _, other = _sides(table, apart)
        first += [(one.percent, name)] if one.percent is not None else []
        last += [(other.percent, name)] if other.percent is not None else []
    points = [code for code in named[0][1].options if code not in apart]
    support = is_support(named[0][1], apart)
    sides = (
        (say("Support"), say("opposition"))
        if support
        else (_either(labels, points[:2]), _either(labels, points[3:]))
    )
    pairs = zip(sides, (first, last), strict=True)
    ranges = [listed([side, words.spread(shares)], " ") for side, shares in pairs if shares]
    return _with_base(ranges or [say("Every figure is under 10")], bases(named))


def of_groups(
    named: Sequence[tuple[str, SafeTable]], labels: Mapping[str, str], *, about: int | None = None
) -> str:
    """Where the answer given most often over these groups ranges, or the one at the place `about`."""
    options = named[0][1].options
    totals = [(sum(table.cells[i].count or 0 for _, table in named), -i) for i in range(len(options))]
    place = -max(totals)[1] if about is None else about
    shares = [(t.cells[place].percent, name) for name, t in named]
    known = [(share, name) for share, name in shares if share is not None]
    if not known:
        return _with_base([say("Every figure is under 10")], bases(named))
    answer = words.quoted(words.label(labels, options[place]))
    return _with_base([_spread_of_the(answer, known)], bases(named))


def of_map(
    named: Sequence[tuple[str, SafeTable]],
    options: Collection[str],
    answer: str,
    *,
    wards: int = 0,
    zones: int = 0,
) -> str:
    """Where one answer ranges over the wards (or the zones) shown, and how many are not."""
    cells = [(together(table, options).percent, name) for name, table in named]
    known = [(share, name) for share, name in cells if share is not None]
    few = wards + zones - len(named)
    hidden = [_too_small(few, wards=wards, zones=zones)] if few else []
    if not known:
        return listed([say("No ward can be shown") if wards else say("No zone can be shown"), *hidden], "; ")
    return _with_base([_spread_of_the(words.quoted(answer), known), *hidden], bases(named))


def _too_small(few: int, *, wards: int, zones: int) -> str:
    if zones:
        return say("{some} of {all} zones are too small to show", some=few, all=zones)
    return say("{some} of {all} wards are too small to show", some=few, all=wards)


def of_periods(everybody: SafeTable, periods: Sequence[str], *, received: int, days: int) -> str:
    """How many responses came in how many days or weeks, and when the most."""
    best = max(range(len(periods)), key=lambda place: everybody.cells[place].count or 0)
    most = words.number(everybody.cells[best].count or 0)
    number = words.number(received)
    if days == 1:
        return say(
            "{number} responses came in {count} days, the most on {day}: at least {most}",
            number=number,
            count=len(periods),
            day=periods[best],
            most=most,
        )
    return say(
        "{number} responses came in {count} weeks, the most from {period}: at least {most}",
        number=number,
        count=len(periods),
        period=periods[best],
        most=most,
    )


def of_headline(
    table: SafeTable, labels: Mapping[str, str], apart: Collection[str], *, counted: int
) -> tuple[str, str]:
    """Both sides in the order of the scale; and the middle, what is apart, the base and all responses."""
    first, middle, last = _sides(table, apart)
    rest = [say("{share} neither", share=_share(middle)), *_apart(table, labels, apart)]
    both = say("{first} support and {last} oppose", first=_share(first), last=_share(last))
    base = say("{base}, of {counted} responses", base=words.base(table), counted=words.number(counted))
    return both, _with_base(rest, base)


def bases(named: Sequence[tuple[str, SafeTable]]) -> str:
    """From the smallest base to the largest."""
    people = [table.base or 0 for _, table in named]
    low, high = words.number(min(people)), words.number(max(people))
    range_: str = low if low == high else say("{low} to {high}", low=low, high=high)
    if not all(table.exact for _, table in named):
        range_ = say("about {number}", number=range_)
    return say("bases: {number} who answered", number=range_)


def _either(labels: Mapping[str, str], codes: Sequence[str]) -> str:
    one, other = (words.quoted(words.label(labels, code)) for code in codes)
    return say("the share answering {answer}", answer=say("{first} or {second}", first=one, second=other))


def _spread_of(answer: str, known: Sequence[tuple[int, str]]) -> str:
    return listed([say("the share answering {answer}", answer=answer), words.spread(known)], " ")


def _spread_of_the(answer: str, known: Sequence[tuple[int, str]]) -> str:
    return listed([say("The share answering {answer}", answer=answer), words.spread(known)], " ")


def _sides(table: SafeTable, apart: Collection[str]) -> tuple[SafeCell, SafeCell, SafeCell]:
    points = [code for code in table.options if code not in apart]
    return together(table, points[:2]), together(table, points[2:3]), together(table, points[3:])


def _share(cell: SafeCell) -> str:
    return words.FEWER if cell.percent is None else f"{cell.percent}%"
