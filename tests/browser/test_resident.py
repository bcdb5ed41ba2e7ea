"""A resident's journey: on a phone, by keyboard alone, without scripts, and in a hurry."""

import re

import pytest
from sqlalchemy import select

from survey.store.answering.responses import InboxResponse
from tests import demonstration
from tests.browser.accessibility import axe, fits
from tests.browser.walking import code_of

OVERVIEW = "/consultations/soho-fixed-cameras/"
BASE = OVERVIEW + "answer/"
RECEIPT = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){4}")
# The name of what has the focus: its label, or what is written on it.
FOCUSED = "(document.activeElement.labels?.[0] ?? document.activeElement).innerText.trim()"


@pytest.fixture
def soho(session, clock):
    demonstration.load(session, clock.today)
    return demonstration.consultation(session)


def begin(page):
    page.goto(OVERVIEW)
    page.get_by_role("button", name="Give your answers").first.click()


def go_on(page):
    page.get_by_role("button", name="Continue").click()


def pass_over(page, until):
    """Continues without answering, until the page of that code."""
    for _ in range(60):
        if code_of(page) == until:
            return
        go_on(page)
    raise AssertionError(f"never came to {until}")


def responses(session):
    session.expire_all()
    return list(session.scalars(select(InboxResponse)))


def answer_opinions(page):
    """From the first question to the check page, with an answer of several kinds on the way."""
    page.get_by_label("As an individual").check()
    go_on(page)
    page.get_by_label("I live there").check()
    go_on(page)
    page.get_by_label("Which area do you know best?").select_option("E05013808")
    pass_over(page, "support")
    page.get_by_label("Somewhat oppose").check()
    go_on(page)
    page.get_by_label("What is the main reason for your answer?").fill("Not like this.")
    pass_over(page, "purposes")
    group = page.get_by_role("group", name=re.compile("missing or at risk"))
    group.get_by_label("Strongly support").check()
    pass_over(page, "check")


def answer_equality(page):
    """From the question whether to answer them, to the page for sending."""
    page.goto(BASE + "equality/")
    page.get_by_label("Yes").check()
    go_on(page)
    page.get_by_label("35 to 49").check()
    pass_over(page, "send")


@pytest.mark.parametrize("page", ["phone", "without_scripts"], indirect=True)
def test_a_resident_answers_from_the_first_page_to_the_receipt(page, soho, session):
    begin(page)
    answer_opinions(page)
    assert page.get_by_text("Not like this.").is_visible()
    answer_equality(page)
    page.get_by_role("button", name="Send my answers").click()
    receipt = RECEIPT.search(page.locator("main").inner_text()).group()

    (response,) = responses(session)
    assert response.answers == {
        "capacity": "individual",
        "connection": ["live"],
        "area": "E05013808",
        "support": "somewhat-oppose",
        "main-reason": "Not like this.",
        "purposes.missing": "strongly-support",
    }
    page.goto("/receipt/")
    page.get_by_label(re.compile("receipt", re.IGNORECASE)).fill(receipt.lower())
    page.locator("main").get_by_role("button").first.click()
    assert soho.title in page.locator("main").inner_text()


def test_every_page_of_the_journey_is_accessible_and_fits_a_narrow_phone(open_window, site, soho):
    with open_window("narrowest", site) as page:
        begin(page)
        page.get_by_label("As an individual").check()
        seen = 0
        while not page.url.endswith("/check/"):
            axe(page)
            fits(page)
            seen += 1
            if code_of(page) == "visiting":
                page.get_by_label("I would avoid the area").check()
            if code_of(page) == "experience":
                page.get_by_label("I have been stopped after an alert").check()
            go_on(page)
        assert seen >= 22
        for address in ("check", "equality", "send"):
            page.goto(BASE + address + "/")
            axe(page)
            fits(page)
        page.goto(BASE + "equality/")
        page.get_by_label(re.compile("^No")).check()
        go_on(page)
        page.get_by_role("button", name="Send my answers").click()
        axe(page)
        fits(page)


def tab_to(page, name):
    """Presses Tab until what has the focus begins with that name."""
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(name):
            return
    raise AssertionError(f"Tab never comes to {name} on {page.url}")


def enter(page):
    """Presses Enter, and waits for the page that follows."""
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: address != before)


def test_a_journey_by_keyboard_alone(desktop, soho, session):
    desktop.goto(OVERVIEW)
    desktop.keyboard.press("Tab")
    assert desktop.evaluate("document.activeElement.className") == "govuk-skip-link"
    desktop.keyboard.press("Enter")
    tab_to(desktop, "Give your answers")
    enter(desktop)
    tab_to(desktop, "As an individual")
    desktop.keyboard.press("Space")
    enter(desktop)
    assert code_of(desktop) == "connection"
    for _ in range(40):
        tab_to(desktop, "Continue")
        enter(desktop)
        if desktop.url.endswith("/equality/"):
            break
    tab_to(desktop, "Yes")
    desktop.keyboard.press("ArrowDown")
    assert desktop.evaluate(FOCUSED).startswith("No")
    enter(desktop)
    tab_to(desktop, "Send my answers")
    enter(desktop)
    assert RECEIPT.search(desktop.locator("main").inner_text())
    (response,) = responses(session)
    assert response.answers == {"capacity": "individual"}


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(desktop, soho):
    begin(desktop)
    go_on(desktop)
    summary = desktop.locator(".govuk-error-summary:focus")
    summary.wait_for()
    assert desktop.title().startswith("Error: ")
    summary.get_by_role("link").click()
    assert desktop.evaluate("document.activeElement.name") == "capacity"
    axe(desktop)


def test_a_double_click_on_sending_makes_one_response(desktop, soho, session):
    begin(desktop)
    desktop.get_by_label("For an organisation").check()
    go_on(desktop)
    while not desktop.url.endswith("/check/"):
        go_on(desktop)
    desktop.goto(BASE + "send/")
    button = desktop.get_by_role("button", name="Send my answers")
    # Twice in one turn of the browser's own loop: faster than any hand, and past any script's guard.
    button.evaluate("button => { button.form.submit(); button.form.submit(); }")
    desktop.wait_for_url("**/sent/")
    assert RECEIPT.search(desktop.locator("main").inner_text())
    assert len(responses(session)) == 1
    desktop.go_back()
    desktop.reload()
    assert len(responses(session)) == 1


def test_the_length_that_is_left_is_counted_while_writing(desktop, soho):
    begin(desktop)
    desktop.get_by_label("As an individual").check()
    go_on(desktop)
    pass_over(desktop, "main-reason")
    desktop.get_by_label("What is the main reason for your answer?").fill("x" * 1995)
    desktop.get_by_text("You have 5 characters remaining").first.wait_for()


def test_one_answer_that_excludes_the_others_clears_them(desktop, soho):
    begin(desktop)
    desktop.get_by_label("As an individual").check()
    go_on(desktop)
    pass_over(desktop, "places")
    desktop.locator("[data-govuk-checkboxes-init]").wait_for()
    desktop.get_by_label("Near schools").check()
    desktop.get_by_label("Nowhere").check()
    assert not desktop.get_by_label("Near schools").is_checked()


def test_answers_survive_a_mistake_of_every_kind(desktop, soho, session):
    begin(desktop)
    desktop.get_by_label("As an individual").check()
    go_on(desktop)
    desktop.get_by_label("I live there").check()
    go_on(desktop)
    for address in ("organisation/", "nowhere/", "treatment/"):
        desktop.goto(BASE + address)
        assert desktop.get_by_role("heading", level=1).is_visible()
        axe(desktop)
    desktop.goto(BASE + "connection/")
    assert desktop.get_by_label("I live there").is_checked()
    desktop.context.clear_cookies()
    desktop.goto(BASE + "area/")
    assert desktop.get_by_role("heading", level=1).is_visible()
    axe(desktop)


def test_only_one_cookie_is_ever_set(desktop, soho):
    desktop.goto("/")
    desktop.goto(OVERVIEW)
    assert desktop.context.cookies() == []
    begin(desktop)
    (cookie,) = desktop.context.cookies()
    assert (cookie["name"], cookie["path"], cookie["httpOnly"], cookie["expires"]) == ("answers", BASE, True, -1)
