"""Filters: each response fits exactly one of the values of what has single answers, and all filters together."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from results.domain.filtering import STATES, Condition, fitting, needed, values_of
from results.domain.tabulate import one_way, subjects
from tests.results.populations import CODEBOOK, responses

POPULATIONS = st.builds(responses, st.integers(0, 300), st.integers(0, 2**32 - 1))
SUBJECTS = subjects(CODEBOOK)
CONDITIONS = st.sampled_from(
    [Condition(s.question, s.part, value) for s in SUBJECTS for value in {*values_of(s), *STATES}]
)


def fits(columns, row, condition):
    """The same, one response at a time and spelt out."""
    subject = next(s for s in SUBJECTS if (s.question, s.part) == (condition.question, condition.part))
    first = int(columns[subject.columns[0].name][row])
    states = {"~not-asked": first == 0, "~not-answered": first == 1, "~answered": first >= 2}
    if condition.value in states:
        return states[condition.value]
    for column in subject.columns:
        if condition.value in column.options:
            place, code = column.options.index(condition.value), int(columns[column.name][row])
            return bool(code >> place & 1) if column.kind == "flags" else code == place + 2
    raise AssertionError(condition)


@settings(max_examples=60, deadline=None)
@given(POPULATIONS, st.lists(CONDITIONS, min_size=1, max_size=4))
def test_all_conditions_hold_at_once(columns, conditions):
    number = len(columns["ward"])
    found = fitting(columns, CODEBOOK, conditions)
    slow = [all(fits(columns, row, one) for one in conditions) for row in range(number)]
    assert found.tolist() == slow


@settings(max_examples=40, deadline=None)
@given(POPULATIONS, st.lists(CONDITIONS, max_size=2), st.sampled_from([s for s in SUBJECTS if not s.multiple]))
def test_the_values_of_a_subject_divide_those_who_fit_the_others(columns, others, subject):
    everybody = one_way(columns, CODEBOOK, mask=fitting(columns, CODEBOOK, others))
    parts = [
        one_way(columns, CODEBOOK, mask=fitting(columns, CODEBOOK, [*others, this]))
        for this in (Condition(subject.question, subject.part, value) for value in values_of(subject))
    ]
    for place, whole in enumerate(everybody):
        own = [part[place] for part in parts]
        assert tuple(np.sum([one.counts for one in own], axis=0, dtype=int)) == whole.counts
        for residue in ("base", "not_answered", "not_asked"):
            assert sum(getattr(one, residue) for one in own) == getattr(whole, residue)


def test_without_a_condition_it_is_everybody():
    assert fitting(responses(5, 1), CODEBOOK, []) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ward.north", Condition("ward", None, "north")),
        ("grid.row.yes", Condition("grid", "row", "yes")),
        ("main-reason.~not-answered", Condition("main-reason", None, "~not-answered")),
    ],
)
def test_a_condition_is_read_and_written_alike(text, found):
    assert Condition.read(text) == found
    assert str(found) == text


# No value, nothing at all, a row too many.
@pytest.mark.parametrize("text", ["ward", "", "ward.", "a.b.c.d"])
def test_what_is_no_condition_is_refused(text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        Condition.read(text)


@pytest.mark.parametrize("condition", [Condition("nothing", None, "x"), Condition("ward", None, "nowhere")])
def test_what_the_columns_do_not_hold_is_refused(condition):
    with pytest.raises(KeyError) as refused:
        fitting(responses(5, 1), CODEBOOK, [condition])
    assert refused.value.args == (condition,)


def test_only_the_columns_of_the_questions_are_needed():
    own = list(needed(CODEBOOK, ["ward"]))
    assert [column.name for column in own] == ["ward"]
