"""An organiser's journey: watching, closing with a reason, the release, publishing, exact figures, export."""

import csv
import io
import re
from datetime import timedelta

from survey.domain.accounts import Role
from tests import demonstration
from tests.browser.accessibility import axe, fits
from tests.browser.staff import add_account, sign_in

HOME = "/organise/consultations/croydon-north-end/"
NUMBER = 600


def fill(session, clock):
    """Croydon's consultation five days before its last, with responses that wait to be counted."""
    demonstration.load(session, clock.today)
    consultation = demonstration.add_responses(session, number=NUMBER)
    clock.today = consultation.closes_on - timedelta(days=5)
    return consultation


def close(page):
    """Closes the consultation, after forgetting the reason once."""
    page.get_by_role("link", name="Close it before its last day").click()
    page.get_by_role("button", name="Continue").click()
    assert page.locator(".govuk-error-summary").is_visible()
    axe(page)
    page.get_by_label("Why does it close early?").fill("The force has withdrawn the plan.")
    page.get_by_role("button", name="Continue").click()
    axe(page)
    page.get_by_role("button", name="Close the consultation").click()


def test_from_watching_to_published_results(page, session, clock):
    """On a phone, on a desk, and without scripts."""
    fill(session, clock)
    sign_in(page, add_account(session, Role.ORGANISER))
    page.goto(HOME)
    assert "At least 600" in page.locator("main").inner_text()
    assert page.get_by_text("Strongly oppose").count() == 0
    axe(page)
    close(page)
    page.get_by_role("button", name="Make the release").click()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Make the release").click()
    page.get_by_role("button", name="Publish the results").click()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Publish").click()
    page.goto("/consultations/croydon-north-end/results/")
    text = page.locator("main").inner_text()
    assert f"{NUMBER} people who did" in text
    page.goto("/consultations/croydon-north-end/")
    assert "The force has withdrawn the plan." in page.locator("main").inner_text()


def test_exact_figures_and_the_export_are_there_after_closing_only(desktop, session, clock):
    consultation = fill(session, clock)
    sign_in(desktop, add_account(session, Role.ORGANISER))
    desktop.goto(HOME + "exact/")
    assert desktop.get_by_text("Strongly oppose").count() == 0
    desktop.goto(HOME)
    close(desktop)
    desktop.goto(HOME + "exact/?question=support&filter=heard&value=a-lot")
    assert desktop.get_by_role("rowheader", name="Strongly oppose").is_visible()
    axe(desktop)
    desktop.goto(HOME)
    with desktop.expect_download() as download:
        desktop.get_by_role("link", name=re.compile("Download all responses")).click(no_wait_after=True)
    content = download.value.path().read_text(encoding="utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(content, newline="")))) == NUMBER
    assert consultation.slug in download.value.suggested_filename
