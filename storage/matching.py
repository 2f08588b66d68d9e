"""Who the rows of a batch are: looked up together, and remembered as they go in."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import and_, func, select

from sales.clients import Reach
from sales.importing import Arrival
from sales.joining import are_one, called, key_of, reachable
from storage.book import Book
from storage.schema import clients, merges, phones, search_words
from storage.sql import TEAM, among

_PHONES = select(phones.c.e164, phones.c.client_id).where(phones.c.team_id == TEAM, among(phones.c.e164))
# An index of those who have one is an index of these alone if the statement says so.
_NOW = {
    way: select(clients.c[way], clients.c.id)
    .where(clients.c.team_id == TEAM, clients.c[way] != "", among(clients.c[way]))
    .order_by(clients.c.id)
    for way in ("email", "telegram")
}
_BEFORE = {
    way: select(merges.c[way], merges.c.winner_id)
    .where(merges.c.team_id == TEAM, merges.c.undone_at.is_(None), among(merges.c[way]))
    .order_by(merges.c.winner_id)
    for way in ("email", "telegram")
}
_oldest = (
    select(search_words.c.word, func.min(search_words.c.client_id).label("client"))
    .where(search_words.c.team_id == TEAM, among(search_words.c.word))
    .group_by(search_words.c.word)
    .subquery()
)
_NAMESAKES = select(_oldest.c.word, clients.c.id, clients.c.name, clients.c.company, clients.c.reach).join(
    _oldest, and_(clients.c.team_id == TEAM, clients.c.id == _oldest.c.client)
)


class Namesake(NamedTuple):
    client: int
    name: str
    company: str
    reachable: bool


class Acquaintances:
    """By phone, then mail, then Telegram, also of those who have become part of another; then by name and company."""

    def __init__(self, book: Book, arrivals: Sequence[Arrival]) -> None:
        self._phones = dict(_found(book, _PHONES, _phones(arrivals)))
        mails = {mail for who in arrivals for mail in who.emails}
        nicks = {who.telegram for who in arrivals if who.telegram}
        self._mails = _by_way(book, "email", mails)
        self._nicks = _by_way(book, "telegram", nicks)
        self._keys = [key_of(*called(who)) for who in arrivals]
        found = _found(book, _NAMESAKES, {key for key in self._keys if key})
        self._namesakes = {
            key: Namesake(client, name, company, reach == Reach.GIVEN)
            for key, client, name, company, reach in found
        }

    def clients(self) -> set[int]:
        """Everyone whom a row may be."""
        by_name = {one.client for one in self._namesakes.values()}
        return {*self._phones.values(), *self._mails.values(), *self._nicks.values(), *by_name}

    def find(self, place: int, who: Arrival) -> tuple[int, str] | None:
        """The client that the arrival in this place is, and by what."""
        for by, known, values in (
            ("phone", self._phones, who.phones),
            ("email", self._mails, who.emails),
            ("telegram", self._nicks, (who.telegram,) if who.telegram else ()),
        ):
            for value in values:
                if value in known:
                    return known[value], by
        namesake = self._namesakes.get(self._keys[place]) if self._keys[place] else None
        return (namesake.client, "name") if namesake and _is(who, namesake) else None

    def free(self, who: Arrival) -> tuple[str, ...]:
        """Those of the phones that nobody has."""
        return tuple(phone for phone in who.phones if phone not in self._phones)

    def taken(self, who: Arrival, client: int) -> list[str]:
        """Those of the phones that somebody else has."""
        return [phone for phone in who.phones if self._phones.get(phone, client) != client]

    def meet(self, place: int, who: Arrival, client: int) -> None:
        """Somebody new, whom the next rows may be."""
        self.reach(who, client)
        name, company = called(who)
        met = Namesake(client, name, company, reachable(who))
        self._namesakes.setdefault(self._keys[place], met)

    def reach(self, ways: Arrival, client: int) -> None:
        """By what else the next rows may be the client."""
        for phone in ways.phones:
            self._phones.setdefault(phone, client)
        for mail in ways.emails:
            self._mails.setdefault(mail, client)
        if ways.telegram:
            self._nicks.setdefault(ways.telegram, client)

    def key(self, place: int) -> str:
        return self._keys[place]


def _is(who: Arrival, namesake: Namesake) -> bool:
    name, company = called(who)
    both = namesake.reachable and reachable(who)
    return are_one(name, company, namesake.name, namesake.company, both_reachable=both)


def _phones(arrivals: Iterable[Arrival]) -> set[str]:
    return {phone for who in arrivals for phone in who.phones}


def _found(book: Book, statement: Any, values: Iterable[str]) -> list[Any]:
    """Sorted: neighbours in the index are asked for together."""
    return book.all_among(statement, sorted(values))


def _by_way(book: Book, way: str, values: Iterable[str]) -> dict[str, int]:
    """The first of those who have it; who had it only before a merge comes after them."""
    found: dict[str, int] = {}
    for statement in (_NOW[way], _BEFORE[way]):
        for value, client in _found(book, statement, values):
            found.setdefault(value, client)
    return found
