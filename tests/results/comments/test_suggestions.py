"""What is kept to suggest themes goes with the answers it was made of."""

from datetime import timedelta

import pytest

from results.comments import coding, suggestions
from tests.conftest import add_account
from tests.results.comments import written
from tests.results.comments.written import AGAINST, KEY


@pytest.fixture
def soho(session, clock, password_hash, monkeypatch):
    """Answers for which likeness is kept, and nothing else is."""
    monkeypatch.setattr(suggestions, "_PREPARED", {})
    monkeypatch.setattr(suggestions, "_KEPT_ON", {})
    suggestions.forget_before(clock.today)
    account = add_account(session, "organiser", password_hash).id
    soho = written.closed(session, clock.today, *(written.answer(f"{AGAINST} {n}") for n in range(3)))
    written.coded(session, soho, clock.today, account=account)
    assert suggest(session, soho)
    return soho


def suggest(session, consultation):
    every = coding.standings(session, consultation, KEY)
    return suggestions.suggest(session, consultation, KEY, min(every), every=every, coder=0)


def test_likeness_of_deleted_answers_is_dropped_when_anybody_is_suggested_anything(session, soho):
    (key,) = suggestions._PREPARED
    suggestions._PREPARED[(999, *key[1:])] = suggestions._PREPARED[key]
    suggest(session, soho)
    assert list(suggestions._PREPARED) == [key]
    coding.forget(session, soho.id)
    suggestions._drop_what_is_gone(session)
    assert not suggestions._PREPARED


def test_on_a_new_day_the_first_page_of_anybody_drops_all_of_it(client, clock, soho):
    client.get_page("/")
    assert suggestions._PREPARED
    clock.today += timedelta(days=1)
    client.get_page("/")
    assert not suggestions._PREPARED
