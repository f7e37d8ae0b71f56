"""Rules 4, 5 and 7 of the house: partials are regions and regions are partials; shared fragments are impersonal;
a page with its live fragments is a fresh page."""

import asyncio
import re
from pathlib import Path

import pytest

from barcamp.domain.moderation.hide_topic import HideTopic
from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.dots import CloseDots
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.silence.sealed import RevealCards
from barcamp.kernel.command import COMMANDS, Command
from barcamp.kernel.facts import read
from barcamp.live import regions
from barcamp.live.audience import Group
from barcamp.live.broadcast import Broadcast
from barcamp.live.screens import SCREENS, shown_by, told, whole
from barcamp.live.snapshot import Snapshot
from barcamp.rendering.assets import folder
from tests.cast import Cast, Member
from tests.gathering import Gathered, GatheredFile
from tests.house.screens import (  # noqa: F401  (they add their situations)
    guest_situations,
    organiser_situations,
    plan_situations,
    silence_situations,
    stage_situations,
    wall_situations,
)
from tests.house.screens.situations import SITUATIONS, UNSEEN, VOTES, furnish, verb_of
from tests.live.applying import apply
from tests.markup import Element, parse
from tests.server import Server
from tests.waiting import until
from tests.web.asking import page

KINDS = {kind for kinds in SCREENS.values() for kind in kinds}
PERSONAL = {"mine"}


@pytest.fixture(scope="module")
async def furnished(gathered_file: GatheredFile, tmp_path_factory: pytest.TempPathFactory) -> tuple[GatheredFile, int]:
    return await gathered_file.after(tmp_path_factory.mktemp("furnished"), furnish)


@pytest.fixture
def database_url(furnished: tuple[GatheredFile, int], gathered: dict[str, Gathered], tmp_path: Path) -> str:
    url = furnished[0].copy_to(tmp_path / "barcamp.db")
    gathered[url] = furnished[0]
    return url


@pytest.fixture
def topic(furnished: tuple[GatheredFile, int]) -> int:
    """Kim's, with what every situation has."""
    return furnished[1]


def pieces_of(screen: str) -> set[str]:
    """The kinds of pieces that the templates of a screen put into their lists."""
    files = (folder("templates") / screen).glob("_*.html")
    texts = (file.read_text(encoding="utf-8") for file in files)
    return {kind for text in texts for kind in re.findall(r'keyed(?:\.each)?\("(\w+)"', text)}


@pytest.mark.parametrize("screen", SCREENS)
def test_every_partial_is_a_region_or_a_piece_of_one_and_these_have_partials(screen: str):
    named = {file.stem[1:] for file in (folder("templates") / screen).glob("_*.html")}
    assert named - PERSONAL == set(SCREENS[screen]) | pieces_of(screen)


def test_no_region_is_drawn_by_a_partial_of_another_screen():
    for screen in SCREENS:
        for file in (folder("templates") / screen).glob("_*.html"):
            for other in set(SCREENS) - {screen}:
                assert f"{other}/_" not in file.read_text(encoding="utf-8"), f"{screen}/{file.name}"


@pytest.mark.parametrize("screen", SCREENS)
async def test_a_partial_has_one_root_element_named_like_the_region_or_piece(cast: Cast, topic: int, screen: str):
    group = Group(screen, "de", f"t{topic}" if screen == "notes" else "")
    there = "add-photo", "put-up-offer", "group-note", "write-result", "bring-on-stage", "publish-plan", "mark-arrival"
    for name in (*there, "rename-section--with-a-question", "hide-photo", "hide-note"):
        who, command = await SITUATIONS[name](cast, topic)
        await cast.does(who, command)
    await cast.does(cast.max, HideTopic(topic=await cast.pitches("Hefe"), reason="doppelt"))
    seen: dict[str, str] = {}
    await cast.does(*await SITUATIONS["place-dot"](cast, topic))
    await cast.does(*await SITUATIONS["begin-silence--in-one-more-section"](cast, topic))
    for scene, closes in (("topics", False), ("wall", False), ("wall", True)):
        await cast.does(cast.max, ShowOnProjector(scene=scene, wall=f"t{topic}" if scene == "wall" else ""))
        if closes:
            await cast.does(cast.max, CloseDots(wall=f"t{topic}"))
        seen |= await drawn_now(cast, group)
    await cast.does(cast.max, RevealCards(wall=f"t{topic}"))
    await cast.does(*await SITUATIONS["show-selection"](cast, topic))
    seen |= await drawn_now(cast, group)
    await cast.does(*await SITUATIONS["show-on-projector--a-lane-to-everybody"](cast, topic))
    seen |= await drawn_now(cast, group)
    await cast.does(*await SITUATIONS["edit-barcamp--to-one-of-two-days"](cast, topic))
    seen |= await drawn_now(cast, group)
    for name, html in seen.items():
        roots = [each for each in parse(html).children if not isinstance(each, str) or each.strip()]
        assert [getattr(root, "attributes", {}).get("id") for root in roots] == [name]
    kinds = {name.partition("_")[0] for name in seen}
    assert kinds >= {*SCREENS[screen], *pieces_of(screen)}


async def drawn_now(cast: Cast, group: Group) -> dict[str, str]:
    """All regions of a page, and their pieces, by their names."""
    camp, names = await cast.barcamp(), whole(group.screen, group.subject)
    async with cast.ctx.db.reading() as db:
        contexts = await regions.contexts(Snapshot(db, camp, cast.clock()), set(names))
    found: dict[str, str] = {}
    for name in names:
        context = contexts[name]
        assert not isinstance(context, Exception), name
        shelf, _ = regions.draw(cast.ctx.env, group, camp, name, context, None)
        found |= {name: shelf.piece.html, **{known: piece.html for known, (_, piece) in shelf.known.items()}}
    return found


def test_every_command_has_a_situation_or_is_not_seen():
    """A new command is tried here, or it is said that nobody sees it."""
    assert {verb_of(name) for name in SITUATIONS} == set(COMMANDS) - UNSEEN


@pytest.mark.parametrize("screen", SCREENS)
def test_what_shows_a_time_of_day_is_drawn_anew_when_the_time_zone_changes(screen: str):
    for name, causes in SCREENS[screen].items():
        text = (folder("templates") / screen / f"_{name}.html").read_text(encoding="utf-8")
        assert "clock" in causes or not re.search(r"barcamp\.(zone|timezone)", text), name


async def test_every_region_is_touched_by_some_command(cast: Cast, topic: int):
    names = (
        "rename", "edit-barcamp", "announce", "pitch-topic", "cast-vote", "write-note", "support-note",
        "show-note", "add-section", "show-on-projector", "put-up-offer", "add-photo", "keep-proposal",
        "publish-plan", "move-to-phase", "bring-on-stage", "choose-accent", "add-logo", "mark-arrival",
        "archive-barcamp",
    )  # fmt: skip
    for name in names:
        who, command = await SITUATIONS[name](cast, topic)
        await cast.does(who, command)
    camp = await cast.barcamp()
    changed = [told([fact], camp) for line in await cast.journal() for fact in read(line.touched)]
    shown = {region for screen in SCREENS for one in changed for region in shown_by(screen, f"t{topic}", one)}
    assert {region.partition("_")[0] for region in shown} == KINDS


@pytest.mark.parametrize("name", SITUATIONS)
async def test_a_page_with_its_live_fragments_is_a_fresh_page(server: Server, cast: Cast, topic: int, name: str):
    who, command = await SITUATIONS[name](cast, topic)
    assert command.verb == verb_of(name)
    watchers = [
        ("phone", "", cast.noor), ("console", "", cast.max), ("projector", "", None), ("arrivals", "", cast.max),
        ("notes", f"t{topic}", cast.noor), ("notes", f"s{cast.plenaries[0]}", cast.noor),
    ]  # fmt: skip
    pages = [await load(server, cast, *watcher) for watcher in watchers]
    sockets = []
    for shown, (screen, subject, person) in zip(pages, watchers, strict=True):
        address = f"/{cast.code}/socket/{screen}" + (f"/{subject}" if subject else "")
        sockets.append(await server.socket(f"{address}?mark={mark_of(shown)}", person))
    try:
        # A socket is taken before it has its seat; what is gone by then has none.
        await until(lambda: len(server.ctx.hub.broadcast(cast.id).audience) == len(watchers))
        answer = await cast.does(who, command)
        assert answer.changed, "it changes nothing in this situation"
        for shown, socket, watcher in zip(pages, sockets, watchers, strict=True):
            while int(mark_of(shown).partition("_")[0]) < answer.seq:
                apply(shown, str(await asyncio.wait_for(socket.recv(), 300)))
            fresh = await load(server, cast, *watcher)
            await nothing_is_kept_that_is_old(server, cast, Group(watcher[0], "de", watcher[1]), command)
            if fresh.has("error"):
                assert shown.id("wall-title").text != "", "a wall that is gone says so"
                continue
            if command.verb in VOTES and watcher[0] == "console":
                for each in (shown, fresh):  # votes come too often to weigh the whole plan anew with each
                    each.id("check").children.clear()
            assert str(body(shown)) == str(body(fresh)), watcher
    finally:
        await asyncio.gather(*(socket.close() for socket in sockets))


async def nothing_is_kept_that_is_old(server: Server, cast: Cast, group: Group, command: Command) -> None:
    """What is drawn of what was read before is what would be drawn by a server that has just started."""
    kept = dict((await server.ctx.hub.page(cast.id, group)).regions)
    new = dict((await Broadcast(cast.id, cast.ctx.db, cast.ctx.env, cast.clock).page(group)).regions)
    if command.verb in VOTES:
        for drawn in (kept, new):
            drawn.pop("check", None)
    assert kept == new


async def test_time_alone_shows_what_is_on_now(server: Server, cast: Cast):
    phone, projector = await load(server, cast, "phone", "", cast.kim), await load(server, cast, "projector", "", None)
    seats = ((phone, "phone", cast.kim), (projector, "projector", None))
    cast.clock.forward(hours=1)
    for shown, screen, person in seats:
        async with server.socket(f"/{cast.code}/socket/{screen}?mark={mark_of(shown)}", person) as socket:
            before = str(body(shown))
            apply(shown, str(await asyncio.wait_for(socket.recv(), 300)))
            assert str(body(shown)) != before
            assert str(body(shown)) == str(body(await load(server, cast, screen, "", person)))


async def test_what_everybody_sees_is_the_same_for_everybody(server: Server, cast: Cast, topic: int):
    await cast.does(cast.noor, WriteNote(wall=f"t{topic}", text="Von Noor"))
    await cast.does(cast.max, CastVote(topic=topic))
    for screen, subject, people in (
        ("phone", "", (cast.kim, cast.noor, cast.max)),
        ("notes", f"t{topic}", (cast.kim, cast.noor, cast.max)),
        ("console", "", (cast.max, cast.ada)),
        ("arrivals", "", (cast.max, cast.ada)),
        ("projector", "", (None, cast.kim, cast.ada)),
    ):
        seen = [await load(server, cast, screen, subject, person) for person in people]
        for name in whole(screen, subject):
            assert len({str(each.id(name)) for each in seen}) == 1, (screen, name)
        if screen != "projector":
            assert len({str(body(each)) for each in seen}) == len(seen), "what is mine is on the page as well"


async def load(server: Server, cast: Cast, screen: str, subject: str, person: Member | None) -> Element:
    where = f"/{cast.code}" if screen == "phone" else f"/{cast.code}/{screen}" + (f"/{subject}" if subject else "")
    answer = await server.client(person).get(where)
    if answer.status_code == 404:
        return parse('<p id="error"></p>')
    shown = page(answer)
    for silent in shown.all("noscript"):  # never there where fragments are
        silent.children.clear()
    # What was so when the page was asked for; from then on clock.js, mine.js and asked.js know it from elsewhere.
    for each in shown:
        for name in ("data-now", "data-unpainted", "data-past", *(["hidden"] if "data-ask" in each.attributes else [])):
            each.attributes.pop(name, None)
    return shown


def body(shown: Element) -> Element:
    """Without what is there for browsers without scripts alone, to which nothing is pushed."""
    found = next(each for each in shown if each.tag == "body")
    for main in found.all("main"):
        main.attributes.pop("data-may", None)
    for each in found.all("noscript"):
        each.children.clear()
    return found


def mark_of(shown: Element) -> str:
    return body(shown)["data-mark"]
