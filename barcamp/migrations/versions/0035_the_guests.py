"""The list of guests: who was announced, who is here, and whose badge is whose."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.create_table(
        "guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("organisation", sa.String(length=100), nullable=False),
        sa.Column("team", sa.String(length=60), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("walked_in", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("here_at", sa.DateTime(timezone=True)),
        sa.Column("attendee_id", sa.Integer()),
        sa.Column("badge", sa.String(length=64)),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_guest_attendee_id_attendee")),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_guest_barcamp_id_barcamp")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest")),
        sa.UniqueConstraint("badge", name=op.f("uq_guest_badge")),
    )
    op.create_index("ix_guest_attendee_id", "guest", ["attendee_id"])
    op.create_index("ix_guest_barcamp_id", "guest", ["barcamp_id"])
