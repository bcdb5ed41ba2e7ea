"""The page of an outcome in each state: honest before anything is recorded, whole afterwards."""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from survey.domain.checks.gunning import FairnessAnswer
from survey.domain.outcomes.record import Course, Departs, Voting
from survey.domain.outcomes.reviewing import ReviewChoice
from survey.store import checked, consultations, outcomes
from survey.store.outcomes import Result
from survey.web.templating import in_words
from tests.demonstration import SOHO
from tests.page import words
from tests.survey.domain.outcomes.records import WHOLE
from tests.survey.web.outcomes.recording import CLOSED, PAGE, PUBLIC, change_plan, published, record

OVERVIEW, DEPLOYMENT = f"/consultations/{SOHO}/", "/deployments/soho-and-west-end/"


@pytest.fixture
def consultation(session, clock):
    clock.today = date(2026, 11, 20)
    return published(session, clock.today)


def announce(session, consultation, day):
    consultations.take_turn(session, consultation.id)
    said = {"decides": FairnessAnswer(text="The cabinet decides, in public.").dump()}
    day = {"decision-date": FairnessAnswer(day=day).dump()} if day else {}
    checked.keep(session, consultation, checked.FAIRNESS, said | day)
    session.commit()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (CLOSED - timedelta(days=50), "The consultation opens on"),
        (CLOSED, "People can answer until the end of 14 October 2026. No decision has been recorded."),
        (CLOSED + timedelta(days=1), "The results are not public yet, and no decision has been recorded."),
        (PUBLIC, "The results were published on 26 October 2026. The council has not yet recorded a decision."),
    ],
)
def test_before_it_is_recorded_the_page_says_where_it_stands(consultation, session, client, clock, day, said):
    if day <= CLOSED:
        consultation.closed_on = consultation.published_on = None
    announce(session, consultation, date(2026, 11, 10))
    clock.today = day
    text = words(client.get_page(PAGE).one("main"))
    assert said in text
    assert "The council said before opening: 10 November 2026." in text
    assert "That day has passed" not in text
    assert "The cabinet decides, in public." in text


@pytest.mark.parametrize(
    ("announced", "said"),
    [
        (date(2026, 11, 10), "10 November 2026. That day has passed."),
        # The day itself has not passed.
        (date(2026, 11, 20), "10 November"),
        (None, "The council has not named a day."),
    ],
)
def test_a_day_that_was_announced_is_named_and_a_day_that_was_not_is_too(
    consultation, session, client, announced, said
):
    announce(session, consultation, announced)
    text = words(client.get_page(PAGE).one("main"))
    passed = announced is not None and announced < date(2026, 11, 20)
    assert ("That day has passed" in text) is passed
    assert (said in text) is (announced != date(2026, 11, 20))


def test_an_illustration_awaits_no_decision(consultation, session, client):
    consultation.illustrative = True
    session.commit()
    for url in (PAGE, OVERVIEW):
        text = words(client.get_page(url).one("main"))
        assert "no council decides on it" in text
        assert "has not yet recorded" not in text


def test_what_was_ended_leads_to_what_asks_again(consultation, session, client):
    consultation.succeeded_by = "croydon-north-end"
    session.commit()
    page = client.get_page(PAGE)
    assert "nothing is decided on it" in page.text
    assert "/consultations/croydon-north-end/" in page.links.values()


def test_a_draft_has_no_page(consultation, session, client):
    consultation.version_id = consultation.opens_on = None
    consultation.closed_on = consultation.published_on = None
    session.commit()
    client.get_page(PAGE, status=404)
    client.get_page("/consultations/nothing/outcome/", status=404)


def test_the_whole_record_can_be_read(consultation, session, client, clock):
    record(session, consultation, clock.today)
    page = client.get_page(PAGE)
    text = words(page.one("main"))
    texts = (
        "Decided on 10 November 2026: Go ahead with changes.",
        *(WHOLE.decision, WHOLE.decided_by, WHOLE.meeting, WHOLE.asked, WHOLE.reasons, WHOLE.considered),
        *(WHOLE.departure, WHOLE.weighed, WHOLE.equality, WHOLE.next_steps),
        *(WHOLE.points[0].said, WHOLE.points[0].did, WHOLE.conditions[0].text, WHOLE.conditions[0].who),
        "£250,000, out of: Community safety reserve",
        "6 for, 2 against, 1 abstained",
        "31 January 2027",
        "Not met yet",
        "10 November 2027",
        "Version 1, 20 November 2026",
    )
    assert [one for one in texts if one not in text] == []
    assert {WHOLE.minutes, WHOLE.equality_link} <= set(page.links.values())
    assert f"/consultations/{SOHO}/results/#question-support" in page.links.values()


@pytest.mark.parametrize(
    ("changed", "said", "unsaid"),
    [
        ({"course": Course.NOT_AT_ALL, "sum_agreed": 0}, "No money was agreed", "out of:"),
        ({"voting": Voting.DELEGATED}, "Delegated to an officer", "6 for"),
        # What was typed and then taken back stays inside the council.
        ({"departs": Departs.NO}, "The council says that it does not", WHOLE.departure),
        ({"conditions": ()}, "The council attached no conditions.", "By when"),
        ({"minutes": "", "review_on": None}, "Not recorded", "Read the minutes"),
    ],
)
def test_what_was_not_decided_is_said_and_not_left_out(consultation, session, client, clock, changed, said, unsaid):
    record(session, consultation, clock.today, **changed)
    text = words(client.get_page(PAGE).one("main"))
    assert said in text
    assert unsaid not in text


def test_every_version_can_be_read_with_what_changed(consultation, session, client, clock):
    record(session, consultation, clock.today)
    record(session, consultation, clock.today, note="A name was wrong.", decided_by="Full council")
    assert "A name was wrong." in client.get_page(PAGE).text
    first, second = (client.get_page(f"{PAGE}versions/{number}/") for number in (1, 2))
    assert "A later version stands now" in first.text
    changed = words(second.one("dl", class_="lp-differences"))
    assert changed == "Decided by Before: Cabinet After: Full council"
    assert "A name was wrong." in second.text
    for number in (0, 3, 9999):
        client.get_page(f"{PAGE}versions/{number}/", status=404)


def test_the_page_says_that_the_plan_changed_and_what_the_council_says(consultation, session, client, clock):
    record(session, consultation, clock.today)
    change_plan(session, consultation, clock.today)
    text = words(client.get_page(PAGE).one("main"))
    assert "The plan has changed since the decision" in text
    assert "Moved to the north side." in text
    assert "The council has not yet said what this means for the decision." in text
    result = Result(ReviewChoice.LATER, "The force will say more.", "Cabinet member", date(2027, 1, 5))
    outcomes.review(session, consultation, result, today=clock.today)
    session.commit()
    text = words(client.get_page(PAGE).one("main"))
    assert "Moved to the north side." in text, "it is still so"
    assert "Review it on a later day (5 January 2027). Decided by: Cabinet member. Reason: The force will" in text
    assert "has not yet said" not in text


def test_a_review_and_a_condition_that_are_late_are_named(consultation, session, client, clock):
    record(session, consultation, clock.today)
    assert "Since the decision" not in client.get_page(PAGE).text
    clock.today = date(2027, 11, 10)
    text = words(client.get_page(PAGE).one("main"))
    assert "to be reviewed on 10 November 2027. The council has not yet recorded the review." in text
    assert "One condition was not met by its day." in text
    assert "Not met yet. The day has passed." in text


@pytest.mark.parametrize("url", [OVERVIEW, DEPLOYMENT])
def test_other_pages_lead_there_once_there_is_something_to_say(consultation, session, client, clock, url):
    clock.today = CLOSED
    assert PAGE not in client.get_page(url).links.values()
    clock.today = PUBLIC
    page = client.get_page(url)
    assert "The council has not yet recorded a decision." in page.text
    assert PAGE in page.links.values()
    record(session, consultation, clock.today)
    assert f"The outcome was published on {in_words(PUBLIC)}: Go ahead with changes." in client.get_page(url).text


def test_a_page_in_another_language_marks_the_councils_words(consultation, session, client, clock):
    consultation.languages = ["cy"]
    session.commit()
    record(session, consultation, clock.today)
    page = client.get_page(f"/cy{PAGE}")
    marked = [words(element) for element in page.all("span", lang="en") + page.all("p", lang="en")]
    assert {WHOLE.decision, WHOLE.asked, "Community safety reserve", WHOLE.points[0].said} <= set(marked)
    assert page.all("aside", class_="app-unchecked"), "it says that parts are in English"


def test_followers_of_the_feed_read_it(consultation, session, client, clock):
    record(session, consultation, clock.today)
    feed = ET.fromstring(client.raw.get(f"{DEPLOYMENT}feed.xml").data)  # noqa: S314 - we made it ourselves
    assert any(WHOLE.decision in (element.text or "") for element in feed.iter())
