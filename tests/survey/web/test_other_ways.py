"""The organiser's form for other ways to answer, and what residents then read."""

import pytest
from sqlalchemy import select

from survey.store import consultations
from survey.store.accounts import AuditEntry
from tests import demonstration
from tests.demonstration import CROYDON, SOHO

PAGE = f"/organise/consultations/{SOHO}/"
FORM = f"{PAGE}other-ways/"


@pytest.fixture
def organiser(session, clock, sign_in, client):
    demonstration.load(session, clock.today)
    sign_in("organiser")
    return client


def log_of(session):
    session.expire_all()
    return [entry.text for entry in consultations.log_of(session, demonstration.consultation(session))]


def acts(session):
    return [entry.act for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_a_change_is_shown_logged_in_public_and_audited(organiser, session):
    page = organiser.get_page(PAGE).follow("Other ways to answer")
    assert page.url == FORM
    page = page.form("other-ways/").submit({"phone": "020 7946 0999", "in_person": ""})
    assert page.url == PAGE
    assert log_of(session)[-1] == (
        "The other ways to answer were changed. Phone number: 020 7946 0999; In person: none any more."
    )
    assert acts(session) == ["sign-in", "keep-other-ways"]
    overview = organiser.get_page(f"/consultations/{SOHO}/").text
    assert "020 7946 0999. Monday to Friday, 9am to 5pm" in overview
    assert "Staff write your answers down" not in overview


def test_saving_without_a_change_says_nothing(organiser, session):
    before = log_of(session)
    organiser.get_page(FORM).form("other-ways/").submit()
    assert log_of(session) == before
    assert acts(session) == ["sign-in"]


def test_a_draft_is_changed_without_a_word(organiser, session):
    found = demonstration.consultation(session)
    before = log_of(session)
    found.opens_on = found.closes_on = None
    session.commit()
    page = organiser.get_page(FORM)
    assert "public log" not in page.text
    page.form("other-ways/").submit({"phone": "020 7946 0999"})
    assert log_of(session) == before
    assert demonstration.consultation(session).ways_to_answer.phone == "020 7946 0999"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"phone": "ask for Jo"}, "Enter a phone number, such as 020 7946 0123"),
        ({"hours": ""}, "Say on which days and at which hours the phone is answered"),
        ({"paper": "x" * 121}, "Where paper copies can be had and handed in must be 120 characters or less"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(organiser, session, sent, said):
    page = organiser.get_page(FORM).form("other-ways/").submit(sent, status=422)
    assert page.errors == [said]
    form = page.form("other-ways/")
    assert all(form.values[name] == [value] for name, value in sent.items())
    session.expire_all()
    assert demonstration.consultation(session).ways_to_answer.phone == "020 7946 0123"


def test_a_forged_form_changes_nothing(organiser, session):
    page = organiser.post_page(FORM, {"csrf_token": "forged", "phone": "1"}, status=422)
    assert page.errors
    session.expire_all()
    assert demonstration.consultation(session).ways_to_answer.phone == "020 7946 0123"


def test_illustrations_say_that_the_number_is_made_up(organiser):
    text = organiser.get_page(f"/consultations/{SOHO}/").text
    assert "the phone number and the places below are made up, and nobody answers there" in text


def test_a_real_consultation_says_that_answers_count_alike_or_where_to_ask(organiser, session):
    found = demonstration.consultation(session)
    found.illustrative = False
    session.commit()
    text = organiser.get_page(f"/consultations/{SOHO}/").text
    assert "Answers that come in these ways are counted in the same way" in text
    assert "made up" not in text
    found.other_ways = {}
    session.commit()
    assert "Ask the council how." in organiser.get_page(f"/consultations/{SOHO}/").text


@pytest.mark.parametrize("slug", [CROYDON, "none"])
def test_not_after_closing(organiser, slug):
    organiser.get_page(f"/organise/consultations/{slug}/other-ways/", status=404 if slug == "none" else 403)


@pytest.mark.parametrize("role", ["administrator", "councillor"])
def test_organisers_only(session, clock, sign_in, client, role):
    demonstration.load(session, clock.today)
    sign_in(role)
    client.get_page(FORM, status=403)
    client.post_page(FORM, {}, status=403)
