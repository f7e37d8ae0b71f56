"""What is counted is what the block asks for, whatever runs beside it."""

import asyncio

from sqlalchemy import text

from tests.cast import Cast
from tests.counting import counted
from tests.server import Server


async def test_what_another_task_asks_meanwhile_is_not_counted(cast: Cast):
    asked, over = asyncio.Event(), asyncio.Event()

    async def beside() -> None:
        while not over.is_set():
            await ask(cast)
            asked.set()

    other = asyncio.create_task(beside())
    async with counted() as statements:
        await asyncio.wait_for(asked.wait(), 300)
        await ask(cast)
    over.set()
    await other
    assert [each for each in statements if each != "BEGIN"] == ["SELECT 1"]


async def test_what_a_request_asks_is_counted_and_that_of_others_is_not(server: Server):
    cast, other = server.cast, server.client()
    address = f"/{cast.code}/people"
    beside = asyncio.create_task(other.get(f"/{cast.code}"))  # begun before the block
    async with counted() as statements:
        await beside
        assert statements == []
        assert (await server.client(cast.max).get(address)).status_code == 200
    assert len(statements) > 0


async def ask(cast: Cast) -> None:
    async with cast.ctx.db.reading() as db:
        await db.execute(text("SELECT 1"))
