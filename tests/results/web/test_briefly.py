"""A question in a few short lines, for a page with many of them."""

import pytest

from results.web.briefly import base_of, in_lines
from tests.results.released import HEARD, LIMITS, OVERALL, SAFER, exact, grouped


@pytest.mark.parametrize(
    ("question", "table", "expected"),
    [
        # Both sides of a scale, in its order, and what is apart. Under ten stays hidden.
        (
            OVERALL, grouped(OVERALL, (30, 30, 20, 10, 5, 5), "north"),
            [("Support", "60%"), ("Neither", "20%"), ("Oppose", "10%"), ("Don’t know", "fewer than 10")],
        ),
        # Another scale has its own words.
        (
            SAFER, exact(SAFER, (10, 20, 30, 20, 15, 5)),
            [
                ("Much safer or a little safer", "30%"), ("No difference", "30%"),
                ("A little less safe or much less safe", "35%"), ("Don’t know", "5%"),
            ],
        ),
        # What was answered most often comes first.
        (HEARD, exact(HEARD, (20, 70, 10)), [("Some", "70%"), ("A lot", "20%"), ("Prefer not to say", "10%")]),
        # Nothing can be said of a group where fewer than ten gave each answer.
        (LIMITS, grouped(LIMITS, (5, 5, 60), "north"), [(LIMITS.options[2].label, "92%")]),
        # Too few answered.
        (HEARD, grouped(HEARD, (10, 10, 10), "north"), [("not shown", "")]),
    ],
)  # fmt: skip
def test_both_sides_or_the_answers_given_most_often(question, table, expected):
    assert list(in_lines(table, question)) == expected


def test_the_base_is_named_where_there_is_one():
    assert base_of(grouped(HEARD, (20, 70, 10), "north")) == "base: about 100 who answered"
    assert base_of(grouped(HEARD, (10, 10, 10), "north")) == ""
