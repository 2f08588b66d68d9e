"""All that goes out: in order within a chat, under Telegram's limits, marked as soon as it is posted."""

import asyncio
import json
import re
import time
from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar
from weakref import WeakValueDictionary

import structlog

from bot import metrics
from bot.clock import Clock
from bot.doubt import Doubt, Passed
from bot.drawing import Studio
from bot.drawings import content
from bot.hush import Hush
from bot.letters import PRESS, takes_turn
from bot.logs import Seldom, told
from bot.pace import Pace
from bot.tasks import Tasks
from bot.telegram import Away, CallFailed, Refusal, Telegram
from bot.together import Together
from storage import drawings, group, lanes, outbox, people, replicas
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
AHEAD = 60  # what goes out in about two seconds
A_MOMENT = 0.1
FIRST_DELAY, SLOWEST_DELAY = 0.5, 30.0
REMEMBERED_SCREENS = 5_000
# What Telegram says of an edit or a deletion that was carried out once already, before a kill.
DONE_ALREADY = ("message is not modified", "message to delete not found")
# What tells a sending from an edit of the same: quotes within a text are escaped, and so never match.
_ADDRESS = re.compile(r'"(?:chat_id|message_id)": ?-?\d+,?')
_MESSAGE = re.compile(r'"message_id": ?(\d+)')


class Marked(NamedTuple):
    """What came of some letters, and of which chat they were the last, if they were."""

    results: list[Posted]
    lane: int | None
    patiently: bool


class Post:
    """A lane for each chat, served by one task while it has letters; of several processes by one at a time."""

    def __init__(
        self,
        store: Store,
        telegram: Telegram,
        clock: Clock,
        tasks: Tasks,
        pace: Pace,
        studio: Studio,
        shares: Shares,
    ) -> None:
        self._store = store
        self._telegram = telegram
        self._clock = clock
        self._tasks = tasks
        self._pace = pace
        self._studio = studio
        self._shares = shares
        self._hush, self._passed = Hush(), Passed()
        self._away = Seldom("Telegram is away", "Telegram is there again")
        self._held: set[int] = set()
        self._posts = 0  # held that nobody asked for
        self._since: dict[int, float] = {}  # when answers that are held were taken over
        self._making: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._flowing = False
        self._closing = False
        self._lanes: dict[str, deque[Letter]] = {}
        self._presses: defaultdict[str, list[Posted]] = defaultdict(list)  # answered, not yet marked
        self._screens: OrderedDict[tuple[int, int], int] = OrderedDict()
        self._marks = Together(self._mark_all)
        self._others = 0  # processes that may change what a message shows

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
            posted = await self._post_or_set_aside(letters[0])
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
        await self._kept(lambda tx: outbox.leave(tx, letter.id, rest))
        return replace(letter, drawing=rest)

    def _time(self, letter: Letter) -> None:
        if letter.id in self._since:
            metrics.ANSWERING.observe(time.monotonic() - self._since.pop(letter.id))

    async def _post_or_set_aside(self, letter: Letter) -> Posted:
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
        if await self._shown_already(letter):
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
        return self._pace.turn(letter.chat_id, letter.urgency, stranger=stranger)

    async def _call_with_file(self, letter: Letter, drawing: str) -> tuple[Any, str | None]:
        """By the name Telegram knows the file by, or made and sent up; where it cannot be made, its words alone."""
        bot_id, which, field = self._telegram.bot_id, content(drawing), FILES[letter.method]
        known = await self._kept(lambda tx: drawings.known(tx, bot_id, which))
        if known is not None:
            try:
                payload = json.dumps({**json.loads(letter.payload), field: known})
                async with self._turn(letter):
                    return await self._telegram.call(letter.method, payload), None
            except Refusal as refusal:
                if refusal.code != 400:
                    raise
                await self._kept(lambda tx: drawings.forget(tx, bot_id, which))
        made = await self._studio.draw(drawing)
        payload = with_note(letter.payload, made.note if made else "")
        async with self._turn(letter):
            if made is None or made.file is None:
                return await self._telegram.call("sendMessage", in_words(payload, field)), None
            result = await self._telegram.upload(letter.method, payload, field, made.name, made.file)
        file_id, now = _file_id(result, field), self._clock.now()
        if file_id is not None and made.rest is None:
            await self._kept(lambda tx: drawings.keep(tx, bot_id, which, file_id, now))
        return result, made.rest

    async def _refused(self, letter: Letter, refusal: Refusal) -> Posted:
        if any(done in refusal.description for done in DONE_ALREADY):
            return Posted(letter.id)
        if refusal.migrate_to is not None:
            former, chat_id = letter.chat_id, refusal.migrate_to
            await self._kept(lambda tx: group.follow(tx, former, chat_id))
            return await self._post(moved(letter, chat_id))
        if refusal.code == 403:
            now = self._clock.now()
            await self._kept(lambda tx: people.mark_unreachable(tx, letter.chat_id, now))
        else:
            log.warning(
                "a letter was refused", method=letter.method, code=refusal.code, why=refusal.description
            )
        return Posted(letter.id, error=str(refusal))

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
        bot_id, now = self._telegram.bot_id, self._clock.now()
        results = sorted((one for each in marked for one in each.results), key=lambda one: one.letter)
        ended = {each.lane for each in marked if each.lane is not None}

        def mark(tx: Tx) -> list[Letter]:
            outbox.close(tx, results, now)
            return lanes.go_on(tx, bot_id, ended, now) if ended else []

        came = await self._kept(mark, patiently=all(each.patiently for each in marked))
        return [[letter for letter in came if letter.lane == each.lane] for each in marked]

    async def _kept(self, work: Callable[[Tx], T], *, patiently: bool = False) -> T:
        """Until the database takes it."""
        while True:
            try:
                return await self._store.run(work, patiently=patiently)
            except Unavailable:
                await asyncio.sleep(FIRST_DELAY)

    # ------------------------------------------------------------ what a message shows now

    async def _shown_already(self, letter: Letter) -> bool:
        """An edit that changes nothing is refused by Telegram, and so not made."""
        place = self._place(letter)
        if place is None or self._screens.get(place) != screen(letter.payload):
            return False
        return self._store.holder is None or not await self._kept(replicas.others)

    def _posted(self, letter: Letter, result: object, rest: str | None) -> Posted:
        message_id = result.get("message_id") if isinstance(result, dict) else None
        if isinstance(message_id, int) and letter.method in {"sendMessage", "editMessageText"}:
            self._screens[letter.chat_id, message_id] = screen(letter.payload)
            if len(self._screens) > REMEMBERED_SCREENS:
                self._screens.popitem(last=False)
        return Posted(letter.id, message_id, rest=rest)

    @staticmethod
    def _place(letter: Letter) -> tuple[int, int] | None:
        if letter.method != "editMessageText":
            return None
        found = _MESSAGE.search(letter.payload)
        return None if found is None else (letter.chat_id, int(found[1]))

    def shares(self, others: int) -> None:
        """How many other processes there are now: what a message shows they may change, and the pace is theirs too."""
        self._pace.share(others + 1)
        if others or self._others:
            self._screens.clear()
        self._others = others

    # ------------------------------------------------------------ what others left behind

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
        bot_id = self._telegram.bot_id
        taken = await self._kept(lambda tx: lanes.take_posts(tx, bot_id, now, room))
        self.deliver(taken)
        return len(taken) == room

    async def _take_page(self) -> bool:
        """Whether there may be more."""
        now = self._clock.now()
        taken = await self._store.run(lambda tx: lanes.take_over(tx, self._telegram.bot_id, now))
        self.deliver(taken)
        return len(taken) >= outbox.PAGE


def lane_of(letter: Letter) -> str:
    return str(letter.chat_id) if takes_turn(letter.method, letter.drawing) else f"alone {letter.id}"


def hushed_with(letter: Letter) -> str:
    """What is silent when Telegram asks for silence after it: its chat, or a press alone."""
    return lane_of(letter) if letter.method == PRESS else str(letter.chat_id)


def screen(payload: str) -> int:
    """What a message shows, whatever call put it there."""
    return hash(_ADDRESS.sub("", payload))


def moved(letter: Letter, chat_id: int) -> Letter:
    """The same letter to the supergroup that the group has become."""
    payload = json.dumps({**json.loads(letter.payload), "chat_id": chat_id})
    return replace(letter, chat_id=chat_id, payload=payload)


def with_note(payload: str, note: str) -> str:
    given = json.loads(payload)
    return json.dumps({**given, "caption": f"{given['caption']}\n{note}"}) if note else payload


def in_words(payload: str, field: str) -> str:
    """The same message without its file."""
    given = json.loads(payload)
    given["text"] = given.pop("caption")
    given.pop(field)
    return json.dumps(given)


def _file_id(result: Any, field: str) -> str | None:
    """Of a photo the largest of its sizes."""
    file = result.get(field) if isinstance(result, dict) else None
    largest = file[-1] if isinstance(file, list) and file else file
    return str(largest["file_id"]) if isinstance(largest, dict) and "file_id" in largest else None
