"""Which devices of a moderator may moderate: those known until now; later, those that follow a link."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.add_column("badge", sa.Column("moderates", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE badge SET moderates = (1 = 1) WHERE attendee_id IN (SELECT id FROM attendee WHERE role >= 2)")
