"""Groups of texts that are nearly the same: what many people sent who were given a text, or one person often.

Each text becomes a signature of 96 numbers; the share of equal numbers in two signatures estimates which part
of their shingles two texts have in common (MinHash: Broder 1997). Texts that agree in a band of four numbers
meet in a bucket (Indyk and Motwani 1998); a bucket in which many meet gives a leader, and everything near
enough to a leader belongs to it. Leaders that are near each other are one group.

Nothing here knows a language. A short answer that many give in the same words is not a campaign: only texts
of 15 words and more are looked at. The same texts in any order give the same groups. A text is in one group
at most, and every member is near enough to one of its group's leaders.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from results.domain.shingles import Hashes, plain, shingles

SIZE = 5
SHORTEST_WORDS = 15
BANDS, ROWS = 24, 4
HASHES = BANDS * ROWS
NEAR = 0.55
# Half of those who follow a text are nearer than this. Texts that chance made alike stay below it.
CLOSE = 0.65
ONE_GROUP = 0.30
SMALLEST_GROUP = 10
SMALLEST_SHARE = 1000
SEED = b"lamppost campaigns 1"

# Few enough that the shingles of all stay in the cache while each is hashed 96 times.
_TEXTS_AT_ONCE = 256
_SAMPLE = 200
_MOST_TRIES = 3
_UNIT = np.dtype((np.void, ROWS * 4))
# Scripts that put no space between words (Thai, Lao, Burmese, Khmer, kana, Han): two letters make a word.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Signatures:
    """The signatures of the texts that are long enough, a row each, and where these texts stand among all.

    `digests` tell texts apart whose signatures are equal. `looked_at` counts all texts, the short ones too.
    """

    rows: Hashes
    places: NDArray[np.int64]
    digests: NDArray[np.uint64]
    looked_at: int


@dataclass(frozen=True, slots=True)
class Group:
    """Places of texts that are nearly the same, the nearest to a leader first, and how near each is.

    `leader` is the place of the text that most of them follow; a group may follow several `leaders`.
    """

    leader: int
    leaders: tuple[int, ...]
    members: tuple[int, ...]
    nearness: tuple[float, ...]


def long_enough(text: str) -> bool:
    """Whether a text that went through `plain` has the 15 words from which being alike says something."""
    unspaced = len(_UNSPACED.findall(text)) // 2
    return len(text.split(" ")) + unspaced >= SHORTEST_WORDS


def signatures(texts: Iterable[str], *, seed: bytes = SEED) -> Signatures:
    """Reads the texts once, some at a time; of each only about 400 bytes are kept."""
    factors = _factors(seed)
    rows: list[Hashes] = []
    places: list[int] = []
    digests: list[int] = []
    looked_at = 0
    for batch in _batches(enumerate(texts)):
        looked_at += len(batch)
        kept = [(place, own) for place, own in ((p, plain(t)) for p, t in batch) if long_enough(own)]
        if kept:
            places += [place for place, _ in kept]
            digests += [_digest(own) for _, own in kept]
            rows.append(_signed([own for _, own in kept], factors))
    stacked = np.concatenate(rows) if rows else np.zeros((0, HASHES), np.uint32)
    return Signatures(stacked, np.array(places, np.int64), np.array(digests, np.uint64), looked_at)


def groups(signed: Signatures, *, near: float = NEAR, fewest: int | None = None) -> list[Group]:
    """The groups, the largest first. `fewest` is otherwise ten, or one in a thousand of all texts."""
    if fewest is None:
        fewest = max(SMALLEST_GROUP, -(-signed.looked_at // SMALLEST_SHARE))
    leaders = _leaders(signed, near=near, fewest=fewest)
    if not leaders:
        return []
    nearest, nearness = _nearest(signed.rows, signed.rows[leaders], near=near)
    one = _joined(signed.rows[leaders])
    found = [
        _group(signed, leaders, np.flatnonzero(np.isin(nearest, own)), nearest=nearest, nearness=nearness)
        for own in one
    ]
    largest_first = sorted(found, key=lambda group: (-len(group.members), _digest_at(signed, group.leader)))
    return [group for group in largest_first if len(group.members) >= fewest]


def nearest_leader(
    texts: Iterable[str], leaders: Sequence[str], *, near: float = NEAR, seed: bytes = SEED
) -> Iterator[tuple[int, int]]:
    """Place of each text that is near enough to a leader, and which leader it follows. Others are left out.

    For texts that came in after the groups were found: they are compared with the leaders only.
    """
    signed = signatures(leaders, seed=seed)
    texts = iter(texts)
    first = 0
    while batch := list(islice(texts, _TEXTS_AT_ONCE)):
        own = signatures(batch, seed=seed)
        chosen, _ = _nearest(own.rows, signed.rows, near=near)
        for place, leader in zip(own.places, chosen, strict=True):
            if leader >= 0:
                yield first + int(place), int(signed.places[leader])
        first += len(batch)


def _batches(texts: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    found = iter(texts)
    while batch := list(islice(found, _TEXTS_AT_ONCE)):
        yield batch


def _factors(seed: bytes) -> NDArray[np.uint32]:
    """What each of the hashes multiplies with (an odd number) and adds. The same for ever for a seed."""
    drawn = np.frombuffer(hashlib.shake_256(seed).digest(HASHES * 8), "<u4").reshape(HASHES, 2).copy()
    drawn[:, 0] |= 1
    return drawn


def _signed(texts: Sequence[str], factors: NDArray[np.uint32]) -> Hashes:
    """A signature each: the smallest value of each hash over a text's shingles."""
    found = shingles(texts, size=SIZE)
    signed = np.empty((len(texts), HASHES), np.uint32)
    values = np.empty_like(found.hashes)
    for place, (factor, added) in enumerate(factors):
        np.multiply(found.hashes, factor, out=values)
        np.add(values, added, out=values)
        signed[:, place] = np.minimum.reduceat(values, found.starts)
    return signed


def _digest(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big")


def _digest_at(signed: Signatures, place: int) -> int:
    return int(signed.digests[np.searchsorted(signed.places, place)])


def _leaders(signed: Signatures, *, near: float, fewest: int) -> list[int]:
    """The rows of texts that many others follow, from the most crowded bucket on."""
    crowded = max(3, fewest // 2)
    free = np.ones(len(signed.rows), bool)
    tries = np.zeros(len(signed.rows), np.int8)
    leaders: list[int] = []
    for bucket in _buckets(signed.rows, crowded):
        waiting = bucket[free[bucket] & (tries[bucket] < _MOST_TRIES)]
        if len(waiting) < crowded:
            continue
        leader = _middle(signed, waiting)
        nearness = _nearness(signed.rows, signed.rows[leader])
        followers = (nearness >= near) & free
        following = np.count_nonzero(followers)
        if following >= crowded and 2 * np.count_nonzero(followers & (nearness >= CLOSE)) >= following:
            leaders.append(leader)
            free &= ~followers
        # Those who met over a phrase that many use are asked a few times and then left alone.
        tries[waiting] += 1
    return leaders


def _buckets(rows: Hashes, crowded: int) -> list[Rows]:
    """The rows that agree in a band, for every crowded bucket: the largest first, then by what they share."""
    found: list[tuple[int, int, bytes, Rows]] = []
    for band in range(BANDS):
        own = np.ascontiguousarray(rows[:, band * ROWS : (band + 1) * ROWS])
        keys = own.view(_UNIT).ravel()
        order = np.lexsort(own.T[::-1])
        ordered = keys[order]
        starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
        ends = np.append(starts[1:], len(ordered))
        for start, end in zip(starts, ends, strict=True):
            if end - start >= crowded:
                found.append((-(end - start), band, ordered[start].tobytes(), order[start:end]))
    return [bucket for *_, bucket in sorted(found, key=lambda one: one[:3])]


def _middle(signed: Signatures, bucket: Rows) -> int:
    """The row that agrees best with the others of its bucket; of a large one, with a part of them.

    Rows are taken by what they hold, so that the order of the texts does not matter.
    """
    part = bucket[np.argsort(signed.digests[bucket], kind="stable")][:_SAMPLE]
    agreed = np.zeros(len(part), np.int64)
    for column in signed.rows[part].T:
        _, kind, counts = np.unique(column, return_inverse=True, return_counts=True)
        agreed += counts[kind]
    return int(part[np.argmax(agreed)])


def _nearness(rows: Hashes, one: Hashes) -> NDArray[np.float64]:
    """The share of numbers that each signature has in common with one: 0 to 1."""
    return np.count_nonzero(rows == one, axis=1) / HASHES


def _nearest(rows: Hashes, leaders: Hashes, *, near: float) -> tuple[Rows, NDArray[np.float64]]:
    """Which leader is nearest to each row (-1: none is near enough), and how near."""
    nearest = np.full(len(rows), -1, np.intp)
    nearness = np.zeros(len(rows))
    for number, leader in enumerate(leaders):
        own = _nearness(rows, leader)
        better = (own >= near) & (own > nearness)
        nearest[better], nearness[better] = number, own[better]
    return nearest, nearness


def _joined(leaders: Hashes) -> list[list[int]]:
    """Leaders by group: each joins the first one before it that is near it and was joined to no other.

    Not by others between them: a chain of texts, each a little like the next, would make one group of many.
    """
    found: dict[int, list[int]] = {}
    for number, leader in enumerate(leaders):
        heads = list(found)
        near = _nearness(leaders[heads], leader) >= ONE_GROUP
        head = heads[int(np.argmax(near))] if near.any() else number
        found.setdefault(head, []).append(number)
    return list(found.values())


def _group(
    signed: Signatures,
    leaders: Sequence[int],
    rows: Rows,
    *,
    nearest: Rows,
    nearness: NDArray[np.float64],
) -> Group:
    followed = np.bincount(nearest[rows], minlength=len(leaders))
    own = sorted(set(nearest[rows].tolist()), key=lambda number: (-followed[number], number))
    order = rows[np.lexsort((signed.digests[rows], -nearness[rows]))]
    return Group(
        leader=int(signed.places[leaders[own[0]]]),
        leaders=tuple(int(signed.places[leaders[number]]) for number in own),
        members=tuple(signed.places[order].tolist()),
        nearness=tuple(nearness[order].tolist()),
    )
