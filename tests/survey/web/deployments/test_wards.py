"""Find your ward: what was typed is turned into a ward and forgotten. Canaries are looked for everywhere."""

import logging
from pathlib import Path

import pytest
from sqlalchemy import text

from survey.store import postcodes
from survey.store.deployments import register
from survey.store.postcodes import PostcodeLookup
from tests.survey.web.test_privacy import everything_stored

DEPLOYMENT = "/deployments/soho-and-west-end/"
PAGE = f"{DEPLOYMENT}ward/"
KNOWN, UNKNOWN = "W1F7CY", "ZY98QX"  # canaries: one is in the look-up, the other is in no file of ours
LOOKUP = """pcds,doterm,laua,ward
W1F 7CY,,E09000033,E05013808
W1A 1AA,,E09000033,E05013793
W1B 2BB,200401,E09000033,E05013806
W1D 3DD,,E09000033,E05000649
CR0 1UB,,E09000008,E05011468
"""


@pytest.fixture
def filled(session, clock):
    register.add_deployment(session, register.read_content("soho-and-west-end"))
    session.commit()


@pytest.fixture
def loaded(filled, session, clock):
    lookup = PostcodeLookup(name="ONS Postcode Directory", month="November 2025", loaded_on=clock.today)
    postcodes.load(session, LOOKUP.splitlines(keepends=True), lookup=lookup, councils=None)
    session.commit()


def ask(client, postcode, status=200):
    """Types a postcode on the page of the deployment and presses the button."""
    page = client.get_page(DEPLOYMENT)
    [form] = [
        one
        for one in page.one("main").iter("form")
        if any(f.get("name") == "postcode" for f in one.iter("input"))
    ]
    return client.post_page(form.get("action"), {"postcode": postcode}, status=status)


def test_a_postcode_becomes_a_ward(loaded, client):
    page = ask(client, "w1f7cy ")
    assert page.url == PAGE
    assert "West End E05013808 This ward is in the area of the deployment" in page.text
    assert "ONS Postcode Directory, November 2025. Contains Royal Mail data" in page.text
    assert page.one("input", id="postcode").get("value") == ""
    assert page.links["See the map and the list of wards"].endswith(f"{DEPLOYMENT}#area")
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_ward_outside_the_area_and_an_ended_postcode(loaded, client):
    assert "This ward is not in the area of the deployment" in ask(client, "W1A 1AA").text
    assert "The Royal Mail no longer uses the postcode" in ask(client, "W1B 2BB").text


PROBLEMS = [
    ("", "Enter a postcode, such as W1F 0TH"),
    ("W1C", "This is only its first part"),
    ("zy9 8qx", "We do not know this postcode."),
    ("CR0 1UB", "This postcode is not in"),
    ("W1D 3DD", "in a ward that this page does not have"),
    ("<script>", "Enter a real postcode"),
]


@pytest.mark.parametrize(("typed", "said"), PROBLEMS)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept_in_the_field_alone(loaded, client, typed, said):
    page = ask(client, typed, status=422)
    [problem] = page.errors
    assert said in problem
    assert page.one("input", id="postcode").get("value") == typed
    assert not typed or typed not in page.title + page.url + problem
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_ward_is_found_by_name_without_any_look_up(filled, client):
    page = client.get_page(DEPLOYMENT)
    assert not page.all("input", id="postcode")
    page = page.form("ward/").submit({"ward": "E05013808"})
    assert "West End E05013808" in page.text
    assert "Royal Mail" not in page.text
    assert page.form("ward/").submit({"ward": ""}, status=422).errors == ["Choose a ward from the list"]
    assert page.form("ward/").submit(forged={"ward": "E05999999"}, status=422).errors


def test_without_a_look_up_a_postcode_is_answered_by_the_list(filled, client):
    assert client.post_page(PAGE, {"postcode": KNOWN}, status=422).errors == ["Choose a ward from the list"]
    assert client.post_page(PAGE, {}, status=422).errors == ["Choose a ward from the list"]


def test_a_page_opened_by_its_address_is_the_form(loaded, client):
    page = client.get_page(PAGE)
    assert page.h1 == "Find your ward"
    assert page.response.headers["Cache-Control"] == "no-store"
    client.get_page("/deployments/elsewhere/ward/", status=404)
    client.post_page("/deployments/elsewhere/ward/", {"postcode": KNOWN}, status=404)


def test_looking_up_needs_no_cookie_and_sets_none(loaded, client):
    response = client.raw.post(PAGE, data={"postcode": KNOWN})
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers


def spellings(postcode):
    """The canary as it may have been written down on the way."""
    parts = (
        postcode,
        f"{postcode[:-3]} {postcode[-3:]}",
        f"{postcode[:-3]}+{postcode[-3:]}",
        f"{postcode[:-3]}%20{postcode[-3:]}",
    )
    return {form for part in parts for form in (part, part.lower())}


def files_of(app):
    folder = Path(app.config["SETTINGS"].instance)
    return [path for path in (*folder.rglob("*"), *folder.parent.glob("*.sqlite*")) if path.is_file()]


@pytest.mark.parametrize("canary", [KNOWN, UNKNOWN])
@pytest.mark.parametrize("fault", ["none", "unexpected", "database"])
def test_a_postcode_leaves_no_trace(loaded, client, app, session, caplog, monkeypatch, canary, fault):
    caplog.set_level(logging.DEBUG)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    before = everything_stored(session)
    content = {path: path.read_bytes() for path in files_of(app)}

    def fail(session, postcode):
        if fault == "database":
            session.execute(
                text("SELECT nothing FROM nowhere WHERE postcode = :postcode"), {"postcode": postcode}
            )
        raise RuntimeError("something broke")

    if fault != "none":
        monkeypatch.setattr("survey.web.deployments.wards.postcodes.find", fail)
    for typed in (*sorted(spellings(canary)), f"{canary} and more", canary[:-2]):
        response = client.raw.post(PAGE, data={"postcode": typed}, buffered=True)
        assert response.status_code in (200, 422, 500, 503)
        assert not any(form in str(response.headers) for form in spellings(canary))
        if fault != "none" and response.status_code >= 500:
            assert not any(form in response.get_data(as_text=True) for form in spellings(canary))
    session.rollback()
    assert everything_stored(session) == before
    assert not any(form in caplog.text for form in spellings(canary))
    assert set(files_of(app)) <= set(content) | {
        path for path in files_of(app) if path.suffix.startswith(".sqlite-")
    }
    if canary == UNKNOWN:
        for path in files_of(app):
            assert not any(form.encode() in path.read_bytes() for form in spellings(canary)), path


def test_the_net_would_catch_a_canary(loaded, session):
    assert KNOWN in everything_stored(session)
    assert UNKNOWN not in everything_stored(session)


def test_opening_pages_writes_nothing(loaded, client, session):
    before = everything_stored(session)
    session.rollback()
    for url in (DEPLOYMENT, PAGE):
        client.get_page(url)
    assert everything_stored(session) == before
