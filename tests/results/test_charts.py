import json
import re
import time
from datetime import date, timedelta

import plotly.graph_objects as go
import pytest

from results import charts
from results.charts import CHARTS, Tile
from results.domain.disclosure import SafeTable, progress
from results.domain.profile import Margin
from results.domain.tables import Table
from results.domain.timeline import timeline
from results.drawing import outlines
from results.drawing.palette import BLUES
from survey.domain.deployments.plan import Boundaries, Plan, Ward
from survey.domain.questionnaires.kinds import TYPES
from survey.domain.questionnaires.questions import Area, LongText, Option, SingleChoice
from tests.results.released import (
    HEARD,
    LIMITS,
    OFTEN,
    OVERALL,
    PURPOSES,
    SAFER,
    exact,
    grouped,
    profiled,
)

DATES = (date(2026, 5, 1), date(2026, 5, 15))
WARDS = {"f": "Fairfield", "k": "Kenley", "s": "Selsdon"}
TILES = [
    Tile("f", "Fairfield", "Fai", 0, 0),
    Tile("k", "Kenley", "Ken", 1, 0),
    Tile("s", "Selsdon", "Sel", 0, 1),
]
BY_WARD = [
    grouped(OVERALL, (40, 20, 10, 10, 20, 0), "f"),
    grouped(OVERALL, (20, 15, 15, 20, 30, 12), "k"),
    grouped(OVERALL, (3, 0, 0, 4, 0, 0), "s"),
]
HEARD_BY_WARD = [grouped(HEARD, counts, value) for counts, value in [((60, 40, 0), "f"), ((20, 60, 10), "k")]]
LIMITS_BY_WARD = [grouped(LIMITS, (70, 30 + i, 4), f"w{i}") for i in range(12)]
PURPOSES_ALONE = [
    exact(PURPOSES, (10, 10, 20, 30, 30, 5), part="theft"),
    exact(PURPOSES, (60, 20, 5, 5, 10, 5), part="missing"),
]
OFTEN_ALONE = [exact(OFTEN, (60, 40), part="day"), exact(OFTEN, (10, 90), part="night")]
AGE = Margin("heard", (("lot", 400), ("some", 600)), "Census 2021", "2021-03-21")
NAMED = Area(code="area", text="Where?", options=tuple(Option(code, name) for code, name in WARDS.items()))


def _square(column, row):
    x, y = column / 100, 51.5 - row / 100
    return ((((x, y), (x + 0.01, y), (x + 0.01, y - 0.01), (x, y - 0.01), (x, y)),),)


GROUND = outlines.ground(
    Plan(
        name="", council="", council_code="", force="", status="planned",
        wards=tuple(Ward(code, name, place, 0) for place, (code, name) in enumerate(WARDS.items())),
    ),
    Boundaries("", {code: _square(place % 2, place // 2) for place, code in enumerate(WARDS)}),
    WARDS,
    wards=True,
)  # fmt: skip
WEEKS = timeline(
    {(DATES[0], "web"): 1234, (DATES[0] + timedelta(days=8), "web"): 45, (DATES[1], "web"): 26},
    ("web",),
    first=DATES[0],
    last=DATES[1],
)
DAYS = progress(Table("day", None, ("d1", "d2", "d3"), None, None, (9, 134, 27), 170, 0, 0))


def every_chart():
    return {
        "support": charts.topline(exact(OVERALL, (22, 19, 8, 14, 33, 4)), OVERALL),
        "scale": charts.topline(exact(SAFER, (12, 20, 28, 14, 20, 6)), SAFER),
        "one ward": charts.topline(BY_WARD[0], OVERALL),
        "single": charts.topline(exact(HEARD, (60, 39, 1)), HEARD),
        "multiple": charts.topline(exact(LIMITS, (90, 45, 9)), LIMITS),
        "grid": charts.grid(PURPOSES_ALONE, PURPOSES),
        "plain grid": charts.grid(OFTEN_ALONE, OFTEN),
        "scale by ward": charts.breakdown(BY_WARD, OVERALL, WARDS, characteristic="ward"),
        "choice by ward": charts.breakdown(HEARD_BY_WARD, HEARD, WARDS, characteristic="ward"),
        "many groups": charts.breakdown(LIMITS_BY_WARD, LIMITS, {}, characteristic="ward"),
        "profile": charts.profile(
            profiled(HEARD, (30, 60, 10)), AGE, {"lot": "A lot"}, apart=["pns"], about="age"
        ),
        "map": charts.tile_map(
            BY_WARD, TILES, OVERALL, options=["strongly-support", "somewhat-support"], answer="support"
        ),
        "outlines": charts.share_map(
            BY_WARD,
            GROUND,
            OVERALL,
            charts.Side(("strongly-support", "somewhat-support"), "support", ramp=BLUES),
        ),
        "counts": charts.count_map(profiled(NAMED, (40, 12, 3)), GROUND, NAMED),
        "received": charts.received(
            WEEKS, {"web": "On the web"}, ["1 to 7 May", "8 to 14 May", "15 May"], ("1 May", "15 May")
        ),
        "days": charts.responses_by_day(DAYS, {"d1": "1 May", "d2": "2 May", "d3": "3 May"}),
    }


ALL = every_chart()


def written(chart):
    return [note["text"] for note in json.loads(chart.figure_json)["layout"]["annotations"]]


def test_every_type_of_question_has_its_chart_or_none():
    assert CHARTS.keys() == TYPES.keys()


@pytest.mark.parametrize("chart", ALL.values(), ids=ALL)
def test_every_figure_is_one_that_plotly_knows(chart):
    # Figures are built unchecked, because checking costs ten times the building; here they are checked.
    figure = go.Figure(json.loads(chart.figure_json))
    assert figure.layout.height == chart.height or figure.layout.meta["ratio"]
    assert figure.layout.xaxis.fixedrange
    assert figure.layout.yaxis.fixedrange


@pytest.mark.parametrize("chart", ALL.values(), ids=ALL)
def test_every_figure_is_safe_inside_a_script_element(chart):
    assert not set("<>&") & set(chart.figure_json)


@pytest.mark.parametrize("chart", ALL.values(), ids=ALL)
def test_only_line_breaks_are_markup(chart):
    # Other markup becomes style attributes, which the content security policy blocks.
    texts = re.findall(r"<[^>]*>", json.dumps(json.loads(chart.figure_json)))
    assert set(texts) <= {"<br>"}


@pytest.mark.parametrize("chart", ALL.values(), ids=ALL)
def test_messages_are_neutral_and_give_the_base(chart):
    assert not re.search(r"net support|residents think|majority|only|most people|!", chart.message)
    assert re.search(r"\(bases?: |[Aa]t least", chart.message)
    assert chart.message in chart.alt


@pytest.mark.parametrize(
    ("chart", "parts"),
    [
        (
            "support",
            ["41% support and 47% oppose", "; 8% neither", "; 4% don’t know", " (base: 100 who answered)"],
        ),
        (
            "scale",
            [
                "32% answered “Much safer” or “A little safer”, 28% “No difference”, ",
                "and 34% “A little less safe” or “Much less safe”; 6% don’t know (base: 100 who answered)",
            ],
        ),
        (
            "one ward",
            [
                "60% support and 30% oppose; 10% neither; fewer than 10 don’t know (base: about 100 who answered)"
            ],
        ),
        (
            "single",
            [
                "Most often answered: “A lot” (60%), “Some” (39%) ",
                "and “Prefer not to say” (1%) (base: 100 who answered)",
            ],
        ),
        (
            "grid",
            [
                "Support ranges from 19% (Theft and shoplifting) to 76% (Missing people or people at risk); ",
                "opposition ranges from 14% (Missing people or people at risk) to 57% (Theft and shoplifting) ",
                "(bases: 105 who answered)",
            ],
        ),
        (
            "map",
            [
                "The share answering “support” ranges from 32% (Kenley) to 60% (Fairfield); ",
                "1 of 3 wards are too small to show (bases: about 100 to 110 who answered)",
            ],
        ),
        (
            "choice by ward",
            [
                "The share answering “Some” ranges from 40% (Fairfield) to 67% (Kenley) ",
                "(bases: about 90 to 100 who answered)",
            ],
        ),
        ("days", ["At least 170 responses on 3 days; the most on 2 May, at least 130"]),
    ],
)
def test_messages_say_one_thing_in_words(chart, parts):
    assert ALL[chart].message == "".join(parts)


def test_options_stand_in_the_order_they_were_asked():
    texts = written(charts.topline(exact(HEARD, (1, 80, 40)), HEARD))
    assert [t for t in texts if t in ("A lot", "Some", "Prefer not to say")] == [
        "A lot",
        "Some",
        "Prefer not to say",
    ]


def test_figures_under_ten_are_empty_marks_and_never_noughts():
    chart = charts.topline(grouped(HEARD, (70, 9, 0), "f"), HEARD)
    figure = json.loads(chart.figure_json)
    bars = [trace for trace in figure["data"] if trace["type"] == "bar"]
    marks = [trace for trace in figure["data"] if trace["type"] == "scatter"]
    assert [len(bar["x"]) for bar in bars] == [1]
    assert marks[0]["marker"]["symbol"] == "diamond-open"
    assert len(marks[0]["x"]) == 2
    assert written(chart).count("fewer than 10") == 2


def test_a_group_too_small_is_named_and_has_no_bar():
    chart = ALL["scale by ward"]
    figure = json.loads(chart.figure_json)
    assert {
        len(trace["y"]) for trace in figure["data"] if trace.get("xaxis") != "x2" and trace["type"] == "bar"
    } == {2}
    assert "Selsdon" in written(chart)
    assert "not shown: fewer than 50 answered" in written(chart)


def test_a_ward_too_small_is_hatched():
    polygons = [t for t in json.loads(ALL["map"].figure_json)["data"] if t.get("fill") == "toself"]
    hatched = [trace["text"] for trace in polygons if "fillpattern" in trace]
    assert hatched == ["Selsdon: not shown: fewer than 50 answered"]


def test_dont_know_is_on_neither_side():
    figure = json.loads(ALL["support"].figure_json)
    scale, apart = figure["data"][:5], figure["data"][5]
    # The middle of the third point is the middle of the axis, and the bar is as long as its five points.
    assert scale[2]["base"][0] + scale[2]["x"][0] / 2 == 0
    assert sum(trace["x"][0] for trace in scale) == 96
    assert apart["marker"]["color"] == "#ffffff"
    assert figure["layout"]["xaxis"]["range"] == [-60, 60]


def test_what_an_organiser_wrote_is_text_and_not_markup():
    assert "Less than &lt;b&gt;one&lt;/b&gt; &amp;" in " ".join(written(ALL["multiple"]))


class Lookalike:
    """Something with everything a published table has, but not from disclosure control."""

    def __init__(self, table):
        for name in SafeTable.__slots__:
            setattr(self, name, getattr(table, name))
        self.shown = self.exact = True
        self.name = table.name


@pytest.mark.parametrize(
    "fake",
    [
        Table("heard", None, ("lot", "some", "pns"), None, None, (60, 40, 1), 101, 0, 0),
        Lookalike(exact(HEARD, (60, 40, 1))),
        {"counts": [1]},
    ],
)
def test_charts_are_drawn_from_published_tables_only(fake):
    with pytest.raises(TypeError, match="published tables only"):
        charts.topline(fake, HEARD)
    with pytest.raises(TypeError, match="published tables only"):
        charts.breakdown([fake], HEARD, {}, characteristic="ward")
    with pytest.raises(TypeError, match="published tables only"):
        charts.grid([BY_WARD[0], fake], PURPOSES)


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: charts.topline(BY_WARD[2], OVERALL), "too small"),
        (lambda: charts.topline(exact(HEARD, (60, 40, 1)), LongText(code="heard", text="")), "themes"),
        (lambda: charts.responses_by_day(exact(HEARD, (60, 40, 1)), {}), "rounded counts"),
        (lambda: charts.topline(exact(HEARD, (60, 40, 1)), OVERALL), "five points"),
        (
            lambda: charts.tile_map(LIMITS_BY_WARD, TILES, LIMITS, options=["hours", "markup"], answer="x"),
            "cannot be added up",
        ),
    ],
)
def test_what_cannot_be_drawn_says_why(draw, message):
    with pytest.raises(ValueError, match=message):
        draw()


def test_a_chart_costs_a_few_milliseconds():
    started = time.process_time()
    for _ in range(20):
        charts.breakdown(BY_WARD, OVERALL, WARDS, characteristic="ward")
    # Two are usual; the bound is wide, because machines that test are busy.
    assert (time.process_time() - started) / 20 < 0.02


def test_single_choice_without_apart_options_is_drawn():
    question = SingleChoice(code="heard", text="Heard?", options=HEARD.options[:2])
    assert charts.topline(exact(question, (60, 40)), question).height > 60


def test_a_message_is_not_about_those_who_are_in_no_group():
    rather_not = grouped(OVERALL, (90, 5, 5, 0, 0, 0), "rather-not")
    said = charts.breakdown([*BY_WARD, rather_not], OVERALL, WARDS, characteristic="ward", apart={"rather-not"})
    alone = charts.breakdown(BY_WARD, OVERALL, WARDS, characteristic="ward")
    assert said.message == alone.message
    # Drawn they are, with their base.
    assert "base 100" in said.figure_json
