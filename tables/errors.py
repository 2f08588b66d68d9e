"""Why a file is not read, each error naming one fact with its figures; the bot turns them into sentences."""

from dataclasses import dataclass


class TableError(Exception):
    """A file that is refused as a whole; carries facts, never display text."""


@dataclass
class FileTooLarge(TableError):
    size: int
    most: int


@dataclass
class TooManyRows(TableError):
    most: int


@dataclass
class TooManyColumns(TableError):
    columns: int
    most: int


@dataclass
class CellTooLong(TableError):
    row: int
    most: int


@dataclass
class InflatesTooMuch(TableError):
    """A zip bomb, or a workbook that would not fit in memory."""

    size: int
    most: int


@dataclass
class TakesTooLong(TableError):
    seconds: float


class EntitiesRefused(TableError):
    """A document type or entities of its own: no workbook needs them, and they can reach for other files."""


class Encrypted(TableError):
    """A workbook under a password."""


@dataclass
class FormatUnknown(TableError):
    name: str


class FileEmpty(TableError):
    """Nothing in it, or nothing but blanks."""


class FileDamaged(TableError):
    """It begins as what it is and cannot be read to its end."""


@dataclass
class SheetMissing(TableError):
    name: str
