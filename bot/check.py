"""`python -m bot check`: is every count that is kept the count that it should be?"""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from storage import recount, recount_clients
from storage.damage import damaged
from storage.recount import Difference
from storage.store import Store, open_store

SOUND, DIFFERENT = 0, 1


async def check(url: str, file: Path | None, keep: Callable[[str], object] | None = None) -> int:
    """Tell every difference in a line. Each look is a transaction of its own: the bot may be at work meanwhile."""
    store = await open_store(url, keep=keep)
    wrong, contacts = 0, 0
    try:
        async for line in complaints(store, file):
            print(line, flush=True)  # noqa: T201 - for the operator
            wrong += 1
        teams = await store.run(recount.all_teams)
        for team in teams:
            contacts += await store.run(lambda tx, team=team: recount.how_many(tx, team))  # type: ignore[misc]
    finally:
        await store.close()
    told = f"{wrong} differences" if wrong else "the counts are right"
    print(f"{contacts} contacts in {len(teams)} teams: {told}")  # noqa: T201 - for the operator
    return DIFFERENT if wrong else SOUND


async def complaints(store: Store, file: Path | None = None) -> AsyncIterator[str]:
    """What is damaged, and each count that is not what it counts."""
    if file is not None:
        for damage in await asyncio.to_thread(damaged, file):
            yield f"{file.name}: {damage}"
    for team in await store.run(recount.all_teams):
        async for difference in _differences(store, team):
            yield f"team {team}: {_in_words(difference)}"


async def _differences(store: Store, team: int) -> AsyncIterator[Difference]:
    for monday in await store.run(lambda tx: recount.mondays(tx, team)):
        for found in await store.run(lambda tx, monday=monday: recount.of_a_week(tx, team, monday)):  # type: ignore[misc]
            yield found
    for found in await store.run(lambda tx: recount.of_the_base(tx, team)):
        yield found
    after: int | None = 0
    while after is not None:
        page = await store.run(lambda tx, after=after: recount_clients.of_clients(tx, team, after))  # type: ignore[misc]
        after = page[0]
        for found in page[1]:
            yield found


def _in_words(difference: Difference) -> str:
    key = " ".join(str(part) for part in difference.key if part != "")
    counts = ", ".join(
        f"{name} {difference.kept[name]} instead of {number}" for name, number in difference.counted.items()
    )
    return f"{difference.table} {key or 'never'}: {counts}"
