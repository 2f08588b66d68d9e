"""The answer: a day in the team's zone, and an hour if one was named."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time


@dataclass(frozen=True, slots=True)
class When:
    day: date
    at: time | None = None


def on_the_wall(day: date, at: time, now: datetime) -> datetime:
    """Give the moment at which a clock on the team's wall shows this, or the first after a leap of clocks."""
    return datetime.combine(day, at, now.tzinfo).astimezone(UTC).astimezone(now.tzinfo)


def is_ahead(when: When, now: datetime) -> bool:
    if when.at is None:
        return when.day >= now.date()
    return on_the_wall(when.day, when.at, now).timestamp() >= now.timestamp()
