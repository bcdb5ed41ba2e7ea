"""Deployments: what a revision must say, and what changed between two."""

from dataclasses import fields
from datetime import date

import pytest

from survey.domain.deployments.plan import Fact, FactState, Plan, Ward, Zone
from survey.domain.deployments.revisions import problems_in_revision
from survey.domain.evidence import Citation, Denominator, Measure
from tests.survey.domain.deployments.examples import CITED, UNPUBLISHED, plan, revision, with_fact


def test_a_sound_revision_has_no_problems():
    assert list(problems_in_revision(revision(plan()))) == []


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (plan(name=""), "needs a name, a council and a force"),
        (plan(force="x" * 81), "a force’s name of more than 80 characters"),
        (plan(zones=(Zone("square", "x" * 81),)), "has more than 80 characters"),
        (plan(council_code="Westminster"), "not the code of a council"),
        (plan(status="secret"), "not a status"),
        (plan(facts={}), "is missing"),
        (plan(facts={**plan().facts, "colour": UNPUBLISHED}), "“colour” is unknown"),
        (with_fact("hours", Fact()), "a note that says what was looked for"),
        (with_fact("hours", Fact("At night")), "a value but no source"),
        (with_fact("hours", Fact("At night", citation=CITED, asked_on=date(2026, 9, 1))), "no longer asked for"),
        (with_fact("hours", Fact("At night", citation=Citation())), "does not say who says it"),
        (with_fact("cameras", Fact("15", citation=CITED)), "not what it is out of"),
        (plan(zones=()), "at least one zone"),
        (plan(zones=(Zone("square", "One"), Zone("square", "Two"))), "used 2 times"),
        (plan(zones=(Zone("The Square", "One"),)), "a code in lower case"),
        (plan(wards=(Ward("E05000001", "North", 0, 0),)), "No ward is marked"),
        (plan(wards=(Ward("N", "North", 0, 0, in_area=True),)), "a code such as"),
        (plan(wards=(plan().wards[0], Ward("E05000002", "South", 0, 0))), "tile “column 0, row 0”"),
    ],
)
def test_says_what_is_wrong_in_plain_english(wrong, problem):
    assert problem in " ".join(problems_in_revision(revision(wrong)))


def test_a_later_revision_says_what_changed():
    (found,) = problems_in_revision(revision(plan(), number=2))
    assert "a summary of what changed" in found


@pytest.mark.parametrize(
    ("fact", "state"),
    [
        (Fact("At night", citation=CITED), FactState.PUBLISHED),
        (UNPUBLISHED, FactState.NOT_PUBLISHED),
        (Fact(asked_on=date(2026, 9, 1)), FactState.ASKED),  # a question to the force needs no further note
    ],
)
def test_the_three_states_of_a_fact(fact, state):
    assert fact.state is state
    assert not list(problems_in_revision(revision(with_fact("hours", fact))))


@pytest.mark.parametrize("missing", ["summary", "reason"])
def test_a_revision_says_what_it_is_and_why(missing):
    (found,) = problems_in_revision(revision(plan(), **{missing: ""}))
    assert "needs a summary and the reason" in found


def test_no_place_is_kept_where_a_camera_position_could_stand():
    kept = {field.name for kind in (Plan, Zone, Ward, Fact) for field in fields(kind)}
    assert not kept & {
        "latitude",
        "longitude",
        "lat",
        "lon",
        "position",
        "positions",
        "coordinates",
        "geometry",
    }


def test_a_fact_that_nobody_stated_is_not_published():
    assert not plan(facts={}).fact("hours").published


@pytest.mark.parametrize(
    ("fact", "known"),
    [
        (UNPUBLISHED, frozenset()),
        (Fact("£1", citation=CITED, denominators=(Denominator(Measure.OTHER, "a year"),)), {"sum-published"}),
    ],
)
def test_questions_may_depend_on_whether_a_sum_is_published(fact, known):
    assert with_fact("sum-asked", fact).known_facts == known
