"""Receipts: see that a response is there, withdraw it while open; never see the answers."""

import random

import pytest
from sqlalchemy import select

from survey.domain import answering
from survey.store import consultations
from survey.store.answering import responses
from survey.store.answering.closing import close
from survey.store.answering.responses import InboxResponse, Response
from survey.store.database import session_factory
from survey.web import receipts
from survey.web.answering.blueprint import ELSEWHERE
from tests import demonstration
from tests.survey.store.answering.test_responses import submission

RECEIPT = "7QF2M9XWD4TK81BCZR5V"
TYPED = "7qf2-m9xw-d4tk-81bc-zr5v"


@pytest.fixture
def sent(session, clock):
    """A response in the open consultation, with the receipt above."""
    demonstration.load(session, clock.today)
    soho = demonstration.consultation(session)
    ours = {"id": answering.response_id(RECEIPT), "receipt_hash": answering.receipt_hash(RECEIPT)}
    answers = {"main-reason": "a canary in the answers"}
    responses.receive(session, submission(soho, **ours, answers=answers))
    session.commit()
    return soho


def look_up(client, typed, status=200):
    return client.get_page("/receipt/").form().submit({"receipt": typed}, status=status)


def test_a_receipt_shows_that_the_response_is_there_and_nothing_of_it(client, sent):
    page = look_up(client, TYPED)
    assert sent.title in page.text
    assert "canary" not in page.html
    assert answering.receipt_hash(RECEIPT) in page.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "A receipt has 20 letters and digits"),
        ("7QF2", "A receipt has 20 letters and digits"),
        ("K7QF-2M9X-WD4T", "This looks like a code"),
        # Well formed, but nobody's: a forged receipt.
        ("0000-0000-0000-0000-0000", "Most often one character is mistyped. Compare each one."),
        ("0000-0000-0000-0000-0000", "We have no response with this receipt"),
    ],
)
def test_a_wrong_receipt_is_answered_with_what_to_do_and_kept(client, sent, typed, words):
    page = look_up(client, typed, status=422)
    assert words in page.errors[0]
    assert page.one("input", id="receipt").get("value", "") == typed


def test_a_code_typed_as_a_receipt_goes_on_to_where_codes_are_typed(client, sent):
    page = look_up(client, "K7QF-2M9X-WD4T", status=422)
    button = page.one("button", formaction="/return/")
    page = client.post_page("/return/", {button.get("name"): button.get("value")}, status=422)
    assert "A character of the code is wrong" in page.errors[0]
    assert page.one("input", id="code").get("value") == "K7QF-2M9X-WD4T"
    assert look_up(client, "7QF2", status=422).all("button", formaction="/return/") == []


def test_every_page_about_a_receipt_can_be_left_quickly(client, sent):
    pages = [client.get_page("/receipt/"), look_up(client, TYPED)]
    pages.append(pages[1].form("withdraw/").submit())
    pages.append(pages[2].form("withdraw/").submit())
    for page in pages:
        assert page.one("a", data_leave="").get("href") == ELSEWHERE


def test_in_another_language_a_response_is_found_and_corrected_where_it_stands(client, sent, session):
    page = client.get_page("/ar/receipt/").form().submit({"receipt": TYPED})
    assert page.root.get("lang") == "ar"
    correct = next(form.get("action") for form in page.all("form") if "correct" in form.get("action", ""))
    response = client.raw.post(correct, data={"receipt": TYPED})
    # The consultation is not offered in Arabic: its pages are in English, and the form is not lost.
    assert (response.status_code, response.headers["Location"]) == (307, correct.removeprefix("/ar"))


def test_withdrawing_asks_once_more_and_then_deletes(client, sent, session):
    page = look_up(client, TYPED).form("withdraw/").submit()
    assert session.scalar(select(InboxResponse)) is not None
    page.form("withdraw/").submit()
    session.expire_all()
    assert session.scalar(select(InboxResponse)) is None
    assert "no response with this receipt" in look_up(client, TYPED, status=422).errors[0]


def test_who_withdraws_what_is_gone_meanwhile_is_told_so(client, sent, engine, monkeypatch):
    page = look_up(client, TYPED).form("withdraw/").submit()
    look = receipts.is_open

    def withdrawn_after_looking(consultation):
        this = {"response_id": answering.response_id(RECEIPT), "receipt_hash": answering.receipt_hash(RECEIPT)}
        with session_factory(engine)() as other:
            responses.withdraw(other, **this)
            other.commit()
        return look(consultation)

    monkeypatch.setattr(receipts, "is_open", withdrawn_after_looking)
    page = page.form("withdraw/").submit(status=422)
    assert "We have no response with this receipt" in page.errors[0]
    assert page.one("input", id="receipt").get("value") == TYPED.upper()


def test_after_closing_nothing_can_be_withdrawn(client, sent, session, clock):
    clock.today = sent.closes_on.replace(year=sent.closes_on.year + 1)
    page = look_up(client, TYPED)
    assert [form for form in page.all("form") if "withdraw" in form.get("action", "")] == []
    client.post_page("/receipt/withdraw/", {"receipt": TYPED, "sure": "yes"}, status=422)
    session.expire_all()
    assert session.scalar(select(InboxResponse)) is not None


def test_a_receipt_never_stands_in_an_address(client, sent):
    page = look_up(client, TYPED)
    assert RECEIPT not in page.url
    assert TYPED not in page.url


def test_a_withdrawal_that_comes_behind_the_closing_takes_nothing_from_the_count(
    client, sent, session, engine, monkeypatch
):
    page = look_up(client, TYPED).form("withdraw/").submit()
    look = receipts.is_open

    def closed_after_looking(consultation):
        found = look(consultation)
        with session_factory(engine)() as other:
            same = consultations.by_id(other, consultation.id)
            close(other, same, day=same.opens_on, text="Closed.", shuffle=random.Random(1).shuffle)
            other.commit()
        return found

    monkeypatch.setattr(receipts, "is_open", closed_after_looking)
    page.form("withdraw/").submit(status=422)
    session.expire_all()
    assert session.scalar(select(Response)) is not None
    assert responses.count_receipts(session, sent.id) == 1
