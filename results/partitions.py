"""The extract on disk: a file for each day's responses.

It is a cache for the organiser's exact view. A file bears the mark that its day had when it was read
(`survey.store.answering.days`), and is made again only where the day has another one now. No file holds an
equality answer, an id, or a response that two people left out. Responses stand in an order that follows from
what they say: where one stands tells no more than the response itself.

A file is a line of JSON, then its columns one after the other, then four bytes of checksum (CRC-32) over all
that. It is written beside its place and then moved there: it is there whole or not at all. What is damaged,
cut short or of another consultation is made again. The checksum is against damage and not against intent:
whoever may write here may write anything.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from zlib import crc32

import numpy as np
from sqlalchemy.orm import Session

from results.extract import REVISION, Alike, Bytes, Extract, of_day, revision_column
from survey.domain.changes import Era, eras
from survey.domain.questionnaires.codebook import FIRST_OPTION, Column
from survey.store import integrity
from survey.store.answering import days as marked
from survey.store.answering import responses
from survey.store.answering.responses import CHANNELS
from survey.store.consultations import Consultation
from survey.store.questionnaires.versions import frozen

KIND = "lamppost extract 1"
A_DAY, UNFINISHED = ".day", ".unfinished-"
CHECKSUM_BYTES = 4
LONGEST_HEAD = 1 << 20
# Facts that the kept extract has besides those of a release. No code of a question begins so.
LANGUAGE, SHOWN = "~language", "~revision"
CHANNEL, STRATUM = "channel", "stratum"
WORD = 8
# Odd numbers without a pattern (the fractions of the square roots of 2, 3, 5 ...): see `_in_order`.
STIR = 0x9E3779B97F4A7C15

About = dict[str, Any]
Seen = tuple[int, int, int]


class Found(dict[str, int]):
    """Words as they are met, each with its code."""

    def __missing__(self, word: str) -> int:
        self[word] = FIRST_OPTION + len(self)
        return self[word]


@dataclass(frozen=True)
class Day:
    """The responses of one day. `columns` has a row for each opinion column and for each of `facts`.

    `facts` are the words that the codes of the last rows stand for: the ways, strata, languages and revisions
    that this day has. `seen` tells its file from any other that was or will be there.
    """

    day: date
    mark: str
    columns: Bytes
    facts: tuple[tuple[str, ...], ...]
    seen: Seen | None = None

    @property
    def responses(self) -> int:
        return self.columns.shape[1]


class Joined(Mapping[str, Bytes]):
    """The columns of all days, by name. A column is put together when it is first asked for."""

    def __init__(self, pieces: Mapping[str, Callable[[], Bytes]]) -> None:
        self._pieces, self._made = pieces, dict[str, Bytes]()

    def __getitem__(self, name: str) -> Bytes:
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = self._pieces[name]()
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._pieces)

    def __len__(self) -> int:
        return len(self._pieces)


@dataclass(frozen=True)
class Kept:
    """All days, memory-mapped, in order, and the extract that they make together."""

    days: tuple[Day, ...]
    extract: Extract

    def between(self, first: date | None, last: date | None) -> Extract:
        """The responses of the days from `first` to `last`, both included; None for no limit."""
        start = sum(one.responses for one in self.days if first is not None and one.day < first)
        end = sum(one.responses for one in self.days if last is None or one.day <= last)
        end = max(start, end)
        whole = self.extract.columns
        pieces = {name: _slice(whole, name, start, end) for name in whole}
        return replace(self.extract, columns=Joined(pieces), respondents=end - start)


def _slice(columns: Mapping[str, Bytes], name: str, start: int, end: int) -> Callable[[], Bytes]:
    return lambda: columns[name][start:end]


@dataclass(frozen=True)
class Refreshed:
    """What is kept now, and which days had to be read again for it."""

    kept: Kept
    read: tuple[date, ...]


def wanted(session: Session, consultation: Consultation) -> dict[date, str]:
    """The days that have responses, in order, each with its mark; "" where it has none."""
    marks = marked.marks(session, consultation.id)
    return {day: marks.get(day, "") for day in responses.mixed_days(session, consultation.id)}


def refresh(
    session: Session,
    consultation: Consultation,
    folder: Path,
    *,
    before: Kept | None = None,
    full: bool = False,
    watch: Callable[[Sequence[date]], Iterable[date]] = iter,
) -> Refreshed:
    """Reads the days again that changed, or all where `full`. What is open already need not be opened again.

    `watch` hands the days on that are to be read, one after the other: to show how far it is. May be
    interrupted at any moment: what is done by then is not done again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # Before the responses: one that comes while they are read gives its day a mark not yet known here.
    days = wanted(session, consultation)
    fresh = {} if full else dict(_fresh(consultation, folder, days, before))
    stale = tuple(day for day in days if day not in fresh)
    without = frozenset(integrity.excluded(session, consultation) if stale else ())
    for day in watch(stale):
        made = _read_day(session, consultation, day, days[day], without)
        fresh[day] = _write_day(folder, consultation, made)
    _sweep(folder, set(map(_name, days)), unfinished=full)
    return Refreshed(_together(session, consultation, [fresh[day] for day in days]), stale)


def _fresh(
    consultation: Consultation, folder: Path, days: Mapping[date, str], before: Kept | None
) -> Iterator[tuple[date, Day]]:
    """The days that need not be read again."""
    opened = {one.day: one for one in before.days} if before else {}
    for day, mark in days.items():
        found = opened.get(day)
        if found is None or found.seen != _seen(folder / _name(day)):
            found = _open_day(folder, consultation, day)
        if found is not None and _is_fresh(found, mark, consultation):
            yield day, found


def is_current(session: Session, consultation: Consultation, folder: Path, kept: Kept) -> bool:
    """Whether every day is still as it was read, and revisions are split as it was decided since."""
    known = {column.name: column for column in kept.extract.codebook}
    days = wanted(session, consultation)
    return (
        tuple(days) == tuple(one.day for one in kept.days)
        and all(_is_fresh(one, days[one.day], consultation) for one in kept.days)
        and all(one.seen == _seen(folder / _name(one.day)) for one in kept.days)
        and known.get(REVISION) == revision_column(consultation)
        and set(consultation.counting_rules.strata) <= set(known[STRATUM].options)
    )


def _is_fresh(found: Day, mark: str, consultation: Consultation) -> bool:
    # Without a mark a day may have lost responses since. Once it is closed, none can be taken back any more.
    return found.mark == mark and (mark != "" or consultation.closed_on is not None)


def _read_day(
    session: Session, consultation: Consultation, day: date, mark: str, without: frozenset[str]
) -> Day:
    """A day's responses, read from the database."""
    width = frozen(session, consultation.version_id or "").opinion.width
    found = tuple(Found() for _fact in range(4))
    parts = [np.zeros((0, width + len(found)), np.uint8)]
    # The database gives them in any order; words have their codes, and the file its bytes, in this one.
    for alike in sorted(of_day(session, consultation, day, width=width, without=without), key=_facts_of):
        codes = [own[word] for own, word in zip(found, _facts_of(alike), strict=True)]
        facts = np.tile(np.array(codes, np.uint8), (len(alike.codes), 1))
        parts.append(np.hstack([alike.codes, facts]))
    return Day(day, mark, _in_order(np.concatenate(parts)), tuple(tuple(own) for own in found))


def _facts_of(alike: Alike) -> tuple[str, ...]:
    return alike.channel, alike.stratum, alike.language, str(alike.revision)


def _in_order(rows: Bytes) -> Bytes:
    """The rows as columns, in an order that follows from what they say and from nothing else.

    Each row is mixed into one number: sorting by that costs a tenth of sorting by all columns.
    """
    words = -(-rows.shape[1] // WORD)
    padded = np.zeros((len(rows), words * WORD), np.uint8)
    padded[:, : rows.shape[1]] = rows
    stirred = padded.view("<u8") @ np.array([pow(STIR, n + 1, 1 << 64) for n in range(words)], np.uint64)
    return np.ascontiguousarray(rows[np.argsort(stirred, kind="stable")].T)


def _identity(consultation: Consultation) -> About:
    return {"kind": KIND, "consultation": consultation.slug, "version": consultation.version_id}


def _name(day: date) -> str:
    return f"{day.isoformat()}{A_DAY}"


def _write_day(folder: Path, consultation: Consultation, found: Day) -> Day:
    path = folder / _name(found.day)
    about = _identity(consultation) | {
        "day": found.day.isoformat(),
        "mark": found.mark,
        "facts": found.facts,
        "columns": len(found.columns),
        "responses": found.responses,
    }
    _write(path, about, found.columns)
    # Mapped from now on, so that memory holds no more than one day that was read.
    return _open_day(folder, consultation, found.day) or found


def _open_day(folder: Path, consultation: Consultation, day: date) -> Day | None:
    """A day's file; None where it is missing, or must not be used."""
    path = folder / _name(day)
    seen, found = _seen(path), _read(path, _identity(consultation) | {"day": day.isoformat()})
    if found is None:
        return None
    about, matrix = found
    return Day(day, about["mark"], matrix, tuple(tuple(words) for words in about["facts"]), seen)


def _seen(path: Path) -> Seen | None:
    """What changes whenever a file is replaced; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _together(session: Session, consultation: Consultation, days: Sequence[Day]) -> Kept:
    opinion = frozen(session, consultation.version_id or "").opinion.columns
    facts = _facts(consultation, days)
    codebook = (*opinion, *(column for column, *_ in facts))
    pieces = {column.name: _opinions(days, place) for place, column in enumerate(opinion)}
    pieces |= {fact[0].name: _coded(days, len(opinion), fact) for fact in facts}
    number = sum(one.responses for one in days)
    return Kept(tuple(days), Extract(Joined(pieces), codebook, number, ""))


def _opinions(days: Sequence[Day], place: int) -> Callable[[], Bytes]:
    return lambda: _concatenated(one.columns[place] for one in days)


def _coded(days: Sequence[Day], opinions: int, fact: Fact) -> Callable[[], Bytes]:
    """A fact of all days: the words of each day have codes of their own, which become those of the whole."""
    _column, place, code = fact

    def of(one: Day) -> Bytes:
        codes = np.zeros(1 << 8, np.uint8)
        codes[FIRST_OPTION : FIRST_OPTION + len(one.facts[place])] = [*map(code, one.facts[place])]
        return codes[one.columns[opinions + place]]

    return lambda: _concatenated(map(of, days))


def _concatenated(pieces: Iterable[Bytes]) -> Bytes:
    return np.concatenate([np.zeros(0, np.uint8), *pieces])


Fact = tuple[Column, int, Callable[[str], int]]


def _facts(consultation: Consultation, days: Sequence[Day]) -> list[Fact]:
    """The columns that nobody answered: each with its place among a day's facts, and what codes a word."""
    met = [sorted({word for one in days for word in one.facts[place]}) for place in range(4)]
    strata = tuple(sorted({*consultation.counting_rules.strata, *met[1]}))
    shown = tuple(sorted(met[3], key=int))
    named = (CHANNEL, 0, CHANNELS), (STRATUM, 1, strata), (LANGUAGE, 2, tuple(met[2])), (SHOWN, 3, shown)
    facts: list[Fact] = [
        (Column(name, name, None, "choice", options), place, _code_in(options))
        for name, place, options in named
    ]
    split = revision_column(consultation)
    if split:
        # In the order of a release: the revision stands beside the stratum.
        facts.insert(2, (split, 3, _code_of_era(eras(consultation.material_changes))))
    return facts


def _code_in(options: Sequence[str]) -> Callable[[str], int]:
    codes = {word: FIRST_OPTION + place for place, word in enumerate(options)}
    return codes.__getitem__


def _code_of_era(found: Sequence[Era]) -> Callable[[str], int]:
    return lambda revision: next(
        FIRST_OPTION + place for place, era in enumerate(found) if era.holds(int(revision))
    )


def _sweep(folder: Path, names: set[str], *, unfinished: bool) -> None:
    """Deletes what is not needed any more, such as a day that has no response left."""
    for path in folder.iterdir():
        if path.name not in names and (unfinished or not path.name.startswith(UNFINISHED)):
            path.unlink(missing_ok=True)


def _write(path: Path, about: About, content: Bytes) -> None:
    """Writes beside the file and then takes its place.

    Others may have the old one mapped into memory: writing into it would end their process.
    """
    head = json.dumps(about).encode() + b"\n"
    checksum = crc32(content, crc32(head)).to_bytes(CHECKSUM_BYTES, "big")
    with NamedTemporaryFile(dir=path.parent, prefix=UNFINISHED, delete=False) as file:
        try:
            file.writelines((head, content, checksum))
        except BaseException:
            Path(file.name).unlink()
            raise
    Path(file.name).replace(path)


def _read(path: Path, identity: About) -> tuple[About, Bytes] | None:
    """What a file says of itself, and its columns; None where it is not whole, or about something else."""
    try:
        with path.open("rb") as file:
            mapped = mmap(file.fileno(), 0, access=ACCESS_READ)
        start = mapped.find(b"\n", 0, LONGEST_HEAD) + 1
        about, whole = json.loads(mapped[:start]), memoryview(mapped)
        shape = about["columns"], about["responses"]
        content = np.frombuffer(whole[start:-CHECKSUM_BYTES], np.uint8).reshape(shape)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if any(about.get(name) != value for name, value in identity.items()):
        return None
    checksum = int.from_bytes(whole[-CHECKSUM_BYTES:], "big")
    return (about, content) if crc32(whole[:-CHECKSUM_BYTES]) == checksum else None
