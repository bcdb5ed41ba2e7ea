"""Outlines: a file is uploaded, what it holds is chosen from, and nothing else of it is kept."""

import io
import json

import pytest

from survey.domain.deployments.boundaries.file import LIMIT_IN_BYTES
from survey.domain.deployments.boundaries.reading import read_boundaries
from survey.domain.deployments.plan import Zone
from survey.domain.deployments.uploads import dump_reading, load_reading

MINE, OTHER = ("E09000033", "Westminster"), ("E09000007", "Camden")


def square(west, south, size=0.01):
    east, north = west + size, south + size
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def feature(west, south, **properties):
    geometry = {"type": "Polygon", "coordinates": square(west, south)}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def ward(code, name, west, council=MINE):
    return feature(west, 51.5, WD22CD=code, WD22NM=name, LAD22CD=council[0], LAD22NM=council[1])


def file_of(*features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


WARDS = file_of(
    ward("E05013808", "West End ward", -0.14),
    ward("E05000002", "New ward", -0.13),
    ward("E05000003", "Their ward", -0.12, OTHER),
)
STREETS = file_of(feature(-0.14, 51.51, name="Soho"), feature(-0.13, 51.51, name="Golden Row"))


def send(client, page, data, name="areas.geojson", status=200):
    """Sends the form of a page with a file, as a browser would, piece by piece: nothing is left open behind."""
    fields = {field: texts[0] for field, texts in page.form().values.items()}
    parts = [f'name="{field}"\r\n\r\n{text}'.encode() for field, text in fields.items()]
    parts.append(f'name="file"; filename="{name}"\r\n\r\n'.encode() + data)
    body = (
        b"".join(b"--edge\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts)
        + b"--edge--\r\n"
    )
    kind = "multipart/form-data; boundary=edge"
    return client._page(
        client.raw.post(page.url, data=body, content_type=kind, buffered=True), page.url, status
    )


def upload(client, address, data, status=200):
    """Opens the page for it and sends the file."""
    return send(client, client.get_page(f"{address}outlines/"), data, status=status)


def test_wards_of_the_council_are_suggested_and_those_of_others_left_out(ann, prepared, coming, acts):
    page = upload(ann, prepared, WARDS)
    assert page.h1 == "Choose what each area is"
    assert "The file holds 3 areas." in page.text
    chosen = page.form(f"{prepared}outlines/choose/").values
    # the first is in the plan already, and in the area
    assert chosen["area-E05013808"] == ["ward-in-area"]
    assert chosen["area-E05000002"] == ["ward"]
    assert chosen["area-E05000003"] == ["leave-out"]
    assert chosen["attribution"][0].startswith("Source: Office for National Statistics")
    assert "database right" in chosen["attribution"][0]
    page.form(f"{prepared}outlines/choose/").submit()
    revision = coming().as_revision
    assert set(revision.boundaries.outlines) == {"E05013808", "E05000002"}
    names = {one.code: one.name for one in revision.plan.wards}
    assert names["E05013808"] == "West End ward"
    assert names["E05000002"] == "New ward"
    assert len({(one.column, one.row) for one in revision.plan.wards}) == len(revision.plan.wards)
    assert len(acts()) == 3  # begun, uploaded, chosen


def test_nothing_enters_the_revision_before_it_is_chosen_and_nothing_waits_after(ann, prepared, coming):
    upload(ann, prepared, STREETS)
    assert coming().as_revision.boundaries.outlines == {}
    assert "Golden Row" in json.dumps(coming().content)
    page = ann.get_page(f"{prepared}area/")
    assert "A file with 2 areas was uploaded" in page.text
    # editing something else in between does not lose it
    ann.get_page(f"{prepared}basics/").form().submit({"summary": "Other words."})
    page = page.follow("Choose what they are")
    page.form(f"{prepared}outlines/choose/").submit(
        {"attribution": "The council", "area-golden-row": "leave-out"}
    )
    assert set(coming().content) == {"summary", "plan", "evidence", "boundaries"}
    assert "Golden Row" not in json.dumps(coming().content)


def test_a_zone_of_that_name_gets_the_outline_and_keeps_its_description(ann, prepared, coming):
    page = upload(ann, prepared, STREETS)
    values = page.form(f"{prepared}outlines/choose/").values
    assert values["area-soho"] == ["zone soho"]
    assert values["area-golden-row"] == ["zone"]
    assert values["attribution"] == [""]
    page.form(f"{prepared}outlines/choose/").submit({"attribution": "The council"})
    plan = coming().as_revision.plan
    assert plan.zones[0].description == "Named in the announcement. Its streets are not listed."
    assert plan.zones[-1] == Zone("golden-row", "Golden Row")
    assert set(coming().as_revision.boundaries.outlines) == {"soho", "golden-row"}
    page = ann.get_page(f"{prepared}area/").follow("Remove the outline of Soho").form().submit()
    assert "Remove the outline of Golden Row" in page.links
    assert set(coming().as_revision.boundaries.outlines) == {"golden-row"}


def test_whose_they_are_must_be_said(ann, prepared):
    page = upload(ann, prepared, STREETS)
    page = page.form(f"{prepared}outlines/choose/").submit({"attribution": ""}, status=422)
    assert page.errors == ["Say whose the outlines are: it stands under every map"]


def test_two_areas_cannot_be_the_outline_of_one_zone(ann, prepared):
    page = upload(ann, prepared, STREETS)
    typed = {"area-golden-row": "zone soho", "attribution": "The council"}
    page = page.form(f"{prepared}outlines/choose/").submit(typed, status=422)
    assert page.errors == ["“Golden Row” and “Soho” cannot both be the outline of one zone"]
    assert page.form(f"{prepared}outlines/choose/").values["area-golden-row"] == ["zone soho"]


def test_a_street_cannot_be_a_ward(ann, prepared, coming):
    page = upload(ann, prepared, STREETS)
    forged = {"area-soho": "ward", "attribution": "The council"}
    page = page.form(f"{prepared}outlines/choose/").submit(forged=forged, status=422)
    assert page.errors == ["“Soho”: choose what it is"]


def test_a_file_can_be_thrown_away_again(ann, prepared, coming):
    page = upload(ann, prepared, STREETS)
    page = page.form(f"{prepared}outlines/discard/").submit()
    assert page.url == f"{prepared}area/"
    assert coming().uploaded == {}
    assert ann.get_page(f"{prepared}outlines/choose/").url == f"{prepared}outlines/"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        (b"name,area\nSoho,1\n", "This is not GeoJSON"),
        (b"PK\x03\x04....", "a zip archive, perhaps a shapefile"),
        (STREETS[:-20], "cut off"),
        (file_of(feature(-0.14, 51.51, colour="red")), "No property of the features is a name"),
        (b" " * (LIMIT_IN_BYTES + 1), "The file is 5.0 MB, and the limit is 5 MB"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(ann, prepared, coming, data, said):
    page = upload(ann, prepared, data, status=422)
    assert said in page.errors[0]
    assert said in "".join(page.one("div", id="file-error").itertext())
    assert coming().edition == 1


def test_no_file_is_a_mistake(ann, prepared):
    page = send(ann, ann.get_page(f"{prepared}outlines/"), b"", name="", status=422)
    assert page.errors == ["Choose the file with the outlines"]


def test_a_choice_that_comes_too_late_shows_the_page_again_with_what_was_chosen(ann, bob, prepared, coming):
    page = upload(ann, prepared, STREETS)
    bob.get_page(f"{prepared}zones/soho/").form().submit({"name": "Greater Soho"})
    form = page.form(f"{prepared}outlines/choose/")
    page = form.submit({"area-golden-row": "leave-out", "attribution": "The council"}, status=409)
    assert "Bob Brook saved something on 2 November 2026" in page.text
    form = page.form(f"{prepared}outlines/choose/")
    assert form.values["area-golden-row"] == ["leave-out"]
    form.submit()
    assert set(coming().as_revision.boundaries.outlines) == {"soho"}
    assert coming().as_revision.plan.zones[0].name == "Greater Soho"


def test_an_upload_that_comes_too_late_changes_nothing(ann, bob, prepared, coming):
    page = ann.get_page(f"{prepared}outlines/")
    bob.get_page(f"{prepared}basics/").form().submit({"summary": "Other words."})
    page = send(ann, page, STREETS, status=409)
    assert page.h1 == "Nothing was changed"
    assert coming().uploaded == {}


def test_what_waits_is_what_was_read():
    reading = read_boundaries(WARDS)
    assert load_reading(json.loads(json.dumps(dump_reading(reading)))) == reading


def test_files_are_taken_on_this_page_alone(ann, prepared):
    sent = {"file": (io.BytesIO(STREETS), "a.json")}
    assert ann.raw.post(f"{prepared}basics/", data=sent).status_code == 400
