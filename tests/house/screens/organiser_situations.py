"""Situations of what an organiser sets up: facts, rooms, time slots, looks, people, a rehearsal's clock."""

from msgspec.structs import replace
from sqlalchemy import update

from barcamp.domain.event.appearance import ChooseAccent
from barcamp.domain.event.barcamp import barcamps
from barcamp.domain.event.facts import StateFacts
from barcamp.domain.event.logo import DescribeLogo, MoveLogo, RemoveLogo
from barcamp.domain.event.phases import MoveToPhase
from barcamp.domain.event.results import OpenResults
from barcamp.domain.moderation.projector import ShowOnProjector
from barcamp.domain.offer import PutUpOffer
from barcamp.domain.plan.ending.changeover import SetChangeover
from barcamp.domain.plan.grid import slots
from barcamp.domain.plan.placement import PlaceTopic
from barcamp.domain.plan.publication import PublishPlan
from barcamp.domain.plan.room import AddRoom, EditRoom, RemoveRoom
from barcamp.domain.plan.shift import BeginAt
from barcamp.domain.plan.whereabouts import SayWhere
from barcamp.domain.privacy.erasure import ErasePerson
from barcamp.domain.setup.founding import EditBarcamp
from barcamp.domain.setup.pasting import TakeRooms, TakeSlots
from barcamp.domain.setup.programme.items import Item
from barcamp.domain.setup.programme.taking import TakeProgramme
from barcamp.domain.setup.rehearsal import TurnClock
from barcamp.domain.setup.slot import AddSlot, EditSlot, RemoveSlot, SplitSlot
from tests.cast import DAY, Cast
from tests.house.screens.situations import Act, situation
from tests.pictures import emblem, put_up_logo


@situation
async def edit_barcamp(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, PublishPlan())
    return cast.ada, EditBarcamp(name="Salon", day=DAY, timezone="Europe/London", language="de", tone="du")


@situation
async def edit_barcamp__to_a_hybrid_one(cast: Cast, topic: int) -> Act:
    await cast.becomes_hybrid()
    await cast.does(cast.kim, SayWhere(online=True))
    hybrid = EditBarcamp(name="Salon", day=DAY, timezone="Europe/Berlin", language="de", tone="du", held="hybrid")
    await cast.does(cast.ada, replace(hybrid, held="site"))
    return cast.ada, hybrid


@situation
async def edit_barcamp__to_one_of_two_days(cast: Cast, topic: int) -> Act:
    return cast.ada, EditBarcamp(name="Salon", day=DAY, timezone="Europe/Berlin", language="de", tone="du", days=2)


@situation
async def add_room(cast: Cast, topic: int) -> Act:
    return cast.ada, AddRoom(name="Keller", capacity=8)


@situation
async def edit_room(cast: Cast, topic: int) -> Act:
    return cast.ada, EditRoom(room=cast.rooms[0], name="Aula", capacity=99, video_link="https://video.example.org/a")


@situation
async def remove_room(cast: Cast, topic: int) -> Act:
    return cast.ada, RemoveRoom(room=cast.rooms[3])


@situation
async def take_rooms(cast: Cast, topic: int) -> Act:
    return cast.ada, TakeRooms(text="Keller\t8\nDachboden\t12\tBeamer")


@situation
async def take_slots(cast: Cast, topic: int) -> Act:
    return cast.ada, TakeSlots(text="17.00–17.30 Uhr\tAusklang\n17.30–18.00 Uhr\tSession")


@situation
async def take_programme(cast: Cast, topic: int) -> Act:
    talk = Item(1, "a", "Vortrag", "Erika Muster", "Aula", 640, 670, 0, "Wie wir wohnen.")
    return cast.ada, TakeProgramme(items=(talk,), rooms=True)


@situation
async def add_slot(cast: Cast, topic: int) -> Act:
    return cast.ada, AddSlot(starts="17:00", ends="17:30")


@situation
async def edit_slot(cast: Cast, topic: int) -> Act:
    return cast.ada, EditSlot(slot=cast.slots[0], starts="09:35", ends="10:15")


@situation
async def edit_slot__of_a_plenary_row(cast: Cast, topic: int) -> Act:
    return cast.ada, EditSlot(slot=cast.plenaries[0], starts="08:30", ends="09:30", title="Frühstück")


@situation
async def remove_slot(cast: Cast, topic: int) -> Act:
    return cast.ada, RemoveSlot(slot=cast.slots[4])


@situation
async def remove_slot__with_its_session(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[4]))
    await cast.does(cast.max, PublishPlan())
    return cast.max, RemoveSlot(slot=cast.slots[4], seen=1)


@situation
async def split_slot(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[0]))
    return cast.max, SplitSlot(slot=cast.slots[0], at="10:35")


@situation
async def set_changeover(cast: Cast, topic: int) -> Act:
    """Just before the coffee break, whose minutes it takes from the session."""
    await cast.does(cast.max, PlaceTopic(topic=topic, room=cast.rooms[0], slot=cast.slots[3]))
    await cast.does(cast.max, PublishPlan())
    await cast.does(cast.max, MoveToPhase(phase="sessions"))
    cast.clock.forward(hours=5, minutes=15)
    return cast.max, SetChangeover(minutes=10)


@situation
async def erase_person(cast: Cast, topic: int) -> Act:
    await cast.does(cast.kim, PutUpOffer(title="Praktikum"))
    return cast.ada, ErasePerson(attendee=cast.kim.id)


@situation
async def erase_person__with_what_was_contributed(cast: Cast, topic: int) -> Act:
    return cast.ada, ErasePerson(attendee=cast.kim.id, contributions="remove")


@situation
async def state_facts(cast: Cast, topic: int) -> Act:
    return cast.ada, StateFacts(organiser_name="Stadt Hohenlinde", funding="Gefördert vom Land")


@situation
async def choose_accent(cast: Cast, topic: int) -> Act:
    return cast.ada, ChooseAccent(colour="#8f2352")


@situation
async def choose_accent__back_to_the_house_s_own(cast: Cast, topic: int) -> Act:
    await cast.does(cast.ada, ChooseAccent(colour="#8f2352"))
    return cast.ada, ChooseAccent(colour="")


@situation
async def add_logo(cast: Cast, topic: int) -> Act:
    return cast.ada, emblem()


@situation
async def describe_logo(cast: Cast, topic: int) -> Act:
    return cast.ada, DescribeLogo(logo=await put_up_logo(cast), description="Europäische Union")


@situation
async def move_logo(cast: Cast, topic: int) -> Act:
    return cast.ada, MoveLogo(logo=await put_up_logo(cast))


@situation
async def remove_logo(cast: Cast, topic: int) -> Act:
    return cast.ada, RemoveLogo(logo=await put_up_logo(cast))


@situation
async def open_results(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, ShowOnProjector(scene="thanks"))
    return cast.ada, OpenResults(results="everybody")


@situation
async def turn_clock(cast: Cast, topic: int) -> Act:
    async with cast.ctx.db.writing() as db:  # only a rehearsal's clock can be turned
        await db.execute(update(barcamps).where(barcamps.c.id == cast.id).values(rehearses="XXXXXX"))
    return cast.ada, TurnClock(minute=13 * 60)


@situation
async def begin_at(cast: Cast, topic: int) -> Act:
    await cast.does(cast.max, MoveToPhase(phase="arrival"))
    first = min(row.starts for row in await cast.rows(slots, barcamp_id=cast.id))
    return cast.ada, BeginAt(starts=first + 15, seen=first)
