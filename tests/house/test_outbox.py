"""Commands declare whether they may wait for a connection (`waits`); pages tell the outbox, whose scripts know no
command by its name."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from barcamp.domain.event.phases import MoveToPhase, SetInterest
from barcamp.domain.walls.dots import OpenDots
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.silence.round import BeginSilence
from barcamp.kernel.actor import Role
from barcamp.kernel.command import COMMANDS, fields
from barcamp.kernel.waits import Waits
from barcamp.rendering.assets import folder
from barcamp.web.forms import waiting
from tests.cast import Cast
from tests.house.sources import modules
from tests.markup import Element, parse
from tests.planning import placed
from tests.server import Server

SCRIPTS = folder("static") / "js"
WAITING = {verb: kind.waits for verb, kind in COMMANDS.items() if kind.waits}
# Buttons that scripts make of those beside them, where a tap takes back what was tapped; and one that stands on the
# wall once it has a keeper.
SEEN_LATER = {"withdraw-vote", "skip-session", "bring-back-dots", "leave-keeper", "show-selection"}


@pytest.mark.parametrize("script", sorted(SCRIPTS.rglob("*.js")), ids=lambda file: file.stem)
def test_no_script_names_a_command(script: Path):
    text = script.read_text(encoding="utf-8").replace('getElementById("add-photo")', "")
    named = {verb for verb in COMMANDS if "-" in verb and re.search(rf"[\"'`/]{verb}[\"'`]", text)}
    assert named == set()
    assert not re.findall(r"/[^/\n]*-\(?(?:note|topic|vote|dot|session)\b[^/\n]*/\.test", text)


def test_what_is_declared_is_declared_once():
    """The later of two lines would hold, and nobody who reads the first would know."""
    for path, module in modules().items():
        for each in [node for node in ast.walk(module) if isinstance(node, ast.ClassDef)]:
            lines = [line for line in each.body if isinstance(line, ast.Assign)]
            names = Counter(target.id for line in lines for target in line.targets if isinstance(target, ast.Name))
            assert [name for name, often in names.items() if often > 1] == [], f"{path}: {each.name}"


@pytest.mark.parametrize("phase", ["pitching", "interest", "sessions", "closing"])
async def test_whatever_the_outbox_takes_in_on_a_page_was_declared_to_wait(server: Server, cast: Cast, phase: str):
    found = set[str]()
    for role, page in await _pages(server, cast, phase):
        [outbox] = [each for each in page.all("template") if "data-entry" in each.attributes]
        live = {each["hx-post"].rpartition("/")[2] for each in page.all("form") if "hx-post" in each.attributes}
        live = {verb for verb in live if COMMANDS[verb].by <= role}  # shared parts have the moderators' buttons too
        assert {verb for verb in live if f"data-{verb}" not in outbox.attributes} == set()
        found |= live
    assert found, "nothing to take in"
    if phase == "sessions":
        assert set(WAITING) - found == SEEN_LATER


def test_a_page_tells_of_what_somebody_may_give_there():
    kim, max_ = waiting(Role.ATTENDEE, "notes"), waiting(Role.MODERATOR, "notes")
    assert "data-hide-note" not in kim
    assert "data-hide-note" in max_
    assert kim["data-votes"] == "withdraw-vote cast-vote", "taps of the phone may still wait on a wall"
    assert kim["data-supports"] == "unsupport-note support-note"
    phone = waiting(Role.ATTENDEE, "topics")
    assert "data-support-note" not in phone
    assert "data-supports" not in phone
    assert set(phone["data-near"].split()) == {"cast-vote", "withdraw-vote", "pitch-topic", "claim-topic"}
    assert "data-write-note" in phone, "a note can be written from anywhere, without a connection"


@pytest.mark.parametrize(("verb", "waits"), WAITING.items(), ids=WAITING)
def test_what_waits_is_new_or_says_what_it_is_about(verb: str, waits: Waits):
    """The newest about one thing is sent last; new things wait for nothing."""
    of_a_thing = {"note", "topic", "offer", "wall"} & set(fields(COMMANDS[verb]))
    if waits.new:
        assert not {"note", "topic", "offer"} & of_a_thing
    assert not COMMANDS[verb].own_route
    assert COMMANDS[verb].painted <= (waits.mine[1:] in ("votes", "goes"))


async def _pages(server: Server, cast: Cast, phase: str) -> list[tuple[Role, Element]]:
    await cast.becomes_hybrid()
    topic = await placed(cast, "Brot backen", 0, 0)
    await cast.makes_a_wish()
    for wall in (f"t{topic}", "e"):  # there is no vote with points on the day's
        await cast.does(cast.kim, WriteNote(wall=wall, text="Mehl"))
    await cast.does(cast.max, MoveToPhase(phase=phase))
    if phase == "sessions":
        await cast.does(cast.max, SetInterest(open=True))
        await cast.does(cast.max, OpenDots(wall=f"t{topic}", points=3))
        await cast.does(cast.max, BeginSilence(wall="e"))
    paths = [f"/{cast.code}", f"/{cast.code}/notes/t{topic}", f"/{cast.code}/notes/e"]
    seen = [(who, path) for who in (cast.kim, cast.noor, cast.max) for path in paths]
    seen.append((cast.max, f"/{cast.code}/arrivals"))
    return [(who.actor.role, parse((await server.client(who).get(path)).text)) for who, path in seen]
