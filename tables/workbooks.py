"""Workbooks read through a process of their own, and each way in which that ends as a typed error."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from threading import Timer
from typing import Any

from tables import zips
from tables.cells import Row, is_tidy, tidy_cell
from tables.errors import (
    CellTooLong,
    Encrypted,
    FileDamaged,
    InflatesTooMuch,
    SheetMissing,
    TableError,
    TakesTooLong,
    TooManyColumns,
)
from tables.guarding import unguarded
from tables.kinds import Kind
from tables.limits import Limits

_PROGRAM = Path(__file__).with_name("workbook_process.py")
_OUT_OF_MEMORY = re.compile(rb"memory allocation of (\d+) bytes failed")
_UNTIDY = ("\\", "'", '" ', ' "')
_LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Sheet:
    name: str
    rows: tuple[Row, ...]  # the first ones
    height: int


def sheets_of(path: Path, kind: Kind, sample: int, limits: Limits) -> list[Sheet]:
    _check(path, kind, limits)
    with _opened(path, None, sample, limits) as lines:
        found: list[Any] = next(lines, [])
    return [Sheet(one["name"], tuple(_rows(one["rows"])), one["height"]) for one in found]


def rows_of(path: Path, kind: Kind, sheet: str, limits: Limits) -> Iterator[Row]:
    _check(path, kind, limits)
    with _opened(path, sheet, 0, limits) as lines:
        for batch in lines:
            yield from _rows(batch)


def _check(path: Path, kind: Kind, limits: Limits) -> None:
    if kind.zipped:
        zips.check(path, limits)
    elif _LOCKED in path.read_bytes():
        raise Encrypted


def _rows(batch: list[Any]) -> Iterator[Row]:
    return (Row(number, cells) for number, cells in batch)


@contextmanager
def _opened(path: Path, sheet: str | None, sample: int, limits: Limits) -> Iterator[Iterator[Any]]:
    asked = {"path": str(path), "sheet": sheet, "sample": sample, "columns": limits.columns}
    asked |= {"cell": limits.cell, "memory": limits.memory}
    command = [sys.executable, "-P", "-X", "utf8", str(_PROGRAM), json.dumps(asked)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603 - our own
    try:
        yield _lines(process, limits)
    finally:
        process.kill()
        for stream in (process.stdout, process.stderr):
            if stream:
                stream.close()
        process.wait()


def _lines(process: subprocess.Popen[bytes], limits: Limits) -> Iterator[Any]:
    assert process.stdout
    assert process.stderr
    late = Timer(limits.seconds, process.kill)
    late.start()
    try:
        first = process.stdout.readline()
    finally:
        late.cancel()
    for line in chain(filter(None, [first]), process.stdout):
        yield _read(line.decode(), limits)
    if process.wait():
        raise _death(process, limits)


def _read(line: str, limits: Limits) -> Any:
    said = json.loads(line, object_hook=_object)
    if isinstance(said, dict) and "refused" in said:
        raise _refusal(*said["refused"], limits=limits)
    return said if _needs_no_tidying(line) else _tidied(said)


def _needs_no_tidying(line: str) -> bool:
    """Asked of many rows at once: no odd letter in them, no apostrophe, no blank beside a quote."""
    return is_tidy(line) and not any(odd in line for odd in _UNTIDY)


def _tidied(said: Any) -> Any:
    if isinstance(said, str):
        return tidy_cell(unguarded(said))
    if isinstance(said, list):
        return [_tidied(one) for one in said]
    return {**said, "rows": _tidied(said["rows"])} if isinstance(said, dict) else said


def _object(pairs: dict[str, Any]) -> Any:
    written = pairs.get("")
    if written is None:
        return pairs
    return (
        datetime.fromisoformat(written) if len(written) > len("2026-11-25") else date.fromisoformat(written)
    )


def _refusal(what: str, figure: Any = None, *, limits: Limits) -> TableError:
    match what:
        case "locked":
            return Encrypted()
        case "columns":
            return TooManyColumns(figure, limits.columns)
        case "cell":
            return CellTooLong(figure, limits.cell)
        case "sheet":
            return SheetMissing(figure)
        case _:
            return FileDamaged()


def _death(process: subprocess.Popen[bytes], limits: Limits) -> TableError:
    """It was killed for its time, or has died of what it wanted to hold."""
    if process.returncode == -signal.SIGKILL:
        return TakesTooLong(limits.seconds)
    assert process.stderr
    wanted = _OUT_OF_MEMORY.search(process.stderr.read())
    return InflatesTooMuch(int(wanted[1]), limits.memory) if wanted else FileDamaged()
