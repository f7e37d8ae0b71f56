"""Which vote of a wall counts, and those that were held before it."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.add_column("wall", sa.Column("vote", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "past_vote",
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("wall", sa.String(length=16), nullable=False),
        sa.Column("vote", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("selected", sa.Integer(), nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_past_vote_barcamp_id_barcamp")),
        sa.PrimaryKeyConstraint("barcamp_id", "wall", "vote", name=op.f("pk_past_vote")),
    )
    op.create_table(
        "past_dot",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.Column("vote", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_past_dot_attendee_id_attendee")),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_past_dot_barcamp_id_barcamp")),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_past_dot_note_id_note")),
        sa.PrimaryKeyConstraint("note_id", "attendee_id", "vote", name=op.f("pk_past_dot")),
    )
    op.create_index("ix_past_dot_attendee_id", "past_dot", ["attendee_id"])
    op.create_index("ix_past_dot_barcamp_id", "past_dot", ["barcamp_id"])
