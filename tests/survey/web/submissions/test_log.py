"""The log on the pages of organisers: numbers for what comes in, and what is done with it."""

import pytest

from survey.store import submissions
from tests import demonstration

HOME = f"/organise/consultations/{demonstration.SOHO}/submissions/"
SUMMARY = "It is too dear, and nobody asked the shops."


@pytest.fixture
def soho(session, clock, sign_in):
    """The open consultation, with an organiser signed in."""
    demonstration.load(session, clock.today)
    sign_in("organiser")
    return demonstration.consultation(session)


def state(session, consultation, number=1):
    session.expire_all()
    return submissions.find(session, consultation, number).state


def test_forms_that_came_in_together_get_their_numbers(client, soho):
    page = client.get_page(HOME).follow("Paper forms")
    assert page.form().submit({"number": "0"}, status=422).errors == ["Enter how many forms came in, from 1 to 200"]
    page = page.form().submit({"number": "3"})
    assert page.h1 == "Write the numbers 1 to 3 on the forms"
    page = client.get_page(HOME)
    assert "3 of 3 wait for somebody." in page.text
    assert "Type in form 1" in page.links


def test_a_letter_is_read_then_considered_and_only_then_done(client, session, soho):
    page = client.get_page(HOME + "new/letter/")
    assert page.form().submit({}, status=422).errors == ["Say in a few words what it is"]
    page = page.form().submit({"what": "Somebody who keeps a shop"})
    assert page.h1 == "Number 1"
    page = page.form().submit({"to": "considered", "note": ""}, status=422)
    assert page.errors == ["Sum up what it says, so that those who decide can read it", "Say where its points were considered, in 10 characters or more"]
    page.form().submit({"to": "read", "summary": SUMMARY})
    assert state(session, soho) == "read"
    page = client.get_page(HOME + "1/")
    page.form().submit({"to": "considered", "note": "Report to the cabinet, part 4"})
    assert state(session, soho) == "considered"
    assert "Nothing waits." in client.get_page(HOME).text


def test_a_petition_is_one_submission_and_an_organisation_declares_its_interest(client, session, soho):
    page = client.get_page(HOME + "new/petition/")
    page = page.form().submit({"what": "No cameras", "signatories": "many"}, status=422)
    assert page.errors == ["Enter how many people signed, in figures, such as 412", "Enter what the petition asks for"]
    page.form().submit({"signatories": "1,412", "text": "No cameras in Frith Street."})
    page = client.get_page(HOME + "new/organisation/").form().submit({}, status=422)
    assert len(page.errors) == 3
    page.form().submit({"organisation": "Lenses Ltd", "represents": "itself", "interest": "supplier"})
    page = client.get_page(HOME)
    assert "No cameras, 1,412 signatories" in page.text
    told = submissions.now_in_public(session, soho)
    assert [one.interest for one in told.organisations] == ["supplier"]


def test_a_number_given_by_mistake_stays_with_its_reason(client, session, soho):
    client.get_page(HOME + "new/paper/").form().submit({"number": "1"})
    page = client.get_page(HOME + "1/").form().submit({"to": "in-error", "note": "Twice"}, status=422)
    assert page.errors == ["Write why, in 10 characters or more"]
    page.form().submit({"to": "in-error", "note": "It was logged twice"})
    assert state(session, soho) == "in-error"
    assert client.get_page(HOME + "new/paper/").form().submit({"number": "1"}).h1 == "Write number 2 on the form"
    client.get_page(HOME + "1/").form().submit({"to": "received"})
    assert state(session, soho) == "received"


def test_two_who_change_the_same_submission_at_once(client, session, soho):
    client.get_page(HOME + "new/event/").form().submit({"what": "Drop-in"})
    mine, theirs = (client.get_page(HOME + "1/") for _ in range(2))
    theirs.form().submit({"to": "set-aside", "note": "It was about another plan"})
    page = mine.form().submit({"to": "read", "summary": SUMMARY}, status=409)
    assert page.errors == ["Somebody else changed this meanwhile. Read what stands here now, and send again."]
    assert state(session, soho) == "set-aside"


def test_the_log_is_closed_once_the_results_were_counted(client, session, soho, clock):
    client.get_page(HOME + "new/email/").form().submit({"what": "Somebody"})
    submissions.settle(session, soho, day=clock.today)
    session.commit()
    assert client.raw.get(HOME + "new/paper/").status_code == 403
    assert not list(client.get_page(HOME + "1/").one("main").iter("form"))
    assert "the log is closed" in client.get_page(HOME).text
