"""A form is typed in by keyboard alone, and one form leads to the next."""

import pytest
from playwright.sync_api import expect

from survey.domain.accounts import Role
from survey.store import submissions
from survey.store.answering.responses import InboxResponse
from survey.web import kiosk
from tests import demonstration
from tests.browser.accessibility import axe, fits
from tests.browser.staff import add_account, sign_in

HOME = f"/organise/consultations/{demonstration.SOHO}/submissions/"
TABLET = f"/consultations/{demonstration.SOHO}/kiosk/"


@pytest.fixture
def soho(session, clock):
    demonstration.load(session, clock.today)
    return demonstration.consultation(session)


def focused(page, element):
    expect(page.locator(f"[id='{element}']")).to_be_focused()


def test_two_forms_by_keyboard_alone(desktop, session, soho):
    sign_in(desktop, add_account(session, Role.ORGANISER))
    desktop.goto(HOME + "new/paper/")
    desktop.get_by_label("How many forms?").fill("2")
    desktop.keyboard.press("Enter")
    desktop.get_by_role("button", name="Type in form 1").press("Enter")
    # Opened from the log, too, a form is typed at once.
    focused(desktop, "f-1")
    axe(desktop)
    fits(desktop)
    desktop.keyboard.type("1")
    assert desktop.locator("output").first.inner_text() == "As an individual"
    desktop.keyboard.press("Enter")
    assert desktop.evaluate("document.activeElement.id") == "f-2"
    desktop.keyboard.type("1 99")
    desktop.locator("[data-last]").press("Enter")
    assert "there is no “99” here" in desktop.locator(".govuk-error-summary").inner_text()
    axe(desktop)
    desktop.locator("#f-2").fill("1")
    desktop.locator("[data-last]").press("Enter")
    assert desktop.get_by_text("Number 1 is entered.").is_visible()
    # The next form is typed at once, without a hand on the mouse; what became of this one is heard there.
    focused(desktop, "f-1")
    assert desktop.locator("#f-1").get_attribute("aria-describedby").startswith("done ")
    session.expire_all()
    assert [one.answers["capacity"] for one in session.query(InboxResponse)] == ["individual"]
    assert submissions.find(session, soho, 1).state == "entered"


def test_enter_leads_past_empty_boxes_and_what_is_left_out_is_heard_before_it_is_lost(desktop, session, soho):
    sign_in(desktop, add_account(session, Role.ORGANISER))
    desktop.goto(HOME + "new/paper/")
    desktop.get_by_role("button", name="Give them their numbers").click()
    desktop.goto(HOME + "1/enter/")
    focused(desktop, "f-1")
    keys = desktop.keyboard
    for typed in ("1", "1", "I park there"):
        keys.type(typed)
        keys.press("Enter")
    focused(desktop, "f-3")
    # In an empty box Enter goes on; with words in it, it begins a new line, and Tab goes on.
    keys.press("Enter")
    focused(desktop, "f-4")
    keys.type("A club")
    keys.press("Enter")
    keys.type("of many")
    keys.press("Tab")
    focused(desktop, "f-5")
    keys.press("Enter")
    focused(desktop, "f-6")
    assert desktop.locator("#f-4").input_value() == "A club\nof many"
    desktop.locator("[data-last]").focus()
    keys.press("Enter")
    expect(desktop.get_by_role("alert")).to_be_focused()
    expect(desktop.get_by_role("alert")).to_contain_text("would be left out")
    assert desktop.title().startswith("Left out: Form number 1")
    axe(desktop)
    fits(desktop)
    assert session.query(InboxResponse).count() == 0
    desktop.get_by_role("link", name="4: this question was not for them").press("Enter")
    focused(desktop, "f-4")
    desktop.locator("[data-last]").press("Enter")
    assert desktop.get_by_text("Number 1 is entered.").is_visible()
    focused(desktop, "done")
    session.expire_all()
    assert [one.answers["connection"] for one in session.query(InboxResponse)] == [["live"]]


def test_without_scripts_enter_checks_and_does_not_send(without_scripts, session, soho):
    sign_in(without_scripts, add_account(session, Role.ORGANISER))
    without_scripts.goto(HOME + "new/paper/")
    without_scripts.get_by_role("button", name="Give them their numbers").click()
    without_scripts.goto(HOME + "1/enter/")
    without_scripts.locator("#f-1").fill("1")
    without_scripts.locator("#f-1").press("Enter")
    assert "It is not entered yet." in without_scripts.locator("main").inner_text()
    assert session.query(InboxResponse).count() == 0


def test_a_tablet_asks_and_then_forgets(phone, session, soho, monkeypatch):
    monkeypatch.setattr(kiosk, "IDLE_SECONDS", 1)
    monkeypatch.setattr(kiosk, "ANSWER_SECONDS", 2)
    sign_in(phone, add_account(session, Role.ORGANISER))
    phone.goto(f"/organise/consultations/{demonstration.SOHO}/kiosk/")
    phone.get_by_role("button", name="Sign out, and start the kiosk here").click()
    axe(phone)
    phone.get_by_role("button", name="Start").click()
    phone.get_by_role("dialog").wait_for()
    axe(phone)
    phone.get_by_role("button", name="Yes, I go on").click()
    assert "/answer/" in phone.url
    phone.wait_for_url(f"**{TABLET}")
    assert all(cookie["name"] != "answers" for cookie in phone.context.cookies())
