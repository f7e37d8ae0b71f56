"""What the people of a whole day contribute: cards, results, photos, head-counts, offers, feedback. All commands."""

import asyncio
import random
from datetime import timedelta

from barcamp.demo import flipchart
from barcamp.demo.content import event
from barcamp.demo.content.walls import HOST, ON_ANYTHING, Said, Written
from barcamp.demo.content.walls import session as content_of
from barcamp.demo.day import Day, made, together
from barcamp.demo.room import Player
from barcamp.domain.event import barcamp as barcamps
from barcamp.domain.feedback import GiveFeedback
from barcamp.domain.offer import PutUpOffer, ShowInterestInOffer
from barcamp.domain.walls.groups import MarkKey
from barcamp.domain.walls.heads import CountHeads
from barcamp.domain.walls.keeper import BecomeKeeper
from barcamp.domain.walls.note import WriteNote
from barcamp.domain.walls.result import WriteResult
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.support import SupportNote
from barcamp.kernel.actor import Actor
from barcamp.kernel.command import Command
from barcamp.queries.plan.plan import Row
from barcamp.queries.topics.topics import TopicCard
from barcamp.web.context import AppContext

People = list[tuple[Player, Actor]]


async def section(ctx: AppContext, day: Day, kind: str) -> int:
    """The id of the event's section of that kind; 0, which lets the wall decide, if there is none."""
    async with ctx.db.reading() as db:
        return next((each.id for each in await load_sections(db, day.id) if each.kind == kind), 0)


async def on_session(ctx: AppContext, day: Day, topic: TopicCard, people: People, rng: random.Random) -> None:
    content = content_of(topic.title) or ON_ANYTHING
    await _write(ctx, day, topic.wall, content, people, rng, host=topic.host)
    await after_session(ctx, day, topic, rng.choice(people)[1], len(people))


async def after_session(ctx: AppContext, day: Day, topic: TopicCard, keeper: Actor, people: int) -> None:
    """Has the keeper write the result and take photos, and heads counted."""
    content = content_of(topic.title) or ON_ANYTHING
    await ctx.desk.carry_out(BecomeKeeper(wall=topic.wall), keeper)
    if content.result:
        await ctx.desk.carry_out(WriteResult(wall=topic.wall, text=content.result), keeper)
    if heads := round(content.heads * people):
        await ctx.desk.carry_out(CountHeads(topic=topic.id, heads=heads), day.moderator)
    for sketch in content.sketches:
        photo = await asyncio.to_thread(flipchart.taken, sketch, topic.wall)
        await ctx.desk.carry_out(photo, keeper)


async def on_plenary(ctx: AppContext, day: Day, row: Row, people: People, rng: random.Random) -> None:
    if content := event.PLENARY.get(row.title):
        await _write(ctx, day, row.wall, content, people, rng)
        if content.result:
            await ctx.desk.carry_out(WriteResult(wall=row.wall, text=content.result), day.moderator)


async def put_up_offers(ctx: AppContext, day: Day, people: People, rng: random.Random) -> None:
    """Puts up the offers. The first two are the organiser's. Most of those who are interested leave a contact."""
    for n, (title, what, contact, link, share) in enumerate(event.OFFERS):
        by = day.organiser if n < 2 else people[n % len(people)][1]
        offer = made(await ctx.desk.carry_out(PutUpOffer(title=title, what=what, contact=contact, link=link), by))
        await together(
            ctx,
            [
                (_interest(offer, player, told=rng.random() < 0.75), who)
                for player, who in people
                if who != by and rng.random() < share
            ],
        )  # fmt: skip


async def give_feedback(ctx: AppContext, people: People, rng: random.Random) -> None:
    answering = [who for _, who in people if rng.random() < 0.85]
    sentences = (*event.FEEDBACK, *[""] * len(answering))
    answers = [
        GiveFeedback(worth=_tap(rng), new=_tap(rng), run=_tap(rng), sentence=sentence)
        for _, sentence in zip(answering, sentences, strict=False)
    ]
    await together(ctx, list(zip(answers, answering, strict=True)))


async def _write(
    ctx: AppContext, day: Day, wall: str, content: Written, people: People, rng: random.Random, host: str = ""
) -> None:
    """Writes the cards, each by somebody; then support for them, and the key insight."""
    async with ctx.db.reading() as db:
        camp = await barcamps.load(db, day.id)
        kinds = {each.kind: each.id for each in await load_sections(db, day.id)}
    assert camp is not None
    written = await together(
        ctx,
        [
            (
                WriteNote(
                    wall=wall, text=card.text, section=kinds.get(card.kind, 0), who=card.who.replace(HOST, host),
                    until=_until(card, camp),
                ),
                rng.choice(people)[1],
            )
            for card in content.cards
        ],
    )  # fmt: skip
    commands: list[tuple[Command, Actor]] = []
    for card, answer in zip(content.cards, written, strict=True):
        note = made(answer)
        behind = rng.sample(people, min(len(people), rng.choice((0, 0, 1, 2)) + (4 if card.key else 0)))
        commands += [(SupportNote(note=note), who) for _, who in behind]
        commands += [(MarkKey(note=note), day.moderator)] * card.key
    await together(ctx, commands)


def _until(card: Said, camp: barcamps.Barcamp) -> str:
    if isinstance(card.until, int):
        return (camp.day + timedelta(weeks=card.until)).isoformat()
    return card.until


def _interest(offer: int, player: Player, *, told: bool) -> ShowInterestInOffer:
    contact = f"{player.name.split()[0].lower()}@rathaus.example"
    return ShowInterestInOffer(offer=offer, contact=contact if told else "", agreed=told)


def _tap(rng: random.Random) -> int:
    return rng.choice((3, 4, 4, 4, 5, 5, 5, 5))
