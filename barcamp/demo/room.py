"""A room full of simulated people: who comes when, and what each of them does on their phone.

`play` runs a whole room against a server, over HTTP and websockets, until it is cancelled.
"""

import asyncio
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import structlog

from barcamp.demo.content import weekend
from barcamp.demo.content.event import LAST_ROW, PLENARY
from barcamp.demo.content.topics import FIRST_NAMES, ORGANISATIONS, TOPICS, Pitch
from barcamp.demo.content.walls import HOST, ON_ANYTHING, Said, session
from barcamp.demo.phone import Phone

__all__ = ["Deck", "Phone", "Player", "casting", "heat", "play"]

log = structlog.get_logger("rehearsal")

SEED = 21
_SECTION = re.compile(r'<option id="choice-\d+" value="(\d+)" data-kind="(\w+)"')


@dataclass(frozen=True, slots=True)
class Player:
    """One person. Times are seconds after the start at pace 1; `appetite` scales how much they are interested in."""

    name: str
    organisation: str
    arrives: float
    appetite: float
    eagerness: float  # chance of writing a note when there is a moment for it
    seed: int
    pitches: tuple[tuple[float, Pitch], ...] = ()
    online: bool = False  # takes part from elsewhere, and says so


@dataclass(slots=True)
class Deck:
    """The notes nobody has written yet, per wall; shared by the room, so that no note comes twice."""

    _left: dict[str, list[Said]] = field(default_factory=dict[str, list[Said]])
    _titles: dict[str, str] = field(default_factory=dict[str, str])
    _sections: dict[str, str] = field(default_factory=dict[str, str])  # by kind

    async def draw(self, phone: Phone, wall: str) -> Said | None:
        """The next note for the wall, None if everything has been said or it is too early to say it."""
        if wall not in self._left:
            await self._lay_out(phone, wall)
        if self._titles.get(wall) == LAST_ROW and phone.state.get("phase") != "closing":
            return None
        left = self._left[wall]
        return left.pop(0) if left else None

    def put_back(self, wall: str, note: Said) -> None:
        self._left[wall].insert(0, note)

    def section(self, note: Said) -> str:
        return self._sections.get(note.kind, "0")

    async def _lay_out(self, phone: Phone, wall: str) -> None:
        page = (await phone.ask("GET", f"/{phone.code}/notes/{wall}")).text
        self._sections.update((kind, number) for number, kind in _SECTION.findall(page))
        if wall.startswith("t"):
            pitch = pitch_in(phone.topics.get(int(wall[1:]), ""))
            content = (session(pitch.title) if pitch else None) or ON_ANYTHING
        else:
            self._titles[wall] = next((title for title in PLENARY if f">{title}<" in page), "")
            content = PLENARY.get(self._titles[wall])
        self._left.setdefault(wall, list(content.cards) if content else [])


def casting(attendees: int, seed: int = SEED, script: Sequence[Pitch] = TOPICS, share: float = 0.4) -> list[Player]:
    """The people of a day, always the same for the same seed. They bring topics of the script, as many as this share of
    them."""
    rng = random.Random(seed)
    names = rng.sample(FIRST_NAMES, len(FIRST_NAMES))
    late = attendees // 10
    brought = _brought(attendees, attendees - late, rng, script, share)
    return [
        Player(
            name=_name(names, i),
            organisation=rng.choice(ORGANISATIONS),
            arrives=rng.uniform(60, 240) if i >= attendees - late else 1 + 23 * i / max(1, attendees - late),
            appetite=rng.uniform(0.6, 1.3),
            eagerness=min(0.5, 4 / attendees),
            seed=rng.randrange(2**32),
            pitches=tuple(brought.get(i, ())),
        )
        for i in range(attendees)
    ]


async def play(
    url: str,
    code: str,
    attendees: int = 30,
    pace: float = 1.0,
    seed: int = SEED,
    phones: list[Phone] | None = None,
    players: Sequence[Player] | None = None,
) -> None:
    """Runs the room until cancelled; `pace` 10 is ten times as fast as people are. Phones are added to `phones`. The
    people are those of a day, unless other `players` are given."""
    deck = Deck()
    async with asyncio.TaskGroup() as room:
        for player in casting(attendees, seed) if players is None else players:
            phone = Phone(url, code)
            if phones is not None:
                phones.append(phone)
            room.create_task(_attend(phone, player, deck, pace))


def pitch_in(content: str) -> Pitch | None:
    """The topic of the script whose title occurs in a piece of a page."""
    return _pitch_in(content) if content else None


def heat(content: str) -> float:
    """How much of the room wants it; topics of people who are not simulated find friends too."""
    pitch = pitch_in(content)
    return pitch.heat if pitch else 0.5


async def _attend(phone: Phone, player: Player, deck: Deck, pace: float) -> None:
    try:
        await asyncio.sleep(player.arrives / pace)
        await phone.join(player.name, player.organisation)
        if player.online:
            await phone.give("say-where", online="yes")
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(phone.watch())
            for at, pitch in player.pitches:
                tasks.create_task(_pitch(phone, pitch, Rest(player.seed, pace), at - player.arrives))
            tasks.create_task(_show_interest(phone, player, Rest(player.seed + 1, pace)))
            tasks.create_task(_take_notes(phone, player, deck, Rest(player.seed + 2, pace)))
    except Exception as error:
        # One phone that gives up must not end the day for the others.
        _say_once(type(error).__name__, str(error)[:200])
        log.debug("a simulated phone gave up", exc_info=error)
    finally:
        await phone.close()


class Rest(random.Random):
    """The chances and pauses of one person; pauses are in seconds at pace 1."""

    def __init__(self, seed: int, pace: float) -> None:
        super().__init__(seed)
        self.pace = pace

    async def between(self, low: float, high: float) -> None:
        await asyncio.sleep(max(0.02, self.uniform(low, high) / self.pace))


async def _pitch(phone: Phone, pitch: Pitch, rest: Rest, wait: float) -> None:
    await rest.between(wait, wait + 3)
    while not (
        phone.is_open("pitching") and await phone.give("pitch-topic", title=pitch.title, description=pitch.description)
    ):
        await rest.between(3, 8)


async def _show_interest(phone: Phone, player: Player, rest: Rest) -> None:
    """Looks at one topic after another; now and then somebody changes their mind."""
    considered: set[int] = set()
    mine: list[int] = []
    while True:
        await rest.between(6, 22)
        fresh = [topic for topic in phone.topics if topic not in considered]
        if not fresh or not phone.is_open("interest"):
            continue
        if mine and rest.random() < 0.04:
            await phone.give("withdraw-vote", topic=mine.pop(rest.randrange(len(mine))))
        topic = rest.choice(fresh)
        if rest.random() < heat(phone.topics[topic]) * player.appetite:
            if not await phone.give("cast-vote", topic=topic):
                continue
            mine.append(topic)
        considered.add(topic)


async def _take_notes(phone: Phone, player: Player, deck: Deck, rest: Rest) -> None:
    """Writes notes: on walls of the plenary from the start, on those of sessions once these are running."""
    while True:
        await rest.between(8, 25)
        running = phone.state.get("phase", "sessions") in ("sessions", "closing")
        walls = [wall for wall in phone.walls if running or wall.startswith("s")]
        if not walls or rest.random() > player.eagerness:
            continue
        wall = rest.choice(walls)
        note = await deck.draw(phone, wall)
        if note is not None and not await _write(phone, wall, note, deck.section(note)):
            deck.put_back(wall, note)


async def _write(phone: Phone, wall: str, note: Said, section: str) -> bool:
    until = (date.today() + timedelta(weeks=note.until)).isoformat() if isinstance(note.until, int) else note.until
    who = note.who.replace(HOST, "")
    return await phone.give("write-note", wall=wall, text=note.text, section=section, who=who, until=until)


def _brought(
    attendees: int, early: int, rng: random.Random, script: Sequence[Pitch], share: float
) -> dict[int, list[tuple[float, Pitch]]]:
    """Who brings which topic when, within a good minute. One person brings two, as somebody always does."""
    number = min(len(script), max(min(attendees, 4), round(attendees * share)))
    hosts = rng.sample(range(early), min(number, early))
    if len(hosts) > 6:
        hosts[5] = hosts[0]
    brought: dict[int, list[tuple[float, Pitch]]] = {}
    for turn, pitch in enumerate(rng.sample(script[:number], number)):
        host = hosts[turn % len(hosts)]
        brought.setdefault(host, []).append((30 + 80 * turn / number, pitch))
    return brought


def _name(names: list[str], i: int) -> str:
    again, which = divmod(i, len(names))
    return names[which] if not again else f"{names[which]} {chr(ord('A') + (again - 1) % 26)}."


@lru_cache(maxsize=256)
def _pitch_in(content: str) -> Pitch | None:
    return next((pitch for pitch in (*TOPICS, *weekend.TOPICS) if pitch.title in content), None)


@lru_cache(maxsize=16)
def _say_once(kind: str, words: str) -> None:
    log.warning("a simulated phone gave up", error=kind, words=words)
