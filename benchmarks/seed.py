"""A base to work in, told by the functions that record a real one: teams, managers, clients due and not yet due."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from benchmarks.person import Person
from sales.clients import Introduction, Reach
from sales.people import Member, Role, Team
from storage import clients, people, teams
from storage.book import Book
from storage.store import open_store
from storage.tx import Tx

TEAM_SIZE = 32
CLIENTS_EACH = 12
FULL = 2  # what PRAGMA synchronous says of a commit that waits for the disk


def waits_for_the_disk(tx: Tx) -> bool:
    """Whether a commit does."""
    if tx.holder is None:
        return bool(tx.value(text("PRAGMA synchronous")) == FULL)
    return all(tx.value(text(f"SHOW {one}")) == "on" for one in ("fsync", "synchronous_commit"))


def phone_of(number: int, client: int = 0) -> str:
    """Of one of a manager's clients."""
    return f"912{(number * CLIENTS_EACH + client) % 10**7:07d}"


def seed(file: Path, staff: Sequence[Person]) -> int:
    return asyncio.run(furnish(f"sqlite:///{file}", staff))


async def furnish(url: str, staff: Sequence[Person]) -> int:
    """How many clients there are. The durability that is measured is looked up, not believed."""
    store = await open_store(url)
    assert await store.run(waits_for_the_disk)
    began = datetime.now(UTC) - timedelta(days=3)
    for first in range(0, len(staff), TEAM_SIZE):
        part = staff[first : first + TEAM_SIZE]
        await store.run(lambda tx, part=part: _team(tx, part, began))  # type: ignore[misc]
    await store.close()
    return len(staff) * CLIENTS_EACH


def _team(tx: Tx, staff: Sequence[Person], began: datetime) -> None:
    owner = people.meet(tx, staff[0].id, staff[0].name, "ru", began).person
    team, member = teams.found(tx, owner, "Ромашка", "Europe/Moscow", "RUB", began)
    token = teams.invite(Book(tx, team, member, began), Role.MANAGER, TEAM_SIZE, timedelta(days=1))
    _clients(tx, team, member, staff[0].id, began)
    for person in staff[1:]:
        joining = people.meet(tx, person.id, person.name, "ru", began).person
        assert teams.accept(tx, joining, token, began)
        joined = people.meet(tx, person.id, person.name, "ru", began).member
        assert joined is not None
        _clients(tx, team, joined, person.id, began)


def _clients(tx: Tx, team: Team, member: Member, number: int, began: datetime) -> None:
    """A third met three days ago, due since; the rest met now, due tomorrow."""
    for each in range(CLIENTS_EACH):
        met = began if each % 3 == 0 else began + timedelta(days=3)
        who = Introduction(
            f"Клиент {number % 1000}", f"ООО Дело {each}", phones=(f"+7{phone_of(number, each)}",)
        )
        clients.add(Book(tx, team, member, met), who, Reach.GIVEN)
