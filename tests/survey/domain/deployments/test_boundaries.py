"""Boundary files: what a council may upload is read or refused in words, whatever is in it."""

import json

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.domain.deployments.boundaries import coordinates
from survey.domain.deployments.boundaries.file import LIMIT_IN_BYTES
from survey.domain.deployments.boundaries.problems import BoundaryError
from survey.domain.deployments.boundaries.simplifying import BUDGET_IN_BYTES
from survey.domain.deployments.outlines import as_shape
from survey.domain.wording import Catalogue, say
from tests.survey.domain.deployments.geojson import (
    LATITUDE,
    LONGITUDE,
    ONS,
    assert_sound,
    assert_sound_or_refused,
    collection,
    encoded,
    feature,
    on_grid,
    polygon,
    read,
    refused,
    square,
    squares,
)

NAMINGS = [
    ({"WD22CD": "E05000001", "WD22NM": "North"}, "ward", "E05000001"),
    ({"WD13CD": "E05000001", "WD13CDO": "00AHGE", "WD13NM": "North", "WD13NMW": None}, "ward", "E05000001"),
    ({"wd24_code": "E05000001", "wd24_name": "North"}, "ward", "E05000001"),
    ({"LAD22CD": "E09000033", "LAD22NM": "North"}, "council", "E09000033"),
    ({"ltla21_code": "E09000033", "ltla21_name": "North"}, "council", "E09000033"),
    ({"CTYUA23CD": "E10000003", "CTYUA23NM": "North"}, "council", "E10000003"),
    ({"name": "North"}, "other", "north"),
    ({"NAME": "North", "CODE": "n-1"}, "other", "n-1"),  # the council's own codes
    ({"Name": "North", "Code": "N 1!"}, "other", "north"),  # a code that no address could hold
    ({"WD21CD": "E05999999", "WD21NM": "Old", "WD22CD": "E05000001", "WD22NM": "North"}, "ward", "E05000001"),
    ({"LAD22CD": "E09000033", "LAD22NM": "A", "WD22CD": "E05000001", "WD22NM": "North"}, "ward", "E05000001"),
]


@pytest.mark.parametrize(("properties", "kind", "code"), NAMINGS)
def test_common_namings_are_known(properties, kind, code):
    reading = read(squares(properties))
    assert (reading.kind, reading.areas[0].code, reading.areas[0].name) == (kind, code, "North")
    assert not reading.notes


def test_the_council_of_a_ward_is_read_with_it():
    ward = ONS[0] | {"LAD22CD": "E09000033", "LAD22NM": "Westminster"}
    reading = read(squares(ward))
    assert (reading.areas[0].parent_code, reading.areas[0].parent_name) == ("E09000033", "Westminster")
    assert reading.naming == "Names from the property “WD22NM”, codes from “WD22CD”; councils from “LAD22NM”"


def test_codes_made_from_names_are_kebab_and_unique():
    names = ["King's Cross & St Pancras", "Ynys Môn", "Soho", "Soho", "中区"]
    reading = read(squares(*({"name": name} for name in names)))
    assert [area.code for area in reading.areas] == ["kings-cross-and-st-pancras", "ynys-mon", "soho", "soho-2", "zone"]


def test_names_are_one_clean_line():
    reading = read(squares({"name": "  North\n\tEnd\u0000\ud800 "}))
    assert reading.areas[0].name == "North End"


def test_a_byte_order_mark_and_a_single_feature_are_fine():
    assert read(b"\xef\xbb\xbf" + encoded(feature({"name": "A"}, polygon(square())))).areas[0].name == "A"


@pytest.mark.parametrize(
    "crs",
    [
        None,
        {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
        {"type": "name", "properties": {"name": "EPSG:4326"}},
        {"type": "EPSG", "properties": {"code": 4326}},
    ],
)
def test_degrees_stay_as_they_are(crs):
    reading = read(squares({"name": "A"}, crs=crs))
    assert not reading.reprojected
    assert (LONGITUDE, LATITUDE) in reading.areas[0].outline[0][0]


@pytest.mark.parametrize(
    "crs",
    [
        {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}},
        {"type": "name", "properties": {"name": "EPSG:27700"}},
        {"type": "EPSG", "properties": {"code": 27700}},
        None,  # the numbers are plainly metres
        {"type": "name", "properties": {"name": "EPSG:4326"}},  # and say so whatever the file says
    ],
)
def test_metres_are_turned_into_degrees(crs):
    reading = read(on_grid(squares(*ONS)) | {"crs": crs})
    assert reading.reprojected
    assert "British National Grid" in reading.notes[0]
    x, y = np.array(reading.areas[0].outline[0][0]).T
    assert min(abs(x - LONGITUDE)) < 1e-4
    assert min(abs(y - LATITUDE)) < 1e-4


def test_another_system_is_refused_by_name():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    assert "3857" in refused(squares({"name": "A"}, crs=crs))
    assert "does not name" in refused(squares({"name": "A"}, crs={"type": "link"}))


def one(geometry):
    return collection(feature({"name": "The square"}, geometry))


FILES = [
    (b"", "is empty"),
    (b"PK\x03\x04 and so on", "zip archive"),
    (b"\x00\x00\x27\x0a\x00\x00", "a shapefile"),
    (b"<?xml version='1.0'?><kml xmlns='x'/>", "KML"),
    (b"<!doctype html><title>Sign in</title>", "a web page"),
    (b"name,lat,lon\nA,51,0\n", "may be a table"),
    ('{"type": "é"}'.encode("latin-1"), "UTF-8"),
    ('{"type": "a"}'.encode("utf-16"), "UTF-16"),
    (encoded(squares(*ONS))[:-40], "cut off"),
    (b'{"type": "FeatureCollection", "features": [,]}', "line 1, column"),
    (b"[" * 200_000, "nests too deeply"),
    (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nests too deeply"),
    (b" " * (LIMIT_IN_BYTES + 1), "the limit is 5 MB"),
    (b'{"type": "FeatureCollection", "features": [NaN]}', "a number that is none"),
    (b"[" + b"9" * 5000 + b"]", "a number that is none"),
    (b"7", "no feature collection"),
    (encoded(squares(*ONS)).replace(b"51.5", b"1e999"), "a coordinate is not a number"),
    (b"[]", "no feature collection"),
    (encoded({"type": "Topology", "objects": {}}), "TopoJSON"),
    (encoded({"geometryType": "esriGeometryPolygon", "features": []}), "Esri JSON"),
    (encoded(polygon(square())), "without a name"),
    (encoded(collection()), "holds no area"),
    (encoded(collection("A")), "something else"),
    (encoded(collection(*[feature(None, None)] * 2001)), "2,001 features"),
]


@pytest.mark.parametrize(("data", "words"), FILES, ids=[words for _data, words in FILES])
def test_what_is_no_boundary_file_is_refused_in_words(data, words):
    assert words in refused(data)


OUTLINES = [
    (None, "has no outline"),
    (polygon(), "has no outline"),
    (polygon([]), "has no outline"),
    ({"type": "MultiPolygon", "coordinates": [[square()], []]}, "part without an outline"),
    ({"type": "Point", "coordinates": [0, 51]}, "never positions"),
    ({"type": "LineString", "coordinates": square()}, "holds LineString"),
    ({"type": "GeometryCollection", "geometries": []}, "holds GeometryCollection"),
    (polygon(square()[:3]), "has 3 points"),
    (polygon(square()[:-1]), "is not closed"),
    (polygon([[y, x] for x, y in square()]), "latitude stands before longitude"),
    (polygon([[x + 90, y] for x, y in square()]), "outside the British Isles"),
    (polygon([["1", "2"]] * 4), "are not pairs"),
    (polygon([[0.1]] * 4), "are not pairs"),
    (polygon([[10**400, 51]] * 4), "are not pairs"),
    (polygon({"0": 1}), "are not pairs"),
    ({"type": "Polygon", "coordinates": "here"}, "are not pairs"),
    (polygon([[]] * 5), "are not pairs"),
    (polygon([[-0.2, 51.5], [-0.1, 51.6], [-0.1, 51.5], [-0.2, 51.6], [-0.2, 51.5]]), "crosses itself near -0.15"),
    (polygon(square(), square(column=3)), "a hole lies outside it"),
    (polygon(square(side=0.00002)), "less than 10 square metres"),
    (polygon([[-0.2, 51.5], [-0.1, 51.5], [-0.2, 51.5], [-0.2, 51.5]]), "square metres"),
]


@pytest.mark.parametrize(("geometry", "words"), OUTLINES, ids=[words for _geometry, words in OUTLINES])
def test_what_is_no_sound_outline_is_refused_in_words(geometry, words):
    assert words in refused(one(geometry))


NAMES = [
    ([{}], "No property of the features is a name"),
    ([None], "No property of the features is a name"),
    ([{"name": "A"}, {"name": " "}], "Feature 2 has no name in “name”"),
    ([{"name": "A"}, {}], "Feature 2 has no name in “name”"),
    ([{"name": True}], "Feature 1 has no name"),
    ([{"name": ["A"]}], "Feature 1 has no name"),
    ([ONS[0], {"WD22CD": "", "WD22NM": "South"}], "South: “WD22CD” does not hold an official code"),
    ([{"WD22CD": "00BBGB", "WD22NM": "North"}], "North: “00BBGB” in “WD22CD” is not an official code"),
    ([ONS[0], ONS[0]], "The code E05000001 is used 2 times"),
    ([{"name": "A", "code": "a"}, {"name": "B", "code": "a"}], "The code a is used 2 times"),
]


@pytest.mark.parametrize(("properties", "words"), NAMES)
def test_what_is_not_named_is_refused_in_words(properties, words):
    assert words in refused(squares(*properties))


def test_every_problem_is_said_at_once_but_not_without_end():
    features = [feature({"name": f"Zone {i}"}, None) for i in range(40)]
    with pytest.raises(BoundaryError) as caught:
        read(collection(*features))
    assert len(caught.value.problems) == 13
    assert caught.value.problems[-1] == "There are 28 more problems of this kind in the file."


def test_a_problem_can_be_said_in_another_language_and_what_the_file_says_can_be_shown():
    told = BoundaryError([say("{area} has no outline.", area="A\x01"), "B\x02"]).problems
    assert told == ("A\ufffd has no outline.", "B\ufffd")
    welsh = Catalogue("cy", {"{area} has no outline.": ("{area}: heb amlinelliad.",)})
    assert [welsh.said(one) for one in told] == ["A\ufffd: heb amlinelliad.", "B\ufffd"]


def test_too_many_points_are_refused(monkeypatch):
    monkeypatch.setattr(coordinates, "MOST_POINTS", 500)
    points = ",".join(["[0,51]"] * 501)
    compact = '{"type":"FeatureCollection","features":[{"properties":{"name":"A"},"geometry":{"type":"Polygon",'
    assert "501 points" in refused(f'{compact}"coordinates":[[{points}]]}}}}]}}'.encode())


def test_a_sliver_is_repaired_and_noted():
    ring = square()
    # The line runs on for a metre and back over itself.
    ring[1:1] = [[LONGITUDE + 0.005, LATITUDE], [LONGITUDE + 0.005, LATITUDE - 0.00002], [LONGITUDE + 0.005, LATITUDE]]
    reading = read(one(polygon(ring)))
    assert "this was repaired" in reading.notes[0]
    assert_sound(reading)


def test_heights_and_holes_are_kept_in_order():
    hole = [[x / 2 + LONGITUDE / 2 + 0.002, y / 2 + LATITUDE / 2 + 0.002, 12.5] for x, y in square()]
    (area,) = read(one(polygon(square(), hole))).areas
    assert [len(ring) for ring in area.outline[0]] == [5, 5]
    assert all(len(point) == 2 for ring in area.outline[0] for point in ring)


def wavy(column, row):
    """A square whose edges have many points, shared with its neighbours."""
    grid = np.linspace(0, 1, 400)
    wave = 0.04 * np.sin(grid * 12 * np.pi) * np.sin(grid * np.pi)
    edges = [np.column_stack([grid, wave]), np.column_stack([1 + wave, grid])]
    edges += [np.column_stack([grid, 1 + wave])[::-1], np.column_stack([wave, grid])[::-1]]
    ring = np.vstack([edge[:-1] for edge in edges] + [edges[0][:1]])
    ring[-1] = ring[0]
    return ((ring + np.array([column, row])) * 0.02 + np.array([LONGITUDE, LATITUDE])).tolist()


def test_many_points_become_few_and_edges_stay_shared():
    names = [(column, row) for column in range(3) for row in range(3)]
    data = collection(*(feature({"name": f"{c} {r}"}, polygon(wavy(c, r))) for c, r in names))
    reading = read(data)
    assert "were simplified" in reading.notes[-1]
    assert len(json.dumps([area.outline for area in reading.areas], separators=(",", ":"))) <= BUDGET_IN_BYTES
    shapes = [as_shape(area.outline) for area in reading.areas]
    assert shapely.union_all(shapes).area == pytest.approx(sum(shape.area for shape in shapes), rel=1e-4)
    assert_sound(reading)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.floats(-0.3, 0.3), st.floats(51, 51.4)), min_size=3, max_size=12))
def test_any_ring_is_read_soundly_or_refused(points):
    assert_sound_or_refused(encoded(one(polygon([*points, points[0]]))))


def scribble(points):
    """A ring that crosses itself very often: every step goes to the other side."""
    turns = np.arange(points) * (np.pi * (1 - 1 / points) + 0.7)
    ring = np.column_stack((LONGITUDE + 0.01 * np.cos(turns), LATITUDE + 0.01 * np.sin(turns))).round(6).tolist()
    return [*ring, ring[0]]


def test_a_scribble_is_refused_before_it_takes_minutes_and_gigabytes():
    problem = refused(collection(feature({"name": "A"}, polygon(scribble(2_000)))))
    assert "crosses itself in more than 500 places" in problem


def test_more_rings_than_any_map_shows_are_refused():
    parts = [[square(n % 100, n // 100, 0.0002)] for n in range(5_001)]
    problem = refused(collection(feature({"name": "A"}, {"type": "MultiPolygon", "coordinates": parts})))
    assert "5,001 rings, and the limit is 5,000" in problem


@pytest.mark.parametrize("members", [{}, {"crs": {"properties": {"name": "\ud800"}}}])
def test_a_problem_can_be_shown_whatever_stands_in_the_file(members):
    kind = "Polygon" if members else "\ud800"
    data = collection(feature({"name": "A"}, {"type": kind, "coordinates": [square()]}), **members)
    problem = refused(data)
    assert problem.encode()
