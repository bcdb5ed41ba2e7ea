"""Definition → paper → the same answers: every printed code leads back to what a browser would have sent."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.domain.questionnaires.layouts import LAYOUTS, letter
from survey.domain.questionnaires.plain_text import WIDTH, plain_text
from survey.domain.questionnaires.printing import codes_of, printed
from survey.domain.questionnaires.publishing import TOLD
from survey.domain.questionnaires.questions import Grid, Number, Option, Page, Questionnaire, Row, Section
from survey.domain.questionnaires.validation import check
from tests.survey.domain.questionnaires.generated import questionnaires, sent
from tests.survey.domain.questionnaires.model import MODEL


def on_paper(form, raw):
    """What somebody writes on the form who would send this: a code for each box, or a code and words."""
    meant = {meaning: code for code, meaning in codes_of(form).items()}
    marks = []
    for name, values in raw.items():
        for value in values:
            ticked = meant.get((name, value))
            marks.append((ticked, None) if ticked else (meant[name, None], value))
    return marks


def typed_in(form, marks):
    """What paper entry sends for these marks."""
    codes, raw = codes_of(form), {}
    for code, words in marks:
        name, value = codes[code]
        raw.setdefault(name, []).append(words if value is None else value)
    return raw


@settings(max_examples=60)
@given(questionnaires(), st.data())
def test_what_is_answered_on_paper_is_what_would_have_been_sent(asked, data):
    form = printed(asked)
    for one in form.questions:
        raw = data.draw(sent(one.question))
        again = typed_in(form, on_paper(form, raw))
        assert check(one.question, again).answers == check(one.question, raw).answers != {}


@settings(max_examples=60)
@given(questionnaires())
def test_every_code_is_printed_once_and_every_answer_has_one(asked):
    form = printed(asked)
    told = [code for one in form.questions for code, _name, _value in one.layout.codes()]
    assert len(told) == len(set(told))
    meanings = [(name, value) for _code, (name, value) in codes_of(form).items()]
    assert len(meanings) == len(set(meanings))
    assert {name for name, _value in meanings} == {name for q in asked.questions for name in q.inputs}
    for one in form.questions:
        assert all(code.startswith(str(one.number)) for code, _name, _value in one.layout.codes())
        offered = {option.code for option in getattr(one.question, "options", ())}
        values = {value for _code, _name, value in one.layout.codes() if value}
        assert values == (offered if one.question.kind != "constant_sum" else set())


@settings(max_examples=30)
@given(questionnaires())
def test_the_plain_text_holds_everything_and_no_line_is_too_long(asked):
    text = plain_text(asked)
    assert all(len(line) <= WIDTH for line in text.splitlines())
    assert "{answer:" not in text
    flat = " ".join(text.split())
    for question in asked.questions:
        assert f"code “{question.code}”" in text
        for option in getattr(question, "options", ()):
            assert " ".join(option.label.split()) in flat
        assert all(TOLD[publishing] in flat for publishing in question.texts.values())



def test_the_code_of_a_form_changes_with_its_codes_and_not_with_its_words():
    code = printed(MODEL).code
    assert len(code) == 7
    assert printed(replace(MODEL, title="Another title")).code == code
    fewer = replace(MODEL, sections=MODEL.sections[:1])
    assert printed(fewer).code != code
    assert printed(MODEL, facts=frozenset({"sum-published"})).code != code


def test_what_nobody_is_asked_has_no_number_and_is_not_printed():
    without, within = printed(MODEL), printed(MODEL, facts=frozenset({"sum-published"}))
    assert [one.number for one in without.questions] == list(range(1, 41))
    assert [one.number for one in within.questions] == list(range(1, 43))
    page = next(page for section in without.sections for page in section.pages if page.code == "contribution")
    assert not page.is_asked
    assert page.when == "Nobody is asked this now. It is asked only if a sum asked of the council has been published."
    assert "contribution" not in {name for name, _value in codes_of(without).values()}
    assert "Should the council contribute" in plain_text(MODEL)


def test_equality_questions_come_last_and_apart():
    turned = replace(MODEL, sections=tuple(reversed(MODEL.sections)))
    form = printed(turned)
    assert [section.is_equality for section in form.sections] == [False] * (len(form.sections) - 1) + [True]
    assert form.equality[0].code == "equality"
    assert form.equality[0] not in form.opinion


def test_the_model_says_which_question_needs_an_answer_and_where_to_go():
    form = printed(MODEL)
    first = next(form.questions)
    assert form.needed == (1,)
    assert first.lead("individual") == ""
    assert first.lead("organisation") == "Go to question 3"


@pytest.mark.parametrize(("place", "name"), [(0, "a"), (8, "j"), (22, "z"), (23, "aa"), (46, "ba")])
def test_rows_are_lettered_without_what_looks_like_a_figure(place, name):
    assert letter(place) == name


def test_a_table_that_is_too_wide_is_set_in_lists():
    options = tuple(Option(f"o{place}", str(place)) for place in range(8))
    grid = Grid(code="q", text="Each?", rows=(Row("a", "A"),), options=options)
    whole = Questionnaire("q", "Q", (Section("s", "S", (Page("p", (grid,)),)),))
    assert next(printed(whole).questions).layout.kind == "rows"
    narrow = replace(grid, options=options[:5])
    assert LAYOUTS["grid"](narrow, "1").kind == "table"


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({}, "Write a whole number, in figures."),
        ({"minimum": 18}, "Write a whole number of 18 or more, in figures."),
        ({"minimum": 1, "maximum": 1200}, "Write a whole number from 1 to 1,200, in figures."),
    ],
)
def test_a_limit_is_said_where_somebody_set_it(limits, words):
    asked = Number(code="n", text="How many?", **limits)
    assert LAYOUTS["number"](asked, "1").asks == (words,)
    form = printed(Questionnaire("q", "Q", (Section("s", "S", (Page("p", (asked,)),)),)))
    assert not form.has_arrows
    assert printed(MODEL).has_arrows
