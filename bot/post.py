"""All that goes out: in order within a chat, under Telegram's limits, marked as soon as it is posted."""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bot import metrics
from bot.clock import Clock
from bot.letters import PRESS, lane_of
from bot.sender import Sender
from bot.tasks import Tasks
from bot.together import Together
from storage import lanes, outbox
from storage.outbox import Letter, Posted, Urgency
from storage.store import Store
from storage.tx import Tx

AHEAD = 60  # what goes out in about two seconds
A_MOMENT = 0.1


class Marked(NamedTuple):
    """What came of some letters, and of which chat they were the last, if they were."""

    results: list[Posted]
    lane: int | None
    patiently: bool


class Post:
    """A lane for each chat, served by one task while it has letters; of several processes by one at a time."""

    def __init__(self, store: Store, bot_id: int, clock: Clock, tasks: Tasks, sender: Sender) -> None:
        self._store = store
        self._bot_id = bot_id
        self._clock = clock
        self._tasks = tasks
        self.sender = sender
        self._held: set[int] = set()
        self._posts = 0  # held that nobody asked for
        self._since: dict[int, float] = {}  # when answers that are held were taken over
        self._flowing = False
        self._closing = False
        self._lanes: dict[str, deque[Letter]] = {}
        self._presses: defaultdict[str, list[Posted]] = defaultdict(list)  # answered, not yet marked
        self._marks = Together(self._mark_all)

    def deliver(self, letters: Sequence[Letter]) -> None:
        """Take over letters that are committed and leased to this process; when it ends, they wait for the next."""
        if self._closing:
            return
        for letter in self._not_held(letters):
            self._posts += letter.urgency is Urgency.POST
            if letter.urgency is Urgency.ANSWER:
                self._since[letter.id] = time.monotonic()
            lane = lane_of(letter)
            if lane in self._lanes:
                self._lanes[lane].append(letter)
            else:
                self._lanes[lane] = deque([letter])
                self._tasks.start(self._serve(lane), name=f"post {lane}")

    def _not_held(self, letters: Sequence[Letter]) -> list[Letter]:
        """When a clock leaps between a commit and this, the lease may be over: then it is taken over here twice."""
        new = [letter for letter in letters if letter.id not in self._held]
        self._held.update(letter.id for letter in new)
        return new

    @property
    def idle(self) -> bool:
        return not self._lanes and not self._flowing

    async def finish(self) -> None:
        """Take over nothing more, and wait until everything held is out."""
        self._closing = True
        await self._tasks.finish()

    async def _serve(self, lane: str) -> None:
        letters = self._lanes[lane]
        while letters:
            posted = await self.sender.post_or_set_aside(letters[0])
            if posted.rest is not None:
                letters[0] = await self._go_on(letters[0], posted.rest)
                continue
            self._time(letters[0])
            came = await self._close(letters[0], posted)
            done = letters.popleft()
            self._posts -= done.urgency is Urgency.POST
            self._held.discard(done.id)
            letters.extend(self._not_held(came))
        del self._lanes[lane]
        await self._mark(self._presses.pop(lane, []))

    async def _go_on(self, letter: Letter, rest: str) -> Letter:
        """A part of its file is out: after a kill the next one goes."""
        await self.sender.kept(lambda tx: outbox.leave(tx, letter.id, rest))
        return replace(letter, drawing=rest)

    def _time(self, letter: Letter) -> None:
        if letter.id in self._since:
            metrics.ANSWERING.observe(time.monotonic() - self._since.pop(letter.id))

    async def _close(self, letter: Letter, result: Posted) -> list[Letter]:
        """Mark it posted, before the next of this chat goes: after a kill at most this one repeats.

        With the last one held, what others have left for whoever is at this chat is taken. An answered
        press is marked with the message that goes out beside it: answering it again is harmless. An answer
        behind which nobody waits may share its commit with the next update.
        """
        chat = str(letter.chat_id)
        if letter.method == PRESS and chat in self._lanes:
            self._presses[chat].append(result)
            return []
        last = len(self._lanes[lane_of(letter)]) == 1 and not self._closing
        results = [result, *self._presses.pop(chat, ())]
        patiently = last and letter.urgency is Urgency.ANSWER
        return await self._mark(results, letter.lane if last else None, patiently=patiently)

    async def _mark(
        self, results: list[Posted], lane: int | None = None, *, patiently: bool = False
    ) -> list[Letter]:
        if not results:
            return []
        marked = Marked(results, lane, patiently)
        if self._store.workers == 1:  # then whatever waits shares a commit there
            return (await self._mark_all([marked]))[0]
        return await self._marks.do(marked)

    async def _mark_all(self, marked: Sequence[Marked]) -> list[list[Letter]]:
        """And of each what has come for its chat meanwhile."""
        bot_id, now = self._bot_id, self._clock.now()
        results = sorted((one for each in marked for one in each.results), key=lambda one: one.letter)
        ended = {each.lane for each in marked if each.lane is not None}

        def mark(tx: Tx) -> list[Letter]:
            outbox.close(tx, results, now)
            return lanes.go_on(tx, bot_id, ended, now) if ended else []

        came = await self.sender.kept(mark, patiently=all(each.patiently for each in marked))
        return [[letter for letter in came if letter.lane == each.lane] for each in marked]

    async def look_after(self) -> None:
        """Keep the leases of what is held, and take over what a dead sender held, the oldest first."""
        await self._store.run(self._renew)
        await self.take_over()

    def _renew(self, tx: Tx) -> None:
        held = [letter for lane in self._lanes.values() for letter in lane]
        outbox.extend(tx, sorted(held, key=lambda letter: letter.id), self._clock.now())

    async def take_over(self) -> None:
        """What nobody holds, the oldest first."""
        while await self._take_page():
            pass
        if not self._flowing and not self._closing:
            self._flowing = True
            self._tasks.start(self._flow(), name="flow of posts")

    async def _flow(self) -> None:
        """What nobody asked for, however much of it waits: only as many in hand as go out in two seconds."""
        try:
            while await self._take_posts():
                while self._posts > AHEAD // 2:  # noqa: ASYNC110 - whoever posts need not know of it
                    await asyncio.sleep(A_MOMENT)
        finally:
            self._flowing = False

    async def _take_posts(self) -> bool:
        """Whether there may be more."""
        now, room = self._clock.now(), AHEAD - self._posts
        if self._closing or room <= 0:
            return not self._closing
        bot_id = self._bot_id
        taken = await self.sender.kept(lambda tx: lanes.take_posts(tx, bot_id, now, room))
        self.deliver(taken)
        return len(taken) == room

    async def _take_page(self) -> bool:
        """Whether there may be more."""
        now = self._clock.now()
        taken = await self._store.run(lambda tx: lanes.take_over(tx, self._bot_id, now))
        self.deliver(taken)
        return len(taken) >= outbox.PAGE
