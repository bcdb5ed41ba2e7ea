"""Frozen versions: their id is a hash of what was asked."""

import dataclasses

import pytest

from survey.store.questionnaires.versions import freeze, frozen
from tests import demonstration


@pytest.fixture
def soho(session):
    demonstration.load(session)
    return demonstration.consultation(session)


def test_a_frozen_version_comes_back_as_it_was(session, soho):
    asked = frozen(session, soho.version_id)
    again = freeze(session, soho.id, asked.questionnaire)
    assert frozen(session, again.id) == dataclasses.replace(asked, number=2)


def test_every_change_makes_another_id_and_the_next_number(session, soho):
    asked = frozen(session, soho.version_id).questionnaire
    versions = [freeze(session, soho.id, q) for q in (asked, asked, dataclasses.replace(asked, title="Another"))]
    assert [version.number for version in versions] == [2, 3, 4]
    assert [frozen(session, version.id).number for version in versions] == [2, 3, 4]
    assert len({version.id for version in versions}) == 3


def test_an_unknown_version_is_an_error(session, soho):
    with pytest.raises(LookupError):
        frozen(session, "nothing")
