"""The hour meant by a clock and a part of the day said together or alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from sales.dates.pieces import Clock, Daypart
from sales.dates.vocabulary import AFTERNOON, DAYTIME, EVENING, LUNCH, MORNING
from sales.errors import DateNotUnderstood

AT_MORNING = time(10)
AT_DAYTIME = time(14)
AT_LUNCH = time(13)
AT_AFTERNOON = time(15)
AT_EVENING = time(18)
USUAL = {
    MORNING: AT_MORNING,
    DAYTIME: AT_DAYTIME,
    LUNCH: AT_LUNCH,
    AFTERNOON: AT_AFTERNOON,
    EVENING: AT_EVENING,
}
WITHIN = {
    MORNING: range(4, 13),
    DAYTIME: range(12, 19),
    LUNCH: range(11, 16),
    AFTERNOON: range(12, 20),
    EVENING: range(16, 24),
}
# Nobody calls a client at three in the night: "at 3" is the afternoon.
HOURS_OF_AFTERNOON = range(1, 7)
HOURS_OF_EVENING = range(7, 10)


def choose_hour(clocks: Sequence[Clock], dayparts: Sequence[Daypart]) -> time | None:
    parts = {daypart.part for daypart in dayparts}
    hours = {_hour_of(clock, parts) for clock in clocks}
    if len(parts) > 1 or len(hours) > 1:
        raise DateNotUnderstood
    if hours:
        return hours.pop()
    return USUAL[parts.pop()] if parts else None


def evening_of(clock: Clock) -> Clock:
    """Read "today at 7", typed in the afternoon, as the evening."""
    later = clock.hour in HOURS_OF_EVENING
    return replace(clock, hour=clock.hour + 12) if later else clock


def _hour_of(clock: Clock, parts: set[int]) -> time:
    if not parts:
        afternoon = clock.hour in HOURS_OF_AFTERNOON and not clock.exact
        return time(clock.hour + 12 * afternoon, clock.minute)
    fitting = WITHIN[min(parts)]
    for hour in (clock.hour, clock.hour + 12):
        if hour in fitting and (hour == clock.hour or not clock.exact):
            return time(hour, clock.minute)
    raise DateNotUnderstood
