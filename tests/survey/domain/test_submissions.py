"""Which states a submission may take, what must be noted of it, and what everybody is told."""

from datetime import date

import pytest

from survey.domain.submissions import (
    ANSWERS,
    Kind,
    Listed,
    State,
    Written,
    accuracy,
    besides,
    is_checked,
    is_waiting,
    problem_with_day,
    problems_with,
    problems_with_change,
    ways_from,
)

TODAY = date(2026, 11, 2)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("state", list(State))
def test_no_way_leads_out_of_entered_and_what_is_aside_can_come_back(kind, state):
    if kind in ANSWERS and state in (State.READ, State.CONSIDERED):
        return  # no form takes these
    if kind not in ANSWERS and state in (State.TYPED_ONCE, State.ENTERED):
        return  # and no letter these
    ways = ways_from(kind, state)
    assert State.ENTERED not in ways  # that is done by entering
    assert (state is State.ENTERED) is (not ways)
    assert (ways == (State.RECEIVED,)) is (state in (State.SET_ASIDE, State.IN_ERROR))


@pytest.mark.parametrize(
    ("state", "waits"),
    [("received", True), ("typed-once", True), ("read", True), ("entered", False), ("considered", False), ("set-aside", False), ("in-error", False)],
)
def test_what_waits(state, waits):
    assert is_waiting(State(state)) is waits


@pytest.mark.parametrize(
    ("kind", "written", "signed", "wrong"),
    [
        (Kind.LETTER, Written(what="From a shop"), "", []),
        (Kind.LETTER, Written(), "", ["what"]),
        (Kind.LETTER, Written(what="x" * 201), "", ["what"]),
        (Kind.LETTER, Written(what="x", text="x" * 50_001), "", ["text"]),
        (Kind.PETITION, Written(what="No", text="None"), "412", []),
        (Kind.PETITION, Written(what="No", text="None"), "1,412", []),
        (Kind.PETITION, Written(what="No", text="None"), "0", ["signatories"]),
        (Kind.PETITION, Written(what="No", text="None"), "10,000,001", ["signatories"]),
        (Kind.PETITION, Written(), "many", ["what", "signatories", "text"]),
        (Kind.ORGANISATION, Written(organisation="A", represents="B", interest="none"), "", []),
        (Kind.ORGANISATION, Written(organisation="A", represents="B", interest="secret"), "", ["interest"]),
        (Kind.ORGANISATION, Written(), "", ["organisation", "represents", "interest"]),
    ],
)
def test_what_must_be_noted(kind, written, signed, wrong):
    assert list(problems_with(kind, written, signed)) == wrong


@pytest.mark.parametrize(
    ("to", "summary", "note", "wrong"),
    [
        (State.READ, "Dear", "", []),
        (State.READ, "", "", ["summary"]),
        (State.CONSIDERED, "Dear", "Report, part 4", []),
        (State.CONSIDERED, "Dear", "Report", ["note"]),
        (State.SET_ASIDE, "", "It came in late", []),
        (State.IN_ERROR, "", "Twice", ["note"]),
        (State.RECEIVED, "", "", []),
        (State.SET_ASIDE, "", "x" * 1001, ["note"]),
    ],
)
def test_what_a_change_needs(to, summary, note, wrong):
    assert list(problems_with_change(to, summary, note)) == wrong


@pytest.mark.parametrize(
    ("day", "fine"),
    [(TODAY, True), (date(2026, 10, 1), True), (date(2026, 11, 3), False), (date(2026, 9, 30), False), (None, False)],
)
def test_the_day_on_which_something_came_in(day, fine):
    assert (problem_with_day(day, opens_on=date(2026, 10, 1), today=TODAY) == "") is fine


@pytest.mark.parametrize(("place", "share", "checked"), [(10, 10, True), (9, 10, False), (20, 10, True), (1, 1, True), (10, 0, False)])
def test_which_forms_are_typed_in_twice(place, share, checked):
    assert is_checked(place, share) is checked


@pytest.mark.parametrize(("fields", "differing", "words"), [(0, 0, ""), (10, 0, "100.0%"), (1000, 1, "99.9%"), (100_000, 1, "99.9%"), (3, 1, "66.6%")])
def test_accuracy_is_never_rounded_up_to_all(fields, differing, words):
    assert accuracy(fields, differing) == words


def test_forms_are_told_of_among_the_responses_and_not_here():
    petition = Listed(4, Kind.PETITION, "No cameras", signatories=1412)
    told = besides({Kind.PAPER: 300, Kind.LETTER: 3, Kind.PETITION: 1, Kind.ORGANISATION: 5}, [petition])
    assert told.lines == ["3 letters", "1 petition with 1,412 signatories", "5 submissions by organisations"]
    assert not besides({Kind.PAPER: 300}, [])
