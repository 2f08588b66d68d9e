"""Which column is what: by its header, and where that may mean several things or nothing, by what is in it."""

from collections.abc import Sequence
from dataclasses import replace

from tables.cells import Cell, text_of
from tables.columns import Column, Mapping
from tables.content import Content, Held
from tables.dates import is_month_first
from tables.fields import (
    MANY,
    NAME_PARTS,
    REACHING,
    WRITTEN,
    Field,
    is_either,
    is_own,
    known_header,
)

_EXAMPLES = 3
_EXAMPLE = 40  # characters of it
_MOSTLY = 0.6
_SOME = 0.3
_UNTITLED = 100  # and above: the rank of what is known by its content alone
_BY_CONTENT = {
    Content.PHONE: Field.PHONE,
    Content.EMAIL: Field.EMAIL,
    Content.TELEGRAM: Field.TELEGRAM,
}
_OF_NO_HEADER = {
    **_BY_CONTENT,
    Content.DATE: Field.DATE,
    Content.OUTCOME: Field.OUTCOME,
    Content.COMPANY: Field.COMPANY,
}
_OF_NO_HEADER |= {Content.PERSON: Field.NAME}


def guess_mapping(titles: Sequence[str], sample: Sequence[Sequence[Cell]], region: str = "RU") -> Mapping:
    if is_own(titles):
        return _own(titles, sample)
    width = max([len(titles), *map(len, sample)], default=0)
    held = [[row[index] for row in sample if index < len(row)] for index in range(width)]
    named = [*titles, *[""] * (width - len(titles))]
    parts = [Held(cells, region) for cells in held]
    columns = [
        _guess(index, title, held[index], parts[index], headed=any(titles))
        for index, title in enumerate(named)
    ]
    settled = _settle([column for column in columns if column.title or column.examples], parts)
    return tuple(_one_each(settled))


def _own(titles: Sequence[str], sample: Sequence[Sequence[Cell]]) -> Mapping:
    held = [[row[index] for row in sample if index < len(row)] for index in range(len(titles))]
    return tuple(
        Column(index, title, field, 1.0, _examples(held[index]))
        for index, (title, field) in enumerate(zip(titles, WRITTEN, strict=True))
    )


def _guess(index: int, title: str, cells: list[Cell], parts: Held, *, headed: bool) -> Column:
    known = known_header(title)
    column = Column(index, title, Field.KEPT, 0.3, _examples(cells), 0, month_first=is_month_first(cells))
    if known:
        column = replace(column, field=known.meaning, confidence=1.0 if known.exact else 0.8, rank=known.rank)
        return _checked_by_content(column, parts)
    fields = _BY_CONTENT if headed else _OF_NO_HEADER
    likely = parts.likeliest(fields)
    if parts.share(likely) >= _MOSTLY:
        confidence = round(parts.share(likely) * 0.8, 2)
        return replace(column, field=fields[likely], confidence=confidence, rank=_UNTITLED + index)
    return column if headed else replace(column, field=Field.NOTE, rank=_UNTITLED + index)


def _examples(cells: list[Cell]) -> tuple[str, ...]:
    told = dict.fromkeys(" ".join(text_of(cell).split())[:_EXAMPLE] for cell in cells)
    return tuple(one for one in told if one)[:_EXAMPLES]


def _checked_by_content(column: Column, parts: Held) -> Column:
    """A header that promises one way to reach them over a column of another, or over none."""
    if column.field in (Field.KEPT, Field.SKIPPED) or not parts:
        return column
    if column.field is Field.OUTCOME and parts and not parts.share(Content.OUTCOME):
        return replace(column, field=Field.KEPT, confidence=0.4)
    for kind, field in _BY_CONTENT.items():
        if parts.share(kind) >= _MOSTLY and column.field not in {field, *REACHING, Field.NOTE}:
            return replace(column, field=field, confidence=0.7)
        if column.field is field and parts.share(kind) < _SOME:
            return _what_is_there(column, parts)
    return column


def _what_is_there(column: Column, parts: Held) -> Column:
    others = [field for kind, field in _BY_CONTENT.items() if parts.share(kind) >= _MOSTLY]
    return replace(column, field=others[0] if others else column.field, confidence=0.7 if others else 0.4)


def _settle(columns: list[Column], parts: list[Held]) -> list[Column]:
    fields = {column.field for column in columns}
    of_deals = bool(fields & {Field.OUTCOME, Field.AMOUNT, Field.REASON})
    settled = []
    for column in columns:
        title, field = column.title, column.field
        if field is Field.NAME and is_either(title, "first_or_full_name") and Field.FIRST_NAME not in fields:
            field = Field.FIRST_NAME if Field.LAST_NAME in fields else field
        if field is Field.DATE and is_either(title, "date_of_deal_alone") and not of_deals:
            field = Field.KEPT
        if (
            is_either(title, "deal_or_company")
            and of_deals
            and len(_of(columns, Field.COMPANY, Field.NAME)) > 1
        ):
            field = Field.DEAL
        elif field in (Field.NAME, Field.COMPANY) and is_either(title, "name_or_company"):
            field = _name_or_company(column, columns, parts[column.index])
        settled.append(replace(column, field=field))
    return _with_a_name(settled, parts)


def _of(columns: list[Column], *fields: Field) -> list[Column]:
    return [column for column in columns if column.field in fields]


def _name_or_company(column: Column, columns: list[Column], parts: Held) -> Field:
    """The one that no other column is, or else by what it holds."""
    others = [one for one in columns if one is not column and not is_either(one.title, "name_or_company")]
    people = _of(others, Field.NAME, *NAME_PARTS)
    companies = _of(others, Field.COMPANY)
    if bool(people) != bool(companies):
        return Field.COMPANY if people else Field.NAME
    if not parts:
        return column.field
    person, company = parts.share(Content.PERSON), parts.share(Content.COMPANY)
    if max(person, company) < _SOME:
        return column.field
    return Field.COMPANY if company >= person else Field.NAME


def _with_a_name(columns: list[Column], parts: list[Held]) -> list[Column]:
    """Of a table in which nothing is a name by its header: the column that holds most of them."""
    if _of(columns, Field.NAME, Field.COMPANY, *NAME_PARTS):
        return columns
    few = _SOME if len(columns) > 1 else 0.0
    named = {
        one.index: parts[one.index].share(Content.LINE)
        for one in columns
        if one.field in REACHING and (not one.title or one.field is Field.REACH)
    }
    found = {index: share for index, share in named.items() if share > few}
    found |= {
        one.index: parts[one.index].share(Content.PERSON) + parts[one.index].share(Content.COMPANY)
        for one in columns
        if one.field in (Field.KEPT, Field.NOTE) and parts[one.index] and _is_nothing_else(one)
    }
    if not found:
        return columns
    best = max(found, key=lambda index: (found[index], -index))
    return [replace(one, field=Field.NAME, confidence=0.5) if one.index == best else one for one in columns]


def _is_nothing_else(column: Column) -> bool:
    """By its header; among titled columns one without a title is a remark."""
    return not known_header(column.title) and (bool(column.title) or column.rank >= _UNTITLED)


def _one_each(columns: list[Column]) -> list[Column]:
    """Of several columns for one field, the one that names it best; what the others hold is kept in the note."""
    best: dict[Field, Column] = {}
    for column in sorted(columns, key=lambda one: (not one.examples, -one.confidence, one.rank)):
        best.setdefault(column.field, column)
    return [
        column
        if column.field in MANY or best[column.field] is column
        else replace(column, field=Field.KEPT, confidence=0.5)
        for column in columns
    ]
