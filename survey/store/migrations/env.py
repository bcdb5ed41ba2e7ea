"""Alembic's environment. The engine and the metadata come from `survey.store.database.migration_config`."""

from alembic import context

config = context.config

with config.attributes["engine"].connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=config.attributes["metadata"],
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
