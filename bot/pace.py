"""Telegram's limits as a timetable: a message goes when its turn has come, answers before whatever nobody asked for.

About thirty messages a second in all, twenty a minute in a group, one a second in a chat. Answers to a person may
come in a burst, as long as they are no more than one a second over a while. What nobody asked for goes evenly, a
little below the limit, at most one a second to a chat: so there is always room for an answer.

When Telegram counted a message nobody knows: some time between its sending and its answer. It is taken to be
the latest that can be, and the next to be there the soonest: so no delay on the way makes a crowd there.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass

from storage.outbox import Urgency

IN_GROUP, MINUTE = 20, 60.0
SECOND = 1.0
A_WHILE = 20.0  # seconds over which a chat is given one a second
USUAL = 30.0  # a second in all: who may send more (a server of one's own) may send more to a chat
EVENLY = 0.97  # of the limit
CATCH_UP = 3  # steps
# Whatever hangs for longer holds nobody back.
PATIENCE = 2.0
A_MOMENT = 0.01
REMEMBERED = 10_000


@dataclass(slots=True)
class Sending:
    gone: float
    back: float | None = None  # the answer; None while it is on its way

    def wait(self, stretch: float, now: float) -> float:
        """Seconds until this one has left a stretch of time."""
        latest = self.gone + PATIENCE
        if self.back is None and now < latest:
            return A_MOMENT
        return min(self.back or latest, latest) + stretch - now


class Window:
    """At most so many within a stretch of time."""

    def __init__(self, most: int, stretch: float) -> None:
        self._sent: deque[Sending] = deque(maxlen=most)
        self._stretch = stretch

    def wait(self, now: float) -> float:
        full = len(self._sent) == self._sent.maxlen
        return max(0.0, self._sent[0].wait(self._stretch, now)) if full else 0.0

    def add(self, sending: Sending) -> None:
        self._sent.append(sending)

    def of_size(self, most: int) -> "Window":
        """Another one, in which the last of these count too."""
        other = Window(most, self._stretch)
        other._sent.extend(self._sent)
        return other


class Windows:
    """One for each chat that was written to of late."""

    def __init__(self, most: int, stretch: float) -> None:
        self._most, self._stretch = most, stretch
        self._known: OrderedDict[int, Window] = OrderedDict()

    def wait(self, chat_id: int, now: float) -> float:
        window = self._known.get(chat_id)
        return 0.0 if window is None else window.wait(now)

    def add(self, chat_id: int, sending: Sending) -> None:
        self._known.setdefault(chat_id, Window(self._most, self._stretch)).add(sending)
        self._known.move_to_end(chat_id)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)


class Pace:
    def __init__(self, per_second: float) -> None:
        self._per_second, self._sharing = per_second, 1
        self._all = Window(max(1, int(per_second)), SECOND)
        self._groups = Windows(IN_GROUP, MINUTE)
        self._chats = Windows(1, SECOND)
        self._bursts = Windows(int(A_WHILE * max(1.0, per_second / USUAL)), A_WHILE)
        self._step = SECOND / (per_second * EVENLY)
        self._next_post = 0.0
        self._answers = 0  # that wait
        self._strangers, self._posts = asyncio.Lock(), asyncio.Lock()
        self._stranger_went = False  # since the last post
        self._shortest: float | None = None  # seconds there and back

    def share(self, among: int) -> None:
        """So many processes post with this token: each keeps to its part."""
        if among == self._sharing:
            return
        self._sharing, part = among, self._per_second / among
        self._all = self._all.of_size(max(1, int(part)))
        self._step = SECOND / (part * EVENLY)

    @asynccontextmanager
    async def turn(self, chat_id: int, urgency: Urgency, *, stranger: bool = False) -> AsyncIterator[None]:
        """Wait until a message to this chat may go; it is on its way until the end of the block.

        Answers to strangers go one by one, in the order in which they came, behind every other answer and by turns
        with what nobody asked for; that too goes in its order, so that nobody's second waits at the end for a first.
        """
        answer = urgency is Urgency.ANSWER
        await self._until(lambda now: self._wait_of_chat(chat_id, now, evenly=not answer))
        async with self._strangers if stranger else nullcontext() if answer else self._posts:
            sending = await self._turn(chat_id, answer=answer and not stranger, post=not answer)
            self._stranger_went = stranger or (answer and self._stranger_went)
        try:
            yield
        finally:
            sending.back = time.monotonic()
            took = sending.back - sending.gone
            self._shortest = took if self._shortest is None else min(self._shortest, took)

    async def _turn(self, chat_id: int, *, answer: bool, post: bool) -> Sending:
        """Only what its own chat lets go holds others back."""
        self._answers += answer
        try:
            await self._until(lambda now: self._wait_of_all(now, answer=answer, post=post))
            return self._take(chat_id, time.monotonic())
        finally:
            self._answers -= answer

    @staticmethod
    async def _until(wait_at: Callable[[float], float]) -> None:
        # It is time that is waited for, and no event.
        while wait := wait_at(time.monotonic()):  # noqa: ASYNC110
            await asyncio.sleep(wait)

    def _there(self, now: float) -> float:
        """The two ways that lie between Telegram's counting one and the next are no shorter than this."""
        return now + (self._shortest or 0.0) / 2

    def _wait_of_chat(self, chat_id: int, now: float, *, evenly: bool) -> float:
        there = self._there(now)
        windows = [self._bursts] + [self._groups] * (chat_id < 0) + [self._chats] * evenly
        return max(window.wait(chat_id, there) for window in windows)

    def _wait_of_all(self, now: float, *, answer: bool, post: bool) -> float:
        waits = [self._all.wait(self._there(now))]
        first = self._answers or (post and self._strangers.locked() and not self._stranger_went)
        if not answer:
            waits += [self._next_post - now, self._step if first else 0.0]
        return max(0.0, *waits)

    def _take(self, chat_id: int, now: float) -> Sending:
        sending = Sending(now)
        # Whoever was late may catch up by a few steps, and an answer takes a step of the posts' timetable.
        self._next_post = max(self._next_post, now - CATCH_UP * self._step) + self._step
        self._all.add(sending)
        self._chats.add(chat_id, sending)
        self._bursts.add(chat_id, sending)
        if chat_id < 0:
            self._groups.add(chat_id, sending)
        return sending
