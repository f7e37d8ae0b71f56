"""Founding a barcamp, walking through its day, closing it."""

from datetime import date
from itertools import product

import pytest

from barcamp.domain.event.barcamp import barcamps, load, load_by_code
from barcamp.domain.event.code import CODE_LENGTH, CODE_LETTERS, look_alikes, normal_code
from barcamp.domain.event.models import Model, models
from barcamp.domain.event.phases import PHASES, Announce, MoveToPhase, SetInterest, SetPitching
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.plan.grid import rooms, slots
from barcamp.domain.setup.founding import EditBarcamp, FoundBarcamp
from barcamp.domain.walls.section import sections
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.facts import Changed
from barcamp.text import languages
from tests.cast import DAY, Cast, Member

MODELS = models("de")
EDIT = {"name": "Neu", "day": date(2026, 7, 1), "timezone": "Europe/Vienna", "language": "en", "tone": "sie"}


@pytest.mark.parametrize("model", MODELS)
async def test_each_model_furnishes_its_rooms_and_slots(cast: Cast, model: str):
    answer = await cast.does(_between(cast), FoundBarcamp(model=model, name="Neu", day=DAY, place="Halle"))
    async with cast.ctx.db.reading() as db:
        camp = await load(db, answer.made or 0)
    assert camp is not None
    assert (camp.name, camp.place, camp.day, camp.tone) == ("Neu", "Halle", DAY, MODELS[model].tone)
    assert (camp.phase, camp.pitching_open, camp.interest_open, camp.archived) == ("arrival", False, False, False)
    assert (camp.organiser_id, camp.created_at) == (cast.ada.actor.organiser_id, cast.clock.at)
    found = [(row.name, row.capacity, row.features) for row in await cast.rows(rooms, barcamp_id=camp.id)]
    assert tuple(found) == MODELS[model].rooms
    found = [(row.day, row.starts, row.ends, row.title) for row in await cast.rows(slots, barcamp_id=camp.id)]
    assert found == MODELS[model].slots
    assert camp.days == len(MODELS[model].days)


@pytest.mark.parametrize("language", languages.of_events())
async def test_a_model_furnishes_in_the_language_of_the_event(cast: Cast, language: str):
    founding = FoundBarcamp(model="kick-off", name="Neu", day=DAY, language=language)
    answer = await cast.does(_between(cast), founding)
    wanted = models(language)["kick-off"]
    [camp] = await cast.rows(barcamps, id=answer.made)
    assert camp.language == language
    assert [row.title for row in await cast.rows(slots, barcamp_id=camp.id)] == [title for *_, title in wanted.slots]
    titles = {title for _, kind, title in wanted.sections if kind == "own"}
    assert {row.title for row in await cast.rows(sections, barcamp_id=camp.id) if row.kind == "own"} == titles
    assert len(titles) == 4


def test_models_bring_the_same_in_every_language_in_words_of_its_own():
    def shape(model: Model) -> object:
        rooms, slots = [seats for _, seats, _ in model.rooms], [(*times, bool(title)) for *times, title in model.slots]
        return model.tone, model.points, model.blind, rooms, slots, [each[:2] for each in model.sections]

    german, english = models("de"), models("en")
    assert {name: shape(model) for name, model in english.items()} == {name: shape(m) for name, m in german.items()}
    assert all(english[name] != german[name] for name in german if name != "empty")
    assert models("pl") is english  # which has none of its own


@pytest.mark.parametrize("language", ["xx", "de-leicht", ""])
async def test_an_event_is_founded_in_no_language_that_events_do_not_speak(cast: Cast, language: str):
    founding = FoundBarcamp(model="empty", name="Neu", day=DAY, language=language)
    assert await cast.refused(_between(cast), founding) == "barcamp.no_such_language"


async def test_founding_is_noted_in_the_server_s_ledger_and_the_barcamp_s_begins_empty(cast: Cast):
    before = len(await cast.journal(0))
    answer = await cast.does(_between(cast), FoundBarcamp(model="empty", name="Neu", day=DAY))
    lines = await cast.journal(0)
    assert len(lines) == before + 1
    assert (lines[-1].command, lines[-1].made) == ("found-barcamp", answer.made)
    assert await cast.journal(answer.made) == []


async def test_an_unknown_model_is_refused(cast: Cast):
    command = FoundBarcamp(model="hackathon", name="Neu", day=DAY)
    assert await cast.refused(_between(cast), command) == "barcamp.no_such_model"


async def test_only_somebody_with_an_account_can_found_a_barcamp(cast: Cast):
    command = FoundBarcamp(model="empty", name="Neu", day=DAY)
    nameless = Member("Server", Actor(Role.ORGANISER))
    for member in (nameless, cast.max, cast.kim, cast.stranger):
        assert await cast.refused(member, command) == "role.organiser"


@pytest.mark.parametrize(
    ("read", "meant"),
    [("A0CK34", {"AQCK34", "ADCK34"}), ("AICK34", {"AJCK34", "ATCK34", "A7CK34"}), ("ABCK34", {"A8CK34"}),
     ("AKCP34", set()), ("A0OI34", set()), ("A0CK3", set()), ("AÄCK34", set())],
)  # fmt: skip
def test_a_code_that_was_misread_stands_for_a_few_others(read: str, meant: set[str]):
    assert set(look_alikes(read)) == meant


def test_no_reading_stands_for_so_many_codes_that_guessing_would_gain_by_it():
    assert max(len(look_alikes("".join(signs))) for signs in product("01BQA", repeat=CODE_LENGTH)) <= 9


async def test_codes_have_no_letters_that_look_alike(cast: Cast):
    assert len(cast.code) == CODE_LENGTH
    assert set(cast.code) <= set(CODE_LETTERS)
    assert set("0O1IL5S") & set(CODE_LETTERS) == set()


@pytest.mark.parametrize(
    "typed", ["ABC-234", " abc 234 ", "a.b.c.2.3.4", "abc–234", "ABC\u00a0234", "ABC234)", "“ＡＢＣ２３４”"]
)
def test_a_code_is_understood_however_it_is_typed(typed: str):
    assert normal_code(typed) == "ABC234"


async def test_a_barcamp_is_found_by_its_code(cast: Cast):
    async with cast.ctx.db.reading() as db:
        found, missing = await load_by_code(db, cast.code), await load_by_code(db, "NOPE22")
    assert found == await cast.barcamp()
    assert missing is None


async def test_what_cannot_be_a_code_finds_nothing(cast: Cast):
    async with cast.ctx.db.reading() as db:
        for typed in ("", "\x00", "ABC\x00", "\ud800", "ÄÖÜ", "' OR 1=1"):
            assert await load_by_code(db, typed) is None


async def test_an_organiser_edits_the_barcamp(cast: Cast):
    answer = await cast.does(cast.ada, EditBarcamp(**EDIT, place="Hof"))
    camp = await cast.barcamp()
    assert (camp.name, camp.place, camp.day) == ("Neu", "Hof", date(2026, 7, 1))
    assert (camp.timezone, camp.language, camp.tone) == ("Europe/Vienna", "en", "sie")
    assert answer.changed == {Changed.event(), Changed.clock()}


async def test_an_unknown_zone_language_or_tone_is_refused(cast: Cast):
    before = await cast.barcamp()
    for wrong, key in (
        ({"timezone": "Mars/Olympus"}, "barcamp.no_such_timezone"),
        ({"timezone": "../etc/passwd"}, "barcamp.no_such_timezone"),
        ({"timezone": ""}, "barcamp.no_such_timezone"),
        ({"language": "fr"}, "barcamp.no_such_language"),
        ({"tone": "ihr"}, "barcamp.no_such_language"),
    ):
        assert await cast.refused(cast.ada, EditBarcamp(**{**EDIT, **wrong})) == key
    assert await cast.barcamp() == before


async def test_a_phase_opens_and_closes_what_belongs_to_it(cast: Cast):
    for phase, opens in PHASES.items():
        answer = await cast.does(cast.max, MoveToPhase(phase=phase))
        camp = await cast.barcamp()
        assert (camp.phase, (camp.pitching_open, camp.interest_open)) == (phase, opens)
        assert answer.changed == {Changed.phase(), Changed.heads(), Changed.history()}


async def test_an_unknown_phase_is_refused(cast: Cast):
    assert await cast.refused(cast.max, MoveToPhase(phase="lunch")) == "phase.unknown"
    assert (await cast.barcamp()).phase == "pitching"


async def test_pitching_and_interest_open_and_close_by_hand_in_any_phase(cast: Cast):
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    for pitching, interest in ((True, False), (True, True), (False, True)):
        await cast.does(cast.max, SetPitching(open=pitching))
        answer = await cast.does(cast.max, SetInterest(open=interest))
        camp = await cast.barcamp()
        assert (camp.phase, camp.pitching_open, camp.interest_open) == ("sessions", pitching, interest)
        assert answer.changed - {Changed.history()} == {Changed.openings(), Changed.heads()}


async def test_an_announcement_is_put_up_and_taken_down(cast: Cast):
    answer = await cast.does(cast.max, Announce(text="Suppe\nist da <3"))
    camp = await cast.barcamp()
    assert (camp.announcement, camp.announced_at) == ("Suppe\nist da <3", cast.clock.at)
    assert answer.changed == {Changed.announcement(), Changed.history()}
    await cast.does(cast.max, Announce())
    camp = await cast.barcamp()
    assert (camp.announcement, camp.announced_at) == ("", None)


async def test_archiving_closes_everything_and_only_once(cast: Cast):
    answer = await cast.does(cast.max, ArchiveBarcamp())
    camp = await cast.barcamp()
    assert (camp.archived_at, camp.pitching_open, camp.interest_open) == (cast.clock.at, False, False)
    assert answer.changed == {Changed.archived()}
    assert await cast.refused(cast.ada, ArchiveBarcamp()) == "barcamp.archived"


def _between(cast: Cast) -> Member:
    """Ada, between barcamps."""
    return Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))
