"""What tests of the desk need beside it: one more moderator, commands that break, a look at the journal's numbers."""

import secrets
from collections.abc import Callable
from typing import NoReturn

import pytest
from sqlalchemy import insert

from barcamp.domain.people.link import InviteModerator, OpenLink
from barcamp.domain.topics.topic import topics
from barcamp.domain.topics.vote import votes
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.command import Command
from barcamp.kernel.journal import ledgers
from barcamp.kernel.turn import Turn
from tests.cast import Cast, Member


async def another_moderator(cast: Cast, name: str) -> Member:
    token = secrets.token_hex(32)
    await cast.does(cast.ada, InviteModerator(token=token))
    made = await cast.makes(cast.stranger, OpenLink(token=token, device=token, name=name))
    return Member(name, Actor(Role.MODERATOR, cast.id, made))


def broken_commands(monkeypatch: pytest.MonkeyPatch) -> tuple[Callable[[], Command], Callable[[int], Command]]:
    monkeypatch.setattr("barcamp.kernel.command.COMMANDS", {})

    class Stumble(Command):
        """Writes something, then fails."""

        by = Role.ATTENDEE

        async def perform(self, turn: Turn) -> NoReturn:
            row = {"barcamp_id": turn.barcamp.id, "title": "Halb", "description": "", "pitched_at": turn.now}
            await turn.db.execute(insert(topics).values(row))
            raise ZeroDivisionError

    class Clash(Command):
        """Writes what a unique key refuses."""

        by = Role.ATTENDEE
        topic: int

        async def perform(self, turn: Turn) -> NoReturn:
            row = {"topic_id": self.topic, "attendee_id": turn.attendee_id, "barcamp_id": turn.barcamp.id}
            await turn.db.execute(insert(votes), [{**row, "cast_at": turn.now}] * 2)
            raise AssertionError("two are one too many")

    return Stumble, lambda topic: Clash(topic=topic)


async def has_no_gaps(cast: Cast, ledger_id: int | None = None) -> None:
    lines = await cast.journal(ledger_id)
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
    [ledger] = await cast.rows(ledgers, id=ledger_id or cast.id)
    assert ledger.seq == len(lines)
