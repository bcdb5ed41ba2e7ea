"""Material changes: what makes one, how results are split, and what a resident has not seen."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.changes import (
    WEIGHTY,
    Choice,
    MaterialChange,
    always_material,
    eras,
    reasons_to_call_it_material,
    undecided,
    unseen,
)
from survey.domain.deployments.plan import Boundaries, Fact, Zone
from tests.survey.domain.deployments.examples import CITED, plan, revision, with_fact

DAY = date(2026, 11, 2)
TRIANGLE = ((((0.0, 51.0), (0.1, 51.0), (0.1, 51.1), (0.0, 51.0)),),)
ELSEWHERE = ((((1.0, 52.0), (1.1, 52.0), (1.1, 52.1), (1.0, 52.0)),),)
LANE = plan(zones=(*plan().zones, Zone("lane", "The lane")))


def change(number, choice=None, before=None):
    decided = ("Because it is fair.", DAY, "Cabinet") if choice else ("", None, "")
    return MaterialChange(number, before or number - 1, DAY, "The zone moved.", choice, *decided)


@pytest.mark.parametrize("choice", [None, *Choice])
def test_what_is_kept_is_read_back(choice):
    assert MaterialChange.load(change(2, choice).dump()) == change(2, choice)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], []),
        ([change(2)], []),  # nobody has decided, so nothing can be counted yet
        # Between the change and the decision some may have answered about the new revision.
        ([change(2, Choice.START_AGAIN)], [(1, 2), (2, None)]),
        ([change(2, Choice.CARRY_ON)], [(1, 2), (2, None)]),
        ([change(2, Choice.EXTEND), change(5, Choice.CARRY_ON)], [(1, 2), (2, 5), (5, None)]),
        ([change(2, Choice.CARRY_ON), change(3, Choice.START_AGAIN)], [(1, 2), (2, 3), (3, None)]),
    ],
)
def test_how_results_are_split(changes, expected):
    assert [(era.first, era.end) for era in eras(changes)] == expected


@given(st.lists(st.integers(2, 30), unique=True).map(sorted), st.integers(1, 40))
def test_every_response_belongs_to_exactly_one_era(numbers, answered_to):
    found = eras([change(number, Choice.CARRY_ON) for number in numbers])
    assert sum(era.holds(answered_to) for era in found) == (1 if numbers else 0)
    assert len({era.code for era in found}) == len(found)


def test_what_is_still_to_be_decided():
    assert undecided([change(2, Choice.CARRY_ON), change(3)]) == (change(3),)


def test_somebody_who_began_after_a_change_has_seen_it():
    changes = (change(2, Choice.CARRY_ON), change(4))
    assert [[c.revision for c in unseen(changes, shown)] for shown in (1, 2, 3, 4)] == [[2, 4], [4], [4], []]


@pytest.mark.parametrize(
    ("after", "reason"),
    [
        (revision(LANE), "the zones changed"),
        (revision(plan(zones=(Zone("square", "Another square"),))), "the zones changed"),
        (revision(plan(wards=tuple(replace(w, in_area=True) for w in plan().wards))), "the wards in the area changed"),
        (revision(plan(status="moved")), "the status is now “Moved”"),
        # Cameras that are switched on while people are asked whether they should be.
        (revision(plan(status="live")), "the status is now “In use”"),
        (revision(plan(status="withdrawn")), "the status is now “Withdrawn”"),
    ],
)
def test_another_place_is_always_material(after, reason):
    assert list(always_material(revision(), after)) == [reason]
    assert reason in list(reasons_to_call_it_material(revision(), after))


def test_another_outline_of_a_zone_is_another_place():
    there, elsewhere = (revision(boundaries=Boundaries("", {"square": one})) for one in (TRIANGLE, ELSEWHERE))
    assert list(always_material(there, elsewhere)) == ["the zones changed"]
    assert list(always_material(there, revision())) == ["the zones changed"]


@pytest.mark.parametrize("code", WEIGHTY)
def test_weighty_facts_make_most_people_call_a_change_material(code):
    after = revision(with_fact(code, Fact("Something", citation=CITED)))
    assert list(reasons_to_call_it_material(revision(), after)) == [WEIGHTY[code]]
    assert not list(always_material(revision(), after))


@pytest.mark.parametrize(
    "after",
    [
        revision(summary="Said more simply."),
        revision(boundaries=Boundaries("", {"square": TRIANGLE})),  # the same square, drawn for the first time
        revision(with_fact("signs", Fact("Yellow", citation=CITED))),
        revision(with_fact("hours", Fact(note="Looked again and found nothing."))),  # still not published
        revision(plan(zones=(Zone("square", "The square", "Described better."),))),
    ],
)
def test_other_changes_are_for_a_person_to_judge(after):
    assert not list(reasons_to_call_it_material(revision(), after))
