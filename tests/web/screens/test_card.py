"""The page of one card: only what goes with the card as it is."""

import re

from barcamp.domain.walls.groups import GroupNote, MarkKey
from barcamp.domain.walls.may_arrange import LetEverybodyMove
from barcamp.domain.walls.move_note import MoveNote
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.support import SupportNote
from tests.cast import Member
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


async def test_the_page_of_a_card_moves_it_and_offers_the_way_back_to_whoever_moved_it(server: Server):
    cast = server.cast
    card = (await cast.does(cast.kim, WriteNote(wall="e", text="Brot"))).made or 0
    await cast.does(cast.noor, WriteNote(wall="e", text="Mehl"))

    async def there(who: Member) -> list[str]:
        shown = (await server.client(who).get(f"/{cast.code}/notes/e/{card}")).text
        return [verb for verb in ("move-note", "undo-move") if f'/{verb}"' in shown]

    everybody = cast.kim, cast.noor, cast.max, cast.ada
    assert [await there(who) for who in everybody] == [["move-note"], [], ["move-note"], ["move-note"]]
    await cast.does(cast.max, LetEverybodyMove(wall="e", everybody=True))
    assert await there(cast.noor) == ["move-note"]
    await cast.does(cast.noor, MoveNote(note=card))
    assert [await there(who) for who in everybody] == [["move-note"], ["move-note", "undo-move"], *[["move-note"]] * 2]
    await cast.does(cast.ada, MoveNote(note=card, place="first"))
    assert [await there(who) for who in everybody] == [*[["move-note"]] * 3, ["move-note", "undo-move"]]
