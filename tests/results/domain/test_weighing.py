"""Raking against figures made with another program, refusals in plain words, and the cost of weights."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.domain.weighing import WeighingError, cells_of, design, merge_small, rake

VECTORS = Path(__file__).parents[4] / "shared" / "vectors"
CASES = (
    {case["name"]: case for case in json.loads((VECTORS / "rake_vectors.json").read_text(encoding="utf-8"))["cases"]}
    if VECTORS.exists()
    else {}
)
TRIMMED = json.loads((VECTORS / "trim_rake_vectors.json").read_text(encoding="utf-8")) if CASES else []
needs_vectors = pytest.mark.skipif(not CASES, reason="the collection of reference figures is not at hand")


def cells_in(case, margins):
    """The cells of a reference case, and its targets."""
    labels = [list(case["margins"][name]) for name in margins]
    codes = [
        np.array([own.index(str(row[name])) for row in case["data"]])
        for name, own in zip(margins, labels, strict=True)
    ]
    return cells_of(codes, [len(own) for own in labels]), [list(case["margins"][name].values()) for name in margins]


@needs_vectors
@pytest.mark.parametrize("name", sorted(CASES))
def test_weights_are_those_of_the_reference(name):
    case = CASES[name]
    cells, targets = cells_in(case, list(case["margins"]))
    base = np.array(case["base_weights"], float)
    weights = rake(cells, targets, base=np.bincount(cells.place, weights=base), cap=None)[cells.place] * base
    wanted = np.array(case["weights"])
    assert weights / weights.mean() == pytest.approx(wanted / wanted.mean(), rel=1e-7)
    cost = design(weights)
    assert (cost.effect, cost.effective) == pytest.approx((case["deff_kish"], case["n_eff"]), rel=1e-7)


@needs_vectors
@pytest.mark.parametrize("case", TRIMMED, ids=lambda case: f"{case['case']}-{case['cap']}")
def test_trimmed_weights_are_those_of_the_reference(case):
    cells, targets = cells_in(CASES[case["case"]], case["margins"])
    weights = rake(cells, targets, cap=case["cap"])
    assert weights[cells.place] == pytest.approx(np.array(case["weights"]), rel=1e-7)
    assert design(weights, cells.people).effect == pytest.approx(case["deff"], rel=1e-7)


def test_a_small_case_by_hand():
    # Four of ten are women, and half of the area: each woman counts 5/4, each man 5/6.
    sex = np.array([0] * 4 + [1] * 6)
    cells = cells_of([sex], [2])
    weights = rake(cells, [[500, 500]])
    assert weights == pytest.approx([1.25, 5 / 6])
    cost = design(weights, cells.people)
    # 10² / (4 x 1.25² + 6 x (5/6)²) = 100 / 10.4167
    assert (cost.people, cost.effective, cost.effect, cost.largest) == pytest.approx((10, 9.6, 10 / 9.6, 1.25))
    assert not cost.steady


@pytest.mark.parametrize(
    ("people", "target", "message"),
    [
        # A group of the area that nobody answered for cannot be made up by others.
        ([0, 0, 1], [[50, 30, 20]], "nobody who answered"),
        # Somebody who answered stands nowhere in the area.
        ([0, 1, 2], [[50, 50, 0]], "without a target"),
        ([0, 1, 2], [[50, 50]], "without a target"),
        ([0, 1], [[0, 0]], "counts nobody"),
        # One of a hundred is to stand for half: fifty mean weights, and the cap is five.
        ([0] * 99 + [1], [[50, 50]], "at most 5"),
    ],
)
def test_what_cannot_be_weighted_is_refused(people, target, message):
    sizes = [max(len(target[0]), max(people) + 1)]
    with pytest.raises(WeighingError, match=message):
        rake(cells_of([np.array(people)], sizes), target)


def test_margins_that_contradict_what_was_answered_are_refused():
    # All women are old and all men young, but half of the area are women and most are old.
    both = np.array([0, 0, 1, 1])
    with pytest.raises(WeighingError, match="No weights"):
        rake(cells_of([both, both], [2, 2]), [[50, 50], [80, 20]])


@given(
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1)), min_size=30, max_size=80),
    st.lists(st.integers(20, 40), min_size=5, max_size=5),
)
def test_every_margin_has_its_shares_and_no_weight_is_above_the_cap(people, target):
    # Every pair once, so that every target can be met.
    everyone = [*people, *((age, sex) for age in range(3) for sex in range(2))]
    age, sex = np.array(everyone).T
    cells, targets = cells_of([age, sex], [3, 2]), [target[:3], target[3:]]
    try:
        weights = rake(cells, targets)
    except WeighingError:
        return
    each = weights[cells.place]
    assert each.mean() == pytest.approx(1)
    assert each.max() <= 5 + 1e-6
    for codes, wanted in zip((age, sex), targets, strict=True):
        shares = np.bincount(codes, weights=each) / each.sum()
        assert shares == pytest.approx(np.array(wanted) / sum(wanted), abs=1e-9)


def test_the_work_is_done_over_cells_and_not_over_people():
    codes = np.random.default_rng(1).integers(0, 3, 10_000)
    once, often = (cells_of([codes[:n], codes[:n]], [3, 3]) for n in (1_000, 10_000))
    assert len(once.people) == len(often.people) == 3
    assert often.people.sum() == 10_000


@pytest.mark.parametrize(
    ("figures", "census", "groups"),
    [
        ((60, 70, 80), (1, 1, 1), ((0,), (1,), (2,))),
        # One that is too small takes the next smallest with it.
        ((40, 200, 70), (1, 1, 1), ((0, 2), (1,))),
        # Two small ones are enough together.
        ((40, 200, 20), (1, 4, 1), ((0, 2), (1,))),
        # "Fewer than 10" counts as nobody.
        ((None, 55, 45, 300), (1, 1, 1, 1), ((0, 1, 2), (3,))),
        # Nothing is left to compare with.
        ((None, 20), (1, 1), ((0, 1),)),
        # A twentieth of the answers and a fifth of the area: 4 times short. With the next smallest, 1.5 times.
        ((50, 250, 700), (20, 25, 55), ((0, 1), (2,))),
        # Three times short is just within what weights make up for.
        ((100, 300, 600), (30, 30, 40), ((0,), (1,), (2,))),
    ],
)
def test_small_groups_are_put_together(figures, census, groups):
    assert merge_small(figures, census, least=50) == groups
