"""Atom feeds: well formed whatever the texts hold, newest first, with ids that stay."""

from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from survey.domain.feeds import ATOM, MOST_ENTRIES, Entry, Feed, atom, newest_first
from survey.domain.following import Site

SITE = Site("https://lamppost.example:8443", "Example Council", "key")
FIRST = Entry(date(2026, 9, 1), 1, "/deployments/soho/revisions/1/", "Soho: revision 1", "First entry.")
LINE = Entry(date(2026, 9, 1), 2, "/consultations/soho/", "Soho: log", "It opened.", code="#log-2")


def read(feed):
    return ET.fromstring(atom(SITE, feed))  # noqa: S314 - we made it ourselves


def feed(*entries):
    return Feed("Changes", "/feed.xml", "/deployments/", entries)


def texts(root, name):
    return [found.text for found in root.iter(f"{{{ATOM}}}{name}")]


def test_a_feed_has_what_atom_wants():
    root = read(feed(FIRST))
    assert root.tag == f"{{{ATOM}}}feed"
    assert texts(root, "id") == [
        "tag:lamppost.example,2026-01-01:/feed.xml",
        "tag:lamppost.example,2026-09-01:/deployments/soho/revisions/1/",
    ]
    assert texts(root, "updated") == ["2026-09-01T12:00:00Z"] * 2
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{{{ATOM}}}link")}
    assert links == {
        "self": "https://lamppost.example:8443/feed.xml",
        "alternate": "https://lamppost.example:8443/deployments/",
    }
    assert texts(root, "name") == ["Example Council"]


def test_an_empty_feed_is_a_feed():
    assert texts(read(feed()), "updated") == ["2026-01-01T12:00:00Z"]


def test_the_newest_stand_first_and_of_one_day_the_later():
    later = replace(FIRST, day=date(2026, 9, 2))
    assert newest_first([FIRST, LINE, later]) == (later, LINE, FIRST)
    tenth = [replace(LINE, number=number, code=f"#log-{number}") for number in (9, 10, 11)]
    assert [entry.number for entry in newest_first(tenth)] == [11, 10, 9]


def test_a_feed_has_fifty_entries_at_most():
    days = [replace(FIRST, day=FIRST.day + timedelta(days=number)) for number in range(60)]
    assert newest_first(days) == tuple(reversed(days[-MOST_ENTRIES:]))


def test_entries_at_one_place_have_ids_of_their_own():
    ids = texts(read(feed(LINE, replace(LINE, number=3, code="#log-3"))), "id")
    assert len(set(ids)) == 3


@given(st.text(), st.text())
def test_every_text_can_be_read_back(title, text):
    root = read(feed(replace(FIRST, title=title, text=text)))
    shown = texts(root, "title")[1] or ""
    assert len(shown) == len(title.replace("\r\n", "\n"))
    assert "<" not in title or "<" in shown
