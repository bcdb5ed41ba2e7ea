"""A councillor's own ward: where their results open, and the page to take into a meeting."""

import re
from contextlib import contextmanager

import pytest

from results import releases
from results.web import brief, view
from survey.store import consultations
from survey.store.accounts import Account
from survey.web import database
from survey.web.pdf import available
from tests import databases
from tests.demonstration import CROYDON
from tests.page import words
from tests.survey.web.test_notices import read, tags_of

COUNCIL = f"/council/consultations/{CROYDON}/"


@pytest.fixture
def councillor(signed_in):
    return signed_in("councillor")


@contextmanager
def stored(app):
    """A session for a moment: requests while its context lasts would share one visitor."""
    with app.app_context(), database.new_session() as session:
        yield session


@pytest.fixture
def places(published):
    """The codes of a place that is shown and of one that is not."""
    with stored(published) as session:
        release = releases.newest(session, consultations.find(session, CROYDON))
        tables = releases.by(session, release, characteristic="area", question="support")
        return {shown: next(table.value for table in tables if table.shown is shown) for shown in (True, False)}


def own_ward(app):
    with stored(app) as session:
        return session.query(Account).filter_by(email="councillor@lamppost.example").one().ward


def test_results_open_on_the_ward_that_a_councillor_chose(councillor, published, places):
    page = councillor.get_page("/council/")
    assert "Find your ward" in page.links
    area = f"{COUNCIL}areas/{places[True]}/"
    page = councillor.get_page(area)
    name = page.h1
    page = page.form("/own/").submit(button=("own", "yes"))
    assert (page.url, own_ward(published)) == (area, places[True])
    assert "This is your ward: results open here." in page.text
    page = councillor.get_page("/council/")
    (title,) = [text for text in page.links if text.endswith(f": {name}")]
    assert page.links[title] == area
    assert page.links["Results of everyone"] == COUNCIL
    page = councillor.get_page(area).form("/own/").submit(button=("own", "no"))
    assert own_ward(published) is None
    assert "Find your ward" in councillor.get_page("/council/").links


def test_a_place_that_is_none_and_a_forged_form_change_nothing(councillor, published, places):
    form = councillor.get_page(f"{COUNCIL}areas/{places[True]}/").form("/own/")
    sent = {"csrf_token": form.values["csrf_token"][0], "own": "yes"}
    councillor.post_page(f"{COUNCIL}areas/nowhere/own/", sent, status=404)
    page = councillor.post_page(f"{COUNCIL}areas/{places[True]}/own/", sent | {"csrf_token": "forged"}, status=422)
    assert page.h1 == "That could not be saved"
    assert own_ward(published) is None


def test_one_page_says_what_was_answered_here_and_by_everyone(councillor, places):
    page = councillor.get_page(f"{COUNCIL}areas/{places[True]}/brief/")
    rows = [[words(cell) for cell in row.iter() if cell.tag in ("th", "td")] for row in page.all("tr")]
    assert 3 < len(rows) <= 5
    assert all(len(row) == 3 and all(row) for row in rows)
    # One without the other would take a side.
    asked = [row[0] for row in rows]
    assert "Which of these benefits, if any, would you expect?" in asked
    assert "Which of these concerns, if any, would you have?" in asked
    (first,) = page.all("section", class_="brief__first")
    assert len(re.findall(r"\d+% support and \d+% oppose", words(first))) == 2
    assert "No margin of error can be given." in page.text
    assert "checksum" in page.text
    assert "A program made these responses" in page.text


def test_too_few_are_not_shown_there_either(councillor, places):
    page = councillor.get_page(f"{COUNCIL}areas/{places[False]}/brief/")
    assert "it could show what a neighbour said" in page.text
    assert not page.all("table")
    councillor.get_page(f"{COUNCIL}areas/nowhere/brief/", status=404)


@pytest.mark.parametrize(
    ("room", "says"),
    [
        # No question fits: that is no reason to say that too few answered.
        (0, "What they said is on the page of this area."),
        # The first one alone: no empty table after it.
        (1, "more questions are on the page of this area."),
    ],
)
def test_what_has_no_room_is_on_the_page_of_the_area(councillor, places, monkeypatch, room, says):
    chosen = brief._chosen
    monkeypatch.setattr(brief, "_chosen", lambda *given: chosen(*given)[:room])
    monkeypatch.setattr(view, "_KEPT", {})
    page = councillor.get_page(f"{COUNCIL}areas/{places[True]}/brief/")
    assert says in page.text
    assert "it could show what a neighbour said" not in page.text
    assert not page.all("table")


def test_figures_from_before_and_after_a_change_say_so_on_the_one_page(councillor, places, store, monkeypatch):
    consultations.find(store, CROYDON).published_on = None
    store.commit()
    told = "The plan changed while the consultation was open"
    assert told not in councillor.get_page(f"{COUNCIL}areas/{places[True]}/brief/").text
    monkeypatch.setattr(releases, "counted_apart", lambda *_: ("a change",))
    assert told in councillor.get_page(f"{COUNCIL}areas/{places[True]}/brief/").text
    if available():
        response = councillor.raw.get(f"{COUNCIL}areas/{places[True]}/brief.pdf")
        assert len(read(response.data).pages) == 1


def test_before_it_is_public_the_page_says_so(councillor, store, places):
    consultations.find(store, CROYDON).published_on = None
    store.commit()
    assert "Not public yet." in councillor.get_page(f"{COUNCIL}areas/{places[True]}/brief/").text


def test_the_pdf_is_one_tagged_page(councillor, places):
    if not available():
        databases.unavailable("no PDF: WeasyPrint or a library of the system that it needs is not installed")
    response = councillor.raw.get(f"{COUNCIL}areas/{places[True]}/brief.pdf")
    assert response.mimetype == "application/pdf"
    found = read(response.data)
    assert len(found.pages) == 1
    tags = [tag for tag, _alt in tags_of(found.trailer["/Root"]["/StructTreeRoot"])]
    assert "/H1" in tags
    assert "/Table" in tags
    assert "no margin of error" in " ".join(found.pages[0].extract_text().lower().split())


def test_strangers_sign_in_first(reader, places):
    for path in ("brief/", "brief.pdf"):
        assert reader.raw.get(f"{COUNCIL}areas/{places[True]}/{path}").status_code == 302
