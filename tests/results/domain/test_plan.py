"""The plan of tables, and what a reader of the whole release could work out from it."""

from collections import defaultdict

import numpy as np
import pytest

from results.domain.disclosure import Disclosure
from results.domain.plan import Plan, PlanError, plan, safe_tables
from survey.domain.questionnaires.codebook import FIRST_OPTION
from tests.results.populations import CHARACTERISTICS, CODEBOOK, EQUALITY, FACTS, OPINION, choice, responses

SECRET = b"a secret of these tests only"
RULES = Disclosure("c", SECRET)
PLAN = plan(OPINION, EQUALITY, FACTS, characteristics=CHARACTERISTICS)


def released(columns, rules=RULES):
    return safe_tables(PLAN, columns, CODEBOOK, rules)


def test_every_question_alone_every_profile_and_every_question_by_each_characteristic():
    tables = released(responses(500, 1))
    alone = {(t.question, t.part) for t in tables if t.kind in ("everybody", "asked")}
    by = {(t.question, t.part, t.group) for t in tables if t.kind == "group"}
    assert alone == {
        ("support", None),
        ("purposes", "theft"),
        ("purposes", "events"),
        ("limits", None),
        ("treated", None),
        ("reason", None),
    }
    assert {t.question for t in tables if t.kind == "profile"} == set(CHARACTERISTICS)
    broken_down = alone - {("reason", None)}
    assert by == {(*question, group) for question in broken_down for group in CHARACTERISTICS}


def test_two_characteristics_are_never_crossed_and_of_texts_only_the_writers_are_counted():
    for table in released(responses(300, 2)):
        assert table.question != "reason" or (table.group is None and table.cells == ())
        assert table.group is None or table.question not in CHARACTERISTICS


def test_equality_questions_are_never_exact_even_when_nothing_is_broken_down_by_them():
    made = plan(OPINION, EQUALITY, (), characteristics=("connection",))
    tables = safe_tables(made, responses(500, 3), CODEBOOK, RULES)
    assert {t.kind for t in tables if t.question in ("age", "sex", "connection")} == {"profile"}
    assert {t.group for t in tables} == {None, "connection"}


@pytest.mark.parametrize(
    ("questions", "profiles", "characteristics"),
    [
        # Exact and protected: the one would give away the other.
        (("age",), ("age",), ()),
        # A characteristic without its profile.
        (("support",), (), ("age",)),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(questions, profiles, characteristics):
    with pytest.raises(PlanError):
        Plan(questions, profiles, characteristics)


@pytest.mark.parametrize("unknown", ["day", "reason"])
def test_a_plan_by_what_cannot_be_counted_is_refused(unknown):
    with pytest.raises(PlanError, match=unknown):
        plan(OPINION, EQUALITY, FACTS, characteristics=("age", unknown))


@pytest.mark.parametrize("size", [0, 30, 50, 200, 2000])
def test_nothing_about_a_group_is_true_to_one(size):
    for table in released(responses(size, size)):
        figures = [cell.count for cell in table.cells] + [table.base, table.not_answered, table.not_asked]
        if not table.exact:
            assert all(f is None or (f >= 10 and f % 5 == 0) for f in figures)
        else:
            assert table.base >= 50


# What a reader could work out. The attacker knows the rules, every published table and that totals are exact,
# but not the secret. A count is safe when some other set of responses would have been published as the very
# same release: here, the responses with the answers of two people to one question exchanged, which leaves
# every exact total and every base as it is. `Reader` takes what a figure may hide from the rules under test,
# by trying many secrets, so that weaker rules give the reader more.


class Reader:
    """What each published figure may stand for, under rules whose secret is unknown."""

    def __init__(self, figure):
        self.may_be = defaultdict(set)
        for count in range(2200):
            for published in figure(count):
                self.may_be[published].add(count)


def figures_under_many_secrets(count):
    return {Disclosure("c", bytes([i]) * 16).figure(count, "cell") for i in range(60)}


def hidden_below_ten_and_otherwise_true(count):
    return {count if count >= 10 else None}


READER = Reader(figures_under_many_secrets)
NAIVE_READER = Reader(hidden_below_ten_and_otherwise_true)


def groups_of(columns):
    """Every group with its members."""
    for code in ("age", "sex", "ward", "channel", "revision"):
        if code not in columns:
            continue
        for place in range(int(columns[code].max()) - 1):
            yield (code, f"o{place}"), columns[code] == FIRST_OPTION + place
    for bit in range(4):
        yield ("connection", f"o{bit}"), columns["connection#0"] >> bit & 1 == 1


def pinned(columns, question, figure, reader):
    """True counts of 1 or 2 in shown groups for which no exchange of answers explains the release as well."""
    answers, found = columns[question], []
    memberships = list(groups_of(columns))
    inside = np.array([members for _, members in memberships])
    counts = np.array([np.bincount(answers[m], minlength=12) for m in inside])
    bases = counts[:, FIRST_OPTION:].sum(axis=1)
    seen = [
        [reader.may_be[figure(g, o, counts[i, o])] for o in range(12)] for i, (g, _) in enumerate(memberships)
    ]
    shown = bases >= 46
    for i, option in zip(*np.nonzero(counts <= 2), strict=True):
        if option < FIRST_OPTION or not shown[i] or counts[i, option] == 0:
            continue
        givers = np.flatnonzero(inside[i] & (answers == option))
        takers = np.flatnonzero(~inside[i] & (answers >= FIRST_OPTION) & (answers != option))
        if not any(_unseen(inside, counts, seen, answers, a, b, shown) for a in givers for b in takers):
            found.append((memberships[i][0], option))
    return found


def _unseen(inside, counts, seen, answers, one, other, shown):
    """Whether the release would read the same had these two given each other's answer."""
    differ = np.flatnonzero((inside[:, one] != inside[:, other]) & shown)
    for group in differ:
        step = -1 if inside[group, one] else 1
        lost, won = answers[one], answers[other]
        if counts[group, lost] + step not in seen[group][lost]:
            return False
        if counts[group, won] - step not in seen[group][won]:
            return False
    return True


def protected(group, option, count):
    return RULES.figure(int(count), f"c|{group[0]}={group[1]}|support=o{option - FIRST_OPTION}")


@pytest.mark.parametrize("size", [50, 120, 400, 2000])
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_no_count_of_one_or_two_in_a_group_can_be_worked_out(size, seed):
    assert pinned(responses(size, seed), "support", protected, READER) == []


@pytest.mark.parametrize("size", [120, 400, 2000])
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("shares", [(0.5, 0.5), (0.9, 0.1), (0.5, 0.3, 0.2)])
def test_before_and_after_tell_such_a_reader_no_more(size, seed, shares):
    columns = changed(responses(size, seed), shares, seed)
    assert pinned(columns, "support", protected, READER) == []


def test_the_reader_above_does_see_through_weaker_rules():
    # The same attack on "hide what is under ten and print the rest", so that the test above means something.
    found = [
        pinned(responses(2000, seed), "support", lambda _g, _o, n: int(n) if n >= 10 else None, NAIVE_READER)
        for seed in (1, 2, 3, 4)
    ]
    assert sum(map(len, found)) > 5


# Subtraction, step by step: the bounds of every cell of a characteristic, narrowed by every exact total and
# every protected base until nothing moves. This is what a patient person with a spreadsheet can do.


def narrowed(low, high, totals, bases):
    for _ in range(60):
        before = low.copy(), high.copy()
        rest_low, rest_high = low.sum(axis=0) - low, high.sum(axis=0) - high
        low, high = np.maximum(low, totals - rest_high), np.minimum(high, totals - rest_low)
        rest_low, rest_high = low.sum(axis=1, keepdims=True) - low, high.sum(axis=1, keepdims=True) - high
        low = np.maximum(low, bases[:, :1] - rest_high)
        high = np.minimum(high, bases[:, 1:] - rest_low)
        if (low == before[0]).all() and (high == before[1]).all():
            break
    return low, high


def bounds(figure):
    return (max(0, figure - 4), figure + 4) if figure is not None else (0, 9)


def worked_out(counts, publish, between, *, rest=None):
    """How many true counts of 1 or 2 the bounds pin, the totals being exact and one group being "no answer".

    `rest` is how many at most the reader believes to be in that group.
    """
    tables = [
        [between(publish(row, column, n)) for column, n in enumerate(own)] for row, own in enumerate(counts)
    ]
    pairs = np.array(tables, float)
    size = counts.sum() if rest is None else rest
    # The last row is the people in no group, of whom nothing is published.
    pairs[-1] = [0, size]
    totals = counts.sum(axis=0)
    bases = np.array([between(publish(row, None, own.sum())) for row, own in enumerate(counts)], float)
    bases[-1] = [0, size]
    low, high = narrowed(pairs[..., 0], pairs[..., 1], totals, bases)
    small = (counts >= 1) & (counts <= 2)
    return int(((low == high) & small)[:-1].sum())


def by_ward(columns):
    joint = np.bincount(columns["ward"].astype(int) * 8 + columns["support"], minlength=88).reshape(11, 8)
    inside = joint[FIRST_OPTION:, FIRST_OPTION:]
    return np.vstack([inside, joint[:FIRST_OPTION, FIRST_OPTION:].sum(axis=0)])


def cell_figure(row, column, count):
    name = "*" if column is None else f"support=o{column}"
    return RULES.figure(int(count), f"c|ward=o{row}|{name}")


@pytest.mark.parametrize("size", [50, 120, 400, 2000])
def test_subtraction_pins_no_count_of_one_or_two(size):
    found = [worked_out(by_ward(responses(size, seed)), cell_figure, bounds) for seed in range(20)]
    assert sum(found) == 0


def test_the_same_subtraction_does_see_through_weaker_rules():
    def true_from_ten(_row, _column, count):
        return int(count) if count >= 10 else None

    def exactly(figure):
        return (figure, figure) if figure is not None else (1, 9)

    columns = [responses(2000, seed) for seed in range(20)]
    # Everybody named a ward here, so that whole columns can be subtracted.
    for own in columns:
        own["ward"] = np.maximum(own["ward"], FIRST_OPTION)
    assert sum(worked_out(by_ward(own), true_from_ten, exactly) for own in columns) > 0


# Before and after a change: everybody is in one of the groups, so each is an exact total less the others.

ERAS = tuple(choice("revision", count) for count in (2, 3))


def changed(columns, shares, seed):
    """With the revision that each was shown, in such shares. Nobody is without one."""
    size = len(columns["ward"])
    drawn = np.random.default_rng(seed).choice(len(shares), size, p=shares)
    return {**columns, "revision": (FIRST_OPTION + drawn).astype(np.uint8)}


def by_era(columns, count):
    joint = np.bincount(columns["revision"].astype(int) * 8 + columns["support"], minlength=8 * (count + 2))
    inside = joint.reshape(-1, 8)[FIRST_OPTION:, FIRST_OPTION:]
    return np.vstack([inside, np.zeros_like(inside[:1])])


def era_figure(row, column, count):
    name = "*" if column is None else f"support=o{column}"
    return RULES.figure(int(count), f"c|revision=o{row}|{name}")


@pytest.mark.parametrize("size", [120, 400, 2000])
@pytest.mark.parametrize("shares", [(0.5, 0.5), (0.8, 0.2), (0.97, 0.03), (0.6, 0.3, 0.1)])
def test_subtracting_before_from_everybody_pins_no_count_of_one_or_two(size, shares):
    found = [
        worked_out(
            by_era(changed(responses(size, seed), shares, seed), len(shares)), era_figure, bounds, rest=0
        )
        for seed in range(20)
    ]
    assert sum(found) == 0


def split_release(columns, *, divides):
    eras = ERAS[0]
    made = plan(OPINION, EQUALITY, (*FACTS, eras), characteristics=("revision",), divides=divides)
    return safe_tables(made, columns, (*CODEBOOK, eras), RULES)


def exchanged(columns, rng):
    """The same answers given by others: exact totals stay, and what the few late ones said does not."""
    turned = dict(columns)
    order = rng.permutation(len(columns["support"]))
    return turned | {c.name: columns[c.name][order] for c in OPINION}


@pytest.mark.parametrize("late", [0, 1, 3, 20, 40])
def test_what_a_few_said_after_a_change_leaves_no_trace_in_the_release(late):
    columns = responses(600, late)
    columns["revision"] = np.full(600, FIRST_OPTION, np.uint8)
    columns["revision"][:late] += 1
    rng = np.random.default_rng(late)
    first = split_release(columns, divides=("revision",))
    for _ in range(5):
        assert split_release(exchanged(columns, rng), divides=("revision",)) == first


def test_hiding_only_the_few_would_leave_a_trace():
    columns = responses(600, 20)
    columns["revision"] = np.full(600, FIRST_OPTION, np.uint8)
    columns["revision"][:20] += 1
    others = [split_release(exchanged(columns, np.random.default_rng(i)), divides=()) for i in range(5)]
    assert any(other != split_release(columns, divides=()) for other in others)


def test_a_change_of_the_plan_adds_tables_and_moves_none():
    columns = changed(responses(700, 5), (0.7, 0.3), 5)
    eras = ERAS[0]
    made = plan(
        OPINION,
        EQUALITY,
        (*FACTS, eras),
        characteristics=(*CHARACTERISTICS, "revision"),
        divides=("revision",),
    )
    more = safe_tables(made, columns, (*CODEBOOK, eras), RULES)
    others = [t for t in more if "revision" not in (t.group, t.question)]
    assert others == list(released(columns))
    assert len(more) > len(others)


def test_a_second_release_of_the_same_responses_says_the_same():
    columns = responses(700, 9)
    assert released(columns) == released(columns)
    assert released(columns) != released(columns, Disclosure("c", b"another secret of these tests"))


def test_the_order_of_responses_says_nothing():
    columns = responses(700, 9)
    turned = {name: values[::-1].copy() for name, values in columns.items()}
    assert released(columns) == released(turned)


def test_a_plan_of_columns_alone():
    made = plan([choice("a", 2), choice("b", 2)], [], [choice("channel", 3)], characteristics=["b"])
    assert made == Plan(("a",), ("b", "channel"), ("b",))
