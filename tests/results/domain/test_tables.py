import pytest

from results.domain.tables import Breakdown, Table, TableError


def table(**other):
    fields = {
        "question": "support",
        "part": None,
        "options": ("yes", "no"),
        "group": None,
        "value": None,
        "counts": (3, 4),
        "base": 7,
        "not_answered": 2,
        "not_asked": 1,
    }
    return Table(**(fields | other))


def test_everybody_is_in_a_table_once():
    assert table().respondents == 10


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"counts": (3,)}, "1 counts for 2 options"),
        ({"counts": (3, -1), "base": 2}, "negative"),
        ({"not_asked": -1}, "negative"),
        # More people chose an option than answered the question.
        ({"counts": (9, 0), "multiple": True}, "more people than answered"),
        # One answer each: the options must add up.
        ({"base": 8}, "add up to 7, not to 8"),
        # Half a group.
        ({"group": "ward"}, "both its characteristic and its value"),
        ({"value": "fairfield"}, "both its characteristic and its value"),
    ],
)
def test_figures_that_contradict_one_another_are_refused(fields, message):
    with pytest.raises(TableError, match=message):
        table(**fields)


def test_several_options_each_need_not_add_up():
    assert table(counts=(6, 7), multiple=True).base == 7


def test_the_row_of_a_grid_is_in_the_name():
    assert table(part="theft").name == "support.theft"


@pytest.mark.parametrize(
    "others",
    [
        # Another characteristic, another question, the same group twice, other options.
        {"group": "age", "value": "b"},
        {"question": "other", "group": "ward", "value": "b"},
        {"group": "ward", "value": "a"},
        {"group": "ward", "value": "b", "options": ("no", "yes")},
    ],
)
def test_a_breakdown_is_of_one_question_by_one_characteristic(others):
    with pytest.raises(TableError):
        Breakdown("support", None, "ward", (table(group="ward", value="a"), table(**others)))
