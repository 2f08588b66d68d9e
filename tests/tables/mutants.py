"""Samples of every format, spoilt: bits flipped, pieces lost, doubled, swapped and joined from two."""

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tables.exporting import as_rows, headings
from tables.writing import Style, write_csv, write_xlsx
from tests.tables import workbooks
from tests.tables.reading import FILES, entries

NASTY = [
    b"\x00", b"\xff", b'"', b"'", b";", b",", b"\t", b"\r", b"\n", b"<", b">", b"&", b"]]>", b"=", b"1048577", b"-1",
    b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"99999999999999999999", b"A0", b"XFE1048577", b"1e309", b"NaN", b"\xd0",
    b"\xe2\x80\xae", b"%s", b"sep=",
]  # fmt: skip
Mutation = Callable[[random.Random, bytes, bytes], bytes]


def samples(folder: Path) -> list[bytes]:
    made = [
        workbooks.by_hand(folder / "hand.xlsx"),
        workbooks.ods(folder / "hand.ods", [["Имя", "Тел"], ["Иван", 79123456789]]),
    ]
    some = entries(FILES / "amocrm_deals.csv")
    write_csv(folder / "own.csv", headings("ru"), as_rows(some, "ru"), Style())
    write_xlsx(folder / "own.xlsx", "Kept", headings("ru"), as_rows(some, "ru"), Style())
    checked_in = sorted(FILES.iterdir())
    return [path.read_bytes() for path in [*made, folder / "own.csv", folder / "own.xlsx", *checked_in]]


def flipped(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.choice([1, 2, 8, 64])):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def cut_off(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def joined(chance: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


def lost(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    start, end = sorted(chance.choices(range(len(data)), k=2))
    return data[:start] + data[end:]


def doubled(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start : start + 500] * chance.choice([2, 20]) + data[start:]


def nasty(chance: random.Random, data: bytes, _other: bytes) -> bytes:
    for _ in range(chance.choice([1, 3, 10])):
        place = chance.randrange(len(data) + 1)
        data = (
            data[:place]
            + chance.choice(NASTY) * chance.choice([1, 1, 50])
            + data[place + chance.choice([0, 1, 5]) :]
        )
    return data


PLAIN: list[Mutation] = [flipped, cut_off, joined, lost, doubled, nasty]


def mutant(chance: random.Random, pool: list[bytes]) -> bytes:
    data, other = chance.choice(pool), chance.choice(pool)
    spoil = chance.choice(PLAIN)
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _inside(chance, data, spoil)
    return spoil(chance, data, other)


def _inside(chance: random.Random, data: bytes, spoil: Mutation) -> bytes:
    """One part of the zip spoilt and all packed again: past the sums that would tell."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = chance.choice([one for one in parts if parts[one]])
    parts[name] = spoil(chance, parts[name], chance.choice([*filter(None, parts.values())]))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=zlib.Z_BEST_SPEED) as packed:
        for part, content in parts.items():
            packed.writestr(part, content)
    return made.getvalue()
