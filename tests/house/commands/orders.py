"""One valid command of every kind, for tests that go through all of them."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import insert, update

from barcamp.domain.event.appearance import ChooseAccent
from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.checklist import RecordStep, TickStep
from barcamp.domain.event.facts import StateFacts
from barcamp.domain.event.logo import AddLogo, DescribeLogo, MoveLogo, RemoveLogo
from barcamp.domain.event.phases import Announce, MoveToPhase, SetInterest, SetPitching
from barcamp.domain.event.results import OpenResults, OpenToSearch
from barcamp.domain.feedback import GiveFeedback, SetFeedback
from barcamp.domain.moderation.archive import ArchiveBarcamp
from barcamp.domain.moderation.crowd import RemoveCrowd
from barcamp.domain.moderation.entrance import AddWalkIn, RemoveAbsent
from barcamp.domain.moderation.helping import EnterPerson, SayWhereFor
from barcamp.domain.moderation.projector import SetProjectorLook, ShowOnProjector
from barcamp.domain.moderation.undo import Redo, Undo
from barcamp.domain.offer import EditOffer, PutUpOffer, ShowInterestInOffer, TakeBackInterestInOffer, WithdrawOffer
from barcamp.domain.people.attendee import Leave
from barcamp.domain.people.calendar import MakeCalendarLink
from barcamp.domain.people.consent import SettleConsent
from barcamp.domain.people.entry import Join, Knock, SetEntry
from barcamp.domain.people.guest import MakeBadges
from barcamp.domain.people.link import (
    EndModerating,
    EndPersonalLink,
    InviteModerator,
    MakePersonalLink,
    OpenLink,
    RevokeLink,
    ShowInvitation,
)
from barcamp.domain.people.organiser import MakeKey, SetUpOrganiser, SignIn, SignOut, TrySignIn
from barcamp.domain.plan.ending.changeover import SetChangeover
from barcamp.domain.plan.going import ChooseSession, SkipSession
from barcamp.domain.plan.parking import TakeUpParked
from barcamp.domain.plan.placement import PlaceTopic, UnplaceTopic
from barcamp.domain.plan.proposal import KeepProposal
from barcamp.domain.plan.room import AddRoom, EditRoom, RemoveRoom
from barcamp.domain.plan.shift import BeginAt, ShiftSlots
from barcamp.domain.plan.whereabouts import SayWhere
from barcamp.domain.plan.withdraw import WithdrawTopic
from barcamp.domain.privacy.erasure import ErasePerson
from barcamp.domain.privacy.rename import Rename
from barcamp.domain.setup.copying import CopyBarcamp
from barcamp.domain.setup.deletion import DeleteBarcamp, DoubtClock, SetDeletionDay
from barcamp.domain.setup.founding import EditBarcamp, FoundBarcamp
from barcamp.domain.setup.guest_list import TakeGuests
from barcamp.domain.setup.pasting import TakeRooms, TakeSlots
from barcamp.domain.setup.programme.items import Item
from barcamp.domain.setup.programme.taking import TakeProgramme
from barcamp.domain.setup.rehearsal import FoundRehearsal, TurnClock
from barcamp.domain.setup.series import FoundNext, NameSeries, SayOutcome, carried_steps
from barcamp.domain.setup.slot import AddSlot, EditSlot, RemoveSlot, SplitSlot
from barcamp.domain.topics.claim import ClaimTopic, ReleaseTopic
from barcamp.domain.topics.glance import SeeAllAgain, SeeTopics
from barcamp.domain.topics.pitch_round import ClearStage
from barcamp.domain.topics.rules import SetRulesOfInterest
from barcamp.domain.topics.topic import EditTopic, PitchTopic
from barcamp.domain.topics.vote import CastVote, WithdrawVote
from barcamp.domain.transfer.importer import ImportBarcamp
from barcamp.domain.walls.dots import BringBackDots, CloseDots, OpenDots, PlaceDot, ShowSelection, TakeDot
from barcamp.domain.walls.groups import GroupNote, MarkKey, RenameGroup, UnmarkKey
from barcamp.domain.walls.heads import BePresent, CountHeads
from barcamp.domain.walls.hide_note import HideNote, ShowNote
from barcamp.domain.walls.keeper import BecomeKeeper, LeaveKeeper
from barcamp.domain.walls.layout.divide import ChooseLanes, CopyLanes, ForgetLanes, KeepLanes
from barcamp.domain.walls.layout.edit_sections import AddSection, MoveSection, RemoveSection, RenameSection
from barcamp.domain.walls.layout.title import NameWall
from barcamp.domain.walls.many_notes import WriteNotes
from barcamp.domain.walls.may_arrange import LetEverybodyMove
from barcamp.domain.walls.move_note import MoveNote, MovePhoto, UndoMove, UndoMovePhoto
from barcamp.domain.walls.note import EditNote, WithdrawNote, WriteNote
from barcamp.domain.walls.order_lane import OrderLane, UndoOrder
from barcamp.domain.walls.photos.photo import AddPhoto, DescribePhoto, HidePhoto, ShowPhoto, WithdrawPhoto
from barcamp.domain.walls.result import WriteResult
from barcamp.domain.walls.section import load_sections
from barcamp.domain.walls.several.move_notes import MoveNotes, UndoMoves
from barcamp.domain.walls.several.withdraw_notes import WithdrawNotes
from barcamp.domain.walls.support import SupportNote, UnsupportNote
from barcamp.kernel.actor import Actor, Role
from barcamp.kernel.command import Command
from barcamp.web.gate import tokens
from tests.cast import Cast, Member
from tests.house.commands.guest_orders import GUEST_ORDERS, set_out_guests
from tests.house.commands.plan_orders import PLAN_ORDERS, set_out_plan
from tests.house.commands.silence_orders import SILENCE_ORDERS, set_out_silence
from tests.house.commands.stage_orders import STAGE_ORDERS, set_out_stage
from tests.pictures import emblem, hang, printed, put_up_logo

SERVER = Member("Server", Actor(Role.ORGANISER))
DAY = date(2026, 6, 13)


def _token() -> str:
    return secrets.token_hex(32)


@dataclass(frozen=True, slots=True)
class Things:
    """What stands in the cast's barcamp: a topic and a note of Kim's, an invitation, an empty room and slot."""

    topic: int
    note: int
    link: int
    room: int
    slot: int
    wall: str
    invitation: str
    device: str
    key: str
    camp: int
    kim: int
    offer: int
    step: int
    photo: int
    section: int
    insights: int
    ordered: int
    session: int
    noor: int
    fixed: int
    on: int
    hidden: int
    shown: int
    knock: int
    logo: int
    rehearsed: int
    wish: int
    max: int
    own_link: int
    silent_wall: str
    sealed: int
    guest: int
    fresh: str = field(default_factory=_token)


async def set_out(cast: Cast) -> Things:
    invitation, key, wall = _token(), _token(), f"s{cast.plenaries[0]}"
    await cast.becomes_hybrid()
    topic = await cast.pitches()
    note = (await cast.does(cast.kim, WriteNote(wall=wall, text="Guten Morgen"))).made or 0
    link = (await cast.does(cast.ada, InviteModerator(token=invitation))).made or 0
    await cast.does(SERVER, MakeKey(token=key))
    offer = (await cast.does(cast.kim, PutUpOffer(title="Praktikum"))).made or 0
    for command in (MoveToPhase(phase="closing"), SetPitching(open=True), SetInterest(open=True)):
        await cast.does(cast.max, command)
    async with cast.ctx.db.writing() as db:
        (step,) = await db.scalars(
            insert(carried_steps).values(barcamp_id=cast.id, text="Treffen", outcome="").returning(carried_steps.c.id)
        )
    photo = await hang(cast, wall)
    sections = await keep_notes(cast, wall, note)
    await cast.does(cast.kim, MovePhoto(photo=photo, place=f"onto-{note}"))
    device = tokens.hashed(cast.kim.cookies[tokens.DEVICE])
    things = Things(
        topic,
        note,
        link,
        cast.rooms[0],
        cast.slots[0],
        wall,
        invitation,
        device,
        key,
        cast.id,
        cast.kim.id,
        offer,
        step,
        photo,
        *sections,
        *await set_out_plan(cast),
        *await set_out_stage(cast),
        await put_up_logo(cast),
        await rehearse(cast),
        await cast.makes_a_wish(),
        cast.max.id,
        (await cast.does(cast.kim, MakePersonalLink(token=_token()))).made or 0,
        *await set_out_silence(cast),
        guest=(await set_out_guests(cast, "Anna Amsel"))[0],
    )
    for each in (Announce(text="Gleich geht es los"), Undo()):  # so that there is something to redo
        await cast.does(cast.max, each)
    return things


async def keep_notes(cast: Cast, wall: str, note: int | None) -> tuple[int, int, int]:
    """Kim keeps the notes of the wall and may place points there, in its second vote; the ids of a section without
    cards, of hers, and of one that she put in order."""
    for who, command in (
        (cast.kim, BecomeKeeper(wall=wall)),
        (cast.kim, GroupNote(note=note or 0, group="A")),
        (cast.max, OpenDots(wall=wall, points=3)),
        (cast.kim, PlaceDot(note=note or 0)),
        (cast.max, CloseDots(wall=wall)),
        (cast.max, OpenDots(wall=wall, points=3, how="anew")),
        (cast.max, KeepLanes(wall=wall, name="Ablauf")),
    ):
        await cast.does(who, command)
    async with cast.ctx.db.reading() as db:
        found = {each.kind: each.id for each in await load_sections(db, cast.id)}
    await cast.does(cast.kim, WriteNote(wall=wall, text="Und morgen?", section=found["questions"]))
    await cast.does(cast.kim, OrderLane(wall=wall, section=found["questions"]))
    return found["links"], found["insights"], found["questions"]


# An event on the way from another server, in which nothing happened.
EMPTY_RECORD = {
    "code": "QQQQQQ", "seq": 0, "series": None, "tables": {},
    "barcamp": {
        "code": "QQQQQQ", "name": "B", "place": "", "day": "2026-06-13", "timezone": "Europe/Berlin", "language": "de",
        "tone": "du", "phase": "arrival", "pitching_open": False, "interest_open": False, "announcement": "",
        "announced_at": None, "created_at": "2026-06-01T08:00:00+00:00", "archived_at": None,
        "delete_on": "2027-01-01",
    },
}  # fmt: skip

ORDERS: dict[type[Command], Callable[[Things], Command]] = {
    AddLogo: lambda t: emblem("Land"),
    AddSection: lambda t: AddSection(title="Material"),
    BecomeKeeper: lambda t: BecomeKeeper(wall=f"t{t.topic}"),
    ChooseAccent: lambda t: ChooseAccent(colour="#1d4f9c"),
    DescribeLogo: lambda t: DescribeLogo(logo=t.logo, description="Europäische Union"),
    MoveLogo: lambda t: MoveLogo(logo=t.logo),
    RemoveLogo: lambda t: RemoveLogo(logo=t.logo),
    BringBackDots: lambda t: BringBackDots(wall=t.wall),
    CloseDots: lambda t: CloseDots(wall=t.wall),
    ShowSelection: lambda t: ShowSelection(wall=t.wall, number=3),
    EditNote: lambda t: EditNote(note=t.note, text="Guten Abend"),
    GroupNote: lambda t: GroupNote(note=t.note, group="B"),
    HideNote: lambda t: HideNote(note=t.note, reason="Ein Name zu viel"),
    LeaveKeeper: lambda t: LeaveKeeper(wall=t.wall),
    MarkKey: lambda t: MarkKey(note=t.note),
    LetEverybodyMove: lambda t: LetEverybodyMove(wall=t.wall, everybody=True),
    MoveNote: lambda t: MoveNote(note=t.note, section=t.section),
    UndoMove: lambda t: UndoMove(note=t.note),
    MoveNotes: lambda t: MoveNotes(wall=t.wall, cards=f"{t.note} p{t.photo}", section=t.section),
    UndoMoves: lambda t: UndoMoves(wall=t.wall, cards=f"p{t.photo}"),
    OrderLane: lambda t: OrderLane(wall=t.wall, section=t.insights),
    UndoOrder: lambda t: UndoOrder(wall=t.wall, section=t.ordered),
    MoveSection: lambda t: MoveSection(section=t.section),
    OpenDots: lambda t: OpenDots(wall=t.wall, points=4),
    PlaceDot: lambda t: PlaceDot(note=t.note, vote=1),
    RemoveSection: lambda t: RemoveSection(section=t.section),
    RenameGroup: lambda t: RenameGroup(wall=t.wall, section=t.insights, group="A", name="B"),
    RenameSection: lambda t: RenameSection(section=t.section, title="Quellen"),
    ChooseLanes: lambda t: ChooseLanes(wall=t.wall, template="kick-off"),
    CopyLanes: lambda t: CopyLanes(wall="e", source=t.wall),
    KeepLanes: lambda t: KeepLanes(wall=t.wall, name="Unser Ablauf"),
    ForgetLanes: lambda t: ForgetLanes(name="Ablauf"),
    NameWall: lambda t: NameWall(title="Kick-off Fachkräfte"),
    SetProjectorLook: lambda t: SetProjectorLook(look="dark"),
    ShowNote: lambda t: ShowNote(note=t.note),
    ShowOnProjector: lambda t: ShowOnProjector(scene="wall", wall=t.wall),
    SupportNote: lambda t: SupportNote(note=t.note),
    TakeDot: lambda t: TakeDot(note=t.note, vote=1),
    UnmarkKey: lambda t: UnmarkKey(note=t.note),
    UnsupportNote: lambda t: UnsupportNote(note=t.note),
    WriteResult: lambda t: WriteResult(wall=t.wall, text="Erst fragen."),
    AddPhoto: lambda t: printed(t.wall),
    AddRoom: lambda t: AddRoom(name="Hof"),
    AddSlot: lambda t: AddSlot(starts="20:00", ends="21:00"),
    Announce: lambda t: Announce(text="Suppe"),
    ArchiveBarcamp: lambda t: ArchiveBarcamp(),
    BePresent: lambda t: BePresent(topic=t.topic),
    ClaimTopic: lambda t: ClaimTopic(topic=t.wish),
    CastVote: lambda t: CastVote(topic=t.topic),
    ChooseSession: lambda t: ChooseSession(topic=t.topic),
    SkipSession: lambda t: SkipSession(topic=t.topic),
    CountHeads: lambda t: CountHeads(topic=t.topic, heads=12),
    DeleteBarcamp: lambda t: DeleteBarcamp(barcamp=t.camp),
    DoubtClock: lambda t: DoubtClock(),
    DescribePhoto: lambda t: DescribePhoto(photo=t.photo, description="Ein Plakat"),
    EditBarcamp: lambda t: EditBarcamp(name="B", day=DAY, timezone="Europe/Berlin", language="de", tone="du"),
    EditOffer: lambda t: EditOffer(offer=t.offer, title="Neu"),
    EditRoom: lambda t: EditRoom(room=t.room, name="Hof", capacity=9),
    EditSlot: lambda t: EditSlot(slot=t.slot, starts="20:00", ends="21:00"),
    EditTopic: lambda t: EditTopic(topic=t.topic, title="Neu"),
    ErasePerson: lambda t: ErasePerson(attendee=t.kim),
    FoundBarcamp: lambda t: FoundBarcamp(model="empty", name="B", day=DAY),
    CopyBarcamp: lambda t: CopyBarcamp(source=t.camp, name="B", day=DAY),
    EndPersonalLink: lambda t: EndPersonalLink(link=t.own_link),
    EndModerating: lambda t: EndModerating(attendee=t.max),
    FoundRehearsal: lambda t: FoundRehearsal(source=t.rehearsed),
    FoundNext: lambda t: FoundNext(source=t.camp, name="B", day=DAY),
    GiveFeedback: lambda t: GiveFeedback(worth=5),
    MovePhoto: lambda t: MovePhoto(photo=t.photo, section=t.section),
    UndoMovePhoto: lambda t: UndoMovePhoto(photo=t.photo),
    HidePhoto: lambda t: HidePhoto(photo=t.photo, reason="Unscharf"),
    ImportBarcamp: lambda t: ImportBarcamp(digest=t.fresh, record=EMPTY_RECORD, lines=[], blobs={}),
    InviteModerator: lambda t: InviteModerator(token=t.fresh),
    Join: lambda t: Join(device=t.fresh, name="Bo"),
    Leave: lambda t: Leave(device=t.device),
    MakeCalendarLink: lambda t: MakeCalendarLink(token=t.fresh),
    MakeKey: lambda t: MakeKey(token=t.fresh),
    MakePersonalLink: lambda t: MakePersonalLink(token=t.fresh),
    MoveToPhase: lambda t: MoveToPhase(phase="planning"),
    NameSeries: lambda t: NameSeries(name="Runder Tisch", number=21),
    OpenToSearch: lambda t: OpenToSearch(open=True),
    OpenResults: lambda t: OpenResults(results="joined"),
    OpenLink: lambda t: OpenLink(token=t.invitation, device=t.fresh, name="Bo"),
    PitchTopic: lambda t: PitchTopic(title="Salz"),
    PlaceTopic: lambda t: PlaceTopic(topic=t.topic, room=t.room, slot=t.slot),
    PutUpOffer: lambda t: PutUpOffer(title="Besuch"),
    ReleaseTopic: lambda t: ReleaseTopic(topic=t.topic),
    RemoveRoom: lambda t: RemoveRoom(room=t.room),
    RemoveSlot: lambda t: RemoveSlot(slot=t.slot),
    Rename: lambda t: Rename(name="Bo"),
    RevokeLink: lambda t: RevokeLink(link=t.link),
    SetChangeover: lambda t: SetChangeover(minutes=5),
    SplitSlot: lambda t: SplitSlot(slot=t.slot, at="10:45"),
    ShowInvitation: lambda t: ShowInvitation(token=t.fresh, link=t.link),
    SayOutcome: lambda t: SayOutcome(step=t.step, outcome="Erledigt"),
    SetDeletionDay: lambda t: SetDeletionDay(day=DAY + timedelta(days=30)),
    SetFeedback: lambda t: SetFeedback(on=False),
    SetInterest: lambda t: SetInterest(open=False),
    SetPitching: lambda t: SetPitching(open=False),
    SetRulesOfInterest: lambda t: SetRulesOfInterest(points=5, blind=True),
    SetUpOrganiser: lambda t: SetUpOrganiser(token=t.key, name=f"Bo {t.fresh[:8]}", password_hash="h"),
    SeeAllAgain: lambda t: SeeAllAgain(),
    SeeTopics: lambda t: SeeTopics(topics=str(t.topic)),
    SettleConsent: lambda t: SettleConsent(agreed=True),
    SayWhere: lambda t: SayWhere(online=True),
    SayWhereFor: lambda t: SayWhereFor(person=t.noor, online=True),
    ShowInterestInOffer: lambda t: ShowInterestInOffer(offer=t.offer),
    ShowPhoto: lambda t: ShowPhoto(photo=t.photo),
    SignIn: lambda t: SignIn(token=t.fresh),
    TrySignIn: lambda t: TrySignIn(whose=t.fresh),
    SignOut: lambda t: SignOut(token=t.fresh),
    RecordStep: lambda t: RecordStep(step="print"),
    StateFacts: lambda t: StateFacts(organiser_name="Stadt"),
    TakeRooms: lambda t: TakeRooms(text="Keller;8"),
    TakeSlots: lambda t: TakeSlots(text="17:00;17:30;Ausklang"),
    TakeProgramme: lambda t: TakeProgramme(
        items=(Item(1, "a", "Vortrag", "Erika Muster", "Aula", 480, 500, 0),), rooms=True
    ),
    TurnClock: lambda t: TurnClock(minute=600),
    TickStep: lambda t: TickStep(step="rules"),
    TakeBackInterestInOffer: lambda t: TakeBackInterestInOffer(offer=t.offer),
    UnplaceTopic: lambda t: UnplaceTopic(topic=t.topic),
    WithdrawNote: lambda t: WithdrawNote(note=t.note),
    WithdrawNotes: lambda t: WithdrawNotes(wall=t.wall, cards=f"{t.note}"),
    WithdrawOffer: lambda t: WithdrawOffer(offer=t.offer),
    WithdrawPhoto: lambda t: WithdrawPhoto(photo=t.photo),
    WithdrawTopic: lambda t: WithdrawTopic(topic=t.topic),
    WithdrawVote: lambda t: WithdrawVote(topic=t.topic),
    WriteNotes: lambda t: WriteNotes(wall=t.wall, text="Mehl\nSalz"),
    WriteNote: lambda t: WriteNote(wall=t.wall, text="Mehl"),
    **GUEST_ORDERS,
    **PLAN_ORDERS,
    **SILENCE_ORDERS,
    **STAGE_ORDERS,
}

# What names nothing of a barcamp: done elsewhere, it is done to elsewhere.
NAMES_NOTHING = {
    AddLogo, AddSection, ChooseAccent, KeepProposal, NameWall,
    AddRoom, AddSlot, Announce, ArchiveBarcamp, EditBarcamp, InviteModerator, Join, MakeCalendarLink, MakePersonalLink,
    BeginAt, ClearStage, EnterPerson, Knock, MoveToPhase, Redo, RemoveCrowd, SetEntry, ShiftSlots, Undo,
    NameSeries, PitchTopic, PutUpOffer, Rename, SetDeletionDay, SetFeedback, SetInterest, SetPitching, SettleConsent,
    SayWhere, SeeAllAgain, SeeTopics, SetChangeover, TakeUpParked,
    OpenResults, OpenToSearch,
    AddWalkIn, MakeBadges, RemoveAbsent, TakeGuests,
    SetProjectorLook, RecordStep, SetRulesOfInterest, StateFacts, TakeProgramme, TakeRooms, TakeSlots, TickStep,
}  # fmt: skip


async def rehearse(cast: Cast) -> int:
    """Makes the cast's barcamp a rehearsal, in which the clock can be turned; the id of another one of Ada's."""
    async with cast.ctx.db.writing() as db:
        await db.execute(update(barcamps).where(barcamps.c.id == cast.id).values(rehearses="XXXXXX"))
    ada = Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id)
    done = await cast.ctx.desk.carry_out(FoundBarcamp(model="empty", name="Leer", day=DAY), ada)
    return done.made or 0


def whoever_may(cast: Cast, kind: type[Command]) -> Member:
    """The member of the cast with the least role that may give the command."""
    if kind in (MakeKey, DoubtClock):
        return SERVER
    if kind.outside and kind.by == Role.ORGANISER:
        return Member("Ada", Actor(Role.ORGANISER, organiser_id=cast.ada.actor.organiser_id))
    return (cast.stranger, cast.kim, cast.max, cast.ada)[kind.by]
