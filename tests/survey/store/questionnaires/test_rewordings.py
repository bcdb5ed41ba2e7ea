"""Other words while people answer: a new version with a public note, and never another meaning."""

from dataclasses import replace

import pytest

from survey.domain.questionnaires import building
from survey.store import consultations
from survey.store.questionnaires import next_versions, rewordings
from survey.store.questionnaires.next_versions import Saved
from survey.store.questionnaires.rewordings import NotWording
from survey.store.questionnaires.versions import frozen, versions_of
from tests import demonstration
from tests.demonstration import TODAY

NOTE = "A word was missing."


@pytest.fixture
def soho(session):
    demonstration.load(session)
    return demonstration.consultation(session)


def prepare(session, consultation, **values):
    """A next version in which the question of support differs."""
    asked = frozen(session, consultation.version_id).asked
    after = building.put_question(asked, replace(asked.question("support"), **values))
    return next_versions.begin(session, consultation, after, saved=Saved("Began", "Ann", TODAY))


def publish(session, consultation, row, edition=1):
    return rewordings.publish(session, consultation, row, edition=edition, note=NOTE, today=TODAY)


def test_another_wording_is_asked_at_once_and_the_log_says_why(session, soho):
    first = soho.version_id
    version = publish(session, soho, prepare(session, soho, hint="Think of the whole area."))
    assert (soho.version_id, version.number, version.note, version.frozen_on) == (version.id, 2, NOTE, TODAY)
    before, after = frozen(session, first), frozen(session, version.id)
    assert after.questionnaire.question("support").hint == "Think of the whole area."
    assert (before.opinion.columns, before.equality.columns) == (after.opinion.columns, after.equality.columns)
    assert consultations.log_of(session, soho)[-1].text == f"Version 2 of the questions: one changed wording. {NOTE}"
    assert [one.number for one in versions_of(session, soho.id)] == [1, 2]
    assert next_versions.find(session, soho) is None


@pytest.mark.parametrize(
    ("values", "edition"),
    [
        ({"required": False}, 1),  # another meaning
        ({}, 1),  # nothing differs
        ({"hint": "Take your time."}, 2),  # not what was shown
    ],
)
def test_anything_else_is_refused(session, soho, values, edition):
    with pytest.raises(NotWording):
        publish(session, soho, prepare(session, soho, **values), edition)
    assert len(versions_of(session, soho.id)) == 1


def test_after_closing_nothing_is_worded_anew(session, soho):
    row = prepare(session, soho, hint="Take your time.")
    soho.closed_on = TODAY
    session.flush()
    with pytest.raises(NotWording):
        publish(session, soho, row)
