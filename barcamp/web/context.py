"""What every route is given: the parts that app.py built."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from jinja2 import Environment

from barcamp.desk.desk import Desk
from barcamp.images import Images
from barcamp.kernel.db import Database
from barcamp.live.bell import Bell
from barcamp.live.hub import Hub
from barcamp.settings import Settings
from barcamp.web.files.export_jobs import ExportJobs
from barcamp.web.files.published import Published
from barcamp.web.gate.login_throttle import LoginThrottle
from barcamp.web.gate.rate_limit import Queue, RateLimit
from barcamp.web.gate.visitor_cache import VisitorCache
from barcamp.web.help.readiness import Readiness
from barcamp.web.organiser.rehearsals import Rehearsals


@dataclass(frozen=True, slots=True)
class AppContext:
    settings: Settings
    db: Database
    desk: Desk
    bell: Bell
    hub: Hub
    env: Environment
    visitor_cache: VisitorCache
    rate_limit: RateLimit
    login_throttle: LoginThrottle
    images: Images
    photo_limit: RateLimit
    clock: Callable[[], datetime]
    export_jobs: ExportJobs = field(default_factory=ExportJobs)
    published: Published = field(default_factory=Published)
    queue: Queue = field(default_factory=Queue)
    readiness: Readiness = field(default_factory=Readiness)
    demo: bool = False  # whether the page of patterns is shown
    rehearsals: Rehearsals = field(default_factory=Rehearsals)
    arriving: asyncio.Lock = field(default_factory=asyncio.Lock)  # one archive at a time
    planning: set[int] = field(default_factory=set[int])  # events for which a plan is being searched in this process

    def forget(self, barcamp_id: int) -> None:
        """Forgets what is kept here about an event, or about who its people are, so that it is looked up anew."""
        self.visitor_cache.forget(barcamp_id)
        self.published.forget(barcamp_id)
        self.export_jobs.forget(barcamp_id)

    def erased(self, barcamp_id: int) -> None:
        """Throws away earlier files at once: somebody was erased, or everything."""
        self.forget(barcamp_id)
        self.export_jobs.throw_away(barcamp_id)

    def rights_ended(self, barcamp_id: int) -> None:
        """Acts on somebody having fewer rights, here or in another process, as is also the case for people who were
        erased."""
        self.visitor_cache.forget(barcamp_id)
        self.export_jobs.forget(barcamp_id)
