"""What every form says of itself, and what a command has as fields, never share a name."""

from barcamp.domain.command import COMMANDS, fields
from barcamp.web.commands import ENVELOPE


def test_no_command_has_a_field_that_every_form_may_have():
    taken = {verb: sorted(set(fields(kind)) & set(ENVELOPE)) for verb, kind in COMMANDS.items()}
    assert {verb: names for verb, names in taken.items() if names} == {}
