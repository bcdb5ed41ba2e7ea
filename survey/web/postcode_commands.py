"""The command that loads a look-up from postcode to ward, in any size and in constant memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import click
from flask.cli import AppGroup

from survey.domain.postcodes import Kind, LookupProblem, month_in, product_in
from survey.store.database import Session
from survey.store.postcode_files import lines_of
from survey.store.postcodes import Loaded, PostcodeLookup, councils_in_register, load
from survey.web.clock import today
from survey.web.database import new_session

postcodes = AppGroup("postcodes", help="The look-up from postcode to ward.")
NO_COUNCILS = "The register has no deployment, so no council is known. Add one first, or use --all."


@postcodes.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--all", "every", is_flag=True, help="Keep the postcodes of every council.")
@click.option("--month", help="Month of the look-up, if the file's name does not say it.")
def load_command(file: Path, *, every: bool, month: str | None) -> None:
    """Load FILE, an ONS postcode look-up (CSV or zip), for the councils in the register.

    It is one transaction: stopped half-way, it leaves everything as it was.
    """
    with new_session() as session:
        councils = None if every else councils_in_register(session)
        if councils is not None and not councils:
            raise click.ClickException(NO_COUNCILS)
        lookup = PostcodeLookup(
            name=product_in(file.name), month=month or month_in(file.name), loaded_on=today()
        )
        try:
            loaded = _load(session, file, lookup=lookup, councils=councils)
        except LookupProblem as problem:
            raise click.ClickException(str(problem)) from problem
        session.commit()
    click.echo(_said(loaded))


def _load(session: Session, path: Path, *, lookup: PostcodeLookup, councils: frozenset[str] | None) -> Loaded:
    with (
        path.open("rb") as file,
        click.progressbar(length=path.stat().st_size, label="Reading") as bar,
        lines_of(file) as lines,
    ):
        loaded = load(session, lines, lookup=lookup, councils=councils, progress=_advance(bar, file))
        bar.update(path.stat().st_size - bar.pos)
    return loaded


def _advance(bar: Any, file: IO[bytes]) -> Callable[[int], None]:  # noqa: ANN401 - click does not name its type
    """Moves the bar to how much of the file was read: nobody knows how many rows there are."""
    return lambda _rows: bar.update(max(0, file.tell() - bar.pos))


def _said(loaded: Loaded) -> str:
    councils = len(loaded.councils)
    said = f"Stored {loaded.stored:,} postcodes of {councils} council{'' if councils == 1 else 's'}."
    without, unreadable = loaded.tally[Kind.WITHOUT_WARD], loaded.tally[Kind.UNREADABLE]
    if without:
        said += f" {without:,} rows have no ward."
    return said + (f" {unreadable:,} rows could not be read and were left out." if unreadable else "")
