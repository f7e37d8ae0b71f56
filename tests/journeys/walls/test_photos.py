"""Photos of flipcharts: several at once, described, made small on the phone, and never lost."""

import asyncio
import struct
from io import BytesIO

import pytest
from PIL import Image
from playwright.async_api import FilePayload, Page, expect

from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.photos.photo import photos
from tests.cast import Cast
from tests.domain.walls.test_one_lane import without_sections
from tests.journeys.browser import LAPTOP, Visitors, live, mark_visit, same_visit
from tests.journeys.outbox.cutting import Way, way_to
from tests.journeys.outbox.test_outbox import CUT, PLAIN_HTTP
from tests.journeys.walls.test_lanes import lanes
from tests.pictures import HEIC, hang, photo, telltale

pytestmark = pytest.mark.browser

NO_SHELF = 'Object.defineProperty(window, "indexedDB", { value: undefined });'


@pytest.fixture
async def way(visitors: Visitors):
    """The visitors' way to the server, which can be cut."""
    visitors.expects(*CUT)
    async with way_to(visitors.url) as way:
        visitors.url = way.url
        yield way
        await visitors.leave()


async def test_two_photos_chosen_without_a_network_arrive_after_a_reload(cast: Cast, visitors: Visitors, way: Way):
    wall = f"t{await cast.pitches()}"
    kim = await on_plain_http(cast, visitors, wall)
    noor = await visitors.open(f"/{cast.code}/notes/{wall}", cast.noor)
    await live(kim, noor)
    await mark_visit(noor)
    await choose(kim, ("eins.jpg", telltale(3000, 2000)), ("zwei.jpg", photo(900, 600)))
    drafts = kim.locator(".undeveloped .draft")
    await expect(drafts).to_have_count(2)
    await drafts.nth(0).locator("textarea").fill("Drei Spalten mit Pfeilen")
    # What was chosen and typed is still there after a reload.
    await kim.reload()
    await expect(drafts.nth(0).locator("textarea")).to_have_value("Drei Spalten mit Pfeilen")
    await live(kim)
    way.cut()
    await kim.click("#add-photo .send")
    entries = kim.locator("[data-phototray=notes] .outgoing")
    await expect(entries).to_have_count(2)
    await expect(entries.nth(0).locator(".words")).to_have_text("Drei Spalten mit Pfeilen")
    await expect(entries.nth(1).locator(".fate")).to_have_text(await says(kim, "waiting"))
    await expect(kim.locator("#status")).to_contain_text("2")
    await expect(drafts).to_have_count(0)
    assert await cast.rows(photos) == []
    way.mend()
    await kim.reload()
    images = noor.locator(".photo img")
    await expect(images).to_have_count(2)
    await expect(images.nth(0)).to_have_attribute("alt", "Drei Spalten mit Pfeilen")
    await expect(kim.locator(".photo img")).to_have_count(2)
    await expect(kim.locator("[data-phototray=notes]")).to_be_hidden()
    assert await same_visit(noor)
    rows = await cast.rows(photos)
    assert [(row.wall, row.description, row.author_id) for row in rows] == [
        (wall, "Drei Spalten mit Pfeilen", cast.kim.id), (wall, "", cast.kim.id),
    ]  # fmt: skip
    # Turned upright on the phone already, and only once.
    assert [(row.width, row.height) for row in rows] == [(1333, 2000), (900, 600)]
    await noor.click(f"#photo_{rows[0].id} a")
    await expect(noor.locator("figure img")).to_have_attribute("alt", "Drei Spalten mit Pfeilen")
    assert await noor.locator("figure img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 1333


async def test_a_picture_that_could_not_be_fetched_comes_later(cast: Cast, visitors: Visitors):
    visitors.expects("ERR_FAILED")
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await choose(kim, ("eins.jpg", photo()))
    await kim.click("#add-photo .send")
    await expect(kim.locator(".photo img")).to_have_count(1)
    await cast.does(cast.max, ShowOnProjector(scene="wall", wall="e"))
    for path, shown in ((f"/{cast.code}/notes/e", ".photo img"), (f"/{cast.code}/projector", "#scene img:visible")):
        page = await visitors.open("/help", cast.noor)
        await page.route("**/photo/**", lambda route: route.abort())
        await page.goto(f"{visitors.url}{path}")
        image = page.locator(shown).first
        await image.scroll_into_view_if_needed()
        await expect(image).to_have_js_property("naturalWidth", 0)
        await page.unroute_all()
        await expect(image).not_to_have_js_property("naturalWidth", 0)


async def test_what_leaves_the_phone_is_small_and_without_metadata(cast: Cast, visitors: Visitors):
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    sent = asyncio.get_running_loop().create_future()

    async def look(route, request) -> None:
        sent.set_result(request.post_data_buffer)
        await route.continue_()

    await kim.route("**/photos/e", look)
    await choose(kim, ("eins.jpg", telltale(8000, 5000)))  # 40 megapixels, more than the server takes
    await kim.click("#add-photo .send")
    body = await asyncio.wait_for(sent, 300)
    file = body[body.index(b"\xff\xd8\xff") :]
    assert Image.open(BytesIO(file)).size == (1250, 2000)
    at, found = 2, []
    while file[at + 1] != 0xDA:
        found.append(file[at + 1])
        at += 2 + struct.unpack(">H", file[at + 2 : at + 4])[0]
    assert {0xE1, 0xFE} & set(found) == set()
    for word in (b"Kamera", b"Besprechungsraum", b"Hohenlinde", b"eins.jpg"):
        assert word not in body
    await expect(kim.locator(".photo img")).to_have_count(1)


async def test_an_answer_that_got_lost_hangs_nothing_twice(cast: Cast, visitors: Visitors, way: Way):
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(kim)
    await choose(kim, ("eins.jpg", photo()))
    way.answers_lost = True
    way.drop()
    await kim.click("#add-photo .send")
    await expect(kim.locator(".photo img")).to_have_count(1)
    await expect(kim.locator("[data-phototray=notes] .outgoing")).to_have_attribute("data-state", "waiting")
    way.mend()
    await expect(kim.locator("[data-phototray=notes]")).to_be_hidden()
    assert len([path for path in way.posted if path.endswith("/photos/e")]) >= 2
    assert len(await cast.rows(photos)) == 1


async def test_a_refused_photo_stays_with_the_reason_and_can_be_saved_or_dismissed(cast: Cast, visitors: Visitors):
    visitors.expects("status of 415")
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await choose(kim, ("plakat.heic", HEIC))
    await expect(kim.locator(".undeveloped .draft")).to_contain_text("plakat.heic")
    # What was chosen and forgotten is found again.
    await kim.goto(f"/{cast.code}#me")
    forgotten = kim.locator("[data-phototray=all] .outgoing")
    await expect(forgotten).to_have_attribute("data-state", "draft")
    await forgotten.locator("a").click()
    await kim.click("#add-photo .send")
    await expect(kim.locator("[data-phototray=notes] .outgoing")).to_have_attribute("data-state", "refused")
    await kim.goto(f"/{cast.code}#me")
    entry = kim.locator("[data-phototray=all] .outgoing")
    await expect(entry).to_have_attribute("data-state", "refused")
    await expect(entry.locator(".fate")).to_contain_text("HEIC")
    async with kim.expect_download() as saved:
        await entry.locator("[data-do=save]").click()
    download = await saved.value
    assert download.suggested_filename == "plakat.heic"
    assert (await download.path()).read_bytes() == HEIC
    await entry.locator("[data-do=dismiss]").click()
    await expect(entry).to_have_count(0)
    await kim.reload()
    await expect(kim.locator("[data-phototray=all]")).to_be_hidden()
    assert await cast.rows(photos) == []


async def test_what_will_never_be_a_photo_is_not_offered_to_be_sent_again(cast: Cast, visitors: Visitors):
    visitors.expects("status of 415")
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await choose(kim, ("plakat.heic", HEIC))
    await kim.click("#add-photo .send")
    entry = kim.locator("[data-phototray=notes] .outgoing")
    await expect(entry).to_have_attribute("data-state", "refused")
    await expect(entry.locator("[data-do=again]")).to_be_hidden()
    async with kim.expect_file_chooser():
        await entry.locator("[data-do=other]").click()
    await expect(entry).to_have_count(0)


async def test_what_was_said_of_a_photo_at_too_great_length_comes_back_with_the_reason(cast: Cast, visitors: Visitors):
    visitors.expects("status of 422")
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(kim)
    await choose(kim, ("eins.jpg", photo()))
    field = kim.locator(".undeveloped textarea")
    words = "Drei Spalten mit Pfeilen. " * 12
    await field.fill(words)
    await kim.click("#add-photo .send")
    complaint = kim.locator(".undeveloped .field-error")
    await expect(complaint).to_contain_text("300")
    await expect(field).to_have_value(words)
    await expect(field).to_have_attribute("aria-invalid", "true")
    await kim.reload()
    await expect(complaint).to_contain_text("300")
    await expect(field).to_have_value(words)
    await field.fill("Drei Spalten")
    await kim.click("#add-photo .send")
    await expect(kim.locator(".photo img")).to_have_attribute("alt", "Drei Spalten")
    await expect(kim.locator(".undeveloped .draft")).to_have_count(0)
    assert [row.description for row in await cast.rows(photos)] == ["Drei Spalten"]


async def test_photos_go_on_their_way_from_the_phone_s_other_pages(cast: Cast, visitors: Visitors, way: Way):
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(kim)
    await choose(kim, ("eins.jpg", photo()))
    await leaves_before_it_is_sent(cast, kim, way)
    await arrive(cast, 1)


# What a wall asks of the device's store while it opens is answered only by `answered()`.
SLOW_STORE = """
  const real = IDBDatabase.prototype.transaction, late = [];
  IDBDatabase.prototype.transaction = function (...asked) {
    const deal = real.apply(this, asked);
    if (location.pathname.includes("/notes/") && !window.opened)
      Object.defineProperty(deal, "oncomplete", { set: (then) => late.push(then) });
    return deal;
  };
  window.answered = () => late.splice(0).forEach((then) => then());
"""


async def test_a_photo_chosen_while_the_store_still_answers_is_not_forgotten(cast: Cast, visitors: Visitors, way: Way):
    context = await visitors.context(cast.kim)
    await context.add_init_script(SLOW_STORE)
    kim = await context.new_page()
    await kim.goto(f"/{cast.code}/notes/e")
    await live(kim)
    await kim.evaluate("answered()")  # what was read; the page now takes away what was sent
    await kim.evaluate("() => { window.opened = true; }")
    await choose(kim, ("eins.jpg", photo()))
    await kim.evaluate("answered()")
    await leaves_before_it_is_sent(cast, kim, way)
    await arrive(cast, 1)


async def test_a_browser_that_keeps_nothing_says_so_and_sends_all_the_same(cast: Cast, visitors: Visitors, way: Way):
    context = await visitors.context(cast.kim)
    await context.add_init_script(NO_SHELF)
    kim = await context.new_page()
    await kim.goto(f"/{cast.code}/notes/e")
    await live(kim)
    await choose(kim, ("eins.jpg", photo()))
    way.cut()
    await kim.click("#add-photo .send")
    entry = kim.locator("[data-phototray=notes] .outgoing")
    await expect(entry.locator(".fate")).to_have_text(await says(kim, "unsafe"))
    way.mend()
    await expect(kim.locator(".photo img")).to_have_count(1)


async def test_two_tabs_send_a_photo_once(cast: Cast, visitors: Visitors, way: Way):
    context = await visitors.context(cast.kim)
    one, two = await context.new_page(), await context.new_page()
    for page in (one, two):
        await page.goto(f"/{cast.code}/notes/e")
    await live(one, two)
    await choose(one, ("eins.jpg", photo()), ("zwei.jpg", photo(400, 300)))
    await expect(two.locator(".undeveloped .draft")).to_have_count(2)
    way.cut()
    await one.click("#add-photo .send")
    await expect(two.locator("[data-phototray=notes] .outgoing")).to_have_count(2)
    way.mend()
    for page in (one, two):
        await expect(page.locator(".photo img")).to_have_count(2)
        await expect(page.locator("[data-phototray=notes]")).to_be_hidden()
    assert len(await cast.rows(photos)) == 2


async def test_without_scripts_one_photo_at_a_time(cast: Cast, visitors: Visitors):
    context = await visitors.context(cast.kim, java_script_enabled=False)
    kim = await context.new_page()
    visitors.expects("status of 415")
    await kim.goto(f"/{cast.code}/notes/e")
    await kim.set_input_files("#f-add-photo-photo", {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    await kim.fill("#f-add-photo-description", "Drei Spalten")
    await kim.click("#add-photo .send")
    await expect(kim.locator(".photo img")).to_have_attribute("alt", "Drei Spalten")
    too_big: FilePayload = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": photo() + b"\0" * 16_000_000}
    await kim.set_input_files("#f-add-photo-photo", too_big)
    await kim.click("#add-photo .send")
    await expect(kim.locator("main")).to_contain_text("15 MB")
    assert len(await cast.rows(photos)) == 1


async def choose(page: Page, *files: tuple[str, bytes]) -> None:
    known = await page.locator(".undeveloped .draft").count()
    chosen: list[FilePayload] = [{"name": name, "mimeType": "image/jpeg", "buffer": content} for name, content in files]
    await page.set_input_files("#f-add-photo-photo", chosen)
    await expect(page.locator(".undeveloped .draft")).to_have_count(known + len(files))
    await expect(page.locator("#add-photo .send")).to_be_enabled()


async def says(page: Page, what: str) -> str:
    return await page.locator("template[data-photo-entry]").evaluate("(each, what) => each.dataset[what]", what)


async def leaves_before_it_is_sent(cast: Cast, page: Page, way: Way) -> None:
    """Leaves for the phone's screen, with a connection again."""
    way.cut()
    await page.click("#add-photo .send")
    await expect(page.locator("[data-phototray=notes] .outgoing")).to_have_attribute("data-state", "waiting")
    way.mend()
    await page.goto(f"/{cast.code}#me")


async def arrive(cast: Cast, number: int) -> None:
    async with asyncio.timeout(300):
        while len(await cast.rows(photos)) < number:  # noqa: ASYNC110 (a row tells nobody)
            await asyncio.sleep(0.03)


async def on_plain_http(cast: Cast, visitors: Visitors, wall: str) -> Page:
    context = await visitors.context(cast.kim)
    await context.add_init_script(PLAIN_HTTP)
    page = await context.new_page()
    await page.goto(f"/{cast.code}/notes/{wall}")
    return page


async def test_photos_hang_among_the_cards_of_a_section_and_are_dragged_to_another(cast: Cast, visitors: Visitors):
    photo_id = await hang(cast, "e", "Drei Spalten mit Pfeilen")
    kim, noor = [await visitors.open(f"/{cast.code}/notes/e", who, LAPTOP) for who in (cast.kim, cast.noor)]
    await live(kim, noor)
    await mark_visit(kim, noor)
    hung = f"#photo_{photo_id}"
    there = kim.locator(f".wall-section[data-kind=insights] {hung}")
    await expect(there.locator(".text")).to_have_text("Drei Spalten mit Pfeilen")
    links = ".wall-section[data-kind=links]"
    for page, moves in ((noor, False), (kim, True)):
        box, to = await page.locator(hung).bounding_box(), await page.locator(f"{links} h3").bounding_box()
        assert box is not None
        assert to is not None
        await page.mouse.move(box["x"] + 40, box["y"] + 40)
        await page.mouse.down()
        await page.mouse.move(to["x"] + 40, to["y"] + 90, steps=4)
        await expect(page.locator(".ghost")).to_have_count(int(moves))
        await page.mouse.up()
    for page in (kim, noor):
        await expect(page.locator(f"{links} {hung}")).to_be_visible()
        assert page.url.endswith("/notes/e")
    assert await same_visit(kim, noor)


async def test_a_photo_comes_into_the_section_in_which_one_writes(cast: Cast, visitors: Visitors):
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim, LAPTOP)
    await live(kim)
    await kim.focus(".foot-of-lane:nth-child(3) textarea")
    await kim.keyboard.type("Wer?")
    await kim.keyboard.press("Enter")
    await expect(kim.locator(".wall-section[data-kind=questions] .note")).to_have_count(1)
    await choose(kim, ("eins.jpg", photo()))
    await kim.click("#add-photo .send")
    await expect(kim.locator(".wall-section[data-kind=questions] .photo img")).to_have_count(1)


async def test_a_photo_is_moved_by_keys_and_put_back_in_one_step(cast: Cast, visitors: Visitors):
    hung = f"#photo_{await hang(cast, 'e', 'Drei Spalten')}"
    kim, noor = [await visitors.open(f"/{cast.code}/notes/e", who, LAPTOP) for who in (cast.kim, cast.noor)]
    await live(kim, noor)
    await expect(noor.locator(f"{hung} .move")).to_be_hidden()
    note = await cast.makes(cast.noor, WriteNote(wall="e", text="Wer zahlt?", section=(await lanes(cast))["questions"]))
    await expect(kim.locator(f"#note_e-{note}")).to_be_visible()
    says = kim.locator(".moving .says")
    await kim.keyboard.press("j")
    await expect(kim.locator(f"{hung} .move")).to_be_focused()
    await kim.keyboard.press("m")
    await expect(says).to_contain_text("„Drei Spalten“ ist aufgenommen")
    await kim.keyboard.press("ArrowRight")
    await expect(says).to_have_text("Platz 1 von 2 in Offene Fragen")
    await kim.keyboard.press("g")
    await expect(says).to_contain_text("Keine Gruppe: „Wer zahlt?“")
    await kim.keyboard.press("ArrowDown")
    await expect(says).to_have_text("Platz 2 von 2 in Offene Fragen")
    below = "([mark, card]) => mark.getBoundingClientRect().top >= card.getBoundingClientRect().bottom"
    marked = [await kim.query_selector(each) for each in (".drop-mark", f"#note_e-{note}")]
    assert await kim.evaluate(below, marked)
    await kim.keyboard.press("ArrowUp")
    await kim.keyboard.press("Enter")
    await expect(noor.locator(f".wall-section[data-kind=questions] {hung} + #note_e-{note}")).to_be_visible()
    await expect(says).to_have_text("Verschoben: „Drei Spalten“")
    await expect(kim.locator(f"{hung} .move")).to_be_focused()
    await kim.keyboard.press("Control+z")
    await expect(noor.locator(f".wall-section[data-kind=insights] {hung}")).to_be_visible()
    await expect(says).to_have_text("Rückgängig gemacht: „Drei Spalten“")


async def test_a_photo_dragged_onto_a_card_lies_on_a_pile_with_it_until_that_is_undone(cast: Cast, visitors: Visitors):
    note = await cast.makes(cast.kim, WriteNote(wall="e", text="Wer zahlt?"))
    last = await cast.makes(cast.kim, WriteNote(wall="e", text="Salz"))
    hung = f"#photo_{await hang(cast, 'e', 'Drei Spalten')}"
    kim, noor = [await visitors.open(f"/{cast.code}/notes/e", who, LAPTOP) for who in (cast.kim, cast.noor)]
    await live(kim, noor)
    await drag_onto(kim, hung, f"#note_e-{note}")
    for page in (kim, noor):
        await expect(page.locator(".pile")).to_have_text("Gruppe 1 2")
        await expect(page.locator(f".grouped > #note_e-{note} + {hung}")).to_be_visible()
    await kim.click(".moving .unhang-photo button")
    for page in (kim, noor):
        await expect(page.locator(".pile")).to_have_count(0)
        await expect(page.locator(f"#note_e-{note} + #note_e-{last} + {hung}")).to_be_visible()
    # And a card onto a photo.
    await drag_onto(kim, f"#note_e-{last}", hung)
    await expect(noor.locator(f".grouped > {hung} + #note_e-{last}")).to_be_visible()


async def test_on_a_wall_without_sections_a_photo_is_moved_among_cards_by_mouse_keys_and_taps(
    cast: Cast, visitors: Visitors
):
    await without_sections(cast)
    hung = f"#photo_{await hang(cast, 'e', 'Drei Spalten')}"
    one, two = [await cast.makes(cast.kim, WriteNote(wall="e", text=text)) for text in ("Wer zahlt?", "Salz")]
    kim, noor = [await visitors.open(f"/{cast.code}/notes/e", who, LAPTOP) for who in (cast.kim, cast.noor)]
    await live(kim, noor)
    await expect(kim.locator(f"{hung} + #note_e-{one} + #note_e-{two}")).to_be_visible()
    await drag_onto(kim, hung, f"#note_e-{one}")
    await expect(noor.locator(f".grouped > #note_e-{one} + {hung}")).to_be_visible()
    await kim.keyboard.press("Control+z")
    await expect(noor.locator(f"{hung} + #note_e-{one} + #note_e-{two}")).to_be_visible()
    await kim.locator(f"{hung} .move").focus()
    for key in ("m", "ArrowDown", "Enter"):
        await kim.keyboard.press(key)
    await expect(noor.locator(f"#note_e-{one} + {hung} + #note_e-{two}")).to_be_visible()
    phone = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(phone)
    await phone.tap(f"{hung} .move")
    await phone.tap(".moving [data-step=down]")
    await phone.tap(".moving [data-step=drop]")
    await expect(noor.locator(f"#note_e-{one} + #note_e-{two} + {hung}")).to_be_visible()
    # By the photo's own page as well.
    await phone.goto(f"/{cast.code}/photos/e/{hung.split('_')[1]}")
    await phone.get_by_role("button", name="An den Anfang").tap()
    await expect(noor.locator(f"{hung} + #note_e-{one} + #note_e-{two}")).to_be_visible()


async def drag_onto(page: Page, what: str, onto: str) -> None:
    """By a corner of the one to the middle of the other."""
    box, to = await page.locator(what).bounding_box(), await page.locator(onto).bounding_box()
    assert box is not None
    assert to is not None
    await page.mouse.move(box["x"] + 8, box["y"] + 8)
    await page.mouse.down()
    await page.mouse.move(to["x"] + 60, to["y"] + to["height"] / 2, steps=4)
    await page.mouse.up()


async def test_a_photo_is_moved_by_taps_on_a_phone_and_followed(cast: Cast, visitors: Visitors):
    hung = f"#photo_{await hang(cast, 'e', 'Drei Spalten')}"
    kim = await visitors.open(f"/{cast.code}/notes/e", cast.kim)
    await live(kim)
    await kim.tap(f"{hung} .move")
    await kim.tap(".moving [data-step=left]")
    await kim.tap(".moving [data-step=drop]")
    await expect(kim.locator(f".wall-section[data-kind=about] {hung}")).to_be_visible()
    await kim.tap(".moving .unhang-photo button")
    await expect(kim.locator(f".wall-section[data-kind=insights] {hung}")).to_be_visible()
    await expect(kim.locator(".moving .receipt")).to_be_hidden()
