"""Many at once: submission happens exactly once, whoever presses how often."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from survey.store.answering import responses
from survey.store.answering.responses import InboxReceiptHash, InboxResponse, Response
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
