"""Until when a scene lasts, and whether projectors are light or dark."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("barcamp") as barcamp:
        barcamp.add_column(sa.Column("scene_until", sa.DateTime(timezone=True)))
        barcamp.add_column(sa.Column("projector_look", sa.String(5), nullable=False, server_default=""))
