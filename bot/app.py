"""The running bot: everything opened, started, and in the right order stopped."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from aiohttp import web
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import commands, metrics
from bot.arrivals import Arrivals
from bot.clock import Clock
from bot.deletion import Deleting
from bot.desk import Desk
from bot.drawing import Studio
from bot.exporting.making import Exporter
from bot.going import go_round
from bot.importing.worker import Importer
from bot.inbox import LARGEST_BODY, TAKEN_IN, Inbox
from bot.keeping import copying
from bot.listening import listen
from bot.logs import told
from bot.lookout import Lookout
from bot.nightly import Nightly
from bot.pace import Pace
from bot.post import Post
from bot.replicas import Replicas
from bot.rounds import ROUNDS
from bot.scratch import scratch
from bot.sender import Sender
from bot.settings import Settings
from bot.sweeping import Sweeping
from bot.tasks import Tasks
from bot.telegram import Refusal, Telegram
from bot.unsaved import Unsaved
from bot.worker import Worker
from sales.label import recognise
from sales.phones import read_phone
from sales.reasons import nearest
from sales.sentence import read_sentence
from storage.errors import Unavailable
from storage.lock import held
from storage.shares import Shares
from storage.store import Store, open_store

log = structlog.get_logger()

TICK = timedelta(seconds=15)
LAST_POSTS = 2.0  # seconds given to answers already on their way when it is stopped


class WrongToken(Exception):
    """Telegram does not know the token."""


async def who_am_i(telegram: Telegram) -> str:
    """The bot's username; waits for as long as Telegram is away."""
    try:
        return str((await telegram.call_patiently("getMe"))["username"])
    except Refusal:
        raise WrongToken from None


@asynccontextmanager
async def running(settings: Settings, clock: Clock) -> AsyncIterator["App"]:
    """The bot at work, for as long as the context lasts. Opening the database may raise StorageError."""
    assert settings.bot_token is not None
    telegram = Telegram(settings.bot_token.get_secret_value(), settings.telegram_api_url)
    lookout = Lookout(telegram, clock, settings.shelf)
    try:
        await lookout.open(settings.health_listen)
        username = await who_am_i(telegram)
        with held(settings.database_file):
            folder = scratch(settings.database_file)
            store = await open_store(
                settings.database_url, pool=settings.database_pool, keep=copying(settings, clock)
            )
            try:
                lookout.watch(store)
                app = App(settings, clock, telegram, store, username, folder)
                try:
                    await app.start()
                    yield app
                finally:  # what has begun ends well, also where it is asked to end before all has
                    lookout.look_away()
                    await app.stop()
            finally:
                await store.close()
    finally:
        await lookout.close()
        await telegram.close()


def warm_up() -> None:
    """What loads at its first use is loaded before the first person waits for it."""
    recognise("")
    nearest("")
    read_phone("+79123456789")
    read_sentence("Звонил Иванову, дорого, замер 4 декабря, купит за 45к", datetime(2026, 1, 1, tzinfo=UTC))


class App:
    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        telegram: Telegram,
        store: Store,
        username: str,
        folder: Path | None,
    ) -> None:
        self.settings, self.clock, self.telegram, self.store = settings, clock, telegram, store
        self.tasks = Tasks()
        self._posting = Tasks()
        self._exporter = Exporter(store, clock, folder)
        self._studio = Studio(self._exporter.make)
        pace = Pace(settings.messages_per_second)
        self.shares = Shares()
        sender = Sender(store, telegram, clock, pace, self._studio, self.shares)
        self.post = Post(store, telegram.bot_id, clock, self._posting, sender)
        self._replicas = Replicas(store, self.post)
        desk = self.desk = Desk(telegram.bot_id, username, settings.default_language)
        arrivals = Arrivals(store, telegram.bot_id, clock, self.shares, in_order=settings.webhook_url is None)
        arrivals.wake = self.wake
        unsaved = Unsaved(telegram, pace, settings.default_language)
        self.workers = [
            Worker(store, desk, clock, arrivals, self.post.deliver, unsaved, self.shares)
            for _number in range(store.workers)
        ]
        self.inbox = Inbox(telegram, arrivals, unsaved)
        self.importer = Importer(store, telegram, desk, clock, self.post.deliver, folder)
        self._sweeping = Sweeping(store, clock, timedelta(days=settings.keep_raw_days))
        self._working = Tasks()
        self._scheduler = AsyncIOScheduler()
        self._ticking = asyncio.Lock()
        self._site: web.AppRunner | None = None

    def wake(self, many: int = 1) -> None:
        """So many of those that rest; whoever is at work looks again by themselves."""
        resting = [worker for worker in self.workers if worker.rests]
        for worker in (resting or self.workers)[:many]:
            worker.wake()

    async def start(self) -> None:
        await self._replicas.begin()
        await self.post.look_after()
        self.tasks.start(asyncio.to_thread(warm_up), name="warm up")
        for number, worker in enumerate(self.workers):
            self._working.start(worker.work(), name=f"worker {number}")
        self._scheduler.add_job(
            self.tick,
            "interval",
            seconds=TICK.total_seconds(),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
        self._scheduler.start()
        self.tasks.start(self._mind_leaps(), name="mind leaps")
        if self.store.holder is not None:
            self.tasks.start(self._replicas.work(), name="replicas")
        self.tasks.start(self._introduce(), name="introduce")
        self.tasks.start(self.importer.work(), name="importer")
        self.tasks.start(Deleting(self.store, self.desk, self.clock).work(), name="deleting")
        if self.settings.webhook_url is None:
            await self._set("deleteWebhook", {})
            self.tasks.start(self.inbox.poll(), name="poll")
        else:
            await self._listen()
        if self.settings.shelf is not None:
            self.tasks.start(Nightly(self.settings.shelf, self.clock).work(), name="nightly")

    async def stop(self) -> None:
        """Take nothing more in, finish what is held, let the answers out."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        if self._site is not None:
            await self._site.cleanup()
        for worker in self.workers:
            worker.stop()
        await self._working.finish()
        try:
            async with asyncio.timeout(LAST_POSTS):
                await self.post.finish()
        except TimeoutError:
            log.info("answers are left in the outbox for the next start")
        await self._posting.cancel()
        await self._replicas.end()
        self._studio.close()
        self._exporter.close()
        await self.tasks.cancel()
        self.importer.close()

    async def stopped(self, stop: asyncio.Event) -> bool:
        """Until it is asked to stop, which is True, or a part of it has failed for good."""
        events = (stop, self.tasks.failed, self._working.failed, self._posting.failed)
        waiting = Tasks()
        for event in events:
            waiting.start(event.wait(), name="end")
        await waiting.first()
        await waiting.cancel()
        return stop.is_set()

    async def tick(self) -> None:
        """What has to be done now and then: the clock's rounds, the post, the sweeping."""
        try:
            async with self._ticking:  # after this one, what another had begun is done too
                for one in ROUNDS:
                    await go_round(one, self.store, self.desk, self.clock, self.post.look_after)
                await self.post.look_after()
                await self._sweeping.go_on()
            metrics.LAST_TICK.set(self.clock.now().timestamp())
        except Unavailable as error:
            log.warning("the database is not available", **told(error))
        except asyncio.CancelledError:
            log.debug("the clock's rounds were cut short by the end")
        except Exception as error:  # noqa: BLE001 - the scheduler would print all of it, and a trace may quote people
            why = told(error)
            log.error("the clock's rounds were broken off", **why)  # noqa: TRY400 - as above

    async def _mind_leaps(self) -> None:
        """The scheduler plans by the wall: after a leap back it would sleep until the former hour comes again."""
        while True:
            await asyncio.sleep(TICK.total_seconds())
            for job in self._scheduler.get_jobs():
                if job.next_run_time > self.clock.now() + 2 * TICK:
                    job.modify(next_run_time=self.clock.now())

    async def _introduce(self) -> None:
        for call in commands.for_strangers(self.settings.default_language):
            await self._set(call.__api_method__, call.model_dump(exclude_unset=True, mode="json"))

    async def _set(self, method: str, payload: dict[str, object]) -> None:
        try:
            await self.telegram.call_patiently(method, json.dumps(payload))
        except Refusal as refusal:
            log.warning("a call was refused", method=method, why=str(refusal))

    async def _listen(self) -> None:
        assert self.settings.webhook_url is not None
        assert self.settings.webhook_secret is not None
        secret = self.settings.webhook_secret.get_secret_value()

        async def take(request: web.Request) -> web.Response:
            return await self.inbox.take_webhook(request, secret)

        web_app = web.Application(client_max_size=LARGEST_BODY)
        web_app.router.add_post("/{path:.*}", take)
        self._site = await listen(web_app, self.settings.webhook_listen, "WEBHOOK_LISTEN")
        hook: dict[str, object] = {
            "url": self.settings.webhook_url,
            "secret_token": secret,
            "allowed_updates": TAKEN_IN,
        }
        await self._set("setWebhook", hook)
