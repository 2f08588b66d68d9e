"""vCards of any version, many in one file, each read alone: a broken one spoils no other."""

import logging
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import vobject

from tables.cells import Row, tidy_cell
from tables.delimited import encoding_of, open_text
from tables.fields import Field
from tables.limits import Limits

FIELDS = (Field.NAME, Field.COMPANY, Field.PHONE, Field.EMAIL, Field.TELEGRAM, Field.TAGS, Field.NOTE)
_HEAVY = ("photo", "logo", "sound", "key")
_TELLING = ("note", "title", "role", "bday", "url")
_LINE = 64 * 1024
_LARGEST = 256 * 1024  # characters of a card without its pictures
# What may go to the library: of a line that is none it would look for one longer than anybody waits.
_VALUE = r'(?:"[^"]*+"|[^";:,]*+)'
_WELL_FORMED = re.compile(rf"(?:[\w-]++\.)?+[\w-]++(?:;[\w-]++(?:={_VALUE})?+(?:,{_VALUE})*+)*+:", re.ASCII)

# It tells the log what it could not read, and that is somebody's name or phone.
logging.getLogger("vobject").setLevel(logging.CRITICAL)
logging.getLogger("vobject.base").setLevel(logging.CRITICAL)


def rows_of(path: Path, limits: Limits) -> Iterator[Row]:
    for number, card in enumerate(_cards(path), 1):
        yield Row(number, cells) if (cells := _cells(card, limits)) else Row(number, (), broken=True)


def of_text(text: str, limits: Limits) -> tuple[str, ...]:
    """The cells of one card; none where it cannot be read."""
    return _cells(text.splitlines(keepends=True), limits)


def count(path: Path) -> int:
    return sum(1 for _card in _cards(path))


def _cards(path: Path) -> Iterator[list[str]]:
    """The lines of each, without its pictures; a card that is not closed ends where the next one begins."""
    card: list[str] = []
    depth, heavy = 0, False
    with open_text(path, encoding_of(path)) as file:
        for line in iter(partial(file.readline, _LINE), ""):
            mark = line.strip().upper()
            heavy = _is_heavy(line) or (heavy and (line[0] in " \t" or ":" not in line))
            if mark == "BEGIN:VCARD":
                if card and not _is_property_of(card, "AGENT"):
                    yield card
                    card, depth = [], 0
                depth += 1
            if depth and not heavy and mark:
                card.append(line)
            if mark == "END:VCARD" and depth:
                depth -= 1
                if not depth:
                    yield card
                    card = []
    if card:
        yield card


def _is_heavy(line: str) -> bool:
    name = line.partition(":")[0].partition(";")[0].rpartition(".")[2]
    return name.lower() in _HEAVY and ":" in line


def _is_property_of(card: list[str], name: str) -> bool:
    return card[-1].upper().startswith(name)


def _cells(card: list[str], limits: Limits) -> tuple[str, ...]:
    """Nothing where it cannot be read, or tells of nobody; lines that are none of a card stay in the note."""
    if sum(map(len, card)) > _LARGEST:
        return ()
    lines = list(_unfolded(card))
    read = [line for line in lines if _WELL_FORMED.match(line)]
    try:
        *cells, note = _of_card(vobject.readOne("\r\n".join(read), allowQP=True).contents)
    except Exception:  # noqa: BLE001 - the library raises whatever it meets in a broken card
        return ()
    if not any(cells) or any(len(cell) > limits.cell for cell in (*cells, note)):
        return ()
    unread = [line for line in lines if line not in read]
    return tuple(map(tidy_cell, (*cells, "\n".join(filter(None, [note, *unread])))))


def _unfolded(card: list[str]) -> Iterator[str]:
    """Each property on one line; quoted-printable is folded in a way of its own."""
    line = ""
    for piece in card:
        soft = line.endswith("=") and "QUOTED-PRINTABLE" in line.upper()
        if soft or piece[0] in " \t":
            line = line.removesuffix("=" if soft else "") + piece.strip("\r\n")[0 if soft else 1 :]
            continue
        yield from filter(None, [line])
        line = piece.strip("\r\n")
    yield line


def _of_card(told: dict[str, list[Any]]) -> tuple[str, ...]:
    return (
        _name(told),
        ", ".join(part for one in told.get("org", []) for part in _flat(one.value)),
        "\n".join(str(one.value).removeprefix("tel:").partition(";")[0] for one in told.get("tel", [])),
        "\n".join(str(one.value) for one in told.get("email", [])),
        "\n".join(_nicks(told)),
        ", ".join(tag for one in told.get("categories", []) for tag in _flat(one.value)),
        "\n".join(_notes(told)),
    )


def _name(told: dict[str, list[Any]]) -> str:
    written = " ".join(str(one.value) for one in told.get("fn", [])[:1]).strip()
    if written or "n" not in told:
        return written
    name = told["n"][0].value
    return " ".join(
        part for kind in ("family", "given", "additional") for part in _flat(getattr(name, kind, ""))
    )


def _flat(value: object) -> list[str]:
    parts = value if isinstance(value, list | tuple) else [value]
    return [str(part).strip() for part in parts if str(part).strip()]


def _nicks(told: dict[str, list[Any]]) -> Iterator[str]:
    for kind in ("x-telegram", "impp", "x-socialprofile"):
        for one in told.get(kind, []):
            said = str(one.value)
            if kind == "x-telegram" or "telegram" in said or "t.me" in said:
                yield said.removeprefix("telegram:").removeprefix("x-apple:")


def _notes(told: dict[str, list[Any]]) -> Iterator[str]:
    for kind in _TELLING:
        yield from (str(one.value).strip() for one in told.get(kind, []) if str(one.value).strip())
    for one in told.get("adr", []):
        address = ", ".join(
            part
            for kind in ("code", "country", "region", "city", "street", "extended", "box")
            for part in _flat(getattr(one.value, kind, ""))
        )
        if address:
            yield address
