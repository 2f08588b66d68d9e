"""What one cell holds, as text on one line or many: floats that are whole numbers lose their point."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sales.text import tidy
from tables.guarding import unguarded

Cell = Any  # str, int, float, bool, date, datetime or None

# Letters for which tidying is known to change nothing: most cells hold no others, and it goes letter by letter.
_PLAIN = re.compile(r"[ -~А-Яа-яЁё«»№–—₽°]*")
_WHOLE = 2**53


class Row(NamedTuple):
    number: int  # of the file, from 1
    cells: Sequence[Cell]
    broken: bool = False  # nothing of it could be read


def text_of(cell: Cell) -> str:
    """As a person reads it in the sheet."""
    if isinstance(cell, str):
        return tidied(unguarded(cell) if cell[:1] == "'" else cell)
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _WHOLE:
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y %H:%M}"
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else str(cell)


def tidied(text: str) -> str:
    return text.strip() if _PLAIN.fullmatch(text) else tidy(text.replace("\r\n", "\n").replace("\t", " "))


def on_one_line(cell: Cell, limit: int) -> str:
    return " ".join(text_of(cell).split())[:limit].rstrip()


def is_blank(cells: Sequence[Cell]) -> bool:
    return not any(cell is not None and (not isinstance(cell, str) or cell.strip()) for cell in cells)
