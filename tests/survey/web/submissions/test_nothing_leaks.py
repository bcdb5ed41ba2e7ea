"""Canaries through what staff type in and import: whatever goes wrong, an answer stands where answers are stored."""

import io
import logging

import pytest
from sqlalchemy import text

from survey.domain.codes import in_groups
from survey.domain.questionnaires.printing import printed
from survey.store import submissions
from survey.store.database import Base
from survey.store.questionnaires.versions import frozen
from tests import demonstration
from tests.page import PageClient
from tests.survey.web.answering.test_returning import invite  # noqa: F401 - a fixture
from tests.survey.web.submissions.test_spreadsheets import workbook

CANARY = "canary-in-an-answer"
HOME = f"/organise/consultations/{demonstration.SOHO}/submissions/"
ENTER = {"act": "enter"}
ANSWERS = {"inbox_responses", "responses"}


@pytest.fixture
def soho(session, clock, sign_in, client, caplog):
    """The open consultation, an organiser, a form that came in, and somebody on the phone."""
    demonstration.load(session, clock.today)
    sign_in("organiser")
    client.get_page(HOME + "new/paper/").form().submit({"number": "1"})
    client.get_page(HOME).form("/phone/").submit()
    share(client, 0)
    caplog.set_level(logging.DEBUG)
    return demonstration.consultation(session)


def share(client, number):
    client.get_page(HOME).form("/share/").submit({"share": str(number)})


@pytest.fixture
def reason(session, soho):
    """The field of the sheet for a reason in words."""
    form = printed(frozen(session, soho.version_id).asked, facts=soho.known_facts)
    return next(f"f-{one.number}" for one in form.questions if one.question.code == "main-reason")


@pytest.fixture
def found(session, caplog):
    """The tables in which the canary stands; it is in no log and in no header of what was answered."""

    def after(response, canary=CANARY):
        assert canary not in caplog.text
        assert canary not in str(response.headers)
        session.expire_all()
        return {
            table
            for table in Base.metadata.tables
            if any(canary in str(list(row)) for row in session.execute(text(f'SELECT * FROM "{table}"')))
        }

    return after


def fine(client, session, soho):
    """Nothing happens meanwhile: what is wrong is in the form."""


def settled(client, session, soho):
    submissions.settle(session, soho, day=soho.opens_on)
    session.commit()


SHEETS = [
    # what is sent besides, what happened meanwhile, the status, where the canary stands after it
    ({}, fine, 302, ANSWERS),
    ({"act": "check"}, fine, 200, set()),
    ({"csrf_token": "old"}, fine, 422, set()),
    ({"f-1": ""}, fine, 422, set()),
    ({"f-1": CANARY}, fine, 422, set()),
    ({"f-3": CANARY}, fine, 200, set()),
    ({"seen": CANARY, "compared": CANARY, "revision": CANARY, "f-3": CANARY}, fine, 200, set()),
    ({"long": CANARY * 1_000}, fine, 422, set()),
    ({"long": CANARY * 100_000}, fine, 413, set()),
    ({}, settled, 409, set()),
]


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize(("sent", "meanwhile", "status", "stored"), SHEETS)
def test_what_is_typed_in_stands_in_the_response_alone(
    client, session, soho, reason, found, number, sent, meanwhile, status, stored
):
    page = client.get_page(f"{HOME}{number}/enter/")
    meanwhile(client, session, soho)
    changed = {reason if name == "long" else name: value for name, value in sent.items()}
    values = page.form().values | ENTER | {"f-1": "1", reason: CANARY} | changed
    response = client.raw.post(page.url, data=values, buffered=True)
    assert response.status_code == status
    tables = found(response)
    assert tables <= stored
    assert bool(tables) == bool(stored)


def test_what_the_first_of_two_typed_waits_sealed_and_then_goes(client, app, session, soho, reason, found, sign_in):
    share(client, 1)
    url, typed = HOME + "1/enter/", {"f-1": "1", reason: CANARY}
    page = client.get_page(url)
    assert not found(client.raw.post(url, data=page.form().values | ENTER | typed, buffered=True))
    assert submissions.find(session, soho, 1).state == "typed-once"
    # Whoever typed it first sends it again.
    again = client.raw.post(url, data=page.form().values | ENTER | typed, buffered=True)
    assert (again.status_code, found(again)) == (409, set())
    second = PageClient(app)
    sign_in("organiser", name="second", client=second)
    values = second.get_page(url).form().values | ENTER | {"f-1": "1", reason: "Something else"}
    differs = second.raw.post(url, data=values, buffered=True)
    assert CANARY in differs.get_data(as_text=True)
    assert not found(differs)
    values = second.get_page(url).form().values | ENTER | typed
    entered = second.raw.post(url, data=values, buffered=True)
    assert entered.status_code == 302
    tables = found(entered)
    assert tables
    assert tables <= ANSWERS


@pytest.mark.parametrize("number", [1, 2])
def test_a_fault_while_a_form_is_entered_logs_nothing_of_it(app, client, soho, reason, found, monkeypatch, number):
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail(session, *_arguments):
        session.execute(text("INSERT INTO nowhere VALUES (:answer)"), {"answer": CANARY})

    monkeypatch.setattr("survey.web.submissions.entering.entering.enter", fail)
    page = client.get_page(f"{HOME}{number}/enter/")
    values = page.form().values | ENTER | {"f-1": "1", reason: CANARY}
    response = client.raw.post(page.url, data=values, buffered=True)
    assert response.status_code in (500, 503)
    assert CANARY not in response.get_data(as_text=True)
    assert not found(response)


def test_the_code_on_a_form_stands_nowhere_whether_it_is_right_or_not(client, soho, found, invite):  # noqa: F811 - the fixture imported above
    code = invite(2)[1]
    for number, typed, status in ((1, CANARY, 422), (1, "", 422), (1, code, 302), (2, code, 422)):
        page = client.get_page(f"{HOME}{number}/enter/")
        sent = {"f-1": "1" if typed else "", "invitation": typed or code}
        response = client.raw.post(page.url, data=page.form().values | ENTER | sent, buffered=True)
        assert response.status_code == status
        for canary in (CANARY, code, in_groups(code), code.lower()):
            assert not found(response, canary)


ROW = ["individual", CANARY]
HEADINGS = ["capacity", "main-reason"]
WHOLE = workbook(HEADINGS, ROW)
FILES = [
    ("csv", f"capacity,main-reason\nindividual,{CANARY}\n".encode(), 302),
    ("xlsx", WHOLE, 302),
    ("wrong cell", workbook(HEADINGS, [CANARY, CANARY]), 422),
    ("unknown column", workbook([*HEADINGS, CANARY], [*ROW, CANARY]), 422),
    ("formula", workbook(["capacity", "", "main-reason"], ["individual", "", f"={CANARY}"]), 422),
    ("too long", workbook(HEADINGS, ["individual", CANARY * 1_000]), 422),
    ("cut off", WHOLE[: len(WHOLE) // 2], 422),
    ("no workbook", b"PK\x03\x04" + CANARY.encode(), 422),
    ("no text", f"capacity,main-reason\nindividual,{CANARY}\n".encode() + b"\xff\xfe\x00", 422),
]


@pytest.mark.parametrize(("name", "data", "status"), FILES, ids=[name for name, *_ in FILES])
def test_what_is_imported_stands_in_the_responses_alone(client, soho, found, name, data, status):
    token = client.get_page(HOME + "spreadsheet/").form("/spreadsheet/").values["csrf_token"][0]

    def send(act):
        sent = {"csrf_token": token, "act": act, "file": (io.BytesIO(data), f"{CANARY}.csv")}
        return client.raw.post(HOME + "spreadsheet/", data=sent, buffered=True)

    is_right = status == 302
    checked = send("check")
    assert (checked.status_code, found(checked)) == (200 if is_right else status, set())
    imported = send("import")
    tables = found(imported)
    assert imported.status_code == status
    assert tables <= ANSWERS
    assert bool(tables) == is_right
    if is_right:
        again = send("import")
        assert again.status_code == 409
        assert found(again) <= ANSWERS
