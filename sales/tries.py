"""Nobody answers: at what other hour to try next, and when to let a client sleep."""

from collections.abc import Sequence
from datetime import time

# How long a client sleeps after the last of the team's tries: days, the usual first.
SLEEP = (30, 14, 90)
_QUARTER = 15  # minutes


def another_hour(tried: Sequence[time], opens: time, closes: time) -> time:
    """The time of the working day that lies farthest from all tries so far; of equals the earliest.

    Whole hours are offered, and the opening itself where the day has none.
    """
    first, last = _minutes(opens), _minutes(closes)
    offered = range(-(-first // 60) * 60, last - _QUARTER, 60) or (first,)
    earlier = [_minutes(at) for at in tried]
    best = max(offered, key=lambda at: (min((abs(at - one) for one in earlier), default=0), -at))
    return time(*divmod(best, 60))


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def falls_asleep(number: int, limit: int) -> bool:
    """Whether the try of that number is the last before the client is let sleep."""
    return number >= limit
