"""A file of clients from its first byte to its rows: looked at once, then read as a stream as often as needed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from tables import delimited, pages, vcards, workbooks
from tables.cells import Row
from tables.columns import Column, Mapping, change
from tables.delimited import Manner
from tables.errors import FileEmpty, TooManyColumns, TooManyRows
from tables.fields import Field, is_own
from tables.finding import SAMPLE, Place, find_table, is_total
from tables.kinds import Kind, kind_of
from tables.limits import LIMITS, Limits
from tables.mapping import guess_mapping
from tables.workbooks import Sheet


@dataclass(frozen=True)
class Table:
    """What was found in a file, plain enough to be stored until its rows are asked for."""

    kind: Kind
    titles: tuple[str, ...]  # of the header; none, if it has no header
    above: int  # the number of the last row above the data
    mapping: Mapping
    about: int  # how many rows, more or less
    manner: Manner | None = None  # of a file of text
    sheet: str = ""
    others: tuple[str, ...] = ()  # sheets not taken

    def changed(self, index: int, field: Field) -> "Table":
        return replace(self, mapping=change(self.mapping, index, field))


def look(path: Path, name: str = "", sheet: str = "", region: str = "RU", limits: Limits = LIMITS) -> Table:
    """Find the table in a file; of a workbook in the sheet named, or in the one most like clients."""
    kind = kind_of(path, name, limits)
    if kind is Kind.VCARD:
        return _cards(path, limits)
    if kind.workbook:
        return _in_workbook(path, kind, sheet, region, limits)
    manner = Manner("utf-8") if kind is Kind.HTML else delimited.manner_of(path)
    if kind is Kind.HTML:
        manner = replace(manner, encoding=delimited.encoding_of(path))
    found = Table(kind, (), 0, (), manner.lines, manner)
    sample = list(islice(_filled(path, found, limits), SAMPLE))
    return _described(found, sample, find_table(sample, region), region)


def _in_workbook(path: Path, kind: Kind, sheet: str, region: str, limits: Limits) -> Table:
    sheets = [one for one in workbooks.sheets_of(path, kind, SAMPLE, limits) if one.rows]
    if not sheets:
        raise FileEmpty
    places = {one.name: find_table(one.rows, region) for one in sheets}
    wanted = [one for one in sheets if one.name == sheet] or sheets
    chosen = max(wanted, key=lambda one: _likeness(one, places[one.name]))
    others = tuple(one.name for one in sheets if one is not chosen)
    found = Table(kind, (), 0, (), chosen.height, None, chosen.name, others)
    return _described(found, chosen.rows, places[chosen.name], region)


def _likeness(sheet: Sheet, place: Place) -> tuple[float, int]:
    return place.score, sheet.height


def _described(found: Table, sample: Sequence[Row], place: Place, region: str) -> Table:
    found = replace(found, titles=place.titles, above=place.above)
    held = [row.cells for row in _data(iter(sample), found)]
    return replace(
        found,
        mapping=guess_mapping(place.titles, held, region),
        about=max(found.about - place.above, len(held)),
    )


def _cards(path: Path, limits: Limits) -> Table:
    sample = [row.cells for row in islice(vcards.rows_of(path, limits), SAMPLE) if not row.broken]
    columns = [
        Column(index, "", field, 1.0, tuple(cells[index] for cells in sample if cells[index])[:3])
        for index, field in enumerate(vcards.FIELDS)
    ]
    return Table(Kind.VCARD, (), 0, tuple(columns), vcards.count(path))


def read_rows(path: Path, table: Table, after: int = 0, limits: Limits = LIMITS) -> Iterator[Row]:
    """Those of clients, without blanks, totals and headers said again; `after` the row where one has stopped."""
    rows = _data(_filled(path, table, limits), table)
    return (row for row in rows if row.number > after) if after else rows


def _data(rows: Iterator[Row], table: Table) -> Iterator[Row]:
    below = (row for row in rows if row.number > table.above)
    if is_own(table.titles) or table.kind is Kind.VCARD:
        return below
    titles = [*table.titles]
    return (row for row in below if row.cells != titles and not is_total(row.cells))


def _filled(path: Path, table: Table, limits: Limits) -> Iterator[Row]:
    """Rows with something in them, as many and as wide as may be."""
    most, widest = limits.rows, limits.columns
    for count, row in enumerate(_all(path, table, limits), 1):
        if count > most:
            raise TooManyRows(most)
        if len(row.cells) > widest:
            raise TooManyColumns(len(row.cells), widest)
        yield row


def _all(path: Path, table: Table, limits: Limits) -> Iterator[Row]:
    if table.kind is Kind.VCARD:
        return vcards.rows_of(path, limits)
    if table.kind.workbook:
        return workbooks.rows_of(path, table.kind, table.sheet, limits)
    assert table.manner
    if table.kind is Kind.HTML:
        return pages.rows_of(path, table.manner.encoding, limits)
    rows = enumerate(delimited.rows_of(path, table.manner, limits), 1)
    return (Row(number, cells) for number, cells in rows if any(cells))
