"""An import taken back leaves the base as it was; what people have added since stays theirs."""

import itertools
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.check import SOUND, check
from sales.clients import Introduction, Reach
from sales.importing import Arrival, State
from storage import clients, import_work, imports, undoing
from storage.book import Book
from storage.contacts import Origin
from storage.schema import metadata
from storage.store import Store, open_store
from storage.tx import Tx
from tests.storage.files import files, people
from tests.storage.histories import Life, Step, histories
from tests.storage.test_imports import bring, rows_of, start
from tests.world import World

# How the import itself went, and pieces of words that nobody is found by without the words.
ASIDE = {"audit", "imports", "import_rows", "word_endings"}
_teams = itertools.count(1)
many = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """After all files every count that is kept is found to be right."""
    opened = await open_store(database_url)
    yield opened
    await opened.close()
    assert await check(database_url, None) == SOUND


def everything(book: Book) -> dict[str, list[str]]:
    return {
        table.name: sorted(
            str(tuple(row)) for row in book.tx.all(select(table).where(table.c.team_id == book.team.id))
        )
        for table in metadata.sorted_tables
        if "team_id" in table.c and table.name not in ASIDE
    }


def take_back(book: Book, number: int, page: int = 3) -> None:
    imports.take_back(book, number)
    while undoing.undo(book, number, page):
        pass
    import_work.taken_back(book, number)


def meet(book: Book, who: Arrival) -> None:
    """As if somebody had typed them."""
    ways = Introduction(
        who.name or "Кто-то", who.company, who.phones[:1], "".join(who.emails[:1]), who.telegram
    )
    if clients.known(book, ways) is None:
        clients.add(book, ways, Reach.GIVEN if ways.reachable else Reach.UNKNOWN)


@given(
    before=histories,
    there=st.lists(people, max_size=8),
    first=files,
    second=files,
    size=st.integers(1, 8),
)
@many
async def test_two_files_in_and_out_again_never_were(
    store: Store,
    before: list[Step],
    there: list[Arrival],
    first: list[Arrival | None],
    second: list[Arrival | None],
    size: int,
) -> None:
    number = 10**6 * next(_teams)
    names = {name: number + place for place, name in enumerate(("Olga", "Boris", "Anna", "Zoya"))}
    world = World(store, names)
    await world.found()

    def live(tx: Tx) -> None:
        Life(world).happen(tx, before)
        for who in there:
            meet(world.book(tx, "Anna"), who)
        world.now += timedelta(hours=1)
        book = world.book(tx, "Olga")
        states = [everything(book)]
        taken = []
        for message, told in enumerate((first, second)):
            taken.append(run(book, told, Origin(number, message), size))
            states.append(everything(book))
        for imported, state in zip(reversed(taken), reversed(states[:-1]), strict=True):
            take_back(book, imported, size)
            assert everything(book) == state

    await store.run(live)


def run(book: Book, told: Sequence[Arrival | None], origin: Origin, size: int) -> int:
    """Batch by batch."""
    imported = start(book, origin)
    rows = rows_of(*told)
    for place in range(0, len(rows), size):
        bring(book, imported, rows[place : place + size])
    import_work.finish(book, imported)
    assert imports.find(book, imported).state is State.DONE
    return imported
