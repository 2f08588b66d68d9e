"""Rows read by a mapping: every cell finds its side of the client, or stays in the note."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from sales.clients import NAME_LIMIT
from sales.text import one_line
from tables import reaching, statuses, vcards
from tables.cells import Cell, Row, text_of
from tables.columns import Column, Mapping
from tables.contacts import ContactReader
from tables.doubts import Doubts
from tables.entries import Entry, Problem, Read, Rules, Trouble
from tables.fields import MANY, NAME_PARTS, REACHING, Field, is_own
from tables.limits import LIMITS
from tables.lines import holds_lines, read_line
from tables.reaching import Found

_WORD_LIMIT = 200
_TAG_LIMIT = 40
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_BETWEEN_TAGS = re.compile(r"\s*(?:[;,\n|]|:::)\s*")
_GROUP_OF_GOOGLE = "* "
_LIKE_THE_LABEL = re.compile("целев|target", re.IGNORECASE)
Values = tuple[str, ...]


def read_entries(rows: Iterable[Row], mapping: Mapping, rules: Rules) -> Iterator[Read]:
    return map(Reader(mapping, rules).read, rows)


def read_card(text: str, rules: Rules) -> Entry | None:
    """One vCard, as it comes with a shared contact."""
    cells = vcards.of_text(text, LIMITS)
    mapping = tuple(Column(index, "", field, 1.0, ()) for index, field in enumerate(vcards.FIELDS))
    return Reader(mapping, rules).read(Row(1, cells)).entry if cells else None


class Reader:
    """A mapping and a team's rules, made ready for many rows."""

    def __init__(self, mapping: Mapping, rules: Rules) -> None:
        self._region = rules.region
        self._width = max((column.index + 1 for column in mapping), default=0)
        self._alone = {column.field: column for column in mapping if column.field not in MANY}
        self._many = {field: [one for one in mapping if one.field is field] for field in MANY}
        self._contacts = ContactReader(self._alone, rules, ours=is_own([column.title for column in mapping]))
        self._client = [self._alone.get(field) for field in (Field.NAME, Field.COMPANY, Field.RESPONSIBLE)]
        self._notes, self._kept = self._many[Field.NOTE], self._many[Field.KEPT]
        self._reaching = [
            self._many[field] for field in (Field.PHONE, Field.EMAIL, Field.TELEGRAM, Field.REACH)
        ]
        self._lines = not any(self._many[field] for field in REACHING) or holds_lines(self._client[0])
        self._parts = [self._alone.get(part) for part in NAME_PARTS]
        self._read_phones = partial(reaching.read_phones, region=rules.region)
        self._plain_phone = partial(reaching.plain_phone, region=rules.region)
        self._doubts = Doubts()

    def read(self, row: Row) -> Read:
        if row.broken:
            return Read(row, None, (Problem(row.number, None, Trouble.CARD_BROKEN),))
        doubts, cells = self._doubts, row.cells
        if len(cells) < self._width:
            cells = [*cells, *[""] * (self._width - len(cells))]
        entry = self._entry(cells, doubts)
        problems = doubts.told_of(row.number)
        if not entry.somebody:
            return Read(row, None, (*problems, Problem(row.number, None, Trouble.NOBODY)))
        return Read(row, entry, problems)

    def _entry(self, cells: Sequence[Cell], doubts: Doubts) -> Entry:
        contact, coming = self._contacts.read(cells, doubts)
        phones, mails, nicks = self._ways(cells, doubts)
        name, company, responsible = self._client
        entry = Entry(
            name=_name(name, cells, doubts) or self._name_of_parts(cells, doubts),
            company=_name(company, cells, doubts),
            phones=phones,
            emails=mails,
            telegram=nicks[0] if nicks else "",
            source=self._source(cells, doubts),
            responsible=_line(responsible, cells, doubts),
            tags=self._tags(cells, doubts),
            next=coming,
            contact=contact,
            note=self._note(cells, doubts),
        )
        return read_line(entry, self._region) if self._lines else entry

    def _name_of_parts(self, cells: Sequence[Cell], doubts: Doubts) -> str:
        last, first, patronymic = (_line(part, cells, doubts) for part in self._parts)
        russian = _CYRILLIC.search(last or first)
        parts = (last, first, patronymic) if russian else (first, patronymic, last)
        return one_line(" ".join(parts), NAME_LIMIT)

    def _ways(self, cells: Sequence[Cell], doubts: Doubts) -> tuple[Values, Values, Values]:
        by_phone, by_mail, by_nick, by_any = self._reaching
        phones = _plain_value(by_phone, self._plain_phone, cells)
        phones = phones or _values(by_phone, self._read_phones, Trouble.PHONE, cells, doubts)
        mails = _plain_value(by_mail, reaching.plain_mail, cells)
        mails = mails or _values(by_mail, reaching.read_mails, Trouble.EMAIL, cells, doubts)
        nicks = _values(by_nick, reaching.read_nicks, Trouble.TELEGRAM, cells, doubts) if by_nick else ()
        for column in by_any:
            found = reaching.read_ways(cells[column.index], self._region)
            phones, mails, nicks = phones + found.phones, mails + found.mails, nicks + found.nicks
            if found.unread:
                doubts.note(column.title, found.unread)
        if len(nicks) > 1:
            for nick in _distinct(nicks)[1:]:
                doubts.note("Telegram", f"@{nick}")
        return _distinct(phones), _distinct(mails), nicks

    def _source(self, cells: Sequence[Cell], doubts: Doubts) -> str:
        column = self._alone.get(Field.SOURCE)
        said = _line(column, cells, doubts)
        if column and said and statuses.is_label(said):
            doubts.keep(column, said, Trouble.LABEL)
            return ""
        return said

    def _tags(self, cells: Sequence[Cell], doubts: Doubts) -> tuple[str, ...]:
        tags: dict[str, None] = {}
        for column in self._many[Field.TAGS]:
            for tag in _BETWEEN_TAGS.split(text_of(cells[column.index])):
                if not tag or tag.startswith(_GROUP_OF_GOOGLE):
                    continue
                if statuses.is_label(tag):
                    doubts.keep(column, tag, Trouble.LABEL)
                elif len(tag) > _TAG_LIMIT:
                    doubts.note(column.title, tag)
                else:
                    tags[tag] = None
        return tuple(tags)

    def _note(self, cells: Sequence[Cell], doubts: Doubts) -> str:
        said = [text_of(cells[column.index]) for column in self._notes]
        for column in self._kept:
            kept = text_of(cells[column.index])
            if kept and not statuses.is_noise(kept):
                doubts.note(column.title, kept)
        return "\n".join(filter(None, said + doubts.notes)) if said or doubts.notes else ""


def _line(column: Column | None, cells: Sequence[Cell], doubts: Doubts, limit: int = _WORD_LIMIT) -> str:
    if column is None:
        return ""
    said = text_of(cells[column.index])
    if "  " in said or not said.isprintable():
        said = " ".join(said.split())
    if len(said) <= limit:
        return said
    doubts.note(column.title, said)
    return said[:limit].rstrip()


def _name(column: Column | None, cells: Sequence[Cell], doubts: Doubts) -> str:
    """Of many rows few are worth the look that the label takes."""
    said = _line(column, cells, doubts, NAME_LIMIT)
    if column and _LIKE_THE_LABEL.search(said) and statuses.is_label(said):
        doubts.keep(column, said, Trouble.LABEL)
        return ""
    return said


def _plain_value(columns: Sequence[Column], read: Callable[[Cell], str], cells: Sequence[Cell]) -> Values:
    """As most rows have it: one column, and in it one phone or mail and nothing else."""
    if len(columns) != 1:
        return ()
    value = read(cells[columns[0].index])
    return (value,) if value else ()


def _values(
    columns: Sequence[Column],
    read: Callable[[Cell], Found],
    trouble: Trouble,
    cells: Sequence[Cell],
    doubts: Doubts,
) -> Values:
    """What is left beside a phone that was read is a remark, alone it is a phone that nobody can call."""
    values: Values = ()
    for column in columns:
        cell = cells[column.index]
        if cell == "" or cell is None:
            continue
        found = read(cell)
        values += found.values
        if found.unread and found.values:
            doubts.note(column.title, found.unread)
        elif found.unread and not statuses.says_none(found.unread):
            doubts.keep(column, text_of(cell), trouble)
    return values


def _distinct(values: Values) -> Values:
    return tuple(dict.fromkeys(values)) if len(values) > 1 else values
