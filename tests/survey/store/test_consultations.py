"""Consultations: what the database itself refuses, and the public log."""

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from survey.store import consultations
from tests import demonstration


@pytest.fixture
def soho(session):
    demonstration.load(session)
    return demonstration.consultation(session)


@pytest.mark.parametrize(
    "change",
    [
        # It cannot close before it opens, open without frozen questions, or be published before it is closed.
        {"closes_on": date(2020, 1, 1)},
        {"version_id": None},
        {"published_on": date(2026, 12, 1)},
    ],
)
def test_the_database_keeps_the_promise(session, soho, change):
    for name, value in change.items():
        setattr(soho, name, value)
    with pytest.raises(IntegrityError):
        session.flush()


def test_what_the_log_tells_of_an_edition_is_public_with_it(session, soho):
    day, later = date(2026, 11, 2), date(2026, 11, 9)

    def told(on):
        return [entry.text for entry in consultations.public_log(session, soho, today=on)][-3:]

    for text, edition in (("before", None), ("first", 1), ("second", 2), ("third", 3), ("after", None)):
        consultations.log(session, soho, day=day, text=text, edition=edition)
    assert told(later)[-2:] == ["before", "after"]
    consultations.publish_log(session, soho, edition=3, on=later)
    assert told(day)[-2:] == ["before", "after"]
    # The first edition is public with it; the second one never was.
    assert told(later) == ["first", "third", "after"]
    consultations.publish_log(session, soho, edition=1, on=day)
    assert told(day) == ["before", "first", "after"]
    assert len(consultations.log_of(session, soho)) == len(consultations.public_log(session, soho, today=later)) + 1


def test_the_log_keeps_its_order(session, soho):
    for number in range(3):
        consultations.log(session, soho, day=date(2026, 11, 2), text=f"entry {number}")
    assert [entry.text for entry in consultations.log_of(session, soho)][-3:] == ["entry 0", "entry 1", "entry 2"]


def test_each_consultation_has_a_secret_of_its_own(session, soho):
    croydon = demonstration.consultation(session, demonstration.CROYDON)
    secrets = {consultations.secret_of(session, one) for one in (soho, croydon)}
    assert len(secrets) == 2
    assert {len(secret) for secret in secrets} == {32}


def test_what_is_not_there_is_not_found(session, soho):
    assert consultations.find(session, "nothing") is None
    assert consultations.by_id(session, 10_000) is None
    assert consultations.by_id(session, soho.id) is soho
    assert consultations.about(session, soho.deployment_id) == [soho]
