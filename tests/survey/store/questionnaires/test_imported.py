"""Translations that come with an imported questionnaire."""

from datetime import date

import pytest

from survey.store.database import session_factory
from survey.store.questionnaires import imported, next_versions
from survey.store.translating import translations
from survey.store.translating.content import subjects_of
from survey.store.translating.translations import By, Edit, kept

ANN, BOB = By("Ann", date(2026, 11, 2)), By("Bob", date(2026, 11, 2))


@pytest.fixture
def own(session, planned):
    return next_versions.find(session, planned).questionnaire


def texts_in_welsh(own):
    return {place: f"cy {text}" for place, text in list(imported.sources_of(own).items())[:5]}


def test_what_somebody_translated_here_stays(session, planned, own):
    subject, texts = subjects_of(planned)[0], texts_in_welsh(own)
    first = next(iter(texts))
    translations.save(session, subject, "cy", [Edit(first, imported.sources_of(own)[first], "Mine")], by=BOB)
    imported.keep(session, planned, own, {"cy": texts}, by=ANN)
    assert {one.place: one.text for one in kept(session, subject, "cy")} == texts | {first: "Mine"}


def test_none_is_lost_in_silence_where_somebody_translates_meanwhile(session, planned, own, engine, monkeypatch):
    subject, texts = subjects_of(planned)[0], texts_in_welsh(own)
    first, look = next(iter(texts)), translations.kept
    session.commit()

    def behind(at, *asked):
        monkeypatch.setattr(translations, "kept", look)
        found = look(at, *asked)
        with session_factory(engine)() as other:
            edit = Edit(first, imported.sources_of(own)[first], "Mine")
            translations.save(other, subject, "cy", [edit], by=BOB)
            other.commit()
        return found

    monkeypatch.setattr(translations, "kept", behind)
    with pytest.raises(RuntimeError, match="turn"):
        imported.keep(session, planned, own, {"cy": texts}, by=ANN)
