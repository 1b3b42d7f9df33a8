"""What Alembic runs: the missing migrations on the connection that `migrate` hands over, in its transaction."""

from __future__ import annotations

from alembic import context

from bot.database.schema import metadata

connection = context.config.attributes["connection"]

if connection.dialect.name == "postgresql":  # of several servers that start at once, one migrates
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7401)")

context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
