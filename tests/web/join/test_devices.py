"""Devices of one person: which of them moderate, and by which tokens they are known."""

from dataclasses import replace

import httpx
import pytest

from barcamp.domain.people.link import EndModerating, links
from barcamp.web.gate import tokens
from tests.cast import Cast, Member
from tests.server import Server
from tests.web.asking import give, page, sentence, title


async def invitation(server: Server) -> str:
    ada, code = server.client(server.cast.ada), server.cast.code
    invited = await ada.post(f"/organiser/{code}/invite", data={"label": "Kim"}, follow_redirects=True)
    return "/link/" + invited.text.partition("/link/")[2][:43]


async def own_link(client: httpx.AsyncClient, code: str) -> str:
    made = await client.post(f"/{code}/personal-link", data={}, follow_redirects=True)
    return "/link/" + made.text.partition("/link/")[2][:43]


async def follow(server: Server, who: Member, path: str) -> Member:
    """Whoever they are on this device afterwards."""
    answer = await server.client(who).post(path)
    assert answer.status_code == 303
    return replace(who, cookies={**who.cookies, **answer.cookies})


async def second_device(server: Server, who: Member) -> Member:
    return await follow(server, replace(who, cookies={}), await own_link(server.client(who), server.cast.code))


async def may_moderate(server: Server, who: Member) -> bool:
    client, code = server.client(who), server.cast.code
    shown = (await client.get(f"/{code}/console")).status_code
    given = (await give(client, code, "announce", text="Kaffee")).status_code
    assert (shown, given) in ((200, 303), (403, 403))
    return shown == 200


async def test_only_the_device_that_followed_the_invitation_moderates(server: Server, cast: Cast):
    laptop = await second_device(server, cast.kim)
    assert laptop.cookies != cast.kim.cookies
    phone = await follow(server, cast.kim, await invitation(server))
    assert await may_moderate(server, phone)
    assert not await may_moderate(server, laptop)
    refused = await server.client(laptop).get(f"/{cast.code}/console")
    assert title(refused, 403) == sentence("role.other_device")
    assert (await give(server.client(laptop), cast.code, "pitch-topic", title="Brot")).status_code == 303


@pytest.mark.parametrize("by", ["the invitation", "a link of their own"])
async def test_a_device_that_follows_as_well_moderates_by_a_new_token(server: Server, cast: Cast, by: str):
    laptop, invited = await second_device(server, cast.kim), await invitation(server)
    phone = await follow(server, cast.kim, invited)
    way = invited if by == "the invitation" else await own_link(server.client(phone), cast.code)
    assert (await server.client(laptop).get(way)).status_code == 200  # it is asked, and not led on
    raised = await follow(server, laptop, way)
    assert raised.cookies[tokens.DEVICE] != laptop.cookies[tokens.DEVICE]
    assert [await may_moderate(server, each) for each in (phone, raised, laptop)] == [True, True, False]


async def test_a_device_that_does_not_moderate_makes_none_that_does(server: Server, cast: Cast):
    before = await own_link(server.client(cast.kim), cast.code)
    laptop = await second_device(server, cast.kim)
    phone = await follow(server, cast.kim, await invitation(server))
    stranger = server.client(replace(cast.kim, cookies={}))
    assert (await stranger.post(before)).status_code == 404
    made = await server.client(laptop).post(f"/{cast.code}/personal-link", data={})
    assert title(made, 403) == sentence("role.other_device")
    shown = page(await server.client(laptop).get(f"/{cast.code}"))
    assert shown.all("form", action=f"/{cast.code}/personal-link") == []
    assert sentence("role.other_device") in shown.text
    assert page(await server.client(phone).get(f"/{cast.code}")).all("form", action=f"/{cast.code}/personal-link")


async def test_what_moderated_once_rises_no_more_with_its_person(server: Server, cast: Cast):
    phone = await follow(server, cast.kim, await invitation(server))
    laptop = await second_device(server, phone)
    assert [await may_moderate(server, each) for each in (phone, laptop)] == [True, True]
    await cast.does(cast.ada, EndModerating(attendee=cast.kim.id))
    assert [await may_moderate(server, each) for each in (phone, laptop)] == [False, False]
    again = await follow(server, phone, await invitation(server))
    assert [await may_moderate(server, each) for each in (again, laptop, phone)] == [True, False, False]
    assert all(row.revoked_at for row in await cast.rows(links, attendee_id=cast.kim.id))
