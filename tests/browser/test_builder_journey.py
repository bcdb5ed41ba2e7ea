"""Somebody who has never seen the software builds a questionnaire, by keyboard alone, with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from survey.domain.accounts import Role
from survey.store.questionnaires import next_versions
from tests import demonstration
from tests.browser.accessibility import axe, fits, runs_scripts
from tests.browser.staff import add_account, sign_in

HOME = "/organise/consultations/lamps-and-cameras/questionnaire/"


@pytest.fixture
def planned(session, clock):
    """A consultation whose questions nobody has begun."""
    consultation = demonstration.plan(session, clock.today)
    next_versions.forget(session, consultation)
    session.commit()
    return consultation


def press(page, role, name, **more):
    """Finds something as people find it, presses Enter on it, and waits for the page to which it leads."""
    page.get_by_role(role, name=name, **more).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def arrived(page, heading):
    """Waits for a page by its heading."""
    expect(page.get_by_role("heading", level=1, name=heading, exact=True)).to_be_visible()


def sound(page):
    axe(page)
    fits(page)


def add_choice(page):
    """A question with options, of which one is ready made and one moves up."""
    press(page, "button", re.compile("Add a question"))
    arrived(page, "What kind of question?")
    sound(page)
    press(page, "link", "One choice from a list")
    arrived(page, "Add a question")
    page.get_by_label("Question", exact=True).fill("How safe do you feel?")
    page.get_by_label("Option 1", exact=True).fill("Not safe")
    page.get_by_label("Option 2", exact=True).fill("Safe")
    press(page, "button", "Add “Don’t know”")
    expect(page.get_by_label("Option 4", exact=True)).to_have_value("Don’t know")
    press(page, "button", "Move up option 2")
    expect(page.get_by_label("Option 1", exact=True)).to_have_value("Safe")
    sound(page)
    press(page, "button", "Save and stay here")
    preview = page.get_by_role("region", name="As residents see it")
    expect(preview.get_by_role("radio")).to_have_count(3)
    expect(preview.get_by_role("group", name="How safe do you feel?")).to_be_visible()
    sound(page)
    press(page, "link", "Back to all questions")
    arrived(page, "Questions")


def add_reason(page):
    """A question for those who feel unsafe: a rule shows the answers of its question."""
    press(page, "button", re.compile("Add a question"))
    press(page, "link", "Some sentences")
    arrived(page, "Add a question")
    page.get_by_label("Question", exact=True).fill("What makes you feel so?")
    press(page, "button", "Save", exact=True)
    arrived(page, "Questions")
    page.goto(f"{HOME}pages/what-makes-you-feel-so/")
    page.get_by_label("Only those for whom the rules below hold").check()
    page.get_by_label("The answer to").select_option("How safe do you feel?")
    if not runs_scripts(page):
        press(page, "button", "Show its answers")
    page.get_by_label("Not safe").check()
    sound(page)
    press(page, "button", "Save", exact=True)
    expect(page.get_by_text("Only if “How safe do you feel?” is “Not safe”")).to_be_visible()


@pytest.mark.parametrize("page", ["phone", "without_scripts"], indirect=True)
def test_from_nothing_to_questions_with_a_condition(page, planned, session):
    sign_in(page, add_account(session, Role.ORGANISER))
    page.goto(HOME)
    sound(page)
    press(page, "button", "Begin with an empty one")
    add_choice(page)
    add_reason(page)
    press(page, "button", "Move “What makes you feel so?” up")
    expect(page.get_by_text("1 thing is still to do")).to_be_visible()
    if runs_scripts(page):
        expect(page.get_by_role("button", name="Move “What makes you feel so?” up")).to_be_focused()
    sound(page)
    press(page, "button", "Undo: moved “What makes you feel so?” up")
    expect(page.get_by_text("Nothing is left to do")).to_be_visible()
    session.expire_all()
    kept = next_versions.find(session, planned).questionnaire
    assert [question.code for question in kept.questions] == ["how-safe-do-you-feel", "what-makes-you-feel-so"]
    assert [option.code for option in kept.questions[0].options] == ["safe", "not-safe", "dont-know"]


def test_it_saves_by_itself_and_says_so(desktop, planned, session):
    sign_in(desktop, add_account(session, Role.ORGANISER))
    desktop.goto(HOME)
    press(desktop, "button", "Begin with an empty one")
    arrived(desktop, "Questions")
    desktop.goto(f"{HOME}new-question/single-choice/")
    desktop.get_by_label("Question", exact=True).fill("Which?")
    desktop.get_by_label("Option 1", exact=True).fill("This")
    said = desktop.get_by_role("status")
    expect(said).to_have_text("All changes saved")
    expect(desktop).to_have_url(re.compile("/questions/which/$"))
    desktop.get_by_label("Option 2", exact=True).fill("That")
    desktop.keyboard.press("Tab")
    preview = desktop.get_by_role("region", name="As residents see it")
    expect(preview.get_by_label("That")).to_be_visible()
    desktop.get_by_label("Question", exact=True).fill("")
    desktop.keyboard.press("Tab")
    expect(said).to_have_text("Not saved yet: Write the question.")
    desktop.get_by_label("Question", exact=True).fill("Which of these?")
    expect(said).to_have_text("All changes saved")
    axe(desktop)
    # What is said does not move the buttons: one click saves, also while it is being saved by itself.
    button = desktop.get_by_role("button", name="Save", exact=True)
    before = button.bounding_box()
    said.evaluate("status => { status.textContent = ''; }")
    assert button.bounding_box() == before
    desktop.get_by_label("Option 2", exact=True).fill("That one")
    button.click()
    arrived(desktop, "Questions")
    session.expire_all()
    kept = next_versions.find(session, planned).questionnaire.question("which")
    assert (kept.text, [option.code for option in kept.options]) == ("Which of these?", ["this", "that"])
    assert kept.options[1].label == "That one"
