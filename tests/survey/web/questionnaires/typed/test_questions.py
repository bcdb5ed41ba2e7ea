"""From a question to the fields of its form and back: for every type, whatever it holds."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from survey.domain.questionnaires.kinds import TYPES, Date, Document, LongText
from survey.domain.questionnaires.questions import MultipleChoice, Option, SingleChoice
from survey.web.questionnaires.typed import questions
from survey.web.questionnaires.typed.fields import KINDS
from survey.web.questionnaires.typed.questions import (
    after_act,
    coded,
    fill_question,
    label_of,
    new_question,
    read_question,
    tidied,
)
from survey.web.questionnaires.typed.table import FORMS, GROUPS, UNSEEN
from tests.survey.domain.questionnaires.generated import ANY

CHOICE = SingleChoice(code="safe", text="How safe?", options=(Option("yes", "Yes"), Option("no", "No")))


def parts_of(kind):
    return FORMS[kind].parts


def saved(typed, before=CHOICE):
    """The question that comes of what was typed."""
    return read_question(coded(tidied(typed, before), before), before)


def test_every_type_has_its_row():
    assert set(FORMS) == set(TYPES)
    assert {form.group for form in FORMS.values()} == set(GROUPS)
    for kind, form in FORMS.items():
        assert "_" not in form.name + form.said + form.example
        assert set(form.becomes) <= set(TYPES) - {kind}


@pytest.mark.parametrize("kind", TYPES)
def test_the_form_asks_for_everything_that_the_type_has(kind):
    asked = {field.name.split(".")[0] for part in parts_of(kind) for field in part.fields}
    asked |= {rows.attribute for part in parts_of(kind) for rows in part.rows}
    assert asked <= {field.name for field in fields(TYPES[kind])}
    left_out = {field.name for field in fields(TYPES[kind])} - asked - UNSEEN - {"facts"}
    assert left_out <= ({"required"} if not TYPES[kind].asks else {"options"} if kind == "area_grid" else set())
    keys = [field.key for part in parts_of(kind) for field in part.fields]
    assert len(keys) == len(set(keys))
    assert {field.kind for part in parts_of(kind) for field in part.fields} <= set(KINDS)


@given(question=ANY, facts=st.sampled_from([(), ("hours", "cameras")]))
@examples(max_examples=120)
def test_opening_a_form_and_saving_it_changes_nothing(question, facts):
    question = type(question)(**{f.name: getattr(question, f.name) for f in fields(question)} | {"facts": facts})
    typed = {name: text.strip() for name, text in fill_question(question).items()}
    read = read_question(coded(typed, question), question)
    assert read.problems == {}
    assert fill_question(read.question) == typed
    assert stripped(read.question) == stripped(question)


def stripped(thing):
    """The same with the spaces at both ends of every text taken off, as a form does."""
    if isinstance(thing, str):
        return thing.strip()
    if isinstance(thing, tuple):
        return tuple(map(stripped, thing))
    names = [field.name for field in fields(thing)] if hasattr(thing, "__dataclass_fields__") else None
    return {name: stripped(getattr(thing, name)) for name in names} if names else thing


@pytest.mark.parametrize("kind", TYPES)
def test_a_new_question_opens_and_says_what_it_needs(kind):
    new = new_question(kind)
    read = read_question(coded(fill_question(new), new), new)
    assert read.question is None
    assert "text" in read.problems
    assert not any("_" in words for words in read.problems.values())


# What was typed into the rows of CHOICE, and the options that come of it.
ROWS = {
    "a label that changes keeps its code": ({"option-1-label": "Very"}, [("yes", "Very"), ("no", "No")]),
    "a new row gets a code from its label": ({"option-3-label": "Don’t know"}, [("yes", "Yes"), ("no", "No"), ("dont-know", "Don’t know")]),
    "a code that is taken gets a number": ({"option-3-label": "Yes"}, [("yes", "Yes"), ("no", "No"), ("yes-2", "Yes")]),
    "a row without words is gone": ({"option-1-label": " "}, [("no", "No")]),
    "lines are options": ({"option-lines": "Maybe\r\n\n  Later "}, [("yes", "Yes"), ("no", "No"), ("maybe", "Maybe"), ("later", "Later")]),
    "lines stand before what is apart": ({"option-2-apart": "on", "option-lines": "Maybe"}, [("yes", "Yes"), ("maybe", "Maybe"), ("no", "No")]),
    "a code that is forged is made anew": ({"option-1-code": "<b>"}, [("yes", "Yes"), ("no", "No")]),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "options"), ROWS.values(), ids=ROWS)
def test_rows_become_options(typed, options):
    read = saved(fill_question(CHOICE) | typed)
    assert [(option.code, option.label) for option in read.question.options] == options


# A button that saves nothing, and the labels after it.
ACTS = {
    "option up 2": ["No", "Yes"],
    "option down 1": ["No", "Yes"],
    "option up 1": ["Yes", "No"],
    "option remove 1": ["No"],
    "option ready 1": ["Yes", "No", "Don’t know"],
    "option ready 99": ["Yes", "No"],
    "option wish 1": ["Yes", "No"],
    "option up 99999": ["Yes", "No"],
    "nothing": ["Yes", "No"],
}


@pytest.mark.parametrize(("act", "labels"), ACTS.items())
def test_buttons_of_rows_need_no_script(act, labels):
    typed = after_act(fill_question(CHOICE) | {"do": act}, CHOICE)
    assert [option.label for option in saved(typed).question.options] == labels


def test_a_row_that_is_added_stands_before_dont_know():
    apart = SingleChoice(code="q", text="?", options=(*CHOICE.options, Option("dk", "Don’t know", apart=True)))
    typed = after_act(fill_question(apart) | {"do": "option add"}, apart)
    assert (typed["option-3-label"], typed["option-4-label"]) == ("", "Don’t know")


def test_a_type_is_changed_with_its_options_and_only_where_that_makes_sense():
    typed = after_act(fill_question(CHOICE) | {"do": "kind multiple_choice"}, CHOICE)
    changed = saved(typed).question
    assert (type(changed), changed.code, changed.options) == (MultipleChoice, "safe", CHOICE.options)
    forged = after_act(fill_question(CHOICE) | {"do": "kind number"}, CHOICE)
    assert saved(forged).question == CHOICE


def test_an_earlier_answer_is_put_in_with_words_for_those_who_gave_none():
    typed = after_act(fill_question(CHOICE) | {"do": "pipe", "pipe-question": "area", "pipe-instead": "the {area}"}, CHOICE)
    assert typed["text"] == "How safe? {answer:area|the area}"


# What is typed, and which field is told to be wrong.
WRONG = [
    (CHOICE, {"text": " "}, "text"),
    (CHOICE, {"guidance-summary": "What?"}, "guidance-summary"),
    (CHOICE, {"definition-1-term": "watchlist"}, "definition-1-text"),
    (CHOICE, {"option-1-label": "", "option-1-hint": "A hint"}, "option-1-label"),
    (LongText(code="q", text="Why?"), {"max-length": "many"}, "max-length"),
    (LongText(code="q", text="Why?"), {"max-length": "9" * 30}, "max-length"),
    (Date(code="q", text="When?", minimum="2026-01-01", maximum="2026-03-01"), {"minimum-day": "31", "minimum-month": "2"}, "minimum"),
    (Document(code="q", text="It", body="It", link=questions.Link("It", "/it/")), {"link-address": "javascript:x"}, "link-address"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "typed", "field"), WRONG)
def test_what_is_wrong_is_told_by_field(question, typed, field):
    read = saved(fill_question(question) | typed, question)
    assert read.question is None
    assert list(read.problems) == [field]


@pytest.mark.parametrize("kind", TYPES)
def test_every_field_of_a_form_has_a_label_for_whoever_must_copy_what_they_typed(kind):
    filled = fill_question(new_question(kind))
    names = [name for name in filled if name != "kind" and not name.endswith("-code")]
    names += [f"{rows.name}-3-{rows.columns[0].key}" for part in FORMS[kind].parts for rows in part.rows]
    assert all(label_of(name, kind) for name in names)
    assert label_of("csrf_token", kind) is None
