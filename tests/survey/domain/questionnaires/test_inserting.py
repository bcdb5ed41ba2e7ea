"""Putting a block into a questionnaire: codes, conditions, locks, and what is refused."""

from dataclasses import replace

import pytest

from survey.domain.bank import Block
from survey.domain.questionnaires.building import put_question, remove_page
from survey.domain.questionnaires.inserting import CannotInsert, insert, sections_for, standing
from survey.domain.questionnaires.questions import (
    Number,
    Option,
    Page,
    Questionnaire,
    Section,
    ShortText,
    SingleChoice,
)
from survey.domain.questionnaires.structure import problems_in_structure
from tests.survey.domain.questionnaires.model import MODEL

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
IF_YES = {"question": "ask", "is": ["yes"]}
ASK = SingleChoice(code="ask", text="Do you?", options=YES_NO)
WHY = ShortText(code="why", text="Why {answer:ask|that}?")
BLOCK = Block("two", 3, "Two", "", (Page("ask", (ASK,)), Page("why", (WHY,), when=IF_YES)))
LOCKED = replace(BLOCK, locked=True)
AGE = Block("age", 1, "Age band", "", (MODEL.page("age"),), kind="equality", locked=True)
EMPTY = Questionnaire("q", "Q", ())
PLAIN = Questionnaire("q", "Q", (Section("first", "First", (Page("s", (ShortText(code="s", text="?"),)),)),))


def test_a_block_says_where_its_questions_came_from():
    done = insert(PLAIN, BLOCK, into="first")
    assert done.added == ("ask", "why")
    assert {q.block for q in done.questionnaire.questions} == {"", "two@3"}
    assert not any(q.locked for q in done.questionnaire.questions)
    assert list(problems_in_structure(done.questionnaire)) == []


def test_codes_are_made_unique_and_conditions_and_earlier_answers_go_with_them():
    twice = insert(insert(PLAIN, BLOCK, into="first").questionnaire, BLOCK, into="first")
    assert twice.added == ("ask-2", "why-2")
    page = twice.questionnaire.page("why-2")
    assert page.when == {"question": "ask-2", "is": ["yes"]}
    assert page.questions[0].text == "Why {answer:ask-2|that}?"
    assert list(problems_in_structure(twice.questionnaire)) == []


def test_a_locked_block_keeps_its_codes_and_locks_its_words():
    done = insert(PLAIN, LOCKED, into="first").questionnaire
    assert all(q.locked for q in done.questions if q.block)
    assert standing(done, LOCKED).is_complete
    with pytest.raises(CannotInsert, match="is in the questionnaire already"):
        insert(done, LOCKED, into="first")


def test_what_is_asked_in_the_same_words_is_locked_where_it_stands():
    there = insert(PLAIN, replace(BLOCK, pages=BLOCK.pages[:1]), into="first").questionnaire
    done = insert(there, LOCKED, into="first")
    assert (done.locked, done.added) == (("ask",), ("why",))
    assert done.questionnaire.question("ask").block == "two@3"


def test_what_is_asked_in_other_words_is_refused():
    other = put_question(insert(PLAIN, BLOCK).questionnaire, replace(ASK, text="Do you really?"))
    with pytest.raises(CannotInsert, match="in other words: “Do you really\\?”"):
        insert(other, LOCKED)


def test_the_same_equality_block_goes_in_once():
    without = remove_page(MODEL, "age")
    done = insert(without, AGE, into="equality")
    assert done.added == ("age",)
    # The model asks only individuals, and the condition is kept since it asks who answers.
    assert done.questionnaire.page("age").when == {"question": "capacity", "is": ["individual"]}
    with pytest.raises(CannotInsert, match="“Age band” is in the questionnaire already"):
        insert(done.questionnaire, AGE, into="equality")


@pytest.mark.parametrize(("into", "block"), [("first", AGE), ("equality", BLOCK)])
def test_a_block_goes_into_a_section_of_its_kind(into, block):
    both = replace(PLAIN, sections=(*PLAIN.sections, Section("equality", "E", (), "equality")))
    with pytest.raises(CannotInsert, match="Choose another section"):
        insert(both, block, into=into)
    assert into not in [section.code for section in sections_for(both, block)]


def test_without_a_section_one_is_made_and_equality_stays_last():
    first = insert(EMPTY, AGE).questionnaire
    done = insert(first, BLOCK).questionnaire
    assert [(s.title, s.kind) for s in done.sections] == [("Two", "opinion"), ("Equality questions", "equality")]


NUMBER = Number(code="n", text="n")


@pytest.mark.parametrize(
    ("when", "kept", "told"),
    [
        # Nobody is asked “gone”, so what hangs on it would be asked of nobody.
        ({"question": "gone", "is": ["x"]}, None, True),
        ({"not": {"question": "gone", "is": ["x"]}}, None, True),
        ({"all": [{"question": "gone", "answered": True}, IF_YES]}, IF_YES, True),
        ({"any": [{"question": "gone", "answered": True}, IF_YES]}, None, True),
        # “ask” is there, but has no such answer, or none that is a number.
        ({"question": "ask", "is": ["perhaps"]}, None, True),
        ({"question": "ask", "at_least": 3}, None, True),
        ({"question": "n", "at_least": 3}, {"question": "n", "at_least": 3}, False),
        ({"all": [IF_YES, {"fact": "f"}]}, {"all": [IF_YES, {"fact": "f"}]}, False),
        ({"any": [IF_YES, {"not": IF_YES}]}, {"any": [IF_YES, {"not": IF_YES}]}, False),
    ],
)
def test_a_condition_is_kept_as_far_as_it_can_be_and_what_is_left_out_is_told(when, kept, told):
    there = Questionnaire("q", "Q", (Section("first", "First", (Page("a", (ASK,)), Page("n", (NUMBER,)))),))
    block = Block("b", 1, "B", "", (Page("z", (ShortText(code="z", text="Z?"),), when=when),))
    done = insert(there, block, into="first")
    assert done.questionnaire.page("z").when == kept
    assert bool(done.left_out) is told


def test_an_earlier_answer_that_is_not_there_becomes_the_words_for_everyone():
    block = Block("b", 1, "B", "", (Page("why", (WHY,)),))
    done = insert(PLAIN, block, into="first").questionnaire
    assert done.question("why").text == "Why that?"
    # It has not the words of the block, so there is nothing to lock.
    assert insert(PLAIN, replace(block, locked=True), into="first").questionnaire.question("why").locked == ""
