"""Whoever was erased stays nobody: no function of storage writes anything about them again."""

from contextlib import suppress

from sales.errors import SalesError
from storage import archive, erasing
from storage.book import Book
from storage.errors import StorageError
from tests.storage.foreign_calls import CALLS, Call, Ids
from tests.storage.test_foreign_ids import Undone, ids_of_both
from tests.world import World

# Parts of what is done with a client whom the whole of it has held before.
WITHIN = {
    *(
        "standing.follow",
        "way_back.follow",
        "deals.go_on",
        "deals.take_back",
        "merges.change",
        "sentences.keep",
    ),
    *(
        "clients.edited",
        "recontacts.promise",
        "recontacts.replace",
        "recontacts.reopen",
        "reminders.write_down",
    ),
}


def told_of(book: Book, client: int) -> set[str]:
    return {
        f"{part.name}: {row}" for part in archive.OF_CLIENT for row in archive.page(book, part, None, client)
    }


async def test_nothing_is_written_about_the_erased(world: World) -> None:
    zoyas, _olgas = await ids_of_both(world)
    await world.run(lambda book: erasing.erase(book, zoyas.client), "Zoya")
    written = {name: await written_by(world, call, zoyas) for name, calls in CALLS.items() for call in calls}
    assert {name: rows for name, rows in written.items() if rows and name not in WITHIN} == {}


async def written_by(world: World, call: Call, ids: Ids) -> set[str]:
    new: set[str] = set()

    def work(book: Book) -> None:
        before = told_of(book, ids.client)
        call(book, ids, ids)
        new.update(told_of(book, ids.client) - before)
        raise Undone

    with suppress(Undone, StorageError, SalesError):
        await world.run(work, "Zoya")
    return new
