"""The page of one card: only what goes with the card as it is."""

import re

from barcamp.domain.walls.groups import GroupNote, MarkKey
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.support import SupportNote
from tests.server import Server

COMMANDS = ("unsupport-note", "group-note", "mark-key", "unmark-key", "rename-group", "hide-note")


async def offered(server: Server, card: int) -> list[str]:
    shown = await server.client(server.cast.max).get(f"/{server.cast.code}/notes/e/{card}")
    assert shown.status_code == 200
    return [command for command in COMMANDS if re.search(rf'action="/{server.cast.code}/{command}"', shown.text)]


async def test_a_card_offers_to_undo_only_what_was_done_with_it(server: Server):
    cast = server.cast
    card = (await cast.does(cast.kim, WriteNote(wall="e", text="Brot"))).made or 0
    assert await offered(server, card) == ["group-note", "mark-key", "hide-note"]
    await cast.does(cast.noor, SupportNote(note=card))
    await cast.does(cast.max, GroupNote(note=card, group="Teig"))
    await cast.does(cast.max, MarkKey(note=card))
    assert await offered(server, card) == ["unsupport-note", "group-note", "unmark-key", "rename-group", "hide-note"]


async def test_who_neither_hosts_nor_keeps_nor_moderates_is_offered_no_arranging(server: Server):
    cast = server.cast
    card = (await cast.does(cast.kim, WriteNote(wall="e", text="Brot"))).made or 0
    shown = (await server.client(cast.noor).get(f"/{cast.code}/notes/e/{card}")).text
    assert [command for command in (*COMMANDS, "edit-note") if f"/{command}" in shown] == []
