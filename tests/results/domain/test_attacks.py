"""Attacks on everything that a release holds, by linear programming: no count of one or two is found out.

The fast ones are here; `make bench ONLY=attacks` runs more of them, on up to 20,000 responses.
"""

from types import SimpleNamespace

import numpy as np
import pytest

from results.domain.disclosure import Disclosure
from results.domain.editions import Moves, edition
from results.domain.plan import plan, safe_tables, units
from results.domain.tabulate import breakdowns, one_way
from survey.domain.questionnaires.codebook import ANSWERED, FIRST_OPTION, NOT_ANSWERED, NOT_ASKED
from tests.results import attacking
from tests.results.attacking import REST, Release, attack, found_out
from tests.results.populations import (
    CHARACTERISTICS,
    CODEBOOK,
    EQUALITY,
    ERAS,
    FACTS,
    OPINION,
    WHOLE,
    nearly_everybody,
    responses,
)

RULES = Disclosure("c", b"a secret of these tests only")
ACCOMPANIED = ("channel",)
PLAN = plan(OPINION, EQUALITY, FACTS, characteristics=CHARACTERISTICS, accompanied=ACCOMPANIED)
# Who is asked how they were treated: those who gave the last answer on support.
ROUTED = {"treated": ("support", "o5")}
SPARED = ROUTED
BEFORE_AND_AFTER = plan(
    OPINION, EQUALITY, (*FACTS, ERAS), characteristics=(*CHARACTERISTICS, "revision"), divides=("revision",), accompanied=ACCOMPANIED
)
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


def people_in(columns, table):
    """Who answered a question, did not, or was not asked, and who gave each answer."""
    codes = columns[table.name]
    yield "b", codes >= (ANSWERED if table.multiple else FIRST_OPTION)
    yield "a", codes == NOT_ANSWERED
    yield "k", codes == NOT_ASKED
    for option in table.options:
        yield option, chose(columns, table.name, option)


def small_counts(columns, characteristic, groups, release, *, most=6, seed=1):
    """Sums of unknowns that truly are one or two people, of a group and of those in none of them."""
    inside = {group: chose(columns, characteristic, group) for group in groups}
    rest = ~np.logical_or.reduce(list(inside.values()))
    if rest.any():
        inside[REST] = rest
    found = [
        ({(0, what, group, table.name) if what in "bak" else (0, "x", group, table.name, what): 1}, count)
        for table in release.alone.values()
        if table.options
        for what, chosen in people_in(columns, table)
        for group, members in inside.items()
        if 1 <= (count := int((members & chosen).sum())) <= 2
    ]
    drawn = np.random.default_rng(seed).permutation(len(found))[:most]
    return [found[place] for place in drawn]


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
    pinned, tried = everything_at(responses(size, seed), most=4)
    assert tried >= 10
    assert pinned == []


def nearly_all_at(columns, *, most=8, rules=RULES, each=(*CHARACTERISTICS, "revision"), **further):
    """The same where all but one or two answered, or were asked: where a figure that moves tells who."""
    release = Release(safe_tables(BEFORE_AND_AFTER, columns, (*CODEBOOK, ERAS), rules), len(columns["support"]))
    pinned, tried = [], 0
    for characteristic in each:
        for groups in [("o0", "o1")] if characteristic == "revision" else sides_of(characteristic):
            known = {"spared": SPARED, "divides": characteristic in WHOLE, "whole": characteristic in WHOLE}
            equations = attack(release, characteristic, groups, **known, **further)
            targets = small_counts(columns, characteristic, groups, release, most=most)
            pinned += found_out(equations, targets)
            tried += len(targets)
    return pinned, tried


class OneOffset(Disclosure):
    """All bases of a group, and its figure in the profile, share one offset."""

    def group(self, table, _looks=None):
        return super().group(table)

    def profile(self, table, _looks=None):
        return super().profile(table)


LONELY = [(200, 6, "ward"), (200, 3, "channel"), (200, 5, "revision")]


@pytest.mark.parametrize(("size", "seed", "characteristic"), LONELY)
def test_whoever_alone_did_not_answer_or_was_not_asked_is_not_found_out(size, seed, characteristic):
    pinned, tried = nearly_all_at(nearly_everybody(size, seed), each=[characteristic], most=12)
    assert tried >= 5
    assert pinned == []


@pytest.mark.parametrize(("size", "seed", "characteristic"), LONELY)
def test_one_offset_for_all_bases_of_a_group_would_give_them_away(size, seed, characteristic):
    rules = OneOffset("c", RULES.secret)
    columns = nearly_everybody(size, seed)
    assert nearly_all_at(columns, rules=rules, each=[characteristic], most=12, one_offset=True)[0]


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
    assert found_out(equations, targets[:8]) == []


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
