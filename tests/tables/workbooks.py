"""Workbooks as people make them by hand, and as their enemies do."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import xlsxwriter

ODS = "application/vnd.oasis.opendocument.spreadsheet"
_CONTENT = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>"
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def by_hand(path: Path) -> Path:
    """Merged titles, blank lines and columns, phones as numbers, dates in three ways, a total; and other sheets."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Справка").write_row(0, 0, ["Как заполнять", "Пишите всё"])
        sheet = book.add_worksheet("Наши клиенты")
        bold = book.add_format({"bold": True})
        sheet.merge_range("A1:H1", "КЛИЕНТСКАЯ БАЗА", bold)
        sheet.merge_range("A2:H2", "обновлено 01.11.2026", bold)
        titles = ["№", "ФИО", "", "Тел.", "Фирма", "Последний контакт", "Результат", "Сумма", "Город"]
        sheet.write_row(3, 0, titles, bold)
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_row(5, 0, [1, "Иванов Иван", "", 79123456789, "ООО «Ромашка»"])
        sheet.write_datetime(5, 5, date(2026, 10, 12), day)
        sheet.write_row(5, 6, ["купил", 45000.5, "Москва"])
        sheet.write_row(6, 0, [2, "Сидорова А.", "", 9031112233, "", 46329, "отказ", "12 000,00 ₽"])
        sheet.write_row(7, 0, [3, "Кузнецов", "", "8 (495) 123-45-67", "", "3 нояб. 2026", "думает"])
        sheet.write_row(9, 1, ["Итого клиентов:", "", 3])
        sheet.write(9, 7, 57000.5)
        book.add_worksheet("Прайс").write_row(0, 0, ["Товар", "Цена", "Остаток"])
    return path


def ods(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    blank = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    return ods_of(path, f'<table:table table:name="Клиенты">{lines}{blank}</table:table>')


def ods_of(path: Path, sheets: str, more: Mapping[str, str] | None = None) -> Path:
    parts = {"mimetype": ODS, "META-INF/manifest.xml": _MANIFEST, "content.xml": _CONTENT.format(sheets)}
    return zipped(path, parts | dict(more or {}))


def _ods_cell(value: Any) -> str:
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    if not value:
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def xlsx(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Клиенты")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return path


def with_part(path: Path, source: Path, name: str, content: bytes) -> Path:
    """The workbook with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(source.read_bytes())) as packed:
        parts = {part: packed.read(part) for part in packed.namelist()}
    return zipped(path, parts | {name: content})
