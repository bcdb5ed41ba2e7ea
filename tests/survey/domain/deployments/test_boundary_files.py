"""Real boundary files, damaged copies of them, and the tiles of the areas in them."""

import json

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.domain.deployments.boundaries.reading import drawable, read_boundaries
from survey.domain.deployments.boundaries.simplifying import BUDGET_IN_BYTES, points_in
from survey.domain.deployments.boundaries.tiles import tiles_for
from survey.domain.deployments.outlines import as_shape
from tests.source import ROOT
from tests.survey.domain.deployments.geojson import (
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
)

SHARED = ROOT.parent / "shared" / "inputs"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-0.5, 0.5), st.floats(51, 52)), min_size=1, max_size=60))
def test_every_area_has_a_tile_of_its_own(places):
    data = collection(*(feature({"name": "A"}, polygon([[x + a, y + b] for a, b in shape()])) for x, y in places))
    tiles = tiles_for(read(data).areas)
    assert len(set(tiles.values())) == len(tiles) == len(places)
    assert min(column for column, _ in tiles.values()) == min(row for _, row in tiles.values()) == 0


def shape():
    return [(0, 0), (0.003, 0), (0.003, 0.004), (0, 0)]


def test_tiles_lie_as_squares_do():
    data = collection(*(feature({"name": f"{c}-{r}"}, polygon(square(c, r, 0.016))) for c in range(4) for r in range(3)))
    tiles = tiles_for(read(data).areas)
    north_up = {code: (int(code[0]), int(code[-1])) for code in tiles}
    # A square on the map of degrees is not one on the ground, so rows may be left out but never turned round.
    for first, here in north_up.items():
        for second, there in north_up.items():
            assert (tiles[first][0] - tiles[second][0]) * (here[0] - there[0]) >= 0
            assert (tiles[first][1] - tiles[second][1]) * (here[1] - there[1]) >= 0


def test_no_area_has_no_tile():
    assert tiles_for([]) == {}


# Below, real files of councils and of the ONS. They are not part of the repository.

REAL = [
    ("london_boroughs_LTLA21.geojson", 33, "council", "E09000033", "Westminster"),
    ("london_wards_WD22_six_boroughs.geojson", 136, "ward", "E05013808", "West End"),
    ("postcode_districts_CR.geojson", 8, "other", "cr0", "CR0"),
    ("wards_WD13_E09000008_Croydon.json", 24, "ward", "E05000146", "Addiscombe"),
    ("wards_WD13_E09000025_Newham.json", 20, "ward", "E05000475", "Beckton"),
]
NAMES_OF_REAL = [row[0] for row in REAL]


def real(name, folder="boundaries"):
    path = SHARED / folder / name
    if not path.exists():
        pytest.skip("the real files stand beside the project, and this clone stands alone")
    return path.read_bytes()


@pytest.mark.parametrize(("name", "count", "kind", "code", "called"), REAL)
def test_every_real_file_is_read(name, count, kind, code, called):
    data = real(name)
    reading = read_boundaries(data)
    assert (len(reading.areas), reading.kind, reading.reprojected) == (count, kind, False)
    assert {area.code: area.name for area in reading.areas}[code] == called
    assert_sound(reading)
    originals = [shapely.geometry.shape(one["geometry"]) for one in json.loads(data)["features"]]
    for area, original in zip(reading.areas, originals, strict=True):
        assert as_shape(area.outline).area == pytest.approx(original.area, rel=0.03), area.name


def test_councils_of_the_six_boroughs_are_told_apart():
    reading = read_boundaries(real("london_wards_WD22_six_boroughs.geojson"))
    counted = {"Camden": 20, "Croydon": 28, "Hackney": 21, "Lambeth": 25, "Newham": 24, "Westminster": 18}
    for council, count in counted.items():
        own = [area for area in reading.areas if area.parent_name == council]
        assert len(own) == count
        assert points_in([area.outline for area in drawable(own)]) * 20 <= BUDGET_IN_BYTES
        tiles = tiles_for(own)
        assert len(set(tiles.values())) == count


@pytest.mark.parametrize("name", NAMES_OF_REAL)
def test_a_real_file_in_metres_is_read_as_in_degrees(name):
    data = json.loads(real(name))
    first, second = read(data), read(on_grid(data))
    assert second.reprojected
    for one, other in zip(first.areas, second.areas, strict=True):
        assert (one.code, one.name) == (other.code, other.name)
        metre = 1 / 69_000  # of longitude, which is the shorter
        assert shapely.hausdorff_distance(as_shape(one.outline), as_shape(other.outline)) < 5 * metre


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("trafford_cctv_cameras.geojson", "holds points (163)"),
        ("trafford_cctv_cameras.csv", "may be a table"),
        ("Camden_Street_Lighting_three_wards.csv", "may be a table"),
    ],
)
def test_sites_are_refused_in_words(name, words):
    assert words in refused(real(name, "sites"))


def damaged(name, draw):
    """A copy of a real file with one kind of damage."""
    raw = real(name)
    kind = draw(st.sampled_from(["truncated", "flipped", *DAMAGE]))
    if kind == "truncated":
        return raw[: draw(st.integers(0, len(raw)))]
    if kind == "flipped":
        data = bytearray(raw)
        for place in draw(st.lists(st.integers(0, len(raw) - 1), min_size=1, max_size=20)):
            data[place] = draw(st.integers(0, 255))
        return bytes(data)
    data = json.loads(raw)
    for place in draw(st.lists(st.integers(0, len(data["features"]) - 1), min_size=1, max_size=4)):
        DAMAGE[kind](data["features"][place], draw)
    return encoded(data)


def rings(one):
    """The rings of one feature that is still whole."""
    geometry = one.get("geometry") or {}
    found = geometry.get("coordinates") or []
    parts = [found] if geometry.get("type") == "Polygon" else found
    return [ring for part in parts for ring in part]


def opened(one, _draw):
    for ring in rings(one):
        ring.pop()


def swapped(one, _draw):
    for ring in rings(one):
        ring[:] = [[y, x] for x, y in ring]


def moved(one, draw):
    for ring in rings(one):
        ring[draw(st.integers(0, len(ring) - 1))] = draw(st.lists(st.floats(-200, 7e5), max_size=3))


def shuffled(one, draw):
    for ring in rings(one):
        inside = ring[1:-1]
        first, second = (draw(st.integers(0, len(inside) - 1)) for _ in range(2))
        inside[first], inside[second] = inside[second], inside[first]
        ring[1:-1] = inside


def emptied(one, draw):
    one["geometry"] = draw(st.sampled_from([None, {}, {"type": "Polygon"}, polygon(), polygon([]), 7]))


def renamed(one, draw):
    properties = one["properties"]
    key = draw(st.sampled_from(sorted(properties)))
    properties[key] = draw(st.sampled_from([None, "", 0, [], "E05000001", "\ud800", "x" * 500]))


def unnamed(one, draw):
    one["properties"] = draw(st.sampled_from([None, {}, [], "name"]))


DAMAGE = {
    "opened": opened,
    "swapped": swapped,
    "moved": moved,
    "shuffled": shuffled,
    "emptied": emptied,
    "renamed": renamed,
    "unnamed": unnamed,
}


@pytest.mark.parametrize("name", NAMES_OF_REAL)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_damaged_file_is_read_soundly_or_refused(name, data):
    assert_sound_or_refused(damaged(name, data.draw))
