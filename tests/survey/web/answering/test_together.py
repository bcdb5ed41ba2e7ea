"""Many at once: submission happens exactly once, whoever presses how often."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from survey.store import consultations
from survey.store.answering import responses
from survey.store.answering.closing import close
from survey.store.answering.responses import InboxReceiptHash, InboxResponse, Response
from survey.store.database import session_factory
from survey.web.answering import sending
from tests.page import PageClient
from tests.survey.store.answering.test_responses import submission
from tests.survey.web.answering.walking import BASE, INDIVIDUAL, walk

TIMES = 6


def test_simultaneous_sending_makes_one_response_and_no_error(app, resident, session):
    walk(resident.page, INDIVIDUAL, until="check")
    page = resident.get_page(BASE + "equality/").form().submit({"equality": "no"})
    cookie = resident.raw.get_cookie("answers", path=BASE).value
    sent = page.form().values
    together = Barrier(TIMES)

    def send(_number):
        client = PageClient(app)
        client.raw.set_cookie("answers", cookie, path=BASE)
        together.wait()
        response = client.raw.post(BASE + "send/", data=sent)
        return response.status_code, response.location

    with ThreadPoolExecutor(TIMES) as pool:
        outcomes = set(pool.map(send, range(TIMES)))
    assert outcomes == {(302, BASE + "sent/")}
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(InboxResponse)) == 1
    assert session.scalar(select(func.count()).select_from(InboxReceiptHash)) == 1


def test_the_twentieth_response_mixes_the_inbox(resident, soho, session):
    for number in range(19):
        responses.receive(session, submission(soho, number))
    session.commit()
    page = walk(resident.page, {"capacity": {"capacity": "organisation"}}, until="check")
    page = page.client.get_page(BASE + "send/").form().submit()
    session.expire_all()
    assert session.scalar(select(func.count()).select_from(InboxResponse)) == 0
    assert session.scalar(select(func.count()).select_from(Response)) == 20


def meanwhile(monkeypatch, act):
    """Lets something happen between reading the draft and sending it."""
    make = sending._submit

    def overtaken(visit):
        monkeypatch.undo()
        act()
        return make(visit)

    monkeypatch.setattr(sending, "_submit", overtaken)


def test_an_answer_changed_in_another_window_while_sending_is_shown_and_not_lost(
    resident, session, monkeypatch
):
    walk(resident.page, INDIVIDUAL, until="check")
    page = resident.get_page(BASE + "equality/").form().submit({"equality": "no"})
    other_window = resident.get_page(BASE + "support/")
    meanwhile(monkeypatch, lambda: other_window.form().submit({"support": "strongly-oppose"}))
    page = page.form().submit()
    assert page.url == BASE + "check/"
    resident.get_page(BASE + "send/").form().submit()
    session.expire_all()
    (response,) = session.scalars(select(InboxResponse))
    assert response.answers["support"] == "strongly-oppose"


def test_a_response_that_comes_behind_the_closing_is_told_so(resident, soho, session, engine, monkeypatch):
    def close_it():
        with session_factory(engine)() as other:
            found = consultations.find(other, soho.slug)
            close(other, found, day=found.opens_on, text="Closed.", shuffle=random.Random(1).shuffle)
            other.commit()

    walk(resident.page, INDIVIDUAL, until="check")
    page = resident.get_page(BASE + "equality/").form().submit({"equality": "no"})
    meanwhile(monkeypatch, close_it)
    page = page.form().submit(status=410)
    assert "closed" in page.text.lower()
    assert responses.count(session, soho.id) == responses.count_receipts(session, soho.id) == 0
