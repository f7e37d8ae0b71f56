"""What people do on their screens, found by how the screens are built and not by their words."""

from playwright.async_api import Page, expect


async def pitch(phone: Page, title: str) -> int:
    """Suggests a topic on a phone; returns its id once the phone shows it."""
    if not await phone.locator("#f-pitch-topic-title").is_visible():
        await phone.click("#pitch summary")
    known = await topics_on(phone)
    await phone.fill("#f-pitch-topic-title", title)
    await phone.click("#pitch form button")
    await expect(phone.locator("#topics > .topic")).to_have_count(len(known) + 1)
    (new,) = set(await topics_on(phone)) - set(known)
    return new


async def topics_on(page: Page) -> list[int]:
    names = await page.locator("#topics > .topic").evaluate_all("found => found.map(each => each.id)")
    return [int(name.removeprefix("topic_")) for name in names]


async def tab(phone: Page, name: str) -> None:
    await phone.click(f".tabs a[href='#{name}']")


async def pick(console: Page, topic: int) -> None:
    """Picks a topic, from the list or where it stands in the plan."""
    await console.locator(f"label[for=pick_{topic}]:visible, [data-pick='{topic}']:visible").first.click()


async def place(console: Page, topic: int, slot: int, room: int) -> None:
    """Picks a topic, then a cell."""
    await pick(console, topic)
    await console.click(f"#cell_{slot}_{room}")


async def write_note(page: Page, text: str) -> None:
    await page.fill("#f-write-note-text", text)
    await page.press("#f-write-note-text", "Enter")
    await expect(page.locator(".note .text", has_text=text)).to_be_visible()
