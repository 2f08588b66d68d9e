"""The heavy part of an import, in a process of its own: a file looked at, and its rows read into batches."""

import json
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.importing.layout import SHOWN_ROWS, Layout
from tables.entries import Entry, Read, Rules
from tables.errors import TableError
from tables.fields import is_own
from tables.reading import look, read_rows
from tables.rows import read_entries

BATCH, LARGEST = 250, 1000


@dataclass(frozen=True)
class Trouble:
    """Why a file cannot be taken in: the kind of it, and its figures."""

    kind: str
    figures: dict[str, Any]

    @classmethod
    def of(cls, error: TableError) -> "Trouble":
        figures = dict(vars(error))
        return cls(type(error).__name__, figures)

    def to_json(self) -> str:
        return json.dumps([self.kind, self.figures])

    @classmethod
    def from_json(cls, text: str) -> "Trouble":
        return cls(*json.loads(text))


@dataclass(frozen=True)
class Team:
    """What of a team's rules the rows are read by."""

    zone: str
    today: date
    region: str
    exponent: int
    currency: str

    def rules(self) -> Rules:
        return Rules(ZoneInfo(self.zone), self.today, self.region, self.exponent, self.currency)


def look_into(path: Path, name: str, sheet: str, region: str) -> Layout | Trouble:
    try:
        table = look(path, name, sheet, region)
        return Layout(table, tuple(islice(read_rows(path, table), SHOWN_ROWS)))
    except TableError as error:
        return Trouble.of(error)


def convert(path: Path, layout: str, team: Team, into: Path, after: int) -> Trouble | None:
    """Write the rows behind `after` as batches, for the bot to read one at a time."""
    table = Layout.from_json(layout).table
    try:
        reads = read_entries(read_rows(path, table, after), table.mapping, team.rules())
        with into.open("wb") as file:
            for batch in _whole(_marked(reads) if is_own(table.titles) else reads):
                pickle.dump(batch, file, pickle.HIGHEST_PROTOCOL)
    except TableError as error:
        return Trouble.of(error)
    return None


def _marked(reads: Iterable[Read]) -> Iterator[Read]:
    """In a file that was written here the contacts of a client follow them, who may have nothing but a name."""
    before: Entry | None = None
    for read in reads:
        entry = read.entry
        if entry and before and entry.contact and entry.is_of(before):
            yield read._replace(entry=entry._replace(again=True))
        else:
            yield read
        before = entry


def _whole(reads: Iterable[Read]) -> Iterator[list[Read]]:
    """Batches, of which none ends between a client and their contacts unless it grew too large."""
    batch: list[Read] = []
    for read in reads:
        again = read.entry is not None and read.entry.again
        if len(batch) >= LARGEST or (len(batch) >= BATCH and not again):
            yield batch
            batch = []
        batch.append(read)
    if batch:
        yield batch


def batches(path: Path) -> Iterator[list[Read]]:
    """Of a file that `convert` has written a moment ago."""
    with path.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)  # noqa: S301 - our own process wrote it into our own folder
            except EOFError:
                return
