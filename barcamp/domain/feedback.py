"""Feedback at the end: three taps and one sentence, which nobody can trace to a person.

Only sums are kept, and sentences under random numbers; the fact that somebody has answered is stored apart, without a
time. The journal does not say who it was either.
"""

import secrets
from typing import Annotated, ClassVar

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, insert, select, update
from sqlalchemy import Text as LongText

from barcamp.domain.event.barcamp import change
from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import Refused
from barcamp.kernel.strings import Text
from barcamp.kernel.turn import Done, Turn
from barcamp.kernel.waits import Waits

QUESTIONS = ("worth", "new", "run")
VALUES = (1, 2, 3, 4, 5)

feedback_counts = Table(
    "feedback_count",
    metadata,
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), primary_key=True),
    Column("question", Integer, primary_key=True, autoincrement=False),  # its place in QUESTIONS
    Column("value", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
)

feedback_sentences = Table(
    "feedback_sentence",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # random, so that they keep no order
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
    Column("text", LongText, nullable=False),
)

# Keyed by the person alone: row numbers would reveal the order in which people answered.
feedback_marks = Table(
    "feedback_mark",
    metadata,
    Column("attendee_id", Integer, ForeignKey("attendee.id"), primary_key=True),
    Column("barcamp_id", Integer, ForeignKey("barcamp.id"), nullable=False, index=True),
)


class GiveFeedback(Command):
    """Gives one value per question, 1 to 5, 0 for none; once per person, while the day is closing."""

    by = Role.ATTENDEE
    waits = Waits("Feedback")
    anonymous: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"worth", "new", "run", "sentence"})
    worth: int = 0
    new: int = 0
    run: int = 0
    sentence: Annotated[str, Text(300, least=0)] = ""

    async def perform(self, turn: Turn) -> Done:
        if not turn.barcamp.feedback_open:
            raise Refused("feedback.closed")
        values = [getattr(self, question) for question in QUESTIONS]
        if any(value and value not in VALUES for value in values):
            raise Refused("feedback.value")
        if not any(values) and not self.sentence:
            raise Refused("feedback.nothing")
        await _mark(turn)
        for question, value in enumerate(values):
            if value:
                await _count(turn, question, value)
        if self.sentence:
            await turn.db.execute(
                insert(feedback_sentences).values(
                    id=secrets.randbelow(2**62) + 1, barcamp_id=turn.barcamp.id, text=self.sentence
                )
            )
        return Done()


class SetFeedback(Command):
    """Says whether people are asked at all."""

    by = Role.MODERATOR
    on: bool

    async def perform(self, turn: Turn) -> Done:
        await change(turn, feedback_on=self.on)
        return Done.of(Changed.feedback())


async def _mark(turn: Turn) -> None:
    answered = select(feedback_marks.c.attendee_id).where(feedback_marks.c.attendee_id == turn.attendee_id)
    if await turn.db.scalar(answered) is not None:
        raise Refused("feedback.given")
    await turn.db.execute(insert(feedback_marks).values(attendee_id=turn.attendee_id, barcamp_id=turn.barcamp.id))


async def _count(turn: Turn, question: int, value: int) -> None:
    c = feedback_counts.c
    grown = await turn.db.execute(
        update(feedback_counts)
        .where(c.barcamp_id == turn.barcamp.id, c.question == question, c.value == value)
        .values(number=c.number + 1)
    )
    if not grown.rowcount:
        await turn.db.execute(
            insert(feedback_counts).values(barcamp_id=turn.barcamp.id, question=question, value=value, number=1)
        )
