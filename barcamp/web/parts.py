"""What every door is handed: the parts that app.py built."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from jinja2 import Environment

from barcamp.darkroom import Darkroom
from barcamp.db import Database
from barcamp.desk import Desk
from barcamp.live.bell import Bell
from barcamp.live.theatre import Theatre
from barcamp.settings import Settings
from barcamp.web.attempts import Attempts
from barcamp.web.pace import Pace, Queue
from barcamp.web.printshop import Printshop
from barcamp.web.published import Published
from barcamp.web.readiness import Readiness
from barcamp.web.regulars import Regulars
from barcamp.web.rehearsals import Rehearsals


@dataclass(frozen=True, slots=True)
class Parts:
    settings: Settings
    db: Database
    desk: Desk
    bell: Bell
    theatre: Theatre
    env: Environment
    regulars: Regulars
    pace: Pace
    attempts: Attempts
    darkroom: Darkroom
    photo_pace: Pace
    clock: Callable[[], datetime]
    printshop: Printshop = field(default_factory=Printshop)
    published: Published = field(default_factory=Published)
    queue: Queue = field(default_factory=Queue)
    readiness: Readiness = field(default_factory=Readiness)
    demo: bool = False  # shows the page of patterns
    rehearsals: Rehearsals = field(default_factory=Rehearsals)
    arriving: asyncio.Lock = field(default_factory=asyncio.Lock)  # one archive at a time
    planning: set[int] = field(default_factory=set)  # events for which a plan is being searched in this process

    def forget(self, barcamp_id: int) -> None:
        """What is kept here of an event, or of who its people are, is looked up anew."""
        self.regulars.forget(barcamp_id)
        self.published.forget(barcamp_id)
        self.printshop.forget(barcamp_id)

    def erased(self, barcamp_id: int) -> None:
        """Somebody, or all of it: files from before are thrown away at once."""
        self.forget(barcamp_id)
        self.printshop.throw_away(barcamp_id)

    def rights_ended(self, barcamp_id: int) -> None:
        """Here or in another process: somebody may do less, which is so, too, when they were erased."""
        self.regulars.forget(barcamp_id)
        self.printshop.forget(barcamp_id)
