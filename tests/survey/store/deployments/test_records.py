"""Records as they are kept: never altered; a later import stands in the stead of an earlier one, and says so."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError

from survey.domain.records.record import Record
from survey.store.deployments import records, register
from survey.store.deployments.records import DeploymentRecord, Provenance
from tests.survey.domain.records.samples import croydon

FROM = Provenance("The force’s own records", "https://police.example/records", date(2026, 11, 1), "ab" * 32)
DAY = date(2026, 1, 9)


@pytest.fixture
def deployment(session):
    return register.add_deployment(session, register.read_content("croydon-north-end"))


@pytest.fixture
def add(session, deployment):
    def add(*found, provenance=FROM):
        return records.add_import(
            session,
            deployment,
            records=found,
            provenance=provenance,
            imported_on=date(2026, 11, 2),
            imported_by="Ada",
        )

    return add


def test_an_import_keeps_what_was_published_and_where_it_comes_from(session, deployment, add):
    assert not records.published(session, deployment)
    add(*croydon())
    session.expire_all()
    assert sorted(records.records_of(session, deployment), key=lambda one: one.key) == croydon()
    [stored] = records.imports_of(session, deployment)
    assert (stored.rows, stored.period, stored.imported_by) == (24, "1 October 2025 to 9 January 2026", "Ada")
    assert stored.days_covered == stored.period
    assert (stored.source, stored.address, stored.checksum) == (FROM.source, FROM.address, FROM.checksum)
    assert records.imported_before(session, deployment, FROM.checksum) is stored
    assert records.imported_before(session, deployment, "cd" * 32) is None


def test_a_later_import_stands_in_the_stead_of_an_earlier_one_and_both_are_kept(session, deployment, add):
    first, second = Record(DAY, "North End", 20_000, 14, 1, 7), Record(DAY, "NORTH END", 20_000, 14, 2, 7)
    add(first)
    add(second)
    add(replace(second, place="North End"))  # the same figures once more
    [shown] = records.published(session, deployment)
    assert shown.newest.as_record == replace(second, place="North End")
    assert [old.as_record for old in shown.replaced] == [first]
    assert len(records.imports_of(session, deployment)) == 3


def test_what_an_import_would_do(session, deployment, add):
    old, kept, new = Record(DAY, "a", alerts=3), Record(DAY, "b", alerts=3), Record(DAY, "c", alerts=3)
    add(old, kept)
    changed = replace(old, alerts=4)
    found = records.compared(session, deployment, [changed, kept, new])
    assert (found.new, found.same, found.changed) == ((new,), (kept,), ((old, changed),))


def test_other_deployments_have_their_own(session, deployment, add):
    add(*croydon())
    other = register.add_deployment(session, register.read_content("soho-and-west-end"))
    assert records.published(session, other) == []
    assert not records.published(session, other)


IMPOSSIBLE = [
    ({"alerts": 1, "false_alerts": 2}, "false_alerts_are_alerts"),
    ({"faces": -1}, "records_count_from_nought"),
    ({"faces": 3, "alerts": 4}, "an_alert_has_a_face"),
    ({"place": ""}, "a_record_has_a_place"),
]


@pytest.mark.parametrize(("figures", "constraint"), IMPOSSIBLE)
def test_the_database_refuses_what_cannot_be(session, add, figures, constraint):
    stored = add(Record(DAY, "x"))
    row = DeploymentRecord(import_id=stored.id, **{"day": DAY, "place": "y", "place_key": "y", **figures})
    session.add(row)
    with pytest.raises(IntegrityError, match=constraint):
        session.flush()


def test_the_database_takes_what_is_not_published(session, add):
    add(Record(DAY, "x"), Record(DAY, "y", false_alerts=3), Record(DAY, "z", alerts=3))
