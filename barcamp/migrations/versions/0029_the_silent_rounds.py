"""Sections of walls that are written unseen for a while, the cards that are sealed until then, and who asks for more
time."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "silent_lane",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("wall", sa.String(length=16), nullable=False),
        sa.Column("section_id", sa.Integer()),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_silent_lane_barcamp_id_barcamp")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_silent_lane_section_id_section")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silent_lane")),
    )
    op.create_index("ix_silent_lane_section_id", "silent_lane", ["section_id"])
    op.create_index("ix_silent_lane_wall", "silent_lane", ["barcamp_id", "wall"])
    op.create_table(
        "sealed_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("wall", sa.String(length=16), nullable=False),
        sa.Column("section_id", sa.Integer()),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=False, server_default=""),
        sa.Column("until", sa.Date()),
        sa.Column("due", sa.String(length=60), nullable=False, server_default=""),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("note_id", sa.Integer()),
        sa.ForeignKeyConstraint(["author_id"], ["attendee.id"], name=op.f("fk_sealed_note_author_id_attendee")),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_sealed_note_barcamp_id_barcamp")),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_sealed_note_note_id_note")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_sealed_note_section_id_section")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_note")),
    )
    for column in ("author_id", "note_id", "section_id"):
        op.create_index(f"ix_sealed_note_{column}", "sealed_note", [column])
    op.create_index("ix_sealed_note_wall", "sealed_note", ["barcamp_id", "wall"])
    op.create_table(
        "time_wish",
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("wall", sa.String(length=16), nullable=False),
        sa.Column("attendee_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_time_wish_attendee_id_attendee")),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_time_wish_barcamp_id_barcamp")),
        sa.PrimaryKeyConstraint("barcamp_id", "wall", "attendee_id", name=op.f("pk_time_wish")),
    )
    op.create_index("ix_time_wish_attendee_id", "time_wish", ["attendee_id"])
