"""Whether an event is held on site, online or both, and who takes part from elsewhere. Events without a place whose
rooms are all video calls were shown as online before."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.add_column("barcamp", sa.Column("held", sa.String(8), nullable=False, server_default="site"))
    op.add_column("attendee", sa.Column("online", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("knock", sa.Column("online", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(
        "UPDATE barcamp SET held = 'online' WHERE place = ''"
        " AND EXISTS (SELECT 1 FROM room WHERE room.barcamp_id = barcamp.id)"
        " AND NOT EXISTS (SELECT 1 FROM room WHERE room.barcamp_id = barcamp.id AND room.video_link = ''"
        " AND lower(room.features) NOT LIKE '%videokonferenz%' AND lower(room.features) NOT LIKE '%video conference%'"
        " AND lower(room.features) NOT LIKE '%video call%')"
    )
