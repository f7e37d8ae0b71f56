"""What people agreed to; offers, feedback, head-counts, series, the day of deletion."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    pass
