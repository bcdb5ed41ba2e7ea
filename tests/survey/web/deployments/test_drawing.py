"""The map on its page: the drawing of the server and the figure that takes its place say the same."""

import json
import re
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from survey.domain.deployments.definition import Definition
from survey.domain.deployments.plan import Boundaries, Ward, Zone
from survey.domain.deployments.revisions import Revision
from survey.store.deployments import register
from survey.web.deployments.drawing import area_map, map_of_two
from tests.page import words
from tests.survey.domain.deployments.examples import plan, revision

PAGE = "/deployments/market-square/"
SVG = "{http://www.w3.org/2000/svg}"


def square(column, row, side=0.01):
    west, south = -0.2 + column * side, 51.5 - row * side
    ring = ((west, south), (west + side, south), (west + side, south + side), (west, south + side), (west, south))
    return ((tuple((round(x, 5), round(y, 5)) for x, y in ring),),)


WARDS = tuple(
    Ward(f"E0500000{i}", name, i % 3, i // 3, in_area=i == 4)
    for i, name in enumerate(["A<b>", "Llanfairpwllgwyngyll & Common", "East", "Low", "Market", "West", "Ash", "Elm", "Oak"])
)
HOLED = (square(1, 1)[0][0], tuple(reversed(square(3, 3, 0.004)[0][0])))
PLACED = plan(wards=WARDS, zones=(Zone("square", "The square"),))
OUTLINES = Boundaries(
    "Borsetshire Council, 2026",
    {ward.code: square(ward.column, ward.row) for ward in WARDS} | {"square": square(5, 1, 0.003)},
)
LATER = replace(OUTLINES, outlines={**OUTLINES.outlines, "square": square(6, 1, 0.003)})


@pytest.fixture
def drawn():
    return area_map(PLACED, OUTLINES)


@pytest.fixture
def kept(session):
    """A deployment of two revisions with outlines: the zone moves."""
    first = revision(PLACED, boundaries=OUTLINES)
    entry = register.add_deployment(session, Definition("market-square", (first,)))
    second = Revision(2, first.published_on, "The square moves.", "Moved.", PLACED, boundaries=LATER)
    register.add_revision(session, entry, replace(second, change_summary="The zone moved."))
    session.commit()


def loaded(page):
    """The addresses of all scripts and sheets."""
    return " ".join([*(one.get("src", "") for one in page.all("script")), *(one.get("href") for one in page.all("link"))])


def test_without_outlines_there_is_no_map():
    assert area_map(PLACED, Boundaries()) is None
    assert map_of_two((PLACED, Boundaries()), (PLACED, Boundaries())) is None


def test_the_figure_is_one_that_plotly_knows(drawn):
    figure = go.Figure(json.loads(drawn.figure))
    assert len(figure.data) == len(drawn.drawing.shapes)
    assert {trace.text for trace in figure.data} == {
        "The square",
        "A&lt;b&gt;",
        "Llanfairpwllgwyngyll &amp; Common",
        *(ward.name for ward in WARDS[2:]),
    }
    assert figure.layout.xaxis.range == (0, drawn.drawing.width)
    assert figure.layout.yaxis.range == (drawn.drawing.height, 0)


@pytest.mark.parametrize("size", ["narrow", "wide"])
def test_labels_stand_where_the_drawing_has_them(drawn, size):
    layout = json.loads(drawn.figure)["layout"]
    annotations = layout["annotations"] if size == "narrow" else layout["meta"]["wide"]["annotations"]
    for shape, one in zip(drawn.drawing.shapes, annotations, strict=True):
        label = getattr(shape.labels, size)
        x, y = (one["ax"], one["ay"]) if label.points_at else (one["x"], one["y"])
        assert (x, y) == pytest.approx((label.x, label.y), abs=0.06)
        assert one["text"].count("<br>") == len(label.lines) - 1


def test_nothing_in_the_figure_can_end_its_element(drawn):
    assert not set("<>&") & set(str(drawn.figure))


def test_outlines_are_closed_and_parts_apart():
    boundaries = Boundaries("", {"square": (square(0, 0)[0], square(2, 0)[0])})
    (trace,) = json.loads(area_map(PLACED, boundaries).figure)["data"]
    gap = trace["x"].index(None)
    assert trace["x"][0] == trace["x"][gap - 1]
    assert trace["y"][gap] is None
    assert None not in trace["x"][gap + 1 :]


def test_the_map_says_in_words_what_it_shows(drawn):
    assert drawn.alt == (
        "Map of Borsetshire Council, north at the top. Zones: The square. Wards in the area: Market. "
        "8 other wards. The same is in the list beside the map."
    )


def test_two_revisions_are_dashed_and_said_in_words():
    both = map_of_two((PLACED, OUTLINES), (PLACED, LATER))
    assert both.changes == ("The square: its outline changed; it now lies elsewhere.",)
    assert both.changes[0] in both.alt
    lines = [trace["line"] for trace in json.loads(both.figure)["data"] if "fill" not in trace]
    assert [line.get("dash") for line in lines] == [None, "6px,4px"]
    go.Figure(json.loads(both.figure))


def test_two_revisions_alike_have_no_dashes():
    both = map_of_two((PLACED, OUTLINES), (PLACED, OUTLINES))
    assert both.changes == ()
    assert both.alt.endswith("No outline changed.")
    assert all("fill" in trace for trace in json.loads(both.figure)["data"])


def test_the_page_shows_the_map_its_list_and_whose_it_is(kept, client):
    page = client.get_page(PAGE)
    assert len(page.all(f"{SVG}path", class_="lp-shape")) == 10
    assert len(page.all(f"{SVG}path", class_="lp-shape--zone")) == 1
    assert "Names, codes and outlines. Borsetshire Council, 2026" in page.text
    assert not page.all(f"{SVG}svg", class_="lp-tiles")
    assert "/static/vendor/plotly.min.js" in loaded(page)
    keys = {words(key) for key in page.all("span", class_="lp-key")}
    assert keys == {str(number) for number in range(1, 11)}


def test_every_number_on_the_map_is_in_the_list(kept, client):
    page = client.get_page(PAGE)
    labels = [words(label) for label in page.all(f"{SVG}text", class_="lp-label")]
    numbers = {label for label in labels if re.fullmatch(r"\d+", label)}
    assert numbers
    assert numbers <= {words(key) for key in page.all("span", class_="lp-key")}


def test_a_deployment_without_outlines_keeps_its_tiles_and_loads_no_chart(session, client):
    register.add_deployment(session, Definition("market-square", (revision(PLACED),)))
    session.commit()
    page = client.get_page(PAGE)
    assert page.all(f"{SVG}svg", class_="lp-tiles")
    assert not page.all(f"{SVG}svg", class_="lp-outlines")
    assert not page.all("span", class_="lp-key")
    assert "plotly" not in loaded(page)


def test_the_comparison_has_the_map_of_both(kept, client):
    page = client.get_page(f"{PAGE}compare/1/2/")
    assert len(page.all(f"{SVG}path", class_="lp-earlier")) == 1
    assert "The square: its outline changed; it now lies elsewhere." in page.text
