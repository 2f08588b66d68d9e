"""The lists that a team picks from: added to, renamed, hidden and put in order by its head; nothing is deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Table, and_, bindparam, cast, func, select, update

from sales.clients import AnySource, Source
from sales.contacts import AnyChannel, Channel
from sales.losses import LISTS, OBSTACLES, Reason
from sales.vocabulary import List, Own, Word
from storage import reasons
from storage.book import Book
from storage.errors import NotFound
from storage.schema import loss_reasons, terms
from storage.sql import TEAM, adding_to_team
from storage.tx import Tx

BUILT_IN: dict[List, type[Source] | type[Channel]] = {List.SOURCES: Source, List.CHANNELS: Channel}
_GROUPS = {wanted: group for group, wanted in LISTS.items()}


@dataclass(frozen=True)
class _Statements:
    """The same of either table; `of` is what tells its lists apart."""

    every: Any
    one: Any
    numbers: Any  # of their codes, the greatest
    add: Any
    rename: Any
    hide: Any
    place: Any

    @classmethod
    def on(cls, table: Table, of: str) -> "_Statements":
        listed = and_(table.c.team_id == TEAM, table.c[of] == bindparam("of"))
        one = and_(listed, table.c.id == bindparam("word"))
        helped = [table.c.helped] if "helped" in table.c else []
        columns = (table.c.id, table.c.code, table.c.name, table.c.hidden, *helped)
        return cls(
            every=select(*columns).where(listed).order_by(table.c.place, table.c.id),
            one=select(*columns).where(one),
            numbers=select(func.max(cast(func.substr(table.c.code, 4), Integer))).where(
                table.c.team_id == TEAM, func.substr(table.c.code, 1, 3) == "own"
            ),
            add=adding_to_team(table, of, "code", "name", "place").returning(table.c.id),
            rename=update(table).where(one).values(name=bindparam("named")),
            hide=update(table).where(one).values(hidden=bindparam("hide")),
            place=update(table).where(one).values(place=bindparam("at")),
        )


_REASONS, _TERMS = _Statements.on(loss_reasons, "group"), _Statements.on(terms, "list")
_ADD_BUILT_IN = adding_to_team(terms, "list", "code")
_ADD_REASON = adding_to_team(loss_reasons, "code", "group")
_ADD_IMPORTED = adding_to_team(terms, "list", "code", "name", "place", "hidden", "import_id")
_BY_CODE = select(terms.c.name).where(
    terms.c.team_id == TEAM, terms.c.list == bindparam("of"), terms.c.code == bindparam("code")
)
_LAST = 10**6  # a place behind all others until the list is put in order


def furnish(tx: Tx, team: int) -> None:
    """A new team begins with the built-in words."""
    groups = {True: _GROUPS[List.OBSTACLES], False: _GROUPS[List.ERRORS]}
    tx.many(
        _ADD_REASON,
        [{"team": team, "code": each.value, "group": groups[each in OBSTACLES].value} for each in Reason],
    )
    tx.many(
        _ADD_BUILT_IN,
        [
            {"team": team, "list": of.value, "code": word.value}
            for of, built_in in BUILT_IN.items()
            for word in built_in
        ],
    )


def words(book: Book, of: List) -> list[Word]:
    """All words of a list in the team's order, the hidden ones too."""
    by, key = _of(of)
    return [_as_word(of, row) for row in book.all(by.every, of=key)]


def word(book: Book, of: List, number: int) -> Word:
    by, key = _of(of)
    row = book.first(by.one, of=key, word=number)
    if row is None:
        raise NotFound
    return _as_word(of, row)


def add(book: Book, of: List, name: str) -> int:
    """At the end of the list."""
    by, key = _of(of)
    code = f"own{(book.value(by.numbers) or 0) + 1}"
    column = "group" if of.of_reasons else "list"
    number = int(book.value(by.add, **{column: key}, code=code, name=name, place=_LAST))
    _put_in_order(book, of, [each.id for each in words(book, of)])
    return number


def add_all(book: Book, of: List, names: Sequence[str], import_id: int, offered: int) -> None:
    """As an import names them, at the end of the list; but for the first few they are hidden."""
    first = (book.value(_TERMS.numbers) or 0) + 1
    added = [
        {
            "list": of.value,
            "code": f"own{first + place}",
            "name": name,
            "place": _LAST,
            "hidden": int(place >= offered),
            "import_id": import_id,
        }
        for place, name in enumerate(names)
    ]
    book.many(_ADD_IMPORTED, added)


def rename(book: Book, of: List, number: int, name: str) -> None:
    by, key = _of(of)
    if not book.run(by.rename, of=key, word=number, named=name):
        raise NotFound


def hide(book: Book, of: List, number: int, *, hidden: bool) -> None:
    """What is hidden is offered no more; what was recorded under it stays."""
    by, key = _of(of)
    if not book.run(by.hide, of=key, word=number, hide=int(hidden)):
        raise NotFound


def raise_up(book: Book, of: List, number: int) -> None:
    """One place up, the first one to the end."""
    order = [each.id for each in words(book, of)]
    if number not in order:
        raise NotFound
    at = order.index(number)
    order.insert(at - 1 if at else len(order), order.pop(at))
    _put_in_order(book, of, order)


def _put_in_order(book: Book, of: List, order: Sequence[int]) -> None:
    by, key = _of(of)
    for place, number in enumerate(order, start=1):
        book.run(by.place, of=key, word=number, at=place)


def _of(of: List) -> tuple[_Statements, str]:
    return (_REASONS, _GROUPS[of].value) if of.of_reasons else (_TERMS, of.value)


def _as_word(of: List, row: Any) -> Word:
    if of.of_reasons:
        return Word(
            row.id, reasons.as_reason(row.code, _GROUPS[of].value, row.name), bool(row.hidden), row.helped
        )
    return Word(row.id, _as_term(of, row.code, row.name), bool(row.hidden))


def _as_term(of: List, code: str, name: str) -> Source | Channel | Own:
    return Own(code, name) if name else BUILT_IN[of](code)


def sources(book: Book) -> list[AnySource]:
    """Those to pick from."""
    return [each.word for each in words(book, List.SOURCES) if not each.hidden]  # type: ignore[misc]


def channels(book: Book) -> list[AnyChannel]:
    """Those to pick from; never none, since a contact has one."""
    offered = [each.word for each in words(book, List.CHANNELS) if not each.hidden]
    return offered or [Channel.CALL]  # type: ignore[return-value]


def every_source(book: Book) -> dict[str, AnySource]:
    """All of them by code: what is hidden has been counted before."""
    return {each.word: each.word for each in words(book, List.SOURCES)}  # type: ignore[misc]


def every_channel(book: Book) -> dict[str, AnyChannel]:
    """All of them by code."""
    return {each.word: each.word for each in words(book, List.CHANNELS)}  # type: ignore[misc]


def source(book: Book, code: str) -> AnySource:
    found: AnySource = _term(book, List.SOURCES, code)
    return found


def channel(book: Book, code: str) -> AnyChannel:
    found: AnyChannel = _term(book, List.CHANNELS, code)
    return found


def _term(book: Book, of: List, code: str) -> Any:
    name = book.value(_BY_CODE, of=of.value, code=code)
    if name is None:
        raise NotFound
    return _as_term(of, code, name)
