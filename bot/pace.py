"""Telegram's limits as a timetable: how long a message must wait for its turn.

About thirty messages a second in all and twenty a minute in a group. An answer to a person is held back by
the first alone: nobody writes faster for long than Telegram lets them be answered, and a 429 is obeyed.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass

IN_GROUP_PER_SECOND, BURST_IN_GROUP = 20 / 60, 20.0
REMEMBERED_GROUPS = 10_000


@dataclass
class Bucket:
    """A token bucket, kept as the moment at which it would be full again."""

    full_at: float = 0.0

    def wait(self, now: float, per_second: float, burst: float) -> float:
        """Take one; the seconds until it may be used."""
        self.full_at = max(self.full_at, now) + 1 / per_second
        return max(0.0, self.full_at - now - burst / per_second)


class Pace:
    def __init__(self, per_second: float) -> None:
        self._per_second = per_second
        self._all = Bucket()
        self._groups: OrderedDict[int, Bucket] = OrderedDict()

    def wait(self, chat_id: int) -> float:
        """Seconds until a message to this chat may go; its turn is taken by asking."""
        now = time.monotonic()
        in_all = self._all.wait(now, self._per_second, max(1.0, self._per_second))
        return in_all if chat_id > 0 else max(in_all, self._in_group(chat_id, now))

    def _in_group(self, chat_id: int, now: float) -> float:
        bucket = self._groups.setdefault(chat_id, Bucket())
        self._groups.move_to_end(chat_id)
        if len(self._groups) > REMEMBERED_GROUPS:
            self._groups.popitem(last=False)
        return bucket.wait(now, IN_GROUP_PER_SECOND, BURST_IN_GROUP)
