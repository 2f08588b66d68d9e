"""A team made straight in storage, for tests of storage alone."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from sales.clients import Introduction, Reach
from sales.contacts import Draft, Outcome
from sales.losses import Reason
from sales.people import Role
from sales.recontact import Promise
from storage import clients, contacts, people, reasons, teams
from storage.book import Book
from storage.contacts import Origin
from storage.store import Store
from storage.tx import Tx

# Telegram's numbers of the people.
NUMBERS = {"Olga": 500_000_001, "Boris": 500_000_002, "Anna": 500_000_003, "Zoya": 500_000_004}
SUNDAY = datetime(2026, 11, 22, 11, 5, tzinfo=UTC)


@dataclass
class World:
    """Olga's team with Anna in it; each call is one transaction."""

    store: Store
    numbers: dict[str, int] = field(default_factory=lambda: NUMBERS)
    now: datetime = SUNDAY
    taps: int = 0

    async def run(self, work: Any, name: str = "Anna") -> Any:
        """work(book) as one of the team."""
        return await self.store.run(lambda tx: work(self.book(tx, name)))

    def book(self, tx: Tx, name: str) -> Book:
        caller = people.meet(tx, self.numbers[name], name, "ru", self.now)
        assert caller.team is not None
        assert caller.member is not None
        return Book(tx, caller.team, caller.member, self.now)

    async def found(self) -> None:
        def gather(tx: Tx) -> None:
            for owner, team in (("Olga", "Ромашка"), ("Zoya", "Василёк")):
                person = people.meet(tx, self.numbers[owner], owner, "ru", self.now).person
                teams.found(tx, person, team, "Europe/Moscow", "RUB", self.now)
            for name, role in (("Boris", Role.HEAD), ("Anna", Role.MANAGER)):
                token = teams.invite(self.book(tx, "Olga"), role, 1, timedelta(days=1))
                teams.accept(
                    tx, people.meet(tx, self.numbers[name], name, "ru", self.now).person, token, self.now
                )

        await self.store.run(gather)

    async def client(self, name: str = "Иванов", *phones: str, by: str = "Anna") -> int:
        who = Introduction(name, "ООО Ромашка", phones=phones)
        return int(await self.run(lambda book: clients.add(book, who, Reach.GIVEN), by))

    async def record(self, client: int, outcome: Outcome, *, by: str = "Anna", **answers: Any) -> int:
        self.taps += 1
        draft = Draft(client, outcome, promise=Promise(days=7))
        origin = Origin(self.numbers[by], self.taps)
        return int(
            await self.run(
                lambda book: contacts.record(book, replace(draft, **_ids(book, answers)), origin), by
            )
        )

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.store.run(lambda tx: tx.all(text(sql)))]

    async def count(self, table: str, where: str = "1 = 1") -> int:
        return len(await self.rows(f"SELECT 1 FROM {table} WHERE {where}"))


def _ids(book: Book, answers: dict[str, Any]) -> dict[str, Any]:
    """A reason by its code becomes the team's row of it."""
    reason = answers.get("reason")
    return {**answers, "reason": reasons.catalogue(book)[reason]} if isinstance(reason, Reason) else answers


async def fill_anew(database_url: str, fill: Callable[[Connection], None]) -> None:
    """What a migration has to fill from what was there before it."""
    engine = create_async_engine(database_url.replace("sqlite:", "sqlite+aiosqlite:"))
    async with engine.begin() as connection:
        await connection.run_sync(fill)
    await engine.dispose()
