"""How often somebody has recently tried to sign in, for all processes together."""

import sqlalchemy as sa
from alembic import op

from barcamp.kernel.db import UTCDateTime

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "sign_in_try",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("whose", sa.String(64), nullable=False, index=True),
        sa.Column("at", UTCDateTime(), nullable=False),
    )
