"""Atom feeds of what was published, newest first. Every entry is public already; reading takes no address.

Days are all that is known, so an entry bears noon of its day. Its id is made of the site's name, that day and
its place, and stays the same for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from survey.domain.following import Site
from survey.domain.questionnaires.sent import readable

MOST_ENTRIES = 50
ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
_NOTHING = re.compile("[\ufffe\uffff]")
# A feed without entries still has to say when it changed: when there were feeds at all.
_BEGINNING = date(2026, 1, 1)


@dataclass(frozen=True)
class Entry:
    """One published change. `path` is where it is read; `code` is what tells it from others at that path.

    `number` counts upwards among its kind, so that of two on one day the later stands first.
    """

    day: date
    number: int
    path: str
    title: str
    text: str
    code: str = ""


@dataclass(frozen=True)
class Feed:
    """A feed: what it is called, where it is, and the page that it belongs to."""

    title: str
    path: str
    page: str
    entries: tuple[Entry, ...]


def newest_first(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The newest entries, in an order that is the same each time."""
    ordered = sorted(entries, key=lambda entry: (entry.day, entry.number, entry.path), reverse=True)
    return tuple(ordered[:MOST_ENTRIES])


def atom(site: Site, feed: Feed) -> bytes:
    """The feed as an Atom document in UTF-8."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    entries = newest_first(feed.entries)
    _add(root, "title", f"{feed.title} – {site.council}")
    _add(root, "id", _tag(site, _BEGINNING, feed.path))
    _add(root, "updated", _noon(entries[0].day if entries else _BEGINNING))
    _link(root, "self", MEDIA_TYPE, site.base_url + feed.path)
    _link(root, "alternate", "text/html", site.base_url + feed.page)
    _add(ET.SubElement(root, "author"), "name", site.council)
    for entry in entries:
        _add_entry(root, site, entry)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _add_entry(root: ET.Element, site: Site, entry: Entry) -> None:
    element = ET.SubElement(root, "entry")
    _add(element, "title", entry.title)
    _add(element, "id", _tag(site, entry.day, entry.path + entry.code))
    _add(element, "updated", _noon(entry.day))
    _add(element, "published", _noon(entry.day))
    _link(element, "alternate", "text/html", site.base_url + entry.path)
    _add(element, "summary", entry.text)


def _link(parent: ET.Element, rel: str, media_type: str, href: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": media_type, "href": href})


def _add(parent: ET.Element, name: str, text: str) -> None:
    # XML has no way to write most control characters, not even escaped; nor the two that stand for nothing.
    ET.SubElement(parent, name).text = _NOTHING.sub("\ufffd", readable(text))


def _tag(site: Site, day: date, specific: str) -> str:
    """A name that stays the same wherever the feed is copied to (RFC 4151)."""
    return f"tag:{urlsplit(site.base_url).hostname},{day.isoformat()}:{specific}"


def _noon(day: date) -> str:
    return f"{day.isoformat()}T12:00:00Z"
