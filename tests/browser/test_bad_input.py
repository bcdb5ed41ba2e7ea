"""Whatever goes wrong on the way, a clear page says what to do, and the answers given before survive."""

from datetime import timedelta

import pytest

from tests import demonstration
from tests.browser.accessibility import axe, fits
from tests.browser.test_resident import BASE, begin, go_on, pass_over
from tests.browser.walking import code_of

LONG = "word " * 600


@pytest.fixture
def soho(session, clock):
    demonstration.load(session, clock.today)
    return demonstration.consultation(session)


@pytest.fixture
def answering(phone, soho):
    """A resident on a phone who has answered the first two questions and reads the third."""
    begin(phone)
    phone.get_by_label("As an individual").check()
    go_on(phone)
    phone.get_by_label("I live there").check()
    go_on(phone)
    return phone


def still_there(page):
    """The answers given before can be seen again."""
    page.goto(BASE + "connection/")
    assert page.get_by_label("I live there").is_checked()


def check_page(page, words):
    """The page says so, and everybody can read it."""
    assert words in page.locator("main").inner_text()
    axe(page)
    fits(page)


def test_an_option_that_is_not_offered(answering):
    answering.locator("option").nth(1).evaluate("option => { option.value = 'nowhere' }")
    answering.locator("select").select_option("nowhere")
    go_on(answering)
    check_page(answering, "Choose one of the answers in the list.")
    still_there(answering)


def test_a_text_that_is_too_long(answering):
    pass_over(answering, "main-reason")
    answering.locator("textarea").fill(LONG)
    go_on(answering)
    check_page(answering, "shorten it by")
    assert answering.locator("textarea").input_value().strip() == LONG.strip()
    still_there(answering)


def test_too_many_answers_without_the_script_that_counts(answering):
    pass_over(answering, "limits")
    for label in ("Used only for stated crimes", "Used only at fixed hours", "An end date and a review", "Another limit"):
        answering.get_by_label(label, exact=True).check()
    go_on(answering)
    check_page(answering, "You chose 4: untick 1.")
    assert answering.get_by_label("Used only at fixed hours").is_checked()


def test_a_page_off_the_path(answering):
    answering.goto(BASE + "organisation/")
    check_page(answering, "This page is not part of your questions")
    answering.locator("main").get_by_role("link").or_(answering.locator("main").get_by_role("button")).first.click()
    assert "/answer/" in answering.url
    still_there(answering)


def test_an_expired_form(answering):
    pass_over(answering, "main-reason")
    answering.locator("textarea").fill("Still here.")
    answering.locator("input[name=csrf_token]").evaluate("field => { field.value = 'old' }")
    go_on(answering)
    check_page(answering, "This page was open too long")
    assert answering.locator("textarea").input_value() == "Still here."
    go_on(answering)
    assert code_of(answering) == "safety"
    still_there(answering)


def test_a_body_that_is_too_large(answering):
    pass_over(answering, "main-reason")
    answering.locator("textarea").evaluate("field => { field.value = 'x'.repeat(300000) }")
    go_on(answering)
    check_page(answering, "What you sent is too large")
    still_there(answering)


def test_a_wrong_encoding(answering):
    pass_over(answering, "main-reason")
    answering.locator("textarea").fill("café")
    answering.locator("main form").evaluate("form => { form.acceptCharset = 'windows-1252' }")
    go_on(answering)
    check_page(answering, "could not read")
    still_there(answering)


def test_a_broken_cookie(answering, site):
    host = site.removeprefix("http://").partition(":")[0]
    broken = {"name": "answers", "value": "broken", "domain": host, "path": BASE}
    kept = answering.context.cookies()
    answering.context.add_cookies([broken])
    answering.goto(BASE + "area/")
    check_page(answering, "We cannot find your answers")
    answering.context.add_cookies(kept)
    still_there(answering)


def test_a_consultation_that_closed_meanwhile(answering, soho, clock):
    clock.today = soho.closes_on + timedelta(days=1)
    go_on(answering)
    check_page(answering, "closed")


def test_a_forged_receipt(phone, soho):
    phone.goto("/receipt/")
    phone.locator("#receipt").fill("0000-0000-0000-0000-0000")
    phone.locator("main").get_by_role("button").first.click()
    check_page(phone, "We have no response with this receipt")
    assert phone.locator("#receipt").input_value() == "0000-0000-0000-0000-0000"
