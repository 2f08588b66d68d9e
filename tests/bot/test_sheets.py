"""Workbooks: what Excel finds in them."""

import io
import re
import zipfile
from typing import Any

from bot.sheets import xlsx


def parts(what: dict[str, Any]) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(xlsx(what))) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def sheet(title: str, rows: list[list[Any]], **more: Any) -> dict[str, Any]:
    columns = [{"title": kind, "kind": kind} for kind in ("date", "text", "number", "money", "percent")]
    return {"title": title, "columns": columns, "rows": rows, **more}


ROW = ["2026-11-24", "Иванов", 3, 450.5, 0.25]


def test_dates_and_numbers_are_what_they_are() -> None:
    found = parts({"sheets": [sheet("Лист", [ROW])]})
    cells = found["xl/worksheets/sheet1.xml"]
    assert "<v>46350</v>" in cells  # days since 30 December 1899
    assert "<v>450.5</v>" in cells
    assert "Иванов" in found["xl/sharedStrings.xml"]
    assert "autoFilter" in cells


def test_nothing_that_was_typed_is_a_formula_or_a_link() -> None:
    evil = ["=1+1", "+7 912", "-1", "@SUM(A1)", "\t=1", "\r=1", "https://evil.example", "{=1}", ""]
    found = parts({"sheets": [sheet("a", [["2026-11-24", text, 1, 1, 1] for text in evil])]})
    assert "<f" not in found["xl/worksheets/sheet1.xml"]
    assert "hyperlink" not in found["xl/worksheets/sheet1.xml"]
    assert "=1+1" in found["xl/sharedStrings.xml"]


def test_what_is_unknown_is_empty() -> None:
    cells = parts({"sheets": [sheet("a", [[None, "x", None, None, None]])]})["xl/worksheets/sheet1.xml"]
    assert len(re.findall("<v>", cells)) == 6  # five headings and the text


def test_every_sheet_has_a_name_that_excel_takes_and_none_has_it_twice() -> None:
    titles = ["[Отдел]: продаж/2026?" * 3, "[Отдел]: продаж/2026?" * 3, "", "'"]
    names = re.findall(
        r'<sheet name="([^"]*)"', parts({"sheets": [sheet(t, []) for t in titles]})["xl/workbook.xml"]
    )
    assert len({name.casefold() for name in names}) == 4
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_a_chart_is_the_workbooks_own() -> None:
    found = parts({"sheets": [sheet("Лист", [ROW, ROW], chart={"field": 2, "over": 0})]})
    assert any("charts/chart" in name for name in found)
