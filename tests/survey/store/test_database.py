"""The schema: made by migrations alone, the same on both databases, and set up safely."""

import traceback

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

import wsgi  # noqa: F401 - importing the composition root makes every table known
from survey.store.answering import responses
from survey.store.database import Base, columns_kept, is_reachable, migration_config
from tests import demonstration
from tests.survey.store.answering.test_responses import submission


def test_the_migrations_make_exactly_the_tables_of_the_code(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_newest_schema_can_be_taken_back_and_made_again(engine):
    config = migration_config(engine)
    command.downgrade(config, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    command.upgrade(config, "head")
    assert set(Base.metadata.tables) <= set(inspect(engine).get_table_names())


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        # 2 is FULL: a confirmed response survives a power cut.
        ("synchronous", 2),
        ("foreign_keys", 1),
        # What is deleted is overwritten.
        ("secure_delete", 1),
    ],
)
def test_sqlite_is_set_up_safely(engine, pragma, value):
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        assert connection.scalar(text(f"PRAGMA {pragma}")) == value


def test_an_error_message_never_holds_what_was_written(session):
    canary = "canary-in-a-parameter"
    with pytest.raises(Exception) as error:  # noqa: PT011 - each database has its own error
        session.execute(text("INSERT INTO nowhere VALUES (:value)"), {"value": canary})
    assert canary not in str(error.value)


def test_nor_does_the_row_that_broke_a_rule(session):
    """PostgreSQL says which row it was, with all that was in it."""
    demonstration.load(session)
    canary = "canary-in-an-answer"
    broken = submission(demonstration.consultation(session), channel="police", answers={"main-reason": canary})
    with pytest.raises(IntegrityError) as error:
        responses.receive(session, broken)
    told = "".join(traceback.format_exception(error.value))
    assert canary not in told
    assert broken.id not in told
    assert "known_channel" in told, "what was wrong is still said"


def test_every_column_says_what_it_holds():
    tables = columns_kept()
    assert {table["name"] for table in tables} == set(Base.metadata.tables)
    for table in tables:
        assert table["purpose"], table["name"]
        for column in table["columns"]:
            assert column["meaning"], f"{table['name']}.{column['name']} needs a doc: it is shown publicly"


def test_the_database_can_be_asked_whether_it_is_there(session):
    assert is_reachable(session)


def test_the_demonstration_loads(session):
    demonstration.load(session)
    assert demonstration.consultation(session) is not None
