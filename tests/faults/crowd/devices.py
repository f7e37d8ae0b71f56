"""Devices that give commands and, like the pages' outbox, send an unanswered one again with the same op."""

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from barcamp.domain.people.entry import Join
from barcamp.domain.walls.note import notes
from barcamp.kernel.actor import Actor, Role
from barcamp.web.gate import tokens
from tests.cast import Cast, Member
from tests.desk.deskwork import has_no_gaps

TRY_AGAIN = {0, 503}  # no answer, or told to


@dataclass(slots=True)
class Command:
    """One command as it was given; `answers` are the status codes, 0 for a lost connection."""

    verb: str
    form: dict[str, object]
    op: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    answers: list[int] = field(default_factory=list)

    @property
    def accepted(self) -> bool:
        return 303 in self.answers


@dataclass(slots=True)
class Device:
    """Somebody's phone. `commands` is all it did, in order."""

    code: str
    client: httpx.AsyncClient
    commands: list[Command] = field(default_factory=list)

    async def gives(self, verb: str, **form: object) -> Command:
        """Until it is answered yes or no."""
        command = Command(verb, form)
        async with asyncio.timeout(300):
            while await self.sends(command) in TRY_AGAIN:  # noqa: ASYNC110 (as a phone does)
                await asyncio.sleep(0.05)
        return command

    async def sends(self, command: Command) -> int:
        """Once. The status code, or 0."""
        if command not in self.commands:
            self.commands.append(command)
        try:
            answer = await self.client.post(f"/{self.code}/{command.verb}", data={**command.form, "op": command.op})
            command.answers.append(answer.status_code)
        except httpx.HTTPError:
            command.answers.append(0)
        return command.answers[-1]


@asynccontextmanager
async def device(url: str, code: str, who: Member) -> AsyncIterator[Device]:
    async with httpx.AsyncClient(
        base_url=url, cookies=who.cookies, headers={"origin": url}, trust_env=False, verify=False, timeout=300
    ) as client:
        yield Device(code, client)


async def answered(devices: list[Device], more: int) -> None:
    """Waits until so many more commands were accepted."""
    goal = sum(len(each.commands) for each in devices) + more
    async with asyncio.timeout(300):
        while sum(len(each.commands) for each in devices) < goal:  # noqa: ASYNC110 (devices tell nobody)
            await asyncio.sleep(0.005)


async def all_is_kept_once(cast: Cast, commands: Iterable[Command]) -> None:
    """What was accepted stands in the journal and in its table, once; the journal's numbers have no gaps."""
    commands = list(commands)
    assert {answer for command in commands for answer in command.answers} <= {0, 303, 503}
    await has_no_gaps(cast)
    lines = Counter(line.op for line in await cast.journal())
    assert {command.op: lines[command.op] for command in commands if command.accepted and lines[command.op] != 1} == {}
    assert max(lines.values()) == 1
    written = Counter(row.text for row in await cast.rows(notes))
    for command in commands:
        if command.verb == "write-note":
            assert written[command.form["text"]] == lines[command.op], command


async def crowd(cast: Cast, size: int) -> list[Member]:
    """So many more people with a badge each."""
    return list(await asyncio.gather(*(_joins(cast, f"Gast {number}") for number in range(size))))


async def _joins(cast: Cast, name: str) -> Member:
    token = tokens.new_token()
    joined = await cast.does(cast.stranger, Join(device=tokens.hashed(token), name=name))
    return Member(name, Actor(Role.ATTENDEE, cast.id, joined.made), {tokens.DEVICE: token})
