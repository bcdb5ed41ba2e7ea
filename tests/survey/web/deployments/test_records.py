"""The public page of records and its CSV: totals, every rate or none, and where the figures come from."""

import csv
import io
from datetime import date

import pytest

from survey.domain.records.record import Record
from survey.store.deployments import records, register
from survey.store.deployments.records import Provenance
from tests.survey.domain.records.samples import croydon

PAGE = "/deployments/croydon-north-end/records/"
FILE = "/deployments/croydon-north-end/records.csv"
DAY = date(2026, 1, 9)


@pytest.fixture
def deployment(session):
    found = register.add_deployment(session, register.read_content("croydon-north-end"))
    session.commit()
    return found


@pytest.fixture
def add(session, deployment):
    def add(*found, source="The force’s records"):
        provenance = Provenance(source, "https://police.example/records", date(2026, 11, 1), "ab" * 32)
        records.add_import(
            session,
            deployment,
            records=found,
            provenance=provenance,
            imported_on=date(2026, 11, 2),
            imported_by="Ada",
        )
        session.commit()

    return add


def test_without_records_there_is_no_page_and_no_link(deployment, client):
    client.get_page(PAGE, status=404)
    client.get_page("/deployments/elsewhere/records/", status=404)
    assert client.raw.get(FILE).status_code == 404
    assert "Records of use" not in client.get_page("/deployments/croydon-north-end/").links


def test_all_denominators_stand_together(add, client):
    add(*croydon())
    page = client.get_page("/deployments/croydon-north-end/").follow(
        "What the force published after each use of the cameras"
    )
    assert page.url.endswith(PAGE)
    for said in (
        "1 false alert in 335 alerts (0.3%)",
        "1 false alert in 472,352 faces (0.0002%)",
        "1 false alert in 24 uses of the cameras",
        "1 person was wrongly taken",
        "173 arrests in 335 alerts (52%)",
        "Faces may be estimates",
        "Somebody who passes twice is counted twice",
    ):
        assert said in page.text
    assert "Ada" not in page.text  # who imported them is for the audit


def test_no_rate_where_one_denominator_is_not_published(add, client):
    add(Record(DAY, "North End", None, 10, 1, 3))
    page = client.get_page(PAGE)
    assert "in 10 alerts" not in page.text
    assert "There is no rate of false alerts or of arrests" in page.text
    assert "Faces Not published" in page.text


def test_sums_say_for_how_many_uses_a_figure_is_published(add, client):
    add(Record(DAY, "a", 1000, 10, 1, 3), Record(DAY, "b", 1000, 10, None, 3))
    text = client.get_page(PAGE).text
    assert "False alerts 1 Published for 1 of 2 uses" in text
    assert "1 false alert in 10 alerts (10%), in the 1 of 2 uses for which both are published" in text


def test_a_replaced_record_stays_to_be_seen(add, client):
    add(Record(DAY, "North End", 20_000, 14, 1, 7))
    add(Record(DAY, "North End", 20_000, 14, 2, 7))
    page = client.get_page(PAGE)
    assert "Replaced. The import of 2 November 2026 said: 20,000 14 1 7" in page.text
    assert "2 false alerts in 14 alerts" in page.text


def test_the_file_says_the_same_and_runs_nothing(add, client):
    add(Record(DAY, "=HYPERLINK(1)", 20_000, 14, None, 7), source="@source")
    response = client.raw.get(FILE)
    assert response.mimetype == "text/csv"
    assert response.data.startswith("\ufeff".encode())
    header, row = csv.reader(io.StringIO(response.data.decode("utf-8-sig")))
    assert header == [
        "Date",
        "Place",
        "Faces",
        "Alerts",
        "False alerts",
        "Arrests",
        "Source",
        "Address",
        "Imported on",
    ]
    assert row == [
        "2026-01-09",
        "'=HYPERLINK(1)",
        "20000",
        "14",
        "",
        "7",
        "'@source",
        "https://police.example/records",
        "2026-11-02",
    ]


def test_the_file_can_be_read_again(add, client):
    add(*croydon())
    from_file = list(csv.DictReader(io.StringIO(client.raw.get(FILE).data.decode("utf-8-sig"))))
    assert sum(int(row["Faces"]) for row in from_file) == 472_352
