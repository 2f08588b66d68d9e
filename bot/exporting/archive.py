"""Everything of a team, or about one client, in one ZIP: a file of JSON lines for each table, and a page to read."""

import json
import pickle
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
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
Page = tuple[str, list[dict[str, Any]]]


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


async def pages(in_book: InBook, spec: dict[str, Any]) -> AsyncIterator[Page]:
    """Each of its own transaction: people go on working meanwhile, and what they add then may be in it or not."""
    client = spec.get("client")
    for part in archive.OF_CLIENT if client else archive.WHOLE:
        after: dict[str, Any] | None = None
        while True:
            rows = await in_book(_reading(part, after, client))
            yield part.name, [archive.plain(row) for row in rows]
            if len(rows) < archive.PAGE:
                break
            after = rows[-1]


def _reading(part: Part, after: dict[str, Any] | None, client: int | None) -> Callable[[Book], Any]:
    return lambda book: archive.page(book, part, after, client)


def beside(book: Book, spec: dict[str, Any], style: Style) -> Beside:
    of_client = spec["what"] == What.CLIENT
    manifest = {"kept": FORMAT, "what": "client" if of_client else "team", "made_at": archive.iso(book.at)}
    if not of_client:
        return Beside(manifest, texts.about_archive(book.team.name), [], [], style)
    known = exporting.one(book, spec["client"], spec["first"], spec["last"])
    rows = [*as_rows(entries(book, [known], alone=True), spec["language"])]
    return Beside(manifest, texts.about_clients_archive(), headings_of(spec), rows, style)


def write_zip(spool: Path, file: Path, around: Beside) -> None:
    """In the process that writes."""
    counts: dict[str, int] = {}
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        for name, of_table in groupby(_spooled(spool), key=lambda page: page[0]):
            with zipped.open(f"{name}.jsonl", "w", force_zip64=True) as lines:
                counts[name] = sum(_write(lines, rows) for _name, rows in of_table)
        zipped.writestr("manifest.json", json.dumps({**around.manifest, "rows": counts}, indent=2))
        zipped.writestr("README.txt", around.to_read)
        if around.rows:
            sheet = file.with_name("sheet")
            write_xlsx(sheet, "Kept", around.titles, around.rows, around.style)
            zipped.write(sheet, "client.xlsx")


def _write(lines: Any, rows: list[dict[str, Any]]) -> int:
    for row in rows:
        lines.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    return len(rows)


def _spooled(spool: Path) -> Iterator[Page]:
    with spool.open("rb") as kept:
        while True:
            try:
                yield pickle.load(kept)  # noqa: S301 - written by this very process's parent a moment ago
            except EOFError:
                return
