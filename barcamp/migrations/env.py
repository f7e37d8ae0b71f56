"""Alembic's entry: always with a connection that the caller opened and will commit."""

from alembic import context

import barcamp.domain
from barcamp.kernel.db import metadata

assert barcamp.domain  # fills the metadata
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
