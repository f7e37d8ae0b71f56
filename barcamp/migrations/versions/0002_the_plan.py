"""The plan: wishes of topics, pins, steps to undo, published versions, proposals."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    pass
