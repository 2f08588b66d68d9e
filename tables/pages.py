"""A table of a web page, as several programs write it and name it .xls."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tables.cells import Row, is_blank, tidy_cell
from tables.delimited import open_text
from tables.errors import CellTooLong, TooManyColumns
from tables.limits import Limits

_CHUNK = 64 * 1024


class _Table(HTMLParser):
    """Rows as they are closed; a cell that spans several columns leaves the others blank."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._row: list[str] = []
        self._cell: list[str] | None = None
        self._span = 1
        self._hidden = 0
        self._limits = limits

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("td", "th"):
            self._close_cell()
            self._cell = []
            self._span = _span(dict(attrs).get("colspan"), self._limits.columns)
        elif tag == "tr":
            self.close_row()
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")
        elif tag in ("style", "script"):
            self._hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._close_cell()
        elif tag in ("tr", "table"):
            self.close_row()
        elif tag in ("style", "script"):
            self._hidden = max(0, self._hidden - 1)

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._hidden:
            self._cell.append(data)

    def _close_cell(self) -> None:
        if self._cell is None:
            return
        text = str(tidy_cell("".join(self._cell)))
        if len(text) > self._limits.cell:
            raise CellTooLong(len(self.rows), self._limits.cell)
        self._row += [text] + [""] * (self._span - 1)
        self._cell = None
        if len(self._row) > self._limits.columns:
            raise TooManyColumns(len(self._row), self._limits.columns)

    def close_row(self) -> None:
        self._close_cell()
        if self._row:
            self.rows.append(self._row)
            self._row = []


def _span(written: str | None, most: int) -> int:
    return min(int(written), most) if written and written.isdecimal() and len(written) < 6 else 1


def rows_of(path: Path, encoding: str, limits: Limits) -> Iterator[Row]:
    table, number = _Table(limits), 0
    with open_text(path, encoding) as file:
        while piece := file.read(_CHUNK):
            table.feed(piece)
            for cells in table.rows:
                number += 1
                if not is_blank(cells):
                    yield Row(number, cells)
            table.rows.clear()
    table.close_row()
    yield from (Row(number + 1, cells) for cells in table.rows if not is_blank(cells))
