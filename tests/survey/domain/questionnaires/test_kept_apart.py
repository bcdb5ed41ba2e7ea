"""Opinions and equality answers are kept apart: neither leads to the other, or stands in its words."""

from dataclasses import replace

import pytest

from survey.domain.bank import Block
from survey.domain.interchange.definitions import read_definition, written
from survey.domain.questionnaires.inserting import insert
from survey.domain.questionnaires.kept_apart import kept_from
from survey.domain.questionnaires.questions import (
    MultipleChoice,
    Option,
    Page,
    Questionnaire,
    Section,
    ShortText,
    SingleChoice,
    SupportScale,
)
from survey.domain.questionnaires.structure import problems_in_structure

YES_NO = (Option("yes", "Yes"), Option("no", "No"))
WHO = Page("who", (SingleChoice(code="capacity", text="Who are you here?", options=YES_NO),))
STREETS = Page("streets", (MultipleChoice(code="streets", text="Which streets?", options=YES_NO),))
FAITH = Page("faith", (SingleChoice(code="faith", text="Faith?", options=YES_NO),))
VIEW = Page("view", (SupportScale(code="view", text="Support or oppose?"),))
PRAYER = Page("prayer", (ShortText(code="prayer", text="Where do you pray?"),))


def after(page, code, **piped):
    """The page for those who answered that question with yes."""
    return replace(page, when={"question": code, "is": ["yes"]}, **piped)


def with_words_of(page, code):
    """The page with an earlier answer in its question."""
    question = replace(page.questions[0], text=f"And {{answer:{code}|it}}?")
    return replace(page, questions=(question,))


def asking(*sections):
    """Sections named after their kind and number, each of some pages."""
    made = [Section(f"s{n}", "S", pages, kind) for n, (kind, pages) in enumerate(sections)]
    return Questionnaire("q", "Q", tuple(made))


ACROSS = [
    # an opinion page behind an equality answer
    (asking(("equality", (FAITH,)), ("opinion", (after(VIEW, "faith"),))), "view"),
    # inside a longer condition
    (asking(("equality", (FAITH,)), ("opinion", (replace(VIEW, when={"not": {"any": [{"fact": "f"}, {"question": "faith", "answered": True}]}}),))), "view"),
    # an equality page behind an opinion, and behind several choices at once
    (asking(("opinion", (WHO,)), ("opinion", (VIEW,)), ("equality", (after(FAITH, "view"),))), "faith"),
    (asking(("opinion", (VIEW,)), ("equality", (after(FAITH, "view"),))), "faith"),
    (asking(("opinion", (WHO, STREETS)), ("equality", (after(FAITH, "streets"),))), "faith"),
    # and what stands in its words
    (asking(("opinion", (STREETS,)), ("equality", (with_words_of(FAITH, "streets"),))), "faith"),
]  # fmt: skip


@pytest.mark.parametrize(("questionnaire", "code"), ACROSS)
def test_what_would_tell_one_from_the_other_is_a_problem(questionnaire, code):
    (problem,) = problems_in_structure(questionnaire)
    assert "equality" in problem
    assert code in (problem.page, problem.question)


ALLOWED = [
    # who somebody answers as, in the first section of opinions
    asking(("opinion", (WHO,)), ("equality", (after(FAITH, "capacity"),))),
    asking(("opinion", (WHO,)), ("equality", (with_words_of(FAITH, "capacity"),))),
    # equality pages among each other, and opinions among each other
    asking(("equality", (FAITH, after(PRAYER, "faith")))),
    asking(("opinion", (STREETS, after(VIEW, "streets")))),
]


@pytest.mark.parametrize("questionnaire", ALLOWED)
def test_who_somebody_is_may_lead_to_equality_pages(questionnaire):
    assert not list(problems_in_structure(questionnaire))


def test_each_kind_is_kept_from_the_other():
    asked = asking(("opinion", (WHO, STREETS)), ("opinion", (VIEW,)), ("equality", (FAITH,)))
    assert kept_from(asked, "opinion") == {"faith"}
    assert kept_from(asked, "equality") == {"streets", "view"}


@pytest.mark.parametrize(("questionnaire", "code"), ACROSS)
def test_an_import_leaves_it_out_and_says_so(questionnaire, code):
    imported = read_definition(written(questionnaire))
    assert not list(problems_in_structure(imported.questionnaire))
    assert imported.questionnaire.page(code).when is None
    assert [f"Page “{code}”" in note.words for note in imported.notes] == [True]


def test_an_import_puts_no_opinion_into_the_words_of_any_language():
    asked = asking(("opinion", (STREETS,)), ("equality", (with_words_of(FAITH, "streets"),)))
    imported = read_definition(written(asked, {"cy": {"faith.text": "A {answer:streets|hynny}?"}}))
    assert imported.questionnaire.question("faith").text == "And it?"
    assert imported.translations == {"cy": {"faith.text": "A hynny?"}}


def test_an_import_keeps_the_rest_of_a_condition():
    longer = replace(VIEW, when={"all": [{"fact": "f"}, {"question": "faith", "is": ["yes"]}]})
    imported = read_definition(written(asking(("equality", (FAITH,)), ("opinion", (longer,)))))
    assert imported.questionnaire.page("view").when == {"fact": "f"}


def test_a_block_brings_no_condition_across():
    block = Block("faith", 1, "Faith", "", (after(FAITH, "streets"),), "equality")
    inserted = insert(asking(("opinion", (STREETS,))), block)
    assert inserted.questionnaire.page("faith").when is None
    assert len(inserted.left_out) == 1
