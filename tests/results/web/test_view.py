"""Published tables in words: what stands beside each figure, and what is kept of a release."""

import json

import pytest

from results.web import breakdown, places, view
from results.web.profiles import who_answered
from results.web.ward import area_answer
from survey.domain.deployments.plan import Plan, Ward
from survey.domain.questionnaires.questions import Area, LongText, Option
from tests.results.released import HEARD, LIMITS, OFTEN, OVERALL, PURPOSES, exact, grouped, profiled

SUPPORT = (300, 200, 100, 150, 200, 50)
PLAN = Plan(
    name="", council="", council_code="", force="", status="planned",
    wards=(Ward("north", "North", 0, 0), Ward("south", "South End", 0, 1)),
)  # fmt: skip
WARDS = Area(code="area", text="Where?", options=(Option("north", "North"), Option("south", "South End")))


def test_an_exact_question_says_its_base_and_who_is_not_in_it():
    figures = view.answered(OVERALL, [exact(OVERALL, SUPPORT)]).figures[0]
    assert figures.about == "Base: 1,000 people who answered. Did not answer: 0. Not asked: 0."
    assert "Percentages are rounded." in figures.note
    assert figures.note.endswith("This is what people said who chose to answer, not what everyone thinks.")
    # Where many questions stand on a page, what holds of all exact figures is said once.
    assert figures.limits == "This is what people said who chose to answer, not what everyone thinks."
    first = figures.lines[0]
    assert (first.label, first.count, first.percent) == ("Strongly support", "300", 30)


def test_a_group_is_about_and_nobody_reads_fewer_than_ten():
    figures = view.figures(grouped(OVERALL, SUPPORT, "north"), OVERALL)
    assert figures.about == (
        "Base: about 1,000 people who answered. Did not answer: fewer than 10. Not asked: fewer than 10."
    )
    # What protects a figure is said wherever it stands.
    assert figures.limits == figures.note


def test_few_who_were_asked_do_not_give_away_who_was_not():
    # Fewer than 50 answered: hidden. Where the offset lifts it to 50, the rest stays unsaid.
    hidden = view.answered(HEARD, [exact(HEARD, (20, 10, 3))])
    assert not hidden.shown
    assert hidden.chart is None
    assert hidden.figures[0].about == ""


@pytest.mark.parametrize(
    ("question", "counts", "expected"),
    [
        # A scale from one side to the other, with what is apart.
        (OVERALL, SUPPORT, ["1", "2", "3", "4", "5", "apart"]),
        (HEARD, (100, 50, 20), ["plain", "plain", "apart"]),
        # A grid by the points of support, and one by other options.
        (PURPOSES, SUPPORT, ["1", "2", "3", "4", "5", "apart"]),
        (OFTEN, (100, 50), ["plain", "plain"]),
    ],
)
def test_colours_follow_the_scale_and_nothing_else(question, counts, expected):
    part = question.rows[0].code if question in (PURPOSES, OFTEN) else None
    assert [
        line.tone for line in view.figures(exact(question, counts, part=part), question).lines
    ] == expected


def test_where_several_may_be_chosen_the_note_says_so():
    assert view.SEVERAL in view.figures(exact(LIMITS, (60, 50, 40)), LIMITS).note


def test_a_label_cannot_end_the_script_that_holds_its_chart():
    chart = view.answered(LIMITS, [exact(LIMITS, (60, 50, 40))]).chart
    assert "<" not in chart.figure
    assert json.loads(chart.figure)["data"]


def test_a_message_begins_with_a_capital():
    assert view.answered(OVERALL, [exact(OVERALL, SUPPORT)]).chart.message[0] in "0123456789"
    shown = breakdown.compared([grouped(HEARD, (90, 60, 20), "north")], HEARD, WARDS, PLAN)
    assert shown.chart.message[0].isupper()


def test_a_grid_has_one_table_with_a_line_a_row():
    tables = [exact(PURPOSES, SUPPORT, part=row.code) for row in PURPOSES.rows]
    matrix = view.answered(PURPOSES, tables).matrix
    assert [name for name, _ in matrix.rows] == ["Theft and shoplifting", "Missing people or people at risk"]
    assert matrix.columns[-3:] == view.RESIDUE


def test_a_text_is_counted_and_not_drawn():
    question = LongText(code="why", text="Why?")
    shown = view.answered(question, [])
    assert shown.written
    assert shown.chart is None


def test_the_longer_side_goes_down_the_page():
    few = [grouped(OVERALL, SUPPORT, code) for code in ("north", "south")]
    shown = breakdown.compared(few, OVERALL, WARDS, PLAN)
    assert shown.across
    assert shown.matrix.columns == ("North", "South End")
    many = breakdown.compared([grouped(OFTEN, (90, 60), c) for c in ("north", "south")], OFTEN, WARDS, PLAN)
    assert not many.across
    assert [name for name, _ in many.matrix.rows] == ["North", "South End"]


def test_a_hidden_group_is_named_apart_and_one_that_is_all_hidden_has_no_chart():
    tables = [grouped(OVERALL, SUPPORT, "north"), grouped(OVERALL, (9, 9, 9, 9, 9, 0), "south")]
    shown = breakdown.compared(tables, OVERALL, WARDS, PLAN)
    assert shown.hidden == ("South End",)
    assert len(shown.maps) == 2
    nothing = breakdown.compared(tables[1:], OVERALL, WARDS, PLAN)
    assert nothing.chart is None
    assert nothing.maps == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Fairfield", "Fairf"),
        ("Addiscombe East", "Add E"),
        ("Crystal Palace & Upper Norwood", "Cry PUN"),
        ("St James’s", "St J"),
    ],
)
def test_a_few_letters_fit_on_a_tile(name, expected):
    assert places.short(name) == expected


def test_a_ward_is_beside_everybody_whether_or_not_everybody_is_shown():
    own = grouped(OVERALL, SUPPORT, "north")
    shown = area_answer(OVERALL, [own], [exact(OVERALL, SUPPORT)], "North")
    assert shown.message.startswith("50% support and 35% oppose")
    assert [line.all_percent for line in shown.tables[0].lines] == [30, 20, 10, 15, 20, 5]
    alone = area_answer(HEARD, [grouped(HEARD, (60, 10, 0), "north")], [exact(HEARD, (10, 5, 0))], "North")
    assert alone.chart
    assert [line.all_percent for line in alone.tables[0].lines] == [None, None, None]


def test_a_profile_without_a_census_and_one_that_too_few_answered():
    assert who_answered(HEARD, profiled(HEARD, (100, 50, 20)), {}).chart
    few = who_answered(HEARD, profiled(HEARD, (10, 5, 2)), {"counts": {"lot": 1, "some": 1}})
    assert few.chart is None
    assert not few.figures.shown


def test_a_hidden_group_in_the_census_misses_at_least_so_many():
    census = {"counts": {"lot": 50, "some": 50}, "apart": ["pns"], "source": "Census", "date": "2021"}
    table = who_answered(HEARD, profiled(HEARD, (200, 8, 20)), census).census
    assert [(line.count, line.missing) for line in table.lines] == [
        ("200", "none"),
        ("fewer than 10", "at least 187"),
    ]
    assert table.apart == (("Prefer not to say", "20"),)


def test_what_is_made_of_a_release_is_made_once_and_room_is_made_when_it_is_full(monkeypatch):
    monkeypatch.setattr(view, "_KEPT", {})
    monkeypatch.setattr(view, "_MOST_KEPT", 2)
    made = []

    def make(what):
        made.append(what)
        return what

    for key in ("a", "a", "b", "c", "c", "a"):
        assert view.kept(("release", key), lambda key=key: make(key)) == key
    assert made == ["a", "b", "c", "a"]
    assert len(view._KEPT) <= 2


def test_what_is_asked_for_again_and_again_is_never_pushed_out(monkeypatch):
    monkeypatch.setattr(view, "_KEPT", {})
    monkeypatch.setattr(view, "_MOST_KEPT", 3)
    made = []
    for number in range(10):
        view.kept("story", lambda: made.append("story") or "the story")
        view.kept(("table", number), lambda: "a table")
    assert made == ["story"]


def test_what_is_not_there_takes_no_room(monkeypatch):
    monkeypatch.setattr(view, "_KEPT", {})
    assert view.kept(("release", "nothing"), lambda: None) is None
    assert view._KEPT == {}
