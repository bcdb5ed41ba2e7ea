"""A live site and Chromium windows. Any request to another host, console error or missing file fails the test."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import databases
from tests.browser import pressing
from tests.browser.site import serving
from tests.browser.watching import Watch
from tests.conftest import settings_for
from wsgi import create_app

pressing.install()
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
WINDOWS = {
    "phone": {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "narrowest": {"viewport": {"width": 320, "height": 640}},
    "without_scripts": {"viewport": {"width": 1280, "height": 900}, "java_script_enabled": False},
}
PATIENCE = 10_000


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the machine, without a screen."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        databases.unavailable("no Chromium: install it, on Debian or Ubuntu with: apt install chromium")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *sandbox])
        yield browser
        browser.close()


@pytest.fixture
def database_url(sqlite_template, tmp_path):
    """A browser sees the same on either database, so here it is SQLite alone."""
    return databases.copy_of(sqlite_template, tmp_path)


@pytest.fixture
def site(app) -> Iterator[str]:
    """The address of a live, empty site of the test's own. Fill it through `session`, and commit."""
    with serving(app) as address:
        yield address


@contextmanager
def window(browser: Browser, kind: str, home: str) -> Iterator[Page]:
    """A window on the site, watched."""
    context = browser.new_context(base_url=home, locale="en-GB", reduced_motion="reduce", **WINDOWS[kind])
    context.set_default_timeout(PATIENCE)
    watch = Watch(context, home)
    try:
        page = context.new_page()
        page.runs_scripts = WINDOWS[kind].get("java_script_enabled", True)
        yield page
    finally:
        context.close()
    assert not watch.faults, "\n".join(watch.faults)


@pytest.fixture(scope="session")
def open_window(browser) -> Callable:
    """For sites of one's own: `with open_window("phone", address) as page:`."""
    return lambda kind, home: window(browser, kind, home)


@pytest.fixture
def phone(browser, site):
    """A window of 360 x 740."""
    with window(browser, "phone", site) as page:
        yield page


@pytest.fixture
def desktop(browser, site):
    """A window of 1280 x 900."""
    with window(browser, "desktop", site) as page:
        yield page


@pytest.fixture
def without_scripts(browser, site):
    """A desktop window with JavaScript switched off."""
    with window(browser, "without_scripts", site) as page:
        yield page


@pytest.fixture(params=["phone", "without_scripts"])
def page(request, browser, site):
    """A narrow window with scripts, then a wide one without. What only a wide one with scripts does has `desktop`."""
    with window(browser, request.param, site) as page:
        yield page


@pytest.fixture(scope="session")
def site_of(tmp_path_factory, sqlite_template):
    """Serves a site that a whole module reads: `with site_of(clock, fill) as address:`.

    `fill(app)` puts in what the pages show.
    """

    @contextmanager
    def start(clock, fill) -> Iterator[str]:
        folder = tmp_path_factory.mktemp("site")
        app = create_app(settings_for(databases.copy_of(sqlite_template, folder), folder), clock)
        fill(app)
        with serving(app) as address:
            yield address

    return start
