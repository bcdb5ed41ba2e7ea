"""The fixtures keep their word: clean databases of both kinds, no other machine, a clock that can be set."""

import socket
from datetime import date

import pytest
from sqlalchemy import inspect, text

from survey.store.accounts import Account
from tests import network


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_has_an_empty_database(session, turn):
    """The second turn would find what the first one left."""
    tables = inspect(session.connection()).get_table_names()
    assert len(tables) > 5
    for name in set(tables) - {"alembic_version"}:
        assert session.scalar(text(f'SELECT count(*) FROM "{name}"')) == 0, name
    session.add(Account(email="a@example.test", name="A", role="organiser", password_hash="x"))
    session.commit()


@pytest.mark.parametrize("host", ["192.0.2.1", "council.example"])  # addresses that are nobody's
def test_reaching_another_machine_fails_and_is_remembered(host):
    with pytest.raises((network.NetworkBlocked, OSError)):
        socket.create_connection((host, 80), timeout=0.1)
    assert network.attempts
    network.attempts.clear()


def test_this_machine_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        assert not network.attempts


def test_the_day_can_be_set(app, clock):
    from_clock = app.extensions["lamppost-clock"]
    clock.today = date(2027, 1, 5)
    assert from_clock().date() == date(2027, 1, 5)


def test_an_unknown_address_gives_a_whole_page(client):
    assert client.get_page("/nowhere/", status=404).h1
