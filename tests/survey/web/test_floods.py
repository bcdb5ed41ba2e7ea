"""Limits that keep no address, punish no library, and forget."""

import logging
import os
import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.web import floods
from survey.web.floods import CODES, LIMITED, LIMITS, MOST_NETWORKS, RECEIPTS, START, Floods, network_of
from tests.survey.web.answering.conftest import soho  # noqa: F401 - a fixture used below
from tests.survey.web.test_privacy import everything_stored

NOON = datetime(2026, 11, 2, 12)
ADDRESS = "81.2.69.144"
NETWORK = "81.2.69.0/24"
# Thirty computers, each beginning anew every minute for ten minutes, all with scripts blocked.
BUSY_LIBRARY = 30 * 10 * 3


@pytest.mark.parametrize(
    ("address", "network"),
    [
        (ADDRESS, NETWORK),
        ("81.2.69.1", NETWORK),
        ("2a00:1450:4009:81f::200e", "2a00:1450:4009::/48"),
        # One address in two ways of writing.
        (f"::ffff:{ADDRESS}", NETWORK),
        # The server itself, a proxy, the council's own network: everybody at once.
        ("127.0.0.1", ""),
        ("::1", ""),
        ("10.3.4.5", ""),
        ("192.168.1.7", ""),
        ("fd00::1", ""),
        ("", ""),
        ("unknown", ""),
        ("<script>", ""),
    ],
)
def test_only_networks_of_the_internet_are_counted(address, network):
    assert network_of(address) == network


def test_a_busy_library_is_never_stopped():
    counts = Floods()
    assert all(counts.take(START, NETWORK, at=NOON, weight=3) for _ in range(BUSY_LIBRARY // 3))


def test_a_library_to_which_a_whole_street_brings_its_letters_is_never_stopped():
    """Thirty computers, each with a code every minute for ten minutes."""
    counts = Floods()
    assert all(counts.take(CODES, NETWORK, at=NOON) for _ in range(30 * 10))
    # Each costs the slow step of a code, so that there are no more.
    assert not counts.take(CODES, NETWORK, at=NOON)


def test_a_flood_is_stopped_and_after_ten_minutes_all_is_forgotten():
    counts = Floods()
    taken = [counts.take(RECEIPTS, NETWORK, at=NOON) for _ in range(RECEIPTS.most + 5)]
    assert taken.count(False) == 5
    assert counts.take(RECEIPTS, "2.2.2.0/24", at=NOON)
    assert counts.take(START, NETWORK, at=NOON)
    assert counts.take(RECEIPTS, NETWORK, at=NOON + timedelta(minutes=10))
    assert len(counts.counts) == 1


def test_every_day_has_a_key_of_its_own():
    counts = Floods()
    counts.take(RECEIPTS, NETWORK, at=NOON)
    first, names = counts.key, set(counts.counts)
    counts.take(RECEIPTS, NETWORK, at=NOON + timedelta(days=1))
    assert counts.key != first
    assert names.isdisjoint(counts.counts)
    # Another process shares nothing: its key is its own.
    other = Floods()
    other.take(RECEIPTS, NETWORK, at=NOON)
    assert names.isdisjoint(other.counts)


def test_no_address_is_in_what_is_kept():
    counts = Floods(random_bytes=os.urandom)
    for part in range(50):
        counts.take(START, network_of(f"81.2.{part}.144"), at=NOON)
    dumped = repr((counts.key, counts.day, counts.counts)) + repr(counts)
    assert not re.search(r"81\.2\.", dumped)
    assert all(len(name) == 16 for name in counts.counts)


def test_memory_has_an_end():
    counts = Floods()
    for number in range(MOST_NETWORKS + 10):
        counts.take(START, f"network {number}", at=NOON)
    assert len(counts.counts) <= MOST_NETWORKS


@given(st.ip_addresses())
def test_every_address_is_read(address):
    assert str(address) not in network_of(str(address)).split("/")[0] or str(address).endswith((".0", "::"))


def test_every_limited_page_exists(app):
    assert LIMITED.keys() <= app.view_functions.keys()
    assert set(LIMITED.values()) <= set(LIMITS)


@pytest.fixture
def flooding(app, soho, client, monkeypatch, caplog):  # noqa: F811 - the fixture imported above
    """Somebody whose network has used up nearly everything."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setitem(LIMITED, "receipts.show", floods.Limit("receipts", 2))
    client.raw.environ_base |= {"REMOTE_ADDR": ADDRESS}
    return client


def test_a_flood_meets_words_and_ways_out_and_leaves_no_trace(app, flooding, session, caplog):
    statuses = [flooding.raw.post("/receipt/", data={"receipt": "7QF2"}).status_code for _ in range(4)]
    assert statuses == [422, 422, 429, 429]
    page = flooding.raw.post("/receipt/", data={"receipt": "7QF2"}).get_data(as_text=True)
    for words in ("Too many requests", "by phone", "on paper", "ten minutes"):
        assert words in page
    # Reading is never limited.
    assert flooding.raw.get("/receipt/").status_code == 200
    with app.app_context():
        kept = repr(vars(floods.floods()))
    assert "counts" in kept
    for place in (caplog.text, everything_stored(session), kept):
        assert ADDRESS not in place
        assert "81.2.69" not in place


def test_a_code_is_counted_where_it_is_looked_up_and_not_on_the_way(flooding, soho, monkeypatch):  # noqa: F811 - the fixture imported above
    monkeypatch.setitem(LIMITED, "answering.come_back", floods.Limit("codes", 2))
    page = f"/consultations/{soho.slug}/"
    sent = {"code": "K7QF"}
    on_the_way = [flooding.raw.post(f"{page}return/", data=sent).status_code for _ in range(4)]
    looked_up = [flooding.raw.post(f"{page}answer/return/", data=sent).status_code for _ in range(4)]
    assert (on_the_way, looked_up) == ([307] * 4, [422, 422, 429, 429])


@pytest.mark.parametrize(
    ("proxies", "header", "limited"),
    [
        (1, ADDRESS, True),
        # What stands before the proxy's own word is made up, new for each request.
        (1, "{number}.1.1.1, " + ADDRESS, True),
        (2, ADDRESS + ", 10.0.0.1", True),
        # Fewer than were promised: the address of the last one is all there is.
        (2, ADDRESS, False),
        (0, ADDRESS, False),
    ],
)
def test_behind_a_proxy_the_address_is_what_the_proxy_says(app, client, monkeypatch, proxies, header, limited):
    monkeypatch.setitem(LIMITED, "receipts.show", floods.Limit("receipts", 2))
    object.__setattr__(app.config["SETTINGS"], "proxies", proxies)
    statuses = {
        client.raw.post(
            "/receipt/", data={"receipt": "x"}, headers={"X-Forwarded-For": header.format(number=number + 1)}
        ).status_code
        for number in range(4)
    }
    assert statuses == ({422, 429} if limited else {422})
