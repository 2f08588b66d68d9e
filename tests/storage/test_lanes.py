"""Order within a chat among several that share one database: here two, each with connections of its own."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from storage import claims, inbox, lanes, outbox, replicas
from storage.inbox import Raw
from storage.outbox import Call, Letter, Posted, Urgency
from storage.shares import Shares
from storage.store import Store, open_store

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
NOW = datetime(2027, 12, 1, 9, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=1)
BOT, OLGA, ANNA = 7, 500, 501


@pytest.fixture
async def other(store: Store, database_url: str) -> AsyncIterator[Store]:  # noqa: ARG001 - the second to open it
    opened = await open_store(database_url, pool=3)
    yield opened
    await opened.close()


async def answer(store: Store, *texts: str, chat: int = OLGA, waits: bool = True) -> list[str]:
    """Written in one transaction; what its writer is to post then."""

    def work(tx: outbox.Tx) -> list[Letter]:
        calls = [Call(chat, "sendMessage", said, waits=waits) for said in texts]
        return lanes.hold(tx, BOT, [outbox.write(tx, BOT, call, NOW) for call in calls], NOW)

    return said_in(await store.run(work))


async def post(store: Store, *texts: str, chat: int = OLGA) -> None:
    def work(tx: outbox.Tx) -> None:
        for said in texts:
            outbox.write(tx, BOT, Call(chat, "sendMessage", said, Urgency.POST), NOW)

    await store.run(work)


async def goes_on(store: Store, said: str, chat: int = OLGA) -> list[str]:
    """What comes next in the chat, once that was posted."""
    [(letter,)] = await store.run(lambda tx: tx.all(text(f"SELECT id FROM outbox WHERE payload = '{said}'")))

    def work(tx: outbox.Tx) -> list[Letter]:
        outbox.close(tx, [Posted(letter, 1)], NOW)
        return lanes.go_on(tx, BOT, [chat], NOW)

    return said_in(await store.run(work))


async def takes_over(store: Store, now: datetime = NOW) -> list[str]:
    return said_in(await store.run(lambda tx: lanes.take_over(tx, BOT, now)))


async def takes_posts(store: Store, most: int = 60) -> list[str]:
    return said_in(await store.run(lambda tx: lanes.take_posts(tx, BOT, NOW, most)))


def said_in(letters: list[Letter]) -> list[str]:
    return [letter.payload for letter in letters]


async def test_whoever_is_at_a_chat_goes_on_with_what_others_have_for_it(store: Store, other: Store) -> None:
    assert await answer(store, "one", "two") == ["one", "two"]
    assert await answer(other, "three") == []
    assert await answer(other, "elsewhere", chat=ANNA) == ["elsewhere"]
    assert await answer(store, "four") == []
    assert await takes_over(other) == []
    assert await goes_on(store, "one") == []
    assert await goes_on(store, "two") == ["three", "four"]
    assert await goes_on(store, "three") == await goes_on(store, "four") == []
    assert await answer(other, "five") == ["five"]


async def test_an_answer_to_a_press_waits_for_nothing(store: Store, other: Store) -> None:
    assert await answer(store, "one") == ["one"]
    assert await answer(other, "press", waits=False) == ["press"]
    assert await takes_over(other, NOW + 2 * outbox.LEASE) == ["press", "one"]


async def test_two_who_write_to_a_chat_at_one_moment_do_not_both_post_to_it(
    store: Store, other: Store
) -> None:
    both = [store, other] * 8
    first = await asyncio.gather(*(answer(one, f"no. {number}") for number, one in enumerate(both)))
    holders = await store.run(
        lambda tx: tx.all(text("SELECT DISTINCT held_by FROM outbox WHERE leased_until > 0"))
    )
    assert len(holders) == 1
    taken = [said for each in first for said in each]
    assert len(taken) >= 1
    while taken:
        taken += await goes_on(store, taken.pop(0))
    assert (
        await store.run(lambda tx: tx.value(text("SELECT count(*) FROM outbox WHERE state = 'waiting'"))) == 0
    )


async def test_what_a_dead_one_held_goes_first_and_whole(store: Store, other: Store) -> None:
    await answer(store, "one", "two")
    await answer(other, "three")
    await other.run(lambda tx: replicas.release(tx, store.holder))
    assert await answer(other, "four") == ["one", "two", "three", "four"]


async def test_posts_of_a_chat_keep_their_order_and_wait_for_whoever_is_at_it(
    store: Store, other: Store
) -> None:
    await post(store, "one", "two", "three")
    await post(store, "hers", chat=ANNA)
    assert await takes_posts(store, 1) == ["one"]
    assert await takes_posts(other) == ["hers"]
    assert await answer(other, "answer") == []
    assert await goes_on(store, "one") == ["answer"]
    assert await takes_posts(other) == []
    assert await goes_on(store, "answer") == []
    assert await takes_posts(other) == ["two", "three"]


async def test_each_knows_the_others_by_their_connections(store: Store, other: Store) -> None:
    assert await store.run(replicas.others) == {other.holder}
    await answer(other, "one")
    assert await store.run(replicas.holders) == {other.holder}
    await store.run(replicas.release_if_alone)
    assert await takes_over(store) == []
    await other.close()
    while await store.run(replicas.others):  # noqa: ASYNC110 - the server's state
        await asyncio.sleep(0.01)
    await store.run(replicas.release_if_alone)
    assert await takes_over(store) == ["one"]


async def keep(store: Store, *updates: int, chat: int = OLGA, now: datetime = NOW) -> None:
    await store.run(
        lambda tx: inbox.store(tx, BOT, [Raw(number, chat, f"{number}") for number in updates], now, Shares())
    )


async def next_ones(store: Store, now: datetime = NOW, began: datetime = LONG_AGO) -> list[int]:
    """Done as they are claimed."""

    def work(tx: outbox.Tx) -> list[int]:
        claimed = claims.claim(tx, BOT, 16, claims.missing(now, began)) or []
        inbox.done(tx, [one.id for one in claimed], now)
        return [one.update_id for one in claimed]

    return await store.run(work)


async def test_updates_are_done_in_telegrams_order_whichever_way_they_came(
    store: Store, other: Store
) -> None:
    await keep(store, 10)
    assert await next_ones(other) == [10]
    await keep(store, 13)
    await keep(other, 12, chat=ANNA)
    assert await next_ones(store) == []
    await keep(other, 11)
    assert sorted(await next_ones(other)) == [11, 12]
    assert await next_ones(store) == [13]


async def test_what_comes_between_looking_and_claiming_is_not_claimed(store: Store, other: Store) -> None:
    """It may have come before what Telegram posts before it."""
    await keep(store, 10)
    times = claims.missing(NOW, LONG_AGO)._asdict()
    seen = await store.run(lambda tx: tx.first(claims._LOOK_BEFORE_GAP, bot=BOT, in_vain=[], **times))
    assert seen is not None
    await keep(other, 12, chat=ANNA)
    claimed = await store.run(lambda tx: claims.heads(tx, BOT, 16, seen.before))
    assert [update.update_id for update in claimed] == [10]


async def test_whether_nothing_waits_or_nothing_is_free_is_told_apart(store: Store, other: Store) -> None:
    waited_for = claims.missing(NOW, LONG_AGO)
    assert await store.run(lambda tx: claims.claim(tx, BOT, 16, waited_for)) is None
    await keep(store, 10, 12)
    assert await next_ones(other) == [10]
    assert await store.run(lambda tx: claims.claim(tx, BOT, 16, waited_for)) == []
    assert await next_ones(store, NOW + claims.MISSED + timedelta(seconds=1)) == [12]
    assert await store.run(lambda tx: claims.claim(tx, BOT, 16, waited_for)) is None


async def test_one_that_never_comes_is_waited_for_a_moment_only(store: Store, other: Store) -> None:
    await keep(store, 10, 12)
    assert await next_ones(other) == [10]
    assert await next_ones(other) == []
    later = NOW + claims.MISSED + timedelta(seconds=1)
    assert await next_ones(other, later, began=later) == [], "whoever has just begun waits anew"
    assert await next_ones(other, later) == [12]
    await keep(other, 14, now=later + timedelta(hours=1))
    assert await next_ones(other, later) == [14], "nor for hours where a clock was put back"
    await keep(other, 9_000_000, now=later)
    assert await next_ones(store, later) == [9_000_000], "after a quiet week Telegram begins anew"
