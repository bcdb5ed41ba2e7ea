"""Where a resident goes next."""

import pytest

from survey.domain.answering import Draft
from survey.domain.journeys import Journey
from tests.survey.domain.questionnaires.model import MODEL

INDIVIDUAL = {"capacity": "individual"}


def journey(answers=None, **more):
    return Journey(MODEL, Draft(answers or {}, **more))


def test_a_new_journey_goes_on_at_the_first_question():
    assert journey().to_continue().code == "capacity"
    assert journey(INDIVIDUAL).to_continue().code == "capacity"  # answered, but its page was never passed


def test_what_is_missing_comes_before_what_was_not_seen():
    # The first answer was taken back after later pages were passed.
    assert journey({}, visited=("capacity", "heard")).to_continue().code == "capacity"


def test_a_finished_journey_has_nothing_to_go_on_to():
    pages = tuple(page.code for page in journey(INDIVIDUAL).opinion_pages)
    assert journey(INDIVIDUAL, visited=pages).to_continue() is None


@pytest.mark.parametrize(
    ("answers", "equality", "offered", "shown"),
    [
        # Equality pages are offered to individuals, and shown when they want them.
        (INDIVIDUAL, None, True, False),
        (INDIVIDUAL, False, True, False),
        (INDIVIDUAL, True, True, True),
        # An organisation has no ethnic group.
        ({"capacity": "organisation"}, True, False, False),
        ({"capacity": "representative"}, True, False, False),
    ],
)
def test_equality_pages_are_offered_to_individuals_and_shown_on_wish(answers, equality, offered, shown):
    found = journey(answers, equality=equality)
    assert bool(found.equality_offered) is offered
    assert bool(found.equality_pages) is shown


def test_next_and_back_stay_among_pages_of_one_kind():
    found = journey(INDIVIDUAL, equality=True)
    assert found.after(found.opinion_pages[-1]) is None
    assert found.before(found.equality_pages[0]) is None
    assert found.after(found.page("capacity")).code == "connection"
    assert found.before(found.page("connection")).code == "capacity"


def test_a_page_off_the_path_is_not_found():
    assert journey(INDIVIDUAL).page("organisation") is None
    assert journey(INDIVIDUAL).page("nowhere") is None
    assert journey(INDIVIDUAL).page("age") is None


def test_answering_drops_what_is_no_longer_on_the_path():
    found = journey(INDIVIDUAL | {"area": "outside-borough", "age": "25-34"}, equality=True)
    changed = found.with_page(found.page("capacity"), {"capacity": "organisation"})
    assert changed.draft.answers == {"capacity": "organisation"}


def test_equality_answers_survive_a_change_of_opinion():
    found = journey(INDIVIDUAL | {"age": "25-34"}, equality=True)
    changed = found.with_page(found.page("heard"), {"heard": "some"})
    assert changed.draft.answers == INDIVIDUAL | {"age": "25-34", "heard": "some"}
    assert changed.draft.equality is True
