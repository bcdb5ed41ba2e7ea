"""The attacks of `test_attacks` on what a release says beside its tables: no count of one or two is found out.

Each is made by the real functions, of populations in which all but a few are alike. `make bench ONLY=attacks`
runs more of them, on up to 20,000 responses.
"""

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pytest

from results.comments.published import _table
from results.comments.released_campaigns import GROUP, MATCHING, _protected
from results.domain.disclosure import Disclosure
from results.domain.looks import Looks
from results.domain.plan import questions_with_excluded, safe_tables, units
from results.domain.tables import Breakdown, Table
from results.domain.tabulate import one_way
from results.domain.themes import NO_THEME, Standing
from results.domain.timeline import timeline
from results.extract import Extract
from results.parts import Ingredients
from results.sensitivity import sensitivity
from survey.domain.consultations import Rules
from survey.domain.questionnaires.codebook import FIRST_OPTION, Codebook
from tests.results.attacking import REST, Release, attack, found_out
from tests.results.attacking_parts import came, left_out, sent, themes, weighted
from tests.results.domain.test_attacks import (
    BEFORE_AND_AFTER,
    SPARED,
    chose,
    people_in,
    sides_of,
    small_counts,
)
from tests.results.populations import CHARACTERISTICS, CODEBOOK, ERAS, OPINION, nearly_everybody

RULES = Disclosure("c", b"a secret of these tests only")
ALL_COLUMNS = (*CODEBOOK, ERAS)
FIRST = date(2026, 9, 2)


def of(columns, rules=RULES):
    return Release(safe_tables(BEFORE_AND_AFTER, columns, ALL_COLUMNS, rules), len(columns["support"]))


# When they came, and by which way, beside the tables by way: the ways are everybody.


def timeline_attacked(size, seed, *, days=6, most=8, rules=RULES):
    """What is found out of responses by day and way, and by answer and way; how many were attacked."""
    rng = np.random.default_rng(seed)
    columns = nearly_everybody(size, seed)
    columns["channel"] = rng.choice(3, size, p=[0.8, 0.14, 0.06]).astype(np.uint8) + FIRST_OPTION
    release, ways = of(columns, rules), ("o0", "o1", "o2")
    day = np.where(columns["channel"] == FIRST_OPTION, rng.integers(0, days, size), rng.integers(0, 2, size) * 3)
    counts = {
        (FIRST + timedelta(days=n), way): int(((day == n) & chose(columns, "channel", way)).sum())
        for n in range(days)
        for way in ways
    }
    found = timeline(counts, ways, first=FIRST, last=FIRST + timedelta(days=days - 1))
    if found is None:
        return [], 0
    equations = attack(release, "channel", ways, spared=SPARED, divides=True, whole=True)
    came(equations, found, ways, received=size)
    starts = [first for first, _ in found.periods]
    by_period = {(start, way): 0 for start in starts for way in ways}
    for (when, way), count in counts.items():
        by_period[max(start for start in starts if start <= when), way] += count
    targets = [({("t", when, way): 1}, count) for (when, way), count in by_period.items() if 1 <= count <= 2]
    targets += small_counts(columns, "channel", ways, release, most=most)
    return found_out(equations, targets), len(targets)


@pytest.mark.parametrize(("size", "seed"), [(70, 1), (400, 3)])
def test_when_they_came_gives_nobody_away(size, seed):
    pinned, tried = timeline_attacked(size, seed)
    assert tried >= 5
    assert pinned == []


# With and without those who were left out: how many is public, and so is every question without them.


def excluded_attacked(size, number, seed, rules=RULES):
    """What is found out of those left out, who sent the same but for one or two; how many were attacked."""
    rng = np.random.default_rng(seed)
    columns = nearly_everybody(size, seed)
    without = np.arange(size) < number
    same = {name: int(np.argmax(without)) for name in columns}
    for column in OPINION:
        own = columns[column.name]
        unlike = rng.choice(number, rng.integers(0, 4), replace=False)
        others = own[unlike].copy()
        own[without] = own[same[column.name]]
        own[unlike] = others
    kept = {name: values[~without] for name, values in columns.items()}
    pairs = [pair for unit in units(BEFORE_AND_AFTER, kept, ALL_COLUMNS, rules) for pair in unit]
    exact = {table.name: safe for table, safe in pairs if safe.exact}
    alone = {table.name: table for table, _ in pairs if table.group is None}
    lines = questions_with_excluded(BEFORE_AND_AFTER, columns, ALL_COLUMNS, rules, without=alone)
    equations = left_out(exact, [safe for unit in lines for _, safe in unit], number, spared=SPARED)
    targets = [
        ({(what, safe.name) if what in "bak" else ("x", safe.name, what): 1}, count)
        for ((table, safe),) in lines
        if safe.shown and table.options and safe.name in exact
        for what, people in people_in(columns, safe)
        if 1 <= (count := int((without & people).sum())) <= 2
    ]
    return found_out(equations, targets), len(targets)


@pytest.mark.parametrize(("number", "seed"), [(60, 3), (90, 4), (120, 5)])
def test_what_those_left_out_answered_is_not_found_out(number, seed):
    pinned, tried = excluded_attacked(1500, number, seed)
    assert tried >= 1
    assert pinned == []


# The themes of a text: it is known how many wrote it, and where nothing waits, that all of these are coded.


def themes_attacked(written, seed, *, rules=RULES, waiting=0):
    """What is found out of the themes of so many texts; how many were attacked."""
    rng = np.random.default_rng(seed)
    sizes = [1, 2, 9, 30, written - 2, written - 1][:: rng.choice([1, -1])][: rng.integers(2, 7)]
    counts = {f"theme-{place}": size for place, size in enumerate(sizes)}
    given = [set() for _ in range(written)]
    for code, count in counts.items():
        for place in rng.choice(written, min(count, written), replace=False):
            given[place].add(code)
    standings = [
        Standing(n, twice=False, by={} if n < waiting else {1: frozenset(own)}) for n, own in enumerate(given)
    ]
    exact = _table("why", [SimpleNamespace(code=code) for code in counts], standings)
    equations = themes(rules.group(exact), written, all_coded=not waiting)
    assert exact.options[-1] == NO_THEME
    true = zip(exact.options, exact.counts, strict=True)
    targets = [({("x", code): 1}, count) for code, count in true if 1 <= count <= 2]
    return found_out(equations, targets), len(targets)


@pytest.mark.parametrize(("written", "waiting"), [(60, 0), (200, 0), (200, 2), (1500, 0)])
def test_who_wrote_of_a_theme_is_not_found_out(written, waiting):
    found = [themes_attacked(written, seed, waiting=waiting) for seed in range(4)]
    assert sum(tried for _, tried in found) >= 3
    assert [pinned for pinned, _ in found if pinned] == []


# Those who sent a text that many sent, and what they answered, beside the exact figures over everybody.


def campaigns_attacked(size, seed, *, rules=RULES):
    """What is found out of those in a campaign, and of all others; how many were attacked."""
    rng = np.random.default_rng(seed)
    columns = nearly_everybody(size, seed)
    member = rng.choice(3, size, p=[0.5, 0.3, 0.2])
    (everybody,) = one_way(columns, CODEBOOK, questions=["support"])
    received = Table(MATCHING, None, (), None, None, (), size, 0, 0)
    counted = [(received, []), (everybody, [])]
    for place, number in enumerate(("1", "2")):
        inside = {name: values[member == place] for name, values in columns.items()}
        (own,) = one_way(inside, CODEBOOK, questions=["support"])
        counted[0][1].append(Table(MATCHING, None, (), GROUP, number, (), len(inside["support"]), 0, 0))
        parts = (own.counts, own.base, own.not_answered, own.not_asked)
        counted[1][1].append(Table("support", None, own.options, GROUP, number, *parts))
    breakdowns = [Breakdown(one.question, None, GROUP, tuple(own)) for one, own in counted]
    looks = Looks([one for one, _ in counted], breakdowns)
    made = SimpleNamespace(disclosure=rules)
    matching, headline = (_protected(made, one, own, looks) for one, own in counted)
    release = of(columns, rules)
    equations = sent(release, matching, headline, release.alone["reason"].base)
    inside = {"1": member == 0, "2": member == 1, REST: member == 2}
    targets = [
        ({(0, what, group, "support") if what in "bak" else (0, "x", group, "support", what): 1}, count)
        for what, people in people_in(columns, everybody)
        for group, members in inside.items()
        if 1 <= (count := int((members & people).sum())) <= 2
    ]
    return found_out(equations, targets), len(targets)


@pytest.mark.parametrize(("size", "seed"), [(150, 1), (400, 2), (900, 3)])
def test_what_few_of_those_answered_who_sent_a_text_is_not_found_out(size, seed):
    pinned, tried = campaigns_attacked(size, seed)
    assert tried >= 1
    assert pinned == []


# The weighted shares, with the weights themselves, beside the tables by what is weighted by.


def weighted_attacked(size, seed, *, rules=RULES, most=8):
    """What is found out of answers by ward from the weighted shares as well; how many were attacked."""
    columns = nearly_everybody(size, seed)
    rng = np.random.default_rng(seed)
    columns["ward"] = (rng.choice(9, size, p=[0.3, 0.25, 0.2, 0.2, *[0.01] * 5]) + FIRST_OPTION).astype(np.uint8)
    columns["ward"][0] = 1
    census = {"counts": {f"o{place}": 900 + 50 * place for place in range(9)}, "source": "Census", "date": "2021"}
    extract = Extract(columns, ALL_COLUMNS, size, "")
    version = SimpleNamespace(
        questionnaire=SimpleNamespace(pages=()), opinion=Codebook(OPINION, ()), equality=Codebook((), ())
    )
    consultation = SimpleNamespace(
        slug="c", counting_rules=Rules(CHARACTERISTICS, margins={"ward": census}), known_facts=frozenset()
    )
    release, groups = of(columns, rules), sides_of("ward")[0]
    told = sensitivity(
        Ingredients(None, consultation, version, extract, extract, rules, FIRST, dict(release.profiles))
    )
    if not told["questions"]:
        return [], 0
    people = {group: int(chose(columns, "ward", group).sum()) for group in groups}
    weights = {}
    for target in told["targets"][0]["groups"]:
        there = sum(people[option] for option in target["options"])
        share = sum(census["counts"][option] for option in target["options"]) / sum(census["counts"].values())
        weights |= dict.fromkeys(target["options"], share * (size - 1) / there)
    equations = attack(release, "ward", groups, spared=SPARED)
    for question, tables in told["questions"].items():
        for one in tables:
            weighted(equations, one, question if one["part"] is None else f"{question}.{one['part']}", weights=weights, groups=groups)
    targets = small_counts(columns, "ward", groups, release, most=most)
    return found_out(equations, targets), len(targets)


@pytest.mark.parametrize(("size", "seed"), [(600, 1)])
def test_weighted_shares_give_nobody_away(size, seed):
    pinned, tried = weighted_attacked(size, seed)
    assert tried >= 5
    assert pinned == []
