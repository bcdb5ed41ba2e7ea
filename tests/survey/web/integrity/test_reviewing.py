"""Two organisers decide about marked responses; nobody else sees them, and every look is recorded."""

import pytest
from sqlalchemy import select

from survey.domain.integrity.rules import IMPOSSIBLE, SAME_TEXT
from survey.store import integrity
from survey.store.accounts import AuditEntry
from tests import demonstration, stuffing
from tests.page import PageClient

BASE = "/organise/consultations/soho-fixed-cameras/integrity/"
REASON = "No organisation lives in the area."


@pytest.fixture
def soho(session, clock):
    return stuffing.closed_soho(session, clock.today)


@pytest.fixture
def ann(client, sign_in, soho):
    sign_in("organiser", name="ann")
    return client


@pytest.fixture
def bob(app, sign_in, soho):
    client = PageClient(app)
    sign_in("organiser", name="bob", client=client)
    return client


def address(session, soho, rule):
    number = next(one.number for one in integrity.marked(session, soho) if rule in one.rules)
    return f"{BASE}responses/{number}/"


def test_the_list_has_each_rule_with_its_counts(ann):
    page = ann.get_page(BASE)
    assert page.h1 == "Marked responses"
    assert "Marked3 Not looked at3" in page.text
    assert "Marked1 Not looked at1" in page.text
    assert page.follow("Look at the next one").h1 == "Marked response 1"


def test_what_waits_for_a_second_person_comes_first_for_whoever_may_decide_it(ann, bob, session, soho):
    where = address(session, soho, IMPOSSIBLE)
    ann.get_page(where).form().submit({"what": "leave-out", "reason": REASON})
    waits = int(where.rstrip("/").rpartition("/")[2])
    first = ann.get_page(BASE).follow("Look at the next one")
    assert first.h1 == "Marked response 1" != f"Marked response {waits}"
    assert bob.get_page(BASE).follow("Look at the next one").h1 == f"Marked response {waits}"


def test_a_response_is_shown_without_its_equality_answers_and_without_its_id(ann, session, soho):
    page = ann.get_page(address(session, soho, IMPOSSIBLE))
    assert "An organisation, business or group" in page.text or "organisation" in page.text
    assert stuffing.AGE not in page.text
    assert "16 to 24" not in page.text
    every = [one.id for one in session.scalars(select(integrity.Response))]
    assert not any(id_ in page.html for id_ in every)


def recorded(session):
    entries = session.scalars(select(AuditEntry).where(AuditEntry.act == "review-flags").order_by(AuditEntry.id))
    return [entry.subject.rpartition(", ")[2] for entry in entries]


def test_every_look_and_every_decision_is_recorded(ann, session, soho):
    page = ann.get_page(address(session, soho, SAME_TEXT))
    page.form().submit({"what": "keep", "reason": "Part of a campaign."})
    assert recorded(session) == ["opened", "decision sent"]


def test_who_looks_by_sending_what_is_refused_is_recorded_too(ann, session, soho):
    where = address(session, soho, SAME_TEXT)
    assert stuffing.TEXT.strip() in ann.post_page(where, {}, status=422).text
    assert recorded(session) == ["decision sent"]
    form = ann.get_page(where).form()
    form.submit({"what": "keep", "reason": REASON}, forged={"seen": "7"}, status=409)
    assert recorded(session) == ["decision sent", "opened", "decision sent"]
    assert integrity.reviews_of(session, soho) == []


def test_two_people_leave_a_response_out_and_the_second_sees_why(ann, bob, session, soho):
    where = address(session, soho, IMPOSSIBLE)
    ann.get_page(where).form().submit({"what": "leave-out", "reason": REASON})
    assert "Waiting for a second person" in ann.get_page(BASE).text
    # Whoever proposed it is offered to keep it, and nothing else.
    own = ann.get_page(where)
    assert [radio.get("value") for radio in own.all("input", name="what")] == ["keep"]
    theirs = bob.get_page(where)
    assert REASON in theirs.text
    assert "ann proposed to leave it out" in theirs.text
    theirs.form().submit({"what": "leave-out", "reason": "I agree: it contradicts itself."})
    assert len(integrity.excluded(session, soho)) == 1
    undone = ann.get_page(where)
    assert "Count it again" in undone.text
    undone.form().submit({"what": "keep", "reason": "It may have been a slip."})
    session.expire_all()
    assert integrity.excluded(session, soho) == []


def test_who_sends_the_form_again_cannot_be_the_second_person(ann, session, soho):
    where = address(session, soho, IMPOSSIBLE)
    page = ann.get_page(where)
    sent = page.form().values | {"what": "leave-out", "reason": REASON}
    ann.raw.post(where, data=sent)
    assert ann.raw.post(where, data=sent).status_code == 409
    assert ann.raw.post(where, data=sent | {"seen": "1"}).status_code == 409
    assert integrity.excluded(session, soho) == []


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"reason": REASON}, "Choose whether"),
        ({"what": "keep", "reason": " Why? "}, "10 characters"),
        ({"what": "keep", "reason": "x" * 501}, "500 characters or less"),
    ],
)
def test_a_decision_needs_a_choice_and_a_reason(ann, session, soho, sent, problem):
    page = ann.get_page(address(session, soho, SAME_TEXT)).form().submit(sent, status=422)
    assert problem in page.errors[0]
    assert page.form().values["reason"][0].strip() == sent["reason"].strip()
    assert integrity.reviews_of(session, soho) == []


def test_once_counted_the_pages_say_so(ann, session, soho):
    integrity.settle(session, soho)
    session.commit()
    where = address(session, soho, SAME_TEXT)
    assert "nothing can be decided any more" in ann.get_page(BASE).text
    page = ann.get_page(where)
    assert "nothing can be decided any more" in page.text
    assert page.all("input", name="what") == []


def test_while_open_and_for_others_there_is_no_such_page(app, client, session, clock, sign_in):
    demonstration.load(session, clock.today)
    soho = demonstration.consultation(session)
    stuffing.choose(session, soho)
    stuffing.add(session, soho, *[stuffing.COPY] * 3)
    assert client.get_page(BASE).h1 == "Staff sign-in"
    sign_in("organiser")
    assert client.get_page(BASE, status=403)
    stuffing.shut(session, soho, clock.today)
    other = PageClient(app)
    sign_in("councillor", client=other)
    assert other.get_page(BASE, status=403)
    assert client.get_page(f"{BASE}responses/99/", status=404)
