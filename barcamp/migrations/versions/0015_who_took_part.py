"""Who came to take part, and who only to moderate: until now read from the journal at every count."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("attendee", sa.Column("guest", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute(
        "UPDATE attendee SET guest = false WHERE role > 1 AND id NOT IN (SELECT made FROM journal"
        " WHERE journal.ledger_id = attendee.barcamp_id AND command = 'join' AND made IS NOT NULL)"
    )
