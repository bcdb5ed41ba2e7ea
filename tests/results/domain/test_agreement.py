"""Agreement against published examples, and what must hold for any codings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.domain.agreement import FEWEST, Level, alpha, kappa, level, measure

A, B, BOTH, NONE = frozenset("a"), frozenset("b"), frozenset("ab"), frozenset()


def units(*coders):
    """A row a coder, a character a unit, a dot where one did not code: the values of each unit."""
    return [[value for value in column if value != "."] for column in zip(*coders, strict=True)]


@pytest.mark.parametrize(
    ("coders", "expected"),
    [
        # K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), A: two observers, binary data
        (("0100000010", "1110010000"), 0.095),
        # the same, B: two observers, five categories
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        # the same, C: four observers, some values missing
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
)
def test_alpha_is_that_of_the_published_examples(coders, expected):
    assert alpha(units(*coders)) == pytest.approx(expected, abs=5e-4)


def test_kappa_is_that_of_a_worked_example():
    # Two people judge 50 proposals: both yes 20, only the first 5, only the second 10, both no 15.
    pairs = [(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15
    assert kappa(pairs) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (1.0, Level.HIGH),
        (0.8, Level.HIGH),
        (0.799, Level.FAIR),
        (0.667, Level.FAIR),
        (0.66, Level.LOW),
        (-0.2, Level.LOW),
        (None, Level.UNKNOWN),
    ],
)
def test_the_limits_are_those_that_krippendorff_proposed(figure, expected):
    assert level(figure) is expected


@pytest.mark.parametrize(
    "pairs",
    [[], [(1, 1)] * 5],
    ids=["nothing coded", "one value only: there is nothing that could differ"],
)
def test_without_anything_to_compare_there_is_no_figure(pairs):
    assert kappa(pairs) is None
    assert alpha(pairs) is None


CODES = st.sampled_from([A, B, BOTH, NONE])


@given(st.lists(st.tuples(CODES, CODES), max_size=40))
def test_full_agreement_is_one_and_nothing_is_more(pairs):
    same = measure([{1: one, 2: one} for one, _ in pairs], "ab")
    assert same.alpha in (None, pytest.approx(1))
    mixed = measure([{1: one, 2: other} for one, other in pairs], "ab")
    assert mixed.alpha is None or mixed.alpha <= 1
    for theme in mixed.themes:
        assert theme.both + theme.one <= mixed.answers
    # Who is called the first coder changes nothing.
    turned = measure([{1: other, 2: one} for one, other in pairs], "ab")
    assert turned.alpha == pytest.approx(mixed.alpha)


def test_one_theme_of_two_in_common_counts_as_partly_agreed():
    codings = [{1: BOTH, 2: A}, {1: A, 2: A}, {1: B, 2: B}, {1: NONE, 2: NONE}]
    found = measure(codings, "ab")
    assert (found.answers, found.same) == (4, 3)
    a, b = found.themes
    assert (a.both, a.one, a.alpha) == (2, 0, pytest.approx(1))
    assert (b.both, b.one) == (1, 1)
    assert 0 < b.alpha < 1
    (pair,) = found.pairs
    # Over the eight decisions: 7 the same; the first said "yes" 4 times and the second 3 times of 8.
    assert pair.kappa == pytest.approx((7 / 8 - 0.5) / (1 - 0.5))


def test_answers_that_one_person_coded_do_not_count_and_few_say_nothing():
    assert measure([{1: A}, {2: B}], "ab").answers == 0
    few = [{1: A, 2: A}, {1: B, 2: B}] * (FEWEST // 2 - 1)
    assert measure(few, "ab").level is Level.UNKNOWN
    assert measure([*few, *few], "ab").level is Level.HIGH


def test_each_pair_of_coders_has_a_figure_of_its_own():
    codings = [{1: A, 2: A}, {1: B, 2: B}, {1: A, 3: B}, {1: B, 3: A}]
    assert [(one.coders, one.kappa) for one in measure(codings, "ab").pairs] == [((1, 2), 1), ((1, 3), -1)]
