"""What is left of a condition once something is known."""

import pytest

from survey.domain.questionnaires.questions import (
    MultipleChoice,
    Option,
    Page,
    Questionnaire,
    Section,
    SingleChoice,
)
from survey.domain.questionnaires.settling import Known, never_answered, settled

IS_A, IS_B = {"question": "one", "is": ["a"]}, {"question": "one", "is": ["b"]}
OTHER = {"question": "other", "answered": True}
FACT = {"fact": "sum-published"}
A, B = Known({"one": frozenset("a")}), Known({"one": frozenset("b")})
A_OR_B, LISTED = Known({"one": frozenset("ab")}), Known(all_of={"one": frozenset("a")})


@pytest.mark.parametrize(
    ("condition", "known", "left"),
    [
        (None, A, True),
        (FACT, A, True),
        ({"not": FACT}, A, False),
        ({"fact": "unknown"}, A, False),
        (IS_A, A, True),
        (IS_A, B, False),
        # One of two: it is not known which.
        (IS_A, A_OR_B, IS_A),
        ({"question": "one", "is": ["a", "b"]}, A_OR_B, True),
        # A list of several that has at least this one: it may have others too.
        (IS_A, LISTED, True),
        (IS_B, LISTED, IS_B),
        ({"question": "one", "answered": True}, A, True),
        ({"question": "one", "answered": False}, LISTED, False),
        (OTHER, A, OTHER),
        ({"not": OTHER}, A, {"not": OTHER}),
        ({"not": IS_A}, A, False),
        ({"all": [IS_A, OTHER]}, A, OTHER),
        ({"all": [IS_A, OTHER]}, B, False),
        ({"all": [IS_A, FACT]}, A, True),
        ({"any": [IS_A, OTHER]}, A, True),
        ({"any": [IS_B, OTHER, OTHER]}, A, {"any": [OTHER, OTHER]}),
        ({"any": [IS_B, {"fact": "unknown"}]}, A, False),
    ],
)
def test_what_is_left(condition, known, left):
    assert settled(condition, frozenset({"sum-published"}), known.judge) == left


@pytest.mark.parametrize(
    ("comparison", "holds"),
    [
        (IS_A, False),
        ({"question": "one", "answered": True}, False),
        ({"question": "one", "answered": False}, True),
        (OTHER, None),
    ],
)
def test_nobody_answers_what_nobody_is_asked(comparison, holds):
    assert never_answered(frozenset({"one"}))(comparison) is holds


TWO = (Option("a", "A"), Option("b", "B"), Option("none", "None", exclusive=True))
ONE, MANY = SingleChoice(code="one", text="One?", options=TWO), MultipleChoice(code="many", text="Many?", options=TWO)
WHOLE = Questionnaire("q", "Q", (Section("s", "S", (Page("p", (ONE, MANY), "Page"),)),))


@pytest.mark.parametrize(
    ("condition", "one_of", "all_of"),
    [
        (None, {}, {}),
        (IS_A, {"one": frozenset("a")}, {}),
        ({"question": "one", "is": ["a", "b"]}, {"one": frozenset("ab")}, {}),
        ({"question": "many", "is": ["a"]}, {}, {"many": frozenset("a")}),
        # Any of two in a list of several says nothing about either.
        ({"question": "many", "is": ["a", "b"]}, {}, {}),
        ({"all": [IS_A, {"question": "many", "is": ["b"]}]}, {"one": frozenset("a")}, {"many": frozenset("b")}),
        ({"any": [IS_A, IS_B]}, {}, {}),
        ({"not": IS_A}, {}, {}),
    ],
)
def test_who_meets_a_condition_chose_so(condition, one_of, all_of):
    assert Known.of_those_who_meet(condition, WHOLE) == Known(one_of, all_of)


def test_a_tick_adds_to_what_is_known():
    assert Known().after(ONE, TWO[0]) == Known({"one": frozenset("a")})
    assert Known().after(MANY, TWO[0]) == Known(all_of={"many": frozenset("a")})
    assert Known().after(MANY, TWO[2]) == Known({"many": frozenset({"none"})})
