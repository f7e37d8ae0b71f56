"""How many cards the selection beside a ranking has, for each wall."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.add_column("wall", sa.Column("selected", sa.Integer, nullable=False, server_default="0"))
