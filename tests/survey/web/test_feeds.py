"""Feeds as a feed reader gets them."""

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from survey.domain.feeds import ATOM, MOST_ENTRIES
from survey.store import consultations
from tests import demonstration
from tests.demonstration import CROYDON

SOHO = "soho-and-west-end"


@pytest.fixture
def loaded(session, clock):
    demonstration.load(session, clock.today)
    return session


def read(client, url):
    response = client.raw.get(url)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.data)  # noqa: S314 - we made it ourselves


def all_of(root, name):
    return [element.text for element in root.iter(f"{{{ATOM}}}{name}")]


def entry_links(root):
    return [entry.find(f"{{{ATOM}}}link").get("href") for entry in root.iter(f"{{{ATOM}}}entry")]


def test_the_feed_of_everything_has_each_revision_and_the_public_logs(client, loaded):
    links = entry_links(read(client, "/feed.xml"))
    for slug in (SOHO, CROYDON):
        assert f"http://127.0.0.1:8000/deployments/{slug}/revisions/1/" in links
    assert any("/consultations/" in link for link in links)
    days = all_of(read(client, "/feed.xml"), "updated")[1:]
    assert days == sorted(days, reverse=True)


def test_the_feed_of_a_deployment_has_nothing_of_another(client, loaded):
    consultations.log(loaded, demonstration.consultation(loaded, CROYDON), day=date(2026, 11, 1), text="Elsewhere.")
    loaded.commit()
    root = read(client, f"/deployments/{SOHO}/feed.xml")
    assert entry_links(root)
    assert not [link for link in entry_links(root) if CROYDON in link]
    assert "Elsewhere." in all_of(read(client, f"/deployments/{CROYDON}/feed.xml"), "summary")


def test_a_line_that_becomes_public_later_takes_no_other_lines_number(client, loaded, clock):
    soho = demonstration.consultation(loaded)
    consultations.log(loaded, soho, day=clock.today, text="Edition 2 was counted.", edition=2)
    consultations.log(loaded, soho, day=clock.today, text="It went on.")
    loaded.commit()
    address = f"/consultations/{demonstration.SOHO}/feed.xml"
    before = read(client, address)
    assert "Edition 2 was counted." not in all_of(before, "summary") + all_of(read(client, "/feed.xml"), "summary")
    consultations.publish_log(loaded, soho, edition=2, on=clock.today)
    loaded.commit()
    after = read(client, address)
    assert "Edition 2 was counted." in all_of(after, "summary")
    assert set(all_of(before, "id")) < set(all_of(after, "id"))


def test_the_feed_of_a_consultation_is_its_log(client, loaded):
    soho = demonstration.consultation(loaded)
    consultations.log(loaded, soho, day=date(2026, 11, 1), text="The results were counted.")
    consultations.log(loaded, demonstration.consultation(loaded, CROYDON), day=date(2026, 11, 1), text="Elsewhere.")
    loaded.commit()
    root = read(client, f"/consultations/{soho.slug}/feed.xml")
    assert "The results were counted." in all_of(root, "summary")
    assert "Elsewhere." not in all_of(root, "summary")
    assert {link.split("#")[0] for link in entry_links(root)} == {f"http://127.0.0.1:8000/consultations/{soho.slug}/"}
    assert client.raw.get("/consultations/nothing/feed.xml").status_code == 404


def test_nothing_of_a_draft_is_told(client, loaded):
    soho = demonstration.consultation(loaded)
    consultations.log(loaded, soho, day=date(2026, 11, 1), text="A canary.")
    soho.opens_on = soho.closes_on = soho.version_id = None
    loaded.commit()
    for url in ("/feed.xml", f"/deployments/{SOHO}/feed.xml", f"/consultations/{soho.slug}/feed.xml"):
        assert "canary" not in client.raw.get(url).get_data(as_text=True)


def test_a_feed_is_asked_for_again_at_little_cost(client, loaded):
    first = client.raw.get("/feed.xml")
    again = client.raw.get("/feed.xml", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == "public, max-age=300"


def test_ids_stay_when_something_is_added(client, loaded):
    before = all_of(read(client, "/feed.xml"), "id")
    soho = demonstration.consultation(loaded)
    for number in range(3):
        consultations.log(loaded, soho, day=date(2026, 11, 2), text=f"Line {number}")
    loaded.commit()
    after = all_of(read(client, "/feed.xml"), "id")
    assert set(before) < set(after)
    assert len(after) == len(set(after)) == len(before) + 3


def test_a_feed_has_fifty_entries_at_most(client, loaded):
    soho = demonstration.consultation(loaded)
    for number in range(60):
        consultations.log(loaded, soho, day=date(2026, 11, 2), text=f"Line {number}")
    loaded.commit()
    assert len(entry_links(read(client, "/feed.xml"))) == MOST_ENTRIES
    assert all_of(read(client, "/feed.xml"), "summary")[0] == "Line 59"


def test_an_empty_site_has_an_empty_feed(client):
    assert entry_links(read(client, "/feed.xml")) == []
    assert client.raw.get("/deployments/nothing/feed.xml").status_code == 404


def test_pages_of_deployments_name_their_feed(client, loaded):
    page = client.get_page(f"/deployments/{SOHO}/")
    (head,) = page.all("link", rel="alternate")
    assert (head.get("type"), head.get("href")) == ("application/atom+xml", f"/deployments/{SOHO}/feed.xml")
    assert page.links["By feed"] == f"/deployments/{SOHO}/feed.xml"
