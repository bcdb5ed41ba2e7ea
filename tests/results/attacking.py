"""Somebody who knows the rules, every published figure and who was asked what, and solves all of it at once.

Each published figure is a constraint on the true counts, which are unknown numbers of nought or more. A linear
programme gives the least and the most that a count can then be; a count is found out where these are one whole
number. Beside the tables it uses that groups which are everybody add up to the exact totals, that all figures
of one name share one unknown offset, who was left out, and what the attacker answered himself. It knows nothing
of the code under test but the meaning of a published table.
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
    `known`: `routed` names for a question the earlier one and the answer that leads to it; `own` is how many
    answers the attacker gave himself, by group, question and answer; `divides` says that a small group may
    have hidden larger ones; `kept` holds the names of tables that an edition took over and does not say anew.
    """
    equations = equations or Equations()
    everyone = (*groups, REST)
    sides = _Sides(equations, edition, everyone, characteristic)
    for table in release.alone.values():
        if table.options:
            _whole(sides, table, release.counted, known)
    for name, (before, option) in known.get("routed", {}).items():
        for group in everyone:
            members = {sides("k", group, name): 1, sides("x", group, before, option): 1}
            equations.exactly({**members, sides("N", group): -1}, 0)
    own = {(name, group): release.by.get((name, characteristic, group)) for name in release.alone for group in groups}
    for (name, group), table in own.items():
        if table is not None and (name, group) not in known.get("kept", ()):
            _within_group(sides, group, table, divides=known.get("divides", False))
    if characteristic not in known.get("kept_profiles", ()):
        _profile(sides, release, characteristic, groups)
    return equations


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


def _within_group(sides, group, table, *, divides):
    equations, name = sides.equations, table.name
    base = {sides("b", group, name): 1}
    if not table.shown:
        if not divides:
            equations.between({**base, equations.unknown(sides.offset(group), 0, FURTHEST): 1}, None, SMALLEST - 1)
        return
    shown_as(equations, base, table.base, sides.offset(group))
    shown_as(equations, {sides("a", group, name): 1}, table.not_answered, sides.offset(group, "a"))
    shown_as(equations, {sides("k", group, name): 1}, table.not_asked, sides.offset(group, "k"))
    for option, cell in zip(table.options, table.cells, strict=True):
        shown_as(equations, {sides("x", group, name, option): 1}, cell.count, sides.offset(group, name, option))


def _profile(sides, release, characteristic, groups):
    table = release.profiles[characteristic]
    if table.shown:
        for option, cell in zip(table.options, table.cells, strict=True):
            if option in groups:
                shown_as(sides.equations, {sides("N", option): 1}, cell.count, sides.offset(option))


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
