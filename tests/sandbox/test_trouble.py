"""Flood limits and faults on the way, as a test arranges them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession

from sandbox.clock import StandingClock
from sandbox.faults import GARBAGE, Answer, Call, Delay, Drop, Times, TooMany, Trouble
from sandbox.limits import Limits
from sandbox.people import Person
from sandbox.server import Sandbox, start


@pytest.fixture
async def sandbox(clock: StandingClock) -> AsyncIterator[Sandbox]:
    running = await start(clock, limits=Limits(per_second=3, per_chat_per_second=1, per_group_per_minute=2))
    yield running
    await running.stop()


async def send(call: Any, chat: int) -> int:
    """How long Telegram asks to wait; 0: it is sent."""
    answer = await call("sendMessage", chat_id=chat, text="x")
    if answer["ok"]:
        return 0
    wait = int(answer["parameters"]["retry_after"])
    assert answer["error_code"] == 429
    assert answer["description"] == f"Too Many Requests: retry after {wait}"
    return wait


async def test_one_message_a_second_in_a_chat(anna: Person, call: Any, clock: StandingClock) -> None:
    assert [await send(call, anna.id), await send(call, anna.id)] == [0, 1]
    clock.advance(timedelta(seconds=1))
    assert await send(call, anna.id) == 0
    assert anna.telegram.violations == []


async def test_so_many_a_second_in_all(anna: Person, call: Any) -> None:
    people = [anna.telegram.person(name) for name in "abcd"]
    for person in people:
        person.start()
    assert [await send(call, person.id) for person in people] == [0, 0, 0, 1]


async def test_so_many_a_minute_in_a_group(anna: Person, call: Any, clock: StandingClock) -> None:
    sales = anna.telegram.group("Sales", [], by=anna)
    waits = []
    for _ in range(3):
        waits.append(await send(call, sales.id))
        clock.advance(timedelta(seconds=10))
    assert waits == [0, 0, 40]
    clock.advance(timedelta(seconds=30))
    assert await send(call, sales.id) == 0


async def post(sandbox: Sandbox, http: ClientSession, anna: Person) -> tuple[int, str]:
    path = f"/bot{sandbox.token}/sendMessage"
    async with http.post(path, json={"chat_id": anna.id, "text": "hello"}) as response:
        return response.status, await response.text()


@pytest.mark.parametrize(
    ("trouble", "shown"),
    [
        (Answer(), (502, "<html>")),
        (Answer(500), (500, "<html>")),
        (GARBAGE, (200, '{"ok": tru')),
        (TooMany(7), (429, "retry_after")),
    ],
)
async def test_another_answer_comes_before_the_effect_or_after_it(
    sandbox: Sandbox, anna: Person, http: ClientSession, trouble: Trouble, shown: tuple[int, str]
) -> None:
    sandbox.telegram.faults += [Times(trouble), Times(trouble, stage="after")]
    for messages in (1, 2):
        answer = await post(sandbox, http, anna)
        assert answer[0] == shown[0]
        assert shown[1] in answer[1]
        assert len(anna.messages()) == messages
    sandbox.telegram.clock.advance(timedelta(seconds=1))
    assert (await post(sandbox, http, anna))[0] == 200
    assert sandbox.telegram.violations == []


@pytest.mark.parametrize(("stage", "messages"), [("before", 1), ("after", 2)])
async def test_the_connection_breaks_before_the_effect_or_after_it(
    sandbox: Sandbox, anna: Person, http: ClientSession, stage: Any, messages: int
) -> None:
    sandbox.telegram.faults.append(Times(Drop(), stage=stage))
    with pytest.raises(ClientError):
        await post(sandbox, http, anna)
    assert len(anna.messages()) == messages


async def test_a_delayed_call_is_waited_for(sandbox: Sandbox, anna: Person, http: ClientSession) -> None:
    sandbox.telegram.faults.append(Times(Delay(0.05)))
    started = asyncio.get_running_loop().time()
    assert (await post(sandbox, http, anna))[0] == 200
    assert asyncio.get_running_loop().time() - started >= 0.05


async def test_updates_lost_on_the_way_come_again(
    sandbox: Sandbox, anna: Person, http: ClientSession, call: Any
) -> None:
    anna.write("lost")
    lost = Times(Drop(), "getUpdates", stage="after")
    sandbox.telegram.faults.append(lost)
    with pytest.raises(ClientError):
        await http.post(f"/bot{sandbox.token}/getUpdates")
    assert [met.method for met in lost.met] == ["getUpdates"]
    assert (await call("getUpdates"))["result"][0]["message"]["text"] == "lost"


async def test_a_fault_is_any_function_of_the_call(
    sandbox: Sandbox, anna: Person, http: ClientSession
) -> None:
    def for_anna(asked: Call) -> Trouble | None:
        return Answer(503) if asked.params.get("chat_id") == anna.id else None

    sandbox.telegram.faults.append(for_anna)
    assert (await post(sandbox, http, anna))[0] == 503


async def test_a_file_may_fail_to_come(sandbox: Sandbox, anna: Person, http: ClientSession) -> None:
    anna.send_file("a.txt", b"x")
    sandbox.telegram.faults.append(Times(Answer(500), "file"))
    path = f"/file/bot{sandbox.token}/documents/file_1.txt"
    for status in (500, 200):
        async with http.get(path) as response:
            assert response.status == status
