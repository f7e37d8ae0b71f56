"""The composition root: builds every part once, by hand. The only file that knows all rooms."""

import asyncio
import gc
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from time import monotonic
from urllib.parse import urlsplit

import structlog
from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException

from barcamp.desk.desk import Desk
from barcamp.domain.event.accent import faces
from barcamp.images import Images
from barcamp.kernel.db import Database
from barcamp.kernel.refused import Invalid, Refused
from barcamp.live.bell import make_bell
from barcamp.live.http import LeanHTTP, phones_that_fit
from barcamp.live.hub import Hub
from barcamp.operations.housekeeping import Housekeeping
from barcamp.public_url import as_sent
from barcamp.rendering.templating import environment
from barcamp.settings import Settings
from barcamp.text import hyphens
from barcamp.web import commands, errors, language
from barcamp.web.context import AppContext
from barcamp.web.files import attendance, badges, calendars, downloads, printables, results, statics
from barcamp.web.forms import most_letters, waiting
from barcamp.web.gate import methods, security
from barcamp.web.gate.login_throttle import LoginThrottle
from barcamp.web.gate.porter import Porter
from barcamp.web.gate.rate_limit import RateLimit
from barcamp.web.gate.visitor_cache import VisitorCache
from barcamp.web.help import health, legal, patterns, wellknown
from barcamp.web.join import badges as own_badges
from barcamp.web.join import door_signs, entry, join
from barcamp.web.organiser import (
    account,
    appearance,
    audit,
    copying,
    guests,
    importing,
    pasting,
    programme,
    rehearsing,
    rights,
    setup,
)
from barcamp.web.screens import (
    console,
    glances,
    moderating,
    offline,
    own,
    photos,
    planning,
    screens,
    several,
    socket,
    walls,
    writing,
)
from barcamp.web.visitor import provide_visitor

log = structlog.get_logger("app")

ROUTES = [
    screens.home, screens.phone, screens.console, screens.arrivals, screens.projector, screens.mine, screens.look,
    screens.clock,
    walls.notes, walls.lanes, several.several, several.understood,
    walls.result, walls.card, walls.sealed_card, writing.writing, offline.offline, offline.worker,
    join.join, join.leave, join.leave_page, join.personal_link, join.personal_link_page, join.link_page,
    join.follow_link,
    account.dashboard, account.sign_in_page, account.sign_in, account.sign_out, account.key_page,
    account.set_up, account.found, importing.bring_in,
    setup.home, setup.step, setup.invite, setup.invitation, setup.end_moderating,
    setup.show_invitation,
    guests.guests_page, guests.preview, guests.take, badges.badges, badges.badges_with_codes,
    attendance.attendance, attendance.attendance_xlsx, own_badges.badge_page, own_badges.come_by_badge,
    programme.programme, programme.by_hand, programme.look_through, programme.take,
    pasting.paste, pasting.pasted, copying.copy_page, copying.copy, rehearsing.rehearse, rehearsing.end_rehearsal,
    printables.join_qr, printables.poster, printables.sheet, printables.sheets, printables.cards, printables.emergency,
    printables.wifi, printables.wifi_page, downloads.summary, downloads.pack_page, downloads.packed, downloads.progress,
    calendars.plan, calendars.my_plan, calendars.subscribed, calendars.calendar_link, calendars.calendar_link_page,
    appearance.accent_sheet, appearance.logo, appearance.add_logo,
    photos.add_photo, photos.photo, photos.photo_page,
    results.results, results.results_pdf, results.join_page,
    own.keys, own.take_home, own.my_data, own.erased, own.offer_page, own.topic_page, own.on_stage,
    glances.one_by_one, glances.next_ones,
    door_signs.scanned, door_signs.door_signs,
    patterns.patterns, patterns.patterns_of,
    legal.help_page, legal.imprint, legal.privacy, legal.accessibility,
    rights.people, rights.afterwards, rights.processing_record, rights.found_next, rights.delete_now,
    audit.audit, audit.audit_csv,
    planning.cell_costs, planning.suggest, console.merge_page, console.people_page, console.person_page,
    moderating.wrap_up, moderating.video_rooms, moderating.slots, moderating.rehearsal_clock,
    entry.waiting, entry.entry_by_now, entry.newcomers,
    commands.counter, commands.counter_for_lists, language.switch_language, statics.asset, wellknown.robots,
    wellknown.security_txt,
    health.healthz, health.readyz, health.metrics,
]  # fmt: skip

# For the castle's Wi-Fi: words shrink to a fifth; by gzip if Brotli is not accepted, as over plain HTTP. Left as they
# are: what is compressed already, like static files, and pages that carry a key, whose length must reveal nothing of it
# (the BREACH attack of 2013).
COMPRESSION = CompressionConfig(
    backend="brotli",
    brotli_quality=5,
    minimum_size=1000,
    gzip_compress_level=6,
    exclude=[
        "^/static/", r"\.(png|zip|pdf|docx|xlsx)$", "/photo/", "/logo/",
        "^/link/", "^/badge/", "/badges$", "-link$", "/key/", "/invitation/", "/wifi$",
    ],
)  # fmt: skip


def utc_now() -> datetime:
    return datetime.now(UTC)


def build(
    config: Settings, clock: Callable[[], datetime] = utc_now, elapsed: Callable[[], float] = monotonic
) -> AppContext:
    """Builds all parts, wired to one another, not yet running. `clock` tells the time, `elapsed` seconds since some
    moment."""
    db = Database(config.database)
    bell = make_bell(config.bell_url)
    env = environment()
    env.globals.update(faces=faces, most_letters=most_letters, waiting=waiting)
    hub = Hub(db, bell, env, clock, config.beat_ms / 1000, config.heartbeat_s)
    visitor_cache = VisitorCache(db, elapsed)
    ctx: AppContext  # is made last, from all the others
    hub.forget = lambda barcamp_id: ctx.rights_ended(barcamp_id)
    desk = Desk(db, bell.ring, clock, lambda barcamp_id: ctx.forget(barcamp_id), lambda of: ctx.erased(of))
    pace, photo_limit = RateLimit(elapsed), RateLimit(elapsed, burst=60, per_second=0.5)
    ctx = AppContext(
        config, db, desk, bell, hub, env, visitor_cache, pace, LoginThrottle(), Images(), photo_limit, clock
    )
    return ctx


@asynccontextmanager
async def running(app: Litestar) -> AsyncGenerator[None]:
    ctx: AppContext = app.state["ctx"]

    def forget(barcamp_id: int) -> None:
        ctx.forget(barcamp_id)
        ctx.hub.end_broadcast(barcamp_id)

    await asyncio.to_thread(ctx.export_jobs.sweep)
    housekeeping = Housekeeping(ctx.db, ctx.desk, ctx.clock, forget)
    ctx.hub.open()
    housekeeping.open()
    try:
        yield
    finally:
        await housekeeping.close()
        await ctx.export_jobs.close()
        await ctx.rehearsals.close()
        await ctx.desk.close()
        await ctx.hub.close()
        await ctx.bell.close()
        await ctx.db.close()


def make_app(ctx: AppContext) -> Litestar:
    """The routes, and behind them the parts, which only `app.state` knows."""
    origin = security.SameOrigin(_own_hosts(ctx.settings))
    app = Litestar(
        route_handlers=[*methods.others(ROUTES, socket.PATHS), *ROUTES],
        dependencies={
            "ctx": Provide(lambda: app.state["ctx"], sync_to_thread=False),
            "visitor": Provide(provide_visitor),
        },
        middleware=[origin],
        before_send=[security.add_headers],
        compression_config=COMPRESSION,
        exception_handlers={
            Refused: errors.on_refused,
            Invalid: errors.on_invalid,
            HTTPException: errors.on_http,
            Exception: errors.on_anything,
        },
        lifespan=[running],
        request_max_body_size=ctx.settings.body_limit_kb * 1024,
        openapi_config=None,
        logging_config=None,
    )
    app.state["ctx"] = ctx
    app.asgi_handler = socket.Sockets(lambda: app.state["ctx"], origin, Porter(app.asgi_handler))
    return app


def from_environment() -> Litestar:
    """The app for people who start it with a server of their choice. Only our own server hands screens their
    connections, so this says so at once. Raises SystemExit."""
    sys.exit("barcamp brings its own server, which its screens need. Start it with: barcamp serve")


def _own_hosts(config: Settings) -> frozenset[str]:
    return frozenset(filter(None, [urlsplit(as_sent(config.public_url)).netloc]))


def ready_for_a_crowd(app: Litestar) -> Litestar:
    """Exempts what exists now, which lives as long as the process, from garbage collection: otherwise walking it again
    for every wave of phones is a third of the cost of a reconnect. Logs how many phones fit."""
    hyphens.patterns()
    LeanHTTP.fits = phones_that_fit()
    log.info("ready", phones_that_fit=LeanHTTP.fits if LeanHTTP.fits < sys.maxsize else "no limit")
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    return app
