"""What kind of file it is, by what is in it: names lie."""

import zipfile
from enum import StrEnum
from pathlib import Path

from tables.errors import FileDamaged, FileEmpty, FileTooLarge, FormatUnknown
from tables.limits import Limits

_HEAD = 4096
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RAW_WORKBOOKS = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")
_WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r\x0b\x0c\x1a\x1b")
_PAGES = ("<html", "<table", "<!doctype html", "<meta")
_OTHERS = ("%pdf", "{\\rtf", "<?xml")


class Kind(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    VCARD = "vcard"
    HTML = "html"  # as what several CRMs name .xls

    @property
    def zipped(self) -> bool:
        return self in (Kind.XLSX, Kind.ODS)

    @property
    def workbook(self) -> bool:
        return self in (Kind.XLSX, Kind.XLS, Kind.ODS)


def kind_of(path: Path, name: str, limits: Limits) -> Kind:
    size = path.stat().st_size
    if size > limits.file:
        raise FileTooLarge(size, limits.file)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip(b"\x00 \t\r\n\xff\xfe\xef\xbb\xbf"):
        raise FileEmpty
    if head.startswith(b"PK"):
        return _kind_of_zip(path, name)
    if head.startswith((_OLD_WORKBOOK, *_RAW_WORKBOOKS)):
        return Kind.XLS
    return _kind_of_text(head, name)


def _kind_of_zip(path: Path, name: str) -> Kind:
    try:
        with zipfile.ZipFile(path) as packed:
            parts = set(packed.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise FileDamaged from None
    if parts & {"xl/workbook.xml", "xl/workbook.bin"}:
        return Kind.XLSX
    if "content.xml" in parts and "word/document.xml" not in parts:
        return Kind.ODS
    raise FormatUnknown(name)


def _kind_of_text(head: bytes, name: str) -> Kind:
    text = head.decode(wide_order(head) or "latin-1", errors="ignore")
    start = text.lstrip("\u00ef\u00bb\u00bf\ufeff \t\r\n").lower()
    if start.startswith("begin:vcard"):
        return Kind.VCARD
    if start.startswith(_PAGES):
        return Kind.HTML
    if start.startswith(_OTHERS) or not _CONTROLS.isdisjoint(text):
        raise FormatUnknown(name)
    return Kind.CSV


def wide_order(head: bytes) -> str | None:
    """UTF-16 by its mark, or by where its high bytes are: Latin and digits have 0 there, Cyrillic 4."""
    for mark, encoding in _WIDE.items():
        if head.startswith(mark):
            return encoding
    for high, encoding in ((head[1::2], "utf-16-le"), (head[0::2], "utf-16-be")):
        if high.count(0) and (high.count(0) + high.count(4)) * 5 > len(high) * 4:
            return encoding
    return None
