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
    assert page.errors == [
        "1: an answer is needed. If none can be told from the paper, set the form aside with a reason"
    ]
    page = page.form().submit(typed(session, soho, support="strongly-oppose"), button=ENTER)
    assert page.h1 == "Form number 2"
    assert "Number 1 is entered." in page.text
    one = stored(session)[0]
    assert one.answers == {"capacity": "individual", "support": "strongly-oppose"}
    assert (one.channel, one.stratum, one.deployment_revision) == ("paper", "open", soho.deployment_revision)
    assert not stored(session, InboxReceiptHash)
    assert not stored(session, InboxEquality)
    assert submissions.find(session, soho, 1).state == "entered"


@pytest.mark.parametrize(("typed", "kept"), [("1", 1), ("3", 2), ("0", 2), ("9" * 5000, 2), ("²", 2)])
def test_a_form_is_about_the_revision_that_was_chosen_of_those_that_were_shown(client, session, soho, typed, kept):
    share(client, 0)
    soho.shown, soho.deployment_revision = [{"day": soho.opens_on.isoformat(), "revision": 2, "before": 1}], 2
    soho.opens_on -= timedelta(days=1)
    session.commit()
    page = client.get_page(HOME + "1/enter/")
    page.form().submit({"f-1": "1"}, button=ENTER, forged={"revision": typed})
    assert [one.deployment_revision for one in stored(session)] == [kept]


def test_checking_enters_nothing_and_says_what_will_be_left_out(client, session, soho):
    share(client, 0)
    page = client.get_page(HOME + "1/enter/")
    page = page.form().submit({"f-1": "2", "f-2": "1"}, button=("act", "check"))
    assert "It is not entered yet." in page.text
    assert "this question was not for them, so its answer is left out" in page.text
    assert not stored(session)


LEFT_OUT = {"f-1": "1", "f-3": "A club", "f-2.7w": "I park there"}


def test_what_would_be_left_out_is_shown_before_a_form_is_entered(client, session, soho):
    share(client, 0)
    page = client.get_page(HOME + "1/enter/").form().submit(LEFT_OUT, button=ENTER)
    assert page.title.startswith("Left out: Form number 1")
    assert "Some of what is typed would be left out. It is not entered yet." in page.text
    assert page.links["2.7w: box 2.7 is not ticked, so these words are left out"].endswith("#f-2.7w")
    assert page.links["3: this question was not for them, so its answer is left out"].endswith("#f-3")
    assert not stored(session)
    # What is not yet shown is shown first, whatever was shown before.
    page = page.form().submit({"f-4": "Its members"}, button=ENTER)
    assert page.links["4: this question was not for them, so its answer is left out"].endswith("#f-4")
    assert not stored(session)
    page = page.form().submit({"f-4": ""}, button=ENTER)
    assert page.h1 == "Form number 2"
    assert [one.answers for one in stored(session)] == [{"capacity": "individual"}]


def test_what_was_shown_of_one_form_was_not_shown_of_another(client, session, soho):
    share(client, 0)
    page = client.get_page(HOME + "1/enter/").form().submit(LEFT_OUT, button=ENTER)
    seen = page.form().values["seen"][0]
    page = client.get_page(HOME + "2/enter/").form().submit(LEFT_OUT, button=ENTER, forged={"seen": seen})
    assert page.h1 == "Form number 2"
    assert not stored(session)


def test_checking_shows_it_too_so_that_the_next_press_enters(client, session, soho):
    share(client, 0)
    page = client.get_page(HOME + "1/enter/").form().submit(LEFT_OUT, button=("act", "check"))
    assert page.form().submit({}, button=ENTER).h1 == "Form number 2"
    assert len(stored(session)) == 1


def test_both_who_type_a_form_see_what_would_be_left_out(client, app, session, soho, sign_in):
    share(client, 1)
    page = client.get_page(HOME + "1/enter/").form().submit(LEFT_OUT, button=ENTER)
    assert not stored(session, HeldEntry)
    assert "Number 1 is typed in once." in page.form().submit({}, button=ENTER).text
    second = PageClient(app)
    sign_in("organiser", name="second", client=second)
    page = second.get_page(HOME + "1/enter/").form().submit(LEFT_OUT | {"f-3": "A cub"}, button=ENTER)
    # What differs and what would be left out stand on one page.
    assert page.title.startswith("Differences: Form number 1")
    assert "The two entries differ in 1 field." in page.text
    assert "this question was not for them" in page.text
    page.form().submit({"f-3": "A club"}, button=ENTER)
    about = submissions.log_of(session, soho)
    assert (len(stored(session)), about.fields, about.differing) == (1, 3, 1)


def test_what_is_left_out_hides_no_difference_that_comes_later(client, app, session, soho, sign_in):
    share(client, 1)
    first = client.get_page(HOME + "1/enter/").form().submit(LEFT_OUT, button=ENTER)
    first.form().submit({}, button=ENTER)
    second = PageClient(app)
    sign_in("organiser", name="second", client=second)
    page = second.get_page(HOME + "1/enter/").form().submit(LEFT_OUT, button=ENTER)
    assert page.title.startswith("Left out:")
    page = page.form().submit({"f-3": ""}, button=ENTER)
    assert "The two entries differ in 1 field." in page.text
    assert not stored(session)
    page.form().submit({}, button=ENTER)
    # What the two had typed when they were first compared is what counts as alike.
    about = submissions.log_of(session, soho)
    assert (len(stored(session)), about.fields, about.differing) == (1, 3, 0)


def test_what_is_said_of_a_sheet_stands_in_its_title(client, soho):
    share(client, 0)
    page = client.get_page(HOME + "1/enter/").form().submit({"f-1": "1"}, button=("act", "check"))
    assert page.title.startswith("Checked: Form number 1")
    said = page.one("div", role="alert")
    assert (said.get("tabindex"), said.get("data-module")) == ("-1", "govuk-notification-banner")


def test_the_language_of_one_form_is_that_of_the_next(client, session, soho):
    share(client, 0)
    soho.languages = ["cy"]
    session.commit()
    page = client.get_page(HOME + "1/enter/")
    assert page.form().values["language"] == ["en"]
    page = page.form().submit({"f-1": "1", "language": "cy"}, button=ENTER)
    assert page.h1 == "Form number 2"
    assert page.form().values["language"] == ["cy"]
    assert client.get_page(HOME + "2/enter/?language=xx").form().values["language"] == ["en"]


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
    mine = client.get_page(HOME + "1/")
    assert "Another person types it in a second time." in mine.text
    assert "Type it in" not in mine.links
    second = PageClient(app)
    sign_in("organiser", name="second", client=second)
    page = second.get_page(HOME + "1/").follow("Type it in")
    page = page.form().submit(typed(session, soho, support="somewhat-oppose"), button=ENTER)
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


def test_by_phone_too_what_would_be_left_out_is_shown_first_and_the_receipt_is_still_wanted(client, session, soho):
    page = client.get_page(HOME).form("/phone/").submit()
    # What to say first is read first: the focus stays above it.
    assert not page.all("form", **{"data-begin": ""})
    page = page.form().submit(LEFT_OUT | {"receipt": "yes"}, button=ENTER)
    assert "press “Send these answers” once more" in page.text
    assert not stored(session)
    assert page.form().submit({}, button=ENTER).h1 == "The answers are sent"


@pytest.mark.parametrize("role", ["councillor", "administrator"])
def test_nobody_else_enters_forms(client, app, soho, sign_in, role):
    other = PageClient(app)
    sign_in(role, client=other)
    assert other.raw.get(HOME + "1/enter/").status_code == 403
