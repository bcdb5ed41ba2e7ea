"""The page with the map of the paths."""

import pytest

from survey.domain.questionnaires.questions import Page, Questionnaire, Section, ShortText
from tests import demonstration
from tests.page import words

PATHS = "/organise/consultations/lamps-and-cameras/questionnaire/paths/"

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def organiser(sign_in, client):
    sign_in("organiser")
    return client


def test_the_map_says_where_answers_lead_and_names_what_nobody_comes_to(planned, organiser):
    page = organiser.get_page(PATHS)
    assert "Every path has an end" in page.text
    assert "from 17 to 23 pages" in page.text
    assert "Nobody comes to “Should the council contribute money to the cameras?”" in page.text
    assert "If the answer is “As an individual”: go to What connects you with the area?" in page.text
    drawn = [words(box) for box in page.one("main").iter(f"{SVG}title")]
    assert drawn[0] == "In what way are you answering?"
    assert drawn[-1] == "Send"


def test_a_questionnaire_in_the_making_has_a_map_too(session, clock, organiser):
    odd = {"question": "gone", "is": ["x"]}
    pages = (Page("one", ()), Page("two", (ShortText(code="q", text="Why?"),), when=odd))
    asked = Questionnaire("q", "Q", (Section("s", "S", pages), Section("t", "T", ())))
    demonstration.plan(session, clock.today, asked=asked)
    page = organiser.get_page(PATHS)
    assert "Nobody comes to “Why?”" in page.text
    assert "which the questionnaire does not ask" in page.text


def test_without_questions_there_is_no_map(session, clock, organiser):
    demonstration.plan(session, clock.today, asked=Questionnaire("q", "Q", ()))
    assert "There are no questions yet" in organiser.get_page(PATHS).text
