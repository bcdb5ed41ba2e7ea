"""While a consultation is open its wording may change, and nothing that it means."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from survey.domain.questionnaires import building
from survey.domain.questionnaires.codebook import codebooks
from survey.domain.questionnaires.definition import dump, load
from survey.domain.questionnaires.questions import Detail, Guidance, Option
from survey.domain.questionnaires.rewording import Kind, changes, changes_of_meaning, is_wording
from survey.store import demo
from tests.survey.domain.questionnaires.generated import questionnaires

ASKED = load(demo.read("questionnaires", "fixed-cameras.json"))


@pytest.mark.parametrize(
    ("before", "after", "wording"),
    [
        ("How safe do you fell there?", "How safe do you feel there?", True),  # a slip
        ("How would cameras effect you?", "How would cameras affect you?", True),  # another
        ("What is the main reason for this?", "What is the main reason for your answer?", True),  # clearer
        ("Somewhere else", "Somewhere else:", True),  # a sign
        ("", "", True),  # nothing
        ("Should there be cameras?", "Should there not be cameras?", False),  # turned round
        ("Strongly support", "Strongly oppose", False),  # the other side
        ("Do you support this?", "Do you support this scheme to keep us safe?", False),  # loaded afterwards
        ("Up to 5 cameras", "Up to 50 cameras", False),  # another number
        ("Do people ever visit?", "Does the council spend wisely on lighting?", False),  # another question
        ("", "Think of the victims", False),  # a text where there was none
        ("All of them", "Some of them", False),  # how much
        ("It isn't right", "It isn’t right", True),  # another apostrophe
    ],
)
def test_what_is_wording(before, after, wording):
    assert is_wording(before, after) is wording
    assert is_wording(after, before) is wording


def changed(code, **values):
    question = ASKED.question(code)
    return building.put_question(ASKED, replace(question, **values))


SUPPORT = ASKED.question("support")


@pytest.mark.parametrize(
    ("after", "kinds"),
    [
        # Words around a question, and slips in it.
        (changed("support", hint="Think of the whole area."), [Kind.WORDING]),
        (changed("support", guidance=Guidance("More", "What the words mean.")), [Kind.WORDING]),
        (changed("support", text=SUPPORT.text.replace("?", " ?")), [Kind.WORDING]),
        (replace(ASKED, title=f"{ASKED.title}."), [Kind.WORDING]),
        # Who is asked what, and how it is counted.
        (changed("support", required=not SUPPORT.required), [Kind.MEANING]),
        (changed("support", text="Is it a good thing?"), [Kind.MEANING]),
        (changed("support", facts=("hours",)), [Kind.MEANING]),
        (changed("support", options=SUPPORT.options[:-1]), [Kind.MEANING]),
        (changed("support", options=SUPPORT.options[::-1]), [Kind.MEANING]),
        (changed("limits", at_most=2), [Kind.MEANING]),
        (building.remove_page(ASKED, "main-reason"), [Kind.MEANING]),
        (building.move_section(ASKED, ASKED.sections[0].code, 1), [Kind.MEANING]),
        (building.put_page(ASKED, replace(ASKED.page("visiting-change"), when=None)), [Kind.MEANING]),
        (replace(ASKED, language="cy"), [Kind.MEANING]),
    ],
)
def test_each_kind_of_change(after, kinds):
    assert [change.kind for change in changes(ASKED, after)] == kinds


def test_an_option_keeps_its_code_and_what_it_does():
    first, *rest = SUPPORT.options
    slip = changed("support", options=(replace(first, label="Strongly  support"), *rest))
    assert not changes_of_meaning(changes(ASKED, slip))
    for other in (replace(first, exclusive=True), replace(first, detail=Detail("Why?")), Option("new", first.label)):
        found = changes_of_meaning(changes(ASKED, changed("support", options=(other, *rest))))
        assert found, other


@settings(max_examples=25)
@given(questionnaires())
def test_nothing_changed_is_no_change(questionnaire):
    assert changes(questionnaire, load(dump(questionnaire))) == ()


@settings(max_examples=25)
@given(questionnaires())
def test_wording_never_changes_how_answers_are_counted(questionnaire):
    for question in questionnaire.questions:
        after = building.put_question(questionnaire, replace(question, hint=f"{question.hint} Take your time."))
        assert not changes_of_meaning(changes(questionnaire, after))
        assert [book.columns for book in codebooks(after)] == [book.columns for book in codebooks(questionnaire)]
