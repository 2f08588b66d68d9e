"""Working the inbox off: a batch of chats in one transaction, each update with its answers or not at all."""

import asyncio
import json
import secrets
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import structlog
from aiogram.types import Update
from prometheus_client import Counter
from pydantic import ValidationError

from bot import dispatch, letters, metrics
from bot.arrivals import Arrival, Arrivals, settle
from bot.backlog import FEW
from bot.clock import Clock
from bot.desk import Desk
from bot.excuse import excuse, is_expected
from bot.logs import Seldom, told
from bot.unsaved import Unsaved
from bot.visit import Method
from storage import claims, doctor, inbox, lanes
from storage.claims import Waiting
from storage.errors import Damaged, OtherVersion, Unavailable
from storage.inbox import MOST_TRIES
from storage.outbox import Letter
from storage.shares import Shares
from storage.store import Store
from storage.tx import Tx

log = structlog.get_logger()

BATCH = 16
SOON, IDLE = 0.02, 1.0  # how long until what others hold, or have left, is looked for again
PAUSE_WHEN_UNAVAILABLE = 0.5
MOST_TOLD = 100  # chats at once


class Spoiled(Exception):
    """An update whose handling failed; the whole transaction is undone with it."""

    def __init__(self, update: Waiting) -> None:
        super().__init__()
        self.update = update


class Turn(NamedTuple):
    """What came of one transaction."""

    pause: float  # seconds to rest before the next
    letters: list[Letter]
    done: int = 0  # updates


def read(payload: str) -> Update:
    """A press comes with all that its message shows: most of what there is to parse, and read by nobody."""
    update = json.loads(payload)
    press = update.get("callback_query")
    if isinstance(press, dict) and isinstance(press.get("message"), dict):
        press["message"] = {name: press["message"].get(name) for name in ("message_id", "date", "chat")}
    return Update.model_validate(update)


class Worker:
    """Turns updates into letters. Handlers run inside the transaction and touch no network."""

    def __init__(
        self,
        store: Store,
        desk: Desk,
        clock: Clock,
        arrivals: Arrivals,
        post: Callable[[Sequence[Letter]], None],
        unsaved: Unsaved,
        shares: Shares,
    ) -> None:
        self._began = clock.now()
        self._store = store
        self._arrivals = arrivals
        self._desk = desk
        self._clock = clock
        self._post = post
        self._unsaved = unsaved
        self._shares = shares
        self._none = Seldom("the database is not available", "the database is available again")
        self._wake = asyncio.Event()
        self._stopping = False
        self._batch = BATCH
        self._pause = SOON
        self.rests = False  # and nobody has woken it

    def wake(self) -> None:
        self.rests = False
        self._wake.set()

    def stop(self) -> None:
        self._stopping = True
        self._wake.set()

    async def work(self) -> None:
        """Until stopped: what is held then is finished, the rest waits in the inbox."""
        while not self._stopping:
            await self._arrivals.backlog.let_in()
            try:
                pause = await self._turn()
            except Unavailable as error:
                self._none.say(why=str(error))
                await self._tell_of_waiting()
                await asyncio.sleep(PAUSE_WHEN_UNAVAILABLE)
                continue
            if pause:
                await self._rest(pause)

    async def _tell_of_waiting(self) -> None:
        """What was taken in, and now cannot be done: whoever wrote it is told once."""
        bot_id = self._desk.bot_id
        try:
            waiting = await self._store.look(lambda tx: claims.heads(tx, bot_id, MOST_TOLD))
        except Unavailable:
            return
        await self._unsaved.tell(json.loads(update.payload) for update in waiting)

    async def _rest(self, pause: float) -> None:
        self.rests = True
        try:
            async with asyncio.timeout(pause):
                await self._wake.wait()
        except TimeoutError:
            return
        finally:
            self.rests = False
            self._wake.clear()

    async def _turn(self) -> float:
        """The seconds to rest after it."""
        arrived = self._arrivals.take()
        try:
            turn = await self._do_or_keep(arrived)
        except Spoiled as spoiled:
            if self._batch > 1:
                self._batch = 1  # the others of the batch are done again, without the one that failed
            else:
                await self._set_right(spoiled)
            return 0.0
        except Unavailable as error:
            settle(arrived, error)
            raise
        except Damaged:  # the process ends by it, and does not start with such a file
            await self._unsaved.tell_now(json.loads(raw.payload) for one in arrived for raw in one.raws)
            raise
        settle(arrived)
        if arrived or turn.letters:
            self._none.over()
            self._unsaved.over()
        metrics.DONE.inc(turn.done)
        self._post(turn.letters)
        if turn.pause:
            self._batch = BATCH
        # What others hold may be done at any moment: looked at soon, and less and less often.
        self._pause = SOON if not turn.pause or arrived else min(2 * self._pause, IDLE)
        return turn.pause

    async def _do_or_keep(self, arrived: list[Arrival]) -> Turn:
        """A turn whose handling fails is undone; what arrived with it is kept all the same."""
        try:
            return await self._store.run(lambda tx: self._do_next(tx, arrived))
        except Spoiled:
            if arrived:
                await self._store.run(lambda tx: self._arrivals.store(tx, [one.raws for one in arrived]))
                settle(arrived)
            raise

    def _do_next(self, tx: Tx, arrived: Sequence[Arrival]) -> Turn:
        """In one transaction: keep what arrived, claim, handle, write the answers, mark done; and how long to rest."""
        if arrived:
            self._arrivals.store(tx, [one.raws for one in arrived])
        if sum(len(arrival.raws) for arrival in arrived) > BATCH:
            return Turn(0.0, [])  # many wait to be taken in, and the answers of some may hang on that
        bot_id, now = self._desk.bot_id, self._clock.now()
        waited_for = None if self._arrivals.in_order else claims.missing(now, self._began)
        most = min(self._batch, FEW) if self._arrivals.backlog.comes else self._batch
        claimed = claims.claim(tx, bot_id, most, waited_for)
        if not claimed:
            return Turn(IDLE if claimed is None else self._pause, [])
        letters: list[Letter] = []
        for update in claimed:
            try:
                letters += self._handle(tx, update)
            except (Unavailable, Damaged):
                raise
            except Exception as error:
                raise Spoiled(update) from error
        inbox.done(tx, [update.id for update in claimed], now)
        pause = 0.0 if inbox.waits(tx, bot_id) else IDLE
        return Turn(pause, lanes.hold(tx, bot_id, letters, now), len(claimed))

    def _handle(self, tx: Tx, update: Waiting) -> list[Letter]:
        began = time.monotonic()
        if self._shares.is_too_much(update.chat_id, self._clock.now()):
            return []
        calls = dispatch.answer(read(update.payload), self._desk, tx, self._clock.now())
        written = self._write(tx, update, calls)
        metrics.HANDLING.observe(time.monotonic() - began)
        return written

    def _write(self, tx: Tx, update: Waiting, calls: Sequence[Method]) -> list[Letter]:
        now = self._clock.now()
        return [letters.write(tx, self._desk.bot_id, call, now, chat_id=update.chat_id) for call in calls]

    async def _set_right(self, spoiled: Spoiled) -> None:
        """What failed alone: a refusal is explained; an error is tried again, then set aside with a code."""
        update, error = spoiled.update, spoiled.__cause__
        assert error is not None
        try:
            outcome, letters = await self._store.run(lambda tx: self._give_up_or_retry(tx, update, error))
        except (Unavailable, OtherVersion):
            raise
        except Exception as worse:  # noqa: BLE001 - an update so broken that not even an excuse can be made
            why = told(worse)
            log.warning("an update was set aside in silence", update=update.update_id, **why)
            now = self._clock.now()
            await self._store.run(lambda tx: inbox.set_aside(tx, update.id, json.dumps(why), now))
            outcome, letters = metrics.SET_ASIDE, []
        outcome.inc()
        self._post(letters)

    def _give_up_or_retry(
        self, tx: Tx, update: Waiting, error: BaseException
    ) -> tuple[Counter, list[Letter]]:
        """And how it is counted."""
        doctor.must_be_ours(tx)  # else the next version does it, whose base this one does not understand
        if not inbox.hold(tx, update.id):
            return metrics.TRIED_AGAIN, []  # another worker has met the same failure, and told of it
        if is_expected(error):
            inbox.done(tx, [update.id], self._clock.now())
            return metrics.REFUSED, self._tell(tx, update, excuse(update.payload, self._desk, tx, error))
        code = secrets.token_hex(3)
        readable = not isinstance(error, ValidationError)
        if readable and inbox.failed(tx, update.id, type(error).__name__) < MOST_TRIES:
            return metrics.TRIED_AGAIN, []
        log.error("an update was set aside", code=code, update=update.update_id, **told(error))
        inbox.set_aside(tx, update.id, json.dumps({"code": code, **told(error)}), self._clock.now())
        told_so = excuse(update.payload, self._desk, tx, error, code)
        return metrics.SET_ASIDE, self._tell(tx, update, told_so)

    def _tell(self, tx: Tx, update: Waiting, calls: Sequence[Method]) -> list[Letter]:
        return lanes.hold(tx, self._desk.bot_id, self._write(tx, update, calls), self._clock.now())
