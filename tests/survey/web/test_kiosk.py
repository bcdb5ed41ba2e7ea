"""A shared tablet: whoever starts it is signed out, each person begins anew, and nobody finds the one before."""

import re
from html import unescape

import pytest

from survey.web.answering.blueprint import ELSEWHERE
from tests import demonstration
from tests.survey.web.answering.walking import INDIVIDUAL, walk

SLUG = demonstration.SOHO
BASE = f"/consultations/{SLUG}/"


@pytest.fixture
def tablet(client, session, clock, sign_in):
    """A browser that an organiser made a kiosk."""
    demonstration.load(session, clock.today)
    sign_in("organiser")
    page = client.get_page(f"/organise/consultations/{SLUG}/kiosk/").form()
    client.page = page.submit(button=("act", "start"))
    return client


def answers(tablet):
    return tablet.raw.get_cookie("answers", path=f"{BASE}answer/")


def test_starting_signs_the_organiser_out_of_the_tablet(tablet):
    assert tablet.page.url == f"{BASE}kiosk/"
    assert tablet.raw.get_cookie("staff") is None
    assert tablet.raw.get_cookie("kiosk").value == SLUG
    assert "/account/sign-in/" in tablet.raw.get("/organise/").location


def test_each_person_begins_anew_and_is_forgotten(tablet):
    question = tablet.page.form("/start/").submit()
    assert "kiosk.js" in question.html
    assert f"{BASE}kiosk/still-there/?page=" in question.html
    assert answers(tablet)
    response = tablet.raw.get(f"{BASE}kiosk/again/")
    assert response.location == f"{BASE}kiosk/"
    assert answers(tablet) is None
    assert tablet.raw.get(question.url).status_code == 410  # going back shows nothing of it


def test_who_answered_is_forgotten_in_every_language_that_is_offered(tablet, session):
    demonstration.consultation(session).languages = ["ar", "unknown"]
    session.commit()
    gone = tablet.raw.get(f"{BASE}kiosk/again/").headers.getlist("Set-Cookie")
    paths = [re.search(r"Path=([^;]*)", cookie)[1] for cookie in gone]
    assert sorted(paths) == [f"/ar{BASE}answer/", f"{BASE}answer/", f"/cy{BASE}answer/"]


def test_finishing_leads_to_the_beginning_and_to_no_page_about_a_cleared_device(tablet):
    tablet.page.form("/start/").submit()
    page = tablet.get_page(f"{BASE}answer/later/").form("later/").submit()
    response = tablet.raw.post(f"{BASE}answer/finish/", data=page.form("finish/").values)
    assert response.location == f"{BASE}kiosk/again/"
    assert answers(tablet) is None
    assert tablet.get_page(response.location).url == f"{BASE}kiosk/"


def test_who_starts_takes_the_place_of_who_left_without_finishing(tablet):
    tablet.page.form("/start/").submit()
    first = answers(tablet).value
    tablet.get_page(f"{BASE}kiosk/").form("/start/").submit()
    assert answers(tablet).value != first


def test_where_no_script_runs_a_page_asks_and_then_forgets(tablet):
    page = tablet.get_page(f"{BASE}kiosk/still-there/?page=/consultations/{SLUG}/answer/check/")
    assert page.h1 == "Are you still there?"
    assert page.links["Yes, I go on"] == f"{BASE}answer/check/"
    assert f'content="60; url={BASE}kiosk/again/"' in page.html
    page = tablet.get_page(f"{BASE}kiosk/still-there/?page=//elsewhere.example/")
    assert page.links["Yes, I go on"] == f"{BASE}kiosk/"


def test_it_goes_on_in_the_language_that_somebody_chose(tablet, session):
    demonstration.consultation(session).languages = ["cy"]
    session.commit()
    question = tablet.get_page(f"/cy{BASE}kiosk/").form("/start/").submit()
    assert question.url.startswith(f"/cy{BASE}answer/")
    asked = re.search(rf"/cy{BASE}kiosk/still-there/[^\"]*", question.html)[0]
    assert f'href="{question.url}"' in tablet.get_page(unescape(asked)).html


@pytest.mark.parametrize(
    ("method", "page"),
    [
        ("get", "answer/"),
        ("post", "answer/start/"),
        ("get", "answer/1/"),
        ("post", "answer/return/"),
        ("get", "return/"),
        ("post", "return/"),
    ],
)
def test_it_takes_answers_to_its_own_consultation_alone(tablet, method, page):
    other = f"/consultations/{demonstration.CROYDON}/"
    response = tablet.raw.open(other + page, method=method)
    assert (response.status_code, response.location) == (302, f"{BASE}kiosk/")
    # To read it does no harm.
    assert tablet.get_page(other)


def test_leaving_quickly_forgets_whoever_was_here(tablet):
    question = tablet.page.form("/start/").submit()
    tablet.get_page(question.one("a", data_leave="").get("href"))
    assert answers(tablet) is None


def test_the_tablet_offers_nobody_what_another_typed(tablet):
    question = walk(tablet.page.form("/start/").submit(), {"capacity": {"capacity": "organisation"}}, until="organisation")
    form = question.form().element
    assert form.get("autocomplete") == "off"
    typed = [field for field in form.iter("input") if field.get("type") == "text"]
    assert [field.get("autocomplete") for field in typed] == [None] * len(typed) != []


def test_other_browsers_are_no_kiosk(client, session, clock):
    demonstration.load(session, clock.today)
    assert client.raw.get(f"{BASE}kiosk/again/").status_code == 404
    assert "kiosk" not in client.get_page(BASE).html
    question = client.post_page(f"{BASE}answer/start/", {})
    assert question.one("a", data_leave="").get("href") == ELSEWHERE


def test_an_organiser_ends_it(tablet, sign_in):
    sign_in("organiser", name="second")
    tablet.get_page(f"/organise/consultations/{SLUG}/kiosk/").form().submit(button=("act", "end"))
    assert tablet.raw.get_cookie("kiosk") is None


def test_a_tablet_that_becomes_a_kiosk_forgets_what_was_begun_on_it(client, session, clock, sign_in):
    demonstration.load(session, clock.today)
    page = walk(client.post_page(f"{BASE}answer/start/", {}), INDIVIDUAL, until="main-reason")
    page.form().submit({"main-reason": "mine alone"})
    sign_in("organiser")
    client.get_page(f"/organise{BASE}kiosk/").form().submit(button=("act", "start"))
    assert "mine alone" not in client.get_page(f"{BASE}answer/main-reason/", status=410).html
