"""Somebody who knows the rules, every published figure and who was asked what, and solves all of it at once.

Each published figure is a constraint on the true counts, which are unknown numbers of nought or more. A linear
programme gives the least and the most that a count can then be; a count is found out where these are one whole
number. Beside the tables it uses that groups which are everybody add up to the exact totals, that all figures
of one name share one unknown offset, which conditions lead to a question or past it, and what the attacker
answered himself. How many did not answer, or were not asked, is attacked like any answer. What else a release
says (when responses came, those left out, themes, texts that many sent, weighted shares) is in
`attacking_parts`. He knows neither the secret nor the answers of single others, and attacks the groups of one
characteristic at a time. It knows nothing of the code under test but the meaning of a published table, and the
public rule which figure stands for which counts.
"""

from math import ceil, floor

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

EPSILON = 1e-6
FURTHEST, HIDDEN_MOST, SMALLEST = 4, 9, 50
REST = "*rest"


class Equations:
    """Unknown numbers, each of nought or more, and what is known of their sums."""

    def __init__(self):
        self.places, self.least, self.most = {}, [], []
        self.equal, self.within = [], []

    def unknown(self, name, least=0.0, most=None):
        if name not in self.places:
            self.places[name] = len(self.least)
            self.least.append(least)
            self.most.append(most)
        return name

    def exactly(self, terms, value):
        self.equal.append((terms, value))

    def between(self, terms, low, high):
        """`low` or `high` None: not known."""
        self.within.append((terms, low, high))

    def matrix(self, rows):
        entries = [(r, self.places[n], c) for r, terms in enumerate(rows) for n, c in terms.items()]
        r, c, v = (np.array(part) for part in zip(*entries, strict=True))
        return csr_matrix((v, (r, c)), shape=(len(rows), len(self.least)))

    def solver(self):
        upper = [(t, h) for t, _, h in self.within if h is not None]
        upper += [({n: -c for n, c in t.items()}, -low) for t, low, _ in self.within if low is not None]
        known = {
            "A_ub": self.matrix([t for t, _ in upper]),
            "b_ub": [b for _, b in upper],
            "A_eq": self.matrix([t for t, _ in self.equal]) if self.equal else None,
            "b_eq": [b for _, b in self.equal] or None,
            "bounds": list(zip(self.least, self.most, strict=True)),
        }

        def least_and_most(terms):
            """The whole numbers that a sum of unknowns lies between."""
            found = []
            for sign in (1, -1):
                goal = np.zeros(len(self.least))
                for name, factor in terms.items():
                    goal[self.places[name]] = sign * factor
                solved = linprog(goal, **known, method="highs")
                assert solved.status in (0, 3), solved.message  # optimal, or without an end
                found.append(sign * solved.fun if solved.status == 0 else sign * -np.inf)
            low, high = found
            return (ceil(low - EPSILON) if np.isfinite(low) else 0), (
                floor(high + EPSILON) if np.isfinite(high) else 10**9
            )

        return least_and_most


def shown_as(equations, terms, figure, offset=None):
    """What one protected figure says of a sum. `offset`: the unknown offset, shared by figures of one name."""
    if offset is None:
        low, high = (0, HIDDEN_MOST) if figure is None else (figure - FURTHEST, figure + FURTHEST)
        equations.between(terms, low, high)
    else:
        low, high = (None, HIDDEN_MOST) if figure is None else (figure, figure + FURTHEST)
        equations.between({**terms, equations.unknown(offset, 0, FURTHEST): 1}, low, high)


class Release:
    """The published tables of one edition, by question and group, and how many were counted."""

    def __init__(self, tables, counted):
        self.counted = counted
        self.alone = {t.name: t for t in tables if t.group is None and t.kind in ("everybody", "asked")}
        self.profiles = {t.name: t for t in tables if t.kind == "profile"}
        self.by = {(t.name, t.group, t.value): t for t in tables if t.group is not None}


def attack(release, characteristic, groups, *, edition=0, equations=None, **known):
    """All that the tables by one characteristic and the totals say of its groups.

    `groups`: those that the attacker puts together; where they overlap, one at a time. The others are REST.
    `known`: `routed` names for a question the earlier one and the answer that leads to it, `spared` the answer
    that leads past it; `own` is how many answers the attacker gave himself, by group, question and answer;
    `divides` says that a small group may have hidden larger ones, `whole` that everybody is in one of these
    groups; `kept` holds the names of tables that an edition took over and does not say anew. With `one_offset`
    all bases of a group are known to share one.
    """
    equations = equations or Equations()
    everyone = groups if known.get("whole") else (*groups, REST)
    sides = _Sides(equations, edition, everyone, characteristic)
    for table in release.alone.values():
        if table.options:
            _whole(sides, table, release.counted, known)
    _conditions(sides, known)
    own = {(name, group): release.by.get((name, characteristic, group)) for name in release.alone for group in groups}
    for (name, group), table in own.items():
        if table is not None and (name, group) not in known.get("kept", ()):
            names = OneOffset(name) if known.get("one_offset") else _Names(release, name, known)
            _within_group(sides, group, table, names, divides=known.get("divides", False))
    if characteristic not in known.get("kept_profiles", ()):
        _profile(sides, release, characteristic, groups, one_offset=known.get("one_offset"))
    return equations


def _conditions(sides, known):
    """Who was asked what."""
    for name, (before, option) in known.get("routed", {}).items():
        for group in sides.groups:
            members = {sides("k", group, name): 1, sides("x", group, before, option): 1}
            sides.equations.exactly({**members, sides("N", group): -1}, 0)
    for name, (before, option) in known.get("spared", {}).items():
        for group in sides.groups:
            sides.equations.exactly({sides("k", group, name): 1, sides("x", group, before, option): -1}, 0)


class _Sides:
    """Names of unknowns of one edition and one characteristic."""

    def __init__(self, equations, edition, groups, characteristic):
        self.equations, self.edition = equations, edition
        self.groups, self.characteristic = groups, characteristic

    def __call__(self, *name):
        return self.equations.unknown((self.edition, *name))

    def offset(self, *name):
        # Offsets stay the same in every edition.
        return ("o", self.characteristic, *name)


def _whole(sides, table, counted, known):
    """One question over everybody: each answer summed over the groups is the total."""
    equations, name = sides.equations, table.name
    for group in sides.groups:
        _add_up(sides, group, table, known)
    sums = [{sides("x", g, name, option): 1 for g in sides.groups} for option in table.options]
    base, skipped, unasked = ({sides(kind, g, name): 1 for g in sides.groups} for kind in "bak")
    fresh = (name, None) not in known.get("kept", ())
    if table.exact and fresh:
        for terms, cell in zip(sums, table.cells, strict=True):
            equations.exactly(terms, cell.count)
        for terms, value in ((base, table.base), (skipped, table.not_answered), (unasked, table.not_asked)):
            equations.exactly(terms, value)
    elif fresh:
        equations.between(base, 0 if table.base is None else SMALLEST - FURTHEST, SMALLEST - 1)
        if table.shown:
            for terms, cell in zip(sums, table.cells, strict=True):
                shown_as(equations, terms, cell.count)
    equations.exactly({**base, **skipped, **unasked}, counted)


def _add_up(sides, group, table, known):
    """Within a group everybody answered, did not, or was not asked."""
    equations, name = sides.equations, table.name
    states = {sides(kind, group, name): 1 for kind in "bak"}
    equations.exactly({**states, sides("N", group): -1}, 0)
    options = [sides("x", group, name, option) for option in table.options]
    if table.multiple:
        for one in options:
            equations.between({one: 1, sides("b", group, name): -1}, None, 0)
    else:
        equations.exactly({**dict.fromkeys(options, 1), sides("b", group, name): -1}, 0)
    for option, one in zip(table.options, options, strict=True):
        own = known.get("own", {}).get((group, name, option), 0)
        if own:
            equations.between({one: 1}, own, None)


class _Names:
    """Which figures of a question by groups have a name, and so an offset, of their own.

    That is public: it follows from the exact totals. What lacks four people or fewer of everybody, of those who
    were asked or of those who answered has the figure of these, and is within four of it.
    """

    def __init__(self, release, name, known):
        self.name, self.table = name, release.alone[name]
        kept = known.get("kept", ())
        self.known = self.table.exact and (name, None) not in kept
        asked = release.counted - (self.table.not_asked or 0)
        self.tops = {release.counted, asked} if self.known else set()
        alike = [n for n, t in release.alone.items() if t.exact and t.not_asked == self.table.not_asked]
        self.first = alike[0] if self.known and not kept else None

    def of(self, kind, option=None):
        """The name; None where the figure may be that of others too."""
        if not self.known or (kind == "k" and self.first is None):
            return None
        if kind in "ak":
            return (self.first if kind == "k" else self.name, kind)
        counts = {o: cell.count for o, cell in zip(self.table.options, self.table.cells, strict=True)}
        if kind == "x":
            near = [top - counts[option] for top in {*self.tops, self.table.base}]
        else:
            near = [top - self.table.base for top in self.tops] + [self.table.base - n for n in counts.values()]
        return (self.name, option or kind) if min(near) > FURTHEST else None


class OneOffset:
    """The names where all bases of a group share one, as its figure in the profile does."""

    def __init__(self, name):
        self.name = name

    def of(self, kind, option=None):
        return (self.name, option) if option else (kind,)


def _within_group(sides, group, table, names, *, divides):
    equations, name = sides.equations, table.name

    def seen(kind, figure, option=None):
        own = names.of(kind, option)
        unknown = sides(kind, group, name, *([option] if option else []))
        shown_as(equations, {unknown: 1}, figure, sides.offset(group, *own) if own else None)

    if not table.shown:
        if not divides:
            equations.between({sides("b", group, name): 1}, None, SMALLEST - 1)
        return
    for kind, figure in zip("bak", (table.base, table.not_answered, table.not_asked), strict=True):
        seen(kind, figure)
    for option, cell in zip(table.options, table.cells, strict=True):
        seen("x", cell.count, option)


def _profile(sides, release, characteristic, groups, *, one_offset):
    table = release.profiles[characteristic]
    if table.shown:
        for option, cell in zip(table.options, table.cells, strict=True):
            if option in groups:
                shown_as(sides.equations, {sides("N", option): 1}, cell.count, sides.offset(option, "b") if one_offset else None)


def found_out(equations, targets):
    """Which of these counts the attacker knows for certain. `targets`: sums of unknowns with their true count."""
    bounds = equations.solver()
    pinned = []
    for terms, true in targets:
        low, high = bounds(terms)
        assert low <= true <= high, f"{terms}: {true} is not within {low} and {high}: the attack is wrong"
        if low == high:
            pinned.append((terms, true))
    return pinned
