"""What one cell holds: text made safe when it is read, a number, or a date; and each as a person sees it."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sales.text import tidy

Cell = Any  # str (tidied), int, float, bool, date, datetime or None

# Letters and signs for which tidying is known to change nothing: it goes letter by letter.
_KNOWN = r" -~\n\tА-Яа-яЁё«»№–—₽°"
_PLAIN = re.compile(f"[{_KNOWN}]*")
_ODD = re.compile(f"[^{_KNOWN}]+")
_EDGE = "|"  # which joins no mark that follows it
_WHOLE = 2**53


class Row(NamedTuple):
    number: int  # of the file, from 1
    cells: Sequence[Cell]
    broken: bool = False  # nothing of it could be read


def is_tidy(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None


def tidied(text: str) -> str:
    """Without what cannot be seen, in one form; of any length, blanks and line ends where they were."""
    if is_tidy(text):
        return text
    return unicodedata.normalize("NFC", _ODD.sub(_tidied_letters, text))


def _tidied_letters(odd: re.Match[str]) -> str:
    return tidy(f"{_EDGE}{odd[0]}{_EDGE}")[1:-1]


def tidy_cell(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    if "\r" in cell or "\t" in cell:
        cell = cell.replace("\r\n", "\n").replace("\t", " ")
    return tidied(cell).strip()


def text_of(cell: Cell) -> str:
    """As a person reads it in the sheet; a float that is a whole number has no point."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _WHOLE:
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y %H:%M}"
    return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else str(cell)


def is_blank(cells: Sequence[Cell]) -> bool:
    return not any(cell is not None and cell != "" for cell in cells)
