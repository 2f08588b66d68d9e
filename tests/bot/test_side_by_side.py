"""Workers that share a PostgreSQL: what arrives waits for none of them, and none of them for what is another's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from bot import backlog
from bot.replicas import ALONE, Replicas
from bot.worker import BATCH, Worker
from storage import claims, replicas
from storage.errors import Unavailable
from storage.inbox import Raw
from storage.store import Store
from storage.tx import Tx
from tests.bot.test_network import until
from tests.databases import connected
from tests.house import House

if TYPE_CHECKING:
    from bot.post import Post

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
CROWD = 12


@asynccontextmanager
async def held_up(database_url: str) -> AsyncIterator[None]:
    """Nobody is met while it lasts: who comes first waits within a transaction."""
    async with connected(database_url) as connection, connection.transaction():
        await connection.execute("LOCK TABLE people IN EXCLUSIVE MODE")
        yield


async def test_what_arrives_is_stored_while_every_worker_is_at_work(house: House, database_url: str) -> None:
    crowd = [house.person(f"S{number}") for number in range(CROWD)]
    async with held_up(database_url):
        for person in crowd:
            person.start()
        await until(lambda: house.sandbox.telegram.updates.first() == [])
        assert await house.count("inbox", "state = 'waiting'") == CROWD
    await house.settled()
    assert all("Kept" in person.last().text for person in crowd)


async def test_a_backlog_is_taken_in_before_more_than_a_little_of_it_is_begun(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until it is kept it can be lost with whoever holds it for us, and keeping costs little."""
    begun, claim = [], claims.claim

    def counted(*asked: Any) -> Any:
        begun.append(len(claimed := claim(*asked) or ()))
        return claimed

    monkeypatch.setattr(claims, "claim", counted)
    monkeypatch.setattr(backlog, "LATELY", 60.0)
    monkeypatch.setattr(backlog, "AT_A_TIME", 60.0)
    monkeypatch.setattr(backlog, "LONGEST", 600.0)
    crowd = [house.person(f"S{number}") for number in range(CROWD)]
    for person in crowd * 10:
        person.write("сколько стоит?")
    await until(lambda: house.sandbox.telegram.updates.first() == [])
    assert await house.count("inbox", "state = 'waiting'") >= CROWD * 10 - sum(begun)
    assert sum(begun) <= 2 * BATCH, "at most what was begun before the second hundred came"
    before = len(begun)
    monkeypatch.setattr(backlog, "AT_A_TIME", 0.0)
    await until(lambda: len(begun) > before + 2)
    assert max(begun[before:]) <= backlog.FEW
    monkeypatch.setattr(backlog, "LATELY", 0.0)
    await house.settled()
    assert all(person.last().text for person in crowd)


async def test_when_nothing_could_be_kept_a_backlog_may_come_anew(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrivals = house.app.workers[0]._arrivals
    monkeypatch.setattr(backlog, "LONGEST", 0.0)
    arrivals.backlog.came_behind(range(CROWD))
    assert not arrivals.backlog.comes, "the first came long ago"

    async def away(_work: Any) -> Any:
        raise Unavailable("away")

    with monkeypatch.context() as outage:
        outage.setattr(arrivals._base, "run", away)
        with pytest.raises(Unavailable):
            await arrivals.keep([Raw(1, 1, "{}")])
    monkeypatch.setattr(backlog, "LONGEST", 60.0)
    assert not arrivals.backlog.comes
    arrivals.backlog.came_behind(range(CROWD))
    assert arrivals.backlog.comes


async def test_people_who_wait_for_their_answers_are_no_backlog(house: House) -> None:
    crowd = [house.person(f"S{number}") for number in range(CROWD)]
    for _time in range(3):
        for person in crowd:
            person.write("сколько стоит?")
        await until(lambda: house.sandbox.telegram.updates.first() == [])
        assert not any(worker._arrivals.backlog.comes for worker in house.app.workers)
        await house.settled()


@pytest.mark.parametrize("many", [1, CROWD])
async def test_what_is_done_one_after_another_wakes_one_worker(
    house: House, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = [house.person(f"S{number}") for number in range(many)]
    await house.write(crowd[0], "/start")
    monkeypatch.setattr("bot.worker.IDLE", 60.0)
    for worker in house.app.workers:
        worker.wake()
    await until(lambda: all(worker.rests for worker in house.app.workers))
    turns, turn = [], Worker._turn

    async def counted(self: Worker) -> float:
        turns.append(self)
        return await turn(self)

    monkeypatch.setattr(Worker, "_turn", counted)
    for person in crowd:
        person.write("/start")
    await house.settled()
    assert len({*turns}) < len(house.app.workers) / 2, "the others rest"


async def test_whoever_starts_believes_that_it_is_alone_only_after_several_looks(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database started anew has lost everybody's connections, and they hold letters still."""
    glances: list[set[str]] = [set(), set(), set(), {"kept another"}, *([set()] * ALONE)]
    did: list[str] = []

    def others(_tx: Tx) -> set[str]:
        did.append("looked")
        return glances[len(did) - 1] if len(did) <= len(glances) else set()

    monkeypatch.setattr(replicas, "others", others)
    monkeypatch.setattr(replicas, "release_if_alone", lambda _tx: did.append("released"))
    post = SimpleNamespace(sender=SimpleNamespace(share=lambda _others: None))
    await Replicas(store, cast("Post", post)).begin()
    assert did.index("released") == len(glances)
