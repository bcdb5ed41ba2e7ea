"""What can be worked out of figures whose sum is known: every combination tried, as an attacker would."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from results.domain.disclosure import Disclosure
from results.domain.spans import bounded, of_those_added
from tests.results.domain.test_disclosure import SECRET, table

RANGES = st.tuples(st.integers(0, 5), st.integers(0, 8)).map(lambda one: (one[0], one[0] + one[1]))


def possible(ranges, fits):
    """From where to where each count may be."""
    every = [range(low, high + 1) for low, high in ranges]
    found = [counts for counts in itertools.product(*every) if fits(counts)]
    return [(min(values), max(values)) for values in zip(*found, strict=True)]


@given(st.lists(RANGES, min_size=1, max_size=3), st.integers(0, 30), st.integers(0, 4))
def test_bounds_are_what_trying_all_numbers_gives(ranges, low, more):
    expected = possible(ranges, lambda counts: low <= sum(counts) <= low + more)
    if expected:
        assert bounded(ranges, low, low + more) == expected


@given(st.lists(RANGES, min_size=3, max_size=3), st.lists(RANGES, max_size=2), st.integers(0, 25))
def test_what_is_known_of_those_added_is_what_trying_all_numbers_gives(states, answers, number):
    def fits(counts):
        return sum(counts[:3]) == number and (not answers or sum(counts[3:]) == counts[0])

    expected = possible([*states, *answers], fits)
    if expected:
        assert of_those_added(states, answers, number) == expected


def ranges_of(safe, without):
    """What the figures say of each answer of those left out, and of those who did not answer."""
    pairs = [*zip((cell.count for cell in safe.cells), without.counts, strict=True), (safe.not_answered, without.not_answered)]
    each = [((0, 9) if figure is None else (figure - 4, figure + 4), count) for figure, count in pairs]
    return [(max(0, low - count), high - count) for (low, high), count in each]


COUNTS = st.lists(st.integers(0, 90), min_size=2, max_size=2)


@given(COUNTS, st.integers(0, 9), st.integers(0, 12), st.integers(0, 9), st.integers(0, 10**6))
def test_of_no_answer_it_is_told_that_a_few_left_out_gave_it(counts, few, skipped, more, number):
    """How many were left out is public, and so is every figure without them."""
    without = table(counts, not_answered=skipped)
    added = (50 + few, few)
    exact = table([a + b for a, b in zip(counts, added, strict=True)], not_answered=skipped + more)
    safe = Disclosure(f"s{number}", SECRET).with_excluded(exact, without)
    if not safe.shown:
        assert all(cell.count is None for cell in safe.cells)
        return
    left_out = sum(added) + more
    ranges = ranges_of(safe, without)
    if not exact.not_answered:
        ranges[-1] = (0, 0)
    base = (safe.base - 4 - without.base, safe.base + 4 - without.base)
    found = possible(ranges, lambda own: sum(own) == left_out and base[0] <= sum(own[:2]) <= base[1])
    assert all(low == 0 or low > 9 or high - low >= 4 for low, high in found)


def test_a_table_that_tells_of_a_few_is_hidden_and_others_are_not():
    without, exact = table((60, 50, 40), not_answered=30), table((60, 51, 97), not_answered=32)
    assert {Disclosure(f"s{n}", SECRET).with_excluded(exact, without).shown for n in range(60)} == {True, False}


def test_several_answers_at_once_have_no_sum_that_could_tell_them():
    without, exact = (table(counts, multiple=True, base=base) for counts, base in (((204, 99), 250), ((254, 100), 310)))
    assert all(Disclosure(f"s{n}", SECRET).with_excluded(exact, without).shown for n in range(50))
