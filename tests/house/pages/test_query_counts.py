"""Rule 8: what a screen shows costs the same number of queries with one item and with thirty."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from barcamp.domain.people.entry import Join
from barcamp.domain.people.link import InviteModerator
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.room import AddRoom
from barcamp.domain.setup.slot import AddSlot
from barcamp.domain.topics.topic import PitchTopic
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.note import WriteNote
from barcamp.kernel.actor import Actor, Role
from barcamp.live.audience import Group
from barcamp.live.regions import contexts
from barcamp.live.screens import SCREENS, whole
from barcamp.live.snapshot import Snapshot
from barcamp.queries.people.identity import barcamps_of, invitations
from barcamp.queries.people.people import load_mine, load_people
from barcamp.queries.topics.topics import topic_cards
from barcamp.queries.walls.hidden import load_hidden
from barcamp.queries.walls.notes import load_notes, load_walls
from barcamp.queries.walls.own import load_own
from barcamp.queries.walls.photos import load_photos
from tests.cast import Cast, Member
from tests.counting import counted
from tests.pictures import hang

MANY = 30
Question = Callable[[Snapshot], Awaitable[Any]]


async def test_screens_and_lists_cost_the_same_with_one_item_and_with_thirty(cast: Cast):
    await _add(cast, 1)
    with_one = {name: await _cost(cast, ask) for name, ask in _questions(cast).items()}
    await _add(cast, MANY - 1)
    with_many = {name: await _cost(cast, ask) for name, ask in _questions(cast).items()}
    assert with_many == with_one
    assert [name for name, cost in with_one.items() if cost == 0] == []


async def test_changes_to_thirty_topics_cost_as_many_queries_as_to_one(cast: Cast):
    await _add(cast, MANY)
    topics = [f"topic_{card.id}" for card in await _look(cast, lambda snapshot: snapshot.cards())]
    assert len(topics) == MANY
    one = await _cost(cast, lambda snapshot: contexts(snapshot, {topics[0], "ranking", "plan"}))
    many = await _cost(cast, lambda snapshot: contexts(snapshot, {*topics, "ranking", "plan"}))
    assert 0 < one == many


def _questions(cast: Cast) -> dict[str, Question]:
    """What screens and documents ask, by name."""
    groups = [Group(screen, "de", f"s{cast.plenaries[0]}" if screen == "notes" else "") for screen in SCREENS]
    screens = {group.screen: partial(contexts, names=set(whole(group.screen, group.subject))) for group in groups}
    return {
        **screens,
        "cards": lambda snapshot: topic_cards(snapshot._db, snapshot.barcamp.id),
        "all notes": lambda snapshot: load_notes(snapshot._db, snapshot.barcamp.id),
        "photos": lambda snapshot: load_photos(snapshot._db, snapshot.barcamp.id),
        "all walls": lambda snapshot: load_walls(snapshot._db, snapshot.barcamp.id),
        "hidden notes": lambda snapshot: load_hidden(snapshot._db, snapshot.barcamp.id),
        "own": lambda snapshot: load_own(snapshot._db, cast.kim.id),
        "people": lambda snapshot: load_people(snapshot._db, snapshot.barcamp.id),
        "mine": lambda snapshot: load_mine(snapshot._db, cast.kim.person),
        "invitations": lambda snapshot: invitations(snapshot._db, snapshot.barcamp.id),
        "barcamps": lambda snapshot: barcamps_of(snapshot._db, snapshot.barcamp.organiser_id),
    }


async def _cost(cast: Cast, ask: Question) -> int:
    async with counted() as statements:
        await _look(cast, ask, before=statements.clear)
    return sum(statement.lstrip().upper().startswith("SELECT") for statement in statements)


async def _look(cast: Cast, ask: Question, before: Callable[[], None] = lambda: None):
    camp = await cast.barcamp()
    async with cast.ctx.db.reading() as db:
        before()
        return await ask(Snapshot(db, camp, cast.clock()))


async def _add(cast: Cast, number: int) -> None:
    """So many of everything: people, topics with interest and a place, rooms, slots, notes, invitations."""
    await asyncio.gather(*(_add_one(cast, secrets.token_hex(32)) for _ in range(number)))


async def _add_one(cast: Cast, token: str) -> None:
    made = await cast.makes(cast.stranger, Join(device=token, name="Bo"))
    bo = Member("Bo", Actor(Role.ATTENDEE, cast.id, made))
    topic, room, slot, _ = await asyncio.gather(
        cast.makes(bo, PitchTopic(title="Brot")),
        cast.makes(cast.ada, AddRoom(name="Hof")),
        cast.makes(cast.ada, AddSlot(starts="20:00", ends="21:00")),
        cast.makes(cast.ada, InviteModerator(token=token)),
    )
    await cast.does(cast.max, PlaceTopic(topic=topic, room=room, slot=slot))
    for member in (bo, cast.kim):
        await cast.does(member, CastVote(topic=topic))
        await cast.does(member, WriteNote(wall=f"s{cast.plenaries[0]}", text="x"))
    await hang(cast, f"s{cast.plenaries[0]}")
