"""A column of a table, and what it is taken for; a person may say otherwise."""

from dataclasses import dataclass, replace

from tables.fields import MANY, Field


@dataclass(frozen=True)
class Column:
    index: int
    title: str
    field: Field
    confidence: float  # 0 to 1; under a half somebody should look at it
    examples: tuple[str, ...] = ()
    rank: int = 0  # among headers of its field: the earlier names it better
    month_first: bool = False


Mapping = tuple[Column, ...]


def change(mapping: Mapping, index: int, field: Field) -> Mapping:
    """A person has said what the column is; a column that was it alone is kept in the note from now on."""

    def changed(column: Column) -> Column:
        if column.index == index:
            return replace(column, field=field, confidence=1.0)
        alone = column.field is field and field not in MANY
        return replace(column, field=Field.KEPT) if alone else column

    return tuple(map(changed, mapping))
