"""A zipped workbook looked through before anything opens it: what it inflates to, and what its XML asks for."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from pathlib import Path

from tables.errors import Encrypted, EntitiesRefused, FileDamaged, InflatesTooMuch
from tables.limits import MEGABYTE, Limits

_CHUNK = 256 * 1024
_OVERLAP = 64
_SMALL = 2 * MEGABYTE  # a part so small is no bomb, however well it is packed
_MOST_PARTS = 5_000
_TEXTS = (".xml", ".rels", ".vml", ".rdf")
_ENTITIES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LOCKED = b"encryption-data"
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


def check(path: Path, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            _check_declared(parts, limits)
            _check_parts(packed, parts, limits)
    except _UNREADABLE:
        raise FileDamaged from None


def _check_declared(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise Encrypted
    declared = sum(part.file_size for part in parts)
    if declared > limits.inflated or len(parts) > _MOST_PARTS:
        raise InflatesTooMuch(declared, limits.inflated)
    for part in parts:
        if part.file_size > _SMALL and part.file_size > limits.ratio * max(part.compress_size, 1):
            raise InflatesTooMuch(part.file_size, limits.ratio * part.compress_size)


def _check_parts(packed: zipfile.ZipFile, parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    inflated = 0
    for part in parts:
        for piece, new in _pieces(packed, part, limits.inflated):
            inflated += new
            if inflated > limits.inflated:
                raise InflatesTooMuch(inflated, limits.inflated)
            if part.filename.lower().endswith(_TEXTS):
                _check_text(piece, part.filename)


def _pieces(packed: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> Iterator[tuple[bytes, int]]:
    """What is really in it, whatever the directory says, each piece with the end of the one before."""
    real = copy(part)
    real.file_size = most + part.file_size + 1
    real.CRC = None  # type: ignore[assignment]  # of what is declared, which may not be what is there
    with packed.open(real) as file:
        tail, inflated = b"", 0
        while piece := file.read(_CHUNK):
            inflated += len(piece)
            yield tail + piece, len(piece)
            tail = piece[-_OVERLAP:]
    if inflated != part.file_size:
        raise FileDamaged


def _check_text(piece: bytes, name: str) -> None:
    plain = piece.replace(b"\x00", b"") if b"\x00" in piece else piece
    if _ENTITIES.search(plain):
        raise EntitiesRefused
    if name == "META-INF/manifest.xml" and _LOCKED in plain:
        raise Encrypted
