"""Where in a sheet the table is: its header under titles and blanks, its rows without totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from tables import vocabulary
from tables.cells import Cell, Row, is_blank, text_of
from tables.content import is_phone
from tables.fields import Field, known_header
from tables.vocabulary import Known, Vocabulary, plain

SAMPLE = 80  # rows that are looked at
_SEARCHED = 40
_LONGEST_TITLE = 60
_TOLD_BY = 4  # letters of a word by which a total may be one: every row is asked
_GROUPS = 2  # titles of a line above that are no title of the whole
_STOREY = 0.1  # of two readings alike, that which leaves no header among the rows
_USELESS = {Field.KEPT, Field.SKIPPED, Field.NOTE}


@dataclass(frozen=True)
class Place:
    """The header's titles, and the number of the last row above the data."""

    titles: tuple[str, ...]
    above: int
    score: float


def find_table(rows: Sequence[Row], region: str) -> Place:
    scored = [(_score(rows, place, region), -place) for place in range(min(len(rows), _SEARCHED))]
    score, place = max(scored, default=(0.0, 0))
    if score < 1:
        first = next((row.number for row in rows if not is_blank(row.cells)), 1)
        return Place((), first - 1, 0.0)
    return Place(_titles(rows, -place), rows[-place].number, score)


def _score(rows: Sequence[Row], place: int, region: str) -> float:
    """How many fields the row names; a row of data is not one, though «Итог» or «Сайт» be in it."""
    if any(_is_data(cell, region) for cell in rows[place].cells):
        return 0.0
    told = _told(rows[place])
    if not _is_lower_storey(_above(rows, place), told):
        return _named(told)
    return max(_named(told), _named(_titles(rows, place)) + _STOREY)


def _named(titles: Sequence[str]) -> float:
    filled = [title for title in titles if title]
    known = [found for title in filled if (found := _known(title))]
    fields = {found.meaning for found in known}
    if not fields - _USELESS:
        return 0.0
    if len(filled) > 1 and len(fields) < 2:
        return 0.0
    return len(fields) + len(known) / len(filled)


def _is_data(cell: Cell, region: str) -> bool:
    said = text_of(cell)
    return (
        "@" in said or (not isinstance(cell, str) and said != "" and len(said) > 4) or is_phone(cell, region)
    )


def _titles(rows: Sequence[Row], place: int) -> tuple[str, ...]:
    """In a header of two lines, merged cells above name what has no name below."""
    titles, above = _told(rows[place]), _above(rows, place)
    groups = above if sum(map(bool, above)) >= _GROUPS else []
    return tuple(title or group for title, group in zip_longest(titles, groups, fillvalue=""))


def _above(rows: Sequence[Row], place: int) -> list[str]:
    """The line just above, where there is one."""
    adjacent = place and rows[place - 1].number == rows[place].number - 1
    return _told(rows[place - 1]) if adjacent else []


def _told(row: Row) -> list[str]:
    return [text_of(cell).replace("\n", " ") for cell in row.cells]


def _known(title: str) -> Known[Field] | None:
    return known_header(title) if len(title) <= _LONGEST_TITLE else None


def _is_lower_storey(above: Sequence[str], below: Sequence[str]) -> bool:
    """Under «Контакты» stand «Телефон» and «E-mail»: a word that is no header stands only where a group is above."""
    known = [bool(_known(title)) for title in below if title]
    groups = [*above, ""]
    return sum(known) * 2 > len(known) and all(
        _known(title) or not groups[number] or groups[number + 1] in ("", groups[number])
        for number, title in enumerate(below[: len(above)])
        if title
    )


@cache
def _totals() -> Vocabulary[bool]:
    return Vocabulary([(True, vocabulary.read("words")["totals"]["words"])])


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(word[:_TOLD_BY] for word in vocabulary.read("words")["totals"]["words"])


def is_total(cells: Sequence[Cell]) -> bool:
    """«Итого», and beside it nothing but figures."""
    first = cells[0] or next(filter(None, cells), None)
    if not isinstance(first, str) or first[:_TOLD_BY].casefold() not in _beginnings():
        return False
    if _totals().find(plain(first)) is None:
        return False
    others = [text_of(cell) for cell in cells if cell is not first]
    return not any("@" in said or sum(letter.isdigit() for letter in said) > 9 for said in others)
