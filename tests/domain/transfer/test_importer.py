"""An event is written down, brought in again, and written down once more: it is the same."""

import copy
import json
import shutil
from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from barcamp.app import build
from barcamp.domain.event.barcamp import barcamps, load, load_by_code
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.plan.grid import rooms
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.plan.room import AddRoom
from barcamp.domain.plan.video import SetVideoLink
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.privacy.erasure import ErasePerson
from barcamp.domain.setup.frozen import frozen_reports
from barcamp.domain.setup.series import NameSeries, editions
from barcamp.domain.setup.slot import RemoveSlot
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.transfer.format import LEFT, carried
from barcamp.domain.transfer.importer import ImportBarcamp
from barcamp.domain.walls.layout.divide import ChooseLanes, KeepLanes
from barcamp.domain.walls.layout.title import NameWall
from barcamp.domain.walls.move_note import MoveNote
from barcamp.domain.walls.note import WriteNote
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.db import metadata
from barcamp.kernel.journal import lines
from barcamp.kernel.refused import Refused
from barcamp.queries.setup.series import load_series
from barcamp.queries.transfer.record import Record, load_record
from barcamp.settings import Settings
from barcamp.web.context import AppContext
from tests.backends import settle, sqlite_in
from tests.cast import Cast, Clock, Member, found
from tests.gathering import GatheredFile


@pytest.fixture
def database_url(backend: str) -> str:
    return backend


@pytest.fixture(scope="module")
async def another(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of another server, where ids are others since an event is there already."""
    folder = tmp_path_factory.mktemp("another")
    ctx = build(Settings(database_url=await sqlite_in(folder)), Clock())
    await found(ctx, "Oda", "Mo", "Bo", "Cy")
    await ctx.desk.close()
    await ctx.db.close()
    settle(folder / "barcamp.db")
    return folder / "barcamp.db"


@pytest.fixture
async def elsewhere(another: Path, tmp_path: Path, clock: Clock) -> AsyncIterator[AppContext]:
    file = shutil.copy(another, tmp_path / "elsewhere.db")
    ctx = build(Settings(database_url=f"sqlite+aiosqlite:///{file}"), clock)
    yield ctx
    await ctx.desk.close()
    await ctx.bell.close()
    await ctx.db.close()


@pytest.fixture
async def day(cast: Cast) -> Record:
    return await eventful(cast)


@pytest.fixture(scope="module")
async def told(gathered_file: GatheredFile, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """What a file says of such a day. From here on it is all the same which database the day was in."""
    _, record = await gathered_file.after(tmp_path_factory.mktemp("told"), eventful)
    return record


async def eventful(cast: Cast) -> Record:
    """A day on which everything happened that refers to something else."""
    await cast.pitches("Früher", by=cast.noor)
    topic, other = await cast.pitches("Leerstand: was tun?"), await cast.pitches("Mitfahrbänke", by=cast.noor)
    await cast.does(cast.noor, CastVote(topic=topic))
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    await cast.does(cast.max, PlaceTopic(topic=other, room=cast.rooms[1], slot=cast.slots[0]))
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.max, RepeatTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[1]))
    await cast.does(cast.kim, WriteNote(wall=f"t{topic}", text="Zwischennutzung 🎉"))
    first = await cast.makes(cast.noor, WriteNote(wall=f"s{cast.plenaries[0]}", text="Guten Morgen"))
    await cast.does(cast.noor, WriteNote(wall=f"s{cast.plenaries[0]}", text="Willkommen"))
    await cast.does(cast.noor, MoveNote(note=first, place="last"))
    for wall in (f"t{topic}", f"s{cast.plenaries[0]}", "e"):
        await cast.does(cast.max, ChooseLanes(wall=wall, template="kick-off"))
    await cast.does(cast.max, KeepLanes(wall="e", name="Ablauf"))
    await cast.does(cast.ada, NameWall(title="Was wir mitnehmen"))
    await cast.does(cast.kim, SettleConsent(agreed=True))
    await cast.does(cast.noor, WithdrawTopic(topic=(await cast.pitches("Doch nicht", by=cast.noor))))
    await cast.does(cast.ada, RemoveSlot(slot=cast.slots[-1]))
    await cast.does(cast.ada, NameSeries(name="Runder Tisch", number=21))
    return await record_of(cast.ctx, cast.code)


async def record_of(ctx: AppContext, code: str) -> Record:
    async with ctx.db.reading() as db:
        camp = await load_by_code(db, code)
        assert camp is not None
        return await load_record(db, camp)


async def organiser_of(ctx: AppContext) -> Member:
    async with ctx.db.reading() as db:
        row = (await db.execute(barcamps.select())).first()
    assert row is not None
    return Member("Oda", Actor(Role.ORGANISER, organiser_id=row.organiser_id))


def command_for(record: Record, *, again: bool = True, **changes: object) -> ImportBarcamp:
    told = copy.deepcopy(asdict(record))
    journal, blobs = told.pop("journal"), told.pop("blobs")
    return ImportBarcamp(
        digest="0" * 64, record={**json.loads(json.dumps(told)), **changes}, lines=journal, blobs=blobs, again=again
    )


async def bring(ctx: AppContext, record: Record) -> Record:
    who = await organiser_of(ctx)
    answer = await ctx.desk.carry_out(command_for(record), who.actor)
    async with ctx.db.reading() as db:
        code = (await db.execute(barcamps.select().where(barcamps.c.id == answer.made))).one().code
    return await record_of(ctx, code)


async def test_an_event_comes_out_of_another_server_as_it_went_in(day: Record, elsewhere: AppContext):
    assert await bring(elsewhere, day) == day
    assert {name for name, rows in day.tables.items() if rows} >= {"topic", "vote", "note", "plan_version", "consent"}


async def test_an_archive_from_before_knows_by_its_journal_who_came_to_take_part(day: Record, elsewhere: AppContext):
    older = copy.deepcopy(day)
    for row in older.tables["attendee"]:
        del row["guest"]
    assert await bring(elsewhere, older) == day
    assert [row["guest"] for row in day.tables["attendee"]].count(False) == 1


async def test_links_to_video_rooms_come_along_and_those_from_before_are_mended(cast: Cast, elsewhere: AppContext):
    await cast.does(cast.max, SetVideoLink(video_link="https://x.example/plenum"))
    command = command_for(await record_of(cast.ctx, cast.code))
    first, second, *_ = command.record["tables"]["room"]
    first["video_link"], second["video_link"] = "http://x.example/a", "https://x.example/b Kennwort 7"
    made = (await elsewhere.desk.carry_out(command, (await organiser_of(elsewhere)).actor)).made
    async with elsewhere.db.reading() as db:
        event = await db.scalar(select(barcamps.c.video_link).where(barcamps.c.id == made))
        links = list(await db.scalars(select(rooms.c.video_link).where(rooms.c.barcamp_id == made)))
    assert event == "https://x.example/plenum"
    assert sorted(links)[-2:] == ["https://x.example/a", "https://x.example/b"]


async def test_its_rows_have_ids_of_their_own_there(day: Record, elsewhere: AppContext, cast: Cast):
    await bring(elsewhere, day)
    async with elsewhere.db.reading() as db:
        camp = await load_by_code(db, cast.code)
        assert camp is not None
        lines_there = (await db.execute(lines.select().where(lines.c.ledger_id == camp.id))).all()
    assert camp.id != cast.id
    assert [line.seq for line in lines_there] == [line["seq"] for line in day.journal]


async def test_where_the_code_is_taken_it_gets_another_one(day: Record, cast: Cast):
    again = await bring(cast.ctx, day)
    assert again.barcamp.pop("code") != day.barcamp.pop("code")
    assert again == day


async def test_an_event_that_its_organiser_has_here_already_comes_in_only_when_that_is_wanted(
    day: Record, cast: Cast, elsewhere: AppContext
):
    owner = Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))
    said = await cast.refusal(owner, command_for(day, again=False))
    assert (said.key, said.facts["code"]) == ("archive.there", cast.code), "it was founded here"
    other = Member("Eve", Actor(Role.ORGANISER, organiser_id=cast.eve_organising.actor.organiser_id))
    assert (await cast.does(other, command_for(day, again=False))).made, "what others organise is not told of"
    assert (await cast.refusal(other, command_for(day, again=False))).key == "archive.there", "it was brought in before"
    oda = await organiser_of(elsewhere)
    assert (await elsewhere.desk.carry_out(command_for(day, again=False), oda.actor)).made
    with pytest.raises(Refused) as caught:
        await elsewhere.desk.carry_out(command_for(day, again=False), oda.actor)
    assert caught.value.key == "archive.there"


async def test_in_its_series_it_counts_once_beside_what_it_was_made_of(day: Record, cast: Cast):
    owner = Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id)
    answer = await cast.ctx.desk.carry_out(command_for(day), owner)
    async with cast.ctx.db.reading() as db:
        assert await db.scalar(select(func.count()).where(editions.c.barcamp_id.in_((cast.id, answer.made)))) == 2
        for asked in (cast.id, answer.made or 0):
            camp = await load(db, asked)
            assert camp is not None
            seen = await load_series(db, camp)
            assert seen is not None
            assert [each.barcamp_id for each in seen.editions] == [asked]


async def test_a_third_server_gets_what_the_second_made_of_it(day: Record, elsewhere: AppContext, cast: Cast):
    await bring(elsewhere, day)
    third = await bring(cast.ctx, await record_of(elsewhere, cast.code))
    assert replace(third, barcamp={}) == replace(day, barcamp={})


async def test_what_is_made_after_the_import_gets_numbers_of_its_own(day: Record, elsewhere: AppContext, cast: Cast):
    await bring(elsewhere, day)
    async with elsewhere.db.reading() as db:
        camp = await load_by_code(db, cast.code)
    assert camp is not None
    ada = Actor(Role.ORGANISER, camp.id, None, camp.organiser_id)
    await elsewhere.desk.carry_out(AddRoom(name="Neu"), ada)
    there = (await record_of(elsewhere, cast.code)).tables["room"]
    assert there[:-1] == day.tables["room"]
    assert int(str(there[-1]["id"])) > max(int(str(room["id"])) for room in day.tables["room"])


async def test_an_erased_person_is_told_as_a_number_only(cast: Cast, day: Record):
    await cast.does(cast.kim, ErasePerson(attendee=cast.kim.id))
    after = await record_of(cast.ctx, cast.code)
    assert (day.erased, after.erased) == (0, 1)
    assert "Kim" in json.dumps(day.tables)
    assert "Kim" not in json.dumps(after.tables) + json.dumps(after.journal)


async def test_an_archived_event_stays_archived(cast: Cast, day: Record, elsewhere: AppContext):
    await cast.does(cast.max, ArchiveBarcamp())
    final = await record_of(cast.ctx, cast.code)
    assert final.barcamp["archived_at"] is not None
    assert await bring(elsewhere, final) == final


async def test_a_closed_report_comes_along_and_leads_to_where_the_event_is_now(cast: Cast, elsewhere: AppContext):
    """Also in the archive of an older version, which kept nothing for it: then as it stands here."""
    await cast.does(cast.ada, NameSeries(name="Runder Tisch", number=21))
    await cast.does(cast.max, ArchiveBarcamp())
    final = await record_of(cast.ctx, cast.code)
    assert final.tables["frozen_report"] == [{"series": "Runder Tisch"}]
    who = replace((await organiser_of(elsewhere)).actor, address="https://camp.example.org")
    came = command_for(final)
    older = command_for(final)
    del older.record["tables"]["frozen_report"], older.record["tables"]["frozen_edition"]
    for command in (came, older):
        made = (await elsewhere.desk.carry_out(command, who)).made
        async with elsewhere.db.reading() as db:
            [row] = (await db.execute(select(frozen_reports).where(frozen_reports.c.barcamp_id == made))).all()
        assert (row.series, row.address) == ("Runder Tisch", "https://camp.example.org")


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        (lambda r: r["tables"].update(spaceship=[]), "archive.newer"),
        (lambda r: r["tables"]["topic"][0].update(colour="red"), "archive.broken"),
        (lambda r: r["tables"]["topic"][0].pop("title"), "archive.broken"),
        (lambda r: r["tables"]["topic"][0].update(title="W" * 141), "archive.broken"),
        (lambda r: r["tables"]["topic"][0].update(title="a\0b"), "archive.broken"),
        (lambda r: r["tables"]["topic"][0].update(host_id=999), "archive.broken"),
        (lambda r: r["tables"]["topic"][0].update(pitched_at="2026-06-13"), "archive.broken"),
        (lambda r: r["tables"]["topic"].append(r["tables"]["topic"][0]), "archive.broken"),
        (lambda r: r["tables"]["room"][0].update(video_link="javascript:alert(1)"), "archive.broken"),
        (lambda r: r["barcamp"].update(video_link="http://x.example"), "archive.broken"),
        (lambda r: r["barcamp"].update(video_link="Hier: https://x.example"), "archive.broken"),
        (lambda r: r["tables"]["note"][0].update(wall="x1"), "archive.broken"),
        (lambda r: r["tables"]["attendee"][0].update(name="K\x1bim"), "archive.broken"),
        (lambda r: r["tables"]["topic"][0].update(angle="up"), "archive.broken"),
        (lambda r: r["tables"]["room"][0].update(capacity=-1), "archive.broken"),
        (lambda r: r["tables"]["slot"][0].update(ends=10**8), "archive.broken"),
        (lambda r: r["tables"]["plan_version"][0].update(cells=[{"topic": "x"}]), "archive.broken"),
        (lambda r: r["tables"]["vote"].append(r["tables"]["vote"][0]), "archive.broken"),
        (
            lambda r: r["tables"]["room"].extend([{**r["tables"]["room"][0], "id": 900 + n} for n in range(200)]),
            "archive.broken",
        ),
        (lambda r: r["barcamp"].update(accent="red;}"), "archive.broken"),
        (lambda r: r["barcamp"].update(accent="#ffffff"), "archive.broken"),
        (lambda r: r["barcamp"].update(rehearses="AAAAAA"), "archive.broken"),
        (lambda r: r["barcamp"].update(clock_shift=10**9), "archive.broken"),
        (lambda r: r["barcamp"].update(name="Tag\x00"), "archive.broken"),
        (lambda r: r.update(series=["Runder Tisch"]), "archive.broken"),
        (lambda r: r.update(series={"name": "Runder Tisch", "number": 0}), "archive.broken"),
        (lambda r: r["barcamp"].update(timezone="Mond/Krater"), "archive.broken"),
        (lambda r: r["barcamp"].update(delete_on="2026-01-01"), "archive.past_deletion"),
        (lambda r: r.update(code="../../"), "archive.broken"),
        (lambda r: r.update(seq=3), "archive.broken"),
        (lambda r: r.update(tables=None), "archive.newer"),
    ],
)
async def test_what_does_not_fit_together_is_refused_and_nothing_is_brought_in(
    told: Record, elsewhere: AppContext, spoil, key: str
):
    command, who = command_for(told), await organiser_of(elsewhere)
    spoil(command.record)
    before = await _rows(elsewhere)
    with pytest.raises(Refused) as refused:
        await elsewhere.desk.carry_out(command, who.actor)
    assert refused.value.key == key
    assert await _rows(elsewhere) == before


@pytest.mark.parametrize(
    "line", [{"at": "2026-06-13T10:00:00"}, {"at": 5}, {"made": "x"}, {"made": -1}, {"payload": "x"}, {"seq": 2**70},
             {"who": 999}, {"op": 7, "command": None, "payload": []}],
)  # fmt: skip
async def test_a_journal_that_nobody_wrote_is_refused(told: Record, elsewhere: AppContext, line: dict[str, object]):
    command, who = command_for(told), await organiser_of(elsewhere)
    command.lines[0].update(line)
    with pytest.raises(Refused) as refused:
        await elsewhere.desk.carry_out(command, who.actor)
    assert refused.value.key == "archive.broken"


async def test_nobody_comes_in_as_an_organiser(told: Record, elsewhere: AppContext):
    command, who = command_for(told), await organiser_of(elsewhere)
    for person in command.record["tables"]["attendee"]:
        person["role"] = int(Role.ORGANISER)
    answer = await elsewhere.desk.carry_out(command, who.actor)
    attendee = metadata.tables["attendee"]
    async with elsewhere.db.reading() as db:
        roles = set(await db.scalars(attendee.select().with_only_columns(attendee.c.role)
                                     .where(attendee.c.barcamp_id == answer.made)))  # fmt: skip
    assert roles == {int(Role.MODERATOR)}


def test_every_table_of_an_event_is_carried_or_says_why_not():
    of_an_event = {table.name for table in metadata.sorted_tables if "barcamp_id" in table.c}
    assert {table.name for table in carried()} | set(LEFT) == of_an_event
    assert all(LEFT.values())


async def test_the_journal_of_the_server_keeps_who_brought_what_and_no_content(told: Record, elsewhere: AppContext):
    await bring(elsewhere, told)
    async with elsewhere.db.reading() as db:
        last = (await db.execute(lines.select().where(lines.c.ledger_id == 0).order_by(lines.c.seq.desc()))).first()
    assert last is not None
    assert (last.command, json.loads(last.payload)) == ("import-barcamp", {"digest": "0" * 64, "again": True})


async def _rows(ctx: AppContext) -> dict[str, list]:
    async with ctx.db.reading() as db:
        return {table.name: list(await db.execute(table.select())) for table in metadata.sorted_tables}
