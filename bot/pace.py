"""Telegram's limits as a timetable: a message goes when its turn has come, answers before whatever nobody asked for.

About thirty messages a second in all and twenty a minute in a group. An answer to a person is held back by
these alone: nobody writes faster for long than Telegram lets them be answered, and a 429 is obeyed. What
nobody asked for goes evenly, a little below the limit, at most one a second to a chat: so there is always room
for an answer, and what reaches Telegram late or early makes no crowd there.
"""

import asyncio
import time
from collections import OrderedDict, deque
from typing import TypeVar

from storage.outbox import Urgency

IN_GROUP, MINUTE = 20, 60.0
SECOND = 1.0
# What is sent a second apart may reach Telegram closer together.
ALLOWANCE = 0.04
EVENLY = 0.96  # of the limit
REMEMBERED = 10_000
T = TypeVar("T")


class Window:
    """At most so many within a stretch of time."""

    def __init__(self, most: int, stretch: float) -> None:
        self._sent: deque[float] = deque(maxlen=most)
        self._stretch = stretch

    def wait(self, now: float) -> float:
        full = len(self._sent) == self._sent.maxlen
        return max(0.0, self._sent[0] + self._stretch - now) if full else 0.0

    def add(self, now: float) -> None:
        self._sent.append(now)


class Pace:
    def __init__(self, per_second: float) -> None:
        self._all = Window(max(1, int(per_second)), SECOND + ALLOWANCE)
        self._step = SECOND / (per_second * EVENLY)
        self._next_post = 0.0
        self._answers = 0  # that wait
        self._groups: OrderedDict[int, Window] = OrderedDict()
        self._chats: OrderedDict[int, float] = OrderedDict()

    async def turn(self, chat_id: int, urgency: Urgency) -> None:
        """Wait until a message to this chat may go, and count it as gone."""
        answer = urgency is Urgency.ANSWER
        self._answers += answer
        try:
            # It is time that is waited for, and no event.
            while wait := self._wait(chat_id, time.monotonic(), answer=answer):  # noqa: ASYNC110
                await asyncio.sleep(wait)
            self._take(chat_id, time.monotonic())
        finally:
            self._answers -= answer

    def _wait(self, chat_id: int, now: float, *, answer: bool) -> float:
        waits = [self._all.wait(now)]
        if chat_id < 0 and chat_id in self._groups:
            waits.append(self._groups[chat_id].wait(now))
        if not answer:
            waits += [
                self._next_post - now,
                self._chats.get(chat_id, 0.0) + SECOND - now,
                self._step if self._answers else 0.0,
            ]
        return max(0.0, *waits)

    def _take(self, chat_id: int, now: float) -> None:
        self._all.add(now)
        # Whoever was late may catch up by one step, and an answer takes a step of the posts' timetable.
        self._next_post = max(self._next_post, now - self._step) + self._step
        if chat_id < 0:
            _remembering(self._groups, chat_id, self._groups.get(chat_id) or Window(IN_GROUP, MINUTE)).add(
                now
            )
        _remembering(self._chats, chat_id, now)


def _remembering(known: OrderedDict[int, T], chat_id: int, value: T) -> T:
    known[chat_id] = value
    known.move_to_end(chat_id)
    if len(known) > REMEMBERED:
        known.popitem(last=False)
    return value
