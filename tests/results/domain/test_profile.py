import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.domain.disclosure import Disclosure
from results.domain.profile import ApartRow, Margin, ProfileError, ProfileRow, compare, is_due
from results.domain.tables import Table


class Straight(Disclosure):
    """Offsets of nought, so that the figures below can be followed by eye."""

    def offset(self, _cell):
        return 0


RULES = Straight("c", b"a secret of these tests only")
MARGIN = Margin("age", (("young", 300), ("old", 700)), "Census 2021", "2021-03-21", "usual residents")


def profile_of(counts, rules=RULES, **other):
    options = tuple(counts)
    figures = tuple(counts.values())
    return rules.profile(
        Table("age", None, options, None, None, figures, sum(figures), other.get("not_answered", 0), 0)
    )


def test_rows_stand_beside_the_census_and_others_apart():
    safe = profile_of({"young": 40, "old": 160, "prefer-not-to-say": 20}, not_answered=30)
    made = compare(safe, MARGIN, apart=["prefer-not-to-say"])
    assert made.base == 200
    assert made.rows == (
        # (40 + 29) of (200 + 29) is 30%, its census share.
        ProfileRow("young", 40, 20, 300, 30, missing=29),
        ProfileRow("old", 160, 80, 700, 70, missing=0),
    )
    assert made.apart == (ApartRow("prefer-not-to-say", 20),)
    assert made.not_answered == 30


def test_a_hidden_group_misses_at_least_so_many():
    made = compare(profile_of({"young": 3, "old": 97}), MARGIN)
    # Published base 100, and at most 9 are young: (9 + 30) of (100 + 30) is 30%.
    assert made.rows[0] == ProfileRow("young", None, None, 300, 30, missing=30)


def test_nobody_and_nine_look_alike():
    assert compare(profile_of({"young": 0, "old": 109}), MARGIN).rows[0].missing == (
        compare(profile_of({"young": 9, "old": 100}), MARGIN).rows[0].missing
    )


@given(st.integers(50, 4000), st.integers(50, 4000), st.integers(1, 10**6), st.integers(1, 10**6))
def test_the_missing_responses_are_just_enough(young, old, census_young, census_old):
    margin = Margin("age", (("young", census_young), ("old", census_old)), "s", "d")
    made = compare(profile_of({"young": young, "old": old}), margin)
    total = census_young + census_old
    for row in made.rows:

        def short(more, row=row):
            return (row.responses + more) * total < row.census * (made.base + more)

        assert not short(row.missing)
        assert row.missing == 0 or short(row.missing - 1)


@pytest.mark.parametrize(
    ("counts", "apart", "message"),
    [
        # An option the census does not count must be said to be apart, not dropped.
        ({"young": 60, "old": 60, "other": 60}, (), "no category for other"),
        ({"young": 60}, (), "no option called old"),
        ({"young": 60, "old": 60}, ("elsewhere",), "no option called elsewhere"),
        # Counted in the census and set apart as well.
        ({"young": 60, "old": 60}, ("old",), "old is in the census"),
        ({"young": 6, "old": 6}, (), "too few people"),
    ],
)
def test_categories_that_do_not_match_are_refused(counts, apart, message):
    with pytest.raises(ProfileError, match=message):
        compare(profile_of(counts), MARGIN, apart=apart)


def test_only_the_profile_of_the_same_characteristic_is_compared():
    table = Table("age", None, ("young", "old"), None, None, (60, 60), 120, 0, 0)
    with pytest.raises(ProfileError, match="not the profile"):
        compare(RULES.everybody(table), MARGIN)
    with pytest.raises(ProfileError, match="not the profile of sex"):
        compare(RULES.profile(table), Margin("sex", MARGIN.counts, "s", "d"))


@pytest.mark.parametrize("counts", [(), (("young", 0),), (("young", -1), ("old", 3)), (("a", 1), ("a", 2))])
def test_a_census_that_counts_nobody_or_somebody_twice_is_refused(counts):
    with pytest.raises(ProfileError):
        Margin("age", counts, "s", "d")


@pytest.mark.parametrize(
    ("now", "counted", "due"),
    [
        (49, 0, False),
        (50, 0, True),
        # 49 more after the first one are too few for a new profile.
        (99, 50, False),
        (100, 50, True),
        # Withdrawals alone never make a new one.
        (20, 100, False),
    ],
)
def test_a_profile_is_new_only_after_so_many_more_responses(now, counted, due):
    assert is_due(now, counted=counted, least=50) is due
