"""By how many minutes a session ends later, or sooner, than its slot says."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    op.add_column("placement", sa.Column("extra", sa.Integer(), nullable=False, server_default="0"))
