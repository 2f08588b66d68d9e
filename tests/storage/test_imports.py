"""A file of clients goes into a base: who is new, who was there, what is told of it."""

from collections.abc import Sequence

from bot.check import complaints
from sales.clients import Reach
from sales.importing import Arrival, Counts, Row
from storage import arrivals, clients, import_work, imports, search
from storage.book import Book
from storage.contacts import Origin
from tests.world import World

HERE = Origin(500_000_001, 77)
IVANOV = Arrival(
    name="Иванов Пётр",
    company="ООО «Вектор»",
    phones=("+79120000001",),
    emails=("ivanov@vector.example",),
    source="site",
    note="Интересовался доставкой",
)


def start(book: Book, origin: Origin = HERE) -> int:
    number = imports.begin(book, origin, "file", "base.csv")
    imports.shown(book, number, "{}", 10)
    imports.start(book, number)
    return number


def rows_of(*told: Arrival | None, first: int = 2) -> list[Row]:
    return [Row(first + place, who, ["как было", place]) for place, who in enumerate(told)]


def bring(book: Book, number: int, rows: Sequence[Row]) -> Counts:
    counts = arrivals.take_in(book, number, rows)
    import_work.advance(book, number, rows[-1].number, counts)
    return counts


async def imported(world: World, *told: Arrival | None, by: str = "Olga") -> tuple[int, Counts]:
    def work(book: Book) -> tuple[int, Counts]:
        number = start(book)
        return number, bring(book, number, rows_of(*told))

    found: tuple[int, Counts] = await world.run(work, by)
    return found


async def sound(world: World) -> bool:
    return [line async for line in complaints(world.store)] == []


async def test_a_new_client_is_all_that_the_row_says(world: World) -> None:
    number, counts = await imported(world, IVANOV)
    assert counts == Counts(added=1)

    def look(book: Book) -> None:
        line = search.search(book, "вектор").lines[0]
        for query in ("иванов", "етр", "120000001", "0001", "ivanov"):
            assert search.search(book, query).lines == [line], query
        client = clients.find(book, line.id)
        assert (client.name, client.company, client.source) == ("Иванов Пётр", "ООО «Вектор»", "site")
        assert client.phones == ("+79120000001",)
        assert client.email == "ivanov@vector.example"
        assert client.reach is Reach.GIVEN
        assert client.responsible == book.me.id
        assert client.next_contact_at is None

    await world.run(look, "Olga")
    assert await world.rows("SELECT import_id, met_day FROM clients") == [(number, "")]
    assert await world.rows("SELECT text FROM notes") == [("Интересовался доставкой",)]
    assert await world.count("leads") == 0
    assert await sound(world)
