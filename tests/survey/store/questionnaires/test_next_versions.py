"""The next version: nobody overwrites anybody, and every step can be taken back and brought again."""

from dataclasses import replace

import pytest
from sqlalchemy import inspect

from survey.domain.questionnaires.definition import dump
from survey.domain.wording import Catalogue, say
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import NextVersion, Saved
from tests.demonstration import TODAY


@pytest.fixture
def row(session, planned):
    return next_versions.find(session, planned)


def titled(row, title):
    return replace(row.questionnaire, title=title)


def save(session, row, title, words="Retitled", name="Ann", *, edition=None, joins=False):
    saved = Saved(words, name, TODAY, joins=joins)
    edition = row.edition if edition is None else edition
    return next_versions.save(session, row, titled(row, title), edition=edition, saved=saved)


def walk(session, row, go):
    return go(session, row, edition=row.edition, saved=Saved("", "Ann", TODAY))


def test_it_holds_what_was_begun_and_what_is_saved(session, row):
    assert dump(row.questionnaire) == row.definition
    assert save(session, row, "One")
    session.expire_all()
    assert (row.questionnaire.title, row.edition, row.edited_by) == ("One", 2, "Ann")


def test_whoever_saves_second_overwrites_nothing(session, row):
    read = row.edition
    assert save(session, row, "Mine", edition=read)
    assert not save(session, row, "Theirs", name="Bob", edition=read)
    assert (row.questionnaire.title, row.edited_by) == ("Mine", "Ann")


def test_steps_are_taken_back_and_brought_again_until_something_new_is_saved(session, row):
    first = row.questionnaire.title
    for title in ("One", "Two"):
        save(session, row, title, words=f"Titled it {title}")
    assert walk(session, row, next_versions.undo)
    assert row.questionnaire.title == "One"
    assert walk(session, row, next_versions.undo)
    assert row.questionnaire.title == first
    assert not walk(session, row, next_versions.undo), "there is nothing before the beginning"
    assert walk(session, row, next_versions.redo)
    assert row.questionnaire.title == "One"
    back, again = next_versions.neighbours(session, row)
    assert (back.said, again.said) == ("Titled it One", "Titled it Two")
    save(session, row, "Three")
    assert not walk(session, row, next_versions.redo), "what was taken back is gone once something new is saved"


def test_an_undo_from_an_old_page_undoes_nothing(session, row):
    save(session, row, "One")
    old = row.edition - 1
    assert not next_versions.undo(session, row, edition=old, saved=Saved("", "Bob", TODAY))
    assert row.questionnaire.title == "One"


@pytest.mark.parametrize(
    ("by_itself", "words", "name", "steps"),
    [
        (True, "Typing", "Ann", 2),  # the same person goes on with the same thing
        (False, "Typing", "Ann", 3),  # what was saved by hand stays a step of its own
        (True, "Typing", "Bob", 3),  # so do somebody else's words
        (True, "Else", "Ann", 3),  # and something else
    ],
)
def test_what_is_typed_in_one_go_is_one_step(session, row, by_itself, words, name, steps):
    save(session, row, "O", words="Typing", joins=by_itself)
    save(session, row, "One", words=words, name=name, joins=True)
    assert len(next_versions.steps_of(session, row)) == steps
    assert row.questionnaire.title == "One"


def test_old_steps_go(session, row, monkeypatch):
    assert next_versions.MOST_STEPS >= 100
    monkeypatch.setattr(next_versions, "MOST_STEPS", 7)
    for number in range(12):
        save(session, row, f"Title {number}")
    assert len(next_versions.steps_of(session, row, most=20)) == 7
    assert isinstance(session.get(NextVersion, row.consultation_id), NextVersion)
    assert [one.said for one in next_versions.steps_of(session, row, most=2)] == ["Retitled"] * 2


def test_what_was_done_can_still_be_said_in_another_language(session, row):
    save(session, row, "One", words=say("Changed “{name}”", name="Part {1}"), joins=True)
    save(session, row, "Two", words=say("Changed “{name}”", name="Part {1}"), joins=True)
    session.commit()
    session.expire_all()
    first, _began = next_versions.steps_of(session, row)
    assert first.said == "Changed “Part {1}”"
    assert Catalogue("xx", {"Changed “{name}”": ("“{name}” <",)}).said(first.said) == "“Part {1}” <"


def test_a_list_of_steps_leaves_their_questionnaires_in_the_database(session, row):
    session.commit()
    session.expunge_all()
    (began,) = next_versions.steps_of(session, row)
    assert "definition" in inspect(began).unloaded
    assert began.definition == row.definition
