"""`responses import`: responses from a spreadsheet, all of them or none.

Everything is checked first, then stored in one transaction: stopped half-way, it leaves nothing behind and
can be run again. The same file is never imported twice.
"""

from __future__ import annotations

import hashlib
import random
import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from survey.domain.accounts import Act
from survey.domain.consultations import Phase
from survey.domain.imported.reading import Reading
from survey.domain.interchange.result import Refused
from survey.store import accounts, consultations
from survey.store.answering import entering, mixing, spreadsheets
from survey.store.answering.entering import TooLate
from survey.store.answering.spreadsheets import File, Imported, SpreadsheetImport
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.submissions import Settled
from survey.web.clock import now, today
from survey.web.database import engine, new_session
from survey.web.submissions.spreadsheets import about_sheets

responses = AppGroup("responses", help="Responses from elsewhere.")

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NO_SLUG = "There is no consultation “{}”. Its slug is in the address of its pages."
NOT_NOW = "Responses can be imported while a consultation is open, and until its results are counted."
AGAIN = "This file was imported before. Nothing was imported now."
STOPPED = "Stopped. Nothing was imported; run it again."


@responses.command("import")
@click.argument("consultation")
@click.argument("file", type=FILE)
@click.option("--check", is_flag=True, help="Only say what is wrong; import nothing.")
def import_command(consultation: str, file: Path, *, check: bool) -> None:
    """Import the responses in FILE (.xlsx, .ods or .csv) for CONSULTATION, given by its slug.

    What is wrong is listed, one line a cell, and then nothing is imported.
    """
    data = file.read_bytes()
    with new_session() as session:
        found = _open(session, consultation)
        reading = _read(session, found, data)
        if check:
            click.echo(f"Nothing is wrong: {len(reading.rows):,} responses can be imported.")
            return
        made = _import(session, found, File(reading.rows, hashlib.sha256(data).hexdigest(), today()))
    told = f"numbers {made.first:,} to {made.last:,} in the log"
    click.echo(f"{len(reading.rows):,} responses imported, {told}.")


def _open(session: Session, slug: str) -> Consultation:
    found = consultations.find(session, slug)
    if found is None:
        raise click.ClickException(NO_SLUG.format(slug))
    if found.phase(today()) not in (Phase.OPEN, Phase.CLOSED):
        raise click.ClickException(NOT_NOW)
    return found


def _read(session: Session, consultation: Consultation, data: bytes) -> Reading:
    try:
        reading = spreadsheets.read(data, about_sheets(session, consultation))
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    if reading.faults:
        for fault in reading.faults:
            click.echo(": ".join(filter(None, (fault.sheet, fault.cell, fault.words))), err=True)
        more = f" And {reading.more:,} more." if reading.more else ""
        raise click.ClickException(f"Nothing was imported.{more}")
    return reading


def _import(session: Session, consultation: Consultation, file: File) -> SpreadsheetImport:
    shuffle = random.SystemRandom().shuffle
    try:
        with click.progressbar(length=len(file.rows), label="Responses", file=sys.stderr) as bar:
            made = spreadsheets.import_rows(
                session, consultation, file, shuffle=shuffle, progress=bar.update
            )
        subject = f"{consultation.slug}: a spreadsheet with {len(file.rows)} rows"
        accounts.audit(session, at=now(), account=None, act=Act.ENTER_PAPER.value, subject=subject)
        session.commit()
        # In a transaction of its own, so that nothing ties a response to what was stored with it.
        moved = entering.mix(session, consultation, shuffle=shuffle)
        session.commit()
    except Imported as error:
        raise click.ClickException(AGAIN) from error
    except (TooLate, Settled) as error:
        raise click.ClickException(NOT_NOW) from error
    except KeyboardInterrupt as error:
        raise click.ClickException(STOPPED) from error
    if moved:
        mixing.vacuum(engine())
    return made
