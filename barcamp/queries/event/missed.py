"""A day that was over before it began: an event founded on its own evening, with all times of its template in
the past."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from barcamp.kernel.barcamp import Barcamp
from barcamp.kernel.clock import minute_of_day
from barcamp.kernel.night import DAY
from barcamp.queries.plan.plan import Plan

QUARTER = 15
NOTICE = 10  # minutes that people need at least before it begins


@dataclass(frozen=True, slots=True)
class Missed:
    """The missed day. `minute` is what the clock shows now. All rows could be moved so that the day begins `soon`; None
    if something would then begin only after midnight. `began`: when it should have begun."""

    minute: int
    tomorrow: date
    soon: int | None = None
    began: int = 0


def missed(camp: Barcamp, plan: Plan, now: datetime) -> Missed | None:
    """The missed day, or None: it is another day, something is still to come, or the day has been begun."""
    minute = minute_of_day(camp, now)
    if camp.archived or camp.phase != "arrival" or not plan.rows or not 0 <= minute < DAY:
        return None
    if max(row.ends for row in plan.rows) > minute:
        return None
    soon = -(-(minute + NOTICE) // QUARTER) * QUARTER
    began = min(row.starts for row in plan.rows)
    fits = max(row.starts for row in plan.rows) + soon - began < DAY
    return Missed(minute, camp.day + timedelta(days=1), soon if fits else None, began)
