"""Walls that are set up for a workshop: what is asked in a section, and a title of the whole event's wall."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0025"


def upgrade() -> None:
    op.add_column("section", sa.Column("question", sa.String(200), nullable=False, server_default=""))
    op.add_column("wall", sa.Column("title", sa.String(120), nullable=False, server_default=""))
