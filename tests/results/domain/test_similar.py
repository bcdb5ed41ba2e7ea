"""Answers like a given one."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from results.domain.shingles import plain
from results.domain.similar import Likeness
from tests.bench.comments import comments

TEXTS = [
    "Officers should be on the street, not cameras.",
    "I would rather see officers on the street than cameras.",
    "What happens to my picture afterwards?",
    "How long is my picture kept, and by whom?",
    "Dylai fod swyddogion ar y stryd, nid camerâu.",
    "",
]


@pytest.fixture(scope="module")
def likeness():
    return Likeness.of(TEXTS)


def slowly(texts, one, other):
    """The cosine worked out one run of letters at a time."""
    runs = [Counter(t.ljust(4)[i : i + 4] for i in range(max(len(t), 4) - 3)) for t in map(plain, texts)]
    within = Counter(run for own in runs for run in own)

    def weight(run, times):
        return (1 + math.log(times)) * (math.log((1 + len(texts)) / (1 + within[run])) + 1)

    vectors = [{run: weight(run, times) for run, times in runs[place].items()} for place in (one, other)]
    lengths = [math.sqrt(sum(value**2 for value in own.values())) for own in vectors]
    return sum(value * vectors[1].get(run, 0) for run, value in vectors[0].items()) / math.prod(lengths)


def test_the_most_similar_come_first(likeness):
    assert likeness.most_similar(0)[0].place == 1
    assert likeness.most_similar(2)[0].place == 3
    assert likeness.most_similar_to("PICTURES kept")[0].place == 3
    assert likeness.most_similar_to("zzzz qqqq") == []
    assert likeness.most_similar(5) == []
    only = np.array([True, False, True, True, False, False])
    assert 1 not in {one.place for one in likeness.most_similar(0, among=only)}
    assert len(likeness.most_similar(0, number=1)) == 1
    with pytest.raises(IndexError):
        likeness.most_similar(len(TEXTS))
    assert Likeness.of([]).most_similar_to("anything") == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text("abcd ", min_size=3, max_size=20), min_size=2, max_size=8))
def test_it_is_the_cosine_of_the_weighted_runs_of_letters(texts):
    told = {one.place: one.similarity for one in Likeness.of(texts).most_similar(0, number=99, least=0)}
    for place in range(1, len(texts)):
        assert told.get(place, 0) == pytest.approx(slowly(texts, 0, place), abs=2e-4)
    assert 0 not in told
    assert list(told.values()) == sorted(told.values(), reverse=True)


def test_the_same_words_are_entirely_similar_and_many_batches_are_one():
    texts = [one.text for one in comments(4_100, seed=2)]
    texts[4_050] = texts[3].upper()
    found = Likeness.of(texts).most_similar(3, number=3)
    assert 4_050 in {one.place for one in found if one.similarity == 1}
