"""What a command changed, in the words of the event. Which region of which screen shows a fact is decided in
live/screens.py.

The journal records a fact as `kind` or `kind:key`.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Changed:
    """One fact. `key` says which topic, wall or card it is about; empty for things that exist once."""

    kind: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.key else self.kind

    # The event

    @classmethod
    def event(cls) -> "Changed":
        """Its name, its place, its day, its language."""
        return cls("event")

    @classmethod
    def appearance(cls) -> "Changed":
        return cls("appearance")

    @classmethod
    def logos(cls) -> "Changed":
        return cls("logos")

    @classmethod
    def phase(cls) -> "Changed":
        return cls("phase")

    @classmethod
    def openings(cls) -> "Changed":
        """Whether topics can be suggested and interest shown, and by which rules."""
        return cls("openings")

    @classmethod
    def counts(cls) -> "Changed":
        """Whether it can be seen how much interest topics have."""
        return cls("counts")

    @classmethod
    def announcement(cls) -> "Changed":
        return cls("announcement")

    @classmethod
    def scene(cls) -> "Changed":
        """What the projector shows."""
        return cls("scene")

    @classmethod
    def feedback(cls) -> "Changed":
        """Whether people are asked what they thought of the day."""
        return cls("feedback")

    @classmethod
    def results(cls) -> "Changed":
        """Who may see the results of the day."""
        return cls("results")

    @classmethod
    def video(cls) -> "Changed":
        """Where those meet in plenary who take part from elsewhere; of a room it is a matter of the grid."""
        return cls("video")

    @classmethod
    def archived(cls) -> "Changed":
        return cls("archived")

    @classmethod
    def clock(cls) -> "Changed":
        """The minute of the day, changed by something other than waiting."""
        return cls("clock")

    @classmethod
    def moment(cls) -> "Changed":
        """What is running now, or is over, because time has passed. No command says so."""
        return cls("moment")

    @classmethod
    def date(cls) -> "Changed":
        """Midnight has passed. No command says so."""
        return cls("date")

    @classmethod
    def everything(cls) -> "Changed":
        """So much that no screen is worth keeping, because somebody was taken out of the event."""
        return cls("everything")

    @classmethod
    def history(cls) -> "Changed":
        """What can be undone, or redone."""
        return cls("history")

    # People

    @classmethod
    def people(cls) -> "Changed":
        """Who is here, and who waits to be let in."""
        return cls("people")

    @classmethod
    def guests(cls, guest: int | None = None) -> "Changed":
        """Who is on the list of guests, and who of them is here; with a key, the one line concerned."""
        return cls("guests", "" if guest is None else str(guest))

    @classmethod
    def names(cls) -> "Changed":
        """What somebody is called, wherever their name stands except on walls."""
        return cls("names")

    @classmethod
    def rights(cls) -> "Changed":
        """What somebody may do, because it is less from now on. In the server's own ledger: an organiser's sign-in has
        ended."""
        return cls("rights")

    @classmethod
    def offers(cls) -> "Changed":
        return cls("offers")

    # Topics

    @classmethod
    def topics(cls, topic: int | None = None) -> "Changed":
        """Which topics there are, and which of them are put aside; with a key, the one topic concerned."""
        return cls("topics", "" if topic is None else str(topic))

    @classmethod
    def topic(cls, topic: int) -> "Changed":
        """What a topic says and wishes for."""
        return cls("topic", str(topic))

    @classmethod
    def hosts(cls, topic: int) -> "Changed":
        return cls("hosts", str(topic))

    @classmethod
    def interest(cls, topic: int) -> "Changed":
        return cls("interest", str(topic))

    @classmethod
    def glances(cls, topic: int) -> "Changed":
        """How many people have looked at it, going from one topic to the next."""
        return cls("glances", str(topic))

    @classmethod
    def heads(cls) -> "Changed":
        """How many people to expect in each session."""
        return cls("heads")

    @classmethod
    def pitch_round(cls) -> "Changed":
        """Who is on stage, for how long, and who comes next."""
        return cls("pitch_round")

    @classmethod
    def been_on_stage(cls, topic: int) -> "Changed":
        """Whether it has been on stage."""
        return cls("been_on_stage", str(topic))

    @classmethod
    def queue(cls) -> "Changed":
        """The order of those who wait."""
        return cls("queue")

    # The plan

    @classmethod
    def placed(cls, topic: int) -> "Changed":
        """Where a topic is on the grid, and whether it is pinned there."""
        return cls("placed", str(topic))

    @classmethod
    def grid(cls) -> "Changed":
        """The rooms and the slots."""
        return cls("grid")

    @classmethod
    def proposal(cls) -> "Changed":
        return cls("proposal")

    @classmethod
    def published(cls) -> "Changed":
        return cls("published")

    # Walls, by name: t7, s3, e

    @classmethod
    def wall(cls, wall: str) -> "Changed":
        """What a wall says about itself: its title, its note keeper, its result, whether there are points to give."""
        return cls("wall", wall)

    @classmethod
    def voters(cls, wall: str) -> "Changed":
        """How many have given points on it; never where."""
        return cls("voters", wall)

    @classmethod
    def cards(cls, wall: str) -> "Changed":
        """So many of a wall's cards that they are not named."""
        return cls("cards", wall)

    @classmethod
    def note(cls, wall: str, note: int) -> "Changed":
        """One card: that it exists, and where."""
        return cls("note", f"{wall}-{note}")

    @classmethod
    def silence(cls, wall: str) -> "Changed":
        """Which of its sections are written unseen and until when, and how many cards are sealed; never which."""
        return cls("silence", wall)

    @classmethod
    def breadth(cls, wall: str) -> "Changed":
        """What may be told of how many people and organisations stand behind what is on it."""
        return cls("breadth", wall)

    @classmethod
    def photos(cls, wall: str) -> "Changed":
        return cls("photos", wall)

    @classmethod
    def sections(cls) -> "Changed":
        """Which sections the walls have."""
        return cls("sections")

    @classmethod
    def hidden(cls) -> "Changed":
        """What moderators have hidden."""
        return cls("hidden")


# Facts about who people are, which the gate remembers.
OF_PEOPLE = frozenset({"names", "rights", "everything"})
KINDS = frozenset(name for name, said in vars(Changed).items() if isinstance(said, classmethod))


def written(facts: Iterable[Changed]) -> str:
    return " ".join(sorted(str(fact) for fact in facts))


def read(line: str) -> frozenset[Changed]:
    return frozenset(Changed(kind, key) for kind, _, key in (word.partition(":") for word in line.split()))
