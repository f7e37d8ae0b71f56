"""Languages whose codes have three letters, such as `hsb`."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("barcamp", "language", type_=sa.String(8))
        return
    # SQLite cannot change a column, and the table cannot be made anew while others point to it.
    op.add_column("barcamp", sa.Column("speaks", sa.String(8), nullable=False, server_default=""))
    op.execute("UPDATE barcamp SET speaks = language")
    op.execute("ALTER TABLE barcamp DROP COLUMN language")
    op.execute("ALTER TABLE barcamp RENAME COLUMN speaks TO language")
