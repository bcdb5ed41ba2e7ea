"""Public pages of consultations in every phase."""

from datetime import date, timedelta

import pytest

from survey.domain.submissions import Kind, Written
from survey.store import submissions
from survey.store.submissions import Arrived
from tests import demonstration


@pytest.fixture
def soho(session, clock):
    demonstration.load(session, clock.today)
    return demonstration.consultation(session)


def test_what_came_in_besides_is_public_with_the_results_and_not_before(client, session, soho, clock):
    address, told = f"/consultations/{soho.slug}/", "1 petition with 412 signatories"
    written = Written(what="No cameras", text="None at all", signatories=412)
    submissions.log(session, soho, Arrived(Kind.PETITION, soho.opens_on, written=written))
    clock.today = soho.closes_on + timedelta(days=1)
    soho.closed_on = soho.closes_on
    submissions.settle(session, soho, day=clock.today)
    session.commit()
    assert told not in client.get_page(address).text
    soho.published_on = clock.today
    session.commit()
    assert told in client.get_page(address).text


@pytest.mark.parametrize(
    ("day", "says", "can_start"),
    [
        # The day before it opens, its first day, its last, and the day after.
        ("before", "Opens on", False),
        ("first", "Open until", True),
        ("last", "Open until", True),
        ("after", "Closed on", False),
    ],
)
def test_the_overview_says_where_the_consultation_stands(client, soho, clock, day, says, can_start):
    one = timedelta(days=1)
    days = {
        "before": soho.opens_on - one,
        "first": soho.opens_on,
        "last": soho.closes_on,
        "after": soho.closes_on + one,
    }
    clock.today = days[day]
    page = client.get_page(f"/consultations/{soho.slug}/")
    assert says in page.text
    starts = [form for form in page.all("form") if form.get("action", "").endswith("/answer/start/")]
    assert bool(starts) is can_start


def test_the_overview_holds_what_a_resident_needs_before_answering(client, soho):
    text = client.get_page(f"/consultations/{soho.slug}/").text
    for words in (
        "What is planned",
        "Not published",
        "Who decides",
        "Arguments for and against",
        "How answers are counted",
        "What we keep",
        "Individual responses are deleted on",
    ):
        assert words in text, words


def test_an_illustration_is_called_one_on_every_page(client, soho):
    for path in ("", "questions/", "answer/"):
        assert (
            "no council has opened this consultation"
            in client.get_page(f"/consultations/{soho.slug}/{path}").html
        )


def test_all_questions_stand_on_one_page_with_their_routing(client, soho):
    page = client.get_page(f"/consultations/{soho.slug}/questions/")
    assert "Overall, do you support or oppose" in page.text
    assert "Answer this question only if you ticked “As an individual” at question 1." in page.text
    assert "What is your ethnic group?" in page.text


def test_the_home_page_lists_consultations_by_phase(client, soho, clock):
    assert "Open now" in client.get_page("/").text
    clock.today = date(2020, 1, 1)
    assert "Opening soon" in client.get_page("/").text


def test_a_consultation_without_frozen_questions_is_not_public(client, soho, session):
    soho.opens_on = soho.closes_on = soho.version_id = None
    session.commit()
    client.get_page(f"/consultations/{soho.slug}/", status=404)
    client.get_page(f"/consultations/{soho.slug}/answer/", status=404)
    assert soho.title not in client.get_page("/").text
