"""Sections: what an event begins with, and how an organiser changes it. And what a moderator shows on the projector."""

import pytest

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.walls.layout.edit_sections import (
    MOST_SECTIONS,
    AddSection,
    MoveSection,
    RemoveSection,
    RenameSection,
)
from barcamp.domain.walls.note import WithdrawNote, WriteNote
from barcamp.domain.walls.section import load_sections, sections, sections_of
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Invalid
from tests.cast import Cast, found
from tests.domain.walls.test_note import section


async def titles(cast: Cast, wall_kind: str = "", camp: int | None = None) -> list[str]:
    async with cast.ctx.db.reading() as db:
        rows = await load_sections(db, camp or cast.id)
    return [row.title or row.kind for row in sections_of(rows, wall_kind)]


@pytest.mark.parametrize("wall_kind", ["t", "s", "e"])
async def test_every_wall_begins_with_the_usual_sections(cast: Cast, wall_kind: str):
    assert await titles(cast, wall_kind) == ["about", "insights", "questions", "next", "links"]


async def test_a_kick_off_has_lanes_in_plenary_and_for_the_whole_event(cast: Cast):
    stay = await found(cast.ctx, "Ada", "Max", model="kick-off")
    lanes = ["Zielgruppen", "Maßnahmen", "Was es schon gibt", "Wer noch fehlt", "next"]
    assert await titles(cast, "e", stay.id) == await titles(cast, "s", stay.id) == lanes
    assert await titles(cast, "t", stay.id) == ["about", "insights", "questions", "next", "links"]


async def test_a_section_is_added_at_the_end_and_named(cast: Cast):
    answer = await cast.does(cast.ada, AddSection(title="Material"))
    assert await titles(cast) == ["about", "insights", "questions", "next", "links", "Material"]
    assert {Changed.sections()} == answer.changed
    assert answer.made is not None
    await cast.does(cast.ada, RenameSection(section=answer.made, title="Quellen"))
    about = await section(cast, "about")
    await cast.does(cast.ada, RenameSection(section=about, title="Anlass"))
    assert await titles(cast) == ["Anlass", "insights", "questions", "next", "links", "Quellen"]
    await cast.does(cast.ada, RenameSection(section=about))
    assert (await titles(cast))[0] == "about"
    assert await cast.refused(cast.ada, RenameSection(section=answer.made)) == "section.nameless"


async def test_what_is_asked_in_a_section_stands_beside_its_name(cast: Cast):
    made = await cast.makes(cast.ada, AddSection(title="Maßnahmen", question="Was wollen wir tun?"))
    insights = await section(cast, "insights")
    await cast.does(cast.ada, RenameSection(section=insights, question="Was nehmen wir mit?"))
    await cast.does(cast.ada, RenameSection(section=insights, title="Erkenntnisse"))
    rows = {row.id: (row.title, row.question) for row in await cast.rows(sections, barcamp_id=cast.id)}
    assert rows[made] == ("Maßnahmen", "Was wollen wir tun?")
    assert rows[insights] == ("Erkenntnisse", "Was nehmen wir mit?")
    await cast.does(cast.ada, RenameSection(section=made, title="Maßnahmen", question=""))
    assert {row.question for row in await cast.rows(sections, id=made)} == {""}
    seen = {"title": "Erkenntnisse", "question": ""}
    late = RenameSection(section=insights, title="Lehren", question="Was denn?", seen=seen)
    with pytest.raises(Invalid, match=r"question: text\.newer"):
        await cast.does(cast.ada, late)


async def test_sections_change_places_with_their_neighbours(cast: Cast):
    links = await section(cast, "links")
    await cast.does(cast.ada, MoveSection(section=links))
    assert await titles(cast) == ["about", "insights", "questions", "links", "next"]
    await cast.does(cast.ada, MoveSection(section=links, up=False))
    assert not (await cast.does(cast.ada, MoveSection(section=links, up=False))).changed
    assert await titles(cast) == ["about", "insights", "questions", "next", "links"]


async def test_a_section_with_cards_stays(cast: Cast):
    links = await section(cast, "links")
    note = await cast.makes(cast.kim, WriteNote(wall="e", text="https://example.org", section=links))
    assert await cast.refused(cast.ada, RemoveSection(section=links)) == "section.in_use"
    await cast.does(cast.kim, WithdrawNote(note=note))
    await cast.does(cast.ada, RemoveSection(section=links))
    assert await titles(cast) == ["about", "insights", "questions", "next"]
    assert await cast.refused(cast.ada, RemoveSection(section=links)) == "section.gone"


async def test_only_sections_that_there_are_and_only_so_many(cast: Cast):
    assert await cast.refused(cast.ada, AddSection(title="x", kind="photos")) == "section.kind"
    assert await cast.refused(cast.ada, AddSection(title="x", wall_kind="q")) == "section.kind"
    for number in range(MOST_SECTIONS - 5):
        await cast.does(cast.ada, AddSection(title=str(number)))
    assert await cast.refused(cast.ada, AddSection(title="x")) == "section.too_many"
    assert len(await cast.rows(sections, barcamp_id=cast.id)) == MOST_SECTIONS


async def test_the_projector_shows_what_a_moderator_wants_until_the_day_goes_on(cast: Cast):
    topic = await cast.pitches()
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall=f"t{topic}"))
    assert ((await cast.barcamp()).scene, (await cast.barcamp()).scene_wall) == ("wall", f"t{topic}")
    await cast.does(cast.max, ShowOnProjector(scene="results"))
    assert ((await cast.barcamp()).scene, (await cast.barcamp()).scene_wall) == ("results", "")
    await cast.does(cast.max, MoveToPhase(phase="closing"))
    assert (await cast.barcamp()).scene == ""
    assert await cast.refused(cast.max, ShowOnProjector(scene="film")) == "scene.unknown"
    assert await cast.refused(cast.max, ShowOnProjector(scene="wall")) == "wall.gone"
    assert await cast.refused(cast.max, ShowOnProjector(scene="wall", wall="t999")) == "topic.gone"
