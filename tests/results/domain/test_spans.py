"""Figures with those left out, whose sum is public: none of them can be worked out from the others."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from results.domain.disclosure import Disclosure, spans
from tests.results.domain.test_disclosure import SECRET, SECRETS, table


def possible(published, total):
    """How many values each count may have: every combination tried, as an attacker would."""
    ranges = [range(10) if one is None else range(one - 4, one + 5) for one in published]
    found = [counts for counts in itertools.product(*ranges) if sum(counts) == total]
    return [len(set(values)) for values in zip(*found, strict=True)]


@given(SECRETS, st.lists(st.integers(0, 60), min_size=2, max_size=3))
def test_the_span_of_a_figure_is_what_trying_all_numbers_gives(secret, counts):
    rules = Disclosure("s1", secret)
    published = [rules.figure(count, f"figure-{place}") for place, count in enumerate(counts)]
    assert spans(published, sum(counts)) == possible(published, sum(counts))


@given(SECRETS, st.lists(st.integers(0, 80), min_size=2, max_size=3), st.integers(0, 12), st.integers(0, 12))
def test_figures_with_those_left_out_are_not_told_by_their_sum(secret, counts, not_answered, not_asked):
    """How many responses there are is public: two figures that are eight away from it would be exact."""
    exact = table(counts, not_answered=not_answered, not_asked=not_asked)
    safe = Disclosure("s1", secret).with_excluded(exact)
    if safe.shown:
        assert min(possible([cell.count for cell in safe.cells], exact.base)) >= 5
        pairs = zip((safe.base, safe.not_answered, safe.not_asked), (exact.base, not_answered, not_asked), strict=True)
        parts = [figure for figure, count in pairs if count]
        assert len(parts) < 2 or min(possible(parts, exact.respondents)) >= 5
    else:
        assert all(cell.count is None for cell in safe.cells)


def test_two_figures_that_are_pinned_by_their_sum_are_hidden_and_others_are_not():
    shown = {True: 0, False: 0}
    for number in range(200):
        rules = Disclosure(f"s{number}", SECRET)
        exact = table((204, 99))
        figures = [rules.figure(count, f"s{number}|counted=all|q1={o}") for count, o in zip((204, 99), "ab", strict=True)]
        safe = rules.with_excluded(exact)
        assert safe.shown == (abs(sum(figures) - 303) <= 4)
        shown[safe.shown] += 1
    assert min(shown.values()) > 0


def test_several_answers_at_once_have_no_sum_that_could_tell_them():
    assert all(Disclosure(f"s{n}", SECRET).with_excluded(table((204, 99), multiple=True, base=250)).shown for n in range(50))
