"""Any answers → what stands on paper → typed codes → the same answers; and what two people typed, compared."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.domain.entry import asked_on_form, compare, read_entry
from survey.domain.questionnaires.paths import EQUALITY, OPINION, asked_on, path, sent_on
from survey.domain.questionnaires.printing import printed
from survey.domain.questionnaires.validation import check
from tests.survey.domain.questionnaires.generated import questionnaires, sent
from tests.survey.domain.questionnaires.model import MODEL

FORM = printed(MODEL)
NEEDED = "1: an answer is needed. If none can be told from the paper, set the form aside with a reason"


def typed_for(form, raw, *, short=True):
    """What somebody types who has the form of a person before them that would send this in a browser."""
    typed = {}
    for asked in asked_on_form(form):
        for entry in asked.fields:
            codes = [
                code.removeprefix(f"{entry.code}.") if short else code
                for code, (name, value) in entry.choices.items()
                if value in raw.get(name, ())
            ]
            words = " ".join(codes) if entry.is_coded else "".join(raw.get(entry.name, ()))
            typed |= {entry.code: words} if words else {}
    return typed


@settings(max_examples=60)
@given(questionnaires(), st.data())
def test_any_answers_come_back_from_the_codes_that_are_typed(asked, data):
    form = printed(asked)
    raw = {}
    for one in form.questions:
        raw |= data.draw(sent(one.question))
    answers = {}
    for question in asked.questions:
        answers |= check(question, raw).answers
    entered = read_entry(asked, form, typed_for(form, raw, short=data.draw(st.booleans())))
    assert not entered.problems
    pages = path(asked, answers, kind=OPINION)
    assert entered.answered.opinion == sent_on(pages, answers)
    assert entered.answered.opinion_asked == asked_on(pages)


def field(number):
    return next(asked for asked in asked_on_form(FORM) if asked.printed.number == number)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"1": "1"}, None),  # the number of the box alone
        ({"1": "1.1"}, None),  # the whole code
        ({"1": " 1.1 "}, None),  # with spaces around it
        ({}, NEEDED),
        ({"1": "x"}, NEEDED),
        ({"1": "9"}, "1: there is no “9” here. Type 1, 2, 3, or x where it cannot be told"),
        ({"1": "2.1"}, "1: there is no “2.1” here. Type 1, 2, 3, or x where it cannot be told"),  # of another question
        ({"1": "1 2"}, "1: it takes one answer. Type x if the form does not tell which one is meant"),
        ({"1": "1 1"}, None),  # the same twice is once
    ],
)
def test_what_is_typed_for_the_first_question(typed, problem):
    assert read_entry(MODEL, FORM, typed).problems.get("1") == problem


def test_what_breaks_a_rule_is_said_for_the_paper_and_by_phone_for_who_can_be_asked():
    limits = next(asked for asked in asked_on_form(FORM) if asked.printed.question.code == "limits")
    code = limits.fields[0].code
    typed = {"1": "1", code: "1 2 3 4"}
    words = f"{code}: more than 3 are ticked on paper. Leave the field empty"
    assert read_entry(MODEL, FORM, typed).problems == {code: words}
    words = f"{code}: Choose up to 3 answers. You chose 4: untick 1."
    assert read_entry(MODEL, FORM, typed, by_phone=True).problems == {code: words}


def test_what_was_not_asked_of_somebody_is_left_out_and_named():
    first = next(FORM.questions)
    organisation = [tick.value for tick in first.layout.ticks].index("organisation") + 1
    other = field(2).fields[0]
    assert "organisation" not in str(field(2).printed.question.code)
    entered = read_entry(MODEL, FORM, {"1": str(organisation), other.code: next(iter(other.short))})
    assert entered.remarks == {other.code: "2: this question was not for them, so its answer is left out"}
    assert set(entered.answered.opinion) == {"capacity"}
    assert not entered.answered.equality_asked


def test_equality_questions_were_asked_of_whoever_answered_one():
    last = asked_on_form(FORM)[-1]
    code = last.fields[0]
    with_one = read_entry(MODEL, FORM, {"1": "1", code.code: next(iter(code.short))}).answered
    assert set(with_one.equality) == {last.printed.question.code}
    assert with_one.equality_asked == asked_on(path(MODEL, {"capacity": "individual"}, kind=EQUALITY))
    assert read_entry(MODEL, FORM, {"1": "1"}).answered.equality_asked == frozenset()


def test_words_beside_a_box_that_is_not_ticked_are_left_out_and_named():
    words = next(entry for asked in asked_on_form(FORM) for entry in asked.fields if entry.words_of)
    entered = read_entry(MODEL, FORM, {"1": "1", words.code: "something"})
    assert "is not ticked" in entered.remarks[words.code]
    assert "something" not in str(entered.answered)


@pytest.mark.parametrize(
    ("first", "second", "fields", "differing"),
    [
        ({}, {}, 0, []),
        ({"1": "1"}, {"1": "1.1"}, 1, []),  # the same code, long and short
        ({"1": "1"}, {"1": "2"}, 1, ["1"]),
        ({"1": "1"}, {}, 1, ["1"]),
        ({"1": "1"}, {"1": "x"}, 1, ["1"]),  # one could tell it, the other could not
        ({"1": "1", "2": "1"}, {"1": "1", "2": "2"}, 2, ["2"]),
    ],
)
def test_two_entries_of_a_form_are_compared_by_what_they_mean(first, second, fields, differing):
    compared = compare(FORM, first, second)
    assert compared.fields == fields
    assert [one.code for one in compared.differences] == differing


def test_words_are_compared_without_case_and_punctuation():
    words = next(entry for asked in asked_on_form(FORM) for entry in asked.fields if entry.lines)
    one, other = {words.code: "Too dear, I think."}, {words.code: "too dear I  think"}
    assert compare(FORM, one, other).differences == ()
    assert compare(FORM, one, {words.code: "too cheap I think"}).differences != ()
