"""From how many people and organisations something on a wall comes: all figures that were told of it. And the section
in which a photo hangs."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.create_table(
        "breadth",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("barcamp_id", sa.Integer(), nullable=False),
        sa.Column("wall", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=8), nullable=False),
        sa.Column("section_id", sa.Integer()),
        sa.Column("note_id", sa.Integer()),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["barcamp_id"], ["barcamp.id"], name=op.f("fk_breadth_barcamp_id_barcamp")),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name=op.f("fk_breadth_note_id_note")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_breadth_section_id_section")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breadth")),
    )
    with op.batch_alter_table("photo") as photo:
        photo.add_column(sa.Column("section_id", sa.Integer()))
        photo.create_foreign_key("fk_photo_section_id_section", "section", ["section_id"], ["id"])
    op.create_index("ix_photo_section_id", "photo", ["section_id"])
    op.create_index("ix_breadth_note_id", "breadth", ["note_id"])
    op.create_index("ix_breadth_section_id", "breadth", ["section_id"])
    op.create_index("ix_breadth_wall", "breadth", ["barcamp_id", "wall"])
