"""The way into a video room, as long as it leads somewhere: until the session, or the event, is over."""

from dataclasses import dataclass

from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.night import DAY
from barcamp.queries.plan.moment import Moment
from barcamp.queries.plan.plan import Plan, Row
from barcamp.queries.topics.topics import TopicCard


@dataclass(frozen=True, slots=True)
class VideoRoom:
    """`called`: what the room is called; empty for the one where everybody meets in plenary."""

    address: str
    called: str = ""


def link_of(barcamp: Barcamp, card: TopicCard, minute: int) -> str:
    """Into the room of a session; empty when it is over, has no place or no video room."""
    lasts = card.ends is not None and minute < card.ends and not barcamp.archived
    return (card.video_link or "") if lasts else ""


def plenary_link(barcamp: Barcamp, plan: Plan, minute: int) -> str:
    """Into the video room of the whole event, until its last row is over; without any, until its day is."""
    last = max((row.ends for row in plan.rows), default=DAY)
    return barcamp.video_link if minute < last and not barcamp.archived else ""


def link_of_row(barcamp: Barcamp, row: Row, minute: int) -> str:
    """Into the video room where everybody is during a plenary row; of rows with sessions each of these has its own."""
    return barcamp.video_link if row.plenary and minute < row.ends and not barcamp.archived else ""


def rooms_of_wall(barcamp: Barcamp, plan: Plan, moment: Moment, wall: str) -> tuple[VideoRoom, ...]:
    """Where those are by video who write on this wall: of a topic that is on more than once, the sessions that come
    first of those that are not over."""
    if wall == "e":
        link = plenary_link(barcamp, plan, moment.minute)
        return (VideoRoom(link),) if link else ()
    for row in plan.rows:
        if row.plenary and row.wall == wall:
            link = link_of_row(barcamp, row, moment.minute)
            return (VideoRoom(link),) if link else ()
        here = [cell for cell in row.sessions if cell.topic and cell.topic.wall == wall]
        if any(moment.minute < (cell.topic.ends or 0) for cell in here if cell.topic):
            links = [(link_of(barcamp, cell.topic, moment.minute), cell.room.called) for cell in here if cell.topic]
            return tuple(VideoRoom(link, called) for link, called in links if link)
    return ()
