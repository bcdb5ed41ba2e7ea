"""Conditions: a truth table, and the faults that the structural check names."""

import pytest

from survey.domain.questionnaires.conditions import comparisons_in, holds, in_words, problems_in
from survey.domain.questionnaires.questions import Option, Page, Questionnaire, Section, SingleChoice

IS_LIVE = {"question": "connection", "is": ["live", "work"]}


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        # No condition: the page is always on the path.
        (None, {}, True),
        # One of several options, in a single and in a multiple choice.
        ({"question": "capacity", "is": ["individual"]}, {"capacity": "individual"}, True),
        ({"question": "capacity", "is": ["individual"]}, {"capacity": "organisation"}, False),
        (IS_LIVE, {"connection": ["visit", "work"]}, True),
        (IS_LIVE, {"connection": ["visit"]}, False),
        # Nothing answered never counts as an option.
        (IS_LIVE, {}, False),
        # Answered or left empty.
        ({"question": "reason", "answered": True}, {"reason": "because"}, True),
        ({"question": "reason", "answered": True}, {}, False),
        ({"question": "reason", "answered": False}, {}, True),
        # Numbers, with the border on the inside; a text is no number.
        ({"question": "limit", "at_least": 10}, {"limit": 10}, True),
        ({"question": "limit", "at_least": 10}, {"limit": 9}, False),
        ({"question": "limit", "at_most": 10}, {"limit": 10}, True),
        ({"question": "limit", "at_most": 10}, {"limit": 11}, False),
        ({"question": "limit", "at_most": 10}, {"limit": "3"}, False),
        # Joined.
        (
            {"all": [IS_LIVE, {"question": "limit", "at_least": 1}]},
            {"connection": ["live"], "limit": 1},
            True,
        ),
        ({"all": [IS_LIVE, {"question": "limit", "at_least": 1}]}, {"connection": ["live"]}, False),
        ({"any": [IS_LIVE, {"question": "limit", "at_least": 1}]}, {"limit": 1}, True),
        ({"any": [IS_LIVE, {"question": "limit", "at_least": 1}]}, {}, False),
        ({"not": IS_LIVE}, {}, True),
        ({"not": IS_LIVE}, {"connection": ["live"]}, False),
    ],
)
def test_a_condition_holds_as_its_row_says(condition, answers, expected):
    assert holds(condition, answers) is expected


def test_a_fact_about_the_deployment_holds_only_when_known():
    assert holds({"fact": "sum-published"}, {}, frozenset({"sum-published"}))
    assert not holds({"fact": "sum-published"}, {})


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("always", "must be an object"),
        ({}, "exactly one of"),
        ({"question": "a", "fact": "b"}, "exactly one of"),
        ({"question": "a"}, "needs exactly one of is"),
        ({"question": "a", "is": ["b"], "answered": True}, "needs exactly one of is"),
        ({"question": "a", "is": "b"}, "needs a list"),
        ({"question": "a", "at_least": "many"}, "needs a int"),
        ({"all": []}, "at least one condition"),
        ({"any": [{"not": 3}]}, "must be an object"),
        ({"fact": 3}, "name of a fact"),
    ],
)
def test_a_malformed_condition_is_named(condition, words):
    assert words in " ".join(problems_in(condition))


def test_every_question_that_a_condition_looks_at_is_found():
    condition = {"all": [IS_LIVE, {"not": {"any": [{"question": "limit", "at_most": 3}]}}]}
    assert [part["question"] for part in comparisons_in(condition)] == ["connection", "limit"]


def test_a_condition_can_be_read_aloud():
    capacity = SingleChoice(
        code="capacity", text="In what way?", options=(Option("one", "As one"), Option("two", "As two"))
    )
    questionnaire = Questionnaire("q", "Q", (Section("s", "S", (Page("p", (capacity,)),)),))
    words = in_words({"not": {"question": "capacity", "is": ["one", "two"]}}, questionnaire)
    assert words == "it is not so that the answer to “In what way?” is “As one” or “As two”"
