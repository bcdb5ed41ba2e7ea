"""Questions about who somebody is, each beside one that asks as much as is needed."""

from dataclasses import replace

import pytest

from survey.domain.questionnaires.kinds import Date, ReaderText
from survey.domain.questionnaires.questions import (
    Detail,
    Guidance,
    LongText,
    MultipleChoice,
    Number,
    Option,
    ShortText,
)
from tests.survey.domain.checks.asking import choice, found_in


def line(text, hint=""):
    return ShortText(code="q", text=text, hint=hint)


def free(text, hint=""):
    return LongText(code="q", text=text, hint=hint)


CALL_ME = MultipleChoice(
    code="q",
    text="Shall we tell you?",
    options=(Option("no", "No"), Option("yes", "Yes", detail=Detail("Your phone number"))),
)
ROWS = [
    # who somebody is
    ("contact-details", line("What is your name?"), line("What is the name of the street?")),
    ("contact-details", line("Email address"), choice("How did you hear of it?", "By email", "By post")),
    ("contact-details", line("Your phone number"), choice("How do you want to answer?", "By phone", "On paper")),
    ("contact-details", line("What is your home address?"), line("What needs to be addressed?")),
    ("contact-details", line("How can we reach you?"), line("How can people reach the shops?")),
    ("contact-details", line("Leave your details if you want a reply"), line("Which details of the plan are missing?")),
    ("contact-details", line("Who are you?"), line("Who do you speak for?")),
    ("contact-details", line("What is your Twitter handle?"), line("Where did you read of it, such as Twitter?")),
    # beside a question, unless it asks people not to
    ("contact-details", line("Anything else?", "Please give your full name and email address."), line("Anything else?", "Please do not give your name or your email address.")),
    ("contact-details", replace(line("Anything else?"), guidance=Guidance("More", "We reply if you leave your phone number.")), replace(line("Anything else?"), guidance=Guidance("More", "We never ask for your phone number."))),
    ("contact-details", ReaderText(code="q", text="Before you go", body="Tell us your name on the next page."), ReaderText(code="q", text="Before you go", body="Nobody asks for your name.")),
    ("contact-details", line("Anything else?", "If you have not answered yet, leave your email address."), line("Anything else?", "Give the name of your organisation.")),
    # their own name beside that of an organisation
    ("contact-details", line("Your name and your organisation"), line("The name of your organisation")),
    # of an organisation it may be needed: a warning, and no error
    ("contact-details", line("Contact details"), line("Contact details of your organisation")),
    ("may-identify", line("Contact details of your organisation"), line("Name of the organisation or the office that you hold")),
    # a text beside an option is asked for as much as a question
    ("contact-details", CALL_ME, line("Anything else?")),
    # exact places
    ("may-identify", line("What is your postcode?"), line("What is the first part of your postcode?")),
    # exact ages
    ("may-identify", Number(code="q", text="What is your exact age?"), choice("In which of these years did you move here?", "Before 2000", "Since")),
    ("may-identify", Date(code="q", text="What is your date of birth?", minimum="1900-01-01", maximum="2010-01-01"), Date(code="q", text="When did you move here?", minimum="2020-01-01", maximum="2026-01-01", by_month=True)),
    ("may-identify", line("What is your job title?"), line("What kind of place do you work in?")),
    # what may be data about crimes
    ("sensitive", choice("Have you ever been arrested?"), choice("How often do you see arrests?", "Often", "Never")),
    ("sensitive", choice("Have you been a victim of crime here?"), choice("Is crime here rising or falling?", "Rising", "Falling")),
    # equality questions among opinions
    ("equality-apart", choice("What is your ethnic group?", "White", "Other"), choice("Should ethnic groups be counted?")),
    ("equality-apart", choice("How old are you?", "Under 30", "30 or over"), choice("How old is the oldest camera?", "One year", "Two")),
    ("equality-apart", choice("Do you have a disability?"), choice("Would disabled people be affected?")),
    ("equality-apart", choice("What is your religion?", "None", "Other"), choice("Would worship be affected?")),
    ("equality-apart", choice("Are you Muslim?"), choice("Are you worried about how Muslim visitors are treated?")),
    ("equality-apart", choice("Do you identify as trans?"), choice("Do you identify as a resident or a visitor?")),
    ("equality-apart", choice("Which age group are you in?", "Under 30", "30 or over"), choice("Which age groups would come less often?", "Under 30", "30 or over")),
    ("equality-apart", choice("What gender are you?", "A", "B"), choice("What kind of visitor are you?", "A", "B")),
    ("equality-apart", choice("Are you a man or a woman?", "A", "B"), choice("Are you a resident or a visitor?", "A", "B")),
    ("equality-apart", choice("Are you gay or straight?", "A", "B"), choice("Would you go straight home?")),
    ("equality-apart", choice("Are you over 65?"), choice("Are you over an hour from home?")),
    # by the answers, whatever is asked
    ("equality-apart", choice("Which of these describes you?", "White", "Black", "Asian"), choice("What colour should the poles be?", "White", "Black", "Grey")),
    ("equality-apart", choice("Please choose:", "White British", "Asian or Asian British"), choice("Who would be stopped more often?", "White people", "Black people", "Asian people")),
    ("equality-apart", choice("You are", "Christian", "Muslim", "Hindu"), choice("Whose prayers would be disturbed?", "Christian", "Muslim", "Hindu")),
    ("equality-apart", choice("Please choose:", "Male", "Female"), choice("What is the sex of the officer in the picture?", "Male", "Female")),
    # free text without the line about names
    ("names-in-text", free("Why?"), free("Why?", "Please do not name anyone.")),
    # somebody who is told that it is published knows
    ("names-in-text", free("How were members asked?"), free("How were members asked?", "The council may publish this.")),
]  # fmt: skip


@pytest.mark.parametrize(("check", "bad", "good"), ROWS, ids=lambda one: getattr(one, "text", one))
def test_what_asks_too_much_is_found_and_what_asks_enough_is_not(check, bad, good):
    assert check in found_in(bad)
    assert check not in found_in(good)


def test_equality_questions_are_optional_and_asked_by_their_standard():
    asked = choice("What is your religion?", "None", "Other", required=True)
    assert found_in(asked, kind="equality") == {"equality-required"}
