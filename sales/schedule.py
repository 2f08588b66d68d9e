"""When the clock does what: the morning and the week of a team, and what to make of being late."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sales.rules import Rules
from sales.worktime import WorkTime

# Put off so often, a promise is asked about: something stands in the way of calling.
ASKED_AFTER_SNOOZES = 3
LATE = timedelta(minutes=15)
FARTHEST = 60  # days ahead in which a team is taken to work at all


class Summary(StrEnum):
    MORNING = "morning"
    WEEK = "week"


@dataclass(frozen=True)
class Occurrence:
    """A summary's day, which is its name for good, and the instant at which it opens."""

    day: date
    at: datetime


def asks_what_is_in_the_way(snoozes: int) -> bool:
    return snoozes > 0 and snoozes % ASKED_AFTER_SNOOZES == 0


def occurrences(
    kind: Summary, rules: Rules, worktime: WorkTime, since: datetime, until: datetime
) -> list[Occurrence]:
    """Those that open after `since`, up to and with `until`, in their order."""
    first, last = worktime.local(since).date(), worktime.local(until).date()
    days = _mornings(worktime, first, last) if kind is Summary.MORNING else _mondays(first, last)
    hour = rules.morning if kind is Summary.MORNING else rules.week
    found = [Occurrence(day, _opens(kind, worktime, day, hour)) for day in days]
    return [one for one in found if since < one.at <= until]


def next_one(kind: Summary, rules: Rules, worktime: WorkTime, after: datetime) -> Occurrence:
    """The first that opens after this moment; far ahead where the team seems never to work."""
    ahead = occurrences(kind, rules, worktime, after, after + timedelta(days=FARTHEST))
    if ahead:
        return ahead[0]
    day = worktime.local(after).date() + timedelta(days=FARTHEST)
    return Occurrence(day, worktime.at(day, rules.morning))


def _mornings(worktime: WorkTime, first: date, last: date) -> list[date]:
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return [day for day in days if worktime.works_on(day)]


def _mondays(first: date, last: date) -> list[date]:
    """Also of earlier weeks, whose summary waits for the first working day after a long break."""
    monday = first - timedelta(days=first.weekday() + FARTHEST // 7 * 7)
    mondays = []
    while monday <= last:
        mondays.append(monday)
        monday += timedelta(days=7)
    return mondays


def _opens(kind: Summary, worktime: WorkTime, day: date, hour: time) -> datetime:
    """A week whose Monday is a day off opens on the next working day."""
    return worktime.at(day if kind is Summary.MORNING else worktime.working_day(day), hour)


def is_late(one: Occurrence, now: datetime) -> bool:
    return now - one.at > LATE


def still_worth_sending(one: Occurrence, rules: Rules, now: datetime) -> bool:
    """Within half a working day of its time; after that it would be read as today's."""
    opens, closes = (timedelta(hours=at.hour, minutes=at.minute) for at in (rules.opens, rules.closes))
    return now - one.at < (closes - opens) / 2
