"""Translating side by side in a real browser: Arabic on a phone, from right to left, free of barriers."""

from datetime import date

from survey.domain.accounts import Role
from survey.store.translating.content import subjects_of
from survey.store.translating.translations import By, Edit, save
from tests import demonstration
from tests.browser.accessibility import axe, fits
from tests.browser.staff import add_account, sign_in

BASE = "/organise/consultations/lamps-and-cameras/questionnaire/translations/"


def test_arabic_is_translated_on_a_phone(phone, session, clock):
    planned = demonstration.plan(session, clock.today)
    planned.languages = ["ar"]
    old = [Edit("capacity.text", "Who are you?", "من أنت؟"), Edit("title", "Fixed live facial recognition cameras", "كاميرات")]
    save(session, subjects_of(planned)[0], "ar", old, by=By("Ann", date(2026, 11, 1)))
    session.commit()
    sign_in(phone, add_account(session, Role.ORGANISER))
    for path in ("", "ar/", "ar/questionnaire-you/"):
        phone.goto(BASE + path)
        axe(phone)
        fits(phone)
    field = phone.locator("textarea").nth(1)
    assert field.evaluate("one => [getComputedStyle(one).direction, one.lang]") == ["rtl", "ar"]
    field.fill("بأي صفة تجيب؟ {answer:x|y}")
    phone.get_by_role("button", name="Save", exact=True).last.click()
    assert phone.locator(".govuk-error-summary").is_visible()
    axe(phone)
    phone.locator(".govuk-error-summary a").first.click()
    phone.keyboard.press("Control+A")
    phone.keyboard.type("بأي صفة تجيب؟")
    phone.get_by_role("button", name="Save", exact=True).last.click()
    assert phone.get_by_role("status").inner_text().startswith("Saved.")
    assert field.input_value() == "بأي صفة تجيب؟"
    fits(phone)
