"""Opens one workbook in a process of its own: whatever it does to its reader, it does to nobody else.

`python workbook_process.py '{"path": ..., "sheet": ... or null, "sample": n, ...}'` writes lines of JSON: first what
sheets there are, each with its first rows, or, of the sheet named, nothing but its rows, a hundred in a line.
"""

import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

import python_calamine

_IN_A_LINE = 200
Numbered = tuple[int, list[Any]]


class Refused(Exception):
    """What there is too much of, and how much."""


def main() -> None:
    asked = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))
    try:
        for line in _answer(asked):
            _say(line)
    except Refused as refused:
        _say({"refused": refused.args})
    except python_calamine.PasswordError:
        _say({"refused": ["locked"]})
    except BrokenPipeError:
        pass
    except BaseException:  # noqa: BLE001 - a reader's panic is a BaseException; any means a damaged file
        _say({"refused": ["damaged"]})


def _say(line: object) -> None:
    sys.stdout.write(json.dumps(line, default=_told, ensure_ascii=False, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def _answer(asked: dict[str, Any]) -> Iterator[Any]:
    book = python_calamine.CalamineWorkbook.from_path(asked["path"])
    if asked["sheet"] is None:
        yield [_surveyed(book, name, asked) for name in _shown(book)]
        return
    if asked["sheet"] not in book.sheet_names:
        raise Refused("sheet", asked["sheet"])
    rows = _rows(book.get_sheet_by_name(asked["sheet"]), asked)
    while batch := list(islice(rows, _IN_A_LINE)):
        _check_length(batch, asked["cell"])
        yield batch


def _shown(book: python_calamine.CalamineWorkbook) -> list[str]:
    sheets = [one for one in book.sheets_metadata if one.typ == python_calamine.SheetTypeEnum.WorkSheet]
    shown = [one for one in sheets if one.visible == python_calamine.SheetVisibleEnum.Visible]
    return [one.name for one in shown or sheets]


def _surveyed(book: python_calamine.CalamineWorkbook, name: str, asked: dict[str, Any]) -> dict[str, Any]:
    sheet = book.get_sheet_by_name(name)
    rows = list(islice(_rows(sheet, {**asked, "columns": None}), asked["sample"]))
    _check_length(rows, asked["cell"])
    return {"name": name, "height": sheet.height, "rows": rows}


def _check_length(rows: list[Numbered], most: int) -> None:
    for number, row in rows:
        if any(len(cell) > most for cell in row if isinstance(cell, str)):
            raise Refused("cell", number)


def _rows(sheet: python_calamine.CalamineSheet, asked: dict[str, Any]) -> Iterator[Numbered]:
    """Those with something in them, each with its number in the sheet."""
    if asked["columns"] and sheet.width > asked["columns"]:
        raise Refused("columns", sheet.width)
    for number, row in enumerate(sheet.iter_rows(), 1):
        if row.count("") < len(row):
            yield number, row


def _told(cell: object) -> dict[str, str] | str:
    """A date as a date, an hour or a span of hours as text."""
    return {"": cell.isoformat()} if isinstance(cell, date | datetime) else str(cell)


if __name__ == "__main__":
    main()
