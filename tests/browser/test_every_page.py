"""Every page of the demonstration that links lead to, as a resident, a councillor and an organiser see it.

axe finds nothing, nothing is wider than the window, no script complains and no other host is asked. Two pages
of each route are looked at: they differ in data only. What axe sees hardly depends on the width or on the data,
and it takes most of the time, so it looks at each route once.
"""

import re
from collections import Counter
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import pytest

from tests.browser.accessibility import barriers, too_wide
from tests.browser.staff import sign_in
from tests.conftest import Clock

PAGES_OF_A_ROUTE = 2
RESPONSES = "700"
# What links lead to today: a page that none leads to any more is named when the test fails.
PUBLIC = {
    "accounts.sign_in", "consultations.index", "consultations.overview", "consultations.questions",
    "deployments.deployment", "deployments.index", "deployments.revision", "editions.index",
    "embed.offer", "following.follow", "integrity.rules", "outcomes.show", "pages.accessibility", "pages.privacy", "pages.what_we_keep", "paper.form",
    "receipts.look_up", "results.by", "results.compare", "results.explore", "results.show", "returning.ask", "zones.zone",
}
COUNCIL = {
    "council.area", "council.brief_page", "council.by", "council.compare", "council.explore", "council.index",
    "council.show",
}
ORGANISE = {
    "invitations.index", "kiosk.begin", "notices.index", "notices.sheets", "organise.close",
    "organise.editions.show", "organise.exact.show", "organise.index", "organise.show", "other_ways.edit", "planning.begin",
    "postcodes.index", "questionnaires.reword", "questionnaires.translations", "records.organise",
    "register.index", "register.new", "register.show", "register.translations", "submissions.index",
    "submissions.new", "submissions.spreadsheet",
}
PASSWORD = re.compile(r"^ +(\w+) +(\S+@\S+) +(\S+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def demonstration(site_of):
    """The demonstration's address, application, and a way to sign in for each role."""
    people, apps = {}, []

    def load(app):
        result = app.test_cli_runner().invoke(args=["demo", "load", "--plain", "--responses", RESPONSES])
        assert result.exit_code == 0, result.output
        people.update({role: (email, password) for role, email, password in PASSWORD.findall(result.output)})
        apps.append(app)

    with site_of(Clock(datetime.now(UTC).date()), load) as address:
        yield address, apps[0], people


def routes_seen(page, app, start):
    """Opens every page under `start` that links lead to, and yields its endpoint when it is there."""
    router = app.url_map.bind("")
    waiting, known, seen = [start], {start}, Counter()
    while waiting:
        path = waiting.pop(0)
        endpoint = router.match(urlsplit(path).path)[0]
        if seen[endpoint] >= PAGES_OF_A_ROUTE:
            continue
        seen[endpoint] += 1
        page.goto(path)
        yield endpoint
        found = page.eval_on_selector_all("a[href]:not([hreflang])", "links => links.map(link => link.getAttribute('href'))")
        for href in found:
            target = urljoin(path, href).partition("#")[0]
            is_page = target.startswith(start) and urlsplit(target).path.endswith("/")
            if is_page and target not in known:
                known.add(target)
                waiting.append(target)


@pytest.mark.parametrize(
    ("kind", "role", "start", "linked", "looks"),
    [
        ("phone", None, "/", PUBLIC, (barriers, too_wide)),
        ("desktop", None, "/", PUBLIC, (too_wide,)),
        # The journeys of staff look at both widths; here each role is seen at one.
        ("desktop", "councillor", "/council/", COUNCIL, (barriers, too_wide)),
        ("phone", "organiser", "/organise/", ORGANISE, (barriers, too_wide)),
    ],
)
def test_every_page(open_window, demonstration, kind, role, start, linked, looks):
    address, app, people = demonstration
    with open_window(kind, address) as page:
        if role:
            sign_in(page, *people[role])
        endpoints, faults = set(), []
        for endpoint in routes_seen(page, app, start):
            looked = looks if endpoint not in endpoints else (too_wide,)
            faults += [fault for look in looked for fault in look(page)]
            endpoints.add(endpoint)
    assert not faults, "\n".join(faults)
    assert not linked - endpoints, "no link led there"
