"""The wall in real browsers: changing, supporting, arranging, points, the result, and what the projector shows."""

import pytest
from playwright.async_api import expect

from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.setup.rehearsal import FoundRehearsal
from barcamp.domain.walls.hide_note import HideNote
from barcamp.domain.walls.keeper import BecomeKeeper
from barcamp.domain.walls.note import EditNote, WriteNote, notes
from barcamp.domain.walls.result import WriteResult
from tests.cast import Cast
from tests.journeys.acting import write_note
from tests.journeys.browser import PHONE, Visitors, live, mark_visit, same_visit
from tests.text.naughty import STRINGS

pytestmark = pytest.mark.browser

# What lies over the ways back, or over the words of the status, in their corners and between them.
COVERED = """() => [...document.querySelectorAll("header a, #status")].flatMap((each) => {
  const box = each.getBoundingClientRect();
  const [xs, ys] = [[box.left + 2, (box.left + box.right) / 2, box.right - 2], [box.top + 2, box.bottom - 2]];
  return xs.flatMap((x) => ys.map((y) => [x, y]))
    .map(([x, y]) => document.elementFromPoint(x, y))
    .filter((found) => found && !each.contains(found) && !found.contains(each))
    .map((found) => `${found.outerHTML.slice(0, 60)} over ${each.outerHTML.slice(0, 60)}`);
})"""


async def card(cast: Cast, text: str = "Mehl", wall: str = "e") -> int:
    return (await cast.does(cast.kim, WriteNote(wall=wall, text=text))).made or 0


async def test_one_s_own_card_is_changed_on_a_sheet_and_changes_everywhere(cast: Cast, visitors: Visitors):
    note = await card(cast)
    kim, noor = [await visitors.open(f"/{cast.code}/notes/e", who) for who in (cast.kim, cast.noor)]
    await live(kim, noor)
    await mark_visit(kim, noor)
    await expect(noor.locator(f"#note_e-{note} .edit")).to_be_hidden()
    await kim.click(f"#note_e-{note} .edit")
    await expect(kim.locator("#f-edit-note-text")).to_have_value("Mehl")
    await expect(kim.locator(".card-sheet .group-note")).to_be_hidden()
    await kim.fill("#f-edit-note-text", "Vollkornmehl")
    await kim.click(".edit-note .button")
    for page in (kim, noor):
        await expect(page.locator(f"#note_e-{note} .text")).to_have_text("Vollkornmehl")
    await expect(kim.locator("#card")).to_be_hidden()
    assert await same_visit(kim, noor)


async def test_a_card_that_is_open_in_two_tabs_loses_nothing(cast: Cast, visitors: Visitors):
    visitors.expects("status of 422")
    note = await card(cast)
    first, second = [await visitors.open(f"/{cast.code}/notes/e", cast.kim) for _ in range(2)]
    await live(first, second)
    for page, text in ((first, "Roggenmehl"), (second, "Vollkornmehl")):
        await page.click(f"#note_e-{note} .edit")
        await page.fill("#f-edit-note-text", text)
    await first.click(".edit-note .button")
    await expect(second.locator(f"#note_e-{note} .text")).to_have_text("Roggenmehl")
    await second.click(".edit-note .button")
    await expect(second.locator("#e-edit-note-text")).to_contain_text("Roggenmehl")
    await expect(second.locator("#f-edit-note-text")).to_have_value("Vollkornmehl")
    await second.click(".edit-note .button")
    await expect(first.locator(f"#note_e-{note} .text")).to_have_text("Vollkornmehl")
    await expect(second.locator("#card")).to_be_hidden()


async def test_a_draft_that_comes_back_knows_what_its_author_had_seen(cast: Cast, visitors: Visitors):
    visitors.expects("status of 422")
    note = await card(cast)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await kim.click(f"#note_e-{note} .edit")
    await kim.fill("#f-edit-note-text", "Roggenmehl")
    await cast.does(cast.kim, EditNote(note=note, text="Vollkornmehl"))
    await kim.reload()
    await expect(kim.locator(f"#note_e-{note} .text")).to_have_text("Vollkornmehl")
    await kim.click(f"#note_e-{note} .edit")
    await expect(kim.locator("#f-edit-note-text")).to_have_value("Roggenmehl")
    await kim.click(".edit-note .button")
    await expect(kim.locator("#e-edit-note-text")).to_contain_text("Vollkornmehl")
    await kim.click(".edit-note .button")
    await expect(kim.locator(f"#note_e-{note} .text")).to_have_text("Roggenmehl")
    await kim.click(f"#note_e-{note} .edit")
    await expect(kim.locator("#f-edit-note-text")).to_have_value("Roggenmehl")
    await expect(kim.locator("#s-edit-note-text")).to_have_value("Roggenmehl")


async def test_a_card_changed_twice_without_a_connection_ends_as_it_was_written_last(cast: Cast, visitors: Visitors):
    visitors.expects("ERR_INTERNET_DISCONNECTED")
    note = await card(cast)
    kim, noor = [await visitors.open(f"/{cast.code}/notes/e", who) for who in (cast.kim, cast.noor)]
    await live(kim, noor)
    await kim.context.set_offline(True)
    for before, text in (("Mehl", "Roggenmehl"), ("Roggenmehl", "Vollkornmehl")):
        await kim.click(f"#note_e-{note} .edit")
        await expect(kim.locator("#f-edit-note-text")).to_have_value(before)
        await kim.fill("#f-edit-note-text", text)
        await kim.click(".edit-note .button")
        await expect(kim.locator("#card")).to_be_hidden()
    await kim.context.set_offline(False)
    await expect(noor.locator(f"#note_e-{note} .text")).to_have_text("Vollkornmehl")


async def test_support_is_counted_for_everybody_and_taken_back_by_tapping_again(cast: Cast, visitors: Visitors):
    note = await card(cast)
    noor, other = [await visitors.open(f"/{cast.code}/notes/e", who) for who in (cast.noor, cast.max)]
    await live(noor, other)
    support = noor.locator(f"#note_e-{note} button.support")
    await support.click()
    await expect(support).to_have_attribute("aria-pressed", "true")
    await expect(other.locator(f"#note_e-{note} .support .count")).to_contain_text("1")
    await expect(other.locator(f"#note_e-{note} button.support")).to_have_attribute("aria-pressed", "false")
    await support.click()
    await expect(other.locator(f"#note_e-{note} .support .count")).to_have_count(0)
    await expect(support).to_have_attribute("aria-pressed", "false")


async def test_an_organiser_without_a_name_arranges_cards_too(cast: Cast, visitors: Visitors):
    note = await card(cast)
    ada = await visitors.open(f"/{cast.code}/notes/e", cast.ada)
    await live(ada)
    for command, field, name in (("group-note", "group", "Zutaten"), ("rename-group", "name", "Teig")):
        await ada.click(f"#note_e-{note} .edit")
        await ada.fill(f"#f-{command}-{field}", name)
        await ada.click(f".{command} .button")
        await expect(ada.locator("h4.group")).to_contain_text(name)
        await expect(ada.locator("#card")).to_be_hidden()


async def test_on_a_narrow_phone_the_button_stands_beside_the_field_that_grows(cast: Cast, visitors: Visitors):
    noor = await visitors.open(f"/{cast.code}/notes/e", cast.noor)
    await live(noor)
    for text in ("", "Ein Satz, der länger ist als eine Zeile auf einem Handy, damit das Feld wächst"):
        await noor.fill(".write-note textarea", text)
        field, button = [await noor.locator(f".write-note {each}").bounding_box() for each in ("textarea", "> .button")]
        assert field
        assert button
        assert field["x"] + field["width"] <= button["x"] or field["y"] + field["height"] <= button["y"]


async def test_whoever_wrote_a_card_that_is_hidden_reads_why(cast: Cast, visitors: Visitors):
    note = await card(cast, "Unpassend")
    kim, noor = [await visitors.open(f"/{cast.code}/notes/e", who) for who in (cast.kim, cast.noor)]
    await live(kim, noor)
    await cast.does(cast.max, HideNote(note=note, reason="Ein Name zu viel"))
    await expect(kim.locator(".set-aside li")).to_contain_text("Ein Name zu viel")
    for page in (kim, noor):
        await expect(page.locator(".note")).to_have_count(0)
    await expect(noor.locator(".set-aside")).to_have_count(0)


async def test_every_naughty_string_leaves_the_wall_whole(cast: Cast, visitors: Visitors):
    for text in STRINGS:
        await card(cast, text)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, {"viewport": {"width": 360, "height": 740}})
    projector = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": 1280, "height": 720}})
    await live(kim, projector)
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall="e"))
    await expect(kim.locator(".note")).to_have_count(len(STRINGS))
    assert await kim.evaluate("document.documentElement.scrollWidth") <= 360
    assert await kim.locator(".note .text").all_text_contents() == STRINGS
    assert await kim.locator(".note .text :not(a, a > strong)").count() == 0
    await expect(projector.locator("#scene .text:visible").first).to_be_visible()
    assert await projector.evaluate("document.documentElement.scrollWidth") <= 1280
    await write_note(kim, "Danach geht es weiter")
    assert [row.text for row in await cast.rows(notes)][-1] == "Danach geht es weiter"


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)], ids=str)
async def test_the_projector_shows_a_wall_page_by_page_whole_cards_only(
    cast: Cast, visitors: Visitors, size: tuple[int, int]
):
    for number in range(12):
        await card(
            cast, f"{number}. Sitzplätze ohne Verzehrzwang fehlen fast überall, auch am Markt." * (1 + number % 3)
        )
    projector = await visitors.open(f"/{cast.code}/projector", size={"viewport": {"width": size[0], "height": size[1]}})
    await live(projector)
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall="e"))
    await projector.locator("#scene[data-pages^='1 / ']").wait_for()
    shown = projector.locator("#scene > ol > li:visible")
    assert await shown.count() >= 2
    for item in await shown.all():
        assert await item.evaluate(_INSIDE)
    await cast.does(cast.max, ShowOnProjector())
    await expect(projector.locator("#scene")).to_be_hidden()


async def test_a_card_is_changed_on_a_page_of_its_own_without_scripts(cast: Cast, visitors: Visitors):
    visitors.expects("status of 409", "status of 422")
    note = await card(cast)
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, java_script_enabled=False)
    await kim.click(f"#note_e-{note} .edit")
    await kim.fill("#f-edit-note-text", "Vollkornmehl")
    await cast.does(cast.kim, EditNote(note=note, text="Roggenmehl"))
    await kim.click(".edit-note .button")
    await expect(kim.locator("#e-edit-note-text")).to_contain_text("Roggenmehl")
    await kim.click(".edit-note .button")
    await expect(kim.locator(".note .text")).to_have_text(["Vollkornmehl"])
    await cast.does(cast.kim, BecomeKeeper(wall="e"))
    await kim.reload()  # only now the page knows
    await kim.click("a[href$='/result']")
    await kim.fill("#f-write-result-text", "Von Kim")
    await cast.does(cast.max, WriteResult(wall="e", text="Von Max"))
    await kim.click(".write-result > .button")
    await expect(kim.locator(".newer blockquote")).to_have_text("Von Max")
    await expect(kim.locator("#f-write-result-text")).to_have_value("Von Kim")
    await kim.click(".write-result > .button")
    await expect(kim.locator(".result .words")).to_have_text("Von Kim")


_INSIDE = """item => {
  const box = item.getBoundingClientRect(), room = document.querySelector("#scene").getBoundingClientRect();
  return box.height > 0 && box.top >= room.top - 1 && box.bottom <= room.bottom + 1 && box.right <= room.right + 1;
}"""


LASTING = {
    "offline": "barcamp.statusline.connection('offline')",
    "polling": "barcamp.statusline.connection('polling')",
    "unsent": "barcamp.statusline.command('unsent')",
    "waiting": "barcamp.statusline.entries({ waiting: 2, refused: 0, pending: 2 })",
    "refused": "barcamp.statusline.entries({ waiting: 0, refused: 2, pending: 0 })",
}


@pytest.mark.parametrize("wide", [320, 360])
@pytest.mark.parametrize("rehearsed", [False, True])
async def test_nothing_that_stays_lies_over_the_way_back(cast: Cast, visitors: Visitors, wide: int, rehearsed: bool):
    code = cast.code
    if rehearsed:
        await cast.ctx.desk.carry_out(FoundRehearsal(source=cast.id), cast.ada.actor)
        [camp] = await cast.rows(barcamps, rehearses=cast.code)
        code = camp.code
    wall = await visitors.open(
        f"/{code}/notes/e", cast.ada if rehearsed else cast.kim, {**PHONE, "viewport": {"width": wide, "height": 740}}
    )
    await live(wall)
    for what, told in LASTING.items():
        # In one go: what the page finds out by itself meanwhile, that it is connected or that nothing waits, takes its
        # words away again.
        said, covered = await wall.evaluate(f"""() => {{
          const {{ connection, command, entries }} = barcamp.statusline;
          connection(""); command(""); entries({{ waiting: 0, refused: 0, pending: 0 }});
          {told};
          return [document.getElementById("status").textContent, ({COVERED})()];
        }}""")
        assert said, what
        assert not covered, (what, covered)


async def test_a_link_on_a_card_opens_beside_the_wall_and_hostile_text_stays_text(cast: Cast, visitors: Visitors):
    typed = "<img src=x onerror=alert(1)> https://bank.example@example.org/a?b=1, javascript:alert(1)"
    await cast.does(cast.noor, WriteNote(wall="e", text=typed))
    wall = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(wall)
    await wall.context.route("https://example.org/**", lambda route: route.fulfill(body="there"))
    card = wall.locator(".note .text")
    assert await card.inner_text() == typed
    await expect(card.locator("strong")).to_have_text("example.org")
    async with wall.context.expect_page() as opened:
        await card.locator("a").click()
    there = await opened.value
    await there.wait_for_load_state()
    assert await there.evaluate("opener === null && document.referrer === ''")
    await expect(card).to_be_visible()
