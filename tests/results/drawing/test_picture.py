"""Charts as pictures that open alone: well-formed, safe, complete, and the same as in the browser."""

import json
import re
from xml.etree import ElementTree as ET

import pytest

from results.drawing.picture import WIDTH, Around, inline, picture
from tests.results.test_charts import ALL

SVG = "{http://www.w3.org/2000/svg}"
SOURCE = "Source: Borsetshire Council, “Lamps & <cameras>”, results, edition 1 of 26 October 2026."


def drawn(chart, source=(SOURCE,)):
    return picture(chart.figure_json, Around("Do you support <it> & why?", chart.message, chart.alt, source))


def parsed(svg):
    return ET.fromstring(svg)  # noqa: S314 - our own


def words(root):
    return [" ".join("".join(span.itertext()) for span in text) for text in root.iter(f"{SVG}text")]


@pytest.fixture(scope="module")
def pictures():
    return {name: parsed(drawn(chart)) for name, chart in ALL.items()}


@pytest.mark.parametrize("name", ALL)
def test_a_picture_says_by_itself_what_it_is(pictures, name):
    root, chart = pictures[name], ALL[name]
    said = " ".join(words(root))
    assert chart.message in said
    assert "Do you support <it> & why?" in said
    assert "“Lamps & <cameras>”" in said
    assert root.find(f"{SVG}title").text == chart.message
    assert root.find(f"{SVG}desc").text == chart.alt


@pytest.mark.parametrize("name", ALL)
def test_nothing_in_it_is_a_style_a_script_or_from_elsewhere(name):
    text = drawn(ALL[name]).decode()
    assert not re.search(r"<(script|style|foreignObject|image|use|a)\b| style=| on\w+=|href", text)
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text)


@pytest.mark.parametrize("name", ALL)
def test_every_word_and_figure_of_the_chart_is_in_it(pictures, name):
    figure = json.loads(ALL[name].figure_json)
    said = re.sub(r"\s+", " ", " ".join(words(pictures[name])))
    for note in figure["layout"]["annotations"]:
        plain = note["text"].replace("<br>", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert plain.strip() in said


@pytest.mark.parametrize("name", ALL)
def test_nothing_lies_outside_of_it(pictures, name):
    root = pictures[name]
    high = float(root.get("height"))
    inner = root.find(f"{SVG}g")
    for rect in inner.iter(f"{SVG}rect"):
        left, across = float(rect.get("x", 0)), float(rect.get("width"))
        top, down = float(rect.get("y", 0)), float(rect.get("height"))
        assert left >= -1
        assert left + across <= WIDTH
        assert top >= 0
        assert top + down <= high


def test_bars_are_as_long_as_their_shares(pictures):
    bars = [
        float(rect.get("width"))
        for rect in pictures["single"].iter(f"{SVG}rect")
        if rect.find(f"{SVG}title") is not None
    ]
    # 60%, 39% and 1% of one track.
    assert bars[0] / bars[1] == pytest.approx(60 / 39, rel=0.01)
    assert bars[0] / bars[2] == pytest.approx(60, rel=0.01)


def test_a_scale_is_read_from_support_to_oppose(pictures):
    bars = [rect for rect in pictures["support"].iter(f"{SVG}rect") if rect.find(f"{SVG}title") is not None]
    starts = [float(bar.get("x")) for bar in bars[:5]]
    assert starts == sorted(starts)
    assert bars[0].find(f"{SVG}title").text == "Strongly support: 22% (22)"
    assert bars[4].find(f"{SVG}title").text == "Strongly oppose: 33% (33)"


def test_what_is_hidden_is_hatched_in_the_picture_too(pictures):
    filled = [path.get("fill") for path in pictures["map"].iter(f"{SVG}path")]
    assert filled.count("url(#hatched)") == 1


def test_a_chart_on_a_page_has_no_title_of_its_own():
    text = inline(ALL["support"].figure_json, 330, look="lp-instant")
    root = parsed(text)
    assert root.get("aria-hidden") == "true"
    assert root.find(f"{SVG}title") is None
    assert root.get("viewBox") == f"0 0 330 {ALL['support'].height}"


def test_what_is_not_known_is_refused():
    figure = json.loads(ALL["single"].figure_json)
    figure["data"][0]["type"] = figure["data"][0]["mode"] = "pie"
    with pytest.raises(KeyError):
        inline(json.dumps(figure), 330, look="")
