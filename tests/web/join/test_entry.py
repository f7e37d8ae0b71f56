"""The entry through the browser: waiting before it, letting people in, its pace, and those who came at once."""

import pytest
from sqlalchemy import insert

from barcamp.domain.people.attendee import attendees, badges
from barcamp.domain.people.entry import Join
from barcamp.kernel.actor import Role
from barcamp.queries.people.entry import MANY
from barcamp.web.gate.rate_limit import Queue
from tests.cast import Cast
from tests.server import Server, running
from tests.web.asking import follow, give, page, sentence, text_of, title, typed


async def come(cast: Cast, number: int) -> None:
    """So many by themselves, at this moment."""
    async with cast.ctx.db.writing() as db:
        first = max(row.id for row in await cast.rows(attendees)) + 1
        ids = range(first, first + number)
        same = {"barcamp_id": cast.id, "organisation": "", "role": int(Role.ATTENDEE), "joined_at": cast.clock()}
        await db.execute(insert(attendees), [{"id": n, "name": f"Bot {n}", **same} for n in ids])
        given = {"barcamp_id": cast.id, "given_at": cast.clock()}
        await db.execute(insert(badges), [{"device": f"{n:064d}", "attendee_id": n, **given} for n in ids])


async def test_who_finds_the_entry_closed_waits_and_is_let_in(server: Server, cast: Cast):
    moderator, guest = server.client(cast.max), server.client()
    await give(moderator, cast.code, "set-entry", open="no", back=f"/{cast.code}/people")
    joined = await give(guest, cast.code, "join", name="Bo", organisation="Verein")
    waiting = await follow(guest, joined)
    assert "Hallo Bo, du wartest am Einlass." in text_of(waiting)
    assert (await guest.get(f"/{cast.code}/waiting")).status_code == 204
    people = await moderator.get(f"/{cast.code}/people")
    assert "1 Person wartet" in text_of(people)
    assert "1 Person wartet am Einlass." in text_of(await moderator.get(f"/{cast.code}/console"))
    (knock,) = {value for value in typed(people, "knock") if value != "0"}
    let_in = await give(moderator, cast.code, "let-in", knock=knock, back=f"/{cast.code}/people#entry")
    assert let_in.headers["location"] == f"/{cast.code}/people#entry"
    assert (await guest.get(f"/{cast.code}/waiting")).status_code == 200
    assert page(await guest.get(f"/{cast.code}")).all("main")
    assert typed(await guest.get(f"/{cast.code}"), "title") != []  # the form of a topic: they are in


async def test_who_is_turned_away_reads_it_and_is_no_longer_waiting(server: Server, cast: Cast):
    moderator, guest = server.client(cast.max), server.client()
    await give(moderator, cast.code, "set-entry", open="no")
    await give(guest, cast.code, "join", name="Bo")
    await give(moderator, cast.code, "turn-away", knock="0")
    assert (await guest.get(f"/{cast.code}/waiting")).status_code == 200
    assert sentence("entry.turned_away") in text_of(await guest.get(f"/{cast.code}"))
    again = await give(guest, cast.code, "join", name="Bo")
    assert (again.status_code, title(again, 403)) == (403, sentence("entry.turned_away"))
    await give(moderator, cast.code, "set-entry", open="yes")
    assert typed(await guest.get(f"/{cast.code}"), "name") == [""]
    assert (await give(guest, cast.code, "join", name="Bo")).status_code == 303


async def test_a_stranger_sees_the_form_and_nobody_waits_who_did_not_knock(server: Server, cast: Cast):
    await give(server.client(cast.max), cast.code, "set-entry", open="no")
    guest = server.client()
    assert typed(await guest.get(f"/{cast.code}"), "name") == [""]
    assert (await guest.get(f"/{cast.code}/waiting")).status_code == 200
    assert "wartet" not in text_of(await server.client(cast.max).get(f"/{cast.code}/console"))


@pytest.fixture
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of these tests stands still: who waited would wait for ever."""
    monkeypatch.setattr(Queue, "MOST", 0)


@pytest.mark.usefixtures("nobody_waits")
async def test_no_more_come_at_once_than_the_setting_says_whatever_process_they_come_to(cast: Cast):
    async with running(cast, joins_per_minute=30) as one, running(cast, joins_per_minute=30) as other:
        cast.clock.forward(hours=1)
        for n in range(20):
            joined = await give((one, other)[n % 2].client(), cast.code, "join", name=f"Bot {n}")
            assert joined.status_code == 303
        guest = other.client()
        refused = await give(guest, cast.code, "join", name="Frau Sommer", organisation="Kreis")
        assert title(refused, 429) == sentence("entry.pace")
        assert (typed(refused, "name"), typed(refused, "organisation")) == (["Frau Sommer"], ["Kreis"])
        # Who is in already comes back, however many others come.
        assert (await give(one.client(cast.kim), cast.code, "join", name="Kim")).status_code == 303
        cast.clock.forward(seconds=2)  # a thirtieth of a minute: room for one more
        assert (await give(guest, cast.code, "join", name="Frau Sommer")).status_code == 303
        assert (await give(one.client(), cast.code, "join", name="Noch wer")).status_code == 429


@pytest.mark.usefixtures("nobody_waits")
async def test_the_pace_of_one_event_is_not_that_of_another(cast: Cast):
    async with running(cast, joins_per_minute=30) as server:
        for n in range(20):
            await give(server.client(), cast.code, "join", name=f"Bot {n}")
        assert (await give(server.client(), cast.code, "join", name="Bo")).status_code == 429
        assert (await give(server.client(), cast.elsewhere.code, "join", name="Bo")).status_code == 303


async def test_very_many_at_once_are_said_on_the_console_and_removed_in_one_step(server: Server, cast: Cast):
    moderator = server.client(cast.max)
    cast.clock.forward(hours=1)
    assert "Viele neue Personen" not in text_of(await moderator.get(f"/{cast.code}/console"))
    await come(cast, MANY)
    join = Join(device="f" * 64, name="Noch wer")
    await cast.does(cast.stranger, join)  # by the desk, so that screens are told
    console = await moderator.get(f"/{cast.code}/console")
    assert f"Viele neue Personen: {MANY + 1} in zehn Minuten." in text_of(console)
    newcomers = f"/{cast.code}/people/newcomers"
    assert any(link.attributes.get("href") == newcomers for link in page(console).all("a"))
    times = page(await moderator.get(newcomers)).all("ul")[-1].all("a")
    shown = await moderator.get(times[0].attributes["href"])
    assert f"{MANY + 1} Personen sind in diesen Minuten beigetreten." in text_of(shown)
    (since,), (until,) = typed(shown, "since")[:1], typed(shown, "until")[:1]
    done = await give(moderator, cast.code, "remove-crowd", since=since, until=until, back=f"/{cast.code}/people")
    assert done.status_code == 303
    assert "Bot" not in text_of(await moderator.get(f"/{cast.code}/people"))
    console = await moderator.get(f"/{cast.code}/console")
    assert f"{MANY + 1} Personen entfernt" in text_of(console)
    await give(moderator, cast.code, "undo", seen="0")
    assert "Noch wer" in text_of(await moderator.get(f"/{cast.code}/people", params={"q": "noch"}))


async def test_many_over_a_long_time_are_nothing_to_be_told_of(server: Server, cast: Cast):
    for _ in range(4):
        cast.clock.forward(minutes=1, seconds=10)
        await come(cast, MANY // 4)
    await cast.does(cast.stranger, Join(device="f" * 64, name="Bo"))
    assert "Viele neue Personen" not in text_of(await server.client(cast.max).get(f"/{cast.code}/console"))


async def test_times_that_are_none_show_nobody(server: Server, cast: Cast):
    moderator = server.client(cast.max)
    for since in (1, -5, 2**62, 2**33):
        shown = await moderator.get(f"/{cast.code}/people/newcomers", params={"since": since, "until": since})
        assert shown.status_code == 200
    assert (await moderator.get(f"/{cast.code}/people/newcomers", params={"since": "gestern"})).status_code == 400


async def test_only_moderators_see_who_came_when(server: Server, cast: Cast):
    assert (await server.client(cast.kim).get(f"/{cast.code}/people/newcomers")).status_code == 403
