"""One record: what it is told apart by, and what cannot be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.records.record import Record, contradictions, dump_record, load_record, place_key

DAY = date(2026, 1, 9)
COUNTS = st.none() | st.integers(0, 10**6)
RECORDS = st.builds(Record, st.dates(), st.text(min_size=1), COUNTS, COUNTS, COUNTS, COUNTS)

SAME_PLACES = [
    ("Oxford Circus", "OXFORD CIRCUS"),  # capitals
    ("North End, Croydon", "North End  Croydon"),  # punctuation and spaces
    ("St. James's", "St James s"),
]


@pytest.mark.parametrize(("one", "other"), SAME_PLACES)
def test_the_writing_of_a_place_does_not_matter(one, other):
    assert place_key(one) == place_key(other)
    assert Record(DAY, one).key == Record(DAY, other).key


def test_places_that_differ_are_told_apart():
    assert place_key("Oxford Circus north") != place_key("Oxford Circus south")
    assert place_key("?") != place_key("!")


IMPOSSIBLE = [
    (Record(date(2026, 1, 10), "x"), ["day"]),  # tomorrow
    (Record(DAY, "x", alerts=1, false_alerts=2), ["false_alerts"]),
    (Record(DAY, "x", faces=3, alerts=4), ["alerts"]),
    (Record(DAY, "x", alerts=1, arrests=5), []),  # somebody may be arrested without an alert
    (Record(DAY, "x", alerts=4, false_alerts=4), []),
    (Record(DAY, "x"), []),
]


@pytest.mark.parametrize(("record", "columns"), IMPOSSIBLE)
def test_what_cannot_be(record, columns):
    assert [name for name, _ in contradictions(record, DAY)] == columns


@given(RECORDS)
def test_a_record_is_the_same_after_it_was_carried(record):
    assert load_record(dump_record(record)) == record
