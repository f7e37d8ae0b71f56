"""The video room of the whole event; longer addresses for those of rooms, and none without encryption: no browser lets
a camera be used there, and the services answer under https:// as well."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.add_column("barcamp", sa.Column("video_link", sa.String(500), nullable=False, server_default=""))
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("room", "video_link", type_=sa.String(500))
    else:  # it changes no column, and the table cannot be made anew while others point to it
        op.add_column("room", sa.Column("leads_to", sa.String(500), nullable=False, server_default=""))
        op.execute("UPDATE room SET leads_to = video_link")
        op.execute("ALTER TABLE room DROP COLUMN video_link")
        op.execute("ALTER TABLE room RENAME COLUMN leads_to TO video_link")
    op.execute("UPDATE room SET video_link = 'https://' || substr(video_link, 8) WHERE video_link LIKE 'http://%'")
