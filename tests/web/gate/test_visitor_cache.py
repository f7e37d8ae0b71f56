"""Requests look up many people at once, remember them for seconds, and notice at once what this process changed."""

import asyncio

from barcamp.domain.privacy.rename import Rename
from barcamp.domain.setup.founding import EditBarcamp
from barcamp.web.gate.tokens import hashed
from barcamp.web.gate.visitor_cache import AGE, VisitorCache
from tests.cast import Cast, Member
from tests.counting import counted


def device(member: Member) -> str:
    return hashed(member.cookies["barcamp_device"])


async def test_many_who_knock_at_once_are_looked_up_in_one_query(cast: Cast):
    visitor_cache = VisitorCache(cast.ctx.db)
    people = [cast.kim, cast.noor, cast.max]
    async with counted() as statements:
        found = await asyncio.gather(*(visitor_cache.person(cast.id, device(who)) for who in people * 20))
        again = await visitor_cache.person(cast.id, device(cast.kim))
    assert [person.id for person in found if person] == [who.id for who in people] * 20
    assert again == found[0]
    assert sum("badge" in statement for statement in statements) == 1


async def test_nobody_is_looked_up_anew_each_time(cast: Cast):
    visitor_cache = VisitorCache(cast.ctx.db)
    assert await visitor_cache.person(cast.id, "unknown") is None
    assert await visitor_cache.person(cast.elsewhere.id, device(cast.kim)) is None
    async with counted() as statements:
        assert await visitor_cache.person(cast.id, "unknown") is None
    assert sum("badge" in statement for statement in statements) == 1


async def test_what_this_process_changes_is_known_at_once(cast: Cast):
    visitor_cache = cast.ctx.visitor_cache
    before = await visitor_cache.camp(cast.code), await visitor_cache.person(cast.id, device(cast.kim))
    assert before[0] is not None
    assert before[1] is not None
    await cast.does(cast.kim, Rename(name="Kim B."))
    edited = EditBarcamp(name="Neuer Name", day=before[0].day, timezone="Europe/Berlin", language="de", tone="du")
    await cast.does(cast.ada, edited)
    camp, kim = await visitor_cache.camp(cast.code), await visitor_cache.person(cast.id, device(cast.kim))
    assert camp is not None
    assert kim is not None
    assert (camp.name, kim.name) == ("Neuer Name", "Kim B.")


async def test_what_another_process_changes_is_known_after_seconds(cast: Cast):
    now = [0.0]
    visitor_cache = VisitorCache(cast.ctx.db, lambda: now[0])
    first = await visitor_cache.person(cast.id, device(cast.kim))
    await cast.does(cast.kim, Rename(name="Kim B."))  # tells its own process's visitor cache only
    assert await visitor_cache.person(cast.id, device(cast.kim)) == first
    now[0] += AGE
    kim = await visitor_cache.person(cast.id, device(cast.kim))
    assert kim is not None
    assert kim.name == "Kim B."
