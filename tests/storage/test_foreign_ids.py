"""An id of another team is as an id that never was, for every function of storage that takes one."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

import storage
from sales.clients import Introduction
from sales.contacts import Draft, Outcome
from sales.losses import Reason
from sales.recontact import Promise
from storage import (
    agenda,
    clients,
    contacts,
    deals,
    figures,
    history,
    notes,
    reasons,
    recontacts,
    search,
    teams,
)
from storage.book import Book
from storage.contacts import Origin
from storage.errors import NotFound, Refused
from storage.schema import TEAMLESS, metadata
from storage.tx import Tx
from tests.world import World


@dataclass(frozen=True)
class Ids:
    client: int
    contact: int
    deal: int
    recontact: int
    note: int
    reason: int
    member: int
    invitation: int


NOWHERE = Ids(*[10**9] * 8)
MONTH = Promise(days=30)
HERE = Origin(7, 7)
Call = Callable[[Book, Ids, Ids], Any]


def lost(client: int, reason: int, words: int | None = None, fixes: int | None = None) -> Draft:
    return Draft(client, Outcome.LOST, reason=reason, words=words, promise=MONTH, fixes=fixes)


# Every function that takes an id, called with another's ids (`x`) alone and beside its own (`o`).
CALLS: dict[str, list[Call]] = {
    "agenda.due": [lambda b, _, x: agenda.due(b, x.recontact)],
    "clients.find": [lambda b, _, x: clients.find(b, x.client)],
    "clients.line": [lambda b, _, x: clients.line(b, x.client)],
    "search.search": [
        lambda b, _, x: search.search(b, "", x.client),
        lambda b, _, x: search.search(b, "сид", x.client),
    ],
    "clients.rename": [lambda b, _, x: clients.rename(b, x.client, "name", "Чужой")],
    "clients.change": [
        lambda b, _, x: clients.change(b, x.client, "name", "Чужой"),
        lambda b, o, x: clients.change(b, o.client, "responsible_id", x.member),
    ],
    "clients.hand_over": [
        lambda b, o, x: clients.hand_over(b, x.client, o.member),
        lambda b, o, x: clients.hand_over(b, o.client, x.member),
    ],
    "clients.give_ways": [
        lambda b, _, x: clients.give_ways(b, x.client, Introduction("", phones=("+79165550909",))),
        lambda b, _, x: clients.give_ways(b, x.client, Introduction("", phones=("+79160000000",))),
    ],
    "clients.reindex": [lambda b, _, x: clients.reindex(b, x.client)],
    "contacts.record": [
        lambda b, o, x: contacts.record(b, lost(x.client, o.reason), HERE),
        lambda b, o, x: contacts.record(b, lost(o.client, x.reason), HERE),
        lambda b, o, x: contacts.record(b, lost(o.client, o.reason, words=x.note), HERE),
        lambda b, o, x: contacts.record(b, lost(o.client, o.reason, fixes=x.contact), HERE),
    ],
    "contacts.undo": [lambda b, _, x: contacts.undo(b, x.contact)],
    "contacts.changeable": [lambda b, _, x: contacts.changeable(b, x.contact)],
    "history.read": [lambda b, _, x: history.read(b, x.contact)],
    "history.page": [lambda b, _, x: history.page(b, x.client)],
    "history.tries": [lambda b, _, x: history.tries(b, x.client)],
    "contacts.could_have_kept": [lambda b, _, x: contacts.could_have_kept(b, x.contact, "скидка")],
    "deals.go_on": [lambda b, _, x: deals.go_on(b, Draft(x.client, Outcome.NEXT_STEP))],
    "deals.usual": [lambda b, _, x: deals.usual(b, x.client)],
    "deals.recent_amounts": [lambda b, _, x: deals.recent_amounts(b, x.client)],
    "deals.take_back": [
        lambda b, _, x: deals.take_back(b, x.client, x.deal, Outcome.LOST),
        lambda b, o, x: deals.take_back(b, o.client, x.deal, Outcome.LOST),
    ],
    "figures.count": [lambda b, _, x: figures.count(b, "2026-11-22", x.member, Outcome.LOST, None, 0)],
    "figures.uncount": [lambda b, _, x: figures.uncount(b, "2026-11-22", x.member, Outcome.LOST, None, 0)],
    "notes.add": [lambda b, _, x: notes.add(b, x.client, "чужое")],
    "notes.read": [
        lambda b, _, x: notes.read(b, x.client, x.note),
        lambda b, o, x: notes.read(b, o.client, x.note),
    ],
    "notes.latest_free": [lambda b, _, x: notes.latest_free(b, x.client, 3)],
    "reasons.which": [lambda b, _, x: reasons.which(b, x.reason)],
    "recontacts.keep": [lambda b, _, x: recontacts.keep(b, x.client)],
    "recontacts.promise": [lambda b, _, x: recontacts.promise(b, x.client, MONTH)],
    "recontacts.take_back": [
        lambda b, _, x: recontacts.take_back(b, x.client, x.recontact, x.recontact),
        lambda b, o, x: recontacts.take_back(b, o.client, o.recontact, x.recontact),
    ],
    "teams.colleague": [lambda b, _, x: teams.colleague(b, x.member)],
    "teams.revoke": [lambda b, _, x: teams.revoke(b, x.invitation)],
}
NO_IDS = {
    "clients.latest": "a number of lines",
    "contacts.recorded_in": "a place in a chat, found within the team alone",
    "teams.invite": "a number of uses",
}


def functions_with_ids() -> Iterator[str]:
    for module in pkgutil.iter_modules(storage.__path__):
        found = vars(importlib.import_module(f"storage.{module.name}"))
        for name, function in found.items():
            if not inspect.isfunction(function) or name.startswith("_"):
                continue
            kinds = [parameter.annotation for parameter in inspect.signature(function).parameters.values()]
            own = function.__module__ == f"storage.{module.name}"
            if own and Book in kinds and any(may_name(kind) for kind in kinds):
                yield f"{module.name}.{name}"


def may_name(kind: Any) -> bool:
    return kind in (Draft, Origin) or "int" in str(getattr(kind, "__name__", kind)).replace("|", " ").split()


def test_every_function_that_takes_an_id_is_tried() -> None:
    assert {*functions_with_ids()} == CALLS.keys() | NO_IDS.keys()


@pytest.fixture
async def teams_ids(world: World) -> tuple[Ids, Ids]:
    """Zoya's ids, then those of Olga's team."""
    found = []
    for name, client_name in (("Zoya", "Сидоров"), ("Olga", "Тайнов")):
        client = await world.client(client_name, "+79160000000", by=name)
        note = await world.run(lambda book, client=client: notes.add(book, client, "тайна"), name)
        contact = await world.record(client, Outcome.LOST, by=name, reason=Reason.NO_MONEY, words=note)
        await world.run(lambda book: teams.invite(book, book.me.role, 1, MONTH_LONG), name)
        found.append(await world.run(lambda book, c=client, k=contact, n=note: _ids(book, c, k, n), name))
    return found[0], found[1]


MONTH_LONG = timedelta(days=30)


def _ids(book: Book, client: int, contact: int, note: int) -> Ids:
    newest = [book.tx.value(text(f"SELECT max(id) FROM {name}")) for name in ("deals", "recontacts")]
    reason = reasons.catalogue(book)[Reason.NO_MONEY]
    invitation = book.tx.value(text("SELECT max(id) FROM invitations"))
    return Ids(client, contact, *newest, note, reason, book.me.id, invitation)


def rows_of(tx: Tx, member: int) -> list[str]:
    """All that the team of that member has."""
    team = tx.value(text(f"SELECT team_id FROM members WHERE id = {member}"))
    rows = [tx.all(text(f"SELECT * FROM {table.name} WHERE team_id = {team}")) for table in OWNED]
    return [str(row) for table in rows for row in sorted(map(str, table))]


OWNED = [table for table in metadata.sorted_tables if table.name not in TEAMLESS]


class Undone(Exception):
    """Whatever a call did is rolled back after it was looked at."""


async def outcome(world: World, call: Call, own: Ids, ids: Ids, watched: Ids) -> object:
    seen: list[object] = []

    def work(tx: Tx) -> None:
        before = rows_of(tx, watched.member)
        seen.append(call(world.book(tx, "Zoya"), own, ids))
        assert rows_of(tx, watched.member) == before, "another team's rows have changed"
        raise Undone

    try:
        await world.store.run(work)
    except Undone:
        return seen[0]
    except (NotFound, Refused) as error:
        return type(error)


@pytest.mark.parametrize("name", CALLS)
async def test_an_id_of_another_team_is_as_one_that_never_was(
    world: World, teams_ids: tuple[Ids, Ids], name: str
) -> None:
    zoyas, olgas = teams_ids
    before = await world.store.run(lambda tx: rows_of(tx, olgas.member))
    for call in CALLS[name]:
        foreign = await outcome(world, call, zoyas, olgas, olgas)
        assert foreign == await outcome(world, call, zoyas, NOWHERE, olgas)
        assert "Тайнов" not in str(foreign)
    assert await world.store.run(lambda tx: rows_of(tx, olgas.member)) == before
