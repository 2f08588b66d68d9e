"""Workbooks: plain JSON in, an XLSX with real dates and numbers out, and no formula of what people typed."""

import io
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

NAME_LIMIT = 31
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
FORMATS = {"number": "0", "percent": "0.0 %", "date": "dd.mm.yyyy", "money": "#,##0.00"}


def xlsx(what: dict[str, Any]) -> bytes:
    """A workbook of {"sheets": [{"title", "columns": [{"title", "kind", "width"}], "rows", "chart"?, "note"?}]}.

    A kind is text, number, money (in whole units of the currency), percent (0 to 1) or date (ISO).
    """
    import xlsxwriter  # noqa: PLC0415 - only the process that draws needs it

    made = io.BytesIO()
    # No text becomes a formula or a link, whoever typed it.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(made, options) as book:
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        formats = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
        names: set[str] = set()
        for sheet in what["sheets"]:
            name = _name(sheet["title"], names)
            page = book.add_worksheet(name)
            _fill(page, sheet, heading, formats)
            if "chart" in sheet and sheet["rows"]:
                _draw(book, page, name, sheet)
    return made.getvalue()


def _name(title: str, taken: set[str]) -> str:
    """One that Excel takes: short, without its signs, and once."""
    name = _NOT_IN_A_NAME.sub(" ", title).strip("' ")[:NAME_LIMIT] or "1"
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{name[: NAME_LIMIT - 4]} {number}"
    taken.add(name.casefold())
    return name


def _fill(page: Any, sheet: dict[str, Any], heading: Any, formats: dict[str, Any]) -> None:
    columns = sheet["columns"]
    for number, column in enumerate(columns):
        page.set_column(number, number, column.get("width", 14))
        page.write_string(0, number, column["title"], heading)
    for row, cells in enumerate(sheet["rows"], 1):
        _write(page, row, cells, columns, formats)
    page.freeze_panes(1, 0)
    if sheet["rows"]:
        page.autofilter(0, 0, len(sheet["rows"]), len(columns) - 1)
    if sheet.get("note"):
        page.write_string(len(sheet["rows"]) + 2, 0, sheet["note"])


def _write(
    page: Any, row: int, cells: Sequence[Any], columns: Sequence[dict[str, Any]], formats: dict[str, Any]
) -> None:
    for number, (cell, column) in enumerate(zip(cells, columns, strict=True)):
        kind = column["kind"]
        if cell is None:
            page.write_blank(row, number, None)
        elif kind == "text":
            page.write_string(row, number, cell)
        elif kind == "date":
            page.write_datetime(row, number, date.fromisoformat(cell), formats[kind])
        else:
            page.write_number(row, number, cell, formats[kind])


def _draw(book: Any, page: Any, name: str, sheet: dict[str, Any]) -> None:
    """Columns of one field over another, in the workbook's own kind of chart."""
    field, over, last = sheet["chart"]["field"], sheet["chart"]["over"], len(sheet["rows"])
    chart = book.add_chart({"type": sheet["chart"].get("type", "column")})
    chart.add_series(
        {
            "name": [name, 0, field],
            "categories": [name, 1, over, last, over],
            "values": [name, 1, field, last, field],
            "fill": {"color": "#0072B2"},
            "line": {"color": "#0072B2"},
        }
    )
    chart.set_legend({"none": True})
    chart.set_title({"name": sheet["columns"][field]["title"]})
    page.insert_chart(1, len(sheet["columns"]) + 1, chart)
