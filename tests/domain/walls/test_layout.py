"""Dividing one wall by a template, like another wall, and as usual again. No card is lost or comes elsewhere."""

from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.layout.divide import ChooseLanes, CopyLanes, ForgetLanes, KeepLanes
from barcamp.domain.walls.layout.edit_sections import MOST_SECTIONS, AddSection, MoveSection, RenameSection
from barcamp.domain.walls.layout.templates import MOST_TEMPLATES, load_own_templates, templates
from barcamp.domain.walls.move_note import MoveNote, UndoMove
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from barcamp.domain.walls.section import load_sections, sections
from barcamp.domain.walls.silence.round import BeginSilence
from barcamp.domain.walls.silence.sealed import RevealCards
from barcamp.domain.walls.wall import wall_named
from barcamp.kernel.facts import Changed
from barcamp.queries.walls.notes import load_wall
from tests.cast import Cast
from tests.domain.walls.test_edit_sections import titles
from tests.domain.walls.test_note import section

KICK_OFF = ["Zielgruppen", "Maßnahmen", "Was es schon gibt", "Wer noch fehlt", "next"]
USUAL = ["about", "insights", "questions", "next", "links"]


async def cards(cast: Cast, wall: str) -> dict[str, list[str]]:
    """What stands in the sections of a wall that hold cards."""
    async with cast.ctx.db.reading() as db:
        seen = await load_wall(db, cast.id, wall_named(wall))
    return {each.title or each.kind: [card.text for card in each.cards] for each in seen.sections if each.cards}


async def own(cast: Cast, wall: str, title: str) -> int:
    return next(each.id for each in await cast.rows(sections, wall=wall) if (each.title or each.kind) == title)


def test_the_templates_of_every_language_are_the_same_and_fit():
    assert list(templates("de")) == list(templates("en")) == [
        "kick-off", "retrospective", "one-two-four-all", "start-stop-continue", "marketplace"
    ]  # fmt: skip
    for key, template in templates("de").items():
        assert [lane.kind for lane in template.lanes] == [lane.kind for lane in templates("en")[key].lanes]
    for lane in (lane for language in ("de", "en") for each in templates(language).values() for lane in each.lanes):
        assert len(lane.title) <= 60
        assert 0 < len(lane.question) <= 200
    assert templates("pl") is templates("en")


async def test_a_template_divides_one_wall_and_no_other(cast: Cast):
    wall, other = [f"t{await cast.pitches(title)}" for title in ("Brot", "Salz")]
    answer = await cast.does(cast.max, ChooseLanes(wall=wall, template="kick-off"))
    assert answer.changed == {Changed.sections()}
    assert await titles(cast, wall) == KICK_OFF
    assert await titles(cast, other) == await titles(cast, "e") == USUAL
    assert {each.question for each in await cast.rows(sections, wall=wall, title="Zielgruppen")} == {
        "Wen wollen wir erreichen?"
    }
    await cast.does(cast.max, ChooseLanes(wall="e", template="start-stop-continue"))
    assert await titles(cast, "e") == ["Start", "Stop", "Weiter"]
    assert await titles(cast, other) == USUAL


async def test_cards_stay_where_they_are_and_so_do_their_sections(cast: Cast):
    wall = f"t{await cast.pitches()}"
    step, insights = await section(cast, "next"), await section(cast, "insights")
    for text, to in (("Erstens", step), ("Zweitens", step), ("Erkannt", insights)):
        await cast.does(cast.kim, WriteNote(wall=wall, text=text, section=to))
    elsewhere = await cast.makes(cast.kim, WriteNote(wall="e", text="Anderswo", section=step))
    answer = await cast.does(cast.max, ChooseLanes(wall=wall, template="kick-off"))
    assert answer.changed == {Changed.sections(), Changed.cards(wall)}
    assert await cards(cast, wall) == {"next": ["Erstens", "Zweitens"], "insights": ["Erkannt"]}
    assert await titles(cast, wall) == KICK_OFF
    await cast.does(cast.kim, WriteNote(wall=wall, text="Drittens", section=await own(cast, wall, "next")))
    assert (await cards(cast, wall))["next"] == ["Erstens", "Zweitens", "Drittens"]
    assert await cards(cast, "e") == {"next": ["Anderswo"]}
    await cast.does(cast.kim, WithdrawNote(note=elsewhere))


async def test_what_the_next_template_does_not_have_stays_behind_it_if_it_holds_cards(cast: Cast):
    wall = f"t{await cast.pitches()}"
    await cast.does(cast.max, ChooseLanes(wall=wall, template="kick-off"))
    kept, gone, hidden = [await own(cast, wall, title) for title in ("Maßnahmen", "Zielgruppen", "Wer noch fehlt")]
    await cast.does(cast.kim, WriteNote(wall=wall, text="Plakate", section=kept))
    withdrawn = await cast.makes(cast.kim, WriteNote(wall=wall, text="Alle", section=gone))
    await cast.does(cast.kim, WithdrawNote(note=withdrawn))
    note = await cast.makes(cast.kim, WriteNote(wall=wall, text="Niemand", section=hidden))
    await cast.does(cast.max, HideNote(note=note, reason="Ein Name zu viel"))
    await cast.does(cast.max, ChooseLanes(wall=wall, template="start-stop-continue"))
    assert await titles(cast, wall) == ["Start", "Stop", "Weiter", "Maßnahmen", "Wer noch fehlt"]
    assert await cards(cast, wall) == {"Maßnahmen": ["Plakate"]}
    await cast.does(cast.max, ChooseLanes(wall=wall, template="kick-off"))
    assert await titles(cast, wall) == KICK_OFF
    assert await own(cast, wall, "Maßnahmen") == kept


async def test_a_wall_is_as_usual_again(cast: Cast):
    wall = f"t{await cast.pitches()}"
    step = await section(cast, "next")
    note = await cast.makes(cast.kim, WriteNote(wall=wall, text="Treffen", section=step))
    await cast.does(cast.max, ChooseLanes(wall=wall, template="kick-off"))
    await cast.does(cast.max, ChooseLanes(wall=wall, template="usual"))
    assert await titles(cast, wall) == USUAL
    assert await cards(cast, wall) == {"next": ["Treffen"]}
    assert not await cast.rows(sections, wall=wall)
    await cast.does(cast.max, ChooseLanes(wall=wall, template="kick-off"))
    await cast.does(cast.kim, MoveNote(note=note, section=await own(cast, wall, "Maßnahmen")))
    await cast.does(cast.max, ChooseLanes(wall=wall, template="usual"))
    assert await titles(cast, wall) == [*USUAL, "Maßnahmen"]
    assert await cards(cast, wall) == {"Maßnahmen": ["Treffen"]}


async def test_a_move_is_taken_back_into_the_section_that_took_its_place(cast: Cast):
    wall = f"t{await cast.pitches()}"
    step = await section(cast, "next")
    note = await cast.makes(cast.kim, WriteNote(wall=wall, text="Treffen", section=step))
    await cast.does(cast.kim, WriteNote(wall=wall, text="Bleibt", section=step))
    await cast.does(cast.kim, MoveNote(note=note, place="last"))
    await cast.does(cast.max, ChooseLanes(wall=wall, template="kick-off"))
    assert await cards(cast, wall) == {"next": ["Bleibt", "Treffen"]}
    await cast.does(cast.kim, UndoMove(note=note))
    assert await cards(cast, wall) == {"next": ["Treffen", "Bleibt"]}


async def test_a_wall_is_divided_like_another_without_its_cards(cast: Cast):
    wall, source = [f"t{await cast.pitches(title)}" for title in ("Brot", "Salz")]
    await cast.does(cast.max, ChooseLanes(wall=source, template="marketplace"))
    first = await own(cast, source, "Ich biete")
    await cast.does(cast.ada, RenameSection(section=first, title="Ich bringe mit", question="Was?"))
    await cast.does(cast.ada, MoveSection(section=first, up=False))
    await cast.does(cast.kim, WriteNote(wall=source, text="Zeit", section=first))
    await cast.does(cast.max, CopyLanes(wall=wall, source=source))
    assert await titles(cast, wall) == await titles(cast, source)
    assert (await titles(cast, wall))[:2] == ["Ich suche", "Ich bringe mit"]
    assert {each.question for each in await cast.rows(sections, title="Ich bringe mit")} == {"Was?"}
    assert await cards(cast, wall) == {}
    assert not (await cast.does(cast.max, CopyLanes(wall=wall, source=wall))).changed
    assert await cast.refused(cast.max, CopyLanes(wall=wall, source="t999")) == "topic.gone"


async def test_an_event_keeps_templates_of_its_own(cast: Cast):
    wall = f"t{await cast.pitches()}"
    await cast.does(cast.max, ChooseLanes(wall=wall, template="kick-off"))
    await cast.does(cast.max, KeepLanes(wall=wall, name="Unser Ablauf"))
    assert await cast.refused(cast.max, KeepLanes(wall=wall, name="Unser Ablauf")) == "lanes.name_taken"
    await cast.does(cast.max, ChooseLanes(wall=wall, template="usual"))
    await cast.does(cast.max, ChooseLanes(wall="e", own="Unser Ablauf"))
    assert await titles(cast, "e") == KICK_OFF
    await cast.does(cast.max, ForgetLanes(name="Unser Ablauf"))
    assert await titles(cast, "e") == KICK_OFF
    for command in (ChooseLanes(wall=wall, own="Unser Ablauf"), ForgetLanes(name="Unser Ablauf")):
        assert await cast.refused(cast.max, command) == "lanes.no_template"
    assert await cast.refused(cast.max, ChooseLanes(wall=wall, template="fishbowl")) == "lanes.no_template"
    for number in range(MOST_TEMPLATES):
        await cast.does(cast.max, KeepLanes(wall=wall, name=str(number)))
    assert await cast.refused(cast.max, KeepLanes(wall=wall, name="Noch eine")) == "lanes.too_many_templates"
    async with cast.ctx.db.reading() as db:
        assert len(await load_own_templates(db, cast.id)) == MOST_TEMPLATES


async def test_a_wall_holds_only_so_many_sections_and_is_then_left_as_it_was(cast: Cast):
    wall = f"t{await cast.pitches()}"
    for number in range(MOST_SECTIONS - 5):
        await cast.does(cast.ada, AddSection(title=str(number)))
    await cast.does(cast.max, CopyLanes(wall=wall, source="e"))
    assert len(await titles(cast, wall)) == MOST_SECTIONS
    await cast.does(cast.kim, WriteNote(wall=wall, text="Zeit", section=await own(cast, wall, "0")))
    await cast.does(cast.max, ChooseLanes(wall="s" + str(cast.plenaries[0]), template="kick-off"))
    await cast.does(cast.max, ChooseLanes(wall=wall, template="kick-off"))
    for title in KICK_OFF:
        await cast.does(cast.kim, WriteNote(wall=wall, text="Zeit", section=await own(cast, wall, title)))
    assert await cast.refused(cast.max, CopyLanes(wall=wall, source="e")) == "section.too_many"
    assert await titles(cast, wall) == [*KICK_OFF, "0"]
    async with cast.ctx.db.reading() as db:
        assert len(await load_sections(db, cast.id)) == MOST_SECTIONS + len(KICK_OFF) * 2 + 1


async def test_while_somebody_writes_unseen_a_wall_is_not_divided_and_afterwards_it_is(cast: Cast):
    await cast.does(cast.max, BeginSilence(wall="e"))
    await cast.does(cast.kim, WriteNote(wall="e", text="Mehl"))
    for command in (ChooseLanes(wall="e", template="kick-off"), CopyLanes(wall="e", source=f"s{cast.plenaries[0]}")):
        assert await cast.refused(cast.max, command) == "lanes.silent"
    await cast.does(cast.max, RevealCards(wall="e"))
    await cast.does(cast.max, ChooseLanes(wall="e", template="kick-off"))
    assert list((await cards(cast, "e")).values()) == [["Mehl"]]


async def test_on_a_wall_with_sections_of_its_own_these_are_silent(cast: Cast):
    wall = f"t{await cast.pitches()}"
    await cast.does(cast.max, ChooseLanes(wall=wall, template="kick-off"))
    await cast.does(cast.max, BeginSilence(wall=wall))
    for title in KICK_OFF:
        await cast.does(cast.kim, WriteNote(wall=wall, text=title, section=await own(cast, wall, title)))
    assert await cards(cast, wall) == {}
    await cast.does(cast.max, RevealCards(wall=wall, section=await own(cast, wall, "Zielgruppen")))
    assert await cards(cast, wall) == {"Zielgruppen": ["Zielgruppen"]}
    await cast.does(cast.max, RevealCards(wall=wall))
    assert await cards(cast, wall) == {title: [title] for title in KICK_OFF}
