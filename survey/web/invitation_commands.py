"""Commands that issue invitation codes by the thousand, as a file, as letters or cards, or by GOV.UK Notify.

Everything is printed before the codes are stored, and stored in one short transaction. Stopped half-way, they
leave neither a code nor a file behind.
"""

from __future__ import annotations

import os
import sys
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import click
from flask import current_app
from flask.cli import AppGroup

from survey import notify
from survey.domain.accounts import Act
from survey.domain.addresses import AddressList, ListRefused, read_addresses, read_emails
from survey.domain.consultations import Phase
from survey.domain.invitations import Kind, problem_with_number, problems_in_stratum
from survey.domain.languages import WITH_INTERFACE
from survey.domain.letters import CARD, DL, ENVELOPES, LETTER
from survey.store import accounts, consultations, strata
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.invitations import Changed
from survey.store.strata import Stratum
from survey.web.clock import now, today
from survey.web.database import new_session
from survey.web.invitations import issuing, printing
from survey.web.invitations.printing import Layout
from survey.web.invitations.sending import Outcome, send_all
from survey.web.pdf import PdfError, available

codes = AppGroup("codes", help="Invitation codes.")

CSV, ZIP = ".csv", ".zip"
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
OLD_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NO_SLUG = "There is no consultation “{}”. Its slug is in the address of its pages."
TOO_LATE = "Strata are fixed when a consultation is announced. Choose one of: {}."
OVER = "The consultation is closed, so no codes can be issued for it."
BAD_OUT = "FILE must end in .csv for codes, or in .zip for letters and cards."
NO_PDF = "Letters and cards need the extra “pdf” and the libraries that it names. Take a .csv file instead."
NOT_ANNOUNCED = "Letters and cards name the last day to answer. Announce the consultation first."
INTERRUPTED = "Codes were issued meanwhile, or the consultation was closed. Nothing was issued; look again."
NO_NOTIFY = "Set LAMPPOST_NOTIFY_KEY and a template, and install the extra “notify”: see docs/settings.md."


@dataclass(frozen=True)
class Wanted:
    """What is to be issued."""

    out: Path
    number: int
    addresses: AddressList
    layout: Layout


@codes.command("issue")
@click.argument("consultation")
@click.argument("stratum")
@click.argument("number", type=int, required=False)
@click.option("--out", required=True, type=NEW_FILE, help="A .csv or .zip file.")
@click.option("--name", help="Name of a new stratum, as it will stand in the results.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="What a new stratum is.")
@click.option("--person", is_flag=True, help="A code is for one person, not for a household (a new stratum).")
@click.option("--addresses", type=OLD_FILE, help="CSV of addresses, for letters.")
@click.option("--cards", is_flag=True, help="Print cards instead of letters.")
@click.option("--envelope", type=click.Choice(list(ENVELOPES)), default=DL, show_default=True)
@click.option("--language", "languages", multiple=True, default=["en"], help="Can be given several times.")
def issue(consultation: str, stratum: str, number: int | None, out: Path, **more: object) -> None:
    """Issue NUMBER codes for a stratum, given by its code, and write them to a file that must not exist yet.

    With --addresses NUMBER can be left out: each address gets a letter.
    """
    addresses = _addresses(more.pop("addresses"))
    wanted = Wanted(out, number or len(addresses.rows), addresses, _layout(more))
    with new_session() as session:
        found, of = _stratum(session, consultation, stratum, more)
        _check(found, of, wanted)
        drawn = issuing.drawn(wanted.number)
        try:
            with _written(out) as file:
                _print(session, (found, of), wanted, drawn=drawn, file=file)
                # On the disk before any code is stored: a full disk would otherwise be noticed too late.
                file.flush()
                os.fsync(file.fileno())
                _store(session, found, of, drawn=drawn)
        except PdfError as error:
            raise click.ClickException("The PDF could not be made, so no code was issued.") from error
    click.echo(f"{len(drawn):,} codes for “{of.name}” are in {out}, and nowhere else.")


def _addresses(path: object) -> AddressList:
    if not isinstance(path, Path):
        return AddressList(())
    try:
        found = read_addresses(path.read_bytes())
    except ListRefused as refused:
        raise click.ClickException("\n".join(refused.problems)) from None
    for heading in found.left_out:
        click.echo(f"The column “{heading}” was left out.", err=True)
    return found


def _layout(options: dict[str, object]) -> Layout:
    wanted = options["languages"]
    languages = tuple(one for one in WITH_INTERFACE if isinstance(wanted, tuple) and one.code in wanted)
    if not languages:
        known = ", ".join(one.code for one in WITH_INTERFACE)
        raise click.ClickException(f"Letters can be printed in: {known}.")
    kind = CARD if options["cards"] else LETTER
    return Layout(kind=kind, envelope=str(options["envelope"]), languages=languages)


def _stratum(
    session: Session, slug: str, code: str, new: dict[str, object] | None = None
) -> tuple[Consultation, Stratum]:
    found = consultations.find(session, slug)
    if found is None:
        raise click.ClickException(NO_SLUG.format(slug))
    if found.phase(today()) in (Phase.CLOSED, Phase.PUBLISHED):
        raise click.ClickException(OVER)
    known = strata.of(session, found.id)
    of = next((one for one in known if one.code == code), None)
    return found, of or _new(session, found, known, new or {})


def _new(
    session: Session, consultation: Consultation, known: Sequence[Stratum], options: dict[str, object]
) -> Stratum:
    listed = ", ".join(one.code for one in known) or "none"
    if consultation.phase(today()) is not Phase.DRAFT:
        raise click.ClickException(TOO_LATE.format(listed))
    name, kind = str(options.get("name") or ""), str(options.get("kind") or "")
    problems = problems_in_stratum(name, kind, "household", names=[one.name for one in known])
    if problems:
        said = f"There is no such stratum, only: {listed}. For a new one give --name and --kind. "
        raise click.ClickException(said + ". ".join(problems.values()))
    household = not options.get("person")
    return strata.add(session, consultation, name=name, kind=Kind(kind), household=household, day=today())


def _check(consultation: Consultation, stratum: Stratum, wanted: Wanted) -> None:
    problem = problem_with_number(wanted.number, issued=stratum.issued)
    if wanted.out.suffix not in (CSV, ZIP):
        problem = BAD_OUT
    elif wanted.out.suffix == ZIP and not available():
        problem = NO_PDF
    elif wanted.out.suffix == ZIP and consultation.version_id is None:
        problem = NOT_ANNOUNCED
    elif wanted.addresses.rows and wanted.number != len(wanted.addresses.rows):
        problem = f"There are {len(wanted.addresses.rows):,} addresses. Leave NUMBER out."
    if problem:
        raise click.ClickException(problem)


@contextmanager
def _written(path: Path) -> Iterator[IO[bytes]]:
    """The new file, which only its owner may read; it goes where the block fails or is stopped."""
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise click.ClickException(f"{path} exists already. Choose another name.") from error
    try:
        with os.fdopen(number, "wb") as file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _print(
    session: Session, of: tuple[Consultation, Stratum], wanted: Wanted, *, drawn: list[str], file: IO[bytes]
) -> None:
    if wanted.out.suffix == CSV:
        for lines in issuing.as_csv(drawn):
            file.write(lines.encode("ascii"))
        return
    rows, layout = wanted.addresses.rows, wanted.layout
    made = printing.texts_of(session, *of, layout=layout, addressed=bool(rows))
    # What was read is enough; nobody else waits for this database while thousands are printed.
    session.commit()
    with (
        zipfile.ZipFile(file, "w") as archive,
        click.progressbar(length=len(drawn), label="Printing", file=sys.stderr) as bar,
    ):
        for name, content, number in printing.pdfs(made, drawn, rows, layout=layout):
            archive.writestr(name, content)
            bar.update(number)


def _store(session: Session, consultation: Consultation, stratum: Stratum, *, drawn: list[str]) -> None:
    try:
        issuing.store(session, stratum, drawn, seen=stratum.issued, day=today())
    except Changed as changed:
        raise click.ClickException(INTERRUPTED) from changed
    subject = f"{consultation.slug} {stratum.code} {len(drawn)} by command"
    accounts.audit(session, at=now(), account=None, act=Act.INVITE.value, subject=subject)
    session.commit()


@codes.command("send")
@click.argument("consultation")
@click.argument("stratum")
@click.argument("addresses", type=OLD_FILE)
@click.option("--by", "way", required=True, type=click.Choice([notify.LETTER, notify.EMAIL]))
def send(consultation: str, stratum: str, addresses: Path, way: str) -> None:
    """Issue a code for each address of the CSV file ADDRESSES, and send it through GOV.UK Notify.

    The addresses and codes go to GOV.UK Notify; nothing of them is kept here. What it does not take is void.
    """
    settings = current_app.config["SETTINGS"].notify
    if way not in notify.ways(settings):
        raise click.ClickException(NO_NOTIFY)
    try:
        read = read_addresses if way == notify.LETTER else read_emails
        recipients = read(addresses.read_bytes()).rows
    except ListRefused as refused:
        raise click.ClickException("\n".join(refused.problems)) from None
    with new_session() as session:
        found, of = _stratum(session, consultation, stratum)
        problem = problem_with_number(len(recipients), issued=of.issued)
        if problem or found.version_id is None:
            raise click.ClickException(problem or NOT_ANNOUNCED)
        with click.progressbar(length=len(recipients), label="Sending", file=sys.stderr) as bar:
            ask = notify.sender(settings, way)
            outcome = send_all(session, found, of, recipients=recipients, send=ask, progress=bar.update)
    _tell(outcome)


def _tell(outcome: Outcome) -> None:
    click.echo(f"{outcome.sent:,} sent; {len(outcome.refused):,} refused; {outcome.left:,} not tried.")
    if outcome.refused:
        rows = ", ".join(str(row) for row in outcome.refused[:100])
        click.echo(f"Refused were the addresses number {rows}. Their codes are void.", err=True)
    if outcome.stopped:
        raise click.ClickException(f"{outcome.stopped} The codes that were not sent are void.")
