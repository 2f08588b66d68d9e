"""An id of another team is as an id that never was, for every function of storage that takes one."""

import asyncio
import importlib
import inspect
import pkgutil
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
import pytest_asyncio
from sqlalchemy import bindparam, select, text

import storage
from sales.clientless import Fact
from sales.clients import Introduction, Reach
from sales.contacts import Draft, Outcome
from sales.losses import Reason
from sales.stops import Kind
from sales.vocabulary import List
from storage import (
    clientless,
    clients,
    criteria,
    imports,
    merging,
    notes,
    reasons,
    reminders,
    second_reasons,
    sentences,
    stops,
    tags,
    tasks,
    teams,
    vocabulary,
)
from storage.book import Book
from storage.contacts import Origin
from storage.errors import NotFound, Refused
from storage.schema import TEAMLESS, members, metadata
from storage.sentences import Heard
from storage.store import open_store
from storage.tx import Tx
from tests.conftest import BOTH, new_database
from tests.storage.foreign_calls import CALLS, NO_IDS, NOWHERE, Call, Ids
from tests.world import World


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


class Peopled(NamedTuple):
    """A base with two teams in it."""

    world: World
    zoyas: Ids
    olgas: Ids


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=BOTH)
async def peopled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Peopled]:
    """One of each kind for all calls: whatever a call does is rolled back."""
    store = await open_store(
        await asyncio.to_thread(new_database, request, tmp_path_factory.mktemp("peopled"))
    )
    world = World(store)
    await world.found()
    yield Peopled(world, *await ids_of_both(world))
    await store.close()


async def ids_of_both(world: World) -> list[Ids]:
    """Zoya's, then those of Olga's team."""
    found = []
    for name, client_name in (("Zoya", "Сидоров"), ("Olga", "Тайнов")):
        client = await world.client(client_name, "+79160000000", by=name)
        note = await world.run(lambda book, client=client: notes.add(book, client, "тайна"), name)
        contact = await world.record(client, Outcome.LOST, by=name, reason=Reason.NO_MONEY, words=note)
        await world.run(lambda book: teams.invite(book, book.me.role, 1, MONTH_LONG), name)
        found.append(await world.run(lambda book, c=client, k=contact, n=note: _ids(book, c, k, n), name))
    return found


MONTH_LONG = timedelta(days=30)


def _ids(book: Book, client: int, contact: int, note: int) -> Ids:
    newest = [book.tx.value(text(f"SELECT max(id) FROM {name}")) for name in ("deals", "recontacts")]
    reason = reasons.catalogue(book)[Reason.NO_MONEY]
    invitation = book.tx.value(text("SELECT max(id) FROM invitations"))
    task = tasks.assign(book, client, book.me.id, "посчитать", book.today)
    reminder = reminders.write_down(book, 7, [newest[1]])
    stray, _new = clientless.record(book, Fact.SPAM, Origin(7, book.me.id))
    criterion = criteria.add(book, "Есть склад", Kind.FACT)
    stop = stops.affirm(book, contact)
    word, tag = vocabulary.add(book, List.OBSTACLES, "Нет склада"), vocabulary.add(book, List.TAGS, "Сеть")
    tags.toggle(book, client, tag)
    second_reasons.tell(book, contact, word)
    given = (client, contact, *newest, note, reason, book.me.id, invitation, task, reminder, stop, criterion)
    twin = clients.add(book, Introduction("Двойник"), Reach.GIVEN)
    told = sentences.hear(book, Heard("Звонил Тайнову"), 7, 7)
    number = imports.begin(book, Origin(7, 8), "file", "Тайнов.csv")
    brought = (number, _unnamed(book, number, client))
    return Ids(*given, stray, word, tag, merging.merge(book, client, twin), told.id, *brought)


def _unnamed(book: Book, number: int, client: int) -> int:
    columns = "team_id, import_id, number, client_id, author_id, happened_at, day, channel, words"
    values = f"{book.team.id}, {number}, 2, {client}, {book.me.id}, {book.at}, '2026-11-01', 'call', 'Тайнов'"
    book.tx.run(text(f"INSERT INTO unnamed_losses ({columns}) VALUES ({values})"))
    return int(book.tx.value(text("SELECT max(id) FROM unnamed_losses")))


_TEAM_OF = select(members.c.team_id).where(members.c.id == bindparam("member"))
_ROWS = [
    select(table).where(table.c.team_id == bindparam("team"))
    for table in metadata.sorted_tables
    if table.name not in TEAMLESS
]


def rows_of(tx: Tx, member: int) -> list[str]:
    """All that the team of that member has."""
    team = tx.value(_TEAM_OF, member=member)
    return [row for rows in _ROWS for row in sorted(map(str, tx.all(rows, team=team)))]


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


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", CALLS)
async def test_an_id_of_another_team_is_as_one_that_never_was(peopled: Peopled, name: str) -> None:
    world, zoyas, olgas = peopled
    before = await world.store.run(lambda tx: rows_of(tx, olgas.member))
    for call in CALLS[name]:
        foreign = await outcome(world, call, zoyas, olgas, olgas)
        assert foreign == await outcome(world, call, zoyas, NOWHERE, olgas)
        assert "Тайнов" not in str(foreign)
    assert await world.store.run(lambda tx: rows_of(tx, olgas.member)) == before
