"""Following by email, in each kind of window and by keyboard: from a deployment to the button that confirms, and out."""

import pytest
from sqlalchemy import select

from survey.store.outbox import QueuedMail
from tests import demonstration
from tests.browser.accessibility import axe, fits

ANN = "ann@example.org"


@pytest.fixture(autouse=True)
def register_entries(session, clock):
    demonstration.load(session, clock.today)


def links(session):
    """The paths of the links of the mail that waits, to confirm and to leave."""
    session.expire_all()
    body = session.scalars(select(QueuedMail)).one().body
    return [line.removeprefix("http://127.0.0.1:8000") for line in body.splitlines() if line.startswith("http")]


def looked_at(page, heading):
    assert page.locator("h1").inner_text() == heading
    axe(page)
    fits(page)


def test_somebody_follows_and_leaves(page, session):
    page.goto("/deployments/soho-and-west-end/")
    page.get_by_role("link", name="By email").click()
    looked_at(page, "Follow changes")
    page.get_by_label("Email address").fill("ann at example.org")
    page.get_by_role("button", name="Follow").click()
    looked_at(page, "Follow changes")
    assert "An email address has one @ sign" in page.locator(".govuk-error-summary").inner_text()
    assert page.get_by_label("Email address").input_value() == "ann at example.org"
    page.get_by_label("Email address").fill(ANN)
    page.get_by_role("button", name="Follow").click()
    looked_at(page, "Check your email")
    confirm, leave = links(session)
    page.goto(confirm)
    looked_at(page, "Do you want to follow changes?")
    page.get_by_role("button", name="Yes, follow").click()
    looked_at(page, "You follow changes now")
    page.goto(leave)
    looked_at(page, "Do you want to stop following?")
    page.get_by_role("button", name="Stop, and delete my address").click()
    looked_at(page, "Your address is deleted")


def test_the_keyboard_is_enough(desktop):
    desktop.goto("/follow/")
    desktop.get_by_label("Email address").focus()
    desktop.keyboard.type(ANN)
    for _box in range(2):
        desktop.keyboard.press("Tab")
    desktop.keyboard.press("Space")  # unticks the second deployment
    desktop.keyboard.press("Tab")
    assert desktop.evaluate("document.activeElement.textContent.trim()") == "Follow"
    desktop.keyboard.press("Enter")
    desktop.get_by_role("heading", name="Check your email").wait_for()
    looked_at(desktop, "Check your email")
