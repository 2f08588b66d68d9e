"""What was found in a file, as it is kept until its rows are asked for: plain JSON, with a few rows to show."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from tables.cells import Cell, Row
from tables.fields import Field
from tables.reading import Table

_TABLES: TypeAdapter[Table] = TypeAdapter(Table)
SHOWN_ROWS = 5


@dataclass(frozen=True)
class Layout:
    table: Table
    sample: tuple[Row, ...]

    def to_json(self) -> str:
        rows = [[row.number, pack_cells(row.cells)] for row in self.sample if not row.broken]
        return json.dumps([_TABLES.dump_python(self.table, mode="json"), rows], ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Layout":
        table, rows = json.loads(text)
        sample = tuple(Row(number, unpack_cells(cells)) for number, cells in rows)
        return cls(_TABLES.validate_python(table), sample)

    def changed(self, index: int, field: Field) -> "Layout":
        return replace(self, table=self.table.changed(index, field))


def pack_cells(cells: Iterable[Cell]) -> list[Any]:
    """Dates in a list of their own kind: JSON has none."""
    return [[cell.isoformat()] if isinstance(cell, date) else cell for cell in cells]


def unpack_cells(cells: Sequence[Any]) -> list[Cell]:
    return [_moment(cell[0]) if isinstance(cell, list) else cell for cell in cells]


def _moment(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
