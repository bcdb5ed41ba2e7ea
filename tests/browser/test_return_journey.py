"""Coming back with a code: on another device, by keyboard, in Arabic, and where no script runs."""

import re

import pytest

from tests import demonstration
from tests.browser.accessibility import axe, fits
from tests.browser.conftest import PATIENCE, WINDOWS
from tests.browser.test_resident import BASE, RECEIPT, begin, go_on, pass_over, responses
from tests.browser.walking import code_of

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
NO_SCRIPT = ("Content-Security-Policy", "script-src 'none'")


@pytest.fixture
def soho(session, clock):
    demonstration.load(session, clock.today)
    found = demonstration.consultation(session)
    found.languages = ["ar"]
    session.commit()
    return found


def is_fine(page):
    axe(page)
    fits(page)


def code_given(page):
    """Asks for a code, looking at the pages on the way."""
    page.get_by_role("button", name="Come back later").click()
    is_fine(page)
    page.get_by_role("button", name="Give me a code").click()
    is_fine(page)
    return CODE.search(page.locator("main").inner_text()).group()


def test_what_was_begun_without_scripts_is_sent_from_a_phone(open_window, site, soho, session):
    with open_window("without_scripts", site) as page, open_window("narrowest", site) as other:
        begin(page)
        page.get_by_label("For an organisation").check()
        go_on(page)
        code = code_given(page)
        page.get_by_role("button", name="Stop here and clear this device").click()
        assert page.context.cookies() == []
        assert page.get_by_text("Your answers wait under your code").is_visible()
        is_fine(page)

        # As a QR code brings it: behind the hash sign, where it does not stay.
        other.goto(f"/return/#{code}")
        other.wait_for_url("**/return/")
        is_fine(other)
        other.get_by_role("button", name="Continue").click()
        assert code_of(other) == "organisation"
        pass_over(other, "check")
        other.goto(BASE + "send/")
        other.get_by_role("button", name="Send my answers").click()
        assert len(responses(session)) == 1


@pytest.mark.parametrize("page", ["phone", "without_scripts"], indirect=True)
def test_what_is_typed_comes_along_whichever_way_somebody_leaves(page, soho):
    begin(page)
    page.get_by_label("For an organisation").check()
    go_on(page)
    assert code_of(page) == "organisation"
    name = page.locator("main input[type=text]").first
    for number, button in enumerate(("Come back later", "Read about the plan", "Back")):
        name.fill(f"The Bakers {number}")
        page.get_by_role("button", name=button, exact=True).click()
        is_fine(page)
        page.goto(BASE + "organisation/")
        assert name.input_value() == f"The Bakers {number}"
    name.fill("The Butchers")
    page.get_by_role("button", name="العربية").click()
    assert page.url.endswith(f"/ar{BASE}2/")
    assert name.input_value() == "The Butchers"
    page.get_by_role("button", name="English").click()
    name.fill("The Candlestick makers")
    name.press("Enter")
    page.wait_for_url("**/answer/3/")
    page.goto(BASE + "organisation/")
    assert name.input_value() == "The Candlestick makers"


def test_every_way_out_of_a_page_by_keyboard(desktop, soho):
    """What can be pressed, in the order of the Tab key: nothing hidden, and Continue before the quieter ones."""
    begin(desktop)
    desktop.keyboard.press("Tab")
    pressed = []
    for _ in range(30):
        desktop.keyboard.press("Tab")
        pressed.append(desktop.evaluate("document.activeElement.innerText || document.activeElement.type || ''").strip())
    assert pressed[pressed.index("radio") :][:4] == ["radio", "Continue", "Come back later", "Read about the plan"]
    assert "Back" in pressed[: pressed.index("radio")]
    assert "Continue" not in pressed[: pressed.index("radio")]
    desktop.get_by_label("For an organisation").check()
    desktop.get_by_role("button", name="Come back later").focus()
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/later/")
    desktop.goto(BASE + "1/")
    assert desktop.get_by_label("For an organisation").is_checked()


def test_typed_by_keyboard_alone_and_mistyped_at_first(desktop, soho):
    begin(desktop)
    code = code_given(desktop)
    desktop.goto("/return/")
    desktop.locator("#code").focus()
    desktop.keyboard.type(code[:-1].lower() + ("0" if code[-1] != "0" else "1"))
    desktop.keyboard.press("Enter")
    desktop.locator(".govuk-error-summary:focus").wait_for()
    is_fine(desktop)
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")
    desktop.keyboard.press("Control+a")
    desktop.keyboard.type(code.lower().replace("-", " "))
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/answer/1/")


def without_scripts(application):
    """The site behind a proxy that adds a policy to whatever it passes on: no script may run."""

    def passed_on(environ, start):
        return application(environ, lambda status, headers, *rest: start(status, [*headers, NO_SCRIPT], *rest))

    return passed_on


def test_in_arabic_with_every_script_blocked_by_policy(browser, app, site, soho, session):
    """From the first page to the receipt, right to left, with a code on the way."""
    app.wsgi_app = without_scripts(app.wsgi_app)
    context = browser.new_context(base_url=site, **WINDOWS["narrowest"])
    context.set_default_timeout(PATIENCE)
    loaded = []
    context.on("response", lambda response: loaded.append(response.request.resource_type))
    page = context.new_page()
    page.goto("/ar/consultations/soho-fixed-cameras/answer/")
    page.locator("form[action$='/start/'] button").click()
    page.locator("main input[type=radio]").nth(1).check()
    page.locator("main form button").first.click()
    page.locator("main button[value=later]").click()
    page.locator("form[method=post] .govuk-button").first.click()
    code = CODE.search(page.locator("main").inner_text()).group()
    reads_right_to_left(page)
    page.locator("form[action$='/finish/'] button").click()
    page.goto("/ar/consultations/soho-fixed-cameras/return/")
    page.locator("#code").fill(code)
    page.locator("main form button").click()
    assert page.url.endswith("/ar/consultations/soho-fixed-cameras/answer/2/")
    send_from(page)
    assert page.url.endswith("/ar/consultations/soho-fixed-cameras/answer/sent/")
    assert RECEIPT.search(page.locator("main").inner_text())
    reads_right_to_left(page)
    assert len(responses(session)) == 1
    assert "document" in loaded
    assert "script" not in loaded
    context.close()


def send_from(page):
    """Passes over every page that is left, and sends: by no word of any language."""
    for _ in range(40):
        if page.url.endswith("/check/"):
            break
        page.locator("main form .govuk-button").click()
    reads_right_to_left(page)
    page.locator("main a.govuk-button").click()
    page.locator("main form .govuk-button").click()


def reads_right_to_left(page):
    assert page.locator("main").evaluate("main => getComputedStyle(main).direction") == "rtl"
    fits(page)


def test_two_windows_answer_one_page_and_the_resident_chooses(desktop, soho, session):
    begin(desktop)
    other = desktop.context.new_page()
    other.goto(desktop.url)
    desktop.get_by_label("For an organisation").check()
    go_on(desktop)
    other.get_by_label("As an individual").check()
    go_on(other)
    is_fine(other)
    assert other.get_by_role("heading", level=1).inner_text() == "Which answer do you want to keep?"
    other.get_by_role("button", name="Keep what I answered here").click()
    assert code_of(other) == "connection"


def test_leaving_quickly_by_link_and_by_keyboard(desktop, soho):
    """The way out is a link; nothing is asked of the other site before somebody takes it."""
    begin(desktop)
    gone = []
    desktop.context.route("https://www.bbc.co.uk/**", lambda route: (gone.append(1), route.fulfill(body="Weather")))
    before = desktop.evaluate("history.length")
    ready = desktop.locator("[data-leave-hint]:not([hidden])")
    ready.wait_for(state="attached")
    for _ in range(3):
        desktop.keyboard.press("Shift")
    desktop.wait_for_url("https://www.bbc.co.uk/weather")
    assert desktop.evaluate("history.length") == before, "it takes this page's place in the history"
    desktop.goto(BASE + "1/")
    ready.wait_for(state="attached")
    desktop.get_by_label("As an individual").focus()
    desktop.keyboard.press("Shift")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Shift")
    assert len(gone) == 1
    desktop.get_by_role("link", name="Leave this page quickly").click()
    desktop.wait_for_url("https://www.bbc.co.uk/weather")


def test_large_text_and_forced_colours_change_nothing_that_matters(browser, site, soho):
    """Text twice as large, as somebody sets it in the browser, and the colours of the system."""
    context = browser.new_context(base_url=site, viewport={"width": 640, "height": 720}, forced_colors="active")
    page = context.new_page()
    begin(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    is_fine(page)
    page.get_by_role("button", name="Come back later").click()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    is_fine(page)
    context.close()
