"""What must not happen does not: a sentence says why, and nothing was changed."""

from dataclasses import dataclass
from typing import Any

import pytest

from barcamp.domain.event.phases import MoveToPhase, SetInterest, SetPitching
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from barcamp.kernel.actor import Role
from barcamp.kernel.command import COMMANDS
from tests.cast import Cast, Member
from tests.server import Server
from tests.web.asking import asked_in, complaints, give, page, sentence, title


@dataclass(slots=True)
class Route:
    """Gives commands in both ways and sees that nothing but the sentence came of it."""

    server: Server
    cast: Cast

    async def refuses(self, who: Member | None, verb: str, status: int, key: str, facts: dict, **form: Any) -> None:
        before = await self.cast.journal(), await self.cast.journal(self.cast.elsewhere.id)
        client, says = self.server.client(who), sentence(key, **facts)
        assert title(await give(client, self.cast.code, verb, **form), status) == says
        live = await give(client, self.cast.code, verb, live=True, **form)
        assert complaints(live, status) == {"said": says}
        assert (await self.cast.journal(), await self.cast.journal(self.cast.elsewhere.id)) == before


@pytest.fixture
def route(server: Server, cast: Cast) -> Route:
    return Route(server, cast)


async def test_in_the_wrong_phase(route: Route, cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, SetInterest(open=False))
    await route.refuses(cast.kim, "cast-vote", 409, "interest.closed", {}, topic=topic)
    await route.refuses(cast.kim, "withdraw-vote", 409, "interest.closed", {}, topic=topic)
    await cast.does(cast.max, SetPitching(open=False))
    await route.refuses(cast.kim, "pitch-topic", 409, "pitching.closed", {}, title="Salz")
    await route.refuses(cast.max, "move-to-phase", 409, "phase.unknown", {}, phase="night")


@pytest.mark.parametrize(
    ("verb", "form"),
    [("cast-vote", {"topic": 1}), ("pitch-topic", {"title": "Salz"}), ("write-note", {"wall": "t1", "text": "a"}),
     ("rename", {"name": "Eve"}), ("move-to-phase", {"phase": "closing"}), ("archive-barcamp", {})],
)  # fmt: skip
async def test_without_having_joined(route: Route, cast: Cast, verb: str, form: dict):
    role = COMMANDS[verb].by.name.lower()
    await route.refuses(None, verb, 403, f"role.{role}", {}, **form)
    # Somebody of another barcamp, whatever they are there, is nobody here.
    for stranger in (cast.eve, cast.eve_moderating, cast.eve_organising):
        await route.refuses(stranger, verb, 403, f"role.{role}", {}, **form)


@pytest.mark.parametrize("verb", sorted(v for v, c in COMMANDS.items() if c.by >= Role.MODERATOR and not c.own_route))
async def test_attendees_do_not_lead_the_day(route: Route, cast: Cast, verb: str):
    if COMMANDS[verb].outside:
        await route.refuses(cast.kim, verb, 404, "command.unknown", {})
    else:
        await route.refuses(cast.kim, verb, 403, f"role.{COMMANDS[verb].by.name.lower()}", {})


@pytest.mark.parametrize("verb", sorted(v for v, c in COMMANDS.items() if c.own_route or c.outside))
async def test_what_has_its_own_route_is_not_given_at_the_counter(server: Server, cast: Cast, verb: str):
    if verb in ("join", "leave"):
        return
    before = await cast.journal()
    answer = await give(server.client(cast.ada), cast.code, verb, token="x" * 43, name="Eve", model="empty")
    assert answer.status_code == 404
    assert await cast.journal() == before


async def test_things_of_another_barcamp_are_not_there(route: Route, cast: Cast):
    own, theirs = await cast.pitches(), await cast.pitches(by=cast.eve)
    room, slot = cast.rooms[0], cast.slots[0]
    note = (await cast.does(cast.eve, WriteNote(wall=f"t{theirs}", text="Eves Notiz"))).made
    for verb in ("cast-vote", "withdraw-vote", "withdraw-topic"):
        await route.refuses(cast.kim, verb, 404, "topic.gone", {}, topic=theirs)
    await route.refuses(cast.kim, "edit-topic", 404, "topic.gone", {}, topic=theirs, title="Meins")
    await route.refuses(cast.kim, "write-note", 404, "topic.gone", {}, wall=f"t{theirs}", text="Hallo")
    await route.refuses(cast.kim, "withdraw-note", 404, "note.gone", {}, note=note)
    await route.refuses(cast.max, "place-topic", 404, "topic.gone", {}, topic=theirs, room=room, slot=slot)
    elsewhere = cast.elsewhere
    await route.refuses(cast.max, "place-topic", 404, "room.gone", {}, topic=own, room=elsewhere.rooms[0], slot=slot)
    await route.refuses(cast.max, "place-topic", 404, "slot.gone", {}, topic=own, room=room, slot=elsewhere.slots[0])
    await route.refuses(cast.kim, "write-note", 404, "wall.gone", {}, wall=f"s{elsewhere.plenaries[0]}", text="Hallo")
    await route.refuses(cast.max, "unplace-topic", 404, "topic.gone", {}, topic=theirs)
    await route.refuses(cast.ada, "edit-room", 404, "room.gone", {}, room=elsewhere.rooms[0], name="Saal", capacity=9)
    await route.refuses(cast.ada, "remove-room", 404, "room.gone", {}, room=elsewhere.rooms[0])
    await route.refuses(cast.ada, "remove-slot", 404, "slot.gone", {}, slot=elsewhere.slots[0])


async def test_things_that_are_gone(route: Route, cast: Cast):
    topic = await cast.pitches()
    note = (await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Notiz"))).made
    await cast.does(cast.kim, WithdrawNote(note=note or 0))
    await route.refuses(cast.kim, "withdraw-note", 404, "note.gone", {}, note=note)
    await cast.does(cast.kim, WithdrawTopic(topic=topic))
    await route.refuses(cast.kim, "cast-vote", 404, "topic.gone", {}, topic=topic)
    await route.refuses(cast.kim, "write-note", 404, "topic.gone", {}, wall=f"t{topic}", text="Hallo")
    await route.refuses(cast.kim, "write-note", 404, "wall.gone", {}, wall="../../x", text="Hallo")


async def test_what_is_somebody_elses(route: Route, cast: Cast):
    topic = await cast.pitches(by=cast.noor)
    note = (await cast.does(cast.noor, WriteNote(wall=f"t{topic}", text="Notiz"))).made
    await route.refuses(cast.kim, "withdraw-topic", 403, "topic.not_yours", {}, topic=topic)
    await route.refuses(cast.kim, "edit-topic", 403, "topic.not_yours", {}, topic=topic, title="Meins")
    await route.refuses(cast.kim, "withdraw-note", 403, "note.not_yours", {}, note=note)


async def test_a_cell_that_is_taken_and_a_row_for_everybody(route: Route, cast: Cast):
    bread, salt = await cast.pitches("Brot"), await cast.pitches("Salz")
    room, slot = cast.rooms[0], cast.slots[0]
    await cast.does(cast.max, PlaceTopic(topic=bread, room=room, slot=slot))
    facts = {"title": "Brot", "who": "Max"}
    await route.refuses(cast.max, "place-topic", 409, "cell.taken", facts, topic=salt, room=room, slot=slot, seen=0)
    free = {"room": cast.rooms[1], "slot": slot, "seen": bread}
    await route.refuses(cast.max, "place-topic", 409, "cell.left", {"seen": "Brot"}, topic=salt, **free)
    row = {"title": "Ankommen und Kaffee"}
    await route.refuses(
        cast.max, "place-topic", 409, "slot.plenary", row, topic=salt, room=room, slot=cast.plenaries[0]
    )


async def test_an_archived_barcamp_takes_nothing_any_more(route: Route, cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    await cast.does(cast.max, ArchiveBarcamp())
    await route.refuses(cast.kim, "cast-vote", 409, "barcamp.archived", {}, topic=topic)
    await route.refuses(cast.kim, "write-note", 409, "barcamp.archived", {}, wall=f"t{topic}", text="Hallo")
    await route.refuses(cast.max, "move-to-phase", 409, "barcamp.archived", {}, phase="pitching")
    await route.refuses(None, "join", 409, "barcamp.archived", {}, name="Nuri")


async def test_pages_for_others(server: Server, cast: Cast):
    for path in ("console", "poster", "summary/json"):
        for who in (None, cast.kim, cast.eve_moderating, cast.eve_organising):
            answer = await server.client(who).get(f"/{cast.code}/{path}")
            assert title(answer, 403) == sentence("role.moderator")
    answer = await server.client().get(f"/{cast.code}/notes/t{await cast.pitches()}")
    assert asked_in(answer)
    answer = await server.client(cast.kim).get(f"/{cast.code}/notes/t{await cast.pitches(by=cast.eve)}")
    assert title(answer, 404) == sentence("wall.gone")
    for path in ("summary/exe", "look/kitchen", "look/phone/t1"):
        answer = await server.client(cast.max).get(f"/{cast.code}/{path}")
        assert title(answer, 404) == sentence("page.gone")
    for path, status, said in (("cast-vote", 405, "method.wrong"), ("nowhere", 404, "page.gone")):
        assert title(await server.client(cast.kim).get(f"/{cast.code}/{path}"), status) == sentence(said)


async def test_the_way_back_is_offered(server: Server, cast: Cast):
    shown = page(
        await give(server.client(cast.kim), cast.code, "cast-vote", topic=999, back=f"/{cast.code}#topics"), 404
    )
    [main] = shown.all("main")
    assert main.all("a")[-1]["href"] == f"/{cast.code}#topics"


@pytest.mark.parametrize("screen", ["console", "pack", "people", "wrap-up", "papers/doors"])
async def test_a_page_that_one_may_not_see_leads_on(server: Server, cast: Cast, screen: str):
    here = f"/{cast.code}/{screen}"
    sign_in = f"/organiser/sign-in?back={here}"
    for who, leads in (
        (None, {f"/{cast.code}": "Mitmachen", sign_in: "Anmeldung für Veranstalter"}),
        (cast.kim, {f"/{cast.code}": "Zur Veranstaltung", sign_in: "Anmeldung für Veranstalter"}),
        (cast.eve_organising, {f"/{cast.code}": "Mitmachen", "/organiser": "Meine Veranstaltungen"}),
    ):
        shown = page(await server.client(who).get(here), 403)
        (ways,) = shown.all("p", **{"class": "leads"})
        assert {link["href"]: link.text for link in ways.all("a")} == leads
