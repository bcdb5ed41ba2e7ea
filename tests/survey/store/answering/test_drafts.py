"""Sealed drafts: kept, replaced, and removed by exactly one."""

from datetime import date, timedelta

import pytest

from survey.store.answering import drafts
from tests import demonstration

DAY = date(2026, 11, 2)


@pytest.fixture
def soho(session):
    demonstration.load(session)
    found = demonstration.consultation(session)
    drafts.start(session, lookup_id="a" * 32, consultation_id=found.id, sealed=b"one", expires_on=DAY)
    return found


def test_a_draft_opens_only_in_its_own_consultation(session, soho):
    assert drafts.load(session, soho.slug, "a" * 32) == (soho, (b"one", DAY))
    assert drafts.load(session, soho.slug, "b" * 32) == (soho, None)
    croydon = demonstration.consultation(session, demonstration.CROYDON)
    assert drafts.load(session, croydon.slug, "a" * 32) == (croydon, None)
    assert drafts.load(session, "nowhere", "a" * 32) == (None, None)


def test_a_draft_is_replaced_while_it_is_there(session, soho):
    assert drafts.save(session, "a" * 32, b"two", read=b"one")
    assert drafts.load(session, soho.slug, "a" * 32) == (soho, (b"two", DAY))
    assert not drafts.save(session, "b" * 32, b"two", read=b"one")
    assert not drafts.save(session, "a" * 32, b"three", read=b"one")


def test_a_draft_is_removed_by_exactly_one(session, soho):
    assert drafts.remove(session, "a" * 32)
    assert not drafts.remove(session, "a" * 32)
    assert not drafts.save(session, "a" * 32, b"two", read=b"one")


@pytest.mark.parametrize(
    ("today", "removed"),
    [
        # The last day still counts.
        (DAY, 0),
        (DAY + timedelta(days=1), 1),
    ],
)
def test_expired_drafts_go(session, soho, today, removed):
    assert drafts.purge(session, today=today) == removed


def test_closing_removes_every_draft(session, soho):
    assert drafts.purge_consultation(session, soho.id) == 1
    assert drafts.load(session, soho.slug, "a" * 32) == (soho, None)
