"""How many devices came by a person's own link, which is not known for older ones."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("link", sa.Column("devices", sa.Integer(), nullable=False, server_default="0"))
