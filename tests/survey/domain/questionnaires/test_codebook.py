"""Coded bytes: they say exactly what the answers say."""

from hypothesis import given
from hypothesis import strategies as st

from survey.domain.questionnaires.codebook import FIRST_OPTION, NOT_ANSWERED, NOT_ASKED, codebooks
from survey.domain.questionnaires.questions import Choice, Grid, MultipleChoice, Number
from tests.survey.domain.questionnaires.model import MODEL

OPINION, EQUALITY = codebooks(MODEL)


def answer_to(question):
    if isinstance(question, MultipleChoice):
        chosen = st.sets(st.sampled_from(question.option_codes), min_size=1)
        return chosen.map(lambda some: {question.code: [c for c in question.option_codes if c in some]})
    if isinstance(question, Grid):
        return st.dictionaries(st.sampled_from(question.keys), st.sampled_from(question.option_codes))
    if isinstance(question, Choice):
        return st.sampled_from(question.option_codes).map(lambda code: {question.code: code})
    if isinstance(question, Number):
        return st.integers(question.minimum, question.maximum).map(lambda number: {question.code: number})
    return st.just({question.code: "some words"})


@st.composite
def responses(draw):
    """Answers to some of the opinion questions, and which were asked."""
    answers, asked = {}, set()
    for question in OPINION.questions:
        if draw(st.booleans()):
            asked.add(question.code)
            answers.update(draw(st.just({}) | answer_to(question)))
    return answers, frozenset(asked)


def decoded(codes):
    """The answers read back from the bytes, without words and numbers; and the questions asked."""
    answers, asked = {}, set()
    for column, value in zip(OPINION.columns, codes, strict=True):
        if column.kind == "flags":
            chosen = [option for place, option in enumerate(column.options) if value >> place & 1]
            answers.setdefault(column.question, []).extend(chosen)
            continue
        if value != NOT_ASKED:
            asked.add(column.question)
        if column.kind == "choice" and value >= FIRST_OPTION:
            answers[column.name] = column.options[value - FIRST_OPTION]
    return {key: value for key, value in answers.items() if value}, asked


@given(responses())
def test_the_bytes_say_what_the_answers_say(response):
    answers, asked = response
    codes = OPINION.encode(answers, asked)
    assert len(codes) == OPINION.width
    read, read_asked = decoded(codes)
    assert read_asked == asked
    for question in OPINION.questions:
        for key in question.keys:
            if isinstance(question, Number) and key in answers:
                band = next(b for b in question.bands if b.code == read[key])
                assert band.minimum <= answers[key] <= band.maximum
            elif (isinstance(question, Choice | Grid) and key == question.code) or isinstance(question, Grid):
                assert read.get(key) == answers.get(key)


def test_not_asked_and_not_answered_differ():
    place = OPINION.position["support"]
    assert OPINION.encode({}, frozenset())[place] == NOT_ASKED
    assert OPINION.encode({}, frozenset({"support"}))[place] == NOT_ANSWERED


def test_equality_questions_have_a_code_book_of_their_own():
    assert {column.question for column in OPINION.columns}.isdisjoint(c.question for c in EQUALITY.columns)
    assert "ethnic-group" in EQUALITY.position


def test_a_multiple_choice_of_more_than_eight_options_takes_more_columns():
    flags = [column for column in OPINION.columns if column.question == "limits" and column.kind == "flags"]
    assert [len(column.options) for column in flags] == [8, 4]
