"""Organisers, the only people with an account: setting it up by a one-time link, signing in and out."""

import asyncio
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, ClassVar

from sqlalchemy import Column, ForeignKey, Integer, String, Table, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from barcamp.kernel.actor import Role
from barcamp.kernel.command import Command
from barcamp.kernel.db import UTCDateTime, metadata
from barcamp.kernel.facts import Changed
from barcamp.kernel.refused import NotFound, Refused, TooBusy, Unreadable, WrongRole
from barcamp.kernel.strings import Line
from barcamp.kernel.turn import Done, Turn

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SIGN_IN_LASTS = timedelta(hours=16)
KEY_LASTS = timedelta(days=2)
LEAST_PASSWORD = 12
MOST_TRIES, WITHIN = 10, timedelta(minutes=10)
EASY = 10**8  # guesses, as zxcvbn estimates them (Wheeler, 2016); common passwords and patterns take fewer
_MOST_LOOKED_AT = 72  # characters; nobody types an easy password longer than this

organisers = Table(
    "organiser",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("password", String(200), nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
)

sign_ins = Table(
    "sign_in",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("organiser_id", Integer, ForeignKey("organiser.id"), nullable=False, index=True),
    Column("expires_at", UTCDateTime, nullable=False),
)

# Attempts at names that exist, whether the password was right or not. `whose` is a hash of the name, and of the
# device if it signed in under that name before.
tries = Table(
    "sign_in_try",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("whose", String(64), nullable=False, index=True),
    Column("at", UTCDateTime, nullable=False),
)

# Links from the command line: with an organiser they sign in, without one they set up an account, once.
keys = Table(
    "organiser_key",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("organiser_id", Integer, ForeignKey("organiser.id")),
    Column("expires_at", UTCDateTime, nullable=False),
)

# Threads of their own, so that checking passwords holds up neither files nor the database; two, as each takes 64 MB.
_threads = ThreadPoolExecutor(2, thread_name_prefix="password")


class MakeKey(Command):
    """Makes a link: to set up an account, or, if it names an organiser, to sign in without a password."""

    by = Role.ORGANISER
    own_route: ClassVar[bool] = True
    outside: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"token"})
    token: str
    organiser: int = 0

    async def perform(self, turn: Turn) -> Done:
        if turn.actor.organiser_id is not None:
            raise WrongRole("role.server")  # only from the server's own command line
        if not self.organiser:
            await turn.db.execute(delete(keys).where(keys.c.organiser_id.is_(None)))
        await turn.db.execute(
            insert(keys).values(token=self.token, organiser_id=self.organiser or None, expires_at=turn.now + KEY_LASTS)
        )
        return Done()


class SetUpOrganiser(Command):
    """Sets name and password, and uses up the link. An existing name gets the new password."""

    by = Role.ANYONE
    own_route: ClassVar[bool] = True
    outside: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"token", "password_hash"})
    token: str
    name: Annotated[str, Line(80)]
    password_hash: str

    async def perform(self, turn: Turn) -> Done:
        used = await turn.db.execute(
            delete(keys).where(keys.c.token == self.token, keys.c.organiser_id.is_(None), keys.c.expires_at > turn.now)
        )
        if not used.rowcount:
            raise NotFound("link.gone")
        known = await turn.db.scalar(select(organisers.c.id).where(organisers.c.name == self.name))
        if known is not None:
            await turn.db.execute(
                update(organisers).where(organisers.c.id == known).values(password=self.password_hash)
            )
            await turn.db.execute(delete(sign_ins).where(sign_ins.c.organiser_id == known))
            return Done.of(Changed.rights(), made=known)
        made = await turn.add(organisers, name=self.name, password=self.password_hash, created_at=turn.now)
        return Done(made=made)


class TrySignIn(Command):
    """Counts an attempt before the password is looked at, so that many at once count too, whichever process they reach.
    Raises Refused if there are too many."""

    by = Role.ANYONE
    own_route: ClassVar[bool] = True
    outside: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"whose"})
    whose: str

    async def perform(self, turn: Turn) -> Done:
        await turn.db.execute(delete(tries).where(tries.c.at <= turn.now - WITHIN))
        of_late = select(func.count()).where(tries.c.whose == self.whose)
        if (await turn.db.scalar(of_late) or 0) >= MOST_TRIES:
            raise TooBusy("password.wait", minutes=int(WITHIN.total_seconds()) // 60)
        await turn.add(tries, whose=self.whose, at=turn.now)
        return Done()


class SignIn(Command):
    """Records a sign-in whose password the route has checked, and forgets the attempts before it."""

    by = Role.ORGANISER
    own_route: ClassVar[bool] = True
    outside: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"token", "whose"})
    token: str
    whose: str = ""

    async def perform(self, turn: Turn) -> Done:
        await turn.db.execute(delete(tries).where(tries.c.whose == self.whose))
        await turn.db.execute(delete(sign_ins).where(sign_ins.c.expires_at < turn.now))
        await turn.db.execute(
            insert(sign_ins).values(
                token=self.token, organiser_id=turn.actor.organiser_id, expires_at=turn.now + SIGN_IN_LASTS
            )
        )
        return Done()


class SignOut(Command):
    by = Role.ORGANISER
    own_route: ClassVar[bool] = True
    outside: ClassVar[bool] = True
    secret: ClassVar[frozenset[str]] = frozenset({"token"})
    token: str

    async def perform(self, turn: Turn) -> Done:
        await turn.db.execute(delete(sign_ins).where(sign_ins.c.token == self.token))
        return Done.of(Changed.rights())


async def sign_ins_that_hold(db: AsyncConnection, tokens: Collection[str], now: datetime) -> set[str]:
    """Those of the given sign-ins that have not ended."""
    if not tokens:
        return set()
    query = select(sign_ins.c.token).where(sign_ins.c.token.in_(tokens), sign_ins.c.expires_at > now)
    return set(await db.scalars(query))


async def hash_password(password: str, *about: str) -> str:
    """The argon2id hash of a password. Raises Refused for one that is too short, or easily guessed by somebody who
    knows the words `about`."""
    if len(password) < LEAST_PASSWORD:
        raise Refused("password.short", least=LEAST_PASSWORD)
    if len(password) > 500:
        raise Unreadable("text.long", most=500, length=len(password))
    if not _is_text(password):
        raise Unreadable("text.control")
    return await asyncio.get_running_loop().run_in_executor(_threads, _checked_and_hashed, password, about)


async def password_fits(stored: str, password: str) -> bool:
    if not _is_text(password):
        return False
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return await asyncio.get_running_loop().run_in_executor(_threads, _hasher().verify, stored, password[:500])
    except (VerificationError, InvalidHashError):
        return False


def _is_text(typed: str) -> bool:
    """Whether it is text: not so for halves of characters, which a form that is not UTF-8 leaves behind."""
    return typed == typed.encode("utf-8", "replace").decode()


async def how_many(db: AsyncConnection) -> int:
    return await db.scalar(select(func.count()).select_from(organisers)) or 0


def _checked_and_hashed(password: str, about: tuple[str, ...]) -> str:
    from zxcvbn import zxcvbn  # its word lists take a tenth of a second and some memory

    if zxcvbn(password[:_MOST_LOOKED_AT], user_inputs=["barcamp", *about])["guesses"] < EASY:
        raise Refused("password.common")
    return _hasher().hash(password)


@lru_cache(maxsize=1)
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()
