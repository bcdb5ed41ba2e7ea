"""From a condition to rules of a form and back."""

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from survey.domain.questionnaires.conditions import holds
from survey.domain.questionnaires.questions import LongText, Number, Option, SingleChoice
from survey.web.questionnaires.typed.conditions import (
    _RULES,
    EVERYBODY,
    HOWS,
    KEPT,
    fill_condition,
    hows_of,
    read_condition,
    simple,
)

EARLIER = {
    "tie": SingleChoice(code="tie", text="?", options=(Option("live", "Live"), Option("work", "Work"))),
    "age": Number(code="age", text="?"),
    "why": LongText(code="why", text="?"),
}
IS = {"question": "tie", "is": ["live"]}
OLD = {"question": "age", "at_least": 65}
SAID = {"question": "why", "answered": True}
FACT = {"fact": "sum-published"}


def read(typed, before=None):
    return read_condition(typed, EARLIER, before=before)


# A condition, and whether rules can show it.
SHOWN = [
    (IS, True),
    ({"not": IS}, True),
    (FACT, True),
    ({"not": FACT}, True),
    ({"question": "why", "answered": False}, True),
    ({"question": "age", "at_most": -3}, True),
    ({"all": [IS, OLD, FACT]}, True),
    ({"any": [IS, {"all": [OLD, {"not": FACT}]}, SAID]}, True),
    ({"all": [{"any": [IS, OLD]}, {"any": [SAID, FACT]}]}, True),
    # Too deep, and a negation that no rule has.
    ({"all": [IS, {"any": [OLD, {"all": [SAID, FACT]}]}]}, False),
    ({"not": {"all": [IS, OLD]}}, False),
    ({"not": OLD}, False),
]


@pytest.mark.parametrize(("condition", "shown"), SHOWN)
def test_what_rules_can_show_comes_back_and_the_rest_is_kept(condition, shown):
    typed = fill_condition(condition)
    assert (typed["asked"] != KEPT) is shown
    assert read(typed, condition) == (condition, {})


def test_nobody_is_left_out_without_rules():
    assert fill_condition(None)["asked"] == EVERYBODY
    assert read({"asked": EVERYBODY, "rule-1-about": "tie"}) == (None, {})


LEAVES = st.sampled_from([IS, {"not": IS}, OLD, SAID, FACT])
CONDITIONS = st.recursive(
    LEAVES,
    lambda parts: st.builds(lambda name, found: {name: found}, st.sampled_from(["all", "any"]), st.lists(parts, min_size=1, max_size=3)),
    max_leaves=6,
)  # fmt: skip
ANSWERS = st.fixed_dictionaries({}, optional={"tie": st.sampled_from(["live", "work"]), "age": st.integers(60, 70), "why": st.just("x")})


@given(condition=CONDITIONS, answers=ANSWERS, facts=st.sampled_from([frozenset(), frozenset({"sum-published"})]))
@examples(max_examples=80)
def test_opening_and_saving_asks_the_same_people(condition, answers, facts):
    again, problems = read(fill_condition(condition), condition)
    assert problems == {}
    assert simple(again) == simple(condition)
    assert holds(again, answers, facts) == holds(condition, answers, facts)


# What is chosen, and the field that is told to be wrong.
WRONG = [
    ({}, "asked"),
    ({"rule-1-about": "tie", "rule-1-how": "is"}, "rule-1-about"),
    ({"rule-1-about": "later", "rule-1-how": "is"}, "rule-1-about"),
    ({"rule-1-about": "age", "rule-1-how": "at-least", "rule-1-number": "old"}, "rule-1-about"),
    ({"rule-1-about": "fact:weather", "rule-1-how": "holds"}, "rule-1-about"),
    ({"rule-1-about": "tie", "rule-1-is-live": "on", "rule-2-about": "age"}, "rule-2-about"),
]


@pytest.mark.parametrize(("typed", "field"), WRONG)
def test_a_rule_that_says_nothing_is_told(typed, field):
    condition, problems = read({"asked": "some", "join": "all", **typed})
    assert condition is None
    assert list(problems) == [field]


def test_each_way_of_looking_has_words_and_a_reading():
    assert set(HOWS) == set(_RULES)
    assert {how for about in (*EARLIER, "fact:sum-published") for how in hows_of(about, EARLIER)} == set(HOWS)
