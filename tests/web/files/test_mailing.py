"""A day as a letter to oneself, and what else the take-home page offers."""

from urllib.parse import parse_qs, urlsplit

from barcamp.domain.event.results import OpenResults
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.result import WriteResult
from barcamp.web.files.mailing import MOST
from tests.cast import Cast
from tests.markup import Element
from tests.pictures import printed
from tests.server import Server
from tests.web.asking import page

LONG = "Größenwahn in der Wirtschaftsförderungsgesellschaft für Städtebau "


async def sessions(cast: Cast, many: int = 1, result: str = "Sauerteig braucht **Zeit**.") -> list[int]:
    """Hosted by Kim, wanted by Noor."""
    topics = []
    for number in range(many):
        topics.append(await cast.pitches(f"Brot & Salz {number}"))
        cell = {"room": cast.rooms[number % 4], "slot": cast.slots[number // 4]}
        await cast.does(cast.max, PlaceTopic(topic=topics[-1], **cell))
        await cast.does(cast.noor, CastVote(topic=topics[-1]))
        await cast.does(cast.kim, WriteResult(wall=f"t{topics[-1]}", text=result))
    return topics


async def home(server: Server, cast: Cast) -> Element:
    return page(await server.client(cast.noor).get(f"/{cast.code}/home"))


def mail_of(shown: Element) -> tuple[str, list[str]]:
    """The address that opens a mail program, and the lines of the letter in it."""
    [address] = [link["href"] for link in shown.all("a") if link["href"].startswith("mailto:")]
    asked = parse_qs(urlsplit(address).query)
    assert urlsplit(address).path == ""
    assert asked["subject"] == ["Mein Tag: Barcamp Lindenau"]
    return address, asked["body"][0].split("\r\n")


async def test_the_letter_has_my_sessions_what_came_of_them_and_the_address(server: Server, cast: Cast):
    await sessions(cast)
    await cast.does(cast.noor, WriteNote(wall="e", text="Danke\nan alle"))
    _, lines = mail_of(await home(server, cast))
    assert lines[0] == "Barcamp Lindenau"
    assert f"{server.url}/{cast.code}" in lines
    assert lines[4:] == [
        "10:30 Brot & Salz 0 (Saal)", "Sauerteig braucht Zeit.", "", "Meine Notizen", "- Danke an alle",
    ]  # fmt: skip


async def test_however_much_there_was_every_mail_program_takes_it(server: Server, cast: Cast):
    await sessions(cast, 12, LONG * 20)
    shown = await home(server, cast)
    address, lines = mail_of(shown)
    assert len(address) < MOST + 150
    assert lines[-1] == "Mehr unter der Adresse oben."
    assert lines[4].startswith("10:30 Brot & Salz 0")
    [share] = shown.all("button", hidden="")
    assert share["data-share"].split("\n") == lines


async def test_a_day_without_anything_of_mine_is_a_letter_with_the_address(server: Server, cast: Cast):
    _, lines = mail_of(await home(server, cast))
    assert lines[2:] == [f"{server.url}/{cast.code}"]


async def test_the_page_has_the_photos_of_my_sessions_and_only_those(server: Server, cast: Cast):
    [topic] = await sessions(cast)
    other = await cast.pitches("Salz", by=cast.max)
    for wall in (f"t{topic}", f"t{other}", "e"):
        await cast.does(cast.kim, printed(wall, f"Foto von {wall}"))
    images = (await home(server, cast)).all("img")
    assert [image["alt"] for image in images] == [f"Foto von t{topic}"]
    seen = await server.client(cast.noor).get(images[0]["src"])
    assert seen.headers["content-type"] == "image/jpeg"


async def test_the_report_is_there_as_soon_as_it_may_be_seen(server: Server, cast: Cast):
    await sessions(cast)

    async def offered() -> set[str]:
        links = {link["href"].removeprefix(f"/{cast.code}/") for link in (await home(server, cast)).all("a")}
        return links & {"results.pdf", "results", "my-plan.ics"}

    assert await offered() == {"my-plan.ics"}
    await cast.does(cast.max, ArchiveBarcamp())
    assert await offered() == {"my-plan.ics", "results", "results.pdf"}
    await cast.does(cast.ada, OpenResults(results="nobody"))
    assert await offered() == {"my-plan.ics"}
