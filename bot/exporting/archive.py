"""Everything of a team, or about one client, in one ZIP: a file of JSON lines for each table, and a page to read."""

import json
import pickle
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from itertools import dropwhile, groupby
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from bot.exporting.rows import Row, entries, headings_of
from bot.texts import exporting as texts
from sales.export import What
from storage import archive, exporting
from storage.archive import Part
from storage.book import Book
from tables.exporting import as_rows
from tables.writing import Heading, Style, write_xlsx

FORMAT = 1
InBook = Callable[[Callable[[Book], Any]], Any]
Keys = dict[str, Any] | None  # of the row behind which a page begins; none, of a table's first page
Page = tuple[str, list[dict[str, Any]], Keys]
Place = tuple[str, Keys]  # of a page: its table, and where in it


@dataclass(frozen=True)
class Beside:
    """What stands in the archive beside the tables."""

    manifest: dict[str, Any]
    to_read: str
    titles: list[Heading]
    rows: list[
        Row
    ]  # of the client as a table; none of a whole team, which /export makes as a file of its own
    style: Style
    part: int  # of an archive too large for one message


async def pages(in_book: InBook, spec: dict[str, Any]) -> AsyncIterator[Page]:
    """Each of its own transaction: people go on working meanwhile, and what they add then may be in it or not."""
    client, (begins_with, after) = spec.get("client"), spec.get("from") or (None, None)
    tables = archive.OF_CLIENT if client else archive.WHOLE
    for part in dropwhile(lambda one: begins_with not in (None, one.name), tables):
        while True:
            rows = await in_book(_reading(part, after, client))
            yield part.name, [archive.plain(row) for row in rows], after
            if len(rows) < archive.PAGE:
                break
            after = {key: rows[-1][key] for key in part.keys}
        after = None


def _reading(part: Part, after: Keys, client: int | None) -> Callable[[Book], Any]:
    return lambda book: archive.page(book, part, after, client)


def beside(book: Book, spec: dict[str, Any], style: Style) -> Beside:
    of_client = spec["what"] == What.CLIENT
    manifest = {"kept": FORMAT, "what": "client" if of_client else "team", "made_at": archive.iso(book.at)}
    part = spec.get("part", 1)
    if not of_client:
        return Beside(manifest, texts.about_archive(book.team.name), [], [], style, part)
    known = exporting.one(book, spec["client"], spec["first"], spec["last"])
    rows = [*as_rows(entries(book, [known], alone=True), spec["language"])]
    return Beside(
        manifest, texts.about_clients_archive(), headings_of(spec), rows if part == 1 else [], style, part
    )


def write_zip(spool: Path, file: Path, around: Beside, most: int) -> Place | None:
    """In the process that writes: as many pages as `most` bytes hold; the place of the first that found no room."""
    counts: dict[str, int] = {}
    with file.open("wb") as raw, ZipFile(raw, "w", ZIP_DEFLATED) as zipped:
        fitting = _Fitting(_spooled(spool), raw, most)
        for name, of_table in groupby(fitting, key=lambda page: page[0]):
            with zipped.open(f"{name}.jsonl", "w", force_zip64=True) as lines:
                counts[name] = sum(_write(lines, page) for _name, page in of_table)
        last = fitting.rest is None
        several = {} if around.part == 1 and last else {"part": around.part, "last": last}
        zipped.writestr("manifest.json", json.dumps({**around.manifest, **several, "rows": counts}, indent=2))
        zipped.writestr("README.txt", around.to_read)
        if around.rows:
            sheet = file.with_name("sheet")
            write_xlsx(sheet, "Kept", around.titles, around.rows, around.style)
            zipped.write(sheet, "client.xlsx")
    return fitting.rest


class _Fitting:
    """Pages as lines, one at least, as long as there is room for them however badly they pack."""

    def __init__(self, pages: Iterator[Page], file: BinaryIO, most: int) -> None:
        self._pages, self._file, self._most = pages, file, most
        self.rest: Place | None = None

    def __iter__(self) -> Iterator[tuple[str, list[bytes]]]:
        for number, (name, rows, after) in enumerate(self._pages):
            lines = [json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows]
            if number and self._file.tell() + sum(map(len, lines)) > self._most:
                self.rest = name, after
                return
            yield name, lines


def _write(file: Any, lines: list[bytes]) -> int:
    file.writelines(lines)
    return len(lines)


def _spooled(spool: Path) -> Iterator[Page]:
    with spool.open("rb") as kept:
        while True:
            try:
                yield pickle.load(kept)  # noqa: S301 - written by this very process's parent a moment ago
            except EOFError:
                return
