"""The way into video rooms: one of the whole event, where everybody meets in plenary, and one of each room of the plan.
Of any service, as long as its address begins with https://; only those who joined are told it."""

from collections.abc import Mapping

from sqlalchemy import select, update

from barcamp.domain.event.barcamp import change
from barcamp.domain.plan.grid import rooms
from barcamp.domain.plan.room import VideoLink
from barcamp.kernel.actor import Role
from barcamp.kernel.editing import Editor
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound
from barcamp.kernel.turn import Done, Turn


class SetVideoLink(Editor):
    """Of a room, or of the whole event where none is named: also during the day, when a link breaks."""

    by = Role.MODERATOR
    room: int = 0
    video_link: VideoLink = ""

    async def stands(self, turn: Turn) -> Mapping[str, object]:
        if not self.room:
            return {"video_link": turn.barcamp.video_link}
        query = select(rooms.c.video_link).where(rooms.c.id == self.room, rooms.c.barcamp_id == turn.barcamp.id)
        link = await turn.db.scalar(query)
        if link is None:
            raise NotFound("room.gone")
        return {"video_link": link}

    async def perform(self, turn: Turn) -> Done:
        if (await self.stands(turn))["video_link"] == self.video_link:
            return Done()
        if not self.room:
            await change(turn, video_link=self.video_link)
            return Done.of(Changed.video())
        here = rooms.c.id == self.room, rooms.c.barcamp_id == turn.barcamp.id
        await turn.db.execute(update(rooms).where(*here).values(video_link=self.video_link))
        return Done.of(Changed.grid())  # what needs a video link may be missing it, or not any more
