"""Comparison: only what was asked alike, only from published figures, and never more than these can tell."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.domain.comparing import (
    Between,
    ComparisonError,
    Points,
    Why,
    beside,
    cautions,
    comparable,
    everything_beside,
    groups,
    over,
)
from results.domain.disclosure import Disclosure, progress
from results.domain.tables import Table
from survey.domain.questionnaires.kinds import ReaderText
from survey.domain.questionnaires.locking import lock
from survey.domain.questionnaires.questions import (
    LongText,
    Option,
    Page,
    Questionnaire,
    Section,
    SingleChoice,
    SupportScale,
)
from tests.results.released import HEARD, LIMITS, OFTEN, OVERALL, exact, grouped, profiled

SECRETS = st.binary(min_size=16, max_size=40)


def asked(*questions, when=None, kind="opinion"):
    """A questionnaire with a page for each question; `when` is the condition of the last one."""
    pages = [Page(q.code, (q,)) for q in questions]
    pages[-1] = replace(pages[-1], when=when)
    return Questionnaire("q", "Q", (Section("s", "S", tuple(pages), kind),))


FEWER_OPTIONS = replace(HEARD, options=HEARD.options[:-1])
TURNED = replace(HEARD, options=HEARD.options[::-1])
RELABELLED = replace(HEARD, options=(Option("lot", "Plenty"), *HEARD.options[1:]))
LOCKED = lock(HEARD, "heard@1")
PIPED = replace(HEARD, text="How much had you heard about {answer:one|the area}?")


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (HEARD, HEARD, None),
        # Where a question comes from, or what the register says beside it, is no wording.
        (HEARD, replace(HEARD, block="heard@2", unlocked="It had to be shorter."), None),
        (HEARD, LOCKED, None),
        (HEARD, replace(HEARD, text="How much have you heard?"), Why.WORDING),
        (HEARD, replace(HEARD, hint="Think of the last month."), Why.WORDING),
        (HEARD, RELABELLED, Why.WORDING),
        # A fact beside it may sway an answer; which facts stand there is part of it.
        (HEARD, replace(HEARD, facts=("cameras",)), Why.WORDING),
        (HEARD, FEWER_OPTIONS, Why.ANSWERS),
        # The same answers in another order.
        (HEARD, TURNED, Why.ANSWERS),
        (OFTEN, replace(OFTEN, rows=OFTEN.rows[:1]), Why.ANSWERS),
        (HEARD, SupportScale(code="heard", text=HEARD.text), Why.KIND),
        (LongText(code="why", text="Why?"), LongText(code="why", text="Why?"), Why.WRITTEN),
        # Another earlier answer is put in: not the same question, unless a block brought its own.
        (PIPED, replace(PIPED, text=PIPED.text.replace(":one", ":two")), Why.WORDING),
        (lock(PIPED, "h@1"), lock(replace(PIPED, text=PIPED.text.replace(":one", ":two")), "h@1"), None),
    ],
)
def test_only_what_was_asked_alike_is_compared(before, after, why):
    (pair,) = comparable(asked(before), asked(after))
    assert pair.why == why
    assert pair.same is (why is None)


def test_a_question_that_only_one_of_them_asks():
    pairs = comparable(asked(HEARD, OVERALL), asked(LIMITS, OVERALL))
    assert [(p.code, p.why) for p in pairs] == [
        ("limits", Why.NOT_BEFORE),
        ("overall", None),
        ("heard", Why.NOT_AGAIN),
    ]
    assert (pairs[0].earlier, pairs[2].later) == (None, None)


@pytest.mark.parametrize("other", [{"when": {"question": "overall", "is": "neither"}}, {"kind": "equality"}])
def test_a_question_that_was_put_to_others_is_not_compared(other):
    before, after = asked(OVERALL, HEARD), asked(OVERALL, HEARD, **other)
    assert comparable(before, after)[1].why == Why.ASKED_OF
    assert comparable(after, after)[1].same


@pytest.mark.parametrize(
    ("before", "after", "locked"),
    [
        (LOCKED, LOCKED, True),
        (HEARD, LOCKED, False),
        # Somebody changed the words behind the lock's back: asked alike, but no longer what the block says.
        (replace(LOCKED, text="Other words"), replace(LOCKED, text="Other words"), False),
    ],
)
def test_a_lock_is_named_only_where_both_kept_it(before, after, locked):
    (pair,) = comparable(asked(before), asked(after))
    assert pair.same
    assert pair.locked is locked


def test_waves_are_compared_with_the_newest_one():
    reworded = replace(HEARD, text="Had you heard?")
    found = over([asked(HEARD), asked(reworded), asked(OVERALL), asked(OVERALL, HEARD)])
    assert [(one.question.code, one.whys, one.waves) for one in found] == [
        ("overall", (Why.NOT_BEFORE, Why.NOT_BEFORE, None, None), (2, 3)),
        ("heard", (None, Why.WORDING, Why.NOT_BEFORE, None), (0, 3)),
    ]


def test_what_is_only_read_is_not_asked():
    assert comparable(asked(ReaderText(code="read", text="Read this", body="It.")), asked(HEARD))[1:] == ()


def test_rows_are_aligned_and_points_come_from_published_percentages():
    (found,) = beside(
        [exact(HEARD, (50, 30, 20))], [exact(HEARD, (82, 60, 58))], [exact(HEARD, (60, 40, 100))]
    )
    assert [(row.option, row.percents) for row in found.rows] == [
        ("lot", (50, 41, 30)),
        ("some", (30, 30, 20)),
        ("pns", (20, 29, 50)),
    ]
    assert [p.points for row in found.rows for p in row.points] == [-9, -11, 0, -10, 9, 21]
    # Two exact percentages are each up to half a point rounded.
    assert {p.off_by for row in found.rows for p in row.points} == {1}
    assert found.bases == (100, 200, 200)
    assert (found.shown, found.protected) == (True, False)


def test_nothing_is_said_where_a_figure_is_held_back():
    (found,) = groups([grouped(HEARD, (60, 9, 0), "a"), grouped(HEARD, (60, 20, 12), "b")], ("a", "b"))
    assert [row.points[0] is None for row in found.rows] == [False, True, True]
    (small,) = groups([grouped(HEARD, (60, 9, 0), "a"), grouped(HEARD, (6, 2, 1), "b")], ("a", "b"))
    assert not small.shown
    assert all(row.points == (None,) for row in small.rows)


def test_two_groups_of_a_grid_are_compared_row_by_row():
    tables = [replaced for value in ("a", "b") for replaced in _grid(value)]
    found = groups(tables, ("b", "a"))
    assert [one.part for one in found] == ["day", "night"]
    assert [side.value for side in found[0].sides] == ["b", "a"]


def _grid(value):
    rules = Disclosure("c", bytes(32))
    return [
        rules.group(Table("often", row, ("often", "never"), "ward", value, (70, 40), 110, 0, 0))
        for row in ("day", "night")
    ]


@pytest.mark.parametrize(
    ("sides", "said"),
    [
        ([[exact(HEARD, (50, 30, 20))]], "two sides"),
        ([[exact(HEARD, (50, 30, 20))], [exact(LIMITS, (50, 30, 20))]], "not the same question"),
        ([[exact(HEARD, (50, 30, 20))], []], "different numbers of rows"),
        ([[progress(Table("d", None, ("x",), None, None, (60,), 60, 0, 0))]] * 2, "no percentages"),
    ],
)
def test_what_is_not_the_same_question_is_refused(sides, said):
    with pytest.raises(ComparisonError, match=said):
        beside(*sides)
    with pytest.raises(ComparisonError, match="no group called z"):
        groups([grouped(HEARD, (60, 20, 12), "a")], ("a", "z"))


def test_everything_that_two_consultations_asked_alike():
    before, after = asked(HEARD, OVERALL), asked(OVERALL, replace(HEARD, text="Heard?"))
    earlier = {"heard": [exact(HEARD, (50, 30, 20))], "overall": [exact(OVERALL, (10, 10, 10, 10, 10, 10))]}
    found = {pair.code: own for pair, own in everything_beside(comparable(before, after), earlier, earlier)}
    assert found["heard"] == ()
    assert [row.points[0].points for row in found["overall"][0].rows] == [0] * 6


def test_what_a_reader_is_warned_of():
    everybody, ward = exact(HEARD, (50, 30, 20)), grouped(HEARD, (60, 20, 12), "a")
    (waves,) = beside([everybody], [everybody])
    assert len(cautions(waves, Between.CONSULTATIONS)) == 1
    assert "Different people" in cautions(waves, Between.CONSULTATIONS)[0]
    (whole,) = beside([ward], [everybody])
    assert ["among everybody" in said or "up to four" in said for said in cautions(whole, Between.WHOLE)] == [
        True,
        True,
    ]
    (two,) = beside([ward], [ward])
    assert any("both groups, and are counted" in s for s in cautions(two, Between.GROUPS, overlapping=True))
    assert "significan" not in "".join(cautions(two, Between.GROUPS)).lower()


@pytest.mark.parametrize(
    ("points", "off_by", "words", "tells"),
    [
        (3, 1, "3 percentage points more", True),
        (1, 1, "1 percentage point more", False),
        (-1, 0, "1 percentage point fewer", True),
        (-12, 12, "12 percentage points fewer", False),
        (0, 0, "no difference", False),
    ],
)
def test_a_difference_in_words(points, off_by, words, tells):
    assert Points(points, off_by).words == words
    assert Points(points, off_by).tells is tells


@given(st.lists(st.integers(0, 300), min_size=4, max_size=4), SECRETS, SECRETS)
def test_the_true_difference_is_never_further_away_than_is_said(counts, one, other):
    question = SingleChoice(code="q", text="Q?", options=(Option("x", "X"), Option("y", "Y")))
    true, sides = [], []
    for own, secret in ((counts[:2], one), (counts[2:], other)):
        table = Table("q", None, question.option_codes, "ward", "a", tuple(own), sum(own), 0, 0)
        sides.append([Disclosure("c", secret).group(table)])
        true.append(Fraction(100 * own[0], max(1, sum(own))))
    points = beside(*sides)[0].rows[0].points[0]
    if points:
        assert abs((true[1] - true[0]) - points.points) <= points.off_by


def test_profiles_of_two_waves_can_stand_side_by_side():
    (found,) = beside([profiled(HEARD, (50, 30, 20))], [profiled(HEARD, (100, 30, 70))])
    assert found.protected
    assert found.rows[0].points[0].points == 0
