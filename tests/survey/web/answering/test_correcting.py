"""Correcting a response by its receipt alone: the new one takes the place of the old, in one transaction."""

import random

import pytest
from sqlalchemy import select, update

from survey.domain import answering
from survey.store.answering import mixing, responses
from survey.store.answering.responses import InboxResponse, Response
from tests.page import PageClient
from tests.survey.web.answering.walking import BASE, INDIVIDUAL, code_of, send, walk

ORGANISATION = {"capacity": {"capacity": "organisation"}}


def receipt_on(page):
    return next(word for word in page.text.split() if answering.read_receipt(word.strip(".,")))


def stored(session):
    session.expire_all()
    return [found for table in (InboxResponse, Response) for found in session.scalars(select(table))]


@pytest.fixture
def sent(app, soho, session):
    """A response that was sent with an invitation of a zone, and its receipt."""
    client = PageClient(app)
    receipt = receipt_on(send(walk(client.post_page(BASE + "start/", {}), ORGANISATION, until="check")))
    session.execute(update(InboxResponse).values(stratum="zone-one"))
    session.commit()
    return receipt


def look_up(client, receipt, status=200):
    return client.get_page("/receipt/").form().submit({"receipt": receipt}, status=status)


def begin_afresh(client, receipt):
    return look_up(client, receipt).form("correct/").submit()


@pytest.mark.parametrize("mixed", [False, True])
def test_the_new_answers_replace_the_old_ones_and_keep_the_stratum(app, sent, soho, session, mixed):
    if mixed:
        mixing.mix(session, soho.id, shuffle=random.Random(1).shuffle, final=True)
        session.commit()
    client = PageClient(app)
    page = walk(begin_afresh(client, sent), INDIVIDUAL, until="check")
    assert [found.answers["capacity"] for found in stored(session)] == ["organisation"], "until it is sent"
    new = receipt_on(send(page))
    (found,) = stored(session)
    assert (found.answers["capacity"], found.stratum) == ("individual", "zone-one")
    assert new != sent
    assert "corrected" in look_up(client, sent, status=422).errors[0]
    assert look_up(client, new).h1 == "We have your response"
    assert responses.count_receipts(session, soho.id) == 1


def test_the_page_shows_nothing_of_what_was_answered(app, sent):
    page = begin_afresh(PageClient(app), sent)
    assert code_of(page) == "capacity"
    assert page.all("input", checked="") == []


def test_every_page_that_matters_says_that_it_is_a_correction(app, sent):
    client = PageClient(app)
    said = "You are correcting what you sent. Your earlier response stands until you send this one"
    page = begin_afresh(client, sent)
    assert said in page.text
    page = page.form().submit(ORGANISATION["capacity"])
    assert said not in page.text
    walk(page, ORGANISATION, until="check")
    for address in ("", "check/", "later/", "send/"):
        text = client.get_page(BASE + address).text
        assert said in text
        assert "been sent yet" not in text


def test_of_two_corrections_one_is_sent_and_the_other_is_told(app, sent, session):
    first, second = PageClient(app), PageClient(app)
    for client in (first, second):
        walk(begin_afresh(client, sent), ORGANISATION, until="check")
    first.get_page(BASE + "send/").form().submit()
    page = second.get_page(BASE + "send/").form().submit(status=409)
    assert "corrected in another window" in page.text
    assert len(stored(session)) == 1


def test_other_answers_in_this_browser_are_kept_unless_somebody_says_so(app, sent, resident):
    before = resident.raw.get_cookie("answers", path=BASE).value
    page = begin_afresh(resident, sent)
    assert page.h1 == "This browser holds other answers"
    assert resident.raw.get_cookie("answers", path=BASE).value == before
    assert code_of(page.form("correct/").submit()) == "capacity"
    assert resident.raw.get_cookie("answers", path=BASE).value != before


def test_a_second_click_begins_once(app, sent):
    client = PageClient(app)
    form = look_up(client, sent).form("correct/")
    form.submit()
    before = client.raw.get_cookie("answers", path=BASE).value
    form.submit()
    assert client.raw.get_cookie("answers", path=BASE).value == before


@pytest.mark.parametrize("receipt", ["", "0000-0000-0000-0000-0000"])
def test_without_a_receipt_nothing_begins(client, soho, receipt):
    assert client.post_page(BASE + "correct/", {"receipt": receipt}).url == "/receipt/"


def test_after_closing_nothing_can_be_corrected(client, sent, soho, clock):
    clock.today = soho.closes_on.replace(year=soho.closes_on.year + 1)
    assert look_up(client, sent).all("form", action=BASE + "correct/") == []
    client.post_page(BASE + "correct/", {"receipt": sent}, status=410)


def test_the_command_on_the_page_works_out_the_mark(client, sent):
    page = look_up(client, sent)
    bare = answering.read_receipt(sent)
    assert f"printf %s {bare} | sha256sum" in page.text
    assert answering.receipt_hash(bare) in page.text
