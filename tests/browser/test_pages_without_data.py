"""Pages that need no data, on the narrowest window: axe finds nothing, nothing is wider than the window."""

import pytest
from flask import abort
from playwright.sync_api import Error

from survey.web.access import public
from survey.web.errors import PAGES
from tests.browser.accessibility import axe, fits
from tests.browser.conftest import WINDOWS, window
from tests.browser.site import serving

ADDRESSES = ["/", "/privacy/", "/accessibility/", "/what-we-keep/", "/receipt/", "/account/sign-in/", "/nowhere/"]


def test_page_is_accessible_and_fits(browser, site):
    with window(browser, "narrowest", site) as page:
        for address in ADDRESSES:
            page.goto(address)
            axe(page)
            fits(page)


def test_pages_can_be_read_without_scripts(without_scripts):
    for address in ADDRESSES:
        without_scripts.goto(address)
        assert without_scripts.locator("h1").is_visible()


def look_at(browser, site, action):
    with window(browser, "desktop", site) as page:
        page.goto("/")
        action(page)


def test_a_request_to_another_host_is_noticed(browser, site):
    """The watch itself is watched. The address is nobody's, and the request is stopped in the browser."""

    def leave(page):
        with pytest.raises(Error, match="ERR_FAILED"):
            page.goto("http://192.0.2.1/")

    with pytest.raises(AssertionError, match="asked another host"):
        look_at(browser, site, leave)


def test_a_blocked_script_is_noticed(browser, site):
    script = "document.body.append(Object.assign(document.createElement('script'), {text: 'x()'}))"
    with pytest.raises(AssertionError, match="Content Security Policy"):
        look_at(browser, site, lambda page: page.evaluate(script))


def test_every_error_page_is_accessible_and_fits(browser, app):
    def failing(code):
        return public(lambda: abort(code))

    for code in PAGES:
        app.add_url_rule(f"/error/{code}/", f"error-{code}", failing(code))
    # Not a watched window: what went wrong on the server is on purpose here.
    context = browser.new_context(**WINDOWS["narrowest"])
    page = context.new_page()
    with serving(app) as address:
        for code in PAGES:
            assert page.goto(f"{address}/error/{code}/").status == code
            assert page.get_by_role("heading", level=1).is_visible()
            axe(page)
            fits(page)
    context.close()
