"""The server is restarted under two hundred phones: they are told, come back with their mark, and end right."""

import asyncio
from pathlib import Path

from tests.cast import Cast
from tests.faults.breaking.processes import process
from tests.faults.crowd.devices import device
from tests.faults.crowd.screens import Screen

PHONES = 200


async def test_phones_are_told_to_come_back_and_end_with_the_newest_page(cast: Cast, database_url: str, tmp_path: Path):
    async with process(database_url, tmp_path) as server:
        screens = [Screen(server.url, cast.code) for _ in range(PHONES)]
        first = screens[0]
        await first.load()
        for each in screens:
            each.showing = first.showing
        watching = [asyncio.create_task(each.watch()) for each in screens]
        await first.waits(lambda: all(each.open for each in screens), 60)
        assert (await server.measures())["seats"] == PHONES
        await server.stop()
        assert "Traceback" not in server.said
        await server.start()
        await first.waits(lambda: all(each.open and each.sittings == 2 for each in screens), 60)
        assert [each.closes for each in screens] == [[1012]] * PHONES
        async with device(server.url, cast.code, cast.kim) as phone:
            assert (await phone.gives("pitch-topic", title="Nach dem Neustart")).accepted
        await asyncio.gather(*(each.shows("Nach dem Neustart", 30) for each in screens))
        await first.is_right()
        assert all(each.showing == first.showing for each in screens)
        assert (await server.measures())["seats"] == PHONES
        for task in watching:
            task.cancel()
