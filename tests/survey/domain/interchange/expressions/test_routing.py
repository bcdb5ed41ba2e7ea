"""Expressions → conditions: the same meaning where there is one, and wider, never narrower, where there is not."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.interchange.expressions.parsing import XPATH, parse
from survey.domain.interchange.expressions.routing import route
from survey.domain.interchange.expressions.variables import Kind, Scope, Variable
from survey.domain.questionnaires.conditions import holds, problems_in

IS_A = {"question": "one", "is": ["a"]}
ANSWERED, EMPTY = {"question": "one", "answered": True}, {"question": "one", "answered": False}


def scope():
    return Scope(
        variables={
            "one": Variable("one", Kind.ONE, {"a": "a", "b": "b"}),
            "rate": Variable("rate", Kind.ONE, {"1": "1", "2": "2", "3": "3"}),
            "many": Variable("many", Kind.MANY, {"x": "x", "y": "y"}),
            "age": Variable("age", Kind.NUMBER),
            "why": Variable("why", Kind.ANSWERED),
            "box": Variable("many", Kind.FLAG, {"Y": "x"}),
            "row": Variable("grid", Kind.UNSEEN),
        },
        later={"later"},
        formulas={
            "adult": parse("if(${age} >= 18, 1, 0)", XPATH),
            "agreed": parse("${one} = 'a'", XPATH),
            "round": parse("${round} = 1", XPATH),
        },
    )


# An expression, and the condition that means the same.
EXACT = [
    ("${one} = 'a'", IS_A),
    ("'a' = ${one}", IS_A),
    ("selected(${one}, 'a')", IS_A),
    ("${one} != 'a'", {"not": IS_A}),
    ("not(selected(${one}, 'a'))", {"not": IS_A}),
    ("not(not(${one} = 'a'))", IS_A),
    ("${one} != ''", ANSWERED),
    ("${one} = ''", EMPTY),
    ("${one}", ANSWERED),
    ("not(${one})", EMPTY),
    ("string-length(${why}) > 0", {"question": "why", "answered": True}),
    ("count-selected(${many}) >= 1", {"question": "many", "answered": True}),
    ("${rate} = 2", {"question": "rate", "is": ["2"]}),
    ("${rate} > 1", {"question": "rate", "is": ["2", "3"]}),
    ("${age} >= 18", {"question": "age", "at_least": 18}),
    ("${age} > 18", {"question": "age", "at_least": 19}),
    ("${age} < 18", {"question": "age", "at_most": 17}),
    ("18 > ${age}", {"question": "age", "at_most": 17}),
    ("${age} = 18", {"all": [{"question": "age", "at_most": 18}, {"question": "age", "at_least": 18}]}),
    ("${many} = 'x'", {"all": [{"question": "many", "is": ["x"]}, {"not": {"question": "many", "is": ["y"]}}]}),
    ("${box} = 'Y'", {"question": "many", "is": ["x"]}),
    ("${box} = ''", {"not": {"question": "many", "is": ["x"]}}),
    ("${one} = 'a' and ${one} = 'a'", IS_A),
    ("${one} = 'a' and true()", IS_A),
    ("${one} = 'a' or false()", IS_A),
    ("1 = 1", None),
    ("(${one} = 'a' and ${age} > 1) and ${why}", {"all": [IS_A, {"question": "age", "at_least": 2}, {"question": "why", "answered": True}]}),
    # What the form works out is read as if it were written out.
    ("${adult} = 1", {"question": "age", "at_least": 18}),
    ("selected(${adult}, '1')", {"question": "age", "at_least": 18}),
    ("${adult} = 0", {"not": {"question": "age", "at_least": 18}}),
    ("${agreed}", IS_A),
]


@pytest.mark.parametrize(("text", "condition"), EXACT)
def test_the_same_meaning(text, condition):
    routed = route([parse(text, XPATH)], scope())
    assert (routed.condition, routed.never, routed.left_out) == (condition, False, ())
    assert condition is None or list(problems_in(condition)) == []


# An expression of which a part has no counterpart; what is kept, and why.
PARTLY = [
    ("${one} = 'a' and ${later} = 1", IS_A, "asked later"),
    ("${one} = 'a' or ${later} = 1", None, "asked later"),
    ("${one} = 'a' and not(${later} = 1 and ${age} > 1)", IS_A, "asked later"),
    ("${nobody} = 1", None, "not asked here"),
    ("${one} = 'z'", None, "“z” is not an answer"),
    ("${one} = ${many}", None, "two answers"),
    ("${age} + 1 > 3", None, "reckons"),
    ("${why} = 'x'", None, "whether there is an answer"),
    ("${row} = 1", None, "one by one"),
    ("today() > '2026-01-01'", None, "reckons"),
    ("pulldata('a')", None, "pulldata()"),
    ("${many} > 1", None, "cannot be compared"),
    ("${age} = 'x'", None, "number"),
    ("${age} = 1.5", None, "whole number"),
    ("count-selected(${many}) > 1", None, "how many"),
    ("${round} = 1", None, "too long"),
    (". = 1", None, "own answer"),
]


@pytest.mark.parametrize(("text", "kept", "why"), PARTLY)
def test_what_has_no_counterpart_is_left_out_and_told(text, kept, why):
    routed = route([parse(text, XPATH)], scope())
    assert routed.condition == kept
    assert why in "; ".join(routed.left_out)


def test_what_can_never_hold_is_told():
    assert route([parse("1 = 2", XPATH)], scope()).never


ANSWERS = [
    {key: value for key, value in zip(("one", "many", "age"), values, strict=True) if value is not None}
    for values in product((None, "a", "b"), (None, ["x"], ["x", "y"]), (None, 3, 30))
]
LEAVES = ("${one} = 'a'", "${one} != 'b'", "selected(${many}, 'y')", "${age} > 5", "${age} <= 5", "${one} = ''", "${many}")


def truth(text, answers):
    """What ODK makes of a leaf."""
    one, many, age = answers.get("one", ""), answers.get("many", []), answers.get("age")
    return {
        LEAVES[0]: one == "a",
        LEAVES[1]: one != "b",
        LEAVES[2]: "y" in many,
        LEAVES[3]: age is not None and age > 5,
        LEAVES[4]: age is not None and age <= 5,
        LEAVES[5]: one == "",
        LEAVES[6]: bool(many),
    }[text]


expressions = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.tuples(st.just("not"), inner),
        st.tuples(st.sampled_from(("and", "or")), inner, inner),
    ),
    max_leaves=6,
)


def written(tree):
    if isinstance(tree, str):
        return tree
    return f"not({written(tree[1])})" if tree[0] == "not" else f"({written(tree[1])} {tree[0]} {written(tree[2])})"


def evaluated(tree, answers):
    if isinstance(tree, str):
        return truth(tree, answers)
    if tree[0] == "not":
        return not evaluated(tree[1], answers)
    both = (evaluated(tree[1], answers), evaluated(tree[2], answers))
    return all(both) if tree[0] == "and" else any(both)


@given(expressions)
def test_conditions_hold_exactly_when_the_expressions_do(tree):
    routed = route([parse(written(tree), XPATH)], scope())
    for answers in ANSWERS:
        assert (not routed.never and holds(routed.condition, answers)) == evaluated(tree, answers)


@given(expressions, st.sampled_from(("and", "or")), st.booleans())
def test_with_a_part_left_out_nobody_is_asked_less(tree, operator, unknown):
    """Whatever the unknown part would say, the condition holds wherever the whole expression does."""
    routed = route([parse(f"{written(tree)} {operator} not(${{nobody}} = 1)", XPATH)], scope())
    for answers in ANSWERS:
        known = evaluated(tree, answers)
        whole = (known and unknown) if operator == "and" else (known or unknown)
        assert not whole or (not routed.never and holds(routed.condition, answers))
