"""Commands that build the kept extracts, and that check a release against the stored answers."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from results import editions, exports, releases
from results.releases import Release
from results.verifying import differences, receipts_differ
from results.web.kept import answers_deleted, keep_extract
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.web.database import new_session

extracts = AppGroup("extracts", help="Responses as columns, for the exact view.")

OPEN = "is not closed: nothing of its answers is kept outside the database until it is."
NO = "No: what is stored is not what was published."
CORRECTION = "A correction is going on: what was decided since is not in the release yet."
DELETED = "has no answers any more: they were deleted on the announced day."


def consultation_called(session: Session, slug: str) -> Consultation:
    """The consultation of that slug. Raises ClickException, with what to do, where there is none."""
    found = consultations.find(session, slug)
    if found is None:
        raise click.ClickException(
            f"There is no consultation “{slug}”. Its slug is in the address of its pages."
        )
    return found


@extracts.command("build")
@click.argument("slug", required=False)
@click.option("--full", is_flag=True, help="Read every day again, and not only those that changed.")
def build(slug: str | None, *, full: bool) -> None:
    """Bring the extract of SLUG up to date, or those of all closed consultations.

    The exact view does this by itself; after many changes it is quicker to have done it before. It can be
    stopped at any moment: the days that are done by then stay.
    """
    with new_session() as session:
        if slug is not None:
            consultation = consultation_called(session, slug)
            why_not = _why_not(session, consultation)
            if why_not:
                raise click.ClickException(f"{slug} {why_not}")
            _build(session, consultation, full=full)
            return
        for consultation in consultations.every(session):
            if not _why_not(session, consultation):
                _build(session, consultation, full=full)


def _why_not(session: Session, consultation: Consultation) -> str:
    """Why nothing may be kept of a consultation; "" where it may."""
    if consultation.closed_on is None:
        # Whoever withdraws an answer must not leave it behind in a file.
        return OPEN
    return DELETED if answers_deleted(session, consultation) else ""


def _build(session: Session, consultation: Consultation, *, full: bool) -> None:
    instance = current_app.config["SETTINGS"].instance
    try:
        made = keep_extract(session, instance, consultation, full=full, watch=_with_a_bar)
    except KeyboardInterrupt:
        done = "Stopped. The days that were done are kept: run it again for the others."
        raise click.ClickException(done) from None
    number = made.kept.extract.respondents
    click.echo(
        f"{consultation.slug}: {number:,} responses on {len(made.kept.days):,} days; "
        f"{len(made.read):,} days were read again."
    )


def _with_a_bar(days: Sequence[date]) -> Iterator[date]:
    with click.progressbar(days, label="Days", file=sys.stderr) as bar:
        yield from bar


@click.command("verify")
@click.argument("slug")
@with_appcontext
def verify(slug: str) -> None:
    """Work out again what the release of SLUG says, from the stored answers, and say whether it is the same.

    Ends with an error where it is not. How to work out the checksum without this: docs/verifying.md.
    """
    with new_session() as session:
        consultation = consultation_called(session, slug)
        release = releases.newest(session, consultation)
        if release is None:
            raise click.ClickException(f"{slug} has no release yet. Make one first.")
        deleted = answers_deleted(session, consultation)
        find = receipts_differ if deleted else differences
        faults = list(find(session, consultation, release))
        if faults:
            going_on = [CORRECTION] if editions.correction(session, consultation) else []
            raise click.ClickException("\n".join((NO, *faults, *going_on)))
        click.echo(_all_that_is_left(release) if deleted else _the_same(release))
        tables = exports.tables_csv(releases.all_tables(session, release), consultation)
        file = sha256(tables).hexdigest()
        click.echo(f"SHA-256 of the file of all published tables, as everyone can download it: {file}")


def _the_same(release: Release) -> str:
    return (
        f"Yes: worked out again from the stored answers, the checksum is {release.checksum}, as published. "
        f"So are the counts ({release.counted:,} responses, {release.excluded:,} left out, "
        f"{release.receipts:,} receipts) and every figure of every table."
    )


def _all_that_is_left(release: Release) -> str:
    return (
        "The answers were deleted on the announced day, so the checksum and the tables cannot be worked out "
        f"again. There are {release.receipts:,} receipts, as published."
    )
