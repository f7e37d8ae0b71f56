"""Through the real server: what the stage shows arrives at real websockets."""

import asyncio
import dataclasses
import socket
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from barcamp.domain.event.phases import Announce
from barcamp.live.hub import Hub
from barcamp.live.screens import SCREENS
from barcamp.live.websocket.protocol import Wire
from barcamp.web.context import AppContext
from tests.live.broadcasts import PROJECTOR, read_message, small_environment
from tests.server import Server
from tests.waiting import until

LARGE = 400_000


@pytest.fixture
def ctx(ctx: AppContext) -> AppContext:
    """With templates of the tests' own, whose announcement is large when it says so."""
    large = f"{{% if barcamp.announcement[:5] == 'large' %}}{{{{ 'x' * {LARGE} }}}}{{% endif %}}"
    env = small_environment(announcement="{{ barcamp.announcement }}" + large)
    hub = Hub(ctx.db, ctx.bell, env, ctx.clock, 0.01, 60)
    return dataclasses.replace(ctx, hub=hub)


async def test_a_frame_that_is_shown_arrives(server: Server):
    cast = server.cast
    mark = await _mark(server)
    async with server.socket(f"/{cast.code}/socket/projector?mark={mark}") as screen:
        await _seated(server, 1)
        await cast.does(cast.max, Announce(text="Suppe & <b>Brot</b>"))
        shown = read_message(await screen.recv())
    text = "Suppe &amp; &lt;b&gt;Brot&lt;/b&gt;"
    assert shown.regions == {"announcement": f'<div id="announcement">{text}</div>'}
    assert shown.mark == await _mark(server) != mark


async def test_a_screen_without_a_page_is_shown_everything(server: Server):
    async with server.socket(f"/{server.cast.code}/socket/projector") as screen:
        assert list(read_message(await screen.recv()).regions) == list(SCREENS["projector"])


async def test_a_message_longer_than_a_short_frame_arrives_whole(server: Server):
    cast, mark = server.cast, await _mark(server)
    async with server.socket(f"/{cast.code}/socket/projector?mark={mark}", max_size=None) as screen:
        await _seated(server, 1)
        await cast.does(cast.max, Announce(text="large"))
        assert read_message(await screen.recv()).regions["announcement"].count("x") == LARGE


async def test_many_screens_are_shown_the_same(server: Server):
    cast, mark = server.cast, await _mark(server)
    path = f"/{cast.code}/socket/projector?mark={mark}"
    screens = await asyncio.gather(*(server.socket(path) for _ in range(30)))
    await _seated(server, 30)
    await cast.does(cast.max, Announce(text="Suppe"))
    said = await asyncio.gather(*(screen.recv() for screen in screens))
    assert len(set(said)) == 1
    await asyncio.gather(*(screen.close() for screen in screens))
    await _seated(server, 0)


async def test_a_screen_that_does_not_keep_up_gets_nothing_more_and_then_the_whole_page(server: Server):
    cast, mark = server.cast, await _mark(server)
    narrow = await _narrow_connection(server)
    path = f"/{cast.code}/socket/projector?mark={mark}"
    async with server.socket(path, sock=narrow, max_size=None, max_queue=1) as screen:
        await _seated(server, 1)
        [seat] = server.ctx.hub.broadcast(cast.id).audience.seats()
        sent = 0
        while not seat.behind and sent < 60:
            sent += 1
            await cast.does(cast.max, Announce(text=f"large {sent}"))
            await _beaten(server)
        assert seat.behind
        for number in range(5):
            await cast.does(cast.max, Announce(text=f"large and missed {number}"))
            await _beaten(server)
        last, received = read_message(await screen.recv()), 1
        while last.mark != server.ctx.hub.broadcast(cast.id).mark:
            last, received = read_message(await screen.recv()), received + 1
        assert received <= sent + 1
        assert list(last.regions) == list(SCREENS["projector"])
        assert last.regions["announcement"].startswith('<div id="announcement">large and missed 4')
        await cast.does(cast.max, Announce(text="Suppe"))
        assert list(read_message(await screen.recv()).regions) == ["announcement"]


async def test_a_screen_that_is_gone_is_written_to_no_more_though_its_seat_is_not_left_yet(server: Server):
    async with server.socket(f"/{server.cast.code}/socket/projector"):
        await _seated(server, 1)
        audience = server.ctx.hub.broadcast(server.cast.id).audience
        [seat] = audience.seats()
        wire = seat.line
        assert isinstance(wire, Wire)
        wire.connection_lost(None)
        assert ([*audience.seats()], seat.behind) == ([seat], True)


async def test_what_a_screen_says_is_counted_and_ignored(server: Server):
    cast, mark = server.cast, await _mark(server)
    async with server.socket(f"/{cast.code}/socket/projector?mark={mark}") as screen:
        await _seated(server, 1)
        await screen.send("hello")
        await screen.send(b"\xff")
        await until(lambda: server.ctx.hub.unexpected == 2)
        await cast.does(cast.max, Announce(text="Suppe"))
        assert list(read_message(await screen.recv()).regions) == ["announcement"]


@pytest.mark.parametrize(
    ("path", "who", "code"),
    [
        ("/socket/phone", None, 4403),
        ("/socket/phone", "eve", 4403),
        ("/socket/console", "kim", 4403),
        ("/socket/console", "eve_organising", 4403),
        ("/socket/backstage", "kim", 4404),
        ("/socket/projector/t1", "kim", 4404),
        ("/socket/notes/t999999999", "kim", 4404),
        ("/socket/notes/nowhere", "kim", 4404),
    ],
)
async def test_a_screen_that_is_not_there_or_not_allowed_is_closed_with_a_reason(server: Server, path, who, code):
    member = getattr(server.cast, who) if who else None
    async with server.socket(f"/{server.cast.code}{path}", member) as screen:
        with pytest.raises(ConnectionClosed) as caught:
            await screen.recv()
    assert caught.value.rcvd is not None
    assert caught.value.rcvd.code == code
    assert not len(server.ctx.hub.broadcast(server.cast.id).audience)


async def test_who_may_look_gets_a_seat(server: Server):
    cast = server.cast
    for path, member in (("phone", cast.kim), ("console", cast.max), ("console", cast.ada), ("projector", None)):
        async with server.socket(f"/{cast.code}/socket/{path}", member) as screen:
            assert list(read_message(await screen.recv()).regions) == list(SCREENS[path])


async def test_a_barcamp_that_never_was_is_unknown(server: Server):
    async with server.socket("/NOPE22/socket/projector") as screen:
        with pytest.raises(ConnectionClosed) as caught:
            await screen.recv()
    assert caught.value.rcvd is not None
    assert caught.value.rcvd.code == 4404


async def test_other_sites_get_no_seat(server: Server):
    path = f"/{server.cast.code}/socket/projector"
    for origin in ("https://evil.example", None):
        with pytest.raises(InvalidStatus):
            await server.socket(path, origin=origin)
    async with server.socket(path) as screen:
        assert await screen.recv()


async def _mark(server: Server) -> str:
    return (await server.ctx.hub.page(server.cast.id, PROJECTOR)).mark


async def _seated(server: Server, number: int) -> None:
    await until(lambda: len(server.ctx.hub.broadcast(server.cast.id).audience) == number)


async def _beaten(server: Server) -> None:
    """Waits for the next beat."""
    counts = server.ctx.hub.broadcast(server.cast.id).counts
    before = counts.beats
    await until(lambda: counts.beats > before)


async def _narrow_connection(server: Server) -> socket.socket:
    """A connection whose receiving end holds little."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    made.setblocking(False)
    address = urlsplit(server.url)
    await asyncio.get_running_loop().sock_connect(made, (address.hostname, address.port))
    return made
