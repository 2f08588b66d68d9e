"""Everything of a team, or about one client, as plain rows: table after table, a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BindParameter, Select, Table, bindparam, or_, select, tuple_

from storage.book import Book
from storage.schema import (
    contacts,
    invitations,
    members,
    metadata,
    people,
    recontacts,
    search_words,
    stops,
    word_endings,
)
from storage.sql import TEAM

PAGE = 500
# What is made from the rest again, and what would let somebody in.
LEFT_OUT = {search_words.name, word_endings.name, people.name, invitations.name}
# Minutes from midnight, though they are named as moments are.
MINUTES = {"opens_at", "closes_at", "morning_at", "week_at"}
_client: BindParameter[int] = bindparam("client")
_their_contacts = select(contacts.c.id).where(contacts.c.team_id == TEAM, contacts.c.client_id == _client)
_their_promises = select(recontacts.c.id).where(
    recontacts.c.team_id == TEAM, recontacts.c.client_id == _client
)
_their_stops = select(stops.c.id).where(stops.c.team_id == TEAM, stops.c.client_id == _client)
# By which column a row is about a client, directly or by what is theirs.
_ABOUT = {
    "client_id": _client,
    "winner_id": _client,
    "recommended_id": _client,
    "contact_id": _their_contacts,
    "recontact_id": _their_promises,
    "stop_id": _their_stops,
}
ACTS_ON_THEM = {"audit"}  # the log is of the team's people


@dataclass(frozen=True)
class Part:
    """One table of an archive."""

    name: str
    keys: tuple[str, ...]
    first: Select[Any]
    further: Select[Any]  # behind the row whose keys are bound as `key0`, `key1`, …


def _part(table: Table, *which: Any) -> Part:
    columns: list[Any] = [*table.c]
    source: Any = table
    if table is members:
        source = table.join(people, people.c.id == members.c.person_id)
        columns += [people.c.name, people.c.telegram_id, people.c.language]
    keys = [*table.primary_key.columns]
    own = table.c.id if "team_id" not in table.c else table.c.team_id
    read = select(*columns).select_from(source).where(own == TEAM, *which).order_by(*keys).limit(PAGE)
    behind = tuple_(*keys) > tuple_(*(bindparam(f"key{place}") for place in range(len(keys))))
    return Part(table.name, tuple(key.name for key in keys), read, read.where(behind))


def _about_a_client(table: Table) -> Any:
    if table.name == "clients":
        return table.c.id == _client
    ways = [table.c[name] for name in _ABOUT if name in table.c]
    return or_(*(way.in_(of) if isinstance(of := _ABOUT[way.name], Select) else way == of for way in ways))


_OF_TEAM = [table for table in metadata.sorted_tables if "team_id" in table.c or table.name == "teams"]
WHOLE = [_part(table) for table in _OF_TEAM if table.name not in LEFT_OUT]
OF_CLIENT = [
    _part(table, _about_a_client(table))
    for table in _OF_TEAM
    if table.name not in LEFT_OUT | ACTS_ON_THEM
    and (table.name == "clients" or any(name in table.c for name in _ABOUT))
]


def page(book: Book, part: Part, after: dict[str, Any] | None, client: int | None) -> list[dict[str, Any]]:
    """The next rows of a table, as they are stored; behind the one given, or from the beginning."""
    about = {} if client is None else {"client": client}
    if after is None:
        rows = book.all(part.first, **about)
    else:
        behind = {f"key{place}": after[name] for place, name in enumerate(part.keys)}
        rows = book.all(part.further, **about, **behind)
    names = [str(column.key) for column in part.first.selected_columns]
    return [dict(zip(names, row, strict=True)) for row in rows]


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """The same for whoever reads it: moments in ISO 8601, UTC; days, money and codes as they are stored."""
    return dict(_readable(row))


def _readable(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        moment = isinstance(value, int) and (name == "at" or name.endswith(("_at", "_until")))
        yield name, iso(value) if moment and name not in MINUTES else value


def iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
