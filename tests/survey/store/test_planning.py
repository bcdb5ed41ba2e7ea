"""A consultation that is planned: begun, kept up to date, given up, and opened with everything fixed at once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from survey.domain.consultations import Phase
from survey.store import consultations, planning
from survey.store.consultations import Consultation, OffsetSecret
from survey.store.deployments import register
from survey.store.planning import NotReady
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import NextVersion, Saved, Step
from survey.store.questionnaires.versions import frozen
from survey.store.zone_addresses import shorts_of
from tests import demonstration
from tests.demonstration import TODAY

WORDS = {"title": "New", "summary": "Should there be cameras?", "council": "Borsetshire Council"}


@pytest.fixture
def dated(session, planned):
    planned.planned_opening = TODAY + timedelta(days=7)
    planned.closes_on = TODAY + timedelta(days=49)
    planned.delete_on = TODAY + timedelta(days=400)
    planned.rules = {**planned.rules, "characteristics": ["age", "gone", "channel"]}
    session.commit()
    return planned


def open_it(session, consultation, edition=1, today=TODAY):
    planning.open_it(session, consultation, edition=edition, today=today)


def test_a_new_one_has_an_address_of_its_own_and_nobody_sees_it(session):
    demonstration.load(session)
    deployment = register.find(session, "soho-and-west-end")
    made = [planning.begin(session, deployment, WORDS, offset_secret=bytes(32)) for _ in range(2)]
    assert [one.slug for one in made] == ["new-2", "new-3"], "“new” stands in the address of the page that begins one"
    assert made[0].phase(TODAY) is Phase.DRAFT


def test_opening_fixes_questions_dates_and_rules_at_once(session, dated):
    open_it(session, dated)
    assert dated.phase(TODAY) is Phase.SCHEDULED
    assert dated.phase(TODAY + timedelta(days=7)) is Phase.OPEN
    asked = frozen(session, dated.version_id).questionnaire
    assert asked.question("area").options, "the wards of the deployment are filled in"
    assert dated.counting_rules.characteristics == ("age", "channel")
    assert "9 November 2026 to the end of 21 December 2026" in consultations.log_of(session, dated)[-1].text
    assert shorts_of(session, register.find(session, "soho-and-west-end")), "each zone has its short address"
    assert next_versions.find(session, dated) is None


def test_what_somebody_changed_meanwhile_is_not_opened_unseen(session, dated):
    row = next_versions.find(session, dated)
    next_versions.save(session, row, row.questionnaire, edition=1, saved=Saved("Saved", "Bob", TODAY))
    with pytest.raises(NotReady):
        open_it(session, dated, edition=1)
    open_it(session, dated, edition=2)
    with pytest.raises(NotReady):
        open_it(session, dated, edition=2)


def test_without_dates_nothing_opens(session, planned):
    with pytest.raises(NotReady):
        open_it(session, planned)


def test_giving_up_leaves_nothing(session, dated):
    number = dated.id
    planning.give_up(session, dated)
    session.commit()
    for table in (Consultation, OffsetSecret, NextVersion, Step):
        column = table.id if table is Consultation else table.consultation_id
        assert not session.scalars(select(table).where(column == number)).all()
