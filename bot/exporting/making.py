"""A file of the base made: read page by page beside everybody's work, written in a process of its own."""

import pickle
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path, PurePath
from typing import Any, TypeVar

from bot.aside import Aside
from bot.clock import Clock
from bot.drawings import Drawing, Made
from bot.exporting import archive
from bot.exporting.rows import Row, deal_rows, entries, headings_of
from bot.i18n import speaking
from bot.texts import exporting as texts
from bot.texts.format import exponent
from sales.export import File, What
from sales.hours import start_of_day
from sales.people import Role
from storage import agenda, exporting, staff
from storage.book import Book
from storage.store import Store
from storage.tx import Tx
from tables.exporting import as_rows
from tables.writing import Heading, Style, write_csv, write_xlsx

PATIENCE = 600.0  # seconds
MEGABYTE = 1024 * 1024
LARGEST = 49 * MEGABYTE  # what a bot may send
RESERVED = MEGABYTE  # for what an archive has beside its tables
ARCHIVES = (What.ARCHIVE, What.CLIENT)
T = TypeVar("T")


class Exporter:
    def __init__(self, store: Store, clock: Clock, folder: Path | None) -> None:
        self._store, self._clock, self._folder = store, clock, folder
        self._aside = Aside()

    def close(self) -> None:
        self._aside.close()

    async def make(self, wanted: Drawing) -> Made | None:
        """None where whoever asked may not have it any more."""
        spec = wanted.what
        if not await self._store.run(lambda tx: self._may(tx, spec)):
            return None
        with tempfile.TemporaryDirectory(prefix="kept-export-", dir=self._folder) as made:
            spool, file = Path(made) / "rows", Path(made) / "file"
            style = Style(spec["language"], exponent(spec["currency"]))
            rest = None
            if spec["what"] in ARCHIVES:
                around = await self._in_book(spec, lambda book: archive.beside(book, spec, style))
                await _spool(archive.pages(lambda work: self._in_book(spec, work), spec), spool)
                most = LARGEST - RESERVED
                rest = await self._aside.run(PATIENCE, archive.write_zip, spool, file, around, most)
            else:
                await _spool(self._pages(spec), spool)
                await self._aside.run(PATIENCE, write, spool, file, spec, headings_of(spec), style)
            with speaking(spec["language"]):
                return _made(wanted, file, rest)

    def _may(self, tx: Tx, spec: dict[str, Any]) -> bool:
        """Access may have been taken away since."""
        book = agenda.book_of(tx, spec["team"], spec["member"], self._clock.now())
        if staff.find(book, book.me.id).suspended:
            return False
        if spec["what"] in ARCHIVES:
            return book.me.role is Role.OWNER
        return book.me.leads or spec["of"] == book.me.id

    async def _pages(self, spec: dict[str, Any]) -> AsyncIterator[list[Row]]:
        read, after = _READERS[What(spec["what"])], 0
        while True:
            page, after = await self._in_book(spec, lambda book, after=after: read(book, spec, after))  # type: ignore[misc]
            if not after:
                return
            yield page

    async def _in_book(self, spec: dict[str, Any], work: Callable[[Book], T]) -> T:
        """As whoever asked for it, in their language."""

        def do(tx: Tx) -> T:
            book = agenda.book_of(tx, spec["team"], spec["member"], self._clock.now())
            with speaking(spec["language"]):
                return work(book)

        return await self._store.run(do)


def _made(wanted: Drawing, file: Path, rest: archive.Place | None) -> Made:
    """With what is said of it: that it is a part, or that Telegram takes none so large."""
    if file.stat().st_size > LARGEST:
        return Made(None, wanted.file, texts.too_large(LARGEST // MEGABYTE))
    part, name = wanted.what.get("part", 1), PurePath(wanted.file)
    if rest is None and part == 1:
        return Made(file.read_bytes(), wanted.file)
    further = replace(wanted, what={**wanted.what, "from": rest, "part": part + 1})
    return Made(
        file.read_bytes(),
        f"{name.stem}-{part}{name.suffix}",
        texts.part(part, last=rest is None),
        None if rest is None else further.to_json(),
    )


async def _spool(pages: AsyncIterator[Any], spool: Path) -> None:
    with spool.open("wb") as rows:
        async for page in pages:
            pickle.dump(page, rows, pickle.HIGHEST_PROTOCOL)


Reader = Callable[[Book, dict[str, Any], int], tuple[list[Row], int]]


def _read_clients(book: Book, spec: dict[str, Any], after: int) -> tuple[list[Row], int]:
    known = exporting.clients_after(book, after, spec["first"], spec["last"], spec["of"])
    told = entries(book, known, alone=spec["what"] == What.BASE)
    return [*as_rows(told, spec["language"])], known[-1].id if known else 0


def _read_deals(book: Book, spec: dict[str, Any], after: int) -> tuple[list[Row], int]:
    first, last = date.fromisoformat(spec["first"]), date.fromisoformat(spec["last"])
    since, until = start_of_day(first, book.zone), start_of_day(last + timedelta(days=1), book.zone)
    found = exporting.deals_after(book, after, since, until, spec["of"])
    return deal_rows(book, found), found[-1].id if found else 0


_READERS: dict[What, Reader] = {
    What.BASE: _read_clients,
    What.CONTACTS: _read_clients,
    What.DEALS: _read_deals,
}


def write(spool: Path, file: Path, spec: dict[str, Any], titles: list[Heading], style: Style) -> None:
    """In the process that writes."""
    if spec["file"] == File.CSV:
        write_csv(file, titles, _rows(spool), style)
    else:
        write_xlsx(file, "Kept", titles, _rows(spool), style)


def _rows(spool: Path) -> Iterator[Row]:
    with spool.open("rb") as pages:
        while True:
            try:
                yield from pickle.load(pages)  # noqa: S301 - written by this very process's parent a moment ago
            except EOFError:
                return
