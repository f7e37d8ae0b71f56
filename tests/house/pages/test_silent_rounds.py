"""What is written in a silent round is in no byte of anybody else's page, message, file, record or log, until it is
revealed: everything is searched for every word, over a hundred random histories."""

import dataclasses
import random
from dataclasses import dataclass, field

import msgspec
import pytest

from barcamp.app import make_app
from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.walls.dots import OpenDots, PlaceDot
from barcamp.domain.walls.groups import GroupNote, MarkKey
from barcamp.domain.walls.hide_note import HideNote, ShowNote
from barcamp.domain.walls.move_note import MoveNote
from barcamp.domain.walls.note import EditNote, WithdrawNote, WriteNote, notes
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.silence.lanes import sealed
from barcamp.domain.walls.silence.round import AskForTime, BeginSilence, GiveTime
from barcamp.domain.walls.silence.sealed import EditSealed, RevealCards, WithdrawSealed
from barcamp.domain.walls.support import SupportNote
from barcamp.exports.book.book import Choice, load_day
from barcamp.exports.formats import event_json, html, markdown
from barcamp.kernel.command import Command
from barcamp.kernel.db import metadata
from barcamp.kernel.refused import Refused
from barcamp.live.audience import Group
from barcamp.live.broadcast import Broadcast
from barcamp.queries.privacy.mentions import load_mentions
from barcamp.queries.transfer.record import load_record
from tests.cast import Cast, Member
from tests.house.pages.asking import Asker
from tests.house.pages.crawl import Still, crawl
from tests.live.broadcasts import Viewer, seated

HISTORIES = 100
WALLS = ("e", "t1")
GROUPS = [
    *(Group("notes", language, wall) for wall in WALLS for language in ("de", "de-leicht", "en")),
    *(Group(screen, "de") for screen in ("phone", "console", "projector")),
]
FIRST = {"max": ("/{code}", "/{code}/console", "/{code}/notes/e", "/{code}/notes/t1"),
         "ada": ("/organiser", "/{code}/notes/e", "/organiser/{code}/journal"),
         "kim": ("/{code}", "/{code}/notes/e", "/{code}/notes/t1"),
         "stranger": ("/{code}", "/{code}/projector")}  # fmt: skip
FILES = ("summary/html", "summary/md", "summary/json", "my-plan.ics")


@dataclass
class Written:
    """What people have typed: whose each word is, and which of them have ever been seen on a wall. `cards` are sealed
    by now, `kept` what stands on them."""

    sections: tuple[int, ...]
    whose: dict[str, int] = field(default_factory=dict)
    revealed: set[str] = field(default_factory=set)
    cards: tuple[int, ...] = ()
    kept: frozenset[str] = frozenset()

    def word(self, who: Member) -> str:
        word = f"Geheimwort{len(self.whose)}x"
        self.whose[word] = who.id
        return word

    def unseen(self, by: Member | None = None) -> list[str]:
        """What nobody may meet, or `by` them: also words that were replaced or taken back before they were revealed."""
        theirs = by.actor.attendee_id if by else None
        return [word for word in self.whose if word not in self.revealed and self.whose[word] != theirs]


@pytest.fixture
async def written(cast: Cast) -> Written:
    """Two walls, of which the projector shows one, with a card that anybody may do something with."""
    assert await cast.pitches() == 1
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall="e"))
    await cast.does(cast.max, OpenDots(wall="e", points=5))
    for wall in WALLS:
        await cast.does(cast.kim, WriteNote(wall=wall, text="Offen"))
    async with cast.ctx.db.reading() as db:
        return Written(tuple(each.id for each in await load_sections(db, cast.id)))


async def test_nobody_else_meets_a_word_before_it_is_revealed(
    cast: Cast, written: Written, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
):
    broadcast = Broadcast(cast.id, cast.ctx.db, cast.ctx.env, cast.clock)
    viewers = await seated(broadcast, *GROUPS)
    found = set[str]()
    for seed in range(HISTORIES):
        await _history(cast, random.Random(seed), written)
        await broadcast.beat()
        found |= await _searched(cast, viewers, written, files=seed % 5 == 0)
    await _everybody_writes(cast, written)
    await _every_page(cast, written)
    out = capsys.readouterr()
    assert [word for word in written.unseen() if word in out.out + out.err + caplog.text] == []
    assert len(written.revealed) > HISTORIES / 2
    assert found == {"messages", "tables", "book", "record", "mentions"}, (
        "what is revealed is found where it is searched for"
    )
    await _nothing_is_lost(cast, written)


async def _history(cast: Cast, chance: random.Random, written: Written) -> None:
    for _ in range(chance.randint(2, 7)):
        who = chance.choice([cast.kim, cast.noor, cast.max])
        try:
            await cast.does(who, _something(chance, written, who))
        except Refused:
            continue
        await _look(cast, written)
        cast.clock.forward(seconds=chance.randint(0, 90))


async def _everybody_writes(cast: Cast, written: Written) -> None:
    for wall in WALLS:
        await cast.does(cast.max, BeginSilence(wall=wall))
        for who in (cast.kim, cast.noor, cast.max):
            await cast.does(who, WriteNote(wall=wall, text=written.word(who)))
    await _look(cast, written)


async def _look(cast: Cast, written: Written) -> None:
    rows = [row for row in await cast.rows(sealed) if row.note_id is None and row.withdrawn_at is None]
    written.cards = tuple(row.id for row in rows)
    written.kept = frozenset(row.text for row in rows)
    written.revealed |= {word for row in await cast.rows(notes) for word in (*row.text.split(), row.who, row.due)}


def _something(chance: random.Random, written: Written, who: Member) -> Command:
    """Mostly what people do in a silent round, sometimes what somebody would try who wants to see a card."""
    wall, section = chance.choice(WALLS), chance.choice([0, 0, *written.sections])
    card = chance.choice([*written.cards, 1, 2, 3])

    def word() -> str:
        return written.word(who)

    write = WriteNote(wall=wall, text=f"{word()} und Noor", section=section, who=word(), until=word())
    return chance.choice([
        write, write, write, write,
        BeginSilence(wall=wall, section=section, minutes=chance.randint(0, 3)),
        BeginSilence(wall=wall),
        RevealCards(wall=wall, section=chance.choice(written.sections)),
        EditSealed(card=card, text=word(), until=word()),
        WithdrawSealed(card=card),
        AskForTime(wall=wall),
        GiveTime(wall=wall),
        chance.choice([
            SupportNote(note=card), MoveNote(note=card, place="last"), GroupNote(note=card, group="A"),
            MarkKey(note=card), HideNote(note=card, reason="Neugier"), ShowNote(note=card), PlaceDot(note=card),
            EditNote(note=card, text=word()), WithdrawNote(note=card), RevealCards(wall=wall),
        ]),
    ])  # fmt: skip


async def _searched(cast: Cast, viewers: list[Viewer], written: Written, *, files: bool) -> set[str]:
    """Searches all that anybody is given, and the rest of the database; where revealed words were found."""
    camp = await cast.barcamp()
    told = {
        "messages": str([shown for viewer in viewers for shown in viewer.shown]),
        "tables": str([await cast.rows(table) for table in metadata.sorted_tables if table is not sealed]),
    }
    if files:
        async with cast.ctx.db.reading() as db:
            choices = (Choice(), Choice(names=False, votes=False), Choice(public=True))
            told["book"] = str([await load_day(db, camp, cast.clock(), choice) for choice in choices])
            record = await load_record(db, camp)
            told["mentions"] = str(await load_mentions(db, camp, [cast.kim.id, cast.noor.id], alone=True))
        told["record"] = msgspec.json.encode([record.tables, record.journal]).decode()
    for viewer in viewers:
        viewer.frames.clear()
    for where, text in told.items():
        assert [word for word in written.unseen() if word in text] == [], where
    seen = written.revealed & written.whose.keys()
    return {where for where, text in told.items() if any(word in text for word in seen)}


async def _every_page(cast: Cast, written: Written) -> None:
    """Crawls all pages of all roles, and what they can download."""
    camp = await cast.barcamp()
    async with cast.ctx.db.reading() as db:
        day = await load_day(db, camp, cast.clock(), Choice())
    files = b"".join(each.write(day) for each in (event_json, markdown, html)).decode()
    assert [word for word in written.unseen() if word in files] == []
    cast.ctx.hub.end_broadcast(cast.id)  # nobody rings here: it would show what was drawn before
    app = make_app(dataclasses.replace(cast.ctx, rehearsals=Still()))
    seen = 0
    for name, first in FIRST.items():
        person = getattr(cast, name)
        asker = Asker(app, person, cast.code)
        paths = list(await crawl(asker, [each.format(code=cast.code) for each in first], office=True))
        cards = [f"/{cast.code}/notes/{wall}/{tail}{card}" for wall in WALLS for card in written.cards
                 for tail in ("sealed/", "")]  # fmt: skip
        for path in (*paths, *cards, *(f"/{cast.code}/{each}" for each in FILES)):
            text = (await asker.get(path)).text
            assert [word for word in written.unseen(person) if word in text] == [], (name, path)
            seen += any(word in text for word in written.kept)
    assert seen, "people see their own"


async def _nothing_is_lost(cast: Cast, written: Written) -> None:
    assert written.kept
    for wall in WALLS:
        await cast.does(cast.max, RevealCards(wall=wall))
    assert written.kept <= {row.text for row in await cast.rows(notes)}
    assert {row.text for row in await cast.rows(sealed)} == {""}
