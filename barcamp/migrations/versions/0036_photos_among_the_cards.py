"""Photos are cards of their lanes: with a place among them and a group, and moves that can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"

FURTHEST = 2**30
GAP = 2**16
# Behind everything that is on the wall, in the order in which they came.
_IN_ORDER = f"""
UPDATE photo SET position = {GAP} * (
  SELECT count(*) FROM photo AS other
  WHERE other.barcamp_id = photo.barcamp_id AND other.wall = photo.wall AND other.id <= photo.id
) + coalesce(
  (SELECT max(note.position) FROM note WHERE note.barcamp_id = photo.barcamp_id AND note.wall = photo.wall), 0
)
"""


def upgrade() -> None:
    # Before the files, past which nobody reads who looks for a place.
    order = (
        "id", "barcamp_id", "wall", "section_id", "grouped", "position", "author_id", "description", "width", "height",
        "sha256", "added_at", "withdrawn_at", "hidden_at", "hidden_because", "data", "thumb",
    )  # fmt: skip
    anew = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("photo", recreate=anew, partial_reordering=[order]) as photo:
        photo.add_column(sa.Column("grouped", sa.String(60), nullable=False, server_default=""))
        photo.add_column(sa.Column("position", sa.Integer(), nullable=False, server_default=str(FURTHEST)))
    op.execute(_IN_ORDER)
    op.execute(f"UPDATE photo SET position = {FURTHEST} WHERE position > {FURTHEST}")
    with op.batch_alter_table("note_move") as move:
        move.drop_constraint("fk_note_move_note_id_note", type_="foreignkey")
