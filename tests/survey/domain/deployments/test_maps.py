"""Maps: every place has its name or its number, no two labels lie on one another, and nothing is left out."""

from dataclasses import replace
from itertools import combinations

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.domain.deployments import maps
from survey.domain.deployments.comparing import State
from survey.domain.deployments.labels import PAD, layouts
from survey.domain.deployments.maps import HIGHEST, NARROW, WIDTH, drawing, drawing_of_two
from survey.domain.deployments.outlines import as_outline
from survey.domain.deployments.plan import Boundaries, Ward, Zone
from tests.survey.domain.deployments.examples import plan

NAMES = ["Soho", "Knightsbridge & Belgravia", "St James's", "Old Coulsdon", "Llanfairpwllgwyngyll", "Ynys Môn", "中区"]


def made(wards=(), zones=()):
    """A plan and its boundaries from shapes in degrees."""
    ward_list = [Ward(f"E05{i:06}", NAMES[i % len(NAMES)], i, 0, in_area=i % 3 == 0) for i in range(len(wards))]
    zone_list = [Zone(f"zone-{i}", NAMES[-1 - i % len(NAMES)]) for i in range(len(zones))]
    outlines = {one.code: as_outline(s) for one, s in zip([*ward_list, *zone_list], [*wards, *zones], strict=True)}
    return plan(wards=tuple(ward_list), zones=tuple(zone_list)), Boundaries("Ours", outlines)


def box(west, south, width, height):
    return shapely.box(west, south, west + width, south + height)


def grid(columns, rows, side=0.01):
    return [box(-0.2 + c * side, 51.5 + r * side, side, side) for c in range(columns) for r in range(rows)]


def assert_legible(drawn, count):
    """What every map keeps to."""
    labelled = [*drawn.shapes, *(one for one in drawn.earlier if one.labels)]
    assert len(labelled) == count
    for size in ("narrow", "wide"):
        labels = [(one.place, getattr(one.labels, size)) for one in labelled]
        for place, label in labels:
            said = " ".join(label.lines).replace("- ", "")
            assert said in (str(place.number) if label.is_number else place.name, place.name)
            left, top, right, bottom = label.box
            assert left >= -1e-6
            assert top >= -1e-6
            assert right <= drawn.width + 1e-6
            assert bottom <= drawn.height + 0.1
        tree = shapely.STRtree([shapely.box(*label.box).buffer(-1e-6) for _place, label in labels])
        first, second = tree.query(tree.geometries, predicate="intersects")
        assert (first == second).all(), size
    if drawn.numbered:
        assert set(drawn.numbers) == {one.place.code for one in labelled}
    assert sorted({one.place.number for one in labelled}) == list(range(1, count + 1))


def test_a_map_of_nothing_is_no_map():
    assert drawing(*made()) is None
    assert drawing_of_two(made(), made()) is None
    assert drawing(plan(), Boundaries("", {"elsewhere": as_outline(box(0, 51, 1, 1))})) is None


def test_one_ward_fills_the_sheet_and_bears_its_name():
    drawn = drawing(*made([box(-0.2, 51.5, 0.02, 0.0125)]))
    (shape,) = drawn.shapes
    assert shape.labels.narrow.lines == ("Soho",)
    assert not drawn.numbered
    assert drawn.numbers == {}
    assert drawn.width == WIDTH
    assert shape.path.startswith("M")
    assert shape.path.endswith("Z")


def test_north_is_up_and_east_is_right():
    wards = [box(-0.2, 51.6, 0.02, 0.0125), box(-0.1, 51.5, 0.02, 0.0125)]
    places = {one.place.code: one.labels.narrow for one in drawing(*made(wards)).shapes}
    assert places["E05000000"].x < places["E05000001"].x
    assert places["E05000000"].y < places["E05000001"].y


def test_a_square_on_the_ground_is_one_on_the_sheet():
    drawn = drawing(*made([box(-0.2, 51.5, 0.01 / 0.62235, 0.01)]))  # the cosine of 51.505 degrees
    xs, ys = zip(*drawn.shapes[0].rings[0], strict=True)
    assert max(xs) - min(xs) == pytest.approx(max(ys) - min(ys), abs=0.3)


def test_zones_lie_over_wards_and_the_area_over_the_rest():
    drawn = drawing(*made(grid(3, 2), [box(-0.19, 51.505, 0.004, 0.004)]))
    kinds = [(one.place.kind, one.place.in_area) for one in drawn.shapes]
    assert kinds == sorted(kinds, key=lambda one: (one[0] == "zone", one[1]))
    assert kinds[-1] == ("zone", True)
    assert_legible(drawn, 7)


def test_a_label_stands_in_its_own_shape_where_it_fits():
    drawn = drawing(*made(grid(3, 3)))
    for one in drawn.shapes:
        label = one.labels.narrow
        if label.points_at is None:
            letters = shapely.box(*label.box).buffer(-PAD * NARROW - 2)
            assert shapely.Polygon(one.rings[0]).buffer(0.2).covers(letters)


def test_numbers_follow_the_list():
    drawn = drawing(*made(grid(4, 4), [box(-0.19, 51.505, 0.001, 0.001)] * 2))
    assert [place.number for place in drawn.places] == list(range(1, 19))
    assert [place.kind for place in drawn.places[:2]] == ["zone", "zone"]
    names = [place.name.casefold() for place in drawn.places[2:]]
    assert names == sorted(names)


@pytest.mark.parametrize(
    ("columns", "rows", "side"),
    [
        (1, 1, 0.01),
        (28, 25, 0.01),  # 700 wards, more than any council has
        (60, 1, 0.01),  # a strip: less room than the numbers need
        (1, 60, 0.01),
        (2, 2, 1e-5),  # smaller than anything that can be uploaded
    ],
)
def test_any_number_of_wards_is_legible(columns, rows, side):
    drawn = drawing(*made(grid(columns, rows, side)))
    assert_legible(drawn, columns * rows)


def test_slivers_islands_and_holes_are_drawn():
    sliver = box(-0.2, 51.5, 0.3, 0.00002)
    islands = shapely.MultiPolygon([box(-0.1 + i * 0.01, 51.52, 0.001, 0.001) for i in range(9)])
    ring = box(-0.2, 51.53, 0.1, 0.1).difference(box(-0.19, 51.54, 0.08, 0.08))
    drawn = drawing(*made([sliver, islands, ring, box(-0.19, 51.54, 0.08, 0.08)]))
    assert_legible(drawn, 4)
    by_code = {one.place.code: one for one in drawn.shapes}
    assert len(by_code["E05000001"].rings) == 9
    assert by_code["E05000002"].path.count("M") == 2


def test_a_zone_that_covers_its_ward_leaves_both_labelled():
    same = box(-0.2, 51.5, 0.01, 0.01)
    assert_legible(drawing(*made([same, box(-0.19, 51.5, 0.01, 0.01)], [same])), 3)


def test_a_label_beside_a_zone_hides_no_zone():
    zones = [box(-0.15 + i * 0.01, 51.55, 0.002, 0.004) for i in range(2)]
    drawn = drawing(*made([box(-0.2, 51.5, 0.1, 0.1)], zones))
    seen = shapely.union_all([shapely.Polygon(one.rings[0]) for one in drawn.shapes if one.place.kind == "zone"])
    away = [one.labels.narrow for one in drawn.shapes if one.labels.narrow.points_at]
    assert away
    assert not any(shapely.box(*label.box).intersects(seen.buffer(-0.2)) for label in away)


def test_the_same_plan_gives_the_same_drawing():
    first = drawing(*made(grid(5, 5)))
    maps._drawn.cache_clear()
    assert drawing(*made(grid(5, 5))) == first


RECTANGLES = st.builds(
    box,
    st.floats(-0.3, 0.3),
    st.floats(51, 52),
    st.sampled_from([0.00002, 0.001, 0.02, 0.3]),
    st.sampled_from([0.00002, 0.001, 0.02, 0.3]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(RECTANGLES, min_size=1, max_size=40), st.lists(RECTANGLES, max_size=5))
def test_labels_never_lie_on_one_another(wards, zones):
    drawn = drawing(*made(wards, zones))
    assert_legible(drawn, len(wards) + len(zones))
    assert drawn.width * HIGHEST + 400 > drawn.height


# Two revisions


def test_what_moved_and_what_went_are_drawn_as_they_were():
    wards = grid(3, 3)
    before = made(wards, [box(-0.195, 51.505, 0.004, 0.004), box(-0.18, 51.515, 0.004, 0.004)])
    after_plan, after = made(wards, [box(-0.193, 51.505, 0.004, 0.004)])
    drawn = drawing_of_two(before, (after_plan, after))
    states = {one.place.code: one.place.state for one in drawn.shapes}
    assert states["zone-0"] is State.MOVED
    assert {states[ward.code] for ward in after_plan.wards} == {State.SAME}
    assert [(one.place.code, one.place.state) for one in drawn.earlier] == [
        ("zone-1", State.REMOVED),
        ("zone-0", State.MOVED),
    ]
    assert drawn.earlier[0].labels
    assert drawn.earlier[1].labels is None
    assert_legible(drawn, 11)


def test_a_place_that_is_new_is_marked():
    drawn = drawing_of_two(made(grid(2, 2)), made(grid(2, 2), [box(-0.195, 51.505, 0.004, 0.004)]))
    assert drawn.shapes[-1].place.state is State.ADDED
    assert drawn.earlier == ()


def test_everything_may_have_gone():
    drawn = drawing_of_two(made(grid(2, 2)), made())
    assert drawn.shapes == ()
    assert_legible(drawn, 4)


def test_a_ward_that_is_no_longer_listed_has_gone_even_if_its_outline_is_kept():
    whole, kept = made(grid(2, 1))
    drawn = drawing_of_two((whole, kept), (replace(whole, wards=whole.wards[:1]), kept))
    assert [one.place.code for one in drawn.earlier] == ["E05000001"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Soho", [("Soho",)]),
        ("", [("",)]),
        (
            "Knightsbridge & Belgravia",
            [
                ("Knightsbridge & Belgravia",),
                ("Knightsbridge &", "Belgravia"),  # no line begins with an ampersand, if it can be helped
                ("Knightsbridge", "&", "Belgravia"),
                ("Knights-", "bridge &", "Belgravia"),
            ],
        ),
    ],
)
def test_a_name_is_broken_in_every_good_way(name, found):
    assert layouts(name) == found


def test_layouts_keep_the_words():
    for name, _ in combinations(NAMES, 2):
        assert all(" ".join(lines).replace("- ", "") == name for lines in layouts(name))
