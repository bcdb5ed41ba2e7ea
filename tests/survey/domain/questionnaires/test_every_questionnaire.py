"""What holds of every questionnaire that can be made, and of every answer to it."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from results.domain.tabulate import one_way
from survey.domain.answering import Draft
from survey.domain.journeys import Journey
from survey.domain.questionnaires.answers_in_words import in_words
from survey.domain.questionnaires.codebook import Codebook
from survey.domain.questionnaires.ordering import ORDER, ORDERS
from survey.domain.questionnaires.paths import asked_on, sent_on
from survey.domain.questionnaires.piping import BEGINNING
from survey.domain.questionnaires.presentation import shown
from survey.domain.questionnaires.structure import problems_in_structure
from survey.domain.questionnaires.validation import check
from tests.survey.domain.questionnaires.generated import ANY, questionnaires, sent


@st.composite
def journeys(draw):
    """A whole journey: every question on the way is answered, or left empty where it may be."""
    asked = draw(questionnaires())
    journey = Journey(asked, Draft())
    for _ in range(len(asked.pages) + 1):
        page = journey.to_continue()
        if page is None:
            break
        answers = {}
        for one in page.questions:
            if one.required or draw(st.booleans()):
                checked = check(one, draw(sent(one)))
                assert checked.problems == {}
                answers |= checked.answers
        journey = journey.with_page(page, answers)
    return journey


@settings(max_examples=60)
@given(journeys())
def test_every_questionnaire_reaches_its_end_for_every_answer(journey):
    assert list(problems_in_structure(journey.questionnaire)) == []
    assert journey.to_continue() is None


@settings(max_examples=60)
@given(journeys(), st.integers(0, ORDERS - 1))
def test_what_is_sent_has_a_code_for_everything_that_was_asked(journey, order):
    pages = journey.opinion_pages
    codebook = Codebook.of(journey.questionnaire.questions)
    said = sent_on(pages, journey.draft.answers, order=order)
    coded = codebook.encode(said, asked_on(pages))
    assert len(coded) == codebook.width
    # What only the draft keeps makes no difference to what is counted, and is not sent.
    whole = dict(journey.draft.answers) | ({ORDER: order + 1} if ORDER in said else {})
    assert codebook.encode(whole, asked_on(pages)) == coded
    assert not any(key.endswith(".typed") for key in said)
    columns = {c.name: np.frombuffer(coded[i : i + 1], np.uint8) for i, c in enumerate(codebook.columns)}
    for table in one_way(columns, codebook.columns):
        assert table.respondents == 1
        asked = journey.questionnaire.question(table.question)
        assert bool(table.base) == (bool(in_words(asked, said)) if not table.part else table.base == 1)


@settings(max_examples=60)
@given(journeys(), st.integers(0, ORDERS - 1))
def test_no_page_is_shown_with_an_empty_place_and_none_asks_anything_else(journey, order):
    asked = journey.questionnaire
    for page in journey.opinion_pages:
        seen = shown(asked, page, journey.draft.answers, order=order).page
        assert not any(BEGINNING in one.text for one in seen.questions)
        for before, after in zip(page.questions, seen.questions, strict=True):
            assert (before.code, sorted(before.keys)) == (after.code, sorted(after.keys))
            assert {option.code for option in before.counted} == {option.code for option in after.counted}


@settings(max_examples=200)
@given(ANY, st.data())
def test_what_was_answered_is_shown_again_and_means_the_same(asked, data):
    given_ = data.draw(sent(asked))
    answers = check(asked, given_).answers
    again = {
        name: value if isinstance(value, list) else [str(value)]
        for name, value in asked.refill(answers).items()
    }
    assert check(asked, again).answers == answers
    assert set(answers) <= set(asked.keys)
    assert set(asked.refill(answers)) <= set(asked.inputs)


@settings(max_examples=200)
@given(ANY, st.data())
def test_whatever_is_sent_the_outcome_is_answers_or_problems_that_say_what_to_do(asked, data):
    names = asked.inputs or ("q",)
    texts = (
        st.text(max_size=8)
        | st.integers(-5, 3000).map(str)
        | st.sampled_from([option.code for option in asked.counted] or ["x"])
    )
    raw = data.draw(st.dictionaries(st.sampled_from(names), st.lists(texts, max_size=2)))
    checked = check(asked, raw)
    assert set(checked.answers) <= set(asked.keys)
    assert set(checked.problems) <= set(asked.inputs)
    assert all(message.endswith(".") for message in checked.problems.values())
    # Whatever was let through can be counted and read.
    codebook = Codebook.of((asked,))
    if not checked.problems:
        assert len(codebook.encode(checked.answers, frozenset({"q"}))) == codebook.width
        assert bool(in_words(asked, checked.answers)) == bool(checked.answers)
