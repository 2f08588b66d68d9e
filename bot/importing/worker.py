"""Imports worked off: fetched, looked into, taken in batch by batch, taken back; a restart goes on where one stood."""

import asyncio
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import structlog
from aiogram.types import InlineKeyboardMarkup

from bot import letters
from bot.aside import Aside, Lost
from bot.clock import Clock
from bot.desk import Desk
from bot.i18n import speaking
from bot.importing import report
from bot.importing.arriving import Known
from bot.importing.conversion import Trouble, batches, convert, look_into
from bot.importing.offering import found
from bot.importing.reading import rules_of
from bot.logs import told
from bot.telegram import Away, Refusal, Telegram
from bot.visit import Visit
from sales.importing import Row, State
from sales.people import Person
from storage import agenda, import_work, imports, lanes, leaves
from storage.arrivals import take_in
from storage.book import Book
from storage.errors import Unavailable
from storage.import_work import Claim
from storage.imports import Import
from storage.outbox import Letter
from storage.store import Store
from storage.tx import Tx
from storage.undoing import undo
from tables.entries import Read

log = structlog.get_logger()
T = TypeVar("T")

LEASE = timedelta(minutes=2)
IDLE = 1.0  # seconds between two looks at what waits
LOOKING, CONVERTING = 90.0, 600.0  # seconds
LARGEST = 50 * 1024 * 1024
UNDONE_AT_ONCE = 200  # rows
BETWEEN_EDITS = timedelta(seconds=1)
PAUSE = 0.5


class Importer:
    def __init__(
        self,
        store: Store,
        telegram: Telegram,
        desk: Desk,
        clock: Clock,
        post: Callable[[Sequence[Letter]], None],
        folder: Path | None,
    ) -> None:
        self._folder = folder
        self._store, self._telegram, self._desk, self._clock, self._post = store, telegram, desk, clock, post
        self._aside = Aside()

    def close(self) -> None:
        self._aside.close()

    async def work(self) -> None:
        """For ever; whatever ails one import, the next goes on."""
        while True:
            try:
                job = await self._store.run(lambda tx: import_work.claim(tx, self._clock.now(), LEASE))
                if job is None:
                    await asyncio.sleep(IDLE)
                else:
                    await self._do(job)
            except (Unavailable, Away):
                await asyncio.sleep(PAUSE)

    async def _do(self, job: Claim) -> None:
        try:
            if job.state is State.UNDOING:
                await self._take_back(job)
                return
            with tempfile.TemporaryDirectory(prefix="kept-import-", dir=self._folder) as folder:
                await self._fetch(job, Path(folder))
        except (Unavailable, Away):
            raise
        except Refusal:
            await self._fail(job, Trouble("NotToBeHad", {}))
        except Lost:
            await self._fail(job, Trouble("Lost", {}))
        except Exception as error:  # noqa: BLE001 - one import that fails must not stop the others
            log.error("an import failed", number=job.id, **told(error))  # noqa: TRY400 - a trace may quote people
            await self._fail(job, Trouble("FileDamaged", {}))

    async def _fetch(self, job: Claim, folder: Path) -> None:
        one = await self._in_book(job, lambda book: imports.find(book, job.id))
        file = folder / "file"
        await self._telegram.download(one.file_id, file, LARGEST)
        if one.state is State.WANTED:
            await self._look(job, one, file)
        else:
            await self._take_in(job, one, file)

    # ------------------------------------------------------------ looking

    async def _look(self, job: Claim, one: Import, file: Path) -> None:
        team = await self._in_book(job, rules_of)
        seen = await self._aside.run(LOOKING, look_into, file, one.file_name, "", team.region)
        if isinstance(seen, Trouble):
            return await self._fail(job, seen)

        def show(book: Book) -> list[Letter]:
            imports.shown(book, job.id, seen.to_json(), seen.table.about)
            return self._tell(book, *found(book, imports.find(book, job.id)))

        self._post(await self._in_book(job, show))
        return None

    # ------------------------------------------------------------ taking in

    async def _take_in(self, job: Claim, one: Import, file: Path) -> None:
        team, spool = await self._in_book(job, rules_of), file.with_name("rows")
        trouble = await self._aside.run(CONVERTING, convert, file, one.layout, team, spool, one.done_row)
        if trouble is not None:
            return await self._fail(job, trouble)
        known, shown = await self._in_book(job, Known.of), self._clock.now()
        reading = batches(spool)
        while (batch := await asyncio.to_thread(_next, reading)) is not None:
            telling = self._clock.now() - shown >= BETWEEN_EDITS
            if not await self._take_batch(job, [*map(known.row, batch)], telling=telling):
                return None
            shown = self._clock.now() if telling else shown
        return await self._end(job)

    async def _take_batch(self, job: Claim, rows: list[Row], *, telling: bool) -> bool:
        """Whether to go on: somebody may have stopped it."""

        def take(book: Book) -> list[Letter] | None:
            if import_work.hold(book, job.id, LEASE) is not State.RUNNING:
                return None
            import_work.advance(book, job.id, rows[-1].number, take_in(book, job.id, rows))
            return self._progress(book, job.id) if telling else []

        told = await self._in_book(job, take)
        self._post(told or [])
        return told is not None

    async def _end(self, job: Claim) -> None:
        def end(book: Book) -> list[Letter]:
            import_work.finish(book, job.id)
            return self._progress(book, job.id)

        self._post(await self._in_book(job, end))

    async def _take_back(self, job: Claim) -> None:
        def take_page(book: Book) -> list[Letter] | None:
            import_work.hold(book, job.id, LEASE)
            if undo(book, job.id, UNDONE_AT_ONCE):
                return None
            import_work.taken_back(book, job.id)
            return self._progress(book, job.id)

        told = None
        while told is None:
            told = await self._in_book(job, take_page)
        self._post(told)

    async def _fail(self, job: Claim, trouble: Trouble) -> None:
        def fail(book: Book) -> list[Letter]:
            import_work.fail(book, job.id, trouble.to_json())
            return self._progress(book, job.id)

        self._post(await self._in_book(job, fail))

    # ------------------------------------------------------------ telling

    def _progress(self, book: Book, number: int) -> list[Letter]:
        one = imports.find(book, number)
        return self._tell(book, report.text(one), report.buttons(one, book), one.shown_in)

    def _tell(
        self, book: Book, text: str, buttons: InlineKeyboardMarkup, shown_in: int | None = None
    ) -> list[Letter]:
        who = leaves.addressee(book, book.me.id)
        person = Person(0, who.telegram_id, "", who.language)
        visit = Visit(book.tx, book.now, person, who.telegram_id, self._desk.username, message_id=shown_in)
        letter = letters.write(book.tx, self._desk.bot_id, visit.show(text, buttons), book.now)
        return lanes.hold(book.tx, self._desk.bot_id, [letter], book.now)

    async def _in_book(self, job: Claim, work: Callable[[Book], T]) -> T:
        """As whoever sent the file, in their language."""

        def do(tx: Tx) -> T:
            book = agenda.book_of(tx, job.team, job.member, self._clock.now())
            with speaking(leaves.addressee(book, book.me.id).language):
                return work(book)

        return await self._store.run(do)


def _next(reading: Iterator[list[Read]]) -> list[Read] | None:
    return next(reading, None)
