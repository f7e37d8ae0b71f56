"""One valid command of every kind, for tests that go through all of them."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from barcamp.domain.attendee import Join, Leave, Rename
from barcamp.domain.barcamp import (
    Announce,
    ArchiveBarcamp,
    EditBarcamp,
    FoundBarcamp,
    MoveToPhase,
    SetInterest,
    SetPitching,
)
from barcamp.domain.base import Actor, Role
from barcamp.domain.command import Command
from barcamp.domain.link import InviteModerator, MakePersonalLink, OpenLink, RevokeLink
from barcamp.domain.note import WithdrawNote, WriteNote
from barcamp.domain.organiser import MakeKey, SetUpOrganiser, SignIn, SignOut
from barcamp.domain.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.room import AddRoom, EditRoom, RemoveRoom
from barcamp.domain.slot import AddSlot, EditSlot, RemoveSlot
from barcamp.domain.topic import EditTopic, PitchTopic, WithdrawTopic
from barcamp.domain.vote import CastVote, WithdrawVote
from barcamp.web import tokens
from tests.cast import Cast, Member

SERVER = Member("Server", Actor(Role.ORGANISER))
DAY = date(2026, 6, 13)


def _token() -> str:
    return secrets.token_hex(32)


@dataclass(frozen=True, slots=True)
class Things:
    """What stands in the cast's barcamp: a topic and a note of Kim's, an invitation, an empty room and slot."""

    topic: int
    note: int
    link: int
    room: int
    slot: int
    wall: str
    invitation: str
    device: str
    key: str
    fresh: str = field(default_factory=_token)


async def set_out(cast: Cast) -> Things:
    invitation, key, wall = _token(), _token(), f"s{cast.plenaries[0]}"
    topic = await cast.pitches()
    note = (await cast.does(cast.kim, WriteNote(wall=wall, text="Guten Morgen"))).made
    link = (await cast.does(cast.ada, InviteModerator(token=invitation))).made
    await cast.does(SERVER, MakeKey(token=key))
    device = tokens.hashed(cast.kim.cookies[tokens.DEVICE])
    return Things(topic, note, link, cast.rooms[0], cast.slots[0], wall, invitation, device, key)


ORDERS: dict[type[Command], Callable[[Things], Command]] = {
    AddRoom: lambda t: AddRoom(name="Hof"),
    AddSlot: lambda t: AddSlot(starts="20:00", ends="21:00"),
    Announce: lambda t: Announce(text="Suppe"),
    ArchiveBarcamp: lambda t: ArchiveBarcamp(),
    CastVote: lambda t: CastVote(topic=t.topic),
    EditBarcamp: lambda t: EditBarcamp(name="B", day=DAY, timezone="Europe/Berlin", language="de", tone="du"),
    EditRoom: lambda t: EditRoom(room=t.room, name="Hof", capacity=9),
    EditSlot: lambda t: EditSlot(slot=t.slot, starts="20:00", ends="21:00"),
    EditTopic: lambda t: EditTopic(topic=t.topic, title="Neu"),
    FoundBarcamp: lambda t: FoundBarcamp(model="empty", name="B", day=DAY),
    InviteModerator: lambda t: InviteModerator(token=t.fresh),
    Join: lambda t: Join(device=t.fresh, name="Bo"),
    Leave: lambda t: Leave(device=t.device),
    MakeKey: lambda t: MakeKey(token=t.fresh),
    MakePersonalLink: lambda t: MakePersonalLink(token=t.fresh),
    MoveToPhase: lambda t: MoveToPhase(phase="planning"),
    OpenLink: lambda t: OpenLink(token=t.invitation, device=t.fresh, name="Bo"),
    PitchTopic: lambda t: PitchTopic(title="Salz"),
    PlaceTopic: lambda t: PlaceTopic(topic=t.topic, room=t.room, slot=t.slot),
    RemoveRoom: lambda t: RemoveRoom(room=t.room),
    RemoveSlot: lambda t: RemoveSlot(slot=t.slot),
    Rename: lambda t: Rename(name="Bo"),
    RevokeLink: lambda t: RevokeLink(link=t.link),
    SetInterest: lambda t: SetInterest(open=False),
    SetPitching: lambda t: SetPitching(open=False),
    SetUpOrganiser: lambda t: SetUpOrganiser(token=t.key, name=f"Bo {t.fresh[:8]}", password_hash="h"),
    SignIn: lambda t: SignIn(token=t.fresh),
    SignOut: lambda t: SignOut(token=t.fresh),
    UnplaceTopic: lambda t: UnplaceTopic(topic=t.topic),
    WithdrawNote: lambda t: WithdrawNote(note=t.note),
    WithdrawTopic: lambda t: WithdrawTopic(topic=t.topic),
    WithdrawVote: lambda t: WithdrawVote(topic=t.topic),
    WriteNote: lambda t: WriteNote(wall=t.wall, text="Mehl"),
}

# What names nothing of a barcamp: done elsewhere, it is done to elsewhere.
NAMES_NOTHING = {
    AddRoom, AddSlot, Announce, ArchiveBarcamp, EditBarcamp, InviteModerator, Join, MakePersonalLink, MoveToPhase,
    PitchTopic, Rename, SetInterest, SetPitching,
}  # fmt: skip


def whoever_may(cast: Cast, kind: type[Command]) -> Member:
    """The least of the cast who may give the command."""
    if kind is MakeKey:
        return SERVER
    if kind.outside and kind.by == Role.ORGANISER:
        return Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))
    return (cast.stranger, cast.kim, cast.max, cast.ada)[kind.by]
