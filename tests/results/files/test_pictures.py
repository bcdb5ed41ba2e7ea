"""Charts as pictures that stand alone."""


import pytest
from defusedxml import ElementTree

from results import charts
from results.drawing import words
from results.files.pictures import WIDTH, ZOOM, png, svg
from tests.results.files.made import ALONE, CENSUS, SEX, SUPPORT

CHARTS = (
    charts.topline(ALONE["support"][0], SUPPORT),
    charts.profile(ALONE["sex"][0], CENSUS["sex"].margin, words.option_labels(SEX), apart=("pns",), about="sex"),
)


@pytest.mark.parametrize("chart", CHARTS, ids=("scale", "profile"))
def test_a_picture_is_whole_and_fetches_nothing(chart):
    drawn = svg(chart)
    root = ElementTree.fromstring(drawn)
    assert root.get("width") == str(WIDTH)
    assert float(root.get("height")) >= chart.height - 1
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("chart", CHARTS, ids=("scale", "profile"))
def test_its_pixels_are_twice_as_fine(chart):
    content = png(chart)
    assert content.startswith(b"\x89PNG")
    wide, high = (int.from_bytes(content[place : place + 4], "big") for place in (16, 20))
    assert wide == ZOOM * WIDTH
    assert high / wide == pytest.approx(chart.height / WIDTH, abs=0.05)
    assert png(chart) == content
