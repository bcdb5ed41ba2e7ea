"""Any answers → a sheet → the same answers; and everything that is wrong is named by its cell."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.domain.entry import on_path
from survey.domain.imported.reading import About, letters, place_of, read_sheet
from survey.domain.questionnaires.columns import column_names
from survey.domain.questionnaires.kinds import Ranking
from survey.domain.questionnaires.printing import printed
from survey.domain.questionnaires.questions import MultipleChoice
from survey.domain.questionnaires.validation import check
from tests.survey.domain.questionnaires.generated import questionnaires, sent
from tests.survey.domain.questionnaires.model import MODEL
from tests.survey.domain.test_entry import typed_for

ABOUT = About(MODEL, printed(MODEL), frozenset(), date(2026, 10, 1), date(2026, 11, 30), ("en", "cy"))


def cell(question, name, answers):
    """What an export writes in a column."""
    part = name.removeprefix(f"{question.code}.")
    if name.endswith(".text"):
        return str(answers.get(name.removesuffix(".text"), ""))
    if isinstance(question, Ranking):
        return next((key.rpartition(".")[2] for key in question.keys if answers.get(key) == part), "not-placed")
    if isinstance(question, MultipleChoice):
        return str(int(part in answers.get(question.code, ())))
    return str(answers.get(name, "not-answered"))


@settings(max_examples=40)
@given(questionnaires(), st.data())
def test_any_answers_come_back_from_the_columns_of_the_export(asked, data):
    form, answers, raw = printed(asked), {}, {}
    for one in form.questions:
        raw |= data.draw(sent(one.question))
        answers |= check(one.question, raw).answers
    about = About(asked, form)
    names = [(q, name) for q in about.questions for name in column_names(q)]
    sheet = [[name for _q, name in names], [cell(q, name, answers) for q, name in names]]
    reading = read_sheet("responses", sheet, about)
    wanted = on_path(asked, {k: v for k, v in answers.items() if not k.endswith(".typed")}, frozenset())
    if names and any(map(str, sheet[1])):
        assert not reading.faults
        assert [row.answered for row in reading.rows] == [wanted]
    typed = typed_for(form, raw)
    reading = read_sheet("responses", [list(typed), list(typed.values())], about)
    if typed:
        assert not reading.faults
        assert [row.answered.opinion for row in reading.rows] == [wanted.opinion]


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ([], {"": "The first row that is not empty must hold the headings, as in the template"}),
        ([["capacity"]], {"": "There is no row below the headings"}),
        ([["capacity"], ["individual"]], {}),
        ([["Capacity "], ["As an individual"]], {}),  # the label of an option
        ([["capacity"], ["indivdual"]], {"A2"}),
        ([["capacity"], [""], ["x"]], {"A3"}),  # an empty row is no response
        ([[], ["capacity"], ["x"]], {"A3"}),  # headings need not be in the first row
        ([["capacity", "colour"], ["individual", "red"]], {"B1"}),
        ([["capacity", "capacity"], ["individual", "individual"]], {"B1"}),
        ([["support"], ["strongly-oppose"]], {""}),  # no column for what each response needs
        ([["capacity", "support"], ["", "strongly-oppose"]], {"A2"}),  # needed, and empty
        ([["capacity", "support"], ["individual", "=A1"]], {"B2"}),  # a formula
        ([["capacity"], ["individual", "stray"]], {"B2"}),
        ([["capacity", "day"], ["individual", "2026-11-02"]], {}),
        ([["capacity", "day"], ["individual", "2026-12-24"]], {"B2"}),  # after the last day
        ([["capacity", "day"], ["individual", "soon"]], {"B2"}),
        ([["capacity", "language"], ["individual", "fr"]], {"B2"}),
        ([["capacity", "channel"], ["individual", "paper"]], {}),  # a column of our export that is not read
        ([["capacity", "left_out"], ["individual", "yes"]], {}),  # another; what is imported counts
        ([["1", "capacity"], ["1", "individual"]], {"B1"}),  # by its number and by its code
        ([["1"], ["1.1"]], {}),
        ([["1"], ["9"]], {"A2"}),
    ],
)
def test_what_is_wrong_is_named_by_its_cell(rows, faults):
    reading = read_sheet("Sheet1", rows, ABOUT)
    assert {fault.cell for fault in reading.faults} == set(faults)
    assert bool(reading.rows) is not bool(reading.faults)
    if isinstance(faults, dict) and faults:
        assert {fault.cell: fault.words for fault in reading.faults} == faults


def test_everything_wrong_is_said_at_once_and_answers_to_what_was_not_asked_are_counted():
    rows = [["capacity", "support"], ["x", "y"], ["individual", "z"]]
    assert [fault.cell for fault in read_sheet("S", rows, ABOUT).faults] == ["A2", "B2", "B3"]
    first = column_names(ABOUT.questions[1])[0]
    options = ABOUT.headings()[first].allowed
    reading = read_sheet("S", [["capacity", first], ["organisation", options[0][0]]], ABOUT)
    assert reading.left_out == 1


@pytest.mark.parametrize(
    ("rows", "formulas", "faults"),
    [
        # What a formula shows is neither a wrong value nor missing.
        ([["capacity", "support"], ["", "z"], ["x", "nothing"]], ["A2"], ["A2", "B2", "A3", "B3"]),
        ([["capacity"], ["individual"]], ["A2"], ["A2"]),
        ([["capacity"], ["individual", "7"]], ["B2"], ["B2"]),
        # A heading that is wrong hides nothing that is wrong below the others, and says nothing of its own column.
        ([["capacity", "colour"], ["x", "red"]], [], ["B1", "A2"]),
        ([["capacity", ""], ["x", "red"]], ["B1"], ["B1", "A2"]),
        ([["capacity", "capacity"], ["x", "y"]], [], ["B1", "A2"]),
        # A sheet without its headings is not gone through.
        ([["individual", "z"], ["x", "y"]], [], ["", "A1", "B1"]),
    ],
)
def test_formulas_headings_and_cells_are_told_at_once(rows, formulas, faults):
    reading = read_sheet("S", rows, ABOUT, formulas=formulas)
    assert [fault.cell for fault in reading.faults] == faults
    assert not reading.rows


def test_what_is_missing_is_not_said_where_it_may_stand_in_what_could_not_be_read():
    purposes = next(q for q in ABOUT.questions if q.code == "limits")
    names = column_names(purposes)[:4]
    rows = [["capacity", *names, "limts.x"], ["individual", "1", "1", "1", "1", ""]]
    assert [fault.cell for fault in read_sheet("S", rows, ABOUT).faults] == ["F1"]
    every = [name for name in column_names(purposes) if not name.endswith(".text")]
    rows = [["capacity", *every, "limts.x"], ["individual", *["1"] * len(every), ""]]
    assert len(read_sheet("S", rows, ABOUT).faults) == 1
    del rows[0][-1], rows[1][-1]
    assert [fault.cell for fault in read_sheet("S", rows, ABOUT).faults] == ["B2"]
    rows[1][1] = "maybe"
    assert [fault.cell for fault in read_sheet("S", rows, ABOUT).faults] == ["B2"]
    assert "use 1 where" in read_sheet("S", rows, ABOUT).faults[0].words


@pytest.mark.parametrize(("cell", "place"), [("A1", (1, 0)), ("C52", (52, 2)), ("AA7", (7, 26)), ("AAA10", (10, 702))])
def test_a_cell_is_found_by_its_name(cell, place):
    assert place_of(cell) == place
    assert f"{letters(place[1])}{place[0]}" == cell


@pytest.mark.parametrize(("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_called_as_a_spreadsheet_calls_them(place, name):
    assert letters(place) == name
