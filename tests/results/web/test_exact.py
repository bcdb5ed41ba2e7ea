"""The organiser's exact view and the export of responses: for the council only, and every look is recorded."""

import csv
import io
import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from survey.store import consultations
from survey.store.accounts import AuditEntry
from survey.store.answering.responses import Response
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
    assert "Exact figures: not for publication" in page.text
    assert not page.all("script", type="application/json")


def test_all_questions_at_once_and_a_grid_row_by_row(organiser):
    page = organiser.get_page(EXACT)
    assert len(page.all("table")) > 20
    assert page.text.count("For each purpose, would you support or oppose using the cameras?") >= 6


@pytest.mark.parametrize(
    ("others", "by"),
    [
        ({}, "channel"),
        # What not everybody answers: those who did not, and those who were not asked, are groups too.
        ({"only": "channel.web"}, "treatment"),
        ({"only": ["channel.web", "heard.some"], "from": "2026-09-10"}, "purposes.missing"),
        ({"from": "2026-09-05", "to": "2026-09-05"}, "main-reason"),
    ],
)
def test_a_filters_groups_make_up_everybody(organiser, others, by):
    page = organiser.get_page(EXACT, query_string={"question": "support"} | others)
    everybody, groups = fitting(page), filters_of(page, by)
    parts = [fitting(page.form().submit({"only": [*listed(others), value]})) for value in groups]
    assert len(groups) > 1
    assert {key: sum(part.get(key, 0) for part in parts) for key in everybody} == everybody


def listed(others):
    only = others.get("only", [])
    return only if isinstance(only, list) else [only]


def filters_of(page, by):
    values = [option.get("value") for option in page.one("select", name="only").iter("option")]
    return [value for value in values if value.rpartition(".")[0] == by]


def fitting(page):
    """The figures of the only table, and how many responses fit; nobody may fit."""
    number = int(re.search(r"([\d,]+) (?:of [\d,]+ )?responses", page.text).group(1).replace(",", ""))
    return {"": number} | (figures(page) if number else {})


def test_filters_are_combined_with_and(organiser, store):
    """Against the stored answers, read one by one."""
    query = {"question": "support", "only": ["heard.some", "purposes.missing.strongly-support", "channel.web"]}
    days = {"from": "2026-09-08", "to": "2026-09-25"}
    page = organiser.get_page(EXACT, query_string=query | days)
    rows = [
        row.answers
        for row in store.scalars(select(Response).where(Response.channel == "web"))
        if date(2026, 9, 8) <= row.day <= date(2026, 9, 25)
    ]
    rows = [a for a in rows if (a.get("heard"), a.get("purposes.missing")) == ("some", "strongly-support")]
    assert 0 < len(rows) < RESPONSES
    counted = fitting(page)
    assert counted.pop("") == len(rows)
    assert sorted(counted.values()) == sorted(
        sum(a.get("support") == code for a in rows)
        for code in (
            "strongly-support", "somewhat-support", "neither", "somewhat-oppose", "strongly-oppose", "dont-know"
        )
    )  # fmt: skip


def test_a_filter_is_added_in_the_form_and_taken_away_by_its_link(organiser):
    page = organiser.get_page(EXACT).form().submit({"question": "support", "only": "channel.paper"})
    assert urlsplit(page.url).query == "question=support&only=channel.paper"
    page = page.form().submit({"only": ["channel.paper", "heard.some"], "from": "2026-09-09"})
    address = "question=support&only=channel.paper&only=heard.some&from=2026-09-09"
    assert urlsplit(page.url).query == address
    away = next(link for text, link in page.links.items() if text.startswith("Remove How the answers came"))
    assert urlsplit(away).query == "question=support&only=heard.some&from=2026-09-09"
    assert urlsplit(page.links["Remove Sent from 9 September 2026"]).query == address.removesuffix("&from=2026-09-09")
    assert urlsplit(page.links["Remove all filters"]).query == "question=support"


def test_an_address_of_when_there_was_one_filter_still_leads_there(organiser):
    page = organiser.get_page(EXACT, query_string={"filter": "channel", "value": "paper"})
    assert urlsplit(page.url).query == "only=channel.paper"


def test_every_look_is_recorded_with_everything_that_was_chosen(organiser, store):
    organiser.get_page(EXACT, query_string={"question": "support", "only": "channel.paper", "to": "2026-10-01"})
    assert recorded(store) == [("see-exact", f"{CROYDON} support channel.paper to 2026-10-01")]


def test_a_long_filter_is_recorded_whole_in_several_lines(organiser, store):
    only = ["purposes.missing.strongly-support", "channel.web", "stratum.open", "heard.some"]
    only += [f"{one}.~not-answered" for one in ("support", "area", "main-reason", "capacity", "duration")]
    organiser.get_page(EXACT, query_string={"only": only})
    lines = [subject for _act, subject in recorded(store)]
    assert len(lines) > 1
    assert all(line.startswith(f"{n}/{len(lines)} ") for n, line in enumerate(lines, start=1))
    assert all(len(line) <= 200 for line in lines)
    assert "".join(line.partition(" ")[2] for line in lines) == " ".join((CROYDON, "all", *only))


def test_equality_is_never_offered(organiser, store):
    offered = [option.get("value") for option in organiser.get_page(EXACT).all("option")]
    assert len(offered) > 200
    for code in EQUALITY:
        assert not [value for value in offered if value == code or value.startswith(f"{code}.")]
        for query in (f"question={code}", f"only={code}.prefer-not-to-say", f"only={code}.~not-answered"):
            answer = organiser.raw.get(f"{EXACT}?{query}")
            assert (answer.status_code, b"<table" in answer.data) == (404, False)
    page = organiser.get_page(EXACT, query_string={"only": "age.~not-answered"}, status=404)
    (problem,) = page.errors
    assert "Equality questions are not among them" in problem
    assert recorded(store) == [("see-exact", f"{CROYDON} all")]


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ({"question": "nothing"}, 404, "There is no question “nothing” here."),
        ({"filter": "channel", "value": "pigeon"}, 404, "There is no filter “channel.pigeon” here."),
        ({"only": "channel"}, 404, "There is no filter “channel” here."),
        ({"only": "channel."}, 404, "There is no filter “channel.” here."),
        ({"only": "nothing.web"}, 404, "There is no filter “nothing.web” here."),
        # A grid is filtered by one of its rows.
        ({"only": "purposes.strongly-support"}, 404, "There is no filter “purposes.strongly-support” here."),
        ({"only": "purposes.nothing.strongly-support"}, 404, "There is no filter"),
        ({"only": "a.b.c.d"}, 404, "There is no filter “a.b.c.d” here."),
        # A text has no options to filter by.
        ({"only": "main-reason.answered"}, 404, "There is no filter “main-reason.answered” here."),
        ({"from": "yesterday"}, 422, "“yesterday” is not a day. Choose the day from the list"),
        ({"to": "2026-02-30"}, 422, "“2026-02-30” is not a day. Choose the day from the list"),
        ({"from": "2026-09-09", "to": "2026-09-08"}, 422, "The first day must not be later than the last day."),
        ({"only": [f"area.{n}" for n in range(13)]}, 404, "Choose at most 12 filters, and remove the others"),
    ],
)
def test_what_there_is_not_is_said_and_not_counted(organiser, store, query, status, said):
    page = organiser.get_page(EXACT, query_string=query, status=status)
    assert any(problem.startswith(said) for problem in page.errors), page.errors
    assert not page.all("table")
    assert recorded(store) == []


def test_filters_that_nobody_fits_are_answered_in_words(organiser):
    page = organiser.get_page(EXACT, query_string={"only": ["channel.web", "channel.paper"]})
    assert "0 of 1,500 responses fit every filter." in page.text
    assert "Nobody fits all of these filters" in page.text
    assert not page.all("table")


def test_the_export_has_a_row_a_response_and_no_equality_answer(organiser, store):
    answer = organiser.raw.get(EXPORT)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{CROYDON}-responses.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(rows) == RESPONSES
    assert not set(EQUALITY) & set(rows[0])
    assert recorded(store) == [("export-responses", CROYDON)]


def test_the_scripts_name_the_file_that_stands_beside_them(organiser, store):
    beside = organiser.raw.get(EXPORT.replace("responses.csv", "responses-in-one-line.csv"))
    file = beside.headers["Content-Disposition"].partition('"')[2].rstrip('"')
    assert recorded(store) == [("export-responses", CROYDON)]
    for name in ("read-responses.r", "read-responses.sps"):
        script = organiser.raw.get(EXPORT.replace("responses.csv", name)).get_data(as_text=True)
        assert file in script
        assert "support" in script
    assert len(recorded(store)) == 1, "a script holds no answers, so that nothing is recorded"


@pytest.mark.parametrize("role", ["councillor", "administrator"])
def test_others_may_not_look(signed_in, role):
    client = signed_in(role)
    client.get_page(EXACT, status=403)
    client.get_page(EXPORT, status=403)


def test_nobody_looks_while_answers_come_in(organiser):
    for name in ("exact/", "responses.csv", "responses-in-one-line.csv"):
        organiser.get_page(f"/organise/consultations/{SOHO}/{name}", status=403)


def test_nobody_looks_before_the_last_answers_are_mixed_in(organiser, store, clock):
    soho = consultations.find(store, SOHO)
    clock.today = soho.closes_on + timedelta(days=1)
    organiser.get_page("/account/sign-in/").form().submit(
        {"email": "organiser@lamppost.example", "password": PASSWORD}
    )
    for name in ("exact/", "responses.csv", "responses-in-one-line.csv"):
        page = organiser.get_page(f"/organise/consultations/{SOHO}/{name}")
        assert page.url == f"/organise/consultations/{SOHO}/"
        assert "Make the release" in page.text
    assert recorded(store) == []
