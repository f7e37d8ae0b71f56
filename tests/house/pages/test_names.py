"""Controls are told apart by their names: people who do not see the page hear nothing but names."""

from collections import defaultdict

import pytest

from barcamp.domain.event.checklist import STEPS
from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.offer import PutUpOffer
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.note import WriteNote
from tests.cast import Cast, Member
from tests.markup import Element
from tests.server import Server
from tests.web.asking import page

KEPT = ("op", "back", "owner", "seen")  # hidden fields that say nothing about what is done


@pytest.mark.parametrize("phase", ["interest", "planning", "sessions", "closing"])
async def test_things_with_the_same_name_do_the_same(server: Server, cast: Cast, phase: str):
    places = await busy(cast)
    await cast.does(cast.max, MoveToPhase(phase=phase))
    for person, path in visited(cast, places):
        shown = page(await server.client(person).get(path))
        assert pressed(shown), path
        assert alike(shown) == {}, path


def test_a_name_with_two_meanings_is_seen():
    link = {name: Element("a", {"href": f"/{name}"}, ["Notizwand"]) for name in ("one", "other")}
    assert alike(Element("body", {}, [*link.values()])) == {"Notizwand": ["/one", "/other"]}


async def busy(cast: Cast) -> tuple[int, int]:
    """Two of everything; a topic and an offer."""
    topics = [await cast.pitches("Brot"), await cast.pitches("Salz", by=cast.noor), await cast.pitches("Zucker")]
    wishes = [await cast.makes_a_wish("Gärtnern"), await cast.makes_a_wish("Nähen")]
    for topic in (*topics, *wishes):
        await cast.does(cast.noor, CastVote(topic=topic))
    for topic, room in zip(topics, cast.rooms, strict=False):
        await cast.does(cast.max, PlaceTopic(topic=topic, room=room, slot=cast.slots[0]))
    for wall in (f"t{topics[0]}", f"s{cast.plenaries[0]}"):
        for who, text in ((cast.kim, "Eins"), (cast.kim, "Zwei"), (cast.noor, "Drei"), (cast.noor, "Vier")):
            await cast.does(who, WriteNote(wall=wall, text=text))
    offers = [
        (await cast.does(who, PutUpOffer(title=title, what="Gern", contact="a@example.org"))).made or 0
        for who, title in ((cast.kim, "Garten"), (cast.kim, "Keller"), (cast.noor, "Dach"))
    ]
    return topics[0], offers[0]


def visited(cast: Cast, places: tuple[int, int]) -> list[tuple[Member, str]]:
    topic, offer = places
    here = f"/{cast.code}"
    own = [f"{here}/{path}" for path in ("my-data", "home", f"offers/{offer}", f"topics/{topic}", f"notes/t{topic}")]
    stage = [f"{here}/{path}" for path in ("console", "people", f"people/{cast.kim.id}", f"merge/{topic}", "pack")]
    office = [f"/organiser/{cast.code}/{step}" for step in (*STEPS, "people", "afterwards", "copy")]
    ways = (
        (cast.stranger, [here, "/", "/help", "/imprint", "/privacy"]),
        (cast.kim, [here, *own, f"{here}/notes/s{cast.plenaries[0]}"]),
        (cast.max, [*stage, *own[2:], here]),
        (cast.ada, ["/organiser", f"/organiser/{cast.code}", *office]),
    )
    return [(person, path) for person, paths in ways for path in paths]


def alike(shown: Element) -> dict[str, list[str]]:
    """Names that stand for more than one thing, with what they stand for."""
    meant = defaultdict(set)
    for each in pressed(shown):
        meant[each.tag, name(each)].add(purpose(each, shown))
    return {said: sorted(what) for (_, said), what in meant.items() if len(what) > 1}


def pressed(shown: Element) -> list[Element]:
    buttons = [each for each in shown if each.tag in ("a", "button") and (each.tag == "button" or each.get("href"))]
    return [each for each in buttons if not within_hidden(each)]


def within_hidden(each: Element | None) -> bool:
    """Whether it is in what only pushes need, and nobody can press."""
    while each is not None and "moderating" not in each.get("class").split():
        each = each.parent
    return each is not None and "hidden" in each.attributes


def name(each: Element) -> str:
    pictures = " ".join(picture.get("alt") for picture in each.all("img"))
    return " ".join((each.get("aria-label") or f"{each.text} {pictures}").split())


def purpose(each: Element, shown: Element) -> str:
    if each.tag == "a":
        return each["href"]
    form = shown.id(each["form"]) if each.get("form") else each
    while form.tag != "form" and form.parent:
        form = form.parent
    fields = {one.get("name"): one.get("value") for one in form.all("input", type="hidden")} | {
        each.get("name"): each.get("value")
    }
    said = sorted(f"{key}={value}" for key, value in fields.items() if key not in KEPT)
    return f"{form.get('action')} {each.get('type')} {' '.join(said)}"
