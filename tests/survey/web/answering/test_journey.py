"""The whole journey over the pages: what is asked, checked, sent and stored."""

import pytest
from sqlalchemy import select

from survey.domain import answering
from survey.store.answering.drafts import SealedDraft
from survey.store.answering.responses import InboxEquality, InboxReceiptHash, InboxResponse
from survey.web.templating import in_words
from tests.survey.web.answering.walking import BASE, EQUALITY, INDIVIDUAL, code_of, send, walk


def stored(session, table=InboxResponse):
    session.expire_all()
    return list(session.scalars(select(table)))


def test_every_answer_arrives_once_with_nothing_else(resident, session, clock):
    page = walk(resident.page, INDIVIDUAL, until="check")
    page = resident.get_page(BASE + "equality/").form().submit({"equality": "yes"})
    page = walk(page, EQUALITY, until="send")
    page = page.form().submit()
    assert "sent" in page.url

    (response,) = stored(session)
    expected = {key: value for answers in INDIVIDUAL.values() for key, value in answers.items()}
    assert response.answers == expected
    assert response.day == clock.today
    assert (response.channel, response.stratum, response.language) == ("web", "open", "en")
    (equality,) = stored(session, InboxEquality)
    assert equality.answers == {key: value for answers in EQUALITY.values() for key, value in answers.items()}
    assert equality.id == response.id
    assert stored(session, SealedDraft) == []
    (receipt,) = stored(session, InboxReceiptHash)
    shown = next(words for words in page.text.split() if answering.read_receipt(words.strip(".,")))
    assert receipt.hash == answering.receipt_hash(answering.read_receipt(shown))


def test_an_organisation_gives_its_name_and_is_not_asked_about_a_person(resident, session):
    answers = INDIVIDUAL | {
        "capacity": {"capacity": "organisation"},
        "organisation": {"organisation-name": "The Bakers", "organisation-represents": "Bakers"},
    }
    page = walk(resident.page, answers, until="check")
    assert "The Bakers" in page.text
    page = send(page)
    (response,) = stored(session)
    assert response.answers["organisation-name"] == "The Bakers"
    assert {"connection", "area", "safety", "visiting", "experience"}.isdisjoint(response.answers)
    assert stored(session, InboxEquality) == []


def test_only_the_first_question_needs_an_answer(resident, session):
    page = resident.page.form().submit({}, status=422)
    assert "Choose an answer to this question" in page.errors[0]
    assert page.title.startswith("Error: ")
    page = page.form().submit({"capacity": "individual"})
    send(walk(page, {}, until="check"))
    (response,) = stored(session)
    assert response.answers == {"capacity": "individual"}


def test_a_wrong_answer_is_shown_again_with_what_to_do(resident):
    page = walk(resident.page, INDIVIDUAL, until="limits")
    sent = {"limits": ["signs", "children", "end-date", "fixed-hours"]}
    page = page.form().submit(sent, status=422)
    assert page.errors == ["Choose up to 3 answers. You chose 4: untick 1."]
    kept = [box.get("value") for box in page.all("input", type="checkbox") if box.get("checked") is not None]
    assert sorted(kept) == sorted(sent["limits"])


def test_a_text_that_is_too_long_is_kept_and_answered_with_what_to_do(resident):
    page = walk(resident.page, INDIVIDUAL, until="main-reason")
    long = "word " * 500
    page = page.form().submit({"main-reason": long}, status=422)
    assert "shorten it by" in page.errors[0]
    assert "".join(page.one("textarea").itertext()).strip() == long.strip()


def test_an_option_that_is_not_offered_is_refused(resident):
    page = resident.page.form().submit(forged={"capacity": "police"}, status=422)
    assert page.errors == ["Choose one of the answers in the list."]


def test_text_in_a_wrong_encoding_is_refused_and_the_answers_survive(resident):
    page = walk(resident.page, INDIVIDUAL, until="main-reason")
    body = f"csrf_token={page.form().values['csrf_token'][0]}&main-reason=".encode() + b"caf%E9"
    response = resident.raw.post(page.url, data=body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    page = resident.get_page(BASE + "heard/")
    assert page.one("input", checked="").get("value") == "some"


def test_a_character_that_no_database_keeps_is_answered_with_what_to_do(resident):
    page = walk(resident.page, INDIVIDUAL, until="main-reason")
    page = page.form().submit({"main-reason": "a\x00b"}, status=422)
    assert "could not be read" in page.errors[0]


def test_changing_an_answer_from_the_check_page_comes_back_to_it(resident):
    page = walk(resident.page, INDIVIDUAL, until="check")
    assert "I would shop elsewhere." in page.text
    page = resident.get_page(BASE + "visiting/?from=check").form().submit({"visiting": "same"})
    assert code_of(page) == "check"
    assert "I would shop elsewhere." not in page.text


def test_changing_an_answer_that_opens_pages_leads_through_them(resident):
    page = walk(resident.page, INDIVIDUAL | {"visiting": {"visiting": "same"}}, until="check")
    page = resident.get_page(BASE + "visiting/?from=check").form().submit({"visiting": "avoid"})
    assert code_of(page) == "visiting-change"
    page = page.form().submit({"visiting-change": "I would walk round."})
    assert code_of(page) == "check"
    assert "I would walk round." in page.text


@pytest.mark.parametrize("address", ["equality/", "send/"])
def test_a_page_that_a_change_opened_and_nobody_answered_is_in_nobodys_way(resident, session, address):
    walk(resident.page, INDIVIDUAL | {"visiting": {"visiting": "same"}}, until="check")
    page = resident.get_page(BASE + "visiting/?from=check").form().submit({"visiting": "less"})
    page = page.form().submit(button=("_then", "back"))
    assert code_of(page) == "check"
    assert "Your answers lead to questions that you have not come by yet" in page.text
    page = page.follow("Continue")
    assert code_of(page) == "visiting-change"
    assert code_of(resident.get_page(BASE + address)) == "visiting-change"
    page = page.form().submit()
    assert code_of(page) == "check"
    assert "not come by yet" not in page.text
    assert page.follow("Continue").url == BASE + "equality/"
    send(page)
    assert len(stored(session)) == 1


def test_becoming_an_organisation_drops_what_was_said_as_a_person(resident, session):
    walk(resident.page, INDIVIDUAL, until="check")
    page = resident.get_page(BASE + "capacity/?from=check").form().submit({"capacity": "organisation"})
    assert code_of(page) == "organisation"
    page = walk(page, {}, until="check")
    send(page)
    (response,) = stored(session)
    assert {"connection", "connection.other", "area", "treatment"}.isdisjoint(response.answers)
    assert response.answers["support"] == "neither"


def test_no_to_the_equality_questions_drops_what_was_answered_there(resident, session):
    walk(resident.page, INDIVIDUAL, until="check")
    page = resident.get_page(BASE + "equality/").form().submit({"equality": "yes"})
    walk(page, EQUALITY, until="send")
    page = resident.get_page(BASE + "equality/").form().submit({"equality": "no"})
    page.form().submit()
    assert stored(session, InboxEquality) == []


def test_the_equality_question_wants_yes_or_no(resident):
    walk(resident.page, INDIVIDUAL, until="check")
    page = resident.get_page(BASE + "equality/").form().submit({}, status=422)
    assert page.errors == ["Choose yes or no. You can go on either way."]


def test_sending_twice_makes_one_response_and_shows_the_same_receipt(resident, session):
    walk(resident.page, INDIVIDUAL, until="check")
    page = resident.get_page(BASE + "equality/").form().submit({"equality": "no"})
    form = page.form()
    first, second = form.submit(), form.submit()
    assert first.text == second.text
    assert len(stored(session)) == 1
    assert len(stored(session, InboxReceiptHash)) == 1


def test_going_back_after_sending_says_that_it_is_sent(resident):
    page = walk(resident.page, INDIVIDUAL, until="check")
    send(page)
    page = resident.get_page(BASE + "heard/", status=410)
    assert page.h1 == "Your answers have already been sent"
    assert page.follow("See your receipt again").h1 == "Your answers have been sent"


def test_a_page_off_the_path_says_where_to_go_on_and_keeps_the_answers(resident):
    page = walk(resident.page, INDIVIDUAL, until="safety")
    page = resident.get_page(BASE + "organisation/", status=404)
    assert code_of(page.follow("Go on with your answers")) == "safety"
    page = resident.get_page(BASE + "heard/")
    assert page.one("input", checked="").get("value") == "some"


def test_sending_too_early_leads_back_to_what_is_open(resident, session):
    page = resident.get_page(BASE + "send/")
    assert code_of(page) == "capacity"
    assert stored(session) == []


@pytest.mark.parametrize("cookie", ["broken", "AAAA.BBBB", "", "é" * 9, "A" * 22 + "." + "0" * 20])
def test_a_broken_cookie_gets_a_page_that_says_what_to_do(resident, cookie):
    resident.raw.set_cookie("answers", cookie, path=BASE)
    page = resident.get_page(BASE + "heard/", status=410)
    assert page.h1 == "We cannot find your answers"
    assert [form for form in page.all("form") if form.get("action", "").endswith("/start/")]


def test_an_expired_form_loses_nothing(resident):
    page = walk(resident.page, INDIVIDUAL, until="main-reason")
    page = page.form().submit({"main-reason": "Still here."}, forged={"csrf_token": "old"}, status=422)
    assert "open too long" in page.errors[0]
    assert "".join(page.one("textarea").itertext()).strip() == "Still here."
    page = page.form().submit()
    assert code_of(page) == "safety"


def test_a_closed_consultation_takes_no_answers_and_says_so(resident, soho, session, clock):
    page = walk(resident.page, INDIVIDUAL, until="safety")
    clock.today = soho.closes_on.replace(year=soho.closes_on.year + 1)
    page = resident.post_page(page.url, page.form().values, status=410)
    assert "closed" in page.h1.lower()
    assert stored(session) == []


def test_a_consultation_that_is_not_open_yet_says_when_it_opens(client, soho, session, clock):
    clock.today = soho.opens_on.replace(year=soho.opens_on.year - 1)
    page = client.get_page(BASE, status=410)
    assert page.h1 == "This consultation is not open yet"
    assert f"from {in_words(soho.opens_on)} to {in_words(soho.closes_on)}" in page.text


def test_a_body_that_is_too_large_is_refused_and_the_answers_survive(resident):
    page = walk(resident.page, INDIVIDUAL, until="main-reason")
    page = resident.post_page(page.url, page.form().values | {"main-reason": "x" * 300_000}, status=413)
    assert page.h1
    page = resident.get_page(BASE + "heard/")
    assert page.one("input", checked="").get("value") == "some"


def test_starting_again_offers_the_answers_that_are_there(resident):
    walk(resident.page, INDIVIDUAL, until="safety")
    page = resident.post_page(BASE + "start/", {})
    assert page.url.endswith("/answer/")
    page = resident.post_page(BASE + "start/", {"afresh": "yes"})
    assert code_of(page) == "capacity"
    assert page.all("input", checked="") == []


def test_finishing_takes_the_cookie_away(resident):
    page = send(walk(resident.page, INDIVIDUAL, until="check"))
    page = page.form("finish/").submit()
    assert resident.raw.get_cookie("answers", path=BASE) is None
    assert page.h1 == "This device is cleared"
    assert "Your response is in." in page.text
    assert page.response.headers["Cache-Control"] == "no-store"


def test_what_is_cleared_already_claims_nothing(client, soho):
    page = client.post_page(BASE + "finish/", {})
    assert page.h1 == "This device is cleared"
    assert "If you have a receipt, your response is in." in page.text


def test_looking_changes_nothing(resident, session):
    page = walk(resident.page, INDIVIDUAL, until="safety")
    before = [draft.sealed for draft in stored(session, SealedDraft)]
    for code in ("heard", "safety", "support"):
        resident.get_page(BASE + f"{code}/")
    resident.get_page(page.url)
    assert [draft.sealed for draft in stored(session, SealedDraft)] == before
