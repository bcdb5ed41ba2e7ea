"""Attacks on everything that a release holds, by linear programming: no count of one or two is found out.

The fast ones are here; `make bench ONLY=attacks` runs more of them, on up to 20,000 responses.
"""

from types import SimpleNamespace

import numpy as np
import pytest

from results.domain.disclosure import Disclosure
from results.domain.editions import Moves, edition
from results.domain.plan import plan, questions_with_excluded, safe_tables, units
from results.domain.tabulate import breakdowns, one_way
from survey.domain.questionnaires.codebook import FIRST_OPTION
from tests.results import attacking
from tests.results.attacking import REST, Equations, Release, attack, found_out, shown_as
from tests.results.populations import CHARACTERISTICS, CODEBOOK, EQUALITY, FACTS, OPINION, responses

RULES = Disclosure("c", b"a secret of these tests only")
ACCOMPANIED = ("channel",)
PLAN = plan(OPINION, EQUALITY, FACTS, characteristics=CHARACTERISTICS, accompanied=ACCOMPANIED)
# Who is asked how they were treated: those who gave the last answer on support.
ROUTED = {"treated": ("support", "o5")}
BY_NAME = {column.name: column for column in CODEBOOK}


def chose(columns, name, option):
    """Which responses chose an option of a question."""
    place = int(option[1:])
    if f"{name}#0" in columns:
        return columns[f"{name}#{place // 8}"] >> (place % 8) & 1 == 1
    return columns[name] == FIRST_OPTION + place


def sides_of(characteristic):
    """Groups that the attacker puts together: all, or one after another where they overlap."""
    if characteristic == "connection":
        return [(f"o{place}",) for place in range(4)]
    return [tuple(BY_NAME[characteristic].options)]


def small_counts(columns, characteristic, groups, release, *, most=6, seed=1):
    """Sums of unknowns that truly are one or two people, of a group and of those in none of them."""
    inside = {group: chose(columns, characteristic, group) for group in groups}
    inside[REST] = ~np.logical_or.reduce(list(inside.values()))
    found = [
        ({(0, "x", group, table.name, option): 1}, count)
        for group, members in inside.items()
        for table in release.alone.values()
        for option in table.options
        if 1 <= (count := int((members & chose(columns, table.name, option)).sum())) <= 2
    ]
    chosen = np.random.default_rng(seed).permutation(len(found))[:most]
    return [found[place] for place in chosen]


def everything_at(columns, *, most=8, rules=RULES):
    """Every attack on one release; what was found out, and how many counts were attacked."""
    release = Release(safe_tables(PLAN, columns, CODEBOOK, rules), len(columns["support"]))
    pinned, tried = [], 0
    for characteristic in CHARACTERISTICS:
        for groups in sides_of(characteristic):
            divides = characteristic in ACCOMPANIED
            equations = attack(release, characteristic, groups, routed=ROUTED, divides=divides)
            targets = small_counts(columns, characteristic, groups, release, most=most)
            pinned += found_out(equations, targets)
            tried += len(targets)
    return pinned, tried


@pytest.mark.parametrize(("size", "seed"), [(50, 1), (200, 2), (700, 3), (2000, 4)])
def test_no_count_of_one_or_two_is_found_out_from_a_whole_release(size, seed):
    pinned, tried = everything_at(responses(size, seed))
    assert tried >= 10
    assert pinned == []


# The same attacker against weaker rules, so that the test above means something: what is under ten is hidden,
# and the rest is printed as it is.


def weak(table, *, hide=True):
    def hidden(count):
        return count if count >= 10 or not hide else None

    cells = tuple(SimpleNamespace(count=hidden(count)) for count in table.counts)
    rest = {name: hidden(getattr(table, name)) for name in ("base", "not_answered", "not_asked")}
    about = {name: getattr(table, name) for name in ("name", "group", "value", "options", "multiple")}
    kind = "group" if table.group else "everybody"
    return SimpleNamespace(kind=kind, cells=cells, shown=table.base >= 10, exact=not hide, **about, **rest)


def test_the_same_attack_finds_out_counts_under_weaker_rules(monkeypatch):
    monkeypatch.setattr(attacking, "FURTHEST", 0)
    monkeypatch.setattr(attacking, "SMALLEST", 10)
    columns = responses(2000, 3)
    # Everybody named a ward here, so that whole columns can be subtracted.
    columns["ward"] = np.maximum(columns["ward"], FIRST_OPTION)
    alone = [weak(table, hide=False) for table in one_way(columns, CODEBOOK, questions=PLAN.questions)]
    by = breakdowns(columns, CODEBOOK, characteristics=("ward",), questions=PLAN.questions)
    release = Release([*alone, *(weak(t) for breakdown in by for t in breakdown.tables)], 2000)
    groups = sides_of("ward")[0]
    equations = attack(release, "ward", groups, routed=ROUTED, kept_profiles=("ward",))
    assert found_out(equations, small_counts(columns, "ward", groups, release, most=60))


# Somebody who sends in answers of his own, and subtracts them.


@pytest.mark.parametrize("own", [9, 49, 200])
def test_own_answers_do_not_uncover_those_of_others(own):
    columns = responses(600, own)
    for name in columns:
        columns[name] = np.concatenate([columns[name], np.full(own, columns[name][0])])
    inside, mine = slice(600, 600 + own), np.arange(600 + own) >= 600
    columns["ward"][inside], columns["support"][inside] = FIRST_OPTION + 3, FIRST_OPTION + 1
    columns["treated"][inside] = 0
    # Of the others in this ward, two gave that answer.
    others = np.flatnonzero(chose(columns, "ward", "o3") & chose(columns, "support", "o1") & ~mine)
    columns["support"][others[2:]] = FIRST_OPTION
    columns["support"][np.flatnonzero(chose(columns, "ward", "o3") & ~mine)[:2]] = FIRST_OPTION + 1
    columns["treated"][columns["support"] != FIRST_OPTION + 5] = 0
    release = Release(safe_tables(PLAN, columns, CODEBOOK, RULES), 600 + own)
    known = {("o3", "support", "o1"): own}
    equations = attack(release, "ward", sides_of("ward")[0], routed=ROUTED, own=known)
    count = int((chose(columns, "ward", "o3") & chose(columns, "support", "o1")).sum())
    assert 1 <= count - own <= 4
    assert found_out(equations, [({(0, "x", "o3", "support", "o1"): 1}, count)]) == []


# With and without those who were left out: how many is public, and so is every question without them.


@pytest.mark.parametrize("excluded", [80, 90])
def test_what_those_left_out_answered_is_not_found_out(excluded):
    columns = responses(1500, excluded)
    left_out = np.arange(1500) < excluded
    kept = {name: values[~left_out] for name, values in columns.items()}
    without = {t.name: t for t in safe_tables(PLAN, kept, CODEBOOK, RULES) if t.exact}
    bases = {table.name: table.base for unit in units(PLAN, kept, CODEBOOK, RULES) for table, _ in unit if not table.group}
    both = questions_with_excluded(PLAN, columns, CODEBOOK, RULES, bases=bases)
    equations, targets = Equations(), []
    for ((_, table),) in both:
        # One that is hidden says nothing.
        if table.name not in without or not table.options or not table.shown:
            continue
        states = {equations.unknown((kind, table.name)): 1 for kind in "bak"}
        equations.exactly(states, excluded)
        exact = without[table.name]
        shown_as(equations, _more(equations, "base", ("b", table.name), exact.base), table.base, "*")
        options = [equations.unknown(("x", table.name, option)) for option in table.options]
        if not table.multiple:
            equations.exactly({**dict.fromkeys(options, 1), ("b", table.name): -1}, 0)
        for option, one, cell, was in zip(table.options, options, table.cells, exact.cells, strict=True):
            shown_as(equations, _more(equations, (option,), one, was.count), cell.count)
            true = int((left_out & chose(columns, table.name, option)).sum())
            if 1 <= true <= 2:
                targets.append(({one: 1}, true))
    assert targets
    assert found_out(equations, targets) == []


def _more(equations, name, unknown, exact):
    """An unknown and an exact figure that is published beside it, as one sum."""
    constant = equations.unknown(("exact", unknown, name), exact, exact)
    return {unknown: 1, constant: 1}


# Two editions, with everything that both of them say.


def editions_of(columns, late):
    """Both editions, and which tables the second one took over."""
    size, early = len(columns["support"]), len(columns["support"]) - late
    before = {name: values[:early] for name, values in columns.items()}
    first = edition([("", u) for u in units(PLAN, before, CODEBOOK, RULES)], {}, {}, Moves(0, 0))
    old = dict(zip(first.chains, (table for _, table in first.tables), strict=True))
    now = [("", unit) for unit in units(PLAN, columns, CODEBOOK, RULES)]
    second = edition(now, old, first.chains, Moves(0, 0))
    return (Release([t for _, t in first.tables], early), Release([t for _, t in second.tables], size)), second


@pytest.mark.parametrize(("late", "characteristic"), [(50, "age"), (60, "ward"), (200, "channel"), (400, "sex")])
def test_what_those_said_who_came_between_two_editions_is_not_found_out(late, characteristic):
    columns = responses(900, late)
    releases, second = editions_of(columns, late)
    groups = sides_of(characteristic)[0]
    names = {(t.name, t.value) for t in releases[1].by.values() if t.group == characteristic}
    kept = {(name, group) for name, group in names if f"{name}|{characteristic}={group}" in second.kept}
    kept |= {(name, None) for name in releases[1].alone if f"{name}|" in second.kept}
    divides = characteristic in ACCOMPANIED
    equations = attack(releases[0], characteristic, groups, routed=ROUTED, divides=divides)
    profiles = {characteristic} if f"{characteristic}|" in second.kept else set()
    further = {"routed": ROUTED, "divides": divides, "kept": kept, "kept_profiles": profiles}
    attack(releases[1], characteristic, groups, edition=1, equations=equations, **further)
    targets = _came_between(equations, columns, characteristic, groups, late)
    assert len(targets) >= 5
    assert found_out(equations, targets[:12]) == []


def _came_between(equations, columns, characteristic, groups, late):
    """Nobody went: what the second edition has more than the first is what few people answered."""
    came = np.arange(len(columns["support"])) >= len(columns["support"]) - late
    inside = {group: chose(columns, characteristic, group) for group in groups}
    inside[REST] = ~np.logical_or.reduce(list(inside.values()))
    targets = []
    for name in [name for name in equations.places if isinstance(name[0], int) and name[0] == 0]:
        more = {(1, *name[1:]): 1, name: -1}
        if (1, *name[1:]) not in equations.places:
            continue
        equations.between(more, 0, None)
        if name[1] == "x":
            true = int((came & inside[name[2]] & chose(columns, name[3], name[4])).sum())
            if 1 <= true <= 2:
                targets.append((more, true))
    return targets


def test_with_one_response_more_an_exact_question_would_give_it_away():
    """What the rule for editions is there for: the same attack on two exact tables that differ by one."""
    columns = responses(900, 1)
    both = [safe_tables(PLAN, {n: v[:size] for n, v in columns.items()}, CODEBOOK, RULES) for size in (899, 900)]
    one, other = (next(t for t in tables if t.name == "limits" and t.exact) for tables in both)
    assert sum(now.count - was.count for was, now in zip(one.cells, other.cells, strict=True)) >= 1
    releases, _ = editions_of(columns, 1)
    assert releases[1].alone["limits"] == releases[0].alone["limits"]
