"""What is kept for the exact view is never out of date, and never written into under a reader's eyes."""

import shutil

import numpy as np
import pytest
from sqlalchemy import delete

from results.web import kept
from survey.store.answering import days, responses
from survey.store.answering.responses import Response
from tests import demonstration


@pytest.fixture
def croydon(session):
    demonstration.load(session)
    found = demonstration.add_responses(session, number=40)
    found.closed_on = found.closes_on
    return found


def take_a_day(session, croydon):
    """A day's responses go, as they would if each were withdrawn; returns how many stay."""
    first = responses.mixed_days(session, croydon.id)[0]
    session.execute(delete(Response).where(Response.day == first))
    days.forget(session, croydon.id, first)
    return responses.count(session, croydon.id)


def test_it_is_opened_once_while_nothing_changes(session, croydon, tmp_path):
    first = kept.kept_extract(session, tmp_path, croydon)
    assert first.extract.respondents == 40
    assert kept.kept_extract(session, tmp_path, croydon) is first


def test_what_changed_since_is_not_shown_any_more(session, croydon, tmp_path):
    kept.kept_extract(session, tmp_path, croydon)
    left = take_a_day(session, croydon)
    assert left < 40
    assert kept.kept_extract(session, tmp_path, croydon).extract.respondents == left


def test_a_newer_extract_kept_by_another_process_is_used(session, croydon, tmp_path, monkeypatch):
    before = kept.kept_extract(session, tmp_path, croydon)
    second = responses.mixed_days(session, croydon.id)[1]
    days.changed(session, croydon.id, [second])
    with monkeypatch.context() as other:
        other.setattr(kept, "_OPEN", {})
        assert kept.keep_extract(session, tmp_path, croydon).read == (second,)
    after = kept.keep_extract(session, tmp_path, croydon)
    assert after.read == ()
    assert after.kept is not before


def test_an_extract_that_another_process_deleted_is_built_again_without_equality(session, croydon, tmp_path):
    kept.kept_extract(session, tmp_path, croydon)
    shutil.rmtree(tmp_path / "extracts")
    again = kept.kept_extract(session, tmp_path, croydon)
    assert again.extract.respondents == 40
    assert "age" not in again.extract.columns


def test_keeping_a_newer_one_does_not_disturb_who_reads_the_older(session, croydon, tmp_path):
    reading = kept.kept_extract(session, tmp_path, croydon)
    before = [day.columns.copy() for day in reading.days]
    take_a_day(session, croydon)
    # Written in place, a file would be cut short under the reader, and end its process.
    kept.keep_extract(session, tmp_path, croydon, full=True)
    assert all(np.array_equal(day.columns, was) for day, was in zip(reading.days, before, strict=True))
    assert len(reading.extract.columns["support"]) == 40


def test_only_a_few_are_held_open(session, croydon, tmp_path):
    for number in range(kept.MOST_OPEN + 2):
        kept.kept_extract(session, tmp_path / str(number), croydon)
    assert len(kept._OPEN) == kept.MOST_OPEN
    kept.forget_extract(tmp_path / str(number), croydon)
    assert len(kept._OPEN) == kept.MOST_OPEN - 1
    assert not (tmp_path / str(number) / "extracts" / croydon.slug).exists()
