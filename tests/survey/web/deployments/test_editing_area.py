"""Zones and wards by hand: added, renamed, moved, ticked, taken out."""

import pytest

from tests.survey.web.deployments.conftest import SOHO


def zones(row):
    return {zone.code: zone.name for zone in row.as_revision.plan.zones}


@pytest.fixture
def area(ann, prepared):
    return ann.get_page(f"{prepared}area/")


def test_the_page_shows_what_the_public_will_see(area):
    assert area.h1 == "Zones and wards"
    assert "As the public will see it" in area.text
    assert "In the area: West End, St James" in area.text


def test_a_zone_is_added_with_a_code_that_stays_when_it_is_renamed(ann, area, prepared, coming):
    area.follow("Add a zone").form().submit({"name": "Müller’s Corner", "description": "Named in a letter."})
    assert zones(coming())["mullers-corner"] == "Müller’s Corner"
    ann.get_page(f"{prepared}zones/mullers-corner/").form().submit({"name": "Smith’s Corner"})
    assert zones(coming())["mullers-corner"] == "Smith’s Corner"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Enter the name of the zone"),
        ("Soho", "There is a zone “Soho” already"),
        ("soho", "There is a zone “soho” already"),  # nobody could tell them apart on a notice
    ],
)
def test_says_what_is_wrong_with_a_zone(area, name, said):
    page = area.follow("Add a zone").form().submit({"name": name, "description": "Kept."}, status=422)
    assert page.errors == [said]
    assert page.form().values["description"] == ["Kept."]


def test_zones_are_moved_by_buttons_and_removed_after_asking(ann, area, prepared, coming):
    before = list(zones(coming()))
    area.form(f"/{before[0]}/move/").submit(button=("to", "down"))
    assert list(zones(coming())) == [before[1], before[0], before[2]]
    page = ann.get_page(f"{prepared}area/").follow("Remove Soho").form().submit()
    assert "soho" not in zones(coming())
    assert page.url == f"{prepared}area/"


def test_wards_are_ticked_and_the_note_is_changed(ann, prepared, coming):
    form = ann.get_page(f"{prepared}wards/").form()
    bayswater = next(ward.code for ward in coming().as_revision.plan.wards if ward.name == "Bayswater")
    form.submit({"wards": [*form.values["wards"], bayswater], "area_note": "Another note."})
    plan = coming().as_revision.plan
    assert len(plan.wards_in_area) == 3
    assert "Bayswater" in {ward.name for ward in plan.wards_in_area}
    assert plan.area_note == "Another note."


def test_no_ward_at_all_is_a_mistake_and_what_was_typed_stays(ann, prepared):
    page = ann.get_page(f"{prepared}wards/").form().submit({"wards": [], "area_note": "Kept."}, status=422)
    assert page.errors == ["Choose at least one ward that is in the area, wholly or partly"]
    assert page.form().values["area_note"] == ["Kept."]
    assert "wards" not in page.form().values


def test_a_ward_is_taken_out_of_the_list(ann, area, coming):
    area.follow("Remove Bayswater").form().submit()
    assert "Bayswater" not in {ward.name for ward in coming().as_revision.plan.wards}


def test_nothing_of_it_is_public_before_publishing(ann, prepared, client):
    ann.get_page(f"{prepared}zones/soho/").form().submit({"name": "Greater Soho"})
    assert "Greater Soho" not in client.get_page(f"/deployments/{SOHO}/").text
    assert "Greater Soho" in ann.get_page(f"{prepared}preview/").text
