"""What was said is not kept for longer than it is needed, and forgetting it makes nobody wait or do a thing twice."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot import dispatch, sweeping
from storage.schema import inbox
from storage.sql import adding, seconds
from storage.sweeping import PAGE
from storage.tx import Tx
from tests.bot.test_inbox import message
from tests.bot.world import sql
from tests.house import House

TOLD = "Иванов, ООО Ромашка, +7 912 345-67-89"


async def passed(house: House, **time: int) -> None:
    house.clock.advance(timedelta(**time))
    await house.app.tick()


async def kept(house: House, table: str) -> set[str]:
    return {row.state for row in await house.rows(f"SELECT state FROM {table}")}


async def fail(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Olga writes what no handler can do."""

    def answer(*_given: Any) -> Any:
        raise ZeroDivisionError

    with monkeypatch.context() as spoilt:
        spoilt.setattr(dispatch, "answer", answer)
        await house.write(house.person("Olga"), TOLD)


async def test_of_what_was_done_no_word_is_kept(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, f"/new {TOLD}")
    await team.write(anna, "📊 Сводки")
    await team.press(anna, "📄 Excel")
    assert "document" in anna.last()
    for column in ("payload", "coalesce(drawing, '')"):
        assert await team.count("outbox", f"state <> 'posted' OR {column} <> ''") == 0
    assert await team.count("inbox", "state <> 'done' OR payload <> ''") == 0


async def test_marks_go_after_two_days_and_what_failed_after_a_week(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.write(house.person("Olga"), "/start")
    await fail(house, monkeypatch)
    await passed(house, hours=47)
    assert (await kept(house, "inbox"), await kept(house, "outbox")) == ({"done", "failed"}, {"posted"})
    await passed(house, hours=2)
    assert (await kept(house, "inbox"), await kept(house, "outbox")) == ({"failed"}, set())
    await passed(house, days=4)
    assert TOLD in (await house.rows("SELECT payload FROM inbox"))[0].payload
    await passed(house, days=1)
    assert await kept(house, "inbox") == set()


async def test_what_waits_stays_however_old_it_is(house: House) -> None:
    """Telegram was away, or the bot was."""
    await house.write(house.person("Olga"), "/start")
    await sql(house, "UPDATE outbox SET state = 'waiting', leased_until = 9999999999")
    await passed(house, days=30)
    assert await kept(house, "outbox") == {"waiting"}
    assert await kept(house, "inbox") == set()


async def test_an_update_handed_over_again_as_late_as_telegram_may_is_known(house: House) -> None:
    olga = house.person("Olga")
    await house.write(olga, "/start")
    update = {"update_id": 9_000_001, "message": message(olga, text="/start")}
    await house.app.inbox.keep([update])
    await house.settled()
    said = len(olga.messages())
    await passed(house, hours=24)
    await house.app.inbox.keep([update])
    await house.settled()
    assert len(olga.messages()) == said


DONE = adding(
    inbox, "update_id", "state", "received_at", "done_at", bot_id=1, chat_id=1, turn=1, payload="", tries=0
)


def write_down(tx: Tx, now: datetime) -> None:
    """Four pages, every second row of which has failed."""
    at = {"received_at": seconds(now), "done_at": seconds(now)}
    states = ("failed", "done") * 2 * PAGE
    tx.many(DONE, [{"update_id": number, "state": state, **at} for number, state in enumerate(states)])


async def test_many_rows_go_page_by_page_past_those_that_stay(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page is a transaction of its own, and whoever waits comes in between."""
    monkeypatch.setattr(sweeping, "PAGES", 2)
    await house.app.store.run(lambda tx: write_down(tx, house.clock.now()))
    left = []
    house.clock.advance(timedelta(hours=49))
    for _tick in range(4):
        await house.app.tick()
        left.append(await house.count("inbox", "bot_id = 1"))
    assert left == [3 * PAGE, 2 * PAGE, 2 * PAGE, 2 * PAGE]
    await passed(house, days=6)
    await house.app.tick()
    await house.app.tick()
    assert await house.count("inbox", "bot_id = 1") == 0
