"""Organisers' pages: counts while open, and the acts of closing, counting and publishing."""

from datetime import date

import pytest
from sqlalchemy import select

from results import releases
from survey.store import consultations
from survey.store.accounts import AuditEntry
from survey.store.answering import drafts
from survey.store.answering.closing import delete_answers
from tests import demonstration
from tests.demonstration import CROYDON, SOHO

PAGE = f"/organise/consultations/{SOHO}/"
REASON = "The plan was withdrawn on 1 November."


@pytest.fixture
def demo(session, clock):
    demonstration.load(session, clock.today)


@pytest.fixture
def organiser(demo, sign_in, client):
    sign_in("organiser")
    return client


def acts(session):
    return [entry.act for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def log_of(session, slug):
    session.expire_all()
    return [entry.text for entry in consultations.log_of(session, demonstration.consultation(session, slug))]


def test_what_needs_something_comes_first(organiser):
    page = organiser.get_page("/organise/")
    assert [h.text for h in page.all("h2")] == ["Open", "Closed, to be counted or published"]
    assert page.follow("Fixed facial recognition cameras in Soho and the West End").url == PAGE


def test_while_open_there_are_rounded_counts_and_no_answer(organiser, session, clock):
    found = demonstration.consultation(session)
    clock.today = found.opens_on
    demonstration.add_responses(session, CROYDON, number=137)
    croydon = demonstration.consultation(session, CROYDON)
    clock.today = croydon.opens_on
    page = organiser.get_page(f"/organise/consultations/{CROYDON}/")
    assert "At least 130 responses" in page.text
    numbers = [int(td.text) for td in page.all("td", class_="lp-number") if td.text.isdigit()]
    assert numbers
    assert all(number % 10 == 0 for number in numbers)
    assert "support" not in page.text.lower()


def test_closing_early_asks_why_then_once_more_and_tells_everyone(organiser, session):
    page = organiser.get_page(PAGE).follow("Close it before its last day")
    page = page.form("close/").submit({"reason": REASON})
    assert page.h1 == "Close it today?"
    assert REASON in page.text
    assert demonstration.consultation(session).closed_on is None
    page = page.form("close/").submit(button=("sure", "yes"))
    assert page.url == PAGE
    assert f"Reason: {REASON}" in log_of(session, SOHO)[-1]
    assert demonstration.consultation(session).closed_on == date(2026, 11, 2)
    assert acts(session) == ["sign-in", "close"]
    assert drafts.purge(session, today=date(2099, 1, 1)) == 0
    assert REASON in organiser.get_page(f"/consultations/{SOHO}/").text


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "Write why the consultation closes early"),
        ("because", "at least 10 characters"),
        ("x" * 1001, "1,000 characters or less"),
    ],
)
def test_a_reason_that_says_nothing_is_refused_and_kept(organiser, session, reason, said):
    page = organiser.get_page(f"{PAGE}close/").form("close/").submit({"reason": reason}, status=422)
    assert said in page.errors[0]
    assert (page.one("textarea").text or "").strip() == reason
    assert demonstration.consultation(session).closed_on is None


def test_a_forged_form_closes_nothing_and_loses_nothing(organiser, session):
    data = {"csrf_token": "forged", "reason": REASON, "sure": "yes"}
    page = organiser.post_page(f"{PAGE}close/", data, status=422)
    assert page.errors
    assert page.one("textarea").text.strip() == REASON
    session.expire_all()
    assert demonstration.consultation(session).closed_on is None
    organiser.post_page(f"/organise/consultations/{CROYDON}/release/", {"csrf_token": "x"}, status=422)
    assert session.scalar(select(releases.Release)) is None


def test_making_a_release_closes_on_the_last_day_counts_and_tells_everyone(organiser, session):
    demonstration.add_responses(session, CROYDON, number=120)
    page = organiser.get_page(f"/organise/consultations/{CROYDON}/").form("release/").submit().form().submit()
    assert "120 responses" in page.text
    assert log_of(session, CROYDON)[1] == "The consultation closed on the day that was announced."
    assert "The results were counted: 120 responses." in log_of(session, CROYDON)[2]
    assert demonstration.consultation(session, CROYDON).closed_on == date(2026, 10, 14)
    assert acts(session) == ["sign-in", "close", "make-release"]


def test_a_second_release_is_refused_in_words(organiser, session):
    page = organiser.get_page(f"/organise/consultations/{CROYDON}/")
    form = page.form("release/")
    form.submit().form().submit()
    page = form.submit(status=422)
    (said,) = page.errors
    assert said.startswith("There is a release already. A new edition needs at least 50 changed responses")
    assert said.endswith("0 changed, so 50 are missing.")


@pytest.fixture
def counted(organiser, session):
    demonstration.add_responses(session, CROYDON, number=80)
    return organiser.get_page(f"/organise/consultations/{CROYDON}/").form("release/").submit().form().submit()


def test_publishing_offers_today(counted, session, clock):
    page = counted.follow("Publish the results")
    assert [page.one("input", id=name).get("value") for name in ("day", "month", "year")] == [
        "2",
        "11",
        "2026",
    ]
    page = page.form("publish/").submit()
    assert "public since 2 November 2026" in page.text
    assert log_of(session, CROYDON)[-1] == "The results are public from 2 November 2026."
    assert acts(session)[-1] == "publish"
    assert page.follow("The results as everyone sees them").h1 == "Results"


def test_publishing_on_a_later_day_can_be_changed_until_then(counted, organiser, clock):
    page = counted.follow("Publish the results").form("publish/").submit({"day": "9"})
    assert "become public by themselves on 9 November 2026" in page.text
    results = f"/consultations/{CROYDON}/results/"
    assert organiser.get_page(results).h1 == "Results are not public yet"
    page = page.follow("Change the day").form("publish/").submit({"day": "5"})
    clock.today = date(2026, 11, 5)
    assert organiser.get_page(results).h1 == "Results"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"day": "31", "month": "2"}, "Enter a real date, such as 15 7 2027"),
        ({"day": "soon"}, "Enter a real date, such as 15 7 2027"),
        ({"year": "99999999999999999999"}, "Enter a real date, such as 15 7 2027"),
        ({"year": "2025"}, "The date must be today or later"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_kept(counted, typed, said):
    page = counted.follow("Publish the results").form("publish/").submit(typed, status=422)
    assert page.errors == [said]
    for name, value in typed.items():
        assert page.one("input", id=name).get("value") == value


def test_nothing_is_published_without_a_release(organiser, session):
    page = organiser.get_page(f"/organise/consultations/{CROYDON}/publish/").form("publish/")
    assert page.submit(status=422).errors == ["There is no release yet. Make one first."]


def test_after_the_announced_day_the_page_says_that_answers_are_gone(counted, organiser, session):
    found = demonstration.consultation(session, CROYDON)
    delete_answers(session, found, day=date(2026, 11, 2))
    session.commit()
    page = organiser.get_page(f"/organise/consultations/{CROYDON}/")
    assert "The individual responses were deleted on the announced day." in page.text
    assert "Download all responses (CSV)" not in page.text
    for name in ("exact/", "responses.csv", "responses-in-one-line.csv"):
        page = organiser.get_page(f"/organise/consultations/{CROYDON}/{name}", status=410)
        assert page.h1 == "The responses have been deleted"


@pytest.mark.parametrize("act", ["close/", "release/", "publish/"])
def test_administrators_watch_and_do_nothing_else(demo, sign_in, client, act):
    sign_in("administrator")
    page = client.get_page(PAGE)
    assert "Close it before its last day" not in page.text
    assert not list(page.one("main").iter("form"))
    for slug in (SOHO, CROYDON):
        client.post_page(f"/organise/consultations/{slug}/{act}", {}, status=403)


@pytest.mark.parametrize(
    ("slug", "act"),
    [
        # An open consultation is not counted and not published.
        (SOHO, "release/"),
        (SOHO, "publish/"),
        # A closed one is not closed early.
        (CROYDON, "close/"),
    ],
)
def test_an_act_waits_for_its_phase(organiser, slug, act):
    organiser.post_page(f"/organise/consultations/{slug}/{act}", {}, status=403)


def test_a_consultation_that_does_not_exist(organiser):
    for name in ("", "close/", "exact/", "responses.csv", "read-responses.r", "read-responses.sps"):
        organiser.get_page(f"/organise/consultations/none/{name}", status=404)
