"""Canaries through every way in which the journey can go wrong: nothing of them is stored, logged or sent on."""

import logging
import tempfile
from pathlib import Path

import pytest
from flask import request, request_finished
from sqlalchemy import delete

from survey.domain.codes import in_groups, new_code
from survey.store.answering.drafts import SealedDraft
from tests.page import PageClient
from tests.survey.web.answering.test_returning import code_on, come_back, invite, wish  # noqa: F401 - a fixture
from tests.survey.web.answering.walking import BASE, INDIVIDUAL, code_of, send, walk
from tests.survey.web.test_privacy import everything_stored

CANARY = "canary-in-an-answer"
CODE = new_code(lambda number: bytes(range(3, 3 + number)))
TYPED = [CODE, in_groups(CODE), CODE.lower()]


@pytest.fixture
def page(resident):
    """A page with room for words."""
    return walk(resident.page, INDIVIDUAL, until="main-reason")


def another_window(page, code, answer):
    window = PageClient(page.client.app)
    window.raw.set_cookie("answers", page.client.raw.get_cookie("answers", path=BASE).value, path=BASE)
    window.get_page(BASE + code + "/").form().submit(answer)


def closed(page, soho, session, clock):
    clock.today = soho.closes_on.replace(year=soho.closes_on.year + 1)


def gone(page, soho, session, clock):
    session.execute(delete(SealedDraft))
    session.commit()


def off_path(page, soho, session, clock):
    another_window(page, "capacity", {"capacity": "organisation"})


def clash(page, soho, session, clock):
    another_window(page, "main-reason", {"main-reason": "Something else."})


def fine(page, soho, session, clock):
    """Nothing happens meanwhile: what is wrong is in the form."""


WRONG = [
    # what is sent besides, what happened meanwhile, the status
    ({}, fine, 302),
    ({"csrf_token": "old"}, fine, 422),
    ({"csrf_token": ["a", "b"]}, fine, 422),
    ({"_page": CANARY}, fine, 409),
    ({"_shown": CANARY}, clash, 409),
    ({"main-reason": CANARY * 1_000}, fine, 422),
    ({"main-reason": CANARY * 20_000}, fine, 413),
    ({"main-reason": CANARY + "\0"}, fine, 422),
    ({}, closed, 410),
    ({}, gone, 410),
    ({}, clash, 409),
]


@pytest.mark.parametrize(("sent", "meanwhile", "status"), WRONG)
def test_an_answer_leaves_no_trace_whatever_goes_wrong(
    page, soho, session, clock, caplog, sent, meanwhile, status
):
    caplog.set_level(logging.DEBUG)
    meanwhile(page, soho, session, clock)
    before = temporary_files()
    values = page.form().values | {"main-reason": CANARY} | sent
    response = page.client.raw.post(page.url, data=values)
    assert response.status_code == status
    session.expire_all()
    assert CANARY not in everything_stored(session)
    assert CANARY not in caplog.text
    assert CANARY not in str(response.headers)
    assert not [path for path in temporary_files() - before if has_canary(path)]


def temporary_files():
    """The files that the standard library would have made."""
    return set(Path(tempfile.gettempdir()).glob("tmp*"))


def has_canary(path):
    """Whether a file holds the canary. Other processes' files come and go."""
    try:
        return CANARY.encode() in path.read_bytes()
    except OSError:
        return False


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("path", ["/return/", "/consultations/soho-fixed-cameras/return/"])
def test_a_code_that_opens_nothing_leaves_no_trace(client, soho, session, caplog, typed, path):
    caplog.set_level(logging.DEBUG)
    page = client.get_page(path).form("return/").submit({"code": typed}, status=422)
    assert "no-store" in page.response.headers["Cache-Control"]
    assert typed not in page.url + str(page.response.headers)
    stored = everything_stored(session)
    assert not [code for code in TYPED if code in stored or code in caplog.text]


def test_a_code_that_is_given_stands_in_the_page_alone(resident, session, caplog):
    caplog.set_level(logging.DEBUG)
    page = resident.get_page(BASE + "later/").form("later/").submit()
    code = page.one("strong", id="code").text
    stored = everything_stored(session)
    for form in (code, code.replace("-", ""), code.lower()):
        assert form not in stored
        assert form not in caplog.text
        assert form not in str(page.response.headers) + page.url


@pytest.fixture
def outside(app):
    """Every address that was asked for and every header that was sent, of whichever client."""
    seen = []

    def note(_app, response, **_more):
        seen.append(f"{request.url}\n{response.headers}")

    with request_finished.connected_to(note, app):
        yield seen


def ways_to_write(code):
    grouped = in_groups(code)
    return {code, grouped, code.lower(), grouped.lower(), grouped.replace("-", " "), grouped.replace("-", "+")}


@pytest.mark.parametrize("typed", [str, in_groups, str.lower])
def test_a_printed_code_that_works_leaves_no_trace_until_it_is_burned(
    app,
    invite,  # noqa: F811 - the fixture imported above
    session,
    caplog,
    outside,
    typed,
):
    caplog.set_level(logging.DEBUG)
    code = invite(2)[1]
    first, second = PageClient(app), PageClient(app)
    walk(come_back(first, typed(code)).form("return/").submit(), INDIVIDUAL, until="safety")
    page = come_back(second, typed(code))
    assert code_of(page) == "safety"
    stored = everything_stored(session)
    second.get_page(BASE + "later/")
    send(walk(page, INDIVIDUAL, until="check"))
    assert "already sent with this code" in come_back(PageClient(app), typed(code), status=422).errors[0]
    session.expire_all()
    everywhere = "\n".join([stored, everything_stored(session), caplog.text, *outside])
    assert "zone-one" in everywhere
    assert "/return/" in everywhere
    assert not [one for one in ways_to_write(code) if one in everywhere]


def test_a_private_code_of_a_household_leaves_no_trace_either(app, invite, session, caplog, outside):  # noqa: F811 - the fixture imported above
    caplog.set_level(logging.DEBUG)
    shared = invite(2, household=True)[1]
    page = wish(come_back(PageClient(app), shared), "private").submit()
    private = code_on(page).replace("-", "")
    page = walk(page.form("return/").submit(), INDIVIDUAL, until="safety")
    stored = everything_stored(session)
    send(walk(come_back(PageClient(app), private), INDIVIDUAL, until="check"))
    session.expire_all()
    everywhere = "\n".join([stored, everything_stored(session), caplog.text, *outside])
    assert "zone-one" in everywhere
    assert not [one for code in (shared, private) for one in ways_to_write(code) if one in everywhere]
