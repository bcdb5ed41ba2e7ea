"""What is sent becomes answers, or a message that says what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.questionnaires.questions import (
    Detail,
    Grid,
    LongText,
    MultipleChoice,
    Number,
    Option,
    Row,
    ShortText,
    SingleChoice,
)
from survey.domain.questionnaires.validation import check
from tests.survey.domain.questionnaires.model import MODEL

ONE = SingleChoice(
    code="one",
    text="Which?",
    options=(Option("a", "A"), Option("b", "B"), Option("other", "Other", detail=Detail("What?", 20))),
)
MANY = MultipleChoice(
    code="many",
    text="Which ones?",
    at_most=2,
    options=(
        Option("a", "A"),
        Option("b", "B"),
        Option("c", "C"),
        Option("other", "Other", detail=Detail("What?", 20)),
        Option("none", "None of these", exclusive=True),
    ),
)
GRID = Grid(code="grid", text="Each?", rows=(Row("x", "The X"), Row("y", "The Y")))
NUMBER = Number(code="number", text="How many?", prefix="£", minimum=0, maximum=5000)
SHORT = ShortText(code="short", text="Name?", max_length=10)
LONG = LongText(code="long", text="Why?", max_length=10)
REQUIRED = SingleChoice(code="one", text="Which?", required=True, options=ONE.options)


@pytest.mark.parametrize(
    ("question", "raw", "answers"),
    [
        # Nothing sent is no answer and no problem.
        (ONE, {}, {}),
        (ONE, {"one": [""]}, {}),
        (ONE, {"one": ["a"]}, {"one": "a"}),
        # The text belongs to its option and to no other.
        (ONE, {"one": ["other"], "one.other": ["a market"]}, {"one": "other", "one.other": "a market"}),
        (ONE, {"one": ["a"], "one.other": ["a market"]}, {"one": "a"}),
        # The order of the options is kept, whatever order a browser sends.
        (MANY, {"many": ["c", "a"]}, {"many": ["a", "c"]}),
        (MANY, {"many": ["none"]}, {"many": ["none"]}),
        (MANY, {"many": []}, {}),
        (GRID, {"grid.x": ["neither"], "grid.y": [""]}, {"grid.x": "neither"}),
        (NUMBER, {"number": [" £1,250 "]}, {"number": 1250}),
        (NUMBER, {"number": ["0"]}, {"number": 0}),
        (SHORT, {"short": ["  two   words "]}, {"short": "two words"}),
        # A line break counts as one character, as the browser's counter shows.
        (LONG, {"long": ["1234\r\n6789"]}, {"long": "1234\n6789"}),
        (LONG, {"long": ["   "]}, {}),
    ],
)
def test_good_input_becomes_answers(question, raw, answers):
    checked = check(question, raw)
    assert checked.problems == {}
    assert checked.answers == answers


@pytest.mark.parametrize(
    ("question", "raw", "key", "words"),
    [
        (REQUIRED, {}, "one", "Choose an answer"),
        (ONE, {"one": ["zzz"]}, "one", "Choose one of the answers in the list."),
        (MANY, {"many": ["zzz"]}, "many", "Choose only from the answers"),
        (MANY, {"many": ["a", "b", "c"]}, "many", "You chose 3: untick 1."),
        (MANY, {"many": ["a", "none"]}, "many", "“None of these” cannot be combined"),
        (GRID, {"grid.y": ["zzz"]}, "grid.y", "The Y: choose one"),
        (NUMBER, {"number": ["many"]}, "number", "whole number in figures"),
        (NUMBER, {"number": ["1.5"]}, "number", "whole number in figures"),
        (NUMBER, {"number": ["1,2,3"]}, "number", "whole number in figures"),
        (NUMBER, {"number": ["5001"]}, "number", "from 0 to 5,000"),
        (NUMBER, {"number": ["9" * 400]}, "number", "whole number in figures"),
        (SHORT, {"short": ["12345678901"]}, "short", "shorten it by 1"),
        (LONG, {"long": ["12345678901234"]}, "long", "It is 14 now: shorten it by 4."),
        (ONE, {"one": ["other"], "one.other": ["x" * 21]}, "one.other", "shorten it by 1"),
        # Bytes that were not UTF-8, and characters that no database keeps.
        (LONG, {"long": ["caf\ufffd"]}, "long", "could not be read"),
        (SHORT, {"short": ["a\x00b"]}, "short", "could not be read"),
    ],
)
def test_bad_input_is_answered_with_what_to_do(question, raw, key, words):
    checked = check(question, raw)
    assert words in checked.problems[key]
    assert key not in checked.answers


@pytest.mark.parametrize("code", ["limits", "places"])
def test_the_exclusive_answers_of_the_model_stand_alone(code):
    question = MODEL.question(code)
    alone = [option.code for option in question.options if option.exclusive]
    assert len(alone) == 3
    ordinary = question.option_codes[0]
    for option in alone:
        assert check(question, {code: [option]}).answers == {code: [option]}
        assert code in check(question, {code: [ordinary, option]}).problems


@given(
    st.sampled_from(MODEL.questions),
    st.data(),
)
def test_whatever_is_sent_the_outcome_is_answers_under_known_keys_or_problems(question, data):
    raw = data.draw(
        st.dictionaries(st.sampled_from(question.keys), st.lists(st.text(max_size=30), max_size=3))
    )
    checked = check(question, raw)
    assert set(checked.answers) <= set(question.keys)
    assert set(checked.problems) <= set(question.keys)
    assert all(message.endswith(".") for message in checked.problems.values())
