"""While a consultation is open its wording may change, and nothing that it means."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from survey.domain.questionnaires import building
from survey.domain.questionnaires.alike import same_label, same_question, turns_nothing
from survey.domain.questionnaires.codebook import codebooks
from survey.domain.questionnaires.definition import dump, load
from survey.domain.questionnaires.questions import Definition, Detail, Guidance, Option
from survey.domain.questionnaires.rewording import Kind, changes, changes_of_meaning
from survey.store import demo
from tests.survey.domain.questionnaires.generated import questionnaires

ASKED = load(demo.read("questionnaires", "fixed-cameras.json"))


@pytest.mark.parametrize(
    ("before", "after", "label", "question", "around"),
    [
        # Slips of the pen.
        ("How would cameras effect you?", "How would cameras affect you?", True, True, True),  # a letter
        ("Do you recieve letters?", "Do you receive letters?", True, True, True),  # two letters swapped
        ("Teh area", "The area", True, False, True),  # in a short word; in a question, an article in place of a word
        ("Somewhere else", "somewhere else:", True, True, True),  # a sign, and case
        ("A persons right", "A person’s right", True, True, True),  # an apostrophe that was missing
        ("", "", True, True, True),  # nothing
        # An article comes: in what people choose the words stay the same in number.
        ("What do you think of area?", "Please, what do you think of the area?", False, True, True),
        # Clearer, but other words.
        ("What is the main reason for this?", "What is the main reason for your answer?", False, False, True),
        ("", "Think of the whole area", False, False, True),  # a text where there was none
        ("How do you fell there?", "How do you feel there?", False, False, True),  # short words may be other words
        # Another answer, or turned round.
        ("Male", "Female", False, False, False),
        ("Satisfied", "Dissatisfied", False, False, False),
        ("Likely", "Unlikely", False, False, False),
        ("Approve", "Disapprove", False, False, False),
        ("Legal", "Illegal", False, False, False),
        ("North side", "South side", False, False, False),  # two letters, and another place
        ("Strongly support", "Strongly oppose", False, False, False),
        ("Internal doors", "External doors", False, False, False),
        ("Should cameras be kept?", "Should cameras be removed?", False, False, False),
        ("Should there be cameras?", "Should there not be cameras?", False, False, False),
        ("I would feel comfortable", "I would feel uncomfortable", False, False, False),
        ("Is the plan proportionate?", "Is the plan disproportionate?", False, False, False),
        ("Before the review?", "After the review?", False, False, False),
        # How much, how often.
        ("Cost per month", "Cost per year", False, False, False),
        ("Once a week", "Twice a week", False, False, False),
        ("Up to 5 cameras", "Up to 50 cameras", False, False, False),
        ("Up to £5", "Up to 5%", False, False, False),
        ("1.5 hours", "15 hours", False, False, False),
        ("All of them", "Some of them", False, False, False),
        ("👍", "👎", False, False, False),
        # The same words in another order.
        ("Trust officers rather than shop staff?", "Trust shop staff rather than officers?", False, False, True),
        ("0 is good, 10 is bad", "0 is bad, 10 is good", False, False, False),
        # Loaded afterwards, or another question.
        ("Do you support this?", "Do you support this scheme to keep us safe?", False, False, False),
        ("Do people ever visit?", "Does the council spend wisely on lighting?", False, False, True),
        # Another answer stands in it.
        ("As {answer:tie|you}, why?", "As {answer:age|you}, why?", False, False, True),
    ],
)
def test_what_is_wording(before, after, label, question, around):
    for one, other in ((before, after), (after, before)):
        found = same_label(one, other), same_question(one, other), turns_nothing(one, other)
        assert found == (label, question, around)


def changed(code, **values):
    question = ASKED.question(code)
    return building.put_question(ASKED, replace(question, **values))


SUPPORT = ASKED.question("support")


@pytest.mark.parametrize(
    ("after", "kinds"),
    [
        # Words around a question, and slips in it.
        (changed("support", hint="Think of the whole area."), [Kind.WORDING]),
        (changed("limits", guidance=Guidance("The words", "What the words mean.")), [Kind.WORDING]),
        (changed("support", text=SUPPORT.text.replace("?", " ?")), [Kind.WORDING]),
        (replace(ASKED, title=f"{ASKED.title}."), [Kind.WORDING]),
        # A text around it that turns something round, or names a side.
        (changed("support", hint="Choose “Strongly support” if the cameras should be taken down."), [Kind.MEANING]),
        (changed("support", guidance=Guidance("More", "There is no risk.")), [Kind.MEANING]),
        (changed("support", definitions=(Definition("Support", "Not to oppose."),)), [Kind.MEANING]),
        # A lock that is put on or given up.
        (changed("support", unlocked="We want other words."), [Kind.MEANING]),
        (changed("support", locked="abc"), [Kind.MEANING]),
        (changed("support", block="core@1"), []),
        # Who is asked what, and how it is counted.
        (changed("support", required=not SUPPORT.required), [Kind.MEANING]),
        (changed("support", text="Is it a good thing?"), [Kind.MEANING]),
        (changed("support", facts=("hours",)), [Kind.MEANING]),
        (changed("support", options=SUPPORT.options[:-1]), [Kind.MEANING]),
        (changed("support", options=SUPPORT.options[::-1]), [Kind.MEANING]),
        (changed("limits", at_most=2), [Kind.MEANING]),
        # What people were promised of their words stays.
        (changed("main-reason", publishing="with-permission"), [Kind.MEANING]),
        (changed("organisation-name", publishing="never"), [Kind.MEANING]),
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
    second, *others = rest
    swapped = (replace(first, label=second.label), replace(second, label=first.label), *others)
    near = (replace(first, label="Strongley oppose"), *rest)
    for options in (swapped, near):
        assert changes_of_meaning(changes(ASKED, changed("support", options=options)))
    told = replace(first, detail=Detail("Why?"))
    (change,) = changes(changed("support", options=(told, *rest)), changed("support", options=(replace(first, detail=Detail("Why?", publishing="open")), *rest)))
    assert (change.kind, change.before, change.after) == (Kind.MEANING, "Why?: Never", "Why?: Yes, such as the name of an organisation")
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


def test_a_slip_must_not_make_one_answer_another():
    options = (Option("a", "Region Aalborg"), Option("b", "Region Aalburg"))
    before = changed("support", options=options)
    after = building.put_question(before, replace(SUPPORT, options=(replace(options[0], label="Region Aalburg"), options[1])))
    assert [change.kind for change in changes(before, after)] == [Kind.MEANING]
