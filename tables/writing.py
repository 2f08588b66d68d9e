"""Tables written row by row as they come: CSV that a Russian Excel opens right, XLSX with real dates and sums."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import xlsxwriter

from sales.dates.when import When
from tables.cells import tidy_cell
from tables.guarding import guarded, told_apart

_BLANK_DAY = time()
_LONGEST = 32_767  # characters of a cell in XLSX
_SHEET_NAME = 31
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_DAY, _HOUR, _SECOND = "dd.mm.yyyy", "dd.mm.yyyy hh:mm", "dd.mm.yyyy hh:mm:ss"


class Holds(StrEnum):
    TEXT = "text"
    DATE = "date"
    SUM = "sum"


@dataclass(frozen=True)
class Heading:
    title: str
    holds: Holds = Holds.TEXT
    width: int = 18


@dataclass(frozen=True)
class Style:
    """How dates and sums of the team are written."""

    language: str = "ru"
    exponent: int = 2


Value = str | int | When | None  # a sum is in minor units


def write_csv(path: Path, headings: Sequence[Heading], rows: Iterable[Sequence[Value]], style: Style) -> None:
    """UTF-8 with its mark, semicolons, CRLF; a tab or a comma would put all of it into one column there."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(guarded(tidy_cell(heading.title)) for heading in headings)
        for row in rows:
            writer.writerow([_as_text(value, style) for value in row])


def _as_text(value: Value, style: Style) -> str:
    if isinstance(value, When):
        return when_as_text(value, style.language)
    if isinstance(value, int):
        amount = f"{Decimal(value).scaleb(-style.exponent):f}"
        return amount.replace(".", ",") if style.language == "ru" else amount
    return guarded(tidy_cell(value or ""))


def when_as_text(when: When, language: str) -> str:
    day = f"{when.day:%d.%m.%Y}" if language == "ru" else f"{when.day.isoformat()}"
    if when.at is None:
        return day
    return f"{day} {when.at:%H:%M:%S}" if when.at.second else f"{day} {when.at:%H:%M}"


def write_xlsx(
    path: Path, title: str, headings: Sequence[Heading], rows: Iterable[Sequence[Value]], style: Style
) -> None:
    with xlsxwriter.Workbook(path, _OPTIONS | {"tmpdir": str(path.parent)}) as book:
        page = _Page(book, title, headings, style)
        last = 0
        for last, row in enumerate(rows, 1):
            page.write(last, row)
        page.close(last)


class _Page:
    def __init__(self, book: Any, title: str, headings: Sequence[Heading], style: Style) -> None:
        self._sheet = book.add_worksheet(title[:_SHEET_NAME])
        self._style = style
        self._width = len(headings)
        self._formats = {form: book.add_format({"num_format": form}) for form in (_DAY, _HOUR, _SECOND)}
        decimals = f".{'0' * style.exponent}" if style.exponent else ""
        self._sums = book.add_format({"num_format": f"#,##0{decimals}"})
        heading_format = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._sheet.freeze_panes(1, 0)
        for number, heading in enumerate(headings):
            self._sheet.set_column(number, number, heading.width)
        for number, heading in enumerate(headings):
            self._sheet.write_string(0, number, tidy_cell(heading.title), heading_format)

    def write(self, row: int, values: Sequence[Value]) -> None:
        for number, value in enumerate(values):
            if isinstance(value, When):
                self._write_when(row, number, value)
            elif isinstance(value, int):
                self._sheet.write_number(row, number, value / 10**self._style.exponent, self._sums)
            elif value:
                self._sheet.write_string(row, number, _fitting(told_apart(tidy_cell(value))))

    def _write_when(self, row: int, number: int, when: When) -> None:
        """A midnight that was meant is text: a workbook knows no difference between it and a day."""
        if when.at == _BLANK_DAY:
            self._sheet.write_string(row, number, when_as_text(when, self._style.language))
            return
        form = _DAY if when.at is None else _SECOND if when.at.second else _HOUR
        moment = datetime.combine(when.day, when.at or _BLANK_DAY)
        self._sheet.write_datetime(row, number, moment, self._formats[form])

    def close(self, last: int) -> None:
        self._sheet.autofilter(0, 0, max(last, 1), self._width - 1)


def _fitting(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
