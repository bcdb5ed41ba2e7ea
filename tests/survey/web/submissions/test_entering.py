"""Typing in forms and calls: exactly once, by two people where it is to be checked, and never to be found again."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from survey.domain.questionnaires.printing import printed
from survey.store import submissions
from survey.store.accounts import AuditEntry
from survey.store.answering.responses import InboxEquality, InboxReceiptHash, InboxResponse
from survey.store.questionnaires.versions import frozen
from survey.store.submissions import HeldEntry
from tests import demonstration
from tests.page import PageClient

ENTER = ("act", "enter")
HOME = f"/organise/consultations/{demonstration.SOHO}/submissions/"


@pytest.fixture
def soho(session, clock, sign_in, client):
    """The open consultation, an organiser, and two forms that came in."""
    demonstration.load(session, clock.today)
    sign_in("organiser")
    client.get_page(HOME + "new/paper/").form().submit({"number": "2"})
    return demonstration.consultation(session)


def share(client, number):
    client.get_page(HOME).form("/share/").submit({"share": str(number)})


def stored(session, table=InboxResponse):
    session.expire_all()
    return session.scalars(select(table)).all()


def typed(session, consultation, **answers):
    """What to send for an individual who answers these questions with these options."""
    form = printed(frozen(session, consultation.version_id).asked, facts=consultation.known_facts)
    sent = {"f-1": "1"}
    for one in form.questions:
        code = one.question.code.replace("-", "_")
        if code in answers:
            place = [tick.value for tick in one.layout.ticks].index(answers[code]) + 1
            sent[f"f-{one.number}"] = str(place)
    return sent


def test_a_form_becomes_a_response_and_leads_to_the_next_form(client, session, soho):
    share(client, 0)
    page = client.get_page(HOME).follow("Type in form 1")
    page = page.form().submit({}, status=422, button=ENTER)
    assert page.errors == ["1: Choose an answer to this question. It is needed to show you the right questions."]
    page = page.form().submit(typed(session, soho, support="strongly-oppose"), button=ENTER)
    assert page.h1 == "Form number 2"
    assert "Number 1 is entered." in page.text
    one = stored(session)[0]
    assert one.answers == {"capacity": "individual", "support": "strongly-oppose"}
    assert (one.channel, one.stratum, one.deployment_revision) == ("paper", "open", soho.deployment_revision)
    assert not stored(session, InboxReceiptHash)
    assert not stored(session, InboxEquality)
    assert submissions.find(session, soho, 1).state == "entered"


def test_checking_enters_nothing_and_says_what_will_be_left_out(client, session, soho):
    share(client, 0)
    page = client.get_page(HOME + "1/enter/")
    page = page.form().submit({"f-1": "2", "f-2": "1"}, button=("act", "check"))
    assert "It is not entered yet." in page.text
    assert "this question was not for them, so its answer is left out" in page.text
    assert not stored(session)


def test_a_form_that_is_sent_twice_is_entered_once(client, session, soho):
    share(client, 0)
    page = client.get_page(HOME + "1/enter/")
    for _ in range(2):
        page.form().submit(typed(session, soho), button=ENTER)
    assert len(stored(session)) == 1


def test_a_second_person_types_the_form_and_what_differs_is_shown(client, app, session, soho, sign_in):
    share(client, 1)
    page = client.get_page(HOME + "1/enter/").form().submit(typed(session, soho, support="strongly-oppose"), button=ENTER)
    assert "Number 1 is typed in once." in page.text
    assert not stored(session)
    assert b"strongly-oppose" not in stored(session, HeldEntry)[0].sealed
    assert "You typed this form in." in client.get_page(HOME + "1/enter/").text
    second = PageClient(app)
    sign_in("organiser", name="second", client=second)
    page = second.get_page(HOME + "1/enter/").form().submit(typed(session, soho, support="somewhat-oppose"), button=ENTER)
    assert "The two entries differ in 1 field." in page.text
    assert re.search("the first person typed “Strongly oppose”, you typed “[^”]*oppose”", page.text)
    page = page.form().submit(typed(session, soho, support="strongly-oppose"), button=ENTER)
    assert [one.answers["support"] for one in stored(session)] == ["strongly-oppose"]
    assert not stored(session, HeldEntry)
    about = submissions.log_of(session, soho)
    assert (about.forms, about.fields, about.differing) == (1, 2, 1)
    assert "They typed 50.0% of 2 fields alike" in client.get_page(HOME).text


def test_who_entered_is_recorded_but_not_which_form(client, session, soho):
    share(client, 0)
    client.get_page(HOME + "2/enter/").form().submit(typed(session, soho), button=ENTER)
    subjects = session.scalars(select(AuditEntry.subject).where(AuditEntry.act == "enter-paper")).all()
    assert subjects == [f"{demonstration.SOHO}: a form"]


def test_what_came_in_time_can_be_entered_after_closing_and_what_came_late_cannot(client, session, soho, clock, sign_in):
    share(client, 0)
    clock.today = soho.closes_on + timedelta(days=3)
    sign_in("organiser", name="late")
    page = client.get_page(HOME + "1/enter/").form().submit(typed(session, soho), button=ENTER)
    assert stored(session)[0].day == soho.closes_on
    client.get_page(HOME + "new/paper/").form().submit({"number": "1"})
    page = client.get_page(HOME + "3/enter/")
    assert "It came in after the last day" in page.text


def test_somebody_answers_by_phone_and_wants_a_receipt(client, session, soho):
    page = client.get_page(HOME).form("/phone/").submit()
    assert page.h1 == "Answers by phone, number 3"
    assert "Say first:" in page.text
    page = page.form().submit(typed(session, soho) | {"receipt": "yes"}, button=ENTER)
    assert page.h1 == "The answers are sent"
    receipt = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){4}", page.text)[0]
    assert stored(session)[0].channel == "assisted"
    page = client.get_page("/receipt/").form().submit({"receipt": receipt})
    assert page.status == 200


@pytest.mark.parametrize("role", ["councillor", "administrator"])
def test_nobody_else_enters_forms(client, app, soho, sign_in, role):
    other = PageClient(app)
    sign_in(role, client=other)
    assert other.raw.get(HOME + "1/enter/").status_code == 403
