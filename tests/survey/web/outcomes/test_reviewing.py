"""Looking at a decision again: when it is asked for, what it needs, and who is told."""

from datetime import date, timedelta

import pytest

from survey.store import outcomes
from tests.demonstration import SOHO
from tests.page import PageClient, words
from tests.survey.web.outcomes.recording import (
    KEEP,
    PAGE,
    change_plan,
    follow,
    mails,
    published,
    record,
)

REVIEW = f"{KEEP}review/"
SENT = {"choice": "carry-on", "reason": "The reasons are the same.", "decided_by": "Cabinet, 20 November 2026"}


@pytest.fixture
def consultation(session, clock):
    clock.today = date(2026, 11, 20)
    found = published(session, clock.today)
    record(session, found, clock.today)
    return found


@pytest.fixture
def organiser(consultation, sign_in, client):
    sign_in("organiser")
    return client


@pytest.fixture
def moved(session, consultation, clock):
    """The plan changed after the decision."""
    return change_plan(session, consultation, clock.today)


def reviews(session, consultation):
    session.expire_all()
    return outcomes.reviews_of(session, consultation)


@pytest.mark.parametrize("url", ["/organise/", f"/organise/consultations/{SOHO}/", KEEP])
def test_organisers_see_what_waits(organiser, moved, url):
    page = organiser.get_page(url)
    assert "The plan changed on 20 November 2026 (revision 2): Moved to the north side." in page.text


def test_nothing_is_asked_where_nothing_waits(organiser):
    assert organiser.raw.get(REVIEW).headers["Location"].endswith(KEEP)
    assert REVIEW not in organiser.get_page(KEEP).links.values()


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"choice": ""}, "Choose what the council does"),
        ({"choice": "later"}, "Enter a real date"),
        # Today is no later day, and in eleven years nobody is there.
        ({"choice": "later", "day": 0}, "must be later than today"),
        ({"choice": "later", "day": 365 * 11 + 9}, "must be later than today"),
        ({"reason": "Because"}, "at least 10 characters"),
        ({"reason": "x" * 1001}, "1,000 characters or less"),
        ({"decided_by": ""}, "Write who decided"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_lost(
    organiser, moved, session, consultation, clock, typed, problem
):
    sent = SENT | {name: text for name, text in typed.items() if name != "day"}
    if "day" in typed:
        day = clock.today + timedelta(days=typed["day"])
        sent |= {f"review_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    given = {name: text for name, text in sent.items() if text}
    page = organiser.get_page(REVIEW).form().submit(given, status=422)
    assert any(problem in error for error in page.errors)
    assert all(page.form().values[name] == [text] for name, text in given.items())
    assert reviews(session, consultation) == []


def test_it_is_shown_once_more_and_then_read_by_everyone(organiser, moved, app, session, consultation, clock):
    follow(session, clock.today)
    sure = organiser.get_page(REVIEW).form().submit(SENT)
    assert reviews(session, consultation) == [], "nothing is decided yet"
    assert SENT["reason"] in sure.text
    form = sure.form()
    form.submit(button=("sure", "yes"))
    form.submit(button=("sure", "yes"))
    assert [one.reason for one in reviews(session, consultation)] == [SENT["reason"]]
    assert "The decision stands" in words(PageClient(app).get_page(PAGE).one("main"))
    assert "The plan changed on" not in organiser.get_page("/organise/").text
    [mail] = mails(session, "Outcome changed")
    assert SENT["reason"] in mail.body


def test_later_asks_again_on_its_day(organiser, moved, session, consultation, clock):
    on = {"review_on-day": "1", "review_on-month": "12", "review_on-year": "2026"}
    organiser.get_page(REVIEW).form().submit(SENT | {"choice": "later"} | on).form().submit(button=("sure", "yes"))
    clock.today = date(2026, 11, 30)
    assert outcomes.waits(session, consultation, today=clock.today) == ()
    clock.today = date(2026, 12, 1)
    assert outcomes.waits(session, consultation, today=clock.today) == ("The review date came: 1 December 2026.",)
