"""Councillors' pages: the public release, before it is public, and ward by ward."""

from datetime import date

import pytest
from sqlalchemy import select

from survey.store.consultations import Consultation
from tests.demonstration import CROYDON, SOHO
from tests.page import words
from tests.results.changed import take_back

COUNCIL = f"/council/consultations/{CROYDON}/"


@pytest.fixture
def councillor(signed_in):
    return signed_in("councillor")


def unpublish(store, *, on=None):
    store.scalar(select(Consultation).where(Consultation.slug == CROYDON)).published_on = on
    store.commit()


def test_the_list_says_what_can_be_read(councillor):
    page = councillor.get_page("/council/")
    assert page.h1 == "Results for councillors"
    assert "Nobody is shown what people answer before it has closed." in page.text
    assert page.follow("Fixed facial recognition cameras at North End, Croydon").h1 == "Results"


def test_councillors_see_the_figures_that_everyone_sees(councillor, reader):
    own, public = (
        [words(table) for table in client.get_page(address).all("table")]
        for client, address in ((councillor, COUNCIL), (reader, f"/consultations/{CROYDON}/results/"))
    )
    assert own == public


def test_they_can_work_in_welsh_whatever_the_consultation_is_offered_in(councillor):
    page = councillor.get_page(f"/cy{COUNCIL}")
    assert page.url == f"/cy{COUNCIL}"
    assert f'href="/cy{COUNCIL}areas/' in page.html


def test_its_links_stay_on_councillors_pages(councillor):
    page = councillor.get_page(COUNCIL)
    by_age = next(address for text, address in page.links.items() if text == "age")
    assert by_age.startswith("/council/")
    page = councillor.get_page(f"{COUNCIL}support/by/age/")
    page = page.form().submit({"question": "safety", "characteristic": "sex"})
    assert page.url == f"{COUNCIL}safety/by/sex/"
    assert councillor.get_page(f"{COUNCIL}support/by/religion/", status=404).h1 == "There is no such table"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (None, "has not been set"),
        (date(2026, 12, 1), "from 1 December 2026"),
    ],
)
def test_a_release_is_theirs_before_it_is_public(councillor, reader, store, on, said):
    unpublish(store, on=on)
    page = councillor.get_page(COUNCIL)
    assert "Not public yet." in page.text
    assert said in page.text
    assert councillor.raw.get(f"{COUNCIL}tables.csv").status_code == 200
    assert councillor.raw.get(f"{COUNCIL}code-book.csv").status_code == 200
    assert reader.get_page(f"/consultations/{CROYDON}/results/").h1 == "Results are not public yet"


def test_without_a_release_the_page_says_so(councillor, store):
    unpublish(store)
    take_back(store)
    store.commit()
    assert councillor.get_page(COUNCIL).h1 == "Results have not been counted yet"
    assert councillor.get_page("/council/").h1 == "Results for councillors"
    councillor.get_page(f"{COUNCIL}support/by/age/", status=404)


def test_a_ward_stands_beside_everyone(councillor):
    page = councillor.get_page(COUNCIL)
    pages = [councillor.get_page(address) for address in page.links.values() if "/areas/" in address]
    assert len(pages) > 20
    shown = [page for page in pages if page.all("table")]
    few = [page for page in pages if not page.all("table")]
    assert shown
    assert few
    assert [words(head) for head in shown[0].all("th", scope="col")][:4] == [
        "Answer",
        "Here",
        "People",
        "Everyone",
    ]
    assert all("Too few people answered from here" in page.text for page in few)
    assert all("holds for everyone, so there is no fuller version to ask for" in page.text for page in few)


@pytest.mark.parametrize("code", ["nowhere", "no-area"])
def test_an_area_that_there_is_not(councillor, code):
    assert councillor.get_page(f"{COUNCIL}areas/{code}/", status=404).h1 == "There is no such area"


@pytest.mark.parametrize("address", ["", "support/by/age/", "areas/E05011472/", "tables.csv"])
def test_nothing_is_shown_while_answers_come_in(councillor, address):
    councillor.get_page(f"/council/consultations/{SOHO}/{address}", status=403)


def test_councillors_see_nothing_of_the_organisers(councillor):
    for address in ("", f"consultations/{CROYDON}/exact/", f"consultations/{CROYDON}/responses.csv"):
        councillor.get_page(f"/organise/{address}", status=403)


def test_administrators_see_no_results(signed_in):
    signed_in("administrator").get_page("/council/", status=403)


def test_others_sign_in_first_and_then_come_back(reader):
    page = reader.get_page(COUNCIL)
    assert page.h1 == "Staff sign-in"
    values = {"email": "councillor@lamppost.example", "password": "a long password of tests"}
    assert page.form().submit(values).url == COUNCIL
