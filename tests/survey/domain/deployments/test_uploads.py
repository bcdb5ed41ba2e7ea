"""From a boundary file to a revision: what is suggested, and what becomes of what was chosen."""

import json
from dataclasses import replace

import pytest

from survey.domain.deployments.boundaries.problems import BoundaryError
from survey.domain.deployments.boundaries.reading import ReadArea, Reading
from survey.domain.deployments.plan import Boundaries, Zone, problems_in_area
from survey.domain.deployments.uploads import (
    IN_AREA,
    LEAVE_OUT,
    MOST_TO_CHOOSE,
    NEW_ZONE,
    WARD,
    choices_for,
    dump_reading,
    load_reading,
    problems_in_choices,
    suggestion,
    with_choices,
    worth_choosing,
)
from survey.domain.wording import Catalogue, say, say_many
from tests.survey.domain.deployments.examples import plan, revision

OURS, THEIRS = "E06000001", "E06000002"


def box(west, south=51.0):
    return (((((west, south), (west + 0.01, south), (west + 0.01, south + 0.01), (west, south)),)),)


def area(code, name="A name", parent=OURS, west=0.0):
    return ReadArea(code, name, parent, "A council" if parent else "", box(west))


def reading(*areas, kind="ward"):
    return Reading(areas, "Names from the property “name”", kind, reprojected=False, notes=())


@pytest.mark.parametrize(
    ("one", "kind", "suggested"),
    [
        (area("E05000001"), "ward", IN_AREA),  # as the plan has it
        (area("E05000002"), "ward", WARD),  # in the plan, not in the area
        (area("E05000009"), "ward", WARD),  # a ward of this council that is new
        (area("E05000009", parent=""), "ward", WARD),  # the file does not say whose
        (area("E05000009", parent=THEIRS), "ward", LEAVE_OUT),
        (area("E05000001", parent=THEIRS), "ward", IN_AREA),  # the plan knows better
        (area("W05000009X", parent=""), "ward", LEAVE_OUT),  # no code of a ward
        (area("E06000001", "Borsetshire"), "council", LEAVE_OUT),
        (area("market", "Market", parent=""), "other", NEW_ZONE),
        (area("the-square", "the Square", parent=""), "other", "zone square"),  # a zone of that name
        (area("square", "Another", parent=""), "other", "zone square"),  # a zone of that code
    ],
)
def test_the_likeliest_choice_is_suggested(one, kind, suggested):
    assert suggestion(one, reading(one, kind=kind), plan()) == suggested
    assert suggested in choices_for(one, plan())


@pytest.mark.parametrize(("code", "can"), [("E05000009", True), ("E06000001", False), ("market", False)])
def test_only_what_has_the_code_of_a_ward_can_be_one(code, can):
    assert (WARD in choices_for(area(code), plan())) is can


def test_what_cannot_be_is_told_by_area():
    both = reading(area("a", "One"), area("b", "Two"), area("c", "Three"))
    choices = {"a": "zone square", "b": "zone square", "c": "ward"}
    assert problems_in_choices(both, choices, plan()) == {
        "b": "“Two” and “One” cannot both be the outline of one zone",
        "c": "“Three”: choose what it is",
    }


def test_wards_keep_their_tiles_and_new_ones_stand_where_they_lie():
    new = reading(area("E05000009", "West", west=-1.0), area("E05000001", "Northern"))
    found = with_choices(revision(), new, {"E05000009": IN_AREA, "E05000001": WARD}, attribution="ONS")
    wards = {ward.code: ward for ward in found.plan.wards}
    assert wards["E05000001"].name == "Northern"
    assert not wards["E05000001"].in_area
    assert (wards["E05000002"].column, wards["E05000002"].row) == (0, 1)  # it has no outline: its tile stays
    assert wards["E05000009"].row == 2
    assert list(problems_in_area(found.plan)) == []
    assert found.boundaries == Boundaries("ONS", {one.code: one.outline for one in new.areas})


def test_the_tile_map_is_made_anew_where_every_ward_is_drawn():
    drawn = reading(
        area("E05000001", "North", west=0.0),
        area("E05000002", "South", west=0.02),
        area("E05000009", "West", west=-0.02),
    )
    found = with_choices(
        revision(), drawn, dict.fromkeys((one.code for one in drawn.areas), IN_AREA), attribution="ONS"
    )
    columns = {ward.name: ward.column for ward in found.plan.wards}
    assert columns["West"] < columns["North"] < columns["South"]


def test_a_tile_map_stays_where_no_ward_is_new():
    drawn = reading(area("E05000001", "North", west=5.0), area("E05000002", "South", west=0.02))
    found = with_choices(
        revision(), drawn, dict.fromkeys(("E05000001", "E05000002"), IN_AREA), attribution="ONS"
    )
    assert [(ward.column, ward.row) for ward in found.plan.wards] == [(0, 0), (0, 1)]


def test_zones_are_added_or_drawn_and_what_is_left_out_leaves_no_trace():
    areas = reading(area("a", "The square"), area("b", "Elsewhere"), area("c", "The park"), kind="other")
    choices = {"a": NEW_ZONE, "b": LEAVE_OUT, "c": "zone square"}
    found = with_choices(revision(), areas, choices, attribution="The council")
    assert found.plan.zones == (Zone("square", "The square"), Zone("the-square", "The square"))
    assert set(found.boundaries.outlines) == {"the-square", "square"}
    assert found.plan.wards == plan().wards


def test_earlier_outlines_stay():
    before = replace(revision(), boundaries=Boundaries("Earlier", {"square": box(0)}))
    found = with_choices(before, reading(area("E05000001")), {"E05000001": WARD}, attribution="Both")
    assert set(found.boundaries.outlines) == {"square", "E05000001"}
    assert found.boundaries.attribution == "Both"


def test_of_very_many_areas_those_of_other_councils_are_left_out():
    many = [area(f"E050{number:05d}", parent=THEIRS) for number in range(MOST_TO_CHOOSE)]
    found = worth_choosing(reading(*many, area("E05900000")), plan())
    assert [one.code for one in found.areas] == ["E05900000"]
    assert "150 areas of other councils were left out." in found.notes
    with pytest.raises(BoundaryError, match="Upload only the areas of Borsetshire Council"):
        worth_choosing(reading(*many, many[0]), plan())
    assert len(worth_choosing(reading(*many), plan()).areas) == MOST_TO_CHOOSE


def test_what_waits_for_a_choice_can_still_be_said_in_another_language():
    notes = (say("{area}: {reason}", area="A", reason=say("a hole")), say_many("{count} area", "{count} areas", 1200))
    waiting = replace(reading(area("a")), naming=say("Names from “{name}”", name="x"), notes=notes)
    found = load_reading(json.loads(json.dumps(dump_reading(waiting))))
    assert (found.naming, *found.notes) == ("Names from “x”", "A: a hole", "1,200 areas")
    texts = {"Names from “{name}”": ("Enwau o “{name}”",), "a hole": ("twll",), "{count} area": ("{count} ardal",) * 2}
    welsh = Catalogue("cy", texts)
    assert [welsh.said(one) for one in (found.naming, *found.notes)] == ["Enwau o “x”", "A: twll", "1,200 ardal"]


def test_a_note_of_an_earlier_version_is_shown_as_it_is():
    old = dump_reading(reading(area("a"))) | {"notes": ["It was turned."]}
    assert load_reading(old).notes == ("It was turned.",)
