"""Wordings as councils and campaigns have used them, each beside one that says the same and takes no side."""

import pytest

from survey.domain.checks.loaded_words import AGAINST, FOR
from survey.domain.questionnaires.questions import Grid, LongText, MultipleChoice, SupportScale
from tests.survey.domain.checks.asking import choice, found_in, options, rows, words_of

SUPPORT = ("Strongly support", "Somewhat support", "Neither", "Somewhat oppose", "Strongly oppose")
AGREE = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree")
SAFE = ("Very safe", "Fairly safe", "Neither", "Fairly unsafe", "Very unsafe")


def scale(text):
    return SupportScale(code="q", text=text)


def grid(text, *labels):
    return Grid(code="q", text=text, rows=rows(*labels))


# Which check, a bad question, and a good one about the same thing.
PAIRS = [
    # two feelings, one answer
    ("double-barrelled", choice("How safe and welcome do you feel in Soho?", *SAFE), choice("How safe do you feel in Soho?", *SAFE)),
    # two judgements, one answer
    ("double-barrelled", choice("Do you think the cameras are effective and fair?"), choice("Do you think the cameras are fair?")),
    # two things to support, one answer
    ("double-barrelled", scale("Do you support or oppose more police officers and cameras in the area?"), scale("Do you support or oppose more police officers in the area?")),
    # two institutions; “as well as” joins as “and” does
    ("double-barrelled", choice("How confident are you in the police as well as the council?", "Very", "Not very"), choice("How confident are you in the police?", "Very", "Not very")),
    # two questions in one field
    ("double-barrelled", choice("Do you support or oppose the cameras? Do you feel safe here?"), choice("Do you feel safe here?")),
    # a row of a grid that joins two occasions
    ("double-barrelled", grid("For each, would you support or oppose it?", "At sports events and protests", "At night"), grid("For each, would you support or oppose it?", "At protests", "At night")),
    # a pair that is one thing
    ("double-barrelled", choice("Do you think training and recruitment are good?"), choice("Do you think stop and search is good?")),
    # names of places are one area
    ("double-barrelled", choice("How safe do you feel by day and alone?", *SAFE), choice("How safe do you feel in Soho and Mayfair?", *SAFE)),
    # examples are no second thing
    ("double-barrelled", choice("Do you think bars and clubs are good?"), choice("Do you think venues (such as bars and clubs) are good?")),
    # a range is no second thing
    ("double-barrelled", choice("How safe do you feel at night and in the morning?", *SAFE), choice("How safe do you feel between midnight and dawn?", *SAFE)),
    # where several can be chosen, two things do no harm
    ("double-barrelled", choice("Which do you prefer?", "A", "B", apart=()) and choice("Do you prefer trees and benches?"), MultipleChoice(code="q", text="Which trees and benches would you like?", options=options("Trees", "Benches", apart=("None of these",)))),
    # expects a yes
    ("leading", choice("Don’t you think that cameras would make Soho safer?"), choice("Would cameras make Soho safer or less safe?")),
    ("leading", choice("Shouldn’t the police use every tool they have?"), choice("Which tools should the police use?")),
    ("leading", choice("Cameras stop crime, don’t they? Isn’t it time for them?"), choice("When should they begin?")),
    # others agree already
    ("leading", choice("Most residents think crime is rising. Do you?"), choice("Do you think crime is rising or falling?")),
    # known already
    ("leading", choice("As you know, the cameras cut crime. Should they stay?"), choice("As far as you know, have you walked past a camera?", "Yes", "No")),
    # a reason before the question
    ("leading", choice("Given that crime is rising, should there be cameras?"), choice("Should there be cameras?")),
    ("leading", choice("To keep our children safe, should there be cameras?"), choice("Should there be cameras near schools?")),
    # the direction is taken for granted
    ("leading", choice("How much safer would you feel?", "Much", "A little"), choice("How would it affect how safe you feel?", *SAFE)),
    ("leading", choice("How much would cameras harm your privacy?", "Much", "A little"), choice("How would cameras affect your privacy?", "For the better", "For the worse")),
    # one side named
    ("one-sided", choice("Do you support the cameras?"), choice("Do you support or oppose the cameras?")),
    ("one-sided", choice("To what extent do you support the scheme?", *SUPPORT), choice("To what extent do you support or oppose the scheme?", *SUPPORT)),
    # the other side named
    ("one-sided", choice("Do you oppose the cameras?"), choice("Do you oppose or support the cameras?")),
    # “support” as help is no side
    ("one-sided", choice("Would you welcome the cameras?"), choice("What support do you need to take part?", "None", "A lift")),
    # praise
    ("loaded", scale("Do you support or oppose state-of-the-art cameras?"), scale("Do you support or oppose new cameras?")),
    ("loaded", scale("Do you support or oppose these much needed cameras?"), scale("Do you support or oppose these cameras?")),
    # blame
    ("loaded", scale("Do you support or oppose spy cameras?"), scale("Do you support or oppose fixed cameras?")),
    ("loaded", scale("Do you support or oppose Orwellian mass surveillance?"), scale("Do you support or oppose live facial recognition?")),
    # in an answer, which is read just as well
    ("loaded", choice("What do you think?", "Protect our law-abiding residents", "No"), choice("What do you think?", "Protect residents", "No")),
    # part of another word is no loaded word
    ("loaded", choice("Do you think snooping is good?"), choice("Do you think Snoopingham, a vitality centre, is good?")),
    # agree with a statement
    ("agree-disagree", choice("Cameras make me feel safe.", *AGREE), choice("How do cameras make you feel?", *SAFE)),
    ("agree-disagree", choice("Do you agree that cameras are needed?"), choice("Are cameras needed?")),
    ("agree-disagree", choice("To what extent do you agree with the plan?", *AGREE), choice("To what extent do you support or oppose the plan?", *SUPPORT)),
    # “not” in a question
    ("negative", choice("Should the council not pay for cameras?"), choice("Should the council pay for cameras?")),
    ("negative", grid("Would you support or oppose it?", "Cameras that never run at night", "B"), grid("Would you support or oppose it?", "Cameras that run by day only", "B")),
    # “or not” is no denial
    ("negative", choice("Should they never be used?"), choice("Should they be used or not?")),
]  # fmt: skip


@pytest.mark.parametrize(("check", "bad", "good"), PAIRS, ids=lambda one: getattr(one, "text", one))
def test_bad_wording_is_found_and_good_wording_is_not(check, bad, good):
    assert check in found_in(bad)
    assert check not in found_in(good)


GOOD = [
    # the plain question of every consultation of this kind
    scale("Overall, do you support or oppose fixed live facial recognition cameras in this area?"),
    # both directions offered
    choice("How would the cameras affect how safe you feel?", "Much safer", "A little safer", "No difference", "A little less safe", "Much less safe"),
    # confidence, two points each way
    choice("How confident are you that the police would keep to the rules?", "Very confident", "Fairly confident", "Not very confident", "Not at all confident"),
    # a question of fact with “and” and “have”
    choice("Have you heard of the plan and read it?", apart=()),
    # a list with “none of these”, which several fit
    MultipleChoice(code="q", text="Which of these benefits, if any, would you expect?", options=options("Less theft", "Fewer crimes and less fear", apart=("None of these",))),
    # free text that asks why, with the line about names
    LongText(code="q", text="What is the main reason for your answer?", hint="Please do not name anyone."),
]  # fmt: skip


@pytest.mark.parametrize("question", GOOD, ids=lambda one: one.text)
def test_good_questions_pass_every_check(question):
    assert found_in(question) == set()


def test_the_words_that_offend_are_quoted():
    said = words_of("double-barrelled", choice("How safe and welcome do you feel?", *SAFE))
    assert said == ["“How safe and welcome do you feel?” asks about two things at once: “How safe and welcome”"]
    said = words_of("loaded", scale("Do you support or oppose spy cameras?"))
    assert said == ["In or under “Do you support or oppose spy cameras?”: “spy cameras” takes a side (“cameras” would not)."]  # fmt: skip


def test_the_list_of_loaded_words_takes_no_side_itself():
    assert len(FOR) == len(AGAINST)


def test_wording_is_judged_in_english_alone():
    found = found_in(choice("Don’t you think spy cameras and lamps are good?"), language="cy")
    assert found == {"wording-not-read"}


def test_equality_questions_keep_the_words_of_their_standard():
    asked = choice("Do you not have a physical and mental condition?", "Yes", "No")
    assert found_in(asked, kind="equality") == set()
