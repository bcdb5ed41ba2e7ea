"""What can be answered: scales, “don’t know”, saying no in principle, and what fits a phone."""

from dataclasses import replace

import pytest

from survey.domain.checks.principle import can_object
from survey.domain.checks.views import side
from survey.domain.questionnaires.questions import (
    SUPPORT_POINTS,
    Grid,
    MultipleChoice,
    ShortText,
    SupportScale,
)
from tests.survey.domain.checks.asking import OVERALL, choice, found_in, options, rows, words_of

SIDES = [
    # yes, in the ways that it is said
    ("Strongly support", 1),
    ("I support it, but not near schools", 1),
    ("Yes, up to a limit", 1),
    ("Very confident", 1),
    ("Much safer", 1),
    # no
    ("I do not want any cameras", -1),
    ("No, the police should pay", -1),
    ("Not at all confident", -1),
    ("A little less safe", -1),
    ("Very dissatisfied", -1),
    # the middle
    ("Neither support nor oppose", 0),
    ("No difference", 0),
    ("Neitheir agree or disagree", 0),
    ("About the same", 0),
    # on no side
    ("Don’t know", None),
    ("Prefer not to say", None),
    ("A trial with an end date", None),
    ("16 to 24", None),
]


@pytest.mark.parametrize(("label", "expected"), SIDES)
def test_the_side_of_an_answer_is_read_from_its_words(label, expected):
    assert side(label) == expected


PROPOSAL = "What do you think of the proposal for cameras?"
SCALES = [
    # three of five begin “I support”: a council’s own tips warn of exactly this
    (choice(PROPOSAL, "I support it fully", "I support it with signs", "I support a trial", "I am neutral", "I oppose it"), True),
    # the same, evened out
    (choice(PROPOSAL, "I support it fully", "I support it with signs", "I am neutral", "I oppose it in some places", "I oppose it"), False),
    # three good answers and one bad
    (choice("How would you rate the information?", "Excellent", "Very good", "Good", "Fair", "Poor"), True),
    (choice("How would you rate the information?", "Very good", "Good", "Fair", "Poor", "Very poor"), False),
    # more ways to say no
    (choice(PROPOSAL, "I support it", "I oppose it at night", "I oppose it by day", "I oppose it"), True),
    # how much of one thing, from none up, has no sides
    (choice("How important is it?", "Very important", "Fairly important", "Slightly important", "Not important"), False),
    # what is the case, and no view
    (choice("Have you read the information?", "Yes, all of it", "Yes, some of it", "No"), False),
    # answers that are on no side
    (choice("What would you prefer?", "A trial", "Permanent use", "No use"), False),
    # a grid is a scale row by row
    (Grid(code="q", text="Would you support or oppose it?", rows=rows("A", "B"), options=options("Fully support", "Support", "Partly support", "Oppose", apart=("Don’t know",))), True),
]  # fmt: skip


@pytest.mark.parametrize(("question", "found"), SCALES, ids=lambda one: getattr(one, "text", one))
def test_scales_have_as_many_answers_on_each_side(question, found):
    assert ("unbalanced" in found_in(question)) is found


def several(text, *labels, **parts):
    return MultipleChoice(code="q", text=text, options=options(*labels, **parts))


WAYS_OUT = [
    # a view with two answers only
    (choice("Should cameras be used?", "Yes", "No", apart=()), True),
    # “not sure” is a way out
    (choice("Should cameras be used?", "Yes", "No", "Not sure", apart=()), False),
    # anything set apart is one
    (choice("Should cameras be used?", "Yes", "No", apart=("I have no view",)), False),
    # what is the case, people know
    (choice("Do you live in Soho?", "Yes", "No", apart=()), False),
    # a list of benefits without “none of these”
    (several("Which benefits would you expect?", "Less theft", "Fewer crimes"), True),
    (several("Which benefits would you expect?", "Less theft", "Fewer crimes", apart=("None of these",)), False),
    # “nowhere” is as good
    (several("Where would you accept them?", "Stations", "Nowhere"), False),
    # a grid
    (Grid(code="q", text="Would you support it?", rows=rows("A"), options=options("Support", "Oppose")), True),
]  # fmt: skip


@pytest.mark.parametrize(("question", "found"), WAYS_OUT, ids=lambda one: getattr(one, "text", one))
def test_views_can_be_answered_with_dont_know(question, found):
    assert ("no-dont-know" in found_in(question)) is found


def test_a_view_may_be_left_empty_and_a_fact_may_be_required():
    assert "required-view" in found_in(choice("Should cameras be used?", required=True))
    assert "required-view" not in found_in(choice("Do you live in Soho?", required=True))


def scale(*points):
    """The usual scale about the plan under other labels."""
    relabelled = zip(SUPPORT_POINTS, (*points, "Don’t know"), strict=True)
    return replace(OVERALL, options=tuple(replace(option, label=label) for option, label in relabelled))


OBJECTIONS = [
    # the scale of this product, in whatever words
    (OVERALL, True),
    # an answer that says no to the plan
    (choice("What should happen with the cameras?", "A trial", "They should not go ahead"), True),
    (choice("Do you agree with the plan?", "Yes", "No, not anywhere"), True),
    # every answer is a way of having them
    (choice("Which cameras would you prefer?", "Large cameras", "Small cameras"), False),
    # “no” to something else
    (choice("Do you live in Soho?", "Yes", "No"), False),
    # “no preference” objects to nothing
    (choice("Which cameras would you prefer?", "Large", "No preference"), False),
    # a line of text is no answer that can be counted
    (ShortText(code="q", text="Do you object to the cameras?"), False),
    # a scale of something else than support
    (SupportScale(code="q", text="How safe?", options=options("Much safer", "Safer", "Same", "Less safe", "Much less safe")), False),
    # the usual points about something else
    (SupportScale(code="q", text="How much do you support or oppose planting more trees?"), False),
    # the usual points under labels that nobody can object with, and under others with which one can
    (scale("Strongly support", "Support", "Support with changes", "Support later", "Accept"), False),
    (scale("Very much in favour", "In favour", "Neither", "Against it", "Very much against it"), True),
    # several can be chosen, so none of them is an answer to the plan as a whole
    (several("Which do you support for cameras?", "Signs beside every camera", "Oppose the plan"), False),
    # “no” to a part of it, and to all of it
    (choice("When should the cameras start?", "At once", "No rush, next year"), False),
    (choice("Which do you support for cameras?", "Signs beside every camera", "No cameras inside pubs"), False),
    (choice("What would you like here?", "Fixed cameras", "No cameras at all"), True),
    (choice("Have you seen the cameras?", "Yes", "No"), False),
    (choice("Should the cameras have signs?", "Yes", "No"), False),
    (choice("Should the cameras go ahead?", "Yes", "No"), True),
    (choice("Do you support the proposed cameras?", "Yes", "No", "No, but I accept them"), True),
    # who is only asked about opposition says so with “yes”
    (choice("Do you object to the cameras?", "Yes", "No"), True),
    # “against” a thing, and against the plan
    (choice("Where should the cameras go?", "On lamp posts", "Against the wall"), False),
    (choice("Where should the cameras go?", "On lamp posts", "Against this wall"), False),
    (choice("What do you think of the plan?", "For it", "Against it"), True),
    (choice("What do you think of the plan?", "For", "Strongly against – I do not want it"), True),
    # to object, and to object to nothing
    (choice("Which of the plans do you prefer?", "Plan A, 12 cameras", "Plan B, 20 cameras", "I object to nothing"), False),
    (choice("Which of the plans do you prefer?", "Plan A, 12 cameras", "I object to the plans"), True),
    (choice("Which of the plans do you prefer?", "Plan A", "I would not oppose either"), False),
    # what should not happen somewhere, later, or at all
    (choice("Where should the cameras be?", "In streets", "They should not be inside pubs"), False),
    (choice("When should the plan start?", "Now", "It should not go ahead before May"), False),
    (choice("When should the plan start?", "Now", "It should not go ahead at all"), True),
    (choice("How acceptable are the cameras?", "Acceptable", "Completely unacceptable"), True),
]  # fmt: skip


@pytest.mark.parametrize(("question", "can"), OBJECTIONS, ids=lambda one: getattr(one, "text", one))
def test_whether_somebody_can_object_in_principle(question, can):
    assert can_object(question) is can
    assert ("no-objection" in found_in(question, overall=None)) is not can


def test_everyone_must_be_able_to_object():
    lives = choice("Do you live in Soho?", "Yes", "No")
    when = {"question": "q", "is": ["o0"]}
    asked = SupportScale(code="only", text="Do you support or oppose the cameras?")
    assert "objection-not-for-all" in found_in(asked, when=when, overall=lives)


def test_in_another_language_a_person_has_to_say_where_people_can_object():
    asked = choice("A ydych chi o blaid?", "Ydw", "Nac ydw")
    assert found_in(asked, overall=None, language="cy") == {"objection-not-told", "wording-not-read"}
    assert "objection-not-told" not in found_in(asked, language="cy")


def long_grid(number, *labels):
    asked = rows(*(f"A purpose that takes about forty letters {n}" for n in range(number)))
    return Grid(code="q", text="Would you support it?", rows=asked, options=options(*labels, apart=("Don’t know",)))


SUPPORT = ("Strongly support", "Support", "Neither", "Oppose", "Strongly oppose")
PHONES = [
    # six rows of six: under three screens
    (long_grid(6, *SUPPORT), False),
    # twelve rows of six are more than anybody holds in view
    (long_grid(12, *SUPPORT), True),
    # eleven columns do not stand side by side
    (long_grid(2, *(str(n) for n in range(10))), True),
    # a list of ten
    (choice("Where do you live?", *(f"Street {n}" for n in range(10))), False),
    # a list of a hundred
    (choice("Where do you live?", *(f"Street {n}" for n in range(100))), True),
]


@pytest.mark.parametrize(("question", "found"), PHONES)
def test_grids_and_lists_fit_a_phone(question, found):
    assert ("phone" in found_in(question)) is found


def test_how_long_it_is_on_a_phone_is_said():
    assert words_of("phone", long_grid(12, *SUPPORT)) == [
        "“Would you support it?” is about 6 phone screens long: 12 rows of 6 answers."
    ]
