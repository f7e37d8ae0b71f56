"""Whatever happens, and whatever becomes of messages: after one look a screen shows what a fresh page would show."""

import asyncio
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from barcamp.app import build
from barcamp.kernel.refused import Refused
from barcamp.live import people_counter
from barcamp.live.audience import Group
from barcamp.live.broadcast import Broadcast
from barcamp.settings import Settings
from tests.cast import Cast, Clock
from tests.gathering import GatheredFile
from tests.house.screens.situations import SITUATIONS, VOTES, furnish
from tests.live.applying import apply
from tests.live.broadcasts import Viewer, unframed
from tests.markup import Element, parse

HISTORIES = 10  # 150 of them take a minute
SCREENS = 9
Step = tuple[str, Any]

# What a situation needs is not there any more after some histories: then it is refused, and that is a history as well.
STEPS = st.one_of(
    st.tuples(st.just("does"), st.sampled_from(sorted(SITUATIONS))),
    st.tuples(st.just("does"), st.sampled_from(sorted(SITUATIONS))),
    st.tuples(st.just("beat"), st.none()),
    st.tuples(st.just("passes"), st.sampled_from([1, 20, 60])),
    st.tuples(st.just("restarts"), st.none()),
    st.tuples(st.sampled_from(["hears", "loses", "doubles", "swaps", "sleeps", "wakes"]), st.integers(0, SCREENS - 1)),
)


@dataclass
class Screen:
    """As static/js/core/live.js has it: a page, how far it is, messages on their way. `looks` since it was right."""

    group: Group
    viewer: Viewer
    page: Element
    looks: int = 0
    asleep: bool = False
    inbox: list[str] = field(default_factory=list)

    @property
    def mark(self) -> str:
        return self._body["data-mark"]

    @property
    def _body(self) -> Element:
        return next(each for each in self.page if each.tag == "body")

    @property
    def regions(self) -> dict[str, str]:
        return {each["id"]: str(each) for each in self._body.children if isinstance(each, Element)}

    def fetch(self) -> None:
        """What was sent to it is on its way."""
        self.inbox += [unframed(frame) for frame in self.viewer.frames]
        self.viewer.frames.clear()

    async def hear(self, broadcast: Broadcast, text: str) -> None:
        head, is_message, _ = text.partition("\n")
        since, _, mark = head.rpartition(" ")
        if not is_message:  # a sign of life
            if mark != self.mark:
                await self.look(broadcast)
        elif since in ("", self.mark):
            apply(self.page, text)
        elif mark != self.mark and _number(mark) >= _number(self.mark):
            await self.look(broadcast)

    async def look(self, broadcast: Broadcast) -> None:
        self.looks += 1
        if message := await broadcast.look(self.group, self.mark):
            apply(self.page, message)


def _number(mark: str) -> int:
    return int(mark.partition("_")[0])


@dataclass
class History:
    cast: Cast
    topic: int
    broadcast: Broadcast
    screens: list[Screen] = field(default_factory=list)
    voted: bool = False

    async def begin(self) -> None:
        wall = f"t{self.topic}"
        groups = [Group(screen, locale) for screen in ("phone", "console", "projector") for locale in ("de", "en")]
        groups += [Group("notes", "de", wall), Group("notes", "en", wall), Group("notes", "de", "e")]
        for group in groups:
            short = group.screen == "phone"
            page = await (self.broadcast.first_page(group) if short else self.broadcast.page(group))
            tree = parse(f'<body data-mark="{page.mark}">{"".join(page.regions.values())}</body>')
            self.screens.append(Screen(group, Viewer(group, page.mark), tree))
            self.broadcast.enter(self.screens[-1].viewer.seat)

    async def take(self, step: Step) -> None:
        what, detail = step
        if what == "does":
            try:
                who, command = await SITUATIONS[detail](self.cast, self.topic)
                await self.cast.does(who, command)
                self.voted |= command.verb in VOTES
            except (Refused, LookupError, AssertionError):
                return
            self.broadcast.ring()
        elif what == "passes":
            self.cast.clock.forward(minutes=detail)
            self.broadcast.ring()
        elif what == "restarts":
            self.broadcast = _broadcast(self.cast)
            for screen in self.screens:
                self._sit_down(screen)
        elif what == "beat":
            await self._beat()
        else:
            await self._becomes(what, self.screens[detail])

    async def _becomes(self, what: str, screen: Screen) -> None:
        screen.fetch()
        if what == "loses":
            del screen.inbox[:1]
        elif what == "doubles":
            screen.inbox[:0] = screen.inbox[:1]
        elif what == "swaps":
            screen.inbox[:2] = screen.inbox[1::-1] if len(screen.inbox) > 1 else screen.inbox[:1]
        elif what == "hears":
            await self._hear(screen)
        elif what == "sleeps" and not screen.asleep:
            self.broadcast.audience.leave(screen.viewer.seat)
            screen.asleep, screen.inbox = True, []
        elif what == "wakes" and screen.asleep:
            screen.asleep = False
            self._sit_down(screen)

    def _sit_down(self, screen: Screen) -> None:
        if screen.asleep:
            return
        screen.fetch()  # what the old line still brought
        screen.viewer = Viewer(screen.group, screen.mark)
        self.broadcast.enter(screen.viewer.seat)

    async def _beat(self) -> None:
        await self.broadcast.beat()
        for screen in self.screens:
            screen.fetch()

    async def _hear(self, screen: Screen) -> None:
        heard, screen.inbox = screen.inbox, []
        for text in heard:
            await screen.hear(self.broadcast, text)

    async def end(self) -> None:
        """Everybody wakes up and hears what is on its way; the last beat and a sign of life come through."""
        for screen in self.screens:
            await self._becomes("wakes", screen)
            await self._hear(screen)
            screen.looks = 0
        await self._beat()
        await self.broadcast.sign_of_life()
        fresh = _broadcast(self.cast)
        for screen in self.screens:
            screen.fetch()
            await self._hear(screen)
            shown, wanted = screen.regions, dict((await fresh.page(screen.group)).regions)
            wanted = {name: str(parse(html).children[-1]) for name, html in wanted.items()}
            if self.voted and "check" in wanted:  # votes come too often to weigh the whole plan anew with each
                shown["check"] = wanted["check"]
            assert shown == wanted, screen.group
            assert screen.looks <= 1, screen.group


def _broadcast(cast: Cast) -> Broadcast:
    return Broadcast(cast.id, cast.ctx.db, cast.ctx.env, cast.clock)


@pytest.fixture(scope="module")
async def furnished(gathered_file: GatheredFile, tmp_path_factory: pytest.TempPathFactory) -> tuple[GatheredFile, int]:
    return await gathered_file.after(tmp_path_factory.mktemp("furnished"), furnish)


def test_a_screen_is_right_after_one_look_whatever_happened(
    furnished: tuple[GatheredFile, int], monkeypatch: pytest.MonkeyPatch
):
    file, topic = furnished
    monkeypatch.setattr(people_counter, "EVERY", 0.0)  # how soon one beat follows another is no matter of this

    async def play(steps: list[Step]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            clock = Clock()
            built = build(Settings(database_url=file.copy_to(Path(folder) / "barcamp.db")), clock)
            cast = Cast(built, clock, file.here, file.elsewhere)
            try:
                history = History(cast, topic, _broadcast(cast))
                await history.begin()
                for step in steps:
                    await history.take(step)
                await history.end()
            finally:
                await built.desk.close()
                await built.db.close()

    @settings(max_examples=HISTORIES, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(STEPS, min_size=6, max_size=24))
    def any_history(steps: list[Step]) -> None:
        asyncio.run(play(steps))

    any_history()
