"""Which groups of texts a release shows, and that what it shows tells of nobody else."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from results.comments.released_campaigns import GROUP, MATCHING, _protected
from results.domain.disclosure import SMALLEST_GROUP, STEP, Disclosure
from results.domain.looks import Looks
from results.domain.tables import Breakdown, Table

# A group is shown where its published base is 50, so it may be four people fewer.
LEAST = SMALLEST_GROUP - (STEP - 1)


def table(size, value=None):
    return Table(MATCHING, None, (), GROUP if value else None, value, (), size, 0, 0)


def shown_of(made, everybody, tables):
    own = Breakdown(MATCHING, None, GROUP, tuple(tables))
    return _protected(made, everybody, tables, Looks([everybody], [own]))


@given(st.lists(st.integers(0, 300), max_size=5), st.integers(0, 300), st.binary(min_size=16, max_size=16))
def test_nobody_is_left_in_a_small_group_by_subtraction(sizes, others, secret):
    groups = {str(number): size for number, size in enumerate(sizes, start=1)}
    rules = Disclosure("c", secret)
    made = SimpleNamespace(disclosure=rules)
    tables = [table(size, number) for number, size in groups.items()]
    found = shown_of(made, table(sum(sizes) + others), tables)
    assert found.keys() == groups.keys()
    shown = {number for number, own in found.items() if own.shown}
    for number in shown:
        # Each has the one figure that it always has, and no other is worked out from it.
        assert found[number].base == rules.figure(groups[number], f"c|{GROUP}={number}|*")
        assert groups[number] >= LEAST
    rest = others + sum(size for number, size in groups.items() if number not in shown)
    assert not shown or rest >= LEAST


def test_many_others_hide_no_large_group_because_of_a_small_one():
    made = SimpleNamespace(disclosure=Disclosure("c", b"a secret of this test"))
    found = shown_of(made, table(400), [table(90, "1"), table(14, "2")])
    assert [own.shown for own in found.values()] == [True, False]
