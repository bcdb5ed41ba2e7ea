"""Releases: made once after closing, by the plan, holding only what disclosure control let through."""

from datetime import date

import pytest
from sqlalchemy import func, select

from results import releases
from results.domain.disclosure import EVERYBODY
from results.releases import ReleaseError
from survey.domain.consultations import Phase
from survey.store import consultations
from survey.store.answering import responses
from survey.store.answering.responses import Response
from survey.store.database import session_factory
from tests import demonstration

DAY = date(2026, 10, 26)


def make(session, consultation):
    return releases.make(session, consultation, today=DAY).release


def test_a_release_counts_every_response_and_lists_every_receipt(session, croydon):
    release = make(session, croydon)
    assert release.counted == session.scalar(select(func.count()).select_from(Response)) == 400
    assert release.receipts == len(responses.receipt_hashes(session, croydon.id))


def test_a_question_over_everybody_is_exact(session, croydon):
    (table,) = releases.alone(session, make(session, croydon))["support"]
    assert table.kind == EVERYBODY
    said = [row.answers.get("support") for row in session.scalars(select(Response))]
    for option, cell in zip(table.options, table.cells, strict=True):
        assert cell.count == said.count(option)


def test_every_figure_about_a_group_is_protected(session, croydon):
    release = make(session, croydon)
    groups = [table for table in releases.all_tables(session, release) if not table.exact]
    assert groups
    for table in groups:
        known = [c.count for c in table.cells if c.count is not None]
        assert all(figure >= 10 and figure % 5 == 0 for figure in known), table.name
        assert table.base is None or table.base >= 50


def test_the_plan_is_kept_to(session, croydon):
    release = make(session, croydon)
    planned = set(croydon.counting_rules.characteristics)
    tables = list(releases.all_tables(session, release))
    assert {table.group for table in tables} <= planned | {None}
    # A characteristic is never broken down, by itself or by another.
    assert {t.question for t in tables if t.group} & planned == set()
    # Nobody was asked about money, since no sum is published: a table would look as if few had answered.
    assert "contribution" not in {table.question for table in tables}
    # Of a text it is known how many wrote one, and nothing else.
    assert {table.options for table in tables if table.question == "main-reason"} == {()}


def test_one_question_by_one_characteristic(session, croydon):
    release = make(session, croydon)
    tables = releases.by(session, release, characteristic="age", question="support")
    assert [table.value for table in tables][:2] == ["under-16", "16-24"]
    everything = releases.everything_by(session, release, characteristic="age")
    assert everything["support"] == tables
    rows = releases.by(session, release, characteristic="age", question="purposes")
    assert len(rows) == 6 * len(tables)
    assert releases.by(session, release, characteristic="age", question="nothing") == ()


def test_the_same_secret_gives_the_same_figures(session, croydon):
    first = list(releases.all_tables(session, make(session, croydon)))
    for table in (releases.ReleasedTables, releases.Release):
        for row in session.scalars(select(table)):
            session.delete(row)
        session.flush()
    assert list(releases.all_tables(session, make(session, croydon))) == first


def test_results_are_sealed_until_closing(session, clock):
    demonstration.load(session, clock.today)
    soho = demonstration.consultation(session)
    with pytest.raises(ReleaseError, match="sealed"):
        releases.make(session, soho, today=clock.today)


def test_there_is_one_release(session, croydon):
    make(session, croydon)
    with pytest.raises(ReleaseError, match="already"):
        make(session, croydon)


def test_publishing_needs_a_release_and_is_logged(session, croydon):
    with pytest.raises(ReleaseError, match="no release"):
        releases.publish(session, croydon, on=DAY, today=DAY)
    make(session, croydon)
    releases.publish(session, croydon, on=DAY, today=DAY)
    assert croydon.phase(DAY) == Phase.PUBLISHED
    assert "public" in consultations.log_of(session, croydon)[-1].text


def test_without_the_secret_nothing_can_be_counted_again(session, croydon):
    session.delete(session.get(consultations.OffsetSecret, croydon.id))
    session.flush()
    with pytest.raises(LookupError):
        make(session, croydon)


def test_of_two_who_make_a_release_at_once_one_does_and_the_other_is_told(
    session, croydon, engine, monkeypatch
):
    session.commit()
    build = releases.build

    def overtaken(own, consultation):
        monkeypatch.undo()
        with session_factory(engine)() as other:
            make(other, consultations.find(other, consultation.slug))
            other.commit()
        return build(own, consultation)

    monkeypatch.setattr(releases, "build", overtaken)
    with pytest.raises(ReleaseError, match="a release already"):
        make(session, croydon)
