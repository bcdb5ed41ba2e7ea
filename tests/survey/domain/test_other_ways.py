"""The other ways to answer: what is checked, what is missing, and what the public log says."""

import pytest

from survey.domain.other_ways import LABELS, LONGEST, OtherWays, changes_in_words, missing_from, problems_in

FULL = OtherWays(
    phone="020 7946 0123",
    hours="Monday to Friday, 9am to 5pm",
    paper="The Town Library, 1 High Street",
    post="PO Box 1, London",
    in_person="The Town Library, Tuesdays",
)


def test_every_way_has_a_label_and_a_limit():
    assert LABELS.keys() == LONGEST.keys() == FULL.dump().keys()


def test_what_is_stored_comes_back():
    assert OtherWays.load(FULL.dump()) == FULL
    assert OtherWays.load({}) == OtherWays()
    assert not OtherWays()
    assert FULL


def test_white_space_typed_by_accident_goes():
    assert OtherWays.load({"paper": " The Town \r\n Library ", "post": None}) == OtherWays(
        paper="The Town Library"
    )


@pytest.mark.parametrize(
    ("ways", "fields"),
    [
        (FULL, []),
        (OtherWays(), []),
        (OtherWays(phone="+44 (0)20 7946 0123", hours="Mondays"), []),
        (OtherWays(phone="ask for Jo", hours="Mondays"), ["phone"]),
        (OtherWays(phone="020 7946 0123"), ["hours"]),
        (OtherWays(hours="Mondays"), ["phone"]),
        (OtherWays(paper="x" * 121, post="y" * 101), ["paper", "post"]),
    ],
)
def test_problems(ways, fields):
    assert sorted(problems_in(ways)) == fields


def test_what_is_missing_is_said():
    assert not list(missing_from(FULL))
    assert len(list(missing_from(OtherWays()))) == 3
    assert list(missing_from(OtherWays(phone="1", hours="x", paper="x"))) == [
        "There is no postal address to which paper copies can be sent."
    ]


def test_changes_in_words():
    assert changes_in_words(FULL, FULL) == ""
    after = OtherWays(phone="020 7946 0456", hours=FULL.hours, paper=FULL.paper, post=FULL.post)
    assert changes_in_words(FULL, after) == (
        "The other ways to answer were changed. Phone number: 020 7946 0456; In person: none any more."
    )
