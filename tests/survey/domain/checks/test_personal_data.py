"""Questions about who somebody is, each beside one that asks as much as is needed."""

import pytest

from survey.domain.questionnaires.kinds import Date
from survey.domain.questionnaires.questions import Detail, LongText, MultipleChoice, Number, Option, ShortText
from tests.survey.domain.checks.asking import choice, found_in


def line(text):
    return ShortText(code="q", text=text)


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
