"""The part "days" of a release: counts of everything that came, rounded, and read as it was stored."""

import json

import pytest

from results import releases, timeline
from results.domain.disclosure import DisclosureError
from survey.store.answering import responses


def test_a_release_tells_when_its_responses_came_and_nothing_else(session, croydon, clock):
    release = releases.make(session, croydon, today=clock.today).release
    session.flush()
    stored = json.loads(json.dumps(releases.part(session, release, timeline.DAYS)))
    found = timeline.read(stored)
    assert found.received == release.counted + release.excluded
    assert (found.first, found.last) == (croydon.opens_on, croydon.closed_on)
    exact = responses.counts_by(session, croydon.id, "day")
    for (first, last), cell in zip(found.periods, found.everybody.cells, strict=True):
        true = sum(count for day, count in exact.items() if first <= day <= last)
        assert (cell.count or 0) == true // 10 * 10
    # 400 responses in six weeks are fewer than ten on most days.
    assert found.days == 7
    assert set(stored) == {"days", "first", "last", "received", "everybody", "ways"}
    tables = [stored["everybody"], *stored["ways"]]
    assert {(table["question"], table["part"]) for table in tables} == {("received", None)}
    assert {table["group"] for table in tables} == {None, "channel"}
    assert not [table for table in releases.all_tables(session, release) if table.question == "received"]
    # A figure that was changed cannot pass for a published one.
    stored["everybody"]["cells"][0] = [13, None]
    with pytest.raises(DisclosureError):
        timeline.read(stored)


def test_a_release_without_the_part_tells_nothing():
    assert timeline.read(None) is None
