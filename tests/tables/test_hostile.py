"""Files made to harm, by malice or by accident: each ends in an error that names its figures, and soon."""

import os
import struct
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tables import zips
from tables.errors import (
    CellTooLong,
    Encrypted,
    EntitiesRefused,
    FileDamaged,
    FileEmpty,
    FileTooLarge,
    FormatUnknown,
    InflatesTooMuch,
    SheetMissing,
    TableError,
    TakesTooLong,
    TooManyColumns,
    TooManyRows,
)
from tables.limits import LIMITS, MEGABYTE
from tables.reading import look, read_rows
from tests.tables import workbooks
from tests.tables.reading import FILES, entries

ROWS = [["Имя", "Телефон"], ["Иванов", "+79123456789"]]
SHEET = "xl/worksheets/sheet1.xml"
SHEET_OF = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < 5


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return workbooks.xlsx(tmp_path / "plain.xlsx", ROWS)


def with_sheet(plain: Path, cells: str) -> Path:
    content = SHEET_OF.format(cells).encode()
    return workbooks.with_part(plain.with_name("changed.xlsx"), plain, SHEET, content)


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "base.csv"
    path.write_text("Имя;Телефон\n" * 100, encoding="utf-8")
    with pytest.raises(FileTooLarge) as refused:
        look(path, limits=replace(LIMITS, file=1000))
    assert (refused.value.size, refused.value.most) == (path.stat().st_size, 1000)


@pytest.mark.parametrize("content", [b"", b"\n\n  \t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 100])
def test_a_file_with_nothing_in_it_is_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "base.csv"
    path.write_bytes(content)
    with pytest.raises(FileEmpty):
        look(path)


def test_a_workbook_with_nothing_in_it_is_empty(tmp_path: Path) -> None:
    with pytest.raises(FileEmpty):
        look(workbooks.xlsx(tmp_path / "base.xlsx", []))


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"<?xml version='1.0'?><a/>",
        b"{\\rtf1",
    ],
)
def test_what_is_no_table_is_told_by_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content * 20)
    with pytest.raises(FormatUnknown) as refused:
        look(path, "клиенты.csv")
    assert refused.value.name == "клиенты.csv"


def test_a_zip_that_is_no_workbook_is_unknown(tmp_path: Path) -> None:
    with pytest.raises(FormatUnknown):
        look(workbooks.zipped(tmp_path / "a.docx", {"word/document.xml": "<a/>"}))


def test_rows_columns_and_cells_have_limits(tmp_path: Path) -> None:
    path = tmp_path / "base.csv"
    path.write_text("Имя;Телефон\n" + "Иванов;89123456789\n" * 50, encoding="utf-8")
    table = look(path)
    with pytest.raises(TooManyRows) as rows:
        list(read_rows(path, table, limits=replace(LIMITS, rows=20)))
    assert rows.value.most == 20
    with pytest.raises(TooManyColumns) as columns:
        look(path, limits=replace(LIMITS, columns=1))
    assert (columns.value.columns, columns.value.most) == (2, 1)
    path.write_text(f"Имя;Телефон\nИванов;{'9' * 5000}\n", encoding="utf-8")
    with pytest.raises(CellTooLong) as cell:
        look(path, limits=replace(LIMITS, cell=4000))
    assert (cell.value.row, cell.value.most) == (2, 4000)


def test_the_limits_hold_for_workbooks_too(plain: Path) -> None:
    table = look(plain)
    with pytest.raises(TooManyRows):
        list(read_rows(plain, table, limits=replace(LIMITS, rows=1)))
    with pytest.raises(TooManyColumns):
        list(read_rows(plain, table, limits=replace(LIMITS, columns=1)))
    with pytest.raises(CellTooLong):
        look(plain, limits=replace(LIMITS, cell=5))


def test_a_hundred_thousand_columns_are_too_many(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(";".join(["Имя"] * 100_000) + "\n", encoding="utf-8")
    with pytest.raises(TooManyColumns) as refused:
        look(path)
    assert refused.value.columns == 100_000


def test_a_line_of_a_hundred_megabytes_is_never_held(tmp_path: Path) -> None:
    path = tmp_path / "line.csv"
    path.write_bytes(b"a;b" * (33 * MEGABYTE))
    with pytest.raises(FileTooLarge):
        look(path)
    with pytest.raises(CellTooLong):
        look(path, limits=replace(LIMITS, file=200 * MEGABYTE))


def test_a_quote_that_is_never_closed_ends_at_the_limit_of_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "quote.csv"
    path.write_text('Имя;Телефон\n"Иванов;1\n' + "Петров;89123456789\n" * 5000, encoding="utf-8")
    with pytest.raises(CellTooLong):
        list(read_rows(path, look(path)))


def test_a_bomb_is_told_by_the_directory_of_its_zip(tmp_path: Path, plain: Path) -> None:
    path = workbooks.with_part(tmp_path / "bomb.xlsx", plain, "xl/bomb.xml", b" " * (300 * MEGABYTE))
    with pytest.raises(InflatesTooMuch) as refused:
        look(path)
    assert refused.value.size > refused.value.most


def test_a_bomb_whose_directory_lies_is_told_by_what_it_holds(tmp_path: Path, plain: Path) -> None:
    path = workbooks.with_part(tmp_path / "bomb.xlsx", plain, SHEET, b" " * (20 * MEGABYTE))
    data = bytearray(path.read_bytes())
    lie = struct.pack("<I", 1000)
    data = data.replace(struct.pack("<I", 20 * MEGABYTE), lie)
    path.write_bytes(data)
    with pytest.raises(FileDamaged):
        zips.check(path, LIMITS)
    with pytest.raises(InflatesTooMuch):
        zips.check(path, replace(LIMITS, inflated=5 * MEGABYTE))


def test_a_gigabyte_that_is_only_declared_is_refused(plain: Path) -> None:
    data = bytearray(plain.read_bytes())
    with zipfile.ZipFile(plain) as packed:
        size = packed.getinfo(SHEET).file_size
    plain.write_bytes(data.replace(struct.pack("<I", size), struct.pack("<I", 1024 * MEGABYTE)))
    with pytest.raises(InflatesTooMuch) as refused:
        look(plain)
    assert refused.value.size >= 1024 * MEGABYTE


def test_a_sheet_from_corner_to_corner_takes_no_memory_of_ours(plain: Path) -> None:
    first, last = (
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    )
    with pytest.raises((InflatesTooMuch, FileDamaged)):
        look(with_sheet(plain, f"<sheetData>{first}{last}</sheetData>"))


def test_a_sheet_that_would_fill_the_memory_is_refused_by_what_it_asks_for(plain: Path) -> None:
    first, last = (
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="200000"><c r="OK200000"><v>1</v></c></row>',
    )
    with pytest.raises(InflatesTooMuch) as refused:
        look(with_sheet(plain, f"<sheetData>{first}{last}</sheetData>"))
    assert refused.value.size > refused.value.most == LIMITS.memory


def test_rows_repeated_a_million_times_take_no_memory_of_ours(tmp_path: Path) -> None:
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    )
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    with pytest.raises((InflatesTooMuch, FileDamaged, TakesTooLong)):
        look(workbooks.ods_of(tmp_path / "a.ods", f'<table:table table:name="A">{rows}</table:table>'))


ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", SHEET, "xl/workbook.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_wherever_they_stand(
    tmp_path: Path, plain: Path, part: str, encoding: str
) -> None:
    content = (ENTITY + b"<a>&x;</a>").decode().encode(encoding)
    with pytest.raises(EntitiesRefused):
        look(workbooks.with_part(tmp_path / "a.xlsx", plain, part, content))


def test_entities_of_an_open_document_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EntitiesRefused):
        look(workbooks.ods_of(tmp_path / "a.ods", "", {"content.xml": ENTITY.decode() + "<a>&x;</a>"}))


def test_deep_nesting_does_not_run_out_of_anything(plain: Path) -> None:
    deep = "<sheetData>" + "<row>" * 200_000 + "</row>" * 200_000 + "</sheetData>"
    with pytest.raises(TableError):
        look(with_sheet(plain, deep))


def test_deeply_nested_pages_are_read(tmp_path: Path) -> None:
    path = tmp_path / "page.xls"
    path.write_text("<html>" + "<table><tr><td>" * 50_000 + "a", encoding="utf-8")
    assert len(list(read_rows(path, look(path)))) == 1


def test_nested_and_unclosed_cards_end(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text("BEGIN:VCARD\nAGENT:\n" * 20_000 + "FN:Иванов\n", encoding="utf-8")
    assert len(entries(path)) <= 1


def test_a_workbook_under_a_password_is_told(tmp_path: Path) -> None:
    path = tmp_path / "locked.xlsx"
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes((FILES / "by_hand.xls").read_bytes() + name)
    with pytest.raises(Encrypted):
        look(path)


def test_an_open_document_under_a_password_is_told(tmp_path: Path) -> None:
    locked = '<?xml version="1.0"?><manifest:manifest><manifest:encryption-data/></manifest:manifest>'
    with pytest.raises(Encrypted):
        look(workbooks.ods_of(tmp_path / "a.ods", "", {"META-INF/manifest.xml": locked}))


def test_a_truncated_workbook_is_damaged(plain: Path) -> None:
    plain.write_bytes(plain.read_bytes()[:-300])
    with pytest.raises(FileDamaged):
        look(plain)


def test_a_workbook_that_opens_too_slowly_is_given_up(plain: Path) -> None:
    with pytest.raises(TakesTooLong) as refused:
        look(plain, limits=replace(LIMITS, seconds=0.0))
    assert refused.value.seconds == 0.0


def test_a_sheet_that_is_gone_is_told(plain: Path) -> None:
    table = replace(look(plain), sheet="Нет такого")
    with pytest.raises(SheetMissing) as refused:
        list(read_rows(plain, table))
    assert refused.value.name == "Нет такого"


def test_reading_that_is_given_up_leaves_no_process(plain: Path) -> None:
    before = children()  # of other tests
    rows = read_rows(plain, look(plain))
    next(rows)
    assert children() - before
    del rows
    assert not children() - before


def children() -> set[str]:
    me = os.getpid()
    return {*Path(f"/proc/{me}/task/{me}/children").read_text(encoding="ascii").split()}
