"""getUpdates: what is not confirmed comes again, what is confirmed never."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout

from sandbox.clock import StandingClock
from sandbox.people import Person
from sandbox.server import Sandbox
from sandbox.telegram import Telegram


async def texts(call: Any, **params: Any) -> list[str]:
    updates = (await call("getUpdates", **params))["result"]
    return [update["message"]["text"] for update in updates]


async def first_id(call: Any) -> int:
    return int((await call("getUpdates"))["result"][0]["update_id"])


async def test_updates_come_again_until_a_higher_offset_confirms_them(anna: Person, call: Any) -> None:
    for text in ("one", "two", "three"):
        anna.write(text)
    first = await first_id(call)
    assert await texts(call) == await texts(call, offset=first) == ["one", "two", "three"]
    assert await texts(call, offset=first + 1) == ["two", "three"]
    assert await texts(call, offset=first) == ["two", "three"]
    assert await texts(call, offset=first + 3) == []


async def test_update_ids_are_sequential(anna: Person, call: Any) -> None:
    for text in ("one", "two"):
        anna.write(text)
    first, second = (await call("getUpdates"))["result"]
    assert second["update_id"] == first["update_id"] + 1


async def test_a_negative_offset_forgets_all_but_the_last(anna: Person, call: Any) -> None:
    for text in ("one", "two", "three"):
        anna.write(text)
    assert await texts(call, offset=-1) == ["three"]
    assert await texts(call) == ["three"]


async def test_a_limit_gives_the_earliest(anna: Person, call: Any) -> None:
    for text in ("one", "two", "three"):
        anna.write(text)
    assert await texts(call, limit=2) == ["one", "two"]


async def test_a_poll_waits_for_an_update(anna: Person, call: Any) -> None:
    asyncio.get_running_loop().call_later(0.05, anna.write, "late")
    assert await texts(call, timeout=5) == ["late"]


async def test_a_poll_ends_empty_after_its_time(anna: Person, call: Any) -> None:
    assert anna.telegram.violations == []
    assert await texts(call, timeout=1) == []


async def test_only_allowed_kinds_are_kept_and_what_is_allowed_is_remembered(anna: Person, call: Any) -> None:
    await call("getUpdates", allowed_updates=["callback_query"])
    anna.write("not asked for")
    assert await texts(call) == []
    await call("getUpdates", allowed_updates=[])
    anna.write("asked for")
    assert await texts(call) == ["asked for"]


async def test_of_two_polls_at_once_the_earlier_is_ended(anna: Person, call: Any) -> None:
    async def later() -> list[str]:
        await asyncio.sleep(0.05)
        asyncio.get_running_loop().call_later(0.05, anna.write, "for the second")
        return await texts(call, timeout=5)

    earlier, second = await asyncio.gather(call("getUpdates", timeout=5), later())
    assert earlier["error_code"] == 409
    assert earlier["description"].startswith("Conflict: terminated by other getUpdates request")
    assert second == ["for the second"]
    assert anna.telegram.violations == []


async def test_a_bot_that_died_while_waiting_blocks_nobody(
    sandbox: Sandbox, anna: Person, http: ClientSession, call: Any
) -> None:
    path = f"/bot{sandbox.token}/getUpdates"
    with pytest.raises(TimeoutError):
        await http.post(path, json={"timeout": 5}, timeout=ClientTimeout(total=0.05))
    await asyncio.sleep(0.05)
    anna.write("still here")
    assert await texts(call, timeout=5) == ["still here"]


async def test_an_update_of_any_content_is_handed_over(telegram: Telegram, call: Any) -> None:
    number = telegram.push({"message": {"message_id": "no number"}, "new_thing": [None]})
    telegram.push({"update_id": number + 7, "poll": {}})
    raw, skipped = (await call("getUpdates"))["result"]
    assert raw == {"update_id": number, "message": {"message_id": "no number"}, "new_thing": [None]}
    assert skipped["update_id"] == number + 7
    assert telegram.push({}) == number + 8


async def test_updates_are_kept_for_a_day(anna: Person, call: Any, clock: StandingClock) -> None:
    anna.write("old")
    clock.advance(timedelta(hours=23))
    anna.write("new")
    assert await texts(call) == ["old", "new"]
    clock.advance(timedelta(hours=2))
    assert await texts(call) == ["new"]


async def test_polling_while_a_webhook_is_set_is_refused(telegram: Telegram, call: Any) -> None:
    await call("setWebhook", url="http://127.0.0.1:1/hook")
    answer = await call("getUpdates")
    assert answer["error_code"] == 409
    assert answer["description"].startswith("Conflict: can't use getUpdates method while webhook is active")
    assert len(telegram.violations) == 1
    await call("deleteWebhook")
    assert (await call("getUpdates"))["ok"]


async def test_a_poll_that_waits_does_not_keep_the_sandbox_from_stopping(sandbox: Sandbox, call: Any) -> None:
    waiting, _ = await asyncio.gather(call("getUpdates", timeout=30), asyncio.wait_for(_stop(sandbox), 5))
    assert waiting["result"] == []


async def _stop(sandbox: Sandbox) -> None:
    await asyncio.sleep(0.05)
    await sandbox.stop()


async def test_a_poll_that_waits_is_ended_by_a_webhook(anna: Person, call: Any) -> None:
    async def later() -> None:
        await asyncio.sleep(0.05)
        await call("setWebhook", url="http://127.0.0.1:1/hook")

    ended, _ = await asyncio.gather(call("getUpdates", timeout=5), later())
    assert ended["description"] == "Conflict: terminated by setWebhook request"
    assert anna.telegram.violations == []
