"""Earlier answers in later texts: labels only, from earlier questions only, with words for everyone else."""

import pytest

from survey.domain.questionnaires.kinds import Document, Link, ReaderText
from survey.domain.questionnaires.piping import filled_page, without_pipes, words_of
from survey.domain.questionnaires.presentation import shown
from survey.domain.questionnaires.questions import (
    Detail,
    MultipleChoice,
    Option,
    Page,
    Questionnaire,
    Section,
    ShortText,
    SingleChoice,
)
from survey.domain.questionnaires.structure import problems_in_structure
from survey.domain.translating.texts import left

AREA = SingleChoice(
    code="area",
    text="Which area?",
    options=(
        Option("quay", "the quay"),
        Option("other", "elsewhere", detail=Detail("Where?")),
        Option("dont-know", "Don’t know", apart=True),
    ),
)
USES = MultipleChoice(code="uses", text="Uses?", options=(Option("a", "walking"), Option("b", "work"), Option("c", "shops"), Option("no", "None", exclusive=True)))  # fmt: skip
NAME = ShortText(code="name", text="What is it called?")


def asking(*texts, title="", kind="opinion"):
    later = tuple(ShortText(code=f"later-{place}", text=text) for place, text in enumerate(texts))
    pages = [Page("p1", (AREA, USES, NAME), "About it"), Page("p2", later, title or "Later")]
    return Questionnaire("c", "T", (Section("s", "S", tuple(pages), kind),))


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ({"area": "quay"}, "How is the quay?"),
        # Nobody's own words: the option's label stands for them.
        ({"area": "other", "area.other": "my street"}, "How is elsewhere?"),
        # "Don't know" and what was left empty are no answer to go on with.
        ({"area": "dont-know"}, "How is the area?"),
        ({}, "How is the area?"),
    ],
)
def test_the_label_of_what_was_chosen_is_put_in(answers, text):
    questionnaire = asking("How is {answer:area|the area}?")
    assert shown(questionnaire, questionnaire.pages[1], answers, order=0).page.questions[0].text == text


def test_several_answers_are_listed_and_nothing_is_remembered_of_other_pages():
    questionnaire = asking("You said {answer:uses|nothing}", title="On {answer:area|it}")
    seen = shown(questionnaire, questionnaire.pages[1], {"uses": ["a", "b", "c"], "area": "quay"}, order=0)
    assert seen.page.questions[0].text == "You said walking, work and shops"
    assert seen.page.title == "On the quay"
    assert seen.variant == (("area", "the quay"), ("uses", "walking, work and shops"))
    assert shown(questionnaire, questionnaire.pages[0], {"area": "quay"}, order=0).variant == ()
    assert words_of(questionnaire, {"uses": ["no"]}) == {}


def test_what_is_printed_and_counted_has_the_words_for_everyone():
    plain = without_pipes(asking("How is {answer:area|the area}?", title="{answer:area|The area}"))
    assert (plain.pages[1].title, plain.pages[1].questions[0].text) == ("The area", "How is the area?")
    untouched = asking("How is it?")
    assert without_pipes(untouched) is untouched


def test_a_document_and_a_text_for_the_reader_can_name_the_answer():
    text = ReaderText(code="t", text="On {answer:area|it}", body="{answer:area|It} is near.")
    paper = Document(code="d", text="A paper", hint="For {answer:area|all}", body="Read.", link=Link("L", "/x"))
    seen = filled_page(Page("p", (text, paper), "T"), {"area": "quay"}).questions
    assert (seen[0].text, seen[0].body, seen[1].hint) == ("On quay", "quay is near.", "For quay")


@pytest.mark.parametrize(
    ("questionnaire", "words"),
    [
        # What somebody wrote is never put in.
        (asking("{answer:name|it}"), "“name” is no opinion question with options"),
        (asking("{answer:nobody|it}"), "“nobody” is no opinion question with options"),
        # Equality answers stay where they are.
        (asking("{answer:area|it}", kind="equality"), "“area” is no opinion question with options"),
        (asking("{answer:area|}"), "“area” needs words for those who did not answer it"),
        (asking("{answer:area}"), "write an earlier answer as {answer:question-code|words without one}"),
        (asking("{answer:area|a}{answer:"), "write an earlier answer as"),
    ],
)
def test_what_cannot_be_put_in_is_a_problem(questionnaire, words):
    assert any(words in problem for problem in problems_in_structure(questionnaire))


def test_only_an_earlier_page_can_be_put_in_and_only_into_texts():
    same = Page("p1", (AREA, ShortText(code="q", text="{answer:area|it}?")), "Both")
    rows = SingleChoice(code="q", text="Q?", options=(Option("a", "{answer:area|it}"), Option("b", "B")))
    for pages, words in (
        ((same,), "“area” is not asked on an earlier page"),
        ((Page("p1", (AREA,)), Page("p2", (rows,))), "not in “options label”"),
    ):
        found = list(problems_in_structure(Questionnaire("c", "T", (Section("s", "S", pages),))))
        assert any(words in problem for problem in found), found


def test_a_text_that_stayed_in_its_own_language_stays_marked():
    question = ShortText(code="why", text=left("Why {answer:area|there}?", "en"))
    (page,) = without_pipes(Questionnaire("q", "", (Section("s", "", (Page("p", (question,)),)),))).pages
    assert page.questions[0].text == "Why there?"
    assert page.questions[0].text.language == "en"
