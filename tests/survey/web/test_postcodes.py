"""Where an organiser loads a look-up: what is loaded, from which list, and what cannot be."""

import io

import pytest
from sqlalchemy import select

from survey.store import postcodes as store
from survey.store.accounts import AuditEntry
from survey.store.deployments import register
from survey.store.postcodes import Postcode
from survey.web import postcodes
from tests.survey.store.deployments.workbooks import package

PAGE = "/organise/postcodes/"
CSV = "pcds,doterm,laua,ward\nW1F 0TH,,E09000033,E05013808\nCR0 1UB,,E09000008,E05011468\n"


@pytest.fixture
def organiser(session, sign_in, client):
    register.add_deployment(session, register.read_content("soho-and-west-end"))
    session.commit()
    sign_in("organiser")
    return client


@pytest.fixture
def upload(organiser):
    def upload(data, name="ONSPD_NOV_2025_UK.csv", status=200, **changes):
        sent = {"csrf_token": organiser.get_page(PAGE).form("postcodes/").values["csrf_token"], **changes}
        if data is not None:
            sent["file"] = (io.BytesIO(data), name)
        return organiser.post_page(PAGE, sent, status=status)

    return upload


def stored(session):
    session.expire_all()
    return sorted(session.scalars(select(Postcode.postcode)))


def test_without_a_look_up(organiser):
    assert "No look-up is loaded." in organiser.get_page(PAGE).text


@pytest.mark.parametrize(
    ("data", "name"),
    [(CSV.encode(), "ONSPD_NOV_2025_UK.csv"), (package({"a.csv": CSV}), "ONSPD_NOV_2025.zip")],
)
def test_a_file_is_loaded_for_councils_in_the_register(upload, session, data, name):
    page = upload(data, name)
    assert (
        "ONS Postcode Directory, November 2025 Loaded on 2 November 2026. Westminster City Council: 1 postcode."
        in page.text
    )
    assert stored(session) == ["W1F0TH"]
    assert "load-postcodes" in session.scalars(select(AuditEntry.act)).all()


def test_the_month_may_be_typed(upload):
    assert "Postcode look-up, May 2026" in upload(CSV.encode(), "ours.csv", month="May 2026").text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "Choose a file"),
        (b"name,age\nA,3\n", "The file has no column of postcodes"),
        (
            CSV.replace("E09000033", "E09000001").encode(),
            "The file has no postcode of a council in the register.",
        ),
        ((CSV + "x\n" * 10).encode(), "10 of 12 rows hold no postcode"),
    ],
)
def test_a_file_that_cannot_be_used_changes_nothing(upload, session, data, said):
    upload(CSV.encode())
    [problem] = upload(data, status=422).errors
    assert problem.startswith(said)
    assert stored(session) == ["W1F0TH"]
    assert len(store.lookups(session)) == 1


def test_a_file_too_large_is_for_the_command(upload, monkeypatch):
    monkeypatch.setattr(postcodes, "LARGEST", 10)
    page = upload(CSV.encode(), status=422)
    assert "Load it with the command" in page.errors[0]
    assert "flask --app wsgi postcodes load FILE" in page.text


def test_a_month_too_long_and_a_forged_form(upload, session):
    assert upload(CSV.encode(), status=422, month="x" * 41).errors == [
        "The month must be 40 characters or less"
    ]
    assert upload(CSV.encode(), status=422, csrf_token="forged").errors
    assert stored(session) == []


def test_only_organisers(sign_in, client):
    sign_in("councillor")
    client.get_page(PAGE, status=403)
    client.post_page(PAGE, {}, status=403)
