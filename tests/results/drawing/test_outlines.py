"""Maps from outlines: shaded by one figure, hatched where nothing is shown, and no label on another."""

import json

import pytest
import shapely

from results import charts
from results.charts import Side
from results.domain.disclosure import SafeCell
from results.drawing import outlines
from results.drawing.palette import BLUES, SHADES
from results.drawing.tiles import classes, classes_of_counts
from survey.domain.deployments.plan import Boundaries, Plan, Ward, Zone
from survey.domain.questionnaires.questions import Area, Option
from tests.results.released import OVERALL, grouped, profiled

SIDE = 0.01
# Three wards across and three down, and a fourth row with a sliver that has room for no figure.
PLACES = {f"E0500000{row}{column}": (column, row) for row in range(3) for column in range(3)}
NAMES = {code: f"Ward {code[-2:]}" for code in PLACES} | {"E05000099": "Sliver Street"}


def square(column, row, *, across=SIDE, down=SIDE):
    x, y = column * SIDE, 51.5 - row * SIDE
    return (((((x, y), (x + across, y), (x + across, y - down), (x, y - down), (x, y)),)),)


OUTLINES = {code: square(*place) for code, place in PLACES.items()}
OUTLINES["E05000099"] = square(0, 3, across=3 * SIDE, down=SIDE / 60)
PLAN = Plan(
    name="", council="", council_code="", force="", status="planned",
    zones=(Zone("market", "Market"), Zone("bridge", "Bridge")),
    wards=tuple(Ward(code, name, *PLACES.get(code, (0, 3))) for code, name in NAMES.items()),
)  # fmt: skip
GROUND = outlines.ground(PLAN, Boundaries("", OUTLINES), NAMES, wards=True)
TABLES = [
    grouped(OVERALL, (40, 20 + 5 * place, 10, 10, 20, 0), code) for place, code in enumerate(sorted(NAMES))
]
TOO_SMALL = grouped(OVERALL, (3, 0, 0, 4, 0, 0), "E0500000")
SUPPORT = ("strongly-support", "somewhat-support")


def figure(chart):
    return json.loads(chart.figure_json)


def of_side(tables, **changes):
    return figure(charts.share_map(tables, GROUND, OVERALL, Side(SUPPORT, "support", ramp=BLUES, **changes)))


def shapes(found):
    return {trace["text"].split(":")[0]: trace for trace in found["data"]}


def test_every_ward_is_filled_by_its_share_and_says_so():
    found = shapes(of_side(TABLES))
    assert len(found) == len(NAMES)
    assert all("fillpattern" not in trace for trace in found.values())
    fills = {trace["fillcolor"] for trace in found.values()}
    assert fills <= {fill for fill, _ink in BLUES}
    assert len(fills) > 1
    assert found["Ward 00"]["text"].startswith("Ward 00: support: 60% (60)")


def test_a_hidden_ward_and_one_with_nobody_look_alike():
    codes = sorted(NAMES)
    few = grouped(OVERALL, (3, 0, 0, 4, 0, 0), codes[1])
    nobody = grouped(OVERALL, (0, 0, 0, 0, 0, 0), codes[2])
    found = shapes(of_side([TABLES[0], few, nobody, *TABLES[3:]]))
    one, other = ({**found[NAMES[code]], "x": 0, "y": 0} for code in codes[1:3])
    assert one["fillpattern"]["shape"] == "/"
    assert {**one, "text": ""} == {**other, "text": ""}
    assert one["text"].partition(":")[2] == other["text"].partition(":")[2]


@pytest.mark.parametrize("wide", [False, True])
def test_no_label_lies_on_another_and_each_shows_its_figure(wide):
    narrow, names = outlines._placed(
        GROUND.drawing, tuple((code, f"{20 + place}%") for place, code in enumerate(NAMES)), tuple(NAMES.values())
    )
    labels = names if wide else narrow
    boxes = [shapely.box(*label.box) for label in labels]
    for place, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[place + 1 :])
    said = [" ".join(label.lines) for label in labels]
    assert all(f"{20 + place}%" in text for place, text in enumerate(said))
    assert ("Ward 11" in " ".join(said)) == wide
    # The sliver has no room: its figure stands beside it and points at it.
    assert labels[-1].points_at is not None


def test_two_sets_of_words_share_one_key():
    found = of_side(TABLES)
    few, many = found["layout"]["annotations"], found["layout"]["meta"]["wide"]["annotations"]
    key = [note["text"] for note in few if note.get("yref") == "paper"]
    assert key == [note["text"] for note in many if note.get("yref") == "paper"]
    assert key[-1] == "not shown"


def test_counts_are_shaded_in_one_hue_by_round_steps():
    area = Area(code="area", text="Where?", options=tuple(Option(code, name) for code, name in NAMES.items()))
    chart = charts.count_map(profiled(area, [4, 20, 55, 130, 240, 60, 70, 80, 90, 100]), GROUND, area)
    found = shapes(figure(chart))
    assert "fillpattern" in found["Ward 00"]
    assert {t["fillcolor"] for t in found.values() if "fillpattern" not in t} <= {fill for fill, _ in SHADES}
    assert chart.message.startswith("Most often answered: “Ward 11”")


@pytest.mark.parametrize(
    ("counts", "names"),
    [
        # The least step that needs no more than five shades; below ten nothing is shown.
        ([10, 45], ["10–19", "20–29", "30–39", "40–49"]),
        ([15, 240], ["10–49", "50–99", "100–149", "150–199", "200–249"]),
        ([1_005, 4_300], ["1,000–1,999", "2,000–2,999", "3,000–3,999", "4,000–4,999"]),
        ([], ["10–19"]),
    ],
)
def test_steps_of_counts_are_round(counts, names):
    assert classes_of_counts(counts).names == names


def test_without_an_outline_of_each_there_is_no_map_from_outlines():
    missing = {code: outline for code, outline in OUTLINES.items() if not code.endswith("99")}
    assert outlines.ground(PLAN, Boundaries("", missing), NAMES, wards=True) is None
    assert outlines.ground(PLAN, Boundaries("", {}), {}, wards=True) is None


def test_zones_are_named_as_zones():
    two = {"market": square(0, 0), "bridge": square(2, 1)}
    names = {"market": "Market", "bridge": "Bridge"}
    zones = outlines.ground(PLAN, Boundaries("", two | OUTLINES), names, wards=False)
    tables = [grouped(OVERALL, (40, 20, 10, 10, 20, 0), "market"), grouped(OVERALL, (1, 0, 0, 0, 0, 0), "bridge")]
    chart = charts.share_map(tables, zones, OVERALL, Side(SUPPORT, "support"))
    assert "1 of 2 zones are too small to show" in chart.message
    assert chart.alt.startswith("Map of zones.")


def test_figures_are_what_the_shades_are_of():
    cells = {code: SafeCell(50, 25) for code in NAMES}
    shades = classes([25])
    canvas = outlines.outline_map(GROUND, cells, shades, SHADES, answer="support")
    texts = [note["text"] for note in canvas.annotations]
    assert texts.count("25%") == len(NAMES)
