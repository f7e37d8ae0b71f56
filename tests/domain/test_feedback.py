"""Feedback: counted, and nobody's."""

import pytest

from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.feedback import GiveFeedback, SetFeedback, feedback_marks, feedback_sentences
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.kernel.db import metadata
from barcamp.queries.feedback import FeedbackSums, load_feedback
from barcamp.queries.people.people import load_mine
from tests.cast import Cast


@pytest.fixture
async def closing(cast: Cast) -> Cast:
    await cast.does(cast.max, MoveToPhase(phase="closing"))
    return cast


async def sight(cast: Cast) -> FeedbackSums:
    async with cast.ctx.db.reading() as db:
        return await load_feedback(db, cast.id)


async def test_answers_are_summed_up(closing: Cast):
    await closing.does(closing.kim, GiveFeedback(worth=5, new=4, run=1, sentence="Mehr Kaffee"))
    await closing.does(closing.noor, GiveFeedback(worth=5))
    seen = await sight(closing)
    assert seen.answers == (("worth", (0, 0, 0, 0, 2)), ("new", (0, 0, 0, 1, 0)), ("run", (1, 0, 0, 0, 0)))
    assert (seen.sentences, seen.people) == (("Mehr Kaffee",), 2)


async def test_nobody_answers_twice(closing: Cast):
    await closing.does(closing.kim, GiveFeedback(worth=5))
    assert await closing.refused(closing.kim, GiveFeedback(worth=1)) == "feedback.given"
    assert (await sight(closing)).answers[0] == ("worth", (0, 0, 0, 0, 1))
    async with closing.ctx.db.reading() as db:
        assert (await load_mine(db, closing.kim.person)).answered is True
        assert (await load_mine(db, closing.noor.person)).answered is False


async def test_the_same_op_is_the_same_answer_again(closing: Cast):
    first = await closing.does(closing.kim, GiveFeedback(worth=5), op="feedback-of-kim")
    again = await closing.does(closing.kim, GiveFeedback(worth=5), op="feedback-of-kim")
    assert (again.seq, again.repeated) == (first.seq, True)
    assert (await sight(closing)).people == 1


async def test_the_journal_says_neither_who_nor_what(closing: Cast):
    await closing.does(closing.kim, GiveFeedback(worth=2, sentence="Zu laut"))
    line = (await closing.journal())[-1]
    assert (line.command, line.attendee_id, line.organiser_id) == ("give-feedback", None, None)
    assert (line.payload, line.made, line.touched) == ("{}", None, "")


async def test_no_row_of_an_answer_names_a_person_or_a_time(closing: Cast):
    await closing.does(closing.kim, GiveFeedback(worth=2, sentence="Zu laut"))
    columns = {name: {column.name for column in metadata.tables[name].c} for name in metadata.tables}
    assert columns["feedback_count"] == {"barcamp_id", "question", "value", "number"}
    assert columns["feedback_sentence"] == {"id", "barcamp_id", "text"}
    assert columns["feedback_mark"] == {"attendee_id", "barcamp_id"}


async def test_sentences_do_not_keep_the_order_in_which_they_came(closing: Cast, monkeypatch: pytest.MonkeyPatch):
    numbers = iter([900, 100])
    monkeypatch.setattr("barcamp.domain.feedback.secrets.randbelow", lambda most: next(numbers))
    await closing.does(closing.kim, GiveFeedback(sentence="zuerst"))
    await closing.does(closing.noor, GiveFeedback(sentence="danach"))
    assert (await sight(closing)).sentences == ("danach", "zuerst")
    assert [row.id for row in await closing.rows(feedback_sentences, barcamp_id=closing.id)] == [101, 901]


@pytest.mark.parametrize(
    ("command", "key"),
    [
        (GiveFeedback(), "feedback.nothing"),
        (GiveFeedback(worth=6), "feedback.value"),
        (GiveFeedback(new=-1), "feedback.value"),
    ],
)
async def test_what_is_no_answer_is_refused(closing: Cast, command: GiveFeedback, key: str):
    assert await closing.refused(closing.kim, command) == key
    assert await closing.rows(feedback_marks, barcamp_id=closing.id) == []


async def test_people_are_asked_while_the_day_is_closing_and_only_if_it_is_on(cast: Cast):
    answer = GiveFeedback(worth=3)
    assert await cast.refused(cast.kim, answer) == "feedback.closed"
    await cast.does(cast.max, MoveToPhase(phase="closing"))
    await cast.does(cast.max, SetFeedback(on=False))
    assert await cast.refused(cast.kim, answer) == "feedback.closed"
    await cast.does(cast.max, SetFeedback(on=True))
    await cast.does(cast.kim, answer)
    await cast.does(cast.max, ArchiveBarcamp())
    assert await cast.refused(cast.noor, answer) == "barcamp.archived"
