"""The page of one zone, and the short address that leads there from paper."""

from dataclasses import replace
from datetime import date

import pytest

from survey.domain.deployments.plan import LABELS
from survey.store.deployments import register
from survey.web.deployments.zones import KEY_FACTS
from tests import demonstration
from tests.demonstration import CROYDON, SOHO

ZONE = "/deployments/soho-and-west-end/zones/soho/"


@pytest.fixture
def demo(session, clock):
    demonstration.load(session, clock.today)


def test_the_register_leads_to_each_zone(demo, client):
    page = client.get_page("/deployments/soho-and-west-end/").follow("Soho")
    assert page.url == ZONE
    assert page.h1 == "Soho"


def test_somebody_who_scanned_a_notice_can_answer_at_once(demo, client):
    page = client.get_page("/z/soho")
    assert page.url == ZONE
    assert "Have your say until the end of 21 December 2026." in page.text
    assert "020 7946 0123 (made up for this illustration)" in page.text
    assert page.form("start/").submit().url.startswith(f"/consultations/{SOHO}/answer/")


def test_each_key_fact_stands_with_its_state_and_source(demo, client):
    page = client.get_page(ZONE)
    for code in KEY_FACTS:
        assert LABELS[code] in page.text
    assert "By December 2026" in page.text
    assert "Not published" in page.text
    assert "Source: The Factum" in page.text
    assert "Named in the announcement. Its streets are not listed." in page.text


@pytest.mark.parametrize("typed", ["/z/soho", "/z/soho/", "/z/Soho", "/z/SOHO."])
def test_a_short_address_is_found_however_it_was_typed(demo, client, typed):
    response = client.raw.get(typed)
    assert response.status_code == 302
    assert response.location == ZONE
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("typed", ["/z/nowhere", "/z/soho-99/", "/z/%C3%A9"])
def test_an_unknown_short_address_says_what_to_do(demo, client, typed):
    page = client.get_page(typed, status=404)
    assert page.h1 == "No zone has this address"
    assert page.links.keys() >= {"All deployments and their zones", "All consultations"}


def test_nothing_is_counted_on_the_way(demo, client, session):
    before = everything(session)
    client.get_page("/z/soho?from=lamp-post-7")
    assert everything(session) == before


def everything(session):
    session.expire_all()
    tables = register.Deployment.metadata.sorted_tables
    return {table.name: session.execute(table.select()).all() for table in tables}


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 9, 1), "You can have your say from 2 September 2026 until the end of 14 October 2026."),
        (date(2026, 9, 2), "Have your say until the end of 14 October 2026."),
        (date(2026, 10, 15), "The consultation closed on 14 October 2026."),
    ],
)
def test_it_says_whether_a_consultation_is_open(demo, client, clock, day, said):
    clock.today = day
    page = client.get_page("/deployments/croydon-north-end/zones/north-end/")
    assert said in page.text
    assert bool(page.all("form", action=f"/consultations/{CROYDON}/answer/start/")) == said.startswith("Have")


def test_without_a_consultation_it_says_so(session, client):
    register.add_deployment(session, register.read_content("soho-and-west-end"))
    session.commit()
    assert "No consultation about this deployment is open." in client.get_page(ZONE).text


def test_a_zone_that_was_left_out_keeps_its_page(demo, session, client):
    deployment = register.find(session, "soho-and-west-end")
    newest = register.current(session, deployment).as_revision
    plan = replace(newest.plan, zones=tuple(zone for zone in newest.plan.zones if zone.code != "soho"))
    register.add_revision(session, deployment, replace(newest, plan=plan, summary="Without Soho."))
    session.commit()
    page = client.get_page("/z/soho")
    assert "This zone is not part of the plan any more." in page.text
    assert page.follow("Read the newest revision, 2").url == "/deployments/soho-and-west-end/"
    assert "not part of the plan" not in client.get_page(ZONE.replace("soho/", "theatre-streets/")).text


@pytest.mark.parametrize("url", [ZONE.replace("soho/", "nowhere/"), "/deployments/none/zones/soho/"])
def test_a_zone_that_does_not_exist(demo, client, url):
    client.get_page(url, status=404)
