"""The engine, the base of every table, and migrations.

SQLite is the default; PostgreSQL comes by URL. The same code and tests serve both.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, ExceptionContext, MetaData, create_engine, event, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
MIGRATIONS = Path(__file__).parent / "migrations"

# secure_delete overwrites what is deleted, so that a withdrawn response or a used draft does not linger in
# the file; FULL makes a submission that was confirmed survive a power cut.
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA busy_timeout=10000",
)

SessionFactory = Callable[[], Session]
# What a busy or lost database raises, and one that has no room for a second of the same name: named here so
# that pages need not know the library.
DatabaseBusy = OperationalError
DatabaseRefuses = IntegrityError


class Base(DeclarativeBase):
    """The base of every table. A column's `doc` says in plain English what it holds: it is shown publicly."""

    metadata = MetaData(naming_convention=NAMING)


def engine_for(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL. A bare postgresql:// URL means the psycopg driver."""
    if url.startswith("postgresql://"):
        url = "postgresql+psycopg://" + url.removeprefix("postgresql://")
    # Hidden parameters keep answers out of error messages, and so out of every log.
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"), hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "handle_error", _forget_rows)
    return engine


def _forget_rows(context: ExceptionContext) -> None:
    """PostgreSQL tells the whole row that broke a rule, answers included: the row goes."""
    diagnosis = getattr(context.original_exception, "diag", None)
    if diagnosis is not None:
        told = (diagnosis.message_primary or type(context.original_exception).__name__,)
        context.original_exception.args = told
        if context.sqlalchemy_exception is not None:
            context.sqlalchemy_exception.args = told


def _set_pragmas(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def session_factory(engine: Engine) -> sessionmaker[Session]:
    """Sessions that do not expire what they loaded at commit: a request ends with its commit."""
    return sessionmaker(engine, expire_on_commit=False)


def migration_config(engine: Engine) -> Config:
    """Alembic's settings for this engine."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["engine"] = engine
    config.attributes["metadata"] = Base.metadata
    return config


def upgrade(engine: Engine) -> None:
    """Brings the database to the newest schema."""
    command.upgrade(migration_config(engine), "head")


def columns_kept() -> list[dict[str, Any]]:
    """Every table with its purpose and its columns with their meaning, for the page on what is kept."""
    tables = []
    for mapper in Base.registry.mappers:
        columns = [
            {"name": column.name, "meaning": one_line(column.doc or "")}
            for column in mapper.local_table.columns  # type: ignore[attr-defined] # a table has columns
        ]
        purpose = one_line(mapper.class_.__doc__ or "")
        tables.append({"name": str(mapper.local_table), "purpose": purpose, "columns": columns})
    return tables


def one_line(text: str) -> str:
    """A description as it is read, however it is broken in the source."""
    return " ".join(text.split())


def is_reachable(session: Session) -> bool:
    """Whether the database answers."""
    try:
        session.execute(text("SELECT 1"))
    except DatabaseBusy:
        return False
    return True
