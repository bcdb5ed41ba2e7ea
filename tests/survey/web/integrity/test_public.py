"""What everybody reads about the rules: before opening, while open, and when the results are public."""

import pytest
from sqlalchemy import insert

from survey.domain.integrity.rules import Chosen
from survey.store import arrivals, integrity
from survey.store.arrivals import WITH_PROOF
from survey.store.integrity import Review
from tests import demonstration, stuffing
from tests.conftest import add_account

OVERVIEW = "/consultations/soho-fixed-cameras/"
RULES = f"{OVERVIEW}integrity/"


@pytest.fixture
def soho(session, clock):
    demonstration.load(session, clock.today)
    return demonstration.consultation(session)


def test_without_rules_the_overview_says_that_none_is_left_out(client, session, soho):
    stuffing.choose(session, soho, Chosen(decided=True))
    text = client.get_page(OVERVIEW).text
    assert "None is left out, unless its writer withdraws it." in text
    assert "The council chose none for this consultation" in client.get_page(RULES).text


def test_with_rules_the_overview_has_them_in_plain_words(client, session, soho):
    stuffing.choose(session, soho)
    page = client.get_page(OVERVIEW)
    assert "None is left out" not in page.text
    for words in ("The same long text.", "120 characters or more", "two people leave it out"):
        assert words in page.text
    rules = page.follow("What these rules never do, and who decides")
    assert "An organisation does not live anywhere." in rules.text
    assert "“prefer not to say”" in rules.text
    assert "neither a person nor a rule looks at an answer" in rules.text


def test_rules_are_shown_in_other_languages_too(client, session, soho):
    stuffing.choose(session, soho)
    soho.languages = ["cy"]
    session.commit()
    assert client.get_page(f"/cy{RULES}")


def test_results_tell_what_came_of_the_rules(client, session, clock, password_hash):
    soho = stuffing.closed_soho(session, clock.today)
    assert "is published here with the results" in client.get_page(RULES).text
    ann, bob = (add_account(session, "organiser", password_hash, name=name).id for name in ("ann", "bob"))
    number = next(one.number for one in integrity.marked(session, soho) if "impossible" in one.rules)
    common = {"consultation_id": soho.id, "number": number, "day": clock.today}
    first = {"account_id": ann, "decision": "propose", "proposed_by": None, "reason": "It contradicts itself."}
    second = {"account_id": bob, "decision": "exclude", "proposed_by": ann, "reason": "I see the same."}
    for one in (first, second):
        session.execute(insert(Review), [common | one])
    integrity.settle(session, soho)
    arrivals.add_ten(session, soho.id, WITH_PROOF, day=clock.today)
    soho.published_on = clock.today
    session.commit()
    text = client.get_page(RULES).text
    assert "Answers that cannot both be truefewer than 101" in text
    assert "The first person wrote: “It contradicts itself.” The second person wrote: “I see the same.”" in text
    assert "10 times the browser had done its work" in text
    assert "1 times a second person left one out" in text
    # By role, and not by name.
    assert "ann" not in text.split()
    assert "organisers of the council" in text


def test_the_log_of_decisions_tells_no_exact_number_of_what_was_marked(client, session, clock):
    soho = stuffing.closed_soho(session, clock.today)
    integrity.settle(session, soho)
    marking = integrity.marking_of(session, soho)
    decided = {"day": clock.today.isoformat(), "keep": 23, "propose": 9, "exclude": 12}
    marking.outcome = {**marking.outcome, "decisions": [decided]}
    soho.published_on = clock.today
    session.commit()
    text = client.get_page(RULES).text
    assert "20 times a response was kept, fewer than 10 times somebody proposed to leave one out" in text
    assert "12 times a second person left one out" in text


def test_what_came_of_the_rules_is_that_of_the_public_edition(client, session, clock):
    soho = stuffing.closed_soho(session, clock.today)
    integrity.settle(session, soho)
    soho.published_on = clock.today
    marking = integrity.marking_of(session, soho)
    integrity.settle(session, soho, edition=2)
    decided = {"day": clock.today.isoformat(), "keep": 0, "propose": 0, "exclude": 77}
    marking.later = [{**one, "decisions": [decided]} for one in marking.later]
    session.commit()
    before = client.get_page(RULES).text
    assert "77 times a second person left one out" not in before
    assert "The count was corrected since." not in before
    integrity.publish(session, soho, edition=2, on=clock.today)
    session.commit()
    after = client.get_page(RULES).text
    assert "77 times a second person left one out" in after
    assert "The count was corrected since." in after


def test_an_older_consultation_needs_no_rules(client, session, soho):
    soho.rules = {name: value for name, value in soho.rules.items() if name != "integrity"}
    session.commit()
    assert client.get_page(OVERVIEW)
    assert integrity.chosen_by(soho) == Chosen()


def test_reasons_that_are_the_same_are_told_once_with_their_number(client, session, clock):
    soho = stuffing.closed_soho(session, clock.today)
    integrity.settle(session, soho)
    marking = integrity.marking_of(session, soho)
    same = {"rules": ["same-text"], "day": clock.today.isoformat(), "reasons": ["An advertisement.", "I agree."]}
    marking.outcome = {**marking.outcome, "left_out": [same, same | {"reasons": ["No.", "No."]}, same]}
    soho.published_on = clock.today
    session.commit()
    text = client.get_page(RULES).text
    assert text.count("The first person wrote") == 2
    assert "2 responses, for the same reasons." in text
