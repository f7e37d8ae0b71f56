"""Waiting for what comes about by itself."""

import asyncio
from collections.abc import Callable


async def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Returns as soon as it holds; fails when it never does."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 (what is waited for tells nobody)
            await asyncio.sleep(0.002)
