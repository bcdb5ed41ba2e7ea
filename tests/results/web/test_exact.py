"""The organiser's exact view and the export of responses: for the council only, and every look is recorded."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from survey.store import consultations
from survey.store.accounts import AuditEntry
from tests.conftest import PASSWORD
from tests.demonstration import CROYDON, SOHO
from tests.page import words
from tests.results.web.conftest import RESPONSES

EXACT = f"/organise/consultations/{CROYDON}/exact/"
EXPORT = f"/organise/consultations/{CROYDON}/responses.csv"
EQUALITY = (
    "age",
    "sex",
    "gender-identity",
    "health-condition",
    "ethnic-group",
    "religion",
    "sexual-orientation",
)


@pytest.fixture
def organiser(signed_in):
    return signed_in("organiser")


def figures(page):
    """Answer to count, of the only table."""
    rows = page.one("table").iter("tr")
    cells = [[words(cell) for cell in row] for row in rows]
    return {label: int(count.replace(",", "")) for label, _share, count in cells[1:]}


def recorded(store):
    query = (
        select(AuditEntry.act, AuditEntry.subject).where(AuditEntry.act != "sign-in").order_by(AuditEntry.id)
    )
    return [tuple(row) for row in store.execute(query)]


def test_exact_counts_of_everybody_add_up(organiser):
    page = organiser.get_page(EXACT, query_string={"question": "capacity"})
    assert sum(figures(page).values()) == RESPONSES
    assert "Exact figures: for the council only" in page.text
    assert not page.all("script", type="application/json")


def test_all_questions_at_once_and_a_grid_row_by_row(organiser):
    page = organiser.get_page(EXACT)
    assert len(page.all("table")) > 20
    assert page.text.count("For each purpose, would you support or oppose using the cameras?") >= 6


def test_one_filter_splits_everybody_into_its_parts(organiser):
    page = organiser.get_page(EXACT, query_string={"question": "support"})
    everybody = figures(page)
    parts = [
        figures(page.form().submit({"group": f"channel.{channel}"}))
        for channel in ("web", "paper", "assisted")
    ]
    assert {label: sum(part[label] for part in parts) for label in everybody} == everybody


def test_every_look_is_recorded_with_what_was_looked_at(organiser, store):
    organiser.get_page(EXACT, query_string={"question": "support", "filter": "channel", "value": "paper"})
    assert recorded(store) == [("see-exact", f"{CROYDON} support channel=paper")]


@pytest.mark.parametrize("code", EQUALITY)
def test_equality_is_never_offered(organiser, store, code):
    page = organiser.get_page(EXACT)
    offered = [option.get("value") for option in page.all("option")]
    assert not [value for value in offered if value == code or value.startswith(f"{code}.")]
    for query in ({"question": code}, {"filter": code, "value": "prefer-not-to-say"}):
        page = organiser.get_page(EXACT, query_string=query, status=404)
        assert "Equality questions are not among them" in page.text
        assert not page.all("table")


@pytest.mark.parametrize(
    "query",
    [
        {"question": "nothing"},
        {"filter": "channel", "value": "pigeon"},
        {"filter": "channel"},
        {"filter": "nothing", "value": "web"},
        # A text has no options to filter by.
        {"filter": "main-reason", "value": "answered"},
    ],
)
def test_what_there_is_not_is_said_and_not_counted(organiser, query):
    assert (
        "There is no such question or filter."
        in organiser.get_page(EXACT, query_string=query, status=404).text
    )


def test_the_export_has_a_row_a_response_and_no_equality_answer(organiser, store):
    answer = organiser.raw.get(EXPORT)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{CROYDON}-responses.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(rows) == RESPONSES
    assert not set(EQUALITY) & set(rows[0])
    assert recorded(store) == [("export-responses", CROYDON)]


@pytest.mark.parametrize("role", ["councillor", "administrator"])
def test_others_may_not_look(signed_in, role):
    client = signed_in(role)
    client.get_page(EXACT, status=403)
    client.get_page(EXPORT, status=403)


def test_nobody_looks_while_answers_come_in(organiser):
    for name in ("exact/", "responses.csv"):
        organiser.get_page(f"/organise/consultations/{SOHO}/{name}", status=403)


def test_nobody_looks_before_the_last_answers_are_mixed_in(organiser, store, clock):
    soho = consultations.find(store, SOHO)
    clock.today = soho.closes_on + timedelta(days=1)
    organiser.get_page("/account/sign-in/").form().submit(
        {"email": "organiser@lamppost.example", "password": PASSWORD}
    )
    for name in ("exact/", "responses.csv"):
        page = organiser.get_page(f"/organise/consultations/{SOHO}/{name}")
        assert page.url == f"/organise/consultations/{SOHO}/"
        assert "Make the release" in page.text
    assert recorded(store) == []
