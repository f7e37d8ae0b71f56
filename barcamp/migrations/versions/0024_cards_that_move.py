"""Cards have a place within their section, who moved one last can take it back, and walls say who may move cards. Cards
that are there stand in the order in which they were written, as those do that have the same place."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.add_column("note", sa.Column("position", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("wall", sa.Column("everybody_moves", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "note_move",
        sa.Column("note_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("attendee_id", sa.Integer()),
        sa.Column("section_id", sa.Integer()),
        sa.Column("grouped", sa.String(length=60), nullable=False),
        sa.Column("behind", sa.Integer(), nullable=False),
        sa.Column("ahead", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("partner", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["attendee_id"], ["attendee.id"], name=op.f("fk_note_move_attendee_id_attendee")),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_note_move_barcamp_id_barcamp")),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_note_move_note_id_note")),
        sa.PrimaryKeyConstraint("note_id", name=op.f("pk_note_move")),
    )
    for column in ("attendee_id", "barcamp_id"):
        op.create_index(f"ix_note_move_{column}", "note_move", [column])
