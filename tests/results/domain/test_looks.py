"""Which counts of a group have its figure: what lacks four people or fewer of everybody, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from results.domain.disclosure import Disclosure
from results.domain.looks import Looks
from results.domain.tables import Breakdown, Table


def asked(name, counts, *, not_answered=0, not_asked=0, value=None):
    group = None if value is None else "ward"
    return Table(name, None, ("a", "b"), group, value, counts, sum(counts), not_answered, not_asked)


def looks_of(alone, in_w):
    return Looks(alone, [Breakdown(table.question, None, "ward", (table,)) for table in in_w])


@pytest.mark.parametrize(
    ("everybody", "name"),
    [
        # All answered, or all but four: the figure of the group in its profile.
        (asked("q", (600, 400)), "*"),
        (asked("q", (600, 396), not_answered=4), "*"),
        (asked("q", (600, 396), not_answered=2, not_asked=2), "*"),
        # All but five.
        (asked("q", (600, 395), not_answered=5), "q|*"),
        # All of those who were asked, or all but four.
        (asked("q", (500, 400), not_asked=100), "q|*asked"),
        (asked("q", (500, 396), not_answered=4, not_asked=100), "q|*asked"),
        (asked("q", (500, 395), not_answered=5, not_asked=100), "q|*"),
        # All but four of those who were asked, who are all but three.
        (asked("q", (600, 393), not_answered=4, not_asked=3), "q|*"),
    ],
)
def test_a_base_has_the_figure_of_all_or_of_those_asked_or_one_of_its_own(everybody, name):
    own = asked("q", (40, 30), value="w")
    assert looks_of([everybody], [own]).base(own).name == name


@pytest.mark.parametrize(
    ("counts", "name"),
    # Of 1,000 who were all asked: nearly all of them; nearly all of the 900 who answered; fewer.
    [((996, 4), "*"), ((897, 3), "q|*"), ((600, 300), "q=a")],
)
def test_an_answer_that_nearly_all_gave_has_their_figure(counts, name):
    everybody = asked("q", counts, not_answered=1000 - sum(counts))
    own = asked("q", (60, 0), value="w")
    assert looks_of([everybody], [own]).option(own, 0).name == name


def test_an_answer_of_nearly_all_has_their_figure_where_nearly_everybody_was_asked():
    everybody = asked("q", (990, 3), not_answered=4, not_asked=3)
    own = asked("q", (60, 0), value="w")
    looks = looks_of([everybody], [own])
    assert looks.option(own, 0) == looks.base(own)
    assert looks.base(own).name == "q|*"


def test_two_conditions_that_left_out_as_many_by_chance_share_no_figure():
    alone = [asked(name, (200, 200), not_asked=600) for name in ("p", "q", "r")]
    people = {"p": 103, "q": 62, "r": 103}
    in_w = [asked(name, (own, 0), not_asked=150 - own, value="w") for name, own in people.items()]
    looks = looks_of(alone, in_w)
    assert [looks.base(table).name for table in in_w] == ["p|*asked", "q|*asked", "p|*asked"]
    assert [looks.not_asked_like(table) for table in in_w] == ["p", "q", "p"]
    # Each is rounded with its offset, whichever that is.
    secrets = [b"a secret of these tests only %d" % number for number in range(50)]
    figures = {Disclosure("c", secret).group(in_w[0], looks).base for secret in secrets}
    assert figures == {100, 105}


def test_what_was_not_asked_of_as_many_has_the_name_of_the_first():
    alone = [asked(name, (900 - own, 0), not_asked=100 + own) for name, own in (("p", 0), ("q", 1), ("r", 0))]
    looks = looks_of(alone, [])
    assert [looks.not_asked_like(table) for table in alone] == ["p", "q", "p"]


@given(st.integers(50, 500), st.lists(st.integers(0, 4), min_size=1, max_size=4), st.integers(0, 10**6))
def test_the_figure_of_a_group_is_within_four_of_all_that_it_stands_for(people, missing, number):
    rules = Disclosure(f"c{number}", b"a secret of these tests only")
    names = [f"q{place}" for place in range(len(missing))]
    alone = [asked(name, (900, 0), not_answered=own) for name, own in zip(names, missing, strict=True)]
    own = [asked(n, (people - m, 0), not_answered=m, value="w") for n, m in zip(names, missing, strict=True)]
    looks = looks_of(alone, own)
    profile = rules.profile(Table("ward", None, ("w",), None, None, (people,), people, 0, 0), looks)
    figures = {rules.group(table, looks).base for table in own}
    # One figure, and nobody can tell who is missing where.
    assert figures == {profile.cells[0].count if profile.cells[0].count >= 50 else None}
    if figures != {None}:
        assert all(abs(figures.copy().pop() - count) <= 4 for count in (people, *(table.base for table in own)))
