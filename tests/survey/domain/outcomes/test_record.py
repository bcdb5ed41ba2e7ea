"""A record goes to JSON and comes back the same, finished or not."""

import json
from datetime import date

import pytest

from survey.domain.outcomes.record import Condition, ConditionState, Record
from tests.survey.domain.outcomes.records import WHOLE


@pytest.mark.parametrize("record", [WHOLE, Record()], ids=["whole", "empty"])
def test_a_record_survives_its_json(record):
    assert Record.load(json.loads(json.dumps(record.dump()))) == record


def test_what_a_later_version_of_the_program_wrote_is_left_out():
    assert Record.load({"decision": "Agreed.", "never heard of": 1}) == Record(decision="Agreed.")


@pytest.mark.parametrize(
    ("by", "state", "overdue"),
    [
        (date(2027, 1, 30), ConditionState.OPEN, True),
        # Its day itself is still in time.
        (date(2027, 1, 31), ConditionState.OPEN, False),
        (date(2027, 1, 30), ConditionState.MET, False),
        (date(2027, 1, 30), ConditionState.DROPPED, False),
        # Without a day nothing passes.
        (None, ConditionState.OPEN, False),
    ],
)
def test_a_condition_is_overdue_after_its_day(by, state, overdue):
    assert Condition("Signs", "Highways", by, state).overdue(date(2027, 1, 31)) is overdue
