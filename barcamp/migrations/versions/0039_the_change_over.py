"""The minutes in which people change rooms, and where a room is."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0037"


def upgrade() -> None:
    op.add_column("barcamp", sa.Column("changeover", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("room", sa.Column("directions", sa.String(120), nullable=False, server_default=""))
