"""The walls: sections, groups, support, keepers, results, dots."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    pass
