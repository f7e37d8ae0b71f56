"""Counts that are hidden until the round is closed: the moderator says so on the console, and no wire tells them."""

import asyncio
from typing import Any

from barcamp.domain.event.phases import Announce, SetInterest
from barcamp.domain.topics.vote import CastVote
from tests.cast import Cast, Member
from tests.markup import parse, partials
from tests.server import Server
from tests.web.asking import give

SCREENS = ("phone", "projector", "console")


async def test_a_moderator_sets_the_rules_of_interest_from_the_console(server: Server, cast: Cast):
    client = server.client(cast.max)
    choices: tuple[tuple[dict[str, Any], str], ...] = (
        (
            {"points": "5", "blind": "no"},
            "Alle haben 5 Punkte, je Thema einen. Wie viele sich interessieren, sehen alle.",
        ),
        (
            {"points": "5", "blind": "yes"},
            "Alle haben 5 Punkte, je Thema einen. Wie viele sich interessieren, bleibt allen",
        ),
        ({"points": "0", "blind": "yes"}, "Alle können bei beliebig vielen Themen Interesse zeigen."),
    )
    for fields, said in choices:
        assert (await give(client, cast.code, "set-rules-of-interest", **fields)).status_code < 400
        shown = parse((await client.get(f"/{cast.code}/console")).text)
        (rules,) = shown.all("div", class_="rules")
        assert said in rules.text
        buttons = {(button["name"], button["value"]) for button in rules.all("button")}
        assert buttons == {("points", each) for each in {"0", "3", "5", "8"} - {fields["points"]}} | {
            ("blind", "no" if fields["blind"] == "yes" else "yes")
        }
    refused = await give(server.client(cast.kim), cast.code, "set-rules-of-interest", points="3")
    assert refused.status_code == 403


async def test_no_socket_tells_hidden_counts_until_the_round_is_closed(server: Server, cast: Cast):
    topic = await cast.pitches("Brot")
    await give(server.client(cast.max), cast.code, "set-rules-of-interest", points="0", blind="yes")
    seen: dict[str, str] = {}
    sockets = {screen: await server.socket(f"/{cast.code}/socket/{screen}", who(cast, screen)) for screen in SCREENS}
    try:
        before = {screen: await received(socket, 0) for screen, socket in sockets.items()}
        for voter in (cast.kim, cast.noor):
            await cast.does(voter, CastVote(topic=topic))
        told = await cast.does(cast.max, Announce(text="Noch eine Minute"))
        for screen, socket in sockets.items():
            fragments = partials((await received(socket, told.seq)).partition("\n")[2])
            assert set(fragments) <= {"announcement", "undo"}, screen
            seen[screen] = "".join(part.text for part in fragments.values())
        # Who comes anew, or has slept, gets the whole page: it is as before anybody showed interest.
        for screen in SCREENS:
            async with server.socket(f"/{cast.code}/socket/{screen}", who(cast, screen)) as late:
                now, then = partials_of(await received(late, told.seq)), partials_of(before[screen])
            for name in ("topics", "ranking", "stage"):
                assert now.get(name) == then.get(name), (screen, name)
        closed = await cast.does(cast.max, SetInterest(open=False))
        for screen, socket in sockets.items():
            assert counted(await received(socket, closed.seq)), screen
            assert not counted(before[screen]), screen
            assert "2" not in seen[screen], screen
    finally:
        await asyncio.gather(*(socket.close() for socket in sockets.values()))


def who(cast: Cast, screen: str) -> Member | None:
    return {"phone": cast.noor, "console": cast.max}.get(screen)


async def received(socket, seq: int) -> str:
    """The first message that is as far as this line of the journal."""
    while True:
        message = str(await asyncio.wait_for(socket.recv(), 300))
        if int(message.partition("\n")[0].split(" ")[-1].partition("_")[0]) >= seq:
            return message


def partials_of(message: str) -> dict[str, str]:
    return {name: str(part) for name, part in partials(message.partition("\n")[2]).items()}


def counted(message: str) -> bool:
    """Whether it says anywhere that two are interested."""
    parts = partials(message.partition("\n")[2])
    return any("2" in parts[name].text for name in parts if name.startswith(("topic", "interest", "rank")))
