"""One definition of the figures of a day, wherever they stand."""

import secrets

from barcamp.domain.moderation.helping import EnterPerson
from barcamp.domain.people.entry import Join
from barcamp.domain.people.link import EndModerating, InviteModerator, OpenLink
from barcamp.domain.plan.repeat import RepeatTopic
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.privacy.erasure import ErasePerson
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.setup.series import NameSeries
from barcamp.domain.topics.hands import CountHands
from barcamp.domain.topics.pitch_round import BringOnStage
from barcamp.domain.topics.rules import SetRulesOfInterest
from barcamp.domain.topics.vote import CastVote
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from barcamp.exports.book.book import load_day
from barcamp.exports.book.choice import Choice
from barcamp.exports.book.tree import Day
from barcamp.kernel.facts import Changed
from barcamp.live.regions import contexts
from barcamp.live.snapshot import Snapshot
from barcamp.queries.event.checklist import load_checklist
from barcamp.queries.event.figures import Figures, count_people, distinct, load_figures
from barcamp.queries.people.roster import load_roster
from barcamp.queries.setup.series import load_series
from barcamp.text import i18n
from barcamp.web.gate import tokens
from tests.cast import Cast
from tests.counting import counted
from tests.planning import cell, placed


async def figures(cast: Cast) -> Figures:
    async with cast.ctx.db.reading() as db:
        return (await load_figures(db, [cast.id]))[cast.id]


async def book(cast: Cast) -> Day:
    async with cast.ctx.db.reading() as db:
        with i18n.speaking("de"):
            return await load_day(db, await cast.barcamp(), cast.clock.at, Choice())


async def everywhere_people(cast: Cast) -> set[int]:
    async with cast.ctx.db.reading() as db:
        camp = await cast.barcamp()
        snapshot = Snapshot(db, camp, cast.clock.at)
        shown = await contexts(snapshot, {"people"})
        checklist = await load_checklist(db, camp, cast.clock.at)
        return {shown["people"]["people"], (await snapshot.standing()).people, checklist.counts.people}  # type: ignore[index]


async def rich_day(cast: Cast) -> None:
    """With one of everything that was ever counted here and not there."""
    await cast.does(cast.ada, NameSeries(name="Runder Tisch", number=1))
    await cast.does(cast.kim, Rename(name="Kim", organisation="Stadt Übersee"))
    await cast.does(cast.noor, Rename(name="Noor", organisation="STADT ÜBERSEE"))
    await cast.does(cast.max, Rename(name="Max", organisation="Agentur"))
    gone = await cast.makes(cast.max, EnterPerson(name="Luca", organisation="Verein"))
    held, raised = await placed(cast, "Eins", 0, 0), await cast.pitches("Zwei")
    await cast.does(cast.max, RepeatTopic(topic=held, room=cell(cast, 1, 1)[0], slot=cell(cast, 1, 1)[1]))
    withdrawn = await cast.pitches("Drei")
    for topic in (held, raised, withdrawn):
        await cast.does(cast.noor, CastVote(topic=topic))
        await cast.does(cast.max, CountHands(topic=topic, hands=4))
    await cast.does(cast.kim, CastVote(topic=held))
    await cast.does(cast.max, BringOnStage(topic=held))
    walls = (f"t{held}", f"t{withdrawn}", f"s{cast.plenaries[0]}", "e")
    notes = [await cast.makes(cast.kim, WriteNote(wall=wall, text="x")) for wall in walls * 2]
    await cast.does(cast.max, HideNote(note=notes[0], reason="doppelt"))
    await cast.does(cast.kim, WithdrawNote(note=notes[2]))
    await cast.does(cast.kim, WithdrawTopic(topic=withdrawn))
    await cast.does(cast.ada, ErasePerson(attendee=gone))


async def test_a_rich_day_has_the_same_figures_in_report_series_charts_and_on_every_screen(cast: Cast):
    await rich_day(cast)
    told = await figures(cast)
    assert told == Figures(people=3, organisations=1, topics=2, interests=11, sessions=2, notes=4)
    day = await book(cast)
    of_report = day.figures
    assert of_report.interests is not None
    assert told == Figures(
        of_report.people, of_report.organisations, of_report.topics, of_report.interests, of_report.sessions,
        of_report.notes,
    )  # fmt: skip
    assert day.organisations == ("Stadt Übersee",)
    assert sum(chapter.cards + len(chapter.next_steps) for chapter in day.chapters) == told.notes
    assert sum(interest for _, interest in day.charts.per_topic) == told.interests
    assert day.charts.over_day[-1][1] == told.interests, "hands are part of the course, withdrawn topics are not"
    assert sum(held for _, held, *_ in day.charts.rooms) == told.sessions
    async with cast.ctx.db.reading() as db:
        series = await load_series(db, await cast.barcamp())
        roster = {each.name: each for each in await load_roster(db, cast.id)}
    assert series is not None
    assert [each.figures for each in series.editions] == [told]
    assert await everywhere_people(cast) == {told.people}
    kim, noor = roster["Kim"], roster["Noor"]
    assert (kim.topics, kim.notes) == (told.topics, 4), "what is hidden, or whose wall is gone, is not counted"
    assert (kim.votes, noor.votes) == (1, 2)


async def test_hidden_interest_counts_as_none_wherever_it_is_counted(cast: Cast):
    await cast.does(cast.ada, SetRulesOfInterest(blind=True))
    await rich_day(cast)
    assert (await figures(cast)).interests == 0
    assert (await book(cast)).figures.interests is None


async def test_who_moderates_counts_once_they_take_part(cast: Cast):
    assert await everywhere_people(cast) == {2}, "Kim and Noor; Max came by the invitation"
    device = tokens.hashed(cast.max.cookies[tokens.DEVICE])
    joined = await cast.does(cast.stranger, Join(device=device, name="Max"))
    assert (joined.made, joined.changed) == (cast.max.id, {Changed.people()})
    again = await cast.does(cast.stranger, Join(device=device, name="Max"))
    assert (again.made, again.changed) == (cast.max.id, frozenset())
    assert await everywhere_people(cast) == {3}


async def test_who_moderated_takes_part_from_then_on_and_who_joined_stays_counted(cast: Cast):
    token, device = secrets.token_hex(32), tokens.hashed(cast.noor.cookies[tokens.DEVICE])
    await cast.does(cast.ada, InviteModerator(token=token))
    await cast.does(cast.stranger, OpenLink(token=token, device=device))
    assert await everywhere_people(cast) == {2}
    ended = await cast.does(cast.ada, EndModerating(attendee=cast.max.id))
    assert Changed.people() in ended.changed
    assert await everywhere_people(cast) == {3}


async def test_an_erased_moderator_is_no_guest_for_that(cast: Cast):
    await cast.does(cast.ada, ErasePerson(attendee=cast.max.id))
    assert await everywhere_people(cast) == {2}


async def test_it_asks_as_little_for_many_events_as_for_one(cast: Cast):
    await rich_day(cast)
    async with cast.ctx.db.reading() as db:
        await load_figures(db, [])
        async with counted() as one:
            await load_figures(db, [cast.id])
        async with counted() as two:
            found = await load_figures(db, [cast.id, cast.elsewhere.id])
    assert len(one) == len(two) == 6
    assert found[cast.elsewhere.id] == Figures(people=1)
    async with cast.ctx.db.reading() as db:
        assert await count_people(db, cast.elsewhere.id) == 1


def test_organisations_are_told_apart_as_people_read_them():
    assert distinct(["", "Straße ", "STRASSE", " ", "Äpfel", "äpfel", "Zoo"]) == ["Straße", "Zoo", "Äpfel"]
