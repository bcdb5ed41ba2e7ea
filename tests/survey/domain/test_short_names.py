"""Short names: made once, never one twice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.short_names import short_name


@pytest.mark.parametrize(
    ("name", "taken", "short"),
    [
        ("Theatre streets", (), "theatre-streets"),
        ("Theatre streets", ("theatre-streets",), "theatre-streets-2"),
        ("Theatre streets", ("theatre-streets", "theatre-streets-2"), "theatre-streets-3"),
        ("Müller’s Corner & Row", (), "mullers-corner-and-row"),
        ("劇場", (), "zone"),  # nothing of it can stand in an address
        ("", ("zone",), "zone-2"),
    ],
)
def test_a_name_makes_a_short_name(name, taken, short):
    assert short_name(name, taken, otherwise="zone") == short


@given(st.lists(st.text(max_size=100), max_size=12))
def test_every_thing_gets_one_of_its_own_that_can_stand_in_an_address(names):
    taken = set()
    for name in names:
        short = short_name(name, taken, otherwise="zone")
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", short)
        assert len(short) <= 80  # the column of addresses
        taken.add(short)
    assert len(taken) == len(names)
