"""Whether a release still is what the stored answers give: everything is counted and protected once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from results.domain.disclosure import SafeTable
from results.domain.editions import WITH_EXCLUDED
from results.releases import Release, all_tables, counted_again, with_excluded
from survey.store.answering import responses
from survey.store.consultations import Consultation
from survey.store.database import Session


def differences(session: Session, consultation: Consultation, release: Release) -> Iterator[str]:
    """What the stored answers give otherwise than the release says, in words for an operator.

    Raises LookupError where the answers, and with them the secret of the offsets, are deleted.
    """
    extract, counted = counted_again(session, consultation, release)
    if extract.checksum != release.checksum:
        yield f"Checksum: {extract.checksum}, published was {release.checksum}."
    found = extract.respondents - extract.left_out, extract.left_out
    if found != (release.counted, release.excluded):
        was = f"{release.counted:,} and {release.excluded:,}"
        yield f"Responses counted and left out: {found[0]:,} and {found[1]:,}, published were {was}."
    yield from receipts_differ(session, consultation, release)
    without = (table for where, own in counted.items() if where != WITH_EXCLUDED for table in own)
    yield from _tables_differ(without, all_tables(session, release), "")
    left_out = (table for tables in with_excluded(session, release).values() for table in tables)
    yield from _tables_differ(counted.get(WITH_EXCLUDED, ()), left_out, " with those left out")


def _tables_differ(now: Iterable[SafeTable], then: Iterable[SafeTable], what: str) -> Iterator[str]:
    counted, published = _by_name(now), _by_name(then)
    other = {name for name in counted.keys() | published.keys() if counted.get(name) != published.get(name)}
    for question, characteristic in sorted({name[:2] for name in other}):
        by = f" by {characteristic}" if characteristic else ""
        yield f"Tables of {question}{by}{what} are not as published."


def _by_name(tables: Iterable[SafeTable]) -> dict[tuple[str, ...], SafeTable]:
    return {
        (table.question, table.group or "", table.part or "", table.value or ""): table for table in tables
    }


def receipts_differ(session: Session, consultation: Consultation, release: Release) -> Iterator[str]:
    """Whether there are as many receipts as published: it can be told also when the answers are deleted."""
    found = responses.count_receipts(session, consultation.id)
    if found != release.receipts:
        yield f"Receipts: {found:,}, published were {release.receipts:,}."
