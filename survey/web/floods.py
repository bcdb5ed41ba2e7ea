"""Limits against floods of anonymous requests. No address is kept: not on disk, not in a log, not in memory.

What is kept for ten minutes, in the memory of each process, is a count under a key: a keyed hash of the part
of an address that a whole network shares. The key of the hash is random, made anew each day, and known to
nothing but the process, and counts are forgotten after ten minutes: a copy of the memory tells nothing of
yesterday, nor of an hour ago. Networks are limited and not people: a library, a school, a household or
everybody behind one mobile network count together, so that the limits are far above what they send
(docs/decisions/0015-integrity.md has the numbers and why).

An address that is no address of the internet is the server's own, a proxy's or one of the council's own
network: then nothing is limited, because it would be everybody at once. LAMPPOST_PROXIES says how many
proxies stand in front, so that the address is read from what they add.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock
from typing import cast

from flask import Flask, abort, current_app, request

from survey.web.clock import now

WINDOW = timedelta(minutes=10)
# So many networks at once; the oldest is forgotten for a new one, so that memory has an end.
MOST_NETWORKS = 20_000
IPV4_PART, IPV6_PART = 24, 48
KEY_BYTES = 32
TOO_MANY = 429
_KEY = "lamppost-floods"


@dataclass(frozen=True)
class Limit:
    """How many requests of one kind a network may send in ten minutes to one process."""

    code: str
    most: int


# Whoever begins without a proof of work counts three times: see survey.web.proof.
START = Limit("start", 900)
SEND = Limit("send", 300)
RECEIPTS = Limit("receipts", 150)
CODES = Limit("codes", 300)
FOLLOW = Limit("follow", 30)
LIMITS = (START, SEND, RECEIPTS, CODES, FOLLOW)
# Which page each limit stands before. Looking at pages is never limited; only forms are.
# A page whose cookie opens nothing counts as a typed code, because it costs the same.
LIMITED: Mapping[str, Limit] = {
    "answering.start": START,
    "answering.send": SEND,
    "answering.come_back": CODES,
    "answering.correct": RECEIPTS,
    "returning.find": CODES,
    "receipts.show": RECEIPTS,
    "receipts.withdraw": RECEIPTS,
    "following.ask": FOLLOW,
}


def network_of(address: str) -> str:
    """The part of an address that its whole network shares; "" where it is none of the internet."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if not found.is_global:
        return ""
    part = IPV4_PART if found.version == 4 else IPV6_PART  # noqa: PLR2004 - the version of the protocol
    return str(ip_network(f"{found}/{part}", strict=False))


@dataclass
class Floods:
    """The counts of one process."""

    random_bytes: Callable[[int], bytes] = os.urandom
    day: date | None = None
    key: bytes = field(default=b"", repr=False)
    counts: dict[bytes, tuple[datetime, int]] = field(default_factory=dict, repr=False)
    lock: Lock = field(default_factory=Lock, repr=False)

    def take(self, limit: Limit, network: str, *, at: datetime, weight: int = 1) -> bool:
        """Counts a request. False where the network has sent too many of this kind."""
        if not network:
            return True
        with self.lock:
            self._turn(at)
            name = hmac.digest(self.key, f"{limit.code} {network}".encode(), hashlib.sha256)[:16]
            # What was counted stays where it was first put, so that the oldest comes first.
            since, count = self.counts.get(name, (at, 0))
            self.counts[name] = since, count + weight
            return count + weight <= limit.most

    def _turn(self, at: datetime) -> None:
        """A new day has a new key; what is over ten minutes old goes, and the oldest where there are many."""
        if self.day != at.date():
            self.day, self.key, self.counts = at.date(), self.random_bytes(KEY_BYTES), {}
        while self.counts:
            oldest = next(iter(self.counts))
            if at - self.counts[oldest][0] < WINDOW and len(self.counts) < MOST_NETWORKS:
                return
            del self.counts[oldest]


def _network() -> str:
    """The network that this request comes from, as far as the proxies in front tell."""
    proxies = current_app.config["SETTINGS"].proxies
    passed = request.headers.get("X-Forwarded-For", "").split(",") if proxies else []
    # Each proxy adds the address it was asked from; whatever stands before those anybody can make up.
    address = passed[-proxies].strip() if len(passed) >= proxies > 0 else request.remote_addr or ""
    return network_of(address)


def floods() -> Floods:
    """The counts of this process."""
    return cast("Floods", current_app.extensions[_KEY])


def has_room(limit: Limit, *, weight: int = 1) -> bool:
    """Counts this request. False where its network has sent too many of this kind. Nothing is logged."""
    return floods().take(limit, _network(), at=now(), weight=weight)


def take(limit: Limit, *, weight: int = 1) -> None:
    """Counts this request, and answers 429 where its network has sent too many."""
    if not has_room(limit, weight=weight):
        abort(TOO_MANY)


def _limit() -> None:
    limit = LIMITED.get(request.endpoint or "")
    if limit is not None and request.method == "POST":
        take(limit)


def init(app: Flask) -> None:
    """Stands before the forms that anybody can send."""
    app.extensions[_KEY] = Floods()
    app.before_request(_limit)
