"""Comma-separated files and their kin: the encoding and the separator found by content, the rows as a stream."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TextIO

from charset_normalizer import from_bytes

from tables.cells import tidied
from tables.errors import CellTooLong
from tables.guarding import unguarded
from tables.kinds import wide_order
from tables.limits import Limits

_SINGLE_BYTE = ["cp1251", "koi8_r", "cp866", "mac_cyrillic", "cp1252"]
_USUAL = "cp1251"
_CHUNK = 256 * 1024
_SAMPLE = 64 * 1024
_SAMPLED_LINES = 60
_SEPARATORS = ";,\t|"
_LINE = 1024 * 1024  # characters
_BLOCK = 64 * 1024
_GUARD = re.compile(rb"'\x00?[=+\-@\t\r\xef\xff]")
_NONE = "\x1f"  # which no text has
_NAMED = "sep="  # how Excel is told the separator


@dataclass(frozen=True)
class Manner:
    """How a file of text is written."""

    encoding: str
    separator: str = ","
    skipped: int = 0  # lines above the table that only tell the separator
    lines: int = 0
    guarded: bool = False  # an apostrophe stands before what would be a formula


def manner_of(path: Path) -> Manner:
    encoding = encoding_of(path)
    sampled = [line.rstrip("\n") for line in _head(path, encoding)]
    if sampled and sampled[0].lower().startswith(_NAMED) and len(sampled[0]) == len(_NAMED) + 1:
        separator, skipped = sampled[0][-1], 1
    else:
        separator, skipped = _separator(sampled), 0
    return Manner(encoding, separator, skipped, *_count_lines(path))


def encoding_of(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return wide_order(head) or ("utf-8" if _is_utf8(path) else _single_byte(path))


def open_text(path: Path, encoding: str) -> TextIO:
    """A damaged character is shown as damaged; the rest of the file is not lost for it."""
    return path.open(encoding=encoding, errors="replace")


def _head(path: Path, encoding: str) -> list[str]:
    with open_text(path, encoding) as file:
        return io.StringIO(file.read(_SAMPLE)).readlines()[:_SAMPLED_LINES]


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
    """The one that cuts the lines into the same number of cells, and into most; lines of prose are not cut."""
    best = max(_SEPARATORS, key=lambda separator: _evenness(sampled, separator))
    return best if _evenness(sampled, best)[0] else _NONE


def _evenness(sampled: list[str], separator: str) -> tuple[int, int]:
    widths = Counter(len(row) for row in _parsed(sampled, separator) if any(row))
    whole = widths.pop(1, 0)
    width, often = max(widths.items(), key=lambda counted: (counted[1], counted[0]), default=(0, 0))
    return (often * min(width, 4), width) if often > whole else (0, 0)


def _parsed(lines: list[str], separator: str) -> list[list[str]]:
    try:
        return list(csv.reader((line + "\n" for line in lines), delimiter=separator))
    except csv.Error:
        return []


def _count_lines(path: Path) -> tuple[int, bool]:
    """About how many rows there are, for a bar that moves; and whether any cell may be guarded."""
    lines, guarded, closed = 0, False, True
    with path.open("rb") as file:
        for piece in iter(partial(file.read, _CHUNK), b""):
            lines += piece.count(b"\n")
            guarded = guarded or _GUARD.search(piece) is not None or piece.endswith((b"'", b"'\x00"))
            closed = piece.rstrip(b"\x00").endswith(b"\n")
    return lines + (not closed), guarded


def rows_of(path: Path, manner: Manner, limits: Limits) -> Iterator[list[str]]:
    csv.field_size_limit(limits.cell)
    with open_text(path, manner.encoding) as file:
        reader = csv.reader(_lines(file, manner.separator), delimiter=manner.separator)
        try:
            for row in islice(reader, manner.skipped, None):
                yield [unguarded(cell).strip() for cell in row] if manner.guarded else [*map(str.strip, row)]
        except csv.Error:
            raise CellTooLong(reader.line_num, limits.cell) from None


def _lines(file: TextIO, separator: str) -> Iterator[str]:
    """Tidied many at a time; never more of a file without line ends than one line may hold."""
    while block := file.read(_BLOCK):
        rest = file.readline(_LINE)
        if len(rest) == _LINE:
            raise CellTooLong(1, _LINE)
        text = tidied(block + rest)
        if separator != "\t":
            text = text.replace("\t", " ")
        yield from (f"{line}\n" for line in text.removesuffix("\n").split("\n"))
