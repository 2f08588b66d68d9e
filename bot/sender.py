"""One letter on its way: tried until it is out, refused for good or found at fault, and blocking nothing behind it."""

import asyncio
import json
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any, TypeVar
from weakref import WeakValueDictionary

import structlog

from bot import payloads
from bot.clock import Clock
from bot.doubt import Doubt, Passed
from bot.drawing import Studio
from bot.drawings import content
from bot.hush import Hush
from bot.letters import PRESS, lane_of
from bot.logs import Seldom, told
from bot.pace import Pace
from bot.screens import Screens
from bot.telegram import Away, CallFailed, Refusal, Telegram
from storage import drawings, group, outbox, people, replicas
from storage.errors import StorageError, Unavailable
from storage.outbox import Letter, Posted, Urgency
from storage.shares import Shares
from storage.store import Store
from storage.tx import Tx

log = structlog.get_logger()
T = TypeVar("T")

TOKEN_UNKNOWN, TOO_MANY = 401, 429
FILES = {"sendPhoto": "photo", "sendDocument": "document"}  # and the field that holds the file
MESSAGES = frozenset({"sendMessage", *FILES})
FIRST_DELAY, SLOWEST_DELAY = 0.5, 30.0
# What Telegram says of an edit or a deletion that was carried out once already, before a kill.
DONE_ALREADY = ("message is not modified", "message to delete not found")


class Sender:
    def __init__(
        self, store: Store, telegram: Telegram, clock: Clock, pace: Pace, studio: Studio, shares: Shares
    ) -> None:
        self._store = store
        self._telegram = telegram
        self._clock = clock
        self.pace = pace
        self._studio = studio
        self._shares = shares
        self._screens = Screens()
        self._others = 0  # processes that may change what a message shows
        self._hush, self._passed = Hush(), Passed()
        self._away = Seldom("Telegram is away", "Telegram is there again")
        self._making: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def share(self, others: int) -> None:
        """How many other processes there are now: what a message shows they may change, and the pace is theirs too."""
        self.pace.share(others + 1)
        if others or self._others:
            self._screens.forget()
        self._others = others

    async def kept(self, work: Callable[[Tx], T], *, patiently: bool = False) -> T:
        """Until the database takes it."""
        while True:
            try:
                return await self._store.run(work, patiently=patiently)
            except Unavailable:
                await asyncio.sleep(FIRST_DELAY)

    async def post_or_set_aside(self, letter: Letter) -> Posted:
        try:
            return await self._post(letter)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 - a letter so broken that it cannot even be tried
            why = told(error)
            log.error("a letter was set aside", letter=letter.id, method=letter.method, **why)  # noqa: TRY400 - a trace may quote it
            return Posted(letter.id, error=type(error).__name__)

    async def _post(self, letter: Letter) -> Posted:
        """Until it is out, refused for good or found at fault: what is set aside blocks nothing behind it."""
        if self._screens.shows(letter) and await self._is_alone():
            return Posted(letter.id)
        delay, doubt = FIRST_DELAY, Doubt(self._passed)
        while letter.is_good(self._clock.now()):
            await self._hush.over(hushed_with(letter))
            try:
                return await self._try(letter)
            except Away as error:
                if await self._is_at_fault(letter, doubt, error):
                    return Posted(letter.id, error=f"{error}, while others passed")
                await asyncio.sleep(delay)
                delay = min(delay * 2, SLOWEST_DELAY)
            except Refusal as refusal:
                log.warning("Telegram asks to wait", seconds=refusal.retry_after)
                self._hush.ask(hushed_with(letter), max(refusal.retry_after or 0, delay))
        return Posted(letter.id, error=outbox.TOO_LATE)

    async def _try(self, letter: Letter) -> Posted:
        """Away where another try may help, Refusal where Telegram asks to wait."""
        try:
            posted = self._posted(letter, *await self._call(letter))
        except Refusal as refusal:
            if refusal.code == TOO_MANY:
                raise
            if refusal.code == TOKEN_UNKNOWN:
                raise Away(str(refusal)) from None  # the operator's to mend, and no letter's fault
            posted = await self._refused(letter, refusal)
        if letter.method != PRESS:
            self._passed.one()
            self._away.over()
        return posted

    async def _is_at_fault(self, letter: Letter, doubt: Doubt, error: Away) -> bool:
        self._away.say(method=letter.method, why=str(error))
        found = await doubt.is_at_fault(lambda: self._chat_passes(letter))
        if found:
            log.error("a letter was set aside", letter=letter.id, method=letter.method, why=str(error))
        return found

    async def _chat_passes(self, letter: Letter) -> bool:
        """Whether Telegram is there, asked by what says nothing."""
        try:
            asked = {"chat_id": letter.chat_id, "action": "typing"}
            await self._telegram.call("sendChatAction", json.dumps(asked))
        except CallFailed:
            return False
        return True

    async def _call(self, letter: Letter) -> tuple[Any, str | None]:
        """What Telegram answers, and the drawing of what is still to go."""
        if letter.drawing is None:
            async with self._turn(letter):
                return await self._telegram.call(letter.method, letter.payload), None
        # Whoever is sent the same at the same moment waits until Telegram has it.
        turn = self._making.setdefault(content(letter.drawing), asyncio.Lock())
        async with turn:
            return await self._call_with_file(letter, letter.drawing)

    def _turn(self, letter: Letter) -> AbstractAsyncContextManager[None]:
        if letter.method not in MESSAGES:
            return nullcontext()
        stranger = letter.urgency is Urgency.ANSWER and self._shares.is_stranger(letter.chat_id)
        return self.pace.turn(letter.chat_id, letter.urgency, stranger=stranger)

    async def _call_with_file(self, letter: Letter, drawing: str) -> tuple[Any, str | None]:
        """By the name Telegram knows the file by, or made and sent up; where it cannot be made, its words alone."""
        bot_id, which, field = self._telegram.bot_id, content(drawing), FILES[letter.method]
        known = await self.kept(lambda tx: drawings.known(tx, bot_id, which))
        if known is not None:
            try:
                payload = json.dumps({**json.loads(letter.payload), field: known})
                async with self._turn(letter):
                    return await self._telegram.call(letter.method, payload), None
            except Refusal as refusal:
                if refusal.code != 400:
                    raise
                await self.kept(lambda tx: drawings.forget(tx, bot_id, which))
        made = await self._studio.draw(drawing)
        payload = payloads.with_note(letter.payload, made.note if made else "")
        async with self._turn(letter):
            if made is None or made.file is None:
                return await self._telegram.call("sendMessage", payloads.in_words(payload, field)), None
            result = await self._telegram.upload(letter.method, payload, field, made.name, made.file)
        file_id, now = payloads.file_id(result, field), self._clock.now()
        if file_id is not None and made.rest is None:
            await self.kept(lambda tx: drawings.keep(tx, bot_id, which, file_id, now))
        return result, made.rest

    async def _refused(self, letter: Letter, refusal: Refusal) -> Posted:
        if any(done in refusal.description for done in DONE_ALREADY):
            return Posted(letter.id)
        if refusal.migrate_to is not None:
            former, chat_id = letter.chat_id, refusal.migrate_to
            await self.kept(lambda tx: group.follow(tx, former, chat_id))
            return await self._post(payloads.moved(letter, chat_id))
        if refusal.code == 403:
            now = self._clock.now()
            await self.kept(lambda tx: people.mark_unreachable(tx, letter.chat_id, now))
        else:
            log.warning(
                "a letter was refused", method=letter.method, code=refusal.code, why=refusal.description
            )
        return Posted(letter.id, error=str(refusal))

    async def _is_alone(self) -> bool:
        return self._store.holder is None or not await self.kept(replicas.others)

    def _posted(self, letter: Letter, result: object, rest: str | None) -> Posted:
        message_id = result.get("message_id") if isinstance(result, dict) else None
        if not isinstance(message_id, int):
            return Posted(letter.id, rest=rest)
        self._screens.note(letter, message_id)
        return Posted(letter.id, message_id, rest=rest)


def hushed_with(letter: Letter) -> str:
    """What is silent when Telegram asks for silence after it: its chat, or a press alone."""
    return lane_of(letter) if letter.method == PRESS else str(letter.chat_id)
