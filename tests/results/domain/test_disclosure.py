"""The rules of what may be published. Each test fails when its rule is broken."""

import copy
import dataclasses
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.domain.disclosure import (
    Disclosure,
    DisclosureError,
    SafeCell,
    SafeTable,
    from_json,
    percent,
    progress,
    to_json,
)
from results.domain.tables import Breakdown, Table
from tests.source import ROOT

SHARED = ROOT.parent / "shared" / "vectors" / "sdc_vectors.json"
SECRET = b"test-secret-not-for-production"
RULES = Disclosure("s1", SECRET)
SECRETS = st.binary(min_size=16, max_size=40)
COUNTS = st.integers(0, 3000)


def table(counts, *, not_answered=0, not_asked=0, multiple=False, base=None, **place):
    options = tuple("abcdefghij"[: len(counts)])
    fields = {"question": "q1", "part": None, "group": None, "value": None} | place
    return Table(
        options=options,
        counts=tuple(counts),
        base=sum(counts) if base is None else base,
        not_answered=not_answered,
        not_asked=not_asked,
        multiple=multiple,
        **fields,
    )


def in_ward(value, counts, **other):
    return table(counts, group="ward", value=value, **other)


def published(safe):
    return [(cell.count, cell.percent) for cell in safe.cells]


# Published figures worked out by an independent implementation of the rules, with the secret above.
@pytest.mark.parametrize(
    ("ward", "counts", "base", "figures"),
    [
        # Rounding moves the figures either way; percentages are of the published base, 80, not of 82.
        ("W1", (40, 31, 9, 2, 0), 80, [(40, 50), (30, 38), (None, None), (None, None), (None, None)]),
        # 46 people: too small a group for anything.
        ("W2", (20, 20, 3, 2, 1), None, [(None, None)] * 5),
        # Everybody answered alike, and nobody can tell: 92%, and the noughts look like nines.
        ("W3", (61, 0, 0, 0, 0), 65, [(60, 92), (None, None), (None, None), (None, None), (None, None)]),
        ("W4", (812, 611, 77, 12, 11), 1520, [(810, 53), (610, 40), (80, 5), (10, 1), (10, 1)]),
    ],
)
def test_group_tables_equal_the_worked_examples(ward, counts, base, figures):
    safe = RULES.group(in_ward(ward, counts))
    assert safe.base == base
    assert published(safe) == figures


@pytest.mark.parametrize(
    ("cell", "offset", "figures"),
    [
        ("s1|ward=W1|q1=a", 1, {0: None, 9: 10, 10: 10, 14: 15, 99: 100, 1234: 1235}),
        ("s1|ward=W3|q1=b", 3, {0: None, 6: None, 9: 10, 14: 15, 99: 100, 1234: 1235}),
    ],
)
def test_offsets_equal_the_worked_examples(cell, offset, figures):
    assert RULES.offset(cell) == offset
    assert {count: RULES.figure(count, cell) for count in figures} == figures


@pytest.mark.skipif(not SHARED.exists(), reason="the shared vectors are not beside this checkout")
def test_all_figures_equal_the_shared_vectors():
    vectors = json.loads(SHARED.read_text())
    rules = Disclosure("s1", vectors["secret"].encode())
    for cell in vectors["cells"]:
        assert rules.offset(cell["cell"]) == cell["offset"]
        assert [[n, rules.figure(n, cell["cell"])] for n, _ in cell["published"]] == cell["published"]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared vectors are not beside this checkout")
def test_all_tables_equal_the_shared_vectors():
    vectors = json.loads(SHARED.read_text())
    for vector in vectors["tables"]:
        consultation, group, value, question, counts, base = vector["args"]
        rules = Disclosure(consultation, vectors["secret"].encode())
        safe = rules.group(
            table(tuple(counts.values()), group=group, value=value, question=question, base=base)
        )
        expected = vector["result"]
        assert safe.shown == (expected is not None)
        if expected:
            assert safe.base == expected["base"]
            assert [list(figures) for figures in published(safe)] == list(expected["options"].values())


@given(COUNTS, SECRETS, st.text("abcdefgh", min_size=1))
def test_a_figure_is_within_four_and_never_one_to_nine(count, secret, cell):
    figure = Disclosure("c", secret).figure(count, cell)
    if figure is None:
        assert count <= 9
    else:
        assert figure >= 10
        assert figure % 5 == 0
        assert abs(figure - count) <= 4


@given(SECRETS, st.integers(0, 200))
def test_noughts_and_small_counts_look_alike(secret, other):
    one = Disclosure("c", secret).group(in_ward("w", (other + 60, 0)))
    assert published(one)[1] == (None, None)


@given(COUNTS)
def test_offsets_are_as_often_down_as_up(count):
    figures = [Disclosure("c", SECRET).offset(f"cell {i}") for i in range(500)]
    mean = sum(5 * ((count + offset) // 5) for offset in figures) / len(figures)
    assert abs(mean - count) < 0.5


@given(st.lists(st.integers(0, 400), min_size=1, max_size=8), SECRETS)
def test_percentages_come_from_published_figures_only(counts, secret):
    safe = Disclosure("c", secret).group(in_ward("w", counts))
    for cell in safe.cells:
        if cell.count is None:
            assert cell.percent is None
        else:
            assert cell.percent == min(100, int(100 * cell.count / safe.base + 0.5 + 1e-9))


@pytest.mark.parametrize(
    ("count", "base", "share"),
    # Halves go up; rounding can make a part larger than the whole, which is 100%; no base, no share.
    [(1, 200, 1), (1, 201, 0), (5, 1000, 1), (65, 60, 100), (None, 50, None), (0, 50, 0), (10, None, None)],
)
def test_percentages_are_whole_numbers_half_up(count, base, share):
    assert percent(count, base) == share


@given(st.integers(0, 60), SECRETS)
def test_a_group_shows_only_with_a_published_base_of_fifty(size, secret):
    rules = Disclosure("c", secret)
    safe = rules.group(in_ward("w", (size, 0), not_answered=100, not_asked=100))
    expected = rules.figure(size, "c|ward=w|*")
    assert safe.shown == (expected is not None and expected >= 50)
    if not safe.shown:
        assert size < 50
        assert (safe.base, safe.not_answered, safe.not_asked) == (None, None, None)
        assert published(safe) == [(None, None)] * 2


def test_questions_over_everybody_are_exact_from_fifty_on():
    safe = RULES.everybody(table((47, 3), not_answered=2, not_asked=1))
    assert safe.exact
    assert published(safe) == [(47, 94), (3, 6)]
    assert (safe.base, safe.not_answered, safe.not_asked) == (50, 2, 1)


def test_a_question_few_people_were_asked_is_a_group_itself():
    # 46 answered; its own base is not fifty, whatever the size of the survey.
    safe = RULES.everybody(table((40, 6), not_asked=4000))
    assert not safe.shown
    assert not safe.exact


@given(st.integers(1, 49), SECRETS)
def test_a_question_few_people_were_asked_is_protected_if_shown(size, secret):
    rules = Disclosure("c", secret)
    safe = rules.everybody(table((size, 0), not_asked=4000))
    assert safe.kind == "asked"
    assert (safe.not_answered, safe.not_asked) == (None, None)
    if safe.shown:
        assert safe.base == 50 == rules.figure(size, "c|asked=q1|*")
        assert safe.cells[0].count == rules.figure(size, "c|asked=q1|q1=a")


def test_the_profile_of_a_group_is_the_base_of_its_own_tables():
    counts = (83, 20, 71)
    profile = RULES.profile(table(counts, question="ward", not_answered=30))
    for option, cell, count in zip("abc", profile.cells, counts, strict=True):
        own = RULES.group(table((count, 0), group="ward", value=option))
        assert cell.count == RULES.figure(count, f"s1|ward={option}|*")
        assert own.base == (cell.count if own.shown else None)


def test_everything_in_a_profile_is_protected():
    safe = RULES.profile(table((3, 61, 77), question="ethnic-group", not_answered=8, not_asked=123))
    figures = [cell.count for cell in safe.cells] + [safe.base, safe.not_answered, safe.not_asked]
    assert [f for f in figures if f is not None and f % 5] == []
    assert (safe.cells[0].count, safe.not_answered) == (None, None)


def test_the_same_people_in_two_profiles_are_one_figure():
    # Organisations are asked no equality question: a second offset would be a second look at their number.
    names = [f"characteristic-{i}" for i in range(40)]
    profiles = [RULES.profile(table((500, 312), question=name, not_asked=137)) for name in names]
    assert len({(p.base, p.not_asked) for p in profiles}) == 1


def test_the_same_people_in_two_questions_of_a_group_are_one_figure():
    names = [f"question-{i}" for i in range(40)]
    groups = [RULES.group(in_ward("w", (70, 33), not_asked=57, question=name)) for name in names]
    assert len({(g.base, g.not_asked) for g in groups}) == 1


def test_what_those_answered_who_were_left_out_is_a_group():
    # Two exact tables would print it by subtraction.
    without = table((400, 300))
    with_excluded = RULES.with_excluded(table((460, 311)), without)
    assert RULES.everybody(without).exact
    assert with_excluded.shown
    assert not with_excluded.exact
    assert all(cell.count % 5 == 0 for cell in with_excluded.cells)


def test_a_breakdown_keeps_the_order_of_its_groups_and_hides_the_small():
    groups = tuple(in_ward(value, counts) for value, counts in (("w2", (70, 9)), ("w1", (3, 4))))
    safe = RULES.breakdown(Breakdown("q1", None, "ward", groups))
    assert [(t.value, t.shown) for t in safe] == [("w2", True), ("w1", False)]


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        # Before and after; the smaller one is what the exact total would give away.
        (((300, 80), (20, 9)), [False, False]),
        (((300, 80), (0, 0)), [False, False]),
        (((300, 80), (40, 30)), [True, True]),
        (((300, 80), (20, 9), (70, 40)), [False, False, False]),
    ],
)
def test_groups_that_divide_everybody_are_all_shown_or_none(sizes, shown):
    groups = [table(c, group="revision", value=f"r{place}") for place, c in enumerate(sizes)]
    breakdown = Breakdown("q1", None, "revision", tuple(groups))
    safe = RULES.breakdown(breakdown, all_or_none=True)
    assert [t.shown for t in safe] == shown
    for own in safe:
        if not own.shown:
            assert published(own) == [(None, None)] * 2
            assert (own.base, own.not_answered, own.not_asked) == (None, None, None)
            assert from_json(to_json(own)) == own
    if all(shown):
        assert safe == RULES.breakdown(breakdown)


def test_progress_is_rounded_down_to_ten():
    safe = progress(table((9, 10, 129, 0)))
    assert published(safe) == [(None, None), (10, None), (120, None), (None, None)]
    assert safe.base == 140


@pytest.mark.parametrize(
    ("act", "made_of"),
    [
        (RULES.everybody, in_ward("w", (60, 60))),
        (RULES.profile, in_ward("w", (60, 60))),
        (RULES.profile, table((60, 60), part="row")),
        (RULES.group, table((60, 60))),
        # The marks of a figure's name in a code could take the name of another figure.
        (RULES.group, in_ward("w|q1=a", (60, 60))),
        (RULES.group, table((60, 60), group="ward=x", value="w")),
        (RULES.profile, table((60, 60), question="ward|*")),
    ],
)
def test_a_table_of_the_wrong_kind_is_refused(act, made_of):
    with pytest.raises(DisclosureError):
        act(made_of)


def test_a_weak_secret_is_refused_and_no_secret_is_printed():
    with pytest.raises(DisclosureError, match="16 bytes"):
        Disclosure("c", b"short")
    assert "secret" not in repr(RULES)


# The door is shut: nothing but disclosure control makes a published table.

EXACT = RULES.everybody(table((47, 13)))
FIELDS = {f.name: getattr(EXACT, f.name) for f in dataclasses.fields(SafeTable)}


def test_a_safe_table_cannot_be_made_by_hand():
    with pytest.raises(TypeError, match="only disclosure control"):
        SafeTable(**FIELDS)
    with pytest.raises(TypeError, match="only disclosure control"):
        SafeTable(**FIELDS, key=object())


def test_a_safe_table_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        EXACT.base = 3
    with pytest.raises(dataclasses.FrozenInstanceError):
        EXACT.cells[0].count = 3
    with pytest.raises(TypeError):
        dataclasses.replace(EXACT, base=3)


def test_a_safe_table_has_no_second_door():
    with pytest.raises(TypeError, match="travels as JSON"):
        pickle.dumps(EXACT)
    with pytest.raises(TypeError, match="travels as JSON"):
        object.__new__(SafeTable).__setstate__(FIELDS)
    with pytest.raises(TypeError, match="no other kinds"):
        type("Loose", (SafeTable,), {})
    assert copy.copy(EXACT) is EXACT
    assert copy.deepcopy([EXACT])[0] is EXACT


@pytest.mark.parametrize(
    "safe",
    [
        EXACT,
        RULES.group(in_ward("w", (70, 9), not_answered=12)),
        RULES.group(in_ward("small", (7, 9))),
        RULES.profile(table((70, 9), question="age")),
        RULES.everybody(table((9, 3), part="row")),
        progress(table((9, 31))),
    ],
)
def test_a_stored_table_comes_back_the_same(safe):
    assert from_json(json.loads(json.dumps(to_json(safe)))) == safe


@pytest.mark.parametrize(
    "change",
    [
        # A true figure, one to nine, a percentage of something else, too small a base, no base, a true rest.
        {"cells": [[71, 95], [None, None]]},
        {"cells": [[5, 7], [None, None]]},
        {"cells": [[0, 0], [None, None]]},
        {"cells": [[70, 94], [None, None]]},
        {"base": 45},
        {"base": None},
        {"not_answered": 3},
        {"cells": [[70, 93]]},
        {"kind": "something-else"},
    ],
)
def test_a_stored_table_that_breaks_the_rules_is_refused(change):
    stored = to_json(RULES.group(in_ward("w", (70, 5))))
    assert stored["base"] == 75
    with pytest.raises(DisclosureError):
        from_json(stored | change)


def test_the_reader_is_told_what_the_figures_are():
    assert "exact" in EXACT.note
    assert "up to four" in RULES.group(in_ward("w", (70, 9))).note
    assert "not shown" in RULES.group(in_ward("w", (7, 9))).note
    assert SafeCell(None, None) == RULES.group(in_ward("w", (70, 2))).cells[1]


# Groups that are everybody together, in as many parts as there are mailings.


@pytest.mark.parametrize(
    ("bases", "shown"),
    [
        ((200, 300), (True, True)),
        # One hidden alone could be worked out from the total; it takes the other one with it.
        ((20, 300), (False, False)),
        # It takes the smallest of the others, and only that one.
        ((20, 300, 90, 400), (False, True, False, True)),
        # Two small ones are 60 together: that is no small group.
        ((30, 30, 400), (False, False, True)),
        ((10, 15, 400, 90), (False, False, True, False)),
        # Nobody at all looks like a few.
        ((0, 300, 90), (False, True, False)),
    ],
)
def test_a_small_group_is_never_hidden_alone_where_the_groups_are_everybody(bases, shown):
    values = [f"stratum-{place}" for place in range(len(bases))]
    tables = tuple(
        Table("support", None, ("yes", "no"), "stratum", value, (base, 0), base, 0, 0)
        for value, base in zip(values, bases, strict=True)
    )
    safe = Disclosure("c", bytes(32)).breakdown(
        Breakdown("support", None, "stratum", tables), accompanied=True
    )
    assert tuple(table.shown for table in safe) == shown
