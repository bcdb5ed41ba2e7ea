"""Commands for questionnaires: importing files of other programs, and writing ours for them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from survey.domain.interchange.definitions import written
from survey.domain.interchange.result import Imported, Refused
from survey.domain.interchange.schema import schema
from survey.domain.questionnaires.plain_text import plain_text
from survey.domain.questionnaires.questions import Questionnaire
from survey.store.interchange.files import import_file
from survey.store.interchange.writing import xlsform

questionnaires = AppGroup("questionnaires", help="Questionnaires from and for other programs.")
LARGEST = 64 * 1024 * 1024
TOO_LARGE = "The file is larger than 64 MB, far more than a questionnaire needs."
COUNTED = ("questions", "whole", "fallback", "none")
ONE_FILE = "Give one file, or --report for several."
NOTHING = "Nothing in the file can be asked here. Use --report to see why."
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
WRITABLE = click.Path(dir_okay=False, writable=True, path_type=Path)


@questionnaires.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--report", is_flag=True, help="Import nothing; print one JSON line a file.")
@click.option("--to", type=WRITABLE, help="Write the definition to this file instead of printing it.")
def import_command(files: tuple[Path, ...], *, report: bool, to: Path | None) -> None:
    """Read FILES of KoboToolbox, ODK or LimeSurvey, and write our definition of one as JSON.

    What is not whole is listed, one line each, on the standard error output. After a report the totals stand
    there.
    """
    if report:
        _print_reports(files)
        return
    if len(files) != 1:
        raise click.ClickException(ONE_FILE)
    try:
        imported = _imported(files[0])
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    _write(imported, to)


def _imported(file: Path) -> Imported:
    try:
        if file.stat().st_size > LARGEST:
            raise Refused(TOO_LARGE)
        data = file.read_bytes()
    except OSError as error:
        raise Refused(f"The file cannot be opened: {error.strerror}.") from error
    return import_file(data, file.name)


def _print_reports(files: tuple[Path, ...]) -> None:
    """A line for each file for programs; what they come to together for people."""
    totals: Counter[str] = Counter()
    for file in files:
        line = _report(file)
        click.echo(json.dumps(line, ensure_ascii=False))
        totals.update({name: line[name] for name in COUNTED if name in line} | {"refused": "refused" in line})
    click.echo(_in_all(totals), err=True)


def _in_all(totals: Counter[str]) -> str:
    """The totals in words. The share is rounded down, so that 100% means all of them."""
    questions, came = totals["questions"], totals["whole"] + totals["fallback"]
    words = (
        f"In all: {questions:,} questions, {totals['whole']:,} whole, "
        f"{totals['fallback']:,} with a fallback, {totals['none']:,} not taken over (none)."
    )
    if questions:
        words += f" {1000 * came // questions / 10:g}% came over, whole or with a fallback."
    if totals["refused"]:
        words += f" Files that cannot be used, and are not in these figures: {totals['refused']:,}."
    return words


def _report(file: Path) -> dict[str, Any]:
    try:
        return _imported(file).report(str(file))
    except Refused as refused:
        return {"file": str(file), "refused": str(refused)}


def _write(imported: Imported, to: Path | None) -> None:
    if imported.questionnaire is None:
        raise click.ClickException(NOTHING)
    for note in imported.notes:
        click.echo(f"{note.outcome.value}: {note.place}: {note.words}", err=True)
    counts = imported.counts
    click.echo(
        f"{counts['questions']} questions: {counts['whole']} whole, {counts['fallback']} with a fallback, "
        f"{counts['none']} not taken over.",
        err=True,
    )
    text = written(imported.questionnaire)
    if to is None:
        click.echo(text, nl=False)
    else:
        to.write_text(text, encoding="utf-8")


@questionnaires.command("export")
@click.argument("file", type=EXISTING)
@click.argument("to", type=WRITABLE)
def export_command(file: Path, to: Path) -> None:
    """Write the questionnaire in FILE as an XLSForm, TO an .xlsx file, for KoboToolbox and ODK."""
    to.write_bytes(xlsform(_questionnaire_in(file)))
    click.echo(f"Written to {to}.")


@questionnaires.command("text")
@click.argument("file", type=EXISTING)
def text_command(file: Path) -> None:
    """Print the questionnaire in FILE as plain text, for people who review it."""
    click.echo(plain_text(_questionnaire_in(file)), nl=False)


def _questionnaire_in(file: Path) -> Questionnaire:
    try:
        imported = _imported(file)
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    if imported.questionnaire is None:
        raise click.ClickException(NOTHING)
    return imported.questionnaire


@questionnaires.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of a definition."""
    click.echo(json.dumps(schema(), ensure_ascii=False, indent=2))
