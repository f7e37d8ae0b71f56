"""Rights end when they end: what counts is what somebody may do when it is done, not when they began to ask for it."""

import asyncio
from dataclasses import replace
from urllib.parse import urlencode

import pytest

from barcamp.domain.event.phases import Announce
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.people.attendee import attendees
from barcamp.domain.people.link import EndModerating, MakePersonalLink, OpenLink
from barcamp.domain.people.organiser import SignOut
from barcamp.domain.privacy.erasure import ErasePerson
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.setup.founding import FoundBarcamp
from barcamp.domain.topics.topic import PitchTopic
from barcamp.domain.topics.vote import CastVote, votes
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.refused import Refused
from barcamp.web.gate import tokens
from tests.cast import DAY, Cast, Member
from tests.server import Server


@pytest.fixture
def database_url(backend: str) -> str:
    return backend


async def all_at_once(cast: Cast, *orders: tuple[Member, object]) -> list[str]:
    """One common commit; of each the refusal's key, or nothing."""
    desk = cast.ctx.desk
    answers = await asyncio.gather(
        *(desk.carry_out(command, who.actor) for who, command in orders),  # type: ignore[arg-type]
        return_exceptions=True,
    )
    return [answer.key if isinstance(answer, Refused) else "" for answer in answers]


async def test_whoever_moderates_no_more_neither_announces_nor_archives(cast: Cast):
    await cast.does(cast.ada, EndModerating(attendee=cast.max.id))
    for command in (Announce(text="Noch etwas"), ArchiveBarcamp()):
        assert await cast.refused(cast.max, command) == f"role.{command.by.name.lower()}"
    await cast.does(cast.max, PitchTopic(title="Brot backen"))


async def test_whoever_was_erased_writes_no_name_back(cast: Cast):
    await cast.does(cast.kim, ErasePerson(attendee=cast.kim.id, contributions="remove"))
    assert await cast.refused(cast.kim, Rename(name="Kim")) == "role.attendee"
    assert [row.name for row in await cast.rows(attendees, id=cast.kim.id)] == [""]


async def test_within_one_commit_the_order_decides(cast: Cast):
    told = await all_at_once(
        cast,
        (cast.max, Announce(text="Gleich geht es los")),
        (cast.ada, EndModerating(attendee=cast.max.id)),
        (cast.max, Announce(text="Danach")),
        (cast.kim, ErasePerson(attendee=cast.kim.id, contributions="remove")),
        (cast.kim, Rename(name="Kim")),
    )
    assert told == ["", "", "role.moderator", "", "role.attendee"]
    assert (await cast.barcamp()).announcement == "Gleich geht es los"


async def test_of_many_votes_in_one_commit_those_of_the_erased_do_not_count(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.kim, ErasePerson(attendee=cast.kim.id, contributions="keep"))
    told = await all_at_once(cast, *((who, CastVote(topic=topic)) for who in (cast.kim, cast.noor, cast.max)))
    assert told == ["role.attendee", "", ""]
    assert {row.attendee_id for row in await cast.rows(votes)} == {cast.noor.id, cast.max.id}


async def test_nobody_acts_in_an_event_that_is_not_theirs(cast: Cast):
    eve = cast.eve_organising.actor.organiser_id
    stranger = Member("Eve", Actor(Role.ORGANISER, cast.id, None, eve))
    assert await cast.refused(stranger, Announce(text="Hier bin ich")) == "role.organiser"


async def test_whoever_signed_out_organises_nothing_more(cast: Cast):
    token = tokens.hashed(cast.ada.cookies[tokens.ORGANISER])
    ada = Member("Ada", replace(cast.ada.actor, sign_in=token))
    await cast.does(ada, Announce(text="Noch da"))
    await cast.does(ada, SignOut(token=token))
    assert await cast.refused(ada, Announce(text="Zu spät")) == "role.organiser"
    outside = Member("Ada", Actor(Role.ORGANISER, organiser_id=ada.actor.organiser_id, sign_in=token))
    assert await cast.refused(outside, FoundBarcamp(model="empty", name="B", day=DAY)) == "role.organiser"
    assert (await cast.barcamp()).announcement == "Noch da"


async def test_a_sign_in_ends_by_itself(cast: Cast):
    ada = Member("Ada", replace(cast.ada.actor, sign_in=tokens.hashed(cast.ada.cookies[tokens.ORGANISER])))
    cast.clock.forward(hours=17)
    assert await cast.refused(ada, Announce(text="Zu spät")) == "role.organiser"


async def test_who_is_somebody_else_on_a_device_sees_nothing_more_as_who_they_were(server: Server):
    cast = server.cast
    link = tokens.hashed(tokens.new_token())
    await cast.does(cast.kim, MakePersonalLink(token=link))
    async with server.socket(f"/{cast.code}/socket/phone", cast.noor) as noors:
        await noors.recv()
        device = tokens.hashed(cast.noor.cookies[tokens.DEVICE])
        await cast.does(cast.stranger, OpenLink(token=link, device=device))
        await asyncio.wait_for(noors.wait_closed(), 300)


async def test_screens_end_with_the_sign_in_that_opened_them_however_it_ends(server: Server):
    cast = server.cast
    async with (
        server.socket(f"/{cast.code}/socket/console", cast.ada) as console,
        server.socket(f"/{cast.code}/socket/console", cast.max) as other,
    ):
        await console.recv()
        await other.recv()
        cast.clock.forward(hours=17)
        await asyncio.wait_for(console.wait_closed(), 300)
        await cast.does(cast.max, Announce(text="Weiter"))
        while "Weiter" not in str(await asyncio.wait_for(other.recv(), 300)):
            pass


@pytest.mark.parametrize("ends", ["moderating", "being there"])
async def test_a_body_that_was_held_back_comes_too_late(server: Server, ends: str):
    cast = server.cast
    form = urlencode({"text": "Zu spät"} if ends == "moderating" else {"name": "Max"})
    verb = "announce" if ends == "moderating" else "rename"
    cookies = "; ".join(f"{name}={value}" for name, value in cast.max.cookies.items())
    host = server.url.removeprefix("http://")
    reader, writer = await asyncio.open_connection("127.0.0.1", int(host.rpartition(":")[2]))
    writer.write(
        f"POST /{cast.code}/{verb} HTTP/1.1\r\nHost: {host}\r\nOrigin: {server.url}\r\nCookie: {cookies}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\nConnection: close\r\n\r\n"
        f"{form[:3]}".encode()
    )
    # Once somebody else's request is through, the server has read the beginning of this one and knows who asks.
    assert (await server.client().get(f"/{cast.code}")).status_code == 200
    command = (
        EndModerating(attendee=cast.max.id)
        if ends == "moderating"
        else ErasePerson(attendee=cast.max.id, contributions="remove")
    )
    await cast.does(cast.ada, command)
    writer.write(form[3:].encode())
    answer = (await asyncio.wait_for(reader.read(), 300)).decode()
    assert answer.startswith("HTTP/1.1 403")
    assert (await cast.barcamp()).announcement == ""
    assert "Max" not in [row.name for row in await cast.rows(attendees)] or ends == "moderating"
    writer.close()
