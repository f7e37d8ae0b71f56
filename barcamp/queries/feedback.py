"""The results of the feedback: sums and sentences."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.domain.feedback import QUESTIONS, VALUES, feedback_counts, feedback_marks, feedback_sentences

Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FeedbackSums:
    """The sums. `answers` has, per question of QUESTIONS, how often each of 1 to 5 was given."""

    answers: tuple[tuple[str, Counts], ...]
    sentences: tuple[str, ...]
    people: int


async def load_feedback(db: AsyncConnection, barcamp_id: int) -> FeedbackSums:
    counted = feedback_counts.c
    query = select(counted.question, counted.value, counted.number).where(counted.barcamp_id == barcamp_id)
    numbers = {(row.question, row.value): row.number for row in await db.execute(query)}
    said = select(feedback_sentences.c.text).where(feedback_sentences.c.barcamp_id == barcamp_id)
    people = select(func.count()).select_from(feedback_marks).where(feedback_marks.c.barcamp_id == barcamp_id)
    return FeedbackSums(
        tuple((name, tuple(numbers.get((at, value), 0) for value in VALUES)) for at, name in enumerate(QUESTIONS)),
        tuple(await db.scalars(said.order_by(feedback_sentences.c.text, feedback_sentences.c.id))),
        await db.scalar(people) or 0,
    )
