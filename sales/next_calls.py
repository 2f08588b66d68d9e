"""Whom to call first: the next five of a manager, each with why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sales.contacts import Outcome

MOST_CALLS = 5


class Why(StrEnum):
    """In the order in which they are called."""

    AGREED = "agreed"  # an hour was agreed for today
    REFUSED = "refused"  # they refused, and the date to come back has come
    OVERDUE = "overdue"
    PROMISED = "promised"  # for today
    DORMANT = "dormant"


@dataclass(frozen=True)
class Candidate:
    client: int
    last_outcome: Outcome | None
    due: datetime | None  # none: nothing is promised, and they are dormant
    timed: bool = False
    worth: int = 0


@dataclass(frozen=True)
class Call:
    candidate: Candidate
    why: Why


def next_five(candidates: Iterable[Candidate], today: date, zone: ZoneInfo) -> list[Call]:
    """What was agreed goes first, then the oldest promises, then the most that the silent ones may bring."""
    calls = [Call(one, _why(one, today, zone)) for one in candidates]
    return sorted(calls, key=_turn)[:MOST_CALLS]


def _why(one: Candidate, today: date, zone: ZoneInfo) -> Why:
    if one.due is None:
        return Why.DORMANT
    day = one.due.astimezone(zone).date()
    if one.timed and day == today:
        return Why.AGREED
    if one.last_outcome is Outcome.LOST:
        return Why.REFUSED
    return Why.OVERDUE if day < today else Why.PROMISED


def _turn(call: Call) -> tuple[int, float, int, int]:
    due = call.candidate.due
    return (
        list(Why).index(call.why),
        due.timestamp() if due else 0.0,
        -call.candidate.worth,
        call.candidate.client,
    )
