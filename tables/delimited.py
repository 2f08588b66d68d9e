"""Comma-separated files and their kin: the encoding and the separator found by content, the rows as a stream."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TextIO

from charset_normalizer import from_bytes

from tables.errors import CellTooLong
from tables.kinds import wide_order
from tables.limits import Limits

_SINGLE_BYTE = ["cp1251", "koi8_r", "cp866", "mac_cyrillic", "cp1252"]
_USUAL = "cp1251"
_CHUNK = 256 * 1024
_SAMPLE = 64 * 1024
_SAMPLED_LINES = 60
_SEPARATORS = ";,\t|"
_LINE = 1024 * 1024  # characters
_NAMED = "sep="  # how Excel is told the separator


@dataclass(frozen=True)
class Manner:
    """How a file of text is written."""

    encoding: str
    separator: str = ","
    skipped: int = 0  # lines above the table that only tell the separator
    lines: int = 0


def manner_of(path: Path) -> Manner:
    encoding = encoding_of(path)
    sampled = [line.rstrip("\r\n") for line in _head(path, encoding)]
    if sampled and sampled[0].lower().startswith(_NAMED) and len(sampled[0]) == len(_NAMED) + 1:
        return Manner(encoding, sampled[0][-1], 1, _count_lines(path))
    return Manner(encoding, _separator(sampled), 0, _count_lines(path))


def encoding_of(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return wide_order(head) or ("utf-8" if _is_utf8(path) else _single_byte(path))


def open_text(path: Path, encoding: str) -> TextIO:
    """A damaged character is shown as damaged; the rest of the file is not lost for it."""
    return path.open(encoding=encoding, errors="replace", newline="")


def _head(path: Path, encoding: str) -> list[str]:
    with open_text(path, encoding) as file:
        return list(islice(iter(partial(file.readline, _LINE), ""), _SAMPLED_LINES))


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            for piece in iter(partial(file.read, _CHUNK), b""):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _single_byte(path: Path) -> str:
    """By the lines that have letters beyond ASCII: the others say nothing."""
    with path.open("rb") as file:
        lines = [line for line in islice(file, 5_000) if not line.isascii()]
    found = from_bytes(b"".join(lines)[:_SAMPLE], cp_isolation=_SINGLE_BYTE).best()
    return found.encoding if found else _USUAL


def _separator(sampled: list[str]) -> str:
    """The one that cuts the lines into the same number of cells, and into most."""
    return max(_SEPARATORS, key=lambda separator: _evenness(sampled, separator))


def _evenness(sampled: list[str], separator: str) -> tuple[float, int]:
    widths = Counter(len(row) for row in _parsed(sampled, separator) if any(row))
    widths.pop(1, None)
    if not widths:
        return 0.0, 0
    width, often = max(widths.items(), key=lambda counted: (counted[1], counted[0]))
    return often * min(width, 4), width


def _parsed(lines: list[str], separator: str) -> list[list[str]]:
    try:
        return list(csv.reader((line + "\n" for line in lines), delimiter=separator))
    except csv.Error:
        return []


def _count_lines(path: Path) -> int:
    """About how many rows there are, for a bar that moves."""
    with path.open("rb") as file:
        return 1 + sum(piece.count(b"\n") for piece in iter(partial(file.read, _CHUNK), b""))


def rows_of(path: Path, manner: Manner, limits: Limits) -> Iterator[list[str]]:
    csv.field_size_limit(limits.cell)
    with open_text(path, manner.encoding) as file:
        reader = csv.reader(_lines(file), delimiter=manner.separator)
        try:
            yield from islice(reader, manner.skipped, None)
        except csv.Error:
            raise CellTooLong(reader.line_num, limits.cell) from None


def _lines(file: TextIO) -> Iterator[str]:
    """Never more of a file without line ends than one line may hold."""
    for number, line in enumerate(iter(partial(file.readline, _LINE), ""), 1):
        if len(line) == _LINE:
            raise CellTooLong(number, _LINE)
        yield line
