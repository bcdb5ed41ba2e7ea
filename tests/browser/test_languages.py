"""Answering in Welsh and in Arabic, on a phone: nothing is in the way, and nothing is lost on the way across."""

import pytest

from tests import demonstration
from tests.browser.accessibility import axe, fits

SOHO = "/consultations/soho-fixed-cameras/"


@pytest.fixture
def soho(session, clock):
    """The open consultation, offered in both."""
    demonstration.load(session, clock.today)
    consultation = demonstration.consultation(session)
    consultation.languages = ["cy", "ar"]
    session.commit()
    return consultation


def is_fine(page):
    axe(page)
    fits(page)


def test_answering_begun_in_welsh_is_gone_on_with_in_arabic(phone, soho):
    phone.goto("/cy" + SOHO)
    is_fine(phone)
    phone.get_by_role("button", name="Rhoi eich atebion").first.click()
    phone.locator("main input[type=radio]").first.check()
    phone.get_by_role("button", name="Parhau").click()
    is_fine(phone)
    here = phone.url

    phone.get_by_role("button", name="العربية").click()
    assert phone.url == here.replace("/cy/", "/ar/")
    assert phone.locator("main").evaluate("main => getComputedStyle(main).direction") == "rtl"
    is_fine(phone)
    go_on = phone.get_by_role("button", name="متابعة")
    while not phone.url.endswith("/check/"):
        go_on.click()
    is_fine(phone)
    assert phone.locator("dd", has_text="As an individual").count() == 1

    phone.goto("/ar" + SOHO + "answer/equality/")
    is_fine(phone)
    go_on.click()
    assert phone.locator(".govuk-error-summary").inner_text().startswith("هناك مشكلة")
    is_fine(phone)
