"""Codes and receipts to keep: large enough to read, to copy and to print; and nothing offered that does not work."""

import pytest

from tests import demonstration
from tests.browser.accessibility import axe, fits
from tests.browser.test_resident import BASE, begin, go_on, pass_over


@pytest.fixture
def soho(session, clock):
    demonstration.load(session, clock.today)
    found = demonstration.consultation(session)
    session.commit()
    return found


def given_code(page):
    begin(page)
    page.goto(BASE + "later/")
    page.get_by_role("button", name="Give me a code").click()
    return page.locator("#code")


def test_without_scripts_nothing_is_offered_that_needs_them(open_window, site, soho):
    with open_window("without_scripts", site) as page:
        given_code(page)
        for name in ("Copy the code", "Print this page"):
            assert page.get_by_text(name).count() == 1
            assert not page.get_by_text(name).is_visible()
        assert page.get_by_text("(or press Shift three times)").is_hidden()


@pytest.mark.parametrize("kind", ["phone", "narrowest"])
def test_a_code_is_large_and_fits(open_window, site, soho, kind):
    with open_window(kind, site) as page:
        code = given_code(page)
        fits(page)
        assert code.evaluate("code => parseFloat(getComputedStyle(code).fontSize)") >= 24
        assert code.evaluate("code => code.getClientRects().length") == 1
        assert code.bounding_box()["height"] < 50, "in one line"
        # A phone has no Shift to press: the hint is for screen readers alone.
        hint = page.locator("[data-leave-hint]:not([hidden])")
        hint.wait_for(state="attached")
        assert hint.bounding_box()["width"] <= 1


def test_copying_is_told_by_keyboard_too(desktop, soho):
    desktop.context.grant_permissions(["clipboard-read", "clipboard-write"])
    code = given_code(desktop).inner_text()
    desktop.get_by_text("(or press Shift three times)").wait_for()
    desktop.get_by_role("button", name="Copy the code").focus()
    desktop.keyboard.press("Enter")
    told = desktop.get_by_role("status")
    told.get_by_text("Copied").wait_for()
    assert desktop.evaluate("navigator.clipboard.readText()") == code
    axe(desktop)


def test_a_receipt_on_paper_says_where_it_is_checked_with_whole_addresses(desktop, soho):
    begin(desktop)
    desktop.get_by_label("For an organisation").check()
    go_on(desktop)
    pass_over(desktop, "check")
    desktop.goto(BASE + "send/")
    desktop.get_by_role("button", name="Send my answers").click()
    axe(desktop)
    address = desktop.locator(".app-print-only")
    assert address.is_hidden()
    desktop.emulate_media(media="print")
    assert address.is_visible()
    assert desktop.get_by_text("127.0.0.1:8000/receipt").is_visible()
    for hidden in ("Copy the receipt", "Print this page", "Leave this page quickly", "Finish and clear this device"):
        assert desktop.get_by_text(hidden, exact=True).is_hidden()
    after = "links => links.map(link => getComputedStyle(link, '::after').content)"
    assert set(desktop.locator(".app-addressed .govuk-link").evaluate_all(after)) == {"none"}
