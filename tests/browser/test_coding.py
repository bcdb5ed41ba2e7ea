"""Coding at a keyboard's pace: single keys tick themes while the focus is among them, and nowhere else."""

import pytest
from playwright.sync_api import expect

from results.comments import coding, themes
from results.comments.themes import By, Wording
from survey.domain.accounts import Role
from survey.store.accounts import Account
from tests.browser.accessibility import axe, fits
from tests.browser.staff import add_account, sign_in
from tests.results.comments import written
from tests.results.comments.written import AGAINST, FOR, KEY

NEXT = f"/organise/consultations/{written.SLUG}/coding/{KEY}/next/"


@pytest.fixture
def soho(session, clock):
    soho = written.closed(session, clock.today, written.answer(FOR), written.answer(AGAINST))
    email = add_account(session, Role.ORGANISER)
    by = By(session.query(Account).filter_by(email=email).one().id, clock.today)
    coding.start(session, soho, KEY, share=0)
    for name in ("Safety", "Privacy"):
        themes.add(session, soho, KEY, Wording(name, f"What is about {name}."), by)
    session.commit()
    return soho


def test_an_answer_is_coded_by_keys_alone_and_the_next_one_follows(desktop, session, soho):
    sign_in(desktop, f"{Role.ORGANISER.value}@council.example")
    desktop.goto(NEXT)
    axe(desktop)
    fits(desktop)
    skipped = desktop.get_by_role("heading", level=1).inner_text()
    with desktop.expect_navigation():
        desktop.keyboard.press("-")
    first = desktop.get_by_role("heading", level=1).inner_text()
    assert first != skipped
    privacy, nothing = desktop.get_by_label("Privacy"), desktop.get_by_label("No theme, or not an answer")
    desktop.keyboard.press("0")
    expect(nothing).to_be_checked()
    # A theme clears that there is none.
    desktop.keyboard.press("2")
    expect(privacy).to_be_checked()
    expect(nothing).not_to_be_checked()
    # Away from the themes the keys belong to whoever else uses them.
    desktop.get_by_role("link", name="Leave it for later").focus()
    desktop.keyboard.press("1")
    expect(desktop.get_by_label("Safety")).not_to_be_checked()
    privacy.focus()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", level=1)).not_to_have_text(first)
    expect(desktop.get_by_text("1 of 2 answers coded (50%).")).to_be_visible()
    session.rollback()
    given = [one.themes for one in coding.standings(session, soho, KEY).values()]
    assert {"privacy"} in given
    assert None in given


def test_without_scripts_it_is_a_plain_form(without_scripts, soho):
    sign_in(without_scripts, f"{Role.ORGANISER.value}@council.example")
    without_scripts.goto(NEXT)
    expect(without_scripts.get_by_text("the keys shown beside them tick them")).to_be_hidden()
    without_scripts.get_by_label("Safety").check()
    without_scripts.get_by_role("button", name="Save and go on").click()
    expect(without_scripts.get_by_text("1 of 2 answers coded (50%).")).to_be_visible()


def test_what_is_selected_gets_brackets_by_a_button(desktop, session, clock):
    soho = written.closed(session, clock.today, written.answer(FOR, permission="quotes"))
    email = add_account(session, Role.ORGANISER)
    written.coded(session, soho, clock.today)
    sign_in(desktop, email)
    desktop.goto(f"/organise/consultations/{written.SLUG}/quotes/")
    desktop.get_by_role("button", name="Show an answer").click()
    # The space that a double press selects too stays outside.
    at = FOR.index("Jane Smith")
    desktop.locator("#text").evaluate("(field, at) => field.setSelectionRange(at, at + 11)", at)
    for _ in range(2):  # the second time nothing is selected, and nothing happens
        desktop.get_by_role("button", name="Put brackets round what is selected").click()
    expect(desktop.locator("#text")).to_have_value(FOR.replace("Jane Smith", "[[Jane Smith]]"))
    desktop.get_by_role("button", name="Show what results").click()
    expect(desktop.locator("blockquote")).to_contain_text("[removed] of 12 Frith Street")
    axe(desktop)
    fits(desktop)
