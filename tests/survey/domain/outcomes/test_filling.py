"""What is typed about an outcome: what is refused at once, and what is missing before it can be published."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.outcomes.fields import BY_CODE, CONDITIONS, FIELDS, MOST_POINTS, NAMES, POINTS
from survey.domain.outcomes.filling import is_link, missing, problem_with_note, read, typed_of
from survey.domain.outcomes.record import Departs, Record, Voting
from tests.survey.domain.outcomes.records import WHOLE, record

TODAY = date(2026, 11, 20)
QUESTIONS = {"support"}
POINT = {"said-1": "Some said yes.", "question-1": "support", "did-1": "We agree."}
CONDITION = {"condition-1": "Signs", "who-1": "Highways"}


def test_the_table_of_names_holds_every_field_once():
    names = [name for found in NAMES.values() for name in found]
    assert sorted(names) == sorted([*FIELDS, "points", "conditions"]) == sorted(vars(WHOLE))


@pytest.mark.parametrize("code", BY_CODE)
def test_what_stands_in_the_fields_is_read_back_the_same(code):
    reading = read(code, typed_of(code, WHOLE), questions=QUESTIONS)
    assert not reading.problems
    assert Record.load({**WHOLE.dump(), **reading.values}) == WHOLE


@pytest.mark.parametrize(
    ("part", "typed", "problem", "words"),
    [
        ("decision", {"decided_on-day": "31", "decided_on-month": "2", "decided_on-year": "2027"},
         "decided_on-day", "real date"),
        # Half a date is none.
        ("decision", {"decided_on-day": "1"}, "decided_on-day", "real date"),
        # A year that nobody means.
        ("decision", {"decided_on-day": "1", "decided_on-month": "2", "decided_on-year": "26"},
         "decided_on-day", "real date"),
        ("decision", {"course": "yes please"}, "course", "Choose one"),
        ("decision", {"minutes": "www.council.example"}, "minutes", "https://"),
        ("decision", {"decision": "x" * 401}, "decision", "400 characters"),
        ("money-and-vote", {"sum_agreed": "about 5,000"}, "sum_agreed", "whole number"),
        ("money-and-vote", {"sum_agreed": "-5"}, "sum_agreed", "whole number"),
        ("money-and-vote", {"votes_for": "6.5"}, "votes_for", "whole number"),
        ("reasons", {"reasons": "x" * 3001}, "reasons", "3,000 characters"),
        (POINTS, POINT | {"question-1": "made-up"}, "question-1", "Choose the question"),
        (POINTS, POINT | {"did-1": " "}, "did-1", "what the council does"),
        (POINTS, {"question-2": "support"}, "said-2", "what people said"),
        (POINTS, POINT | {"said-1": "x" * 601}, "said-1", "600 characters"),
        (CONDITIONS, CONDITION | {"who-1": ""}, "who-1", "who sees to it"),
        (CONDITIONS, {"by-3-day": "1"}, "condition-3", "what the condition is"),
        (CONDITIONS, CONDITION | {"by-1-day": "40"}, "by-1-day", "real date"),
        (CONDITIONS, CONDITION | {"who-1": "x" * 201}, "who-1", "200 characters"),
    ],
)  # fmt: skip
def test_what_is_typed_wrongly_is_refused_where_it_is_mended(part, typed, problem, words):
    assert words in read(part, typed, questions=QUESTIONS).problems[problem]


@pytest.mark.parametrize(
    ("part", "typed", "values"),
    [
        ("money-and-vote", {"sum_agreed": "£250,000"}, {"sum_agreed": 250_000}),
        # Nought is a sum, and nothing is none.
        ("money-and-vote", {"sum_agreed": "0", "votes_for": ""}, {"sum_agreed": 0, "votes_for": None}),
        # Empty rows between others are no points.
        (POINTS, {name.replace("1", "4"): text for name, text in POINT.items()},
         {"points": [{"question": "support", "said": "Some said yes.", "did": "We agree."}]}),
        (POINTS, {"said-1": "", "question-1": "", "did-1": ""}, {"points": []}),
        # A state alone is no condition; a made-up one is that it is not met.
        (CONDITIONS, {"state-1": "met"}, {"conditions": []}),
        (CONDITIONS, CONDITION | {"state-1": "perhaps"},
         {"conditions": [{"text": "Signs", "who": "Highways", "by": "", "state": "open"}]}),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_values(part, typed, values):
    reading = read(part, typed, questions=QUESTIONS)
    assert not reading.problems
    assert values.items() <= reading.values.items()


def test_more_points_than_there_is_room_for_are_not_read():
    typed = {name.replace("1", str(row)): text for row in range(1, 20) for name, text in POINT.items()}
    assert len(read(POINTS, typed, questions=QUESTIONS).values["points"]) == MOST_POINTS


@pytest.mark.parametrize(
    "address",
    ["", "https://council.example/a?b=c#d", "http://minutes.council.example:8080/x", "https://a-b.gov.uk"],
)
def test_a_plain_address_is_taken(address):
    assert is_link(address)


@pytest.mark.parametrize(
    "address",
    [
        "council.example",
        "javascript:alert(1)",
        "ftp://council.example",
        "//council.example",
        "https://",
        "https://localhost/x",  # nobody else can read what stands there
        "https://council.example/a b",
        "https://user:secret@council.example",
        "https://council.example:99999/",
        "https://[::1/",
        "https://council.example/" + "x" * 500,
        'https://council.example/"onclick',
    ],
)
def test_any_other_address_is_not(address):
    assert not is_link(address)


@given(st.dictionaries(st.sampled_from([*FIELDS, "said-1", "by-1-day", "decided_on-year"]), st.text(max_size=30)))
def test_nothing_that_is_typed_breaks_the_reading(typed):
    for code in BY_CODE:
        reading = read(code, typed)
        if not reading.problems:
            Record.load(reading.values)


def test_nothing_is_missing_in_a_whole_record():
    assert missing(WHOLE, today=TODAY) == {}


@pytest.mark.parametrize(
    ("changes", "part", "names"),
    [
        ({"course": None, "decided_on": None}, "decision", {"course", "decided_on"}),
        # A decision of tomorrow has not been taken.
        ({"decided_on": date(2026, 11, 21)}, "decision", {"decided_on"}),
        # A sum comes out of a budget; nought does not.
        ({"budget": ""}, "money-and-vote", {"budget"}),
        # Where there was a vote its figures belong to it.
        ({"votes_for": None, "votes_abstained": None}, "money-and-vote", {"votes_for", "votes_abstained"}),
        # Whoever says that the decision departs from the responses says why.
        ({"departure": ""}, "reasons", {"departure"}),
        ({"departs": None, "departure": ""}, "reasons", {"departs"}),
        ({"points": ()}, POINTS, {"points"}),
        ({"equality": "", "next_steps": ""}, "what-comes-next", {"equality", "next_steps"}),
    ],
)
def test_what_is_missing_is_said_by_part_and_field(changes, part, names):
    found = missing(record(**changes), today=TODAY)
    assert set(found) == {part}
    assert set(found[part]) == names
    assert all(found[part].values())


@pytest.mark.parametrize(
    "changes",
    [
        {"sum_agreed": 0, "budget": ""},
        {"sum_agreed": None, "budget": ""},
        {"voting": Voting.DELEGATED, "votes_for": None, "votes_against": None, "votes_abstained": None},
        {"departs": Departs.NO, "departure": ""},
        {"votes_against": 0, "votes_abstained": 0},
        {"meeting": "", "minutes": "", "conditions": (), "weighed": "", "review_on": None},
        {"equality_on": None, "equality_link": ""},
    ],
    ids=str,
)
def test_what_does_not_belong_to_a_decision_is_not_asked_for(changes):
    assert missing(record(**changes), today=TODAY) == {}


@pytest.mark.parametrize(
    ("note", "needed", "fine"),
    [("", True, False), ("", False, True), ("A date was wrong.", True, True), ("x" * 601, True, False)],
)
def test_a_change_needs_a_note(note, needed, fine):
    assert (problem_with_note(note, needed=needed) == "") is fine
