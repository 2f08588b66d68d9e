"""Rows read by a mapping: every cell finds its side of the client, or stays in the note."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sales.clients import NAME_LIMIT, introduce
from sales.text import one_line
from tables import reaching, statuses
from tables.cells import Cell, Row, text_of
from tables.contacts import ContactReader
from tables.doubts import Doubts
from tables.entries import Entry, Problem, Read, Rules, Trouble
from tables.fields import MANY, NAME_PARTS, REACHING, Field
from tables.mapping import Column, Mapping
from tables.reaching import Found

_WORD_LIMIT = 200
_TAG_LIMIT = 40
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_BETWEEN_TAGS = re.compile(r"\s*(?:[;,\n|]|:::)\s*")
_GROUP_OF_GOOGLE = "* "
_DIGITS_OF_A_PHONE = 7


def read_entries(rows: Iterable[Row], mapping: Mapping, rules: Rules) -> Iterator[Read]:
    return map(Reader(mapping, rules).read, rows)


class Reader:
    """A mapping and a team's rules, made ready for many rows."""

    def __init__(self, mapping: Mapping, rules: Rules) -> None:
        self._region = rules.region
        self._alone = {column.field: column for column in mapping if column.field not in MANY}
        self._many = {field: [one for one in mapping if one.field is field] for field in MANY}
        self._contacts = ContactReader(self._alone, rules)
        self._by_name_alone = not any(self._many[field] for field in REACHING)
        self._has_parts = any(field in self._alone for field in NAME_PARTS)

    def read(self, row: Row) -> Read:
        if row.broken:
            return Read(row, None, (Problem(row.number, None, Trouble.CARD_BROKEN),))
        doubts = Doubts(row.number)
        entry = self._entry(row.cells, doubts)
        if not entry.somebody:
            return Read(row, None, (*doubts.problems, Problem(row.number, None, Trouble.NOBODY)))
        return Read(row, entry, doubts.problems)

    def _entry(self, cells: Sequence[Cell], doubts: Doubts) -> Entry:
        contact, coming = self._contacts.read(cells, doubts)
        name = self._name(cells, doubts)
        phones, mails, nicks = self._ways(cells, doubts)
        entry = Entry(
            name=name,
            company=self._line(Field.COMPANY, cells, doubts, NAME_LIMIT),
            phones=phones,
            emails=mails,
            telegram=nicks[0] if nicks else "",
            source=self._unless_label(Field.SOURCE, cells, doubts),
            responsible=self._line(Field.RESPONSIBLE, cells, doubts),
            tags=self._tags(cells, doubts) if self._many[Field.TAGS] else (),
            next=coming,
            contact=contact,
            note=self._note(cells, doubts),
        )
        return self._with_typed_ways(entry) if self._by_name_alone else entry

    def _line(self, field: Field, cells: Sequence[Cell], doubts: Doubts, limit: int = _WORD_LIMIT) -> str:
        column = self._alone.get(field)
        if column is None or column.index >= len(cells):
            return ""
        said = " ".join(text_of(cells[column.index]).split())
        if len(said) <= limit:
            return said
        doubts.note(column.title, said)
        return said[:limit].rstrip()

    def _name(self, cells: Sequence[Cell], doubts: Doubts) -> str:
        whole = self._line(Field.NAME, cells, doubts, NAME_LIMIT)
        if whole or not self._has_parts:
            return whole
        last, first, patronymic = (self._line(part, cells, doubts) for part in NAME_PARTS)
        russian = _CYRILLIC.search(last or first)
        parts = (last, first, patronymic) if russian else (first, patronymic, last)
        return one_line(" ".join(parts), NAME_LIMIT)

    def _ways(self, cells: Sequence[Cell], doubts: Doubts) -> tuple[tuple[str, ...], ...]:
        phones = [self._phones(column, cells, doubts) for column in self._many[Field.PHONE]]
        mails = [
            _understood(reaching.read_mails(_cell(cells, column)), column, Trouble.EMAIL, doubts)
            for column in self._many[Field.EMAIL]
        ]
        nicks = [
            _understood(reaching.read_nicks(_cell(cells, column)), column, Trouble.TELEGRAM, doubts)
            for column in self._many[Field.TELEGRAM]
        ]
        for column in self._many[Field.REACH]:
            found = reaching.read_ways(_cell(cells, column), self._region)
            phones.append(found.phones)
            mails.append(found.mails)
            nicks.append(found.nicks)
            if found.unread:
                doubts.note(column.title, found.unread)
        several = (_distinct(phones), _distinct(mails), _distinct(nicks))
        for nick in several[2][1:]:
            doubts.note("Telegram", f"@{nick}")
        return several

    def _phones(self, column: Column, cells: Sequence[Cell], doubts: Doubts) -> tuple[str, ...]:
        return _understood(
            reaching.read_phones(_cell(cells, column), self._region), column, Trouble.PHONE, doubts
        )

    def _unless_label(self, field: Field, cells: Sequence[Cell], doubts: Doubts) -> str:
        said = self._line(field, cells, doubts)
        if said and statuses.is_label(said):
            doubts.keep(self._alone[field], said, Trouble.LABEL)
            return ""
        return said

    def _tags(self, cells: Sequence[Cell], doubts: Doubts) -> tuple[str, ...]:
        tags: dict[str, None] = {}
        for column in self._many[Field.TAGS]:
            for tag in _BETWEEN_TAGS.split(text_of(_cell(cells, column))):
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
        said = [text_of(_cell(cells, column)) for column in self._many[Field.NOTE]]
        for column in self._many[Field.KEPT]:
            kept = text_of(_cell(cells, column))
            if kept and not statuses.is_noise(kept):
                doubts.note(column.title, kept)
        return "\n".join(filter(None, [*said, *doubts.notes]))

    def _with_typed_ways(self, entry: Entry) -> Entry:
        """In a table of one column phones stand beside names, as a person types them in the chat."""
        if "@" not in entry.name and sum(map(str.isdigit, entry.name)) < _DIGITS_OF_A_PHONE:
            return entry
        typed = introduce(entry.name, self._region)
        return replace(
            entry,
            name=typed.name,
            company=entry.company or typed.company,
            phones=typed.phones,
            emails=(typed.email,) if typed.email else (),
            telegram=typed.telegram,
        )


def _cell(cells: Sequence[Cell], column: Column) -> Cell:
    return cells[column.index] if column.index < len(cells) else ""


def _distinct(several: list[tuple[str, ...]]) -> tuple[str, ...]:
    if len(several) == 1:
        return several[0]
    return tuple(dict.fromkeys(one for values in several for one in values))


def _understood(found: Found, column: Column, trouble: Trouble, doubts: Doubts) -> tuple[str, ...]:
    """What is left beside a phone that was read is a remark, alone it is a phone that nobody can call."""
    if found.unread:
        if found.values:
            doubts.note(column.title, found.unread)
        elif not statuses.is_noise(found.unread):
            doubts.keep(column, found.unread, trouble)
    return found.values
