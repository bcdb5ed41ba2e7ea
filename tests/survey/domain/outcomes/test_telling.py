"""A record in words, and what differs between two versions."""

import pytest

from survey.domain.outcomes.record import Condition, ConditionState, Departs, Record, Voting
from survey.domain.outcomes.telling import as_json, differences, lines_of
from tests.survey.domain.outcomes.records import WHOLE, record


def told(one):
    return {line.code: line.text for line in lines_of(one)}


@pytest.mark.parametrize(
    ("changes", "code", "text"),
    [
        ({}, "sum-agreed", "£250,000, out of: Community safety reserve"),
        ({"sum_agreed": 0}, "sum-agreed", "No money was agreed"),
        # Nothing said about money is not nought.
        ({"sum_agreed": None}, "sum-agreed", ""),
        ({}, "vote", "6 for, 2 against, 1 abstained"),
        ({"voting": Voting.DELEGATED}, "vote", "Delegated to an officer"),
        ({"voting": Voting.NO_VOTE}, "vote", "No vote was taken"),
        ({}, "departure", WHOLE.departure),
        # What was typed before the answer was “no” is not published.
        ({"departs": Departs.NO}, "departure", "The council says that it does not"),
        ({}, "equality", f"Assessed on 1 October 2026. {WHOLE.equality}"),
        ({"equality_on": None}, "equality", WHOLE.equality),
        ({"review_on": None}, "review-on", ""),
    ],
)
def test_each_line_says_what_is_recorded(changes, code, text):
    assert told(record(**changes))[code] == text


def test_an_empty_record_has_every_line_and_says_nothing():
    assert set(told(Record())) == set(told(WHOLE))
    assert not any(told(Record()).values())


def test_the_same_record_does_not_differ():
    assert differences(WHOLE, WHOLE) == ()


def test_what_differs_is_told_before_and_after():
    met = Condition(WHOLE.conditions[0].text, WHOLE.conditions[0].who, None, ConditionState.MET)
    after = record(decided_by="Full council", conditions=(met,), points=())
    found = {one.label: (one.before, one.after) for one in differences(WHOLE, after, {"support": "Do you want it?"})}
    assert found["Decided by"] == ("Cabinet", "Full council")
    assert found["Condition 1"][1].endswith("by when: no day set; now: Met)")
    before, gone = found["You said, we did, point 1"]
    assert before.startswith("About “Do you want it?”, you said: Some of you")
    assert gone == ""
    assert len(found) == 3


@pytest.mark.parametrize("name", sorted(set(vars(WHOLE)) - {"votes_for", "votes_against", "votes_abstained"}))
def test_no_field_can_change_without_a_difference(name):
    """Each field of a whole record, emptied, is seen; the three votes are one line."""
    assert differences(WHOLE, record(**{name: getattr(Record(), name)}))


def test_programs_get_codes_and_nulls():
    data = as_json(record(meeting="", review_on=None))
    assert (data["course"], data["meeting"], data["review_on"]) == ("with-changes", None, None)
    assert data["conditions"][0] | {"text": ""} == {
        "text": "", "who": "Director of Highways", "by": "2027-01-31", "state": "open",
    }  # fmt: skip
