"""What the attacker of `attacking` knows beside the tables by groups: everything else that a release says.

When responses came, by the way they came, and that the ways are everybody; those left out, with the questions
that are counted with them; the themes of a text, of which it is known how many wrote it; those who sent a text
that many sent; and the shares weighted by the census, for which he is given the weights themselves.
"""

from tests.results.attacking import FURTHEST, Equations, attack, shown_as

TAKEN = 9  # what rounding down to ten takes off at most


def came(equations, found, ways, *, received, left_out=0):
    """When responses came. The ways are the groups of the characteristic `channel`, and they are everybody."""
    days = [name for name, _ in found.periods]
    for way in ways:
        whole = {equations.unknown(("t", day, way)): 1 for day in days}
        away = equations.unknown(("left out", way), 0, left_out)
        equations.exactly({**whole, (0, "N", way): -1, away: -1}, 0)
    equations.exactly({equations.unknown(("t", day, way)): 1 for day in days for way in ways}, received)
    for table in (found.everybody, *found.ways):
        for day, cell in zip(days, table.cells, strict=True):
            terms = {("t", day, way): 1 for way in ([table.value] if table.value else ways)}
            equations.between(terms, cell.count or 0, (cell.count or 0) + TAKEN)
    return equations


def left_out(without, both, number, *, spared=None):
    """What those answered who were left out. `without`: exact tables by name; `both`: the lines with them."""
    equations = Equations()
    spared = spared or {}
    for table in (one for one in both if one.options and one.name in without):
        exact, name = without[table.name], table.name
        states = {kind: equations.unknown((kind, name)) for kind in "bak"}
        equations.exactly(dict.fromkeys(states.values(), 1), number)
        options = [equations.unknown(("x", name, option)) for option in table.options]
        if not table.multiple:
            equations.exactly({**dict.fromkeys(options, 1), states["b"]: -1}, 0)
        for one in options:
            equations.between({one: 1, states["b"]: -1}, None, 0)
        if not table.shown:
            continue
        beside = [(states["b"], table.base, exact.base), (states["a"], table.not_answered, exact.not_answered)]
        beside.append((states["k"], table.not_asked, exact.not_asked))
        cells = zip(options, table.cells, exact.cells, strict=True)
        for unknown, figure, known in (*beside, *((one, cell.count, was.count) for one, cell, was in cells)):
            constant = equations.unknown(("exact", unknown), known, known)
            shown_as(equations, {unknown: 1, constant: 1}, figure)
    for name, (before, option) in spared.items():
        if ("k", name) in equations.places and ("x", before, option) in equations.places:
            equations.exactly({("k", name): 1, ("x", before, option): -1}, 0)
    return equations


def themes(table, written, *, all_coded):
    """The themes of a text that so many wrote. Each answer has any of them, or none."""
    equations = Equations()
    coded, waits = equations.unknown("coded"), equations.unknown("waits", 0, 0 if all_coded else None)
    equations.exactly({coded: 1, waits: 1}, written)
    counts = [equations.unknown(("x", option)) for option in table.options]
    none = counts[-1]
    for one in counts[:-1]:
        # Who has no theme has not this one either.
        equations.between({one: 1, none: 1, coded: -1}, None, 0)
    equations.between({**dict.fromkeys(counts, 1), coded: -1}, 0, None)
    if table.shown:
        shown_as(equations, {coded: 1}, table.base)
        shown_as(equations, {waits: 1}, table.not_answered)
        for one, cell in zip(counts, table.cells, strict=True):
            shown_as(equations, {one: 1}, cell.count)
    return equations


def sent(release, matching, headline, written):
    """Those who sent a text that many sent, by group, with what they answered. All of them wrote one."""
    groups = tuple(matching)
    question = next(iter(headline.values())).question
    release.by |= {(question, "campaign-texts", group): table for group, table in headline.items()}
    equations = Equations()
    alone = {question: release.alone[question]}
    release.profiles["campaign-texts"] = Matching(matching)
    whole = Narrowed(release, alone)
    attack(whole, "campaign-texts", groups, equations=equations, divides=True)
    equations.between({(0, "N", group): 1 for group in groups}, 0, written)
    return equations


class Matching:
    """How many sent each text, as a profile."""

    shown = True

    def __init__(self, tables):
        self.options = tuple(tables)
        self.cells = [Figure(table.base) for table in tables.values()]


class Figure:
    def __init__(self, count):
        self.count = count


class Narrowed:
    """A release of which one question is looked at."""

    def __init__(self, release, alone):
        self.counted, self.alone, self.profiles, self.by = release.counted, alone, release.profiles, release.by


def weighted(equations, told, name, *, weights, groups):
    """The weighted shares of a question beside its tables by the characteristic that is weighted by.

    `weights`: the weight of a person of each group, exactly; those of no group have none.
    """
    step = told["step"]
    base = {(0, "b", group, name): weights[group] for group in groups}
    for option, percent in zip(told["options"], told["percents"], strict=True):
        chose = {(0, "x", group, name, option): weights[group] for group in groups}
        least, most = (percent or 0) - step * FURTHEST / 5, (percent or 0) + step
        for bound, sign in ((least, 1), (most, -1)):
            if sign < 0 and percent == 100:
                continue
            terms = {**{n: sign * c for n, c in chose.items()}, **{n: -sign * c * bound / 100 for n, c in base.items()}}
            equations.between(terms, -1e-7, None)
    return equations
