"""The rules of coding, and that redaction leaves nothing of what it takes out."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from results.domain.themes import (
    NO_THEME,
    NotAllowed,
    Passage,
    Side,
    Standing,
    State,
    code_of,
    final,
    in_order,
    is_coded_twice,
    is_unbalanced,
    marked,
    pieces,
    plain,
    progress,
    read_marks,
    says_something,
    side_of,
)

A, B = frozenset("a"), frozenset("b")


@pytest.mark.parametrize(
    ("standing", "state", "themes"),
    [
        # nobody has read it
        (Standing(1, twice=False, by={}), State.UNCODED, None),
        # one person is enough
        (Standing(1, twice=False, by={7: A}), State.CODED, A),
        # that there is no theme is a coding too
        (Standing(1, twice=False, by={7: frozenset()}), State.CODED, frozenset()),
        # the second one is missing
        (Standing(1, twice=True, by={7: A}), State.HALF, None),
        # both gave the same
        (Standing(1, twice=True, by={7: A, 8: A}), State.CODED, A),
        # they differ
        (Standing(1, twice=True, by={7: A, 8: B}), State.DISAGREED, None),
        # they still differ where the share was lowered afterwards
        (Standing(1, twice=False, by={7: A, 8: B}), State.DISAGREED, None),
        # a third look settles it
        (Standing(1, twice=True, by={7: A, 8: B}, third=A | B), State.CODED, A | B),
    ],
)
def test_where_an_answer_stands(standing, state, themes):
    assert (standing.state, standing.themes) == (state, themes)


def test_a_coder_meets_an_answer_once_and_may_change_it_until_two_have_coded_it():
    half = Standing(1, twice=True, by={7: A})
    assert [half.waits_for(7), half.waits_for(8)] == [False, True]
    assert [half.may_change(7), half.may_change(8)] == [True, False]
    done = Standing(1, twice=True, by={7: A, 8: B})
    assert not any(done.waits_for(coder) or done.may_change(coder) for coder in (7, 8, 9))


def test_progress_counts_each_state():
    every = [
        Standing(1, twice=True, by={7: A, 8: A}),
        Standing(2, twice=True, by={7: A, 8: B}),
        Standing(3, twice=False, by={7: A}),
        Standing(4, twice=False, by={}),
    ]
    found = progress(every)
    assert (found.answers, found.coded, found.left, found.percent) == (4, 2, 2, 50)
    assert (found.twice, found.coded_twice, found.agreed, found.disagreed) == (2, 2, 1, 1)


@given(st.text(min_size=1), st.integers(0, 100), st.integers(0, 100))
def test_a_larger_share_keeps_every_answer_that_was_to_be_coded_twice(seed, one, other):
    few, many = sorted((one, other))
    chosen = {number for number in range(50) if is_coded_twice(seed, number, few)}
    assert chosen <= {number for number in range(50) if is_coded_twice(seed, number, many)}
    assert all(is_coded_twice(seed, number, 100) for number in range(50))


def test_the_share_is_about_what_was_chosen():
    assert 850 < sum(is_coded_twice("seed", number, 10) for number in range(10_000)) < 1150


def test_every_coder_has_an_order_of_their_own_and_always_the_same():
    numbers = range(1, 101)
    first, second = in_order("seed", 1, numbers), in_order("seed", 2, numbers)
    assert sorted(first) == sorted(second) == list(numbers)
    assert first != second
    assert first == in_order("seed", 1, reversed(numbers))


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("Privacy", (), "privacy"),
        ("Cost & who pays", (), "cost-who-pays"),
        ("Privacy", ("privacy",), "privacy-2"),
        # the line of tables for answers without a theme keeps its code
        ("No theme", (), "no-theme-2"),
        # a name without a Latin letter
        ("隐私", (), "theme"),
    ],
)
def test_codes_of_themes(name, taken, code):
    assert code_of(name, taken) == code
    assert code != NO_THEME


def test_merged_themes_count_as_the_last_in_the_line_and_a_circle_ends():
    assert final("a", {"a": "b", "b": "c"}) == "c"
    assert final("a", {"a": "b", "b": "a"}) in "ab"


@pytest.mark.parametrize(
    ("answer", "side"),
    [
        ("strongly-support", Side.FOR),
        ("somewhat-support", Side.FOR),
        ("neither", Side.NEITHER),
        ("somewhat-oppose", Side.AGAINST),
        ("strongly-oppose", Side.AGAINST),
        # no point of the scale
        ("dont-know", Side.NEITHER),
        (None, Side.NEITHER),
    ],
)
def test_sides_are_the_halves_of_the_scale(answer, side):
    points = ["strongly-support", "somewhat-support", "neither", "somewhat-oppose", "strongly-oppose"]
    assert side_of(points, answer) is side
    assert side_of((), answer) is Side.NEITHER


@pytest.mark.parametrize(
    ("supporting", "opposing", "unbalanced"),
    [(0, 0, False), (1, 0, False), (2, 0, True), (3, 2, False), (4, 2, True), (10, 8, False), (8, 13, True)],
)
def test_both_sides_are_measured_alike(supporting, opposing, unbalanced):
    assert is_unbalanced(supporting, opposing) is unbalanced
    assert is_unbalanced(opposing, supporting) is unbalanced


TEXT = "Jane of 12 High Street was robbed.\nJane says so."


def test_marks_are_places_in_the_original_and_come_back():
    edited = "[[Jane of 12 High Street]] was robbed.\n[[Jane]] says so."
    spots = read_marks(TEXT, edited)
    assert [TEXT[start:end] for start, end in spots] == ["Jane of 12 High Street", "Jane"]
    assert marked(TEXT, [Passage(start, end, "name") for start, end in spots]) == edited


@pytest.mark.parametrize(
    "edited",
    [
        # a word changed, added or left out
        TEXT.replace("robbed", "mugged"),
        TEXT + " Really.",
        TEXT.removesuffix(" so."),
        # a bracket without its other half, and one inside another
        "[[" + TEXT,
        "[[Jane of [[12 High]] Street]] was robbed.\nJane says so.",
    ],
)
def test_nobodys_words_are_changed(edited):
    with pytest.raises(NotAllowed, match="double square brackets"):
        read_marks(TEXT, edited)


@given(st.text(alphabet="ab \n", min_size=1, max_size=30).map(plain), st.data())
def test_what_is_taken_out_leaves_nothing_behind(text, data):
    assume(text)
    cuts = data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True).map(sorted))
    passages = [Passage(start, end, "name") for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    kept = "".join(
        letter
        for place, letter in enumerate(text)
        if not any(one.start <= place < one.end for one in passages)
    )
    found = list(pieces(text, passages))
    assert "".join(piece.text for piece in found) == kept
    assert sum(bool(piece.reason) for piece in found) == len(passages)
    edited = marked(text, passages)
    assert read_marks(text, edited) == tuple((one.start, one.end) for one in passages)


def test_a_text_of_which_nothing_is_left_says_nothing():
    assert not says_something("Jane.", [Passage(0, 4, "name")])
    assert says_something("Jane left.", [Passage(0, 4, "name")])
