"""What a stratum may be, how many codes it may get, and what is told of it."""

import os

import pytest

from survey.domain.invitations import (
    Kind,
    Uptake,
    code_of_stratum,
    in_parts,
    issued_in_public,
    new_codes,
    problem_with_number,
    problems_in_stratum,
    taken_back_in_public,
    told,
)
from survey.domain.typed_numbers import whole

NAMES = ["Homes in Soho"]
STRATA = [
    (("Homes in Croydon", "zone", "household"), set()),
    (("", "zone", "household"), {"name"}),
    (("homes in soho", "zone", "household"), {"name"}),  # the results would show two of one name
    (("x" * 81, "panel", "person"), {"name"}),
    (("Panel", "police", "person"), {"kind"}),
    (("Panel", "", "everybody"), {"kind", "recipient"}),
]


@pytest.mark.parametrize(("given", "wrong"), STRATA)
def test_what_is_wrong_with_a_stratum(given, wrong):
    assert set(problems_in_stratum(*given, names=NAMES)) == wrong


def test_twenty_strata_are_the_most():
    names = [f"Stratum {number}" for number in range(20)]
    assert problems_in_stratum("One more", "zone", "household", names=names)[""].startswith("There are 20 strata")


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("Homes in Soho", [], "homes-in-soho"),
        ("Homes in Soho", ["homes-in-soho"], "homes-in-soho-2"),
        ("Open", [], "open-2"),  # “open” is everybody who was not invited
        ("ঢাকা", [], "stratum"),
        ("word " * 16, [], "word-word-word-word-word-word-word"),
    ],
)
def test_the_code_of_a_stratum(name, taken, code):
    found = code_of_stratum(name, taken)
    assert found == code
    assert len(found) <= 40


NUMBERS = [
    ("50", 0, ""),
    ("20,000", 0, ""),
    (" 20 000 ", 0, ""),
    ("1", 50, ""),
    ("49", 0, "begins with 50"),  # too few to hide in
    ("49", 1, ""),
    ("0", 50, "from 1 to 50,000"),
    ("50001", 0, "from 1 to 50,000"),
    ("many", 0, "from 1 to 50,000"),
    ("٥٠", 0, "from 1 to 50,000"),
    ("-5", 60, "from 1 to 50,000"),
    ("9" * 5000, 0, "from 1 to 50,000"),
]


@pytest.mark.parametrize(("typed", "issued", "said"), NUMBERS)
def test_how_many_codes_may_be_issued(typed, issued, said):
    problem = problem_with_number(whole(typed), issued=issued)
    assert (said in problem) if said else not problem


def test_codes_are_drawn_until_there_are_enough_different_ones():
    pool = iter([b"\x01" * 11, b"\x01" * 11, b"\x02" * 11])
    assert len(new_codes(2, lambda _count: next(pool))) == 2
    assert len(set(new_codes(100, os.urandom))) == 100


def uptake(**changes):
    return Uptake(**{"code": "a", "name": "A", "kind": Kind.ZONE, "household": True, "issued": 2400, "individual": 27, "used": 317} | changes)


TOLD = [
    # While it is open: rounded down, and the rate follows from what is shown: 310 of 2,420.
    (uptake(), False, ("2,400", "20", "310", "12%")),
    (uptake(), True, ("2,400", "27", "317", "13%")),
    (uptake(used=9), False, ("2,400", "20", "fewer than 10", "–")),
    (uptake(used=9), True, ("2,400", "27", "fewer than 10", "–")),
    (uptake(used=0, individual=0), True, ("2,400", "fewer than 10", "fewer than 10", "–")),
    (uptake(household=False, individual=0), False, ("2,400", "–", "310", "12%")),
    (uptake(issued=0, used=0, individual=0), False, ("0", "fewer than 10", "fewer than 10", "–")),
]


@pytest.mark.parametrize(("given", "exact", "expected"), TOLD)
def test_what_is_told_of_a_stratum(given, exact, expected):
    shown = told(given, exact=exact)
    assert (shown.issued, shown.individual, shown.used, shown.rate) == expected


def test_two_counts_that_are_rounded_alike_are_told_alike():
    """One more person who answers cannot be seen, nine times out of ten."""
    assert len({told(uptake(used=used), exact=False) for used in range(310, 320)}) == 1


def test_the_lines_of_the_public_log():
    assert issued_in_public("A", 1, 51) == "1 invitation code was issued for “A”: 51 in all."
    assert taken_back_in_public("A", 2000, 0).startswith("2,000 unused invitation codes were made void")


def test_parts():
    assert list(in_parts(1200, 500)) == [(0, 500), (500, 1000), (1000, 1200)]
    assert list(in_parts(0, 500)) == []
