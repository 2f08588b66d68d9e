"""DATABASE_POOL: so many connections to PostgreSQL and no more; and what is waited for instead of failing."""

import asyncio
from collections.abc import Callable

import pytest
from sqlalchemy import text

from storage import postgres_store
from storage.errors import Unavailable
from storage.store import open_store
from storage.tx import Tx

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
CONNECTED = text(
    "SELECT count(*) FROM pg_stat_activity WHERE application_name = current_setting('application_name')"
)


def a_while(tx: Tx, seconds: float = 0.02) -> int:
    tx.all(text(f"SELECT pg_sleep({seconds})"))
    return int(tx.value(CONNECTED))


@pytest.mark.parametrize("pool", [3, 5])
async def test_many_at_work_hold_no_more_connections_than_were_set(database_url: str, pool: int) -> None:
    store = await open_store(database_url, pool=pool)
    seen = await asyncio.gather(*(store.run(a_while) for _ in range(4 * pool)))
    assert max(seen) == pool
    assert store.workers < pool, "some are left for what goes out"
    await store.close()


async def test_whoever_waits_too_long_for_one_tries_again_later(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_store, "POOL_WAIT", 0.05)
    store = await open_store(database_url, pool=1)
    seen = await asyncio.gather(
        *(store.run(lambda tx: a_while(tx, 0.3)) for _ in range(2)), return_exceptions=True
    )
    assert sorted(type(one) for one in seen if isinstance(one, Exception)) == [Unavailable]
    assert await store.run(a_while) == 1
    await store.close()


@pytest.mark.parametrize("code", ["57P01", "57P03", "53100", "53300", "08006", "40P01", "25006"])
async def test_a_server_that_goes_comes_or_has_no_room_is_waited_for(database_url: str, code: str) -> None:
    store = await open_store(database_url, pool=1)
    raised = text(f"DO $$ BEGIN RAISE EXCEPTION 'as if' USING ERRCODE = '{code}'; END $$")
    with pytest.raises(Unavailable):
        await store.run(lambda tx: tx.run(raised))
    assert await store.run(a_while) == 1
    await store.close()


async def test_of_two_that_block_each_other_both_are_done_and_nobody_hears_of_it(database_url: str) -> None:
    store = await open_store(database_url, pool=3)

    def locks(first: int, then: int) -> tuple[list[int], Callable[[Tx], None]]:
        done: list[int] = []

        def work(tx: Tx) -> None:
            done.append(1)
            for key in (first, then):
                tx.all(text(f"SELECT pg_advisory_xact_lock({key})"))
                tx.all(text("SELECT pg_sleep(0.2)"))

        return done, work

    (one, first), (other, second) = locks(1, 2), locks(2, 1)
    await asyncio.gather(store.run(first), store.run(second))
    assert sorted((len(one), len(other))) == [1, 2], "one of them gave way, and was done again"
    await store.close()
