"""Invitations that can be shown again, and who came by them, which is not known for older ones."""

import sqlalchemy as sa
from alembic import op

from barcamp.kernel.db import UTCDateTime

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    with op.batch_alter_table("link") as link:
        link.add_column(sa.Column("again_of", sa.Integer(), sa.ForeignKey("link.id", name="fk_link_again_of")))
    op.create_table(
        "followed",
        sa.Column("link_id", sa.Integer(), sa.ForeignKey("link.id"), primary_key=True),
        sa.Column("attendee_id", sa.Integer(), sa.ForeignKey("attendee.id"), primary_key=True),
        sa.Column("barcamp_id", sa.Integer(), sa.ForeignKey("barcamp.id"), nullable=False, index=True),
        sa.Column("at", UTCDateTime(), nullable=False),
    )
