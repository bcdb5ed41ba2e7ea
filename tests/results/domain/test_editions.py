"""Editions: which changes are enough, and that no sum or difference of editions is about a few people."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from results.domain.disclosure import Disclosure
from results.domain.editions import (
    LEAST_CHANGED,
    WITH_EXCLUDED,
    Moves,
    Stand,
    changes,
    edition,
    enough,
    key_of,
    moves,
)
from results.domain.plan import plan, questions_with_excluded, units
from survey.domain.questionnaires.codebook import NOT_ANSWERED
from tests.results.populations import CHARACTERISTICS, CODEBOOK, EQUALITY, FACTS, OPINION, responses

RULES = Disclosure("c", b"a secret of these tests only")
PLAN = plan(OPINION, EQUALITY, FACTS, characteristics=CHARACTERISTICS, accompanied=("channel",))
STILL = Moves(0, 0)


def stand(responses, marks=0, left_out=()):
    return Stand(responses, marks, frozenset(left_out))


@pytest.mark.parametrize(
    ("before", "now", "at_least"),
    [
        # Forms that were found.
        (stand(400), stand(460), 60),
        # As many came as were left out: the number counted is the same, and 60 changed all the same.
        (stand(400, 30), stand(430, 30, range(1, 31)), 60),
        # One left out, another taken back in.
        (stand(400, 9, {1}), stand(400, 9, {2}), 2),
        # All 30 that were marked since may be among the 60 that came, and then were never counted.
        (stand(400, 5), stand(460, 35, range(6, 36)), 30),
        # One form came, and with it 60 old ones were marked: at least 59 of them were there before.
        (stand(400), stand(401, 60, range(1, 61)), 59),
        (stand(400), stand(400), 0),
    ],
)
def test_how_many_changed_at_least(before, now, at_least):
    found = changes(before, now)
    assert found.at_least == at_least
    assert found.missing == max(0, 50 - at_least)


def test_what_is_said_of_the_changes():
    found = changes(stand(400, 9, {1, 2}), stand(460, 9, {2, 3, 4}))
    assert (found.added, found.left_out, found.taken_back, found.at_least) == (60, 2, 1, 63)


@pytest.mark.parametrize(
    ("bases", "moved", "allowed"),
    [
        ([400, 450], STILL, True),
        ([400, 449], STILL, False),
        ([400, 350], STILL, True),
        # Nobody who changed was asked this question, or as many came as went.
        ([400, 400], STILL, False),
        ([400, 460, 520], STILL, True),
        ([400, 460, 400], Moves(60, 60), False),
        ([400, 520, 460], Moves(60, 60), False),
        # 60 come, then others go: none of those who went came only then.
        ([400, 460, 400], Moves(60, 0), True),
        # Nearly everybody of the first edition went.
        ([120, 190, 110], Moves(80, 0), False),
    ],
)
def test_which_tables_may_be_counted_anew(bases, moved, allowed):
    assert enough(bases, moved) is allowed


# A history of editions, with who is in each known to the test: the smallest group that any sum or difference
# of the editions is about. This is worked out from the true sets, by linear algebra, and shares nothing with
# the rule above, which knows counts only.

STEPS = st.lists(
    st.tuples(*[st.sampled_from([0, 1, 49, 50, 51, 75, 130, 260])] * 4, st.integers(0, 2**32 - 1)),
    min_size=1,
    max_size=4,
)


def history(first, steps, seed):
    """The stands, and a row an edition of who is counted in it."""
    rng = np.random.default_rng(seed)
    there, out = np.arange(first), set()
    number = {int(one): place for place, one in enumerate(rng.permutation(there)[: first * 2 // 3], start=1)}
    stands, rows = [Stand(first, len(number), frozenset())], [set(range(first))]
    for added, left_out, taken_back, newly_marked, own_seed in steps:
        rng = np.random.default_rng(own_seed)
        there = np.arange(len(there) + added)
        back = _some(rng, out, taken_back)
        for one in _some(rng, set(there.tolist()) - number.keys(), newly_marked):
            number[one] = len(number) + 1
        gone = _some(rng, number.keys() - out, left_out)
        out = (out - back) | gone
        stands.append(Stand(len(there), len(number), frozenset(number[one] for one in out)))
        rows.append(set(there.tolist()) - out)
    members = np.array([[one in row for one in there] for row in rows], float)
    return stands, members


def _some(rng, among, how_many):
    """Some at random, or the newest: what came late and is left out next is what gives people away."""
    found = sorted(among)
    if found and rng.random() < 0.25:
        return set(rng.permutation(found)[:how_many].tolist())
    return set(found[len(found) - how_many :] if how_many < len(found) else found)


def fewest(members):
    """The fewest people that a sum or difference of the rows is about, if fewer than 50; else 50."""
    patterns, sizes = np.unique(members, axis=1, return_counts=True)
    rank = np.linalg.matrix_rank(patterns)
    small = [place for place in range(len(sizes)) if sizes[place] < LEAST_CHANGED and patterns[:, place].any()]
    for number in range(1, len(small) + 1):
        for chosen in combinations(small, number):
            if sizes[list(chosen)].sum() < LEAST_CHANGED:
                rest = np.delete(patterns, chosen, axis=1)
                # A combination that is nought everywhere else is about these people alone.
                if np.linalg.matrix_rank(rest) < rank:
                    return int(sizes[list(chosen)].sum())
    return LEAST_CHANGED


@settings(max_examples=150, deadline=None)
@given(st.integers(60, 400), STEPS, st.integers(0, 2**32 - 1), st.sampled_from([1.0, 1.0, 0.7]))
# 60 come, and all but one of them are left out next; 130 come, and then most of the first ones go.
@example(200, [(60, 0, 0, 60, 0), (0, 59, 0, 0, 0)], 0, 1.0)
@example(100, [(130, 0, 0, 0, 0), (0, 66, 0, 0, 0)], 0, 1.0)
def test_no_sum_or_difference_of_editions_is_about_fewer_than_fifty(first, steps, seed, share):
    stands, members = history(first, steps, seed)
    asked = members[:, np.random.default_rng(seed).random(members.shape[1]) < share]
    shown, bases = [0], [int(asked[0].sum())]
    for place in range(1, len(stands)):
        base = int(asked[place].sum())
        # Under 50 answers no figure is exact, and the table is hidden or protected.
        if base >= LEAST_CHANGED and enough([*bases, base], moves(stands[: place + 1])):
            shown, bases = [*shown, place], [*bases, base]
    if bases[0] >= LEAST_CHANGED:
        assert fewest(asked[shown]) == LEAST_CHANGED


@settings(max_examples=150, deadline=None)
@given(st.integers(50, 400), STEPS, st.integers(0, 2**32 - 1))
def test_at_least_is_never_more_than_truly_changed(first, steps, seed):
    stands, members = history(first, steps, seed)
    for place, (before, now) in enumerate(pairwise(stands)):
        truly = int((members[place] != members[place + 1]).sum())
        assert changes(before, now).at_least <= truly


def test_the_oracle_above_sees_what_three_editions_give_away():
    # 60 come, then 59 of them are left out: the first and the third edition differ by one person.
    members = np.zeros((3, 460))
    members[:, :400] = members[1, 400:] = members[2, 400] = 1
    assert fewest(members) == 1
    assert fewest(members[:2]) == LEAST_CHANGED


# Whole editions of synthetic responses.


def counted(columns, rows):
    kept = {name: values[rows] for name, values in columns.items()}
    return [("", unit) for unit in units(PLAN, kept, CODEBOOK, RULES)]


def first_edition(columns, rows):
    return edition(counted(columns, rows), {}, {}, STILL)


def by_name(found):
    return {f"{table.name}|{table.group}={table.value}": table for _, table in found.tables}


def second_edition(columns, before, after, moved=STILL):
    first = first_edition(columns, before)
    old = dict(zip(first.chains, (table for _, table in first.tables), strict=True))
    return first, edition(counted(columns, after), old, first.chains, moved)


@pytest.mark.parametrize("late", [0, 1, 20, 49])
def test_after_few_changes_no_figure_moves(late):
    columns = responses(800, late)
    first, second = second_edition(columns, slice(0, 800 - late), slice(0, 800))
    assert second.tables == first.tables
    assert len(second.kept) == len(first.tables)
    assert second.chains == first.chains


def test_after_many_changes_totals_move_and_groups_in_which_few_changed_do_not():
    columns = responses(800, 7)
    before, after = slice(0, 700), slice(0, 800)
    first, second = second_edition(columns, before, after)
    old, new = by_name(first), by_name(second)
    assert new["support|None=None"] != old["support|None=None"]
    assert new["support|None=None"].base - old["support|None=None"].base >= 50
    for name, table in new.items():
        if table.group and table.group != "connection":
            inside = columns[table.group][700:] == 2 + int(table.value[1:])
            if inside.sum() < 50:
                assert table == old[name], name


@pytest.mark.parametrize(
    ("late", "move"),
    # How many came by each way; answers that many left out of one question are not among them.
    [((300, 300, 20), (False,) * 3), ((200, 200, 200), (True,) * 3), ((300, 300, 0), (True, True, False))],
)
def test_groups_that_divide_everybody_move_together_or_not_at_all(late, move):
    columns = responses(1500 + sum(late), 3)
    columns["channel"] = (2 + np.arange(len(columns["channel"])) % 3).astype(np.uint8)
    columns["channel"][1500:] = np.repeat([2, 3, 4], late)
    first, second = second_edition(columns, slice(0, 1500), slice(0, 1500 + sum(late)))
    old, new = by_name(first), by_name(second)
    names = [f"support|channel=o{place}" for place in range(3)]
    assert tuple(new[name] != old[name] for name in names) == move


def test_a_profile_moves_only_where_each_of_its_moving_figures_is_about_fifty():
    columns = responses(800, 11)
    columns["age"][700:] = 2
    columns["age"][760:] = 3
    first, second = second_edition(columns, slice(0, 700), slice(0, 800))
    # 40 of the second age came; their figure moved by enough to be seen, so the whole profile stays.
    assert by_name(second)["age|None=None"] == by_name(first)["age|None=None"]
    columns["age"][760:] = 2
    first, second = second_edition(columns, slice(0, 700), slice(0, 800))
    assert by_name(second)["age|None=None"] != by_name(first)["age|None=None"]
    assert second.chains["age|"][-1][0] - second.chains["age|"][0][0] == 100


@pytest.mark.parametrize(
    ("left_out", "moves_too"),
    # How many are still left out in the second edition, of the 120 that the first one left out.
    [(0, True), (1, False), (49, False), (50, True)],
)
def test_no_exact_table_is_about_few_people_beside_the_line_with_those_left_out(left_out, moves_too):
    """The attack: 120 are left out and counted once with a second line, then all but one are taken back in."""
    columns = responses(800, 5)
    # Everybody answered, so that the numbers below are those of the question.
    columns["support"] = (2 + np.arange(800) % 5).astype(np.uint8)
    first_kept = counted(columns, slice(0, 680))
    without = {table.name: table for _, unit in first_kept for table, _ in unit if table.group is None}
    line = questions_with_excluded(PLAN, columns, CODEBOOK, RULES, without=without)
    first = edition([*first_kept, *((WITH_EXCLUDED, unit) for unit in line)], {}, {}, STILL)
    assert f"{WITH_EXCLUDED}support|" in first.chains
    names = [f"{where}{key_of(table)}" for where, table in first.tables]
    old = dict(zip(names, (table for _, table in first.tables), strict=True))
    second = edition(counted(columns, slice(0, 800 - left_out)), old, first.chains, STILL)
    assert (by_name(second)["support|None=None"].base != 680) is moves_too
    # The line is not in the second edition, and a third one still keeps away from it.
    assert WITH_EXCLUDED not in {where for where, _ in second.tables}
    assert second.chains[f"{WITH_EXCLUDED}support|"] == first.chains[f"{WITH_EXCLUDED}support|"]


@pytest.mark.parametrize(("answered", "has_line"), [(0, False), (1, False), (49, False), (50, True), (120, True)])
def test_a_question_that_few_of_those_left_out_answered_has_no_second_line(answered, has_line):
    columns = responses(800, 5)
    columns["support"] = (2 + np.arange(800) % 5).astype(np.uint8)
    columns["support"][680 + answered :] = NOT_ANSWERED
    without = {table.name: table for _, unit in counted(columns, slice(0, 680)) for table, _ in unit if table.group is None}
    line = questions_with_excluded(PLAN, columns, CODEBOOK, RULES, without=without)
    assert ("support" in {table.name for unit in line for table, _ in unit}) is has_line
