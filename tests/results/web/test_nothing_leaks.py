"""A draft and a response that was withdrawn are in nothing that can be taken away, of whoever asks."""

import re

import pytest

from results import releases
from survey.domain import answering
from tests import demonstration
from tests.demonstration import SOHO
from tests.page import PageClient
from tests.survey.web.answering.walking import BASE, INDIVIDUAL, send, walk

DRAFT, WITHDRAWN, KEPT = "canary-in-a-draft", "canary-that-was-withdrawn", "canary-that-was-kept"
RECEIPT = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}")
EXPORTS = [
    f"/organise/consultations/{SOHO}/{name}" for name in ("responses-in-one-line.csv", "responses.csv")
]
PAGES = {"results.show", "council.show", "organise.show", "organise.exact.show", "integrity.index", "pages.readyz"}


def answered(app, reason):
    """A browser in which everything is answered, for this reason, and nothing is sent."""
    page = PageClient(app).post_page(BASE + "start/", {})
    return walk(page, INDIVIDUAL | {"main-reason": {"main-reason": reason}}, until="check")


def sent(app, reason):
    return answering.receipt_in_groups(RECEIPT.search(send(answered(app, reason)).text)[0].replace("-", ""))


def addresses(app):
    """Every file that can be asked for with what is known of this consultation, and the pages beside them.

    Not what is packed, where no text would be found: these hold questions and notices, and no answers.
    """
    found = set()
    for rule in app.url_map.iter_rules():
        is_wanted = rule.endpoint in PAGES or not rule.rule.endswith(("/", ".pdf", ".xlsx"))
        if "GET" not in rule.methods or not is_wanted or not rule.arguments <= {"slug", "number", "edition"}:
            continue
        slug = "soho-and-west-end" if "/deployments/" in rule.rule else SOHO
        values = {"slug": slug, "number": 1, "edition": 1}
        found.add(app.url_map.bind("").build(rule.endpoint, {name: values[name] for name in rule.arguments}))
    return sorted(found)


@pytest.fixture
def published(app, session, clock):
    """Published results of one response, beside a draft and one that was withdrawn; and the withdrawn one's hash."""
    demonstration.load(session, clock.today)
    answered(app, DRAFT)
    sent(app, KEPT)
    receipt = sent(app, WITHDRAWN)
    page = PageClient(app).get_page("/receipt/").form().submit({"receipt": receipt})
    page.form("withdraw/").submit().form("withdraw/").submit()
    return answering.receipt_hash(receipt.replace("-", ""))


@pytest.fixture
def clients(app, session, clock, sign_in, published):
    """Who asks, once the results are published: anybody, a councillor, an organiser."""
    clients = {role: PageClient(app) for role in ("anybody", "councillor", "organiser")}
    soho = demonstration.consultation(session)
    clock.today = soho.closes_on.replace(year=soho.closes_on.year + 1)
    for role in ("councillor", "organiser"):
        sign_in(role, client=clients[role])
    clients["organiser"].get_page(f"/organise/consultations/{SOHO}/").form("release/").submit().form().submit()
    session.expire_all()
    releases.publish(session, soho, on=clock.today, today=clock.today)
    session.commit()
    return clients


def test_nothing_to_take_away_holds_a_draft_or_what_was_withdrawn(app, clients, published):
    content = {}
    for role, client in clients.items():
        for url in addresses(app):
            response = client.raw.get(url, buffered=True)
            if response.status_code == 200:
                content[role, url] = response.data.decode(errors="replace")
    for role in clients:
        assert (role, f"/consultations/{SOHO}/results/receipt-hashes.txt") in content
    for canary in (DRAFT, WITHDRAWN, published):
        assert [which for which, text in content.items() if canary in text] == []
    # The net does catch what is there: one reason that was sent, for organisers alone.
    assert [which for which, text in content.items() if KEPT in text] == [("organiser", url) for url in EXPORTS]
