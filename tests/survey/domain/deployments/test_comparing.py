"""What became of each outline between two revisions, with shares of area."""

import pytest

from survey.domain.deployments.comparing import State, compare
from survey.domain.deployments.plan import Boundaries


def square(west=-0.2, south=51.5, side=0.01):
    points = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    return ((tuple((round(west + x * side, 6), round(south + y * side, 6)) for x, y in points),),)


def only(before, after):
    """The one difference between two outlines of Soho."""
    sides = [Boundaries("", {"soho": one} if one else {}) for one in (before, after)]
    (difference,) = compare(*sides, {"soho": "Soho"})
    return difference


CASES = [
    (square(), square(), State.SAME, "Soho: its outline is the same."),
    (square(), square(-0.20001), State.SAME, "Soho: its outline is the same."),  # a digit of rounding
    (None, square(), State.ADDED, "Soho: its outline was not on the map before."),
    (square(), None, State.REMOVED, "Soho: its outline is no longer on the map."),
    (square(), square(0.2), State.MOVED, "Soho: its outline changed; it now lies elsewhere."),
    (
        square(),
        square(-0.1975),
        State.MOVED,
        (
            "Soho: its outline changed; about 25% of the area now was not in it before; "
            "about 25% of the area before is not in it now."
        ),
    ),
    (
        square(),
        square(side=0.02),
        State.MOVED,
        "Soho: its outline changed; about 75% of the area now was not in it before.",
    ),
    (
        square(side=0.02),
        square(),
        State.MOVED,
        "Soho: its outline changed; about 75% of the area before is not in it now.",
    ),
    (square(), square(-0.20004), State.MOVED, "Soho: its outline changed; by less than 1% of its area."),
]


@pytest.mark.parametrize(("before", "after", "state", "words"), CASES)
def test_a_difference_is_said_in_words(before, after, state, words):
    difference = only(before, after)
    assert (difference.state, difference.in_words) == (state, words)


def test_outlines_of_now_come_first_and_need_no_name():
    before, after = Boundaries("", {"a": square(), "b": square()}), Boundaries("", {"c": square(), "b": square()})
    assert [one.name for one in compare(before, after, {"c": "C"})] == ["C", "b", "a"]


def test_an_outline_that_crosses_itself_is_compared_all_the_same():
    crossed = (((((0.0, 51.0), (0.01, 51.01), (0.01, 51.0), (0.0, 51.01), (0.0, 51.0)),)),)
    assert only(square(), crossed).state is State.MOVED
