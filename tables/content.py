"""What a column holds, by its values: phones, mails, dates, sums, names of people and of companies."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date
from enum import StrEnum
from functools import cache

import pymorphy3

from sales.errors import SalesError
from sales.phones import find_phones
from tables import dates, reaching, statuses
from tables.cells import Cell, is_blank, text_of
from tables.sums import read_amount

_COMPANY = re.compile(
    r"\b(?:ООО|ОАО|ЗАО|ПАО|АО|НКО|ГУП|МУП|ТОО|LLC|Ltd|Inc|GmbH|Corp)\b|\bИП\s+[А-ЯЁ]|[«\"“]", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{2}")
_RUSSIAN = re.compile("[\u0400-\u04ff'’-]+")
_PERSON = re.compile(r"[A-ZА-ЯЁ][\w'’-]*\.?(?:\s+[A-ZА-ЯЁ][\w'’-]*\.?){0,3}(?:\s*[A-ZА-ЯЁ]\.)?")
_NAMED = {"Surn", "Name", "Patr"}
_SAMPLED = 50


class Content(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    TELEGRAM = "telegram"
    DATE = "date"
    SUM = "sum"
    OUTCOME = "outcome"
    COMPANY = "company"
    PERSON = "person"
    LINE = "line"  # a way to reach somebody, and who it is


class Held:
    """The cells of a column that have something in them; each question is asked once, and only if it matters."""

    def __init__(self, cells: Sequence[Cell], region: str) -> None:
        self._cells = [cell for cell in cells if not is_blank([cell])][:_SAMPLED]
        self._tests = {
            **_TESTS,
            Content.PHONE: lambda cell: _is_phone_alone(cell, region),
            Content.LINE: lambda cell: _is_line(cell, region),
        }
        self._shares: dict[Content, float] = {}

    def __bool__(self) -> bool:
        return bool(self._cells)

    def share(self, kind: Content) -> float:
        """Of the cells, how many hold it."""
        if kind not in self._shares and self._cells:
            self._shares[kind] = sum(map(self._tests[kind], self._cells)) / len(self._cells)
        return self._shares.get(kind, 0.0)

    def likeliest(self, kinds: Iterable[Content]) -> Content:
        return max(kinds, key=self.share)


def is_phone(cell: Cell, region: str) -> bool:
    """A date or a short number is none, though a country may have such phones."""
    said = text_of(cell)
    if isinstance(cell, date) or sum(letter.isdigit() for letter in said) < 7:
        return False
    found = reaching.read_phones(said, region)
    return bool(found.values) or bool(find_phones(said, region))


def _is_phone_alone(cell: Cell, region: str) -> bool:
    """Not a whole line about somebody, with their phone in it."""
    said = text_of(cell)
    return sum(map(str.isalpha, said)) <= sum(map(str.isdigit, said)) and is_phone(cell, region)


def _is_line(cell: Cell, region: str) -> bool:
    ways = reaching.read_ways(cell, region)
    return bool(ways.phones or ways.mails or ways.nicks) and bool(_WORD.search(ways.unread))


def _is_mail(cell: Cell) -> bool:
    return bool(reaching.read_mails(cell).values)


def _is_nick(cell: Cell) -> bool:
    said = text_of(cell)
    return said.startswith(("@", "t.me/", "https://t.me/")) and bool(reaching.read_nicks(said).values)


def _is_date(cell: Cell) -> bool:
    if isinstance(cell, int | float):
        return False
    try:
        dates.read_when(cell, UTC)
    except SalesError:
        return False
    return not text_of(cell).isdigit()


def _is_sum(cell: Cell) -> bool:
    if isinstance(cell, bool | date):
        return False
    try:
        return read_amount(cell, 2) is not None
    except SalesError:
        return False


def is_company(cell: Cell) -> bool:
    return bool(_COMPANY.search(text_of(cell)))


def is_person(cell: Cell) -> bool:
    said = text_of(cell)
    if not _PERSON.fullmatch(said) or is_company(said):
        return False
    said_words = said.replace(".", " ").split()
    if said.isascii():
        return len(said_words) in (2, 3)
    # Some letters of other scripts have no name, and the dictionary stumbles over them.
    russian = filter(_RUSSIAN.fullmatch, said_words)
    return any(
        _NAMED & set(parse.tag.grammemes) for word in russian for parse in _morphology().parse(word)[:1]
    )


@cache
def _morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()


_TESTS: dict[Content, Callable[[Cell], bool]] = {
    Content.EMAIL: _is_mail,
    Content.TELEGRAM: _is_nick,
    Content.DATE: _is_date,
    Content.SUM: _is_sum,
    Content.OUTCOME: lambda cell: statuses.outcome_of(text_of(cell)) is not None,
    Content.COMPANY: is_company,
    Content.PERSON: is_person,
}
