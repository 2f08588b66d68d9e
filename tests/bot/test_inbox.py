"""Whatever comes in is kept, done in its turn, and stops nothing behind it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import structlog

from bot import dispatch, worker
from bot.inbox import Inbox
from sandbox.faults import Answer, Times
from sandbox.people import Person
from tests.bot.test_network import until
from tests.house import House

FLOOD = 300
A_HANDFUL = 20
NUMBER_OF_ANOTHER_TIME = 1_000


def message(person: Person, **content: Any) -> dict[str, Any]:
    chat = {"id": person.id, "type": "private"}
    return {"message_id": 5, "date": 1, "from": person.user, "chat": chat, **content}


UNDECODABLE: dict[str, Callable[[Person], dict[str, Any]]] = {
    "types wrong": lambda person: {"message": message(person, date="never", text=[])},
    "huge": lambda person: {"message": message(person, text={"deep": ["x" * 500_000]})},
}
UNREADABLE: dict[str, dict[str, Any]] = {
    "a number for a message": {"message": 5},
    "a list for a press": {"callback_query": []},
    "nobody's press": {"callback_query": {"id": "\ud83d", "from": {"id": 2**70}}},
    "a person too large": {
        "message": {
            "message_id": 5,
            "date": 1,
            "text": "/start",
            "from": {"id": 2**70, "is_bot": False, "first_name": "Huge"},
            "chat": {"id": 2**70, "type": "private"},
        }
    },
}


async def set_aside(house: House) -> list[dict[str, str]]:
    rows = await house.rows("SELECT error FROM inbox WHERE state = 'failed' ORDER BY id")
    return [json.loads(row[0]) for row in rows]


async def hears(house: House, person: Person) -> None:
    """It is answered like before."""
    said = await house.write(person, "/start")
    assert "Kept" in said.text


@pytest.mark.parametrize("broken", UNDECODABLE)
async def test_an_update_that_cannot_be_decoded_is_kept_aside_and_the_person_gets_a_code(
    house: House, broken: str
) -> None:
    olga, zoya = house.person("Olga"), house.person("Zoya")
    await hears(house, olga)
    house.sandbox.telegram.push(UNDECODABLE[broken](olga))
    await hears(house, zoya)
    (error,) = await set_aside(house)
    assert error["error"] == "ValidationError"
    assert error["code"] in olga.last().text
    await hears(house, olga)


async def test_half_an_emoji_stops_nothing(house: House) -> None:
    olga = house.person("Olga")
    await hears(house, olga)
    house.sandbox.telegram.push({"message": message(olga, text="/start \ud83d")})
    house.sandbox.telegram.push({"message": message(olga, text="\ud83d")})
    await hears(house, olga)
    assert len([said for said in olga.messages() if said["from"]["is_bot"]]) == 4


@pytest.mark.parametrize("broken", UNREADABLE)
async def test_one_that_tells_nobody_is_kept_aside_in_silence(house: House, broken: str) -> None:
    zoya = house.person("Zoya")
    house.sandbox.telegram.push(UNREADABLE[broken])
    await hears(house, zoya)
    assert len(await set_aside(house)) == 1


def handed_over(updates: list[Any]) -> Answer:
    return Answer(200, json.dumps({"ok": True, "result": updates}), "application/json")


@pytest.mark.parametrize(
    "broken", [7, None, "text", [], {"message": {}}, {"update_id": "7"}, {"update_id": 2**70}]
)
async def test_what_is_no_update_at_all_is_passed_over(house: House, broken: Any) -> None:
    olga = house.person("Olga")
    await hears(house, olga)
    good = {"update_id": NUMBER_OF_ANOTHER_TIME, "message": message(olga, text="/start")}
    house.sandbox.telegram.faults += [
        Times(handed_over([broken]), "getUpdates"),
        Times(handed_over([broken, good, broken]), "getUpdates"),
    ]
    with structlog.testing.capture_logs() as logs:
        olga.write("/start")
        await house.settled()
    assert sum("without a number" in line["event"] for line in logs) == 3
    done = "SELECT 1 FROM inbox WHERE state = 'done' AND update_id"
    assert len(await house.rows(f"{done} = {NUMBER_OF_ANOTHER_TIME}")) == 1
    assert len(await house.rows(f"{done} > {NUMBER_OF_ANOTHER_TIME}")) == 2


async def test_a_handler_that_fails_is_tried_three_times_then_set_aside_and_others_go_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, tried = dispatch.answer, []

    def answer(update: Any, *more: Any) -> Any:
        answers = real(update, *more)
        if update.message.text == "/start bang":
            tried.append(update)
            raise ZeroDivisionError
        return answers

    monkeypatch.setattr(dispatch, "answer", answer)
    olga, others = house.person("Olga"), [house.person(name) for name in "ABCDE"]
    for person in (olga, *others):
        person.start("bang" if person is olga else "")
    olga.write("/start")
    await house.settled()
    (error,) = await set_aside(house)
    assert error["error"] == "ZeroDivisionError"
    assert await house.rows("SELECT tries FROM inbox WHERE state = 'failed'") == [(3,)]
    assert len(tried) >= 3  # more often where others' work was undone with it, which is not counted
    texts = [said.text for said in olga.messages() if said["from"]["is_bot"]]
    assert [error["code"] in text for text in texts] == [True, False]
    assert all("Kept" in person.last().text for person in others)


async def test_a_flood_delays_nobody_else_and_keeps_its_own_order(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    olga, zoya = house.person("Olga"), house.person("Zoya")
    when_zoya_came: list[int] = []
    keep = Inbox.keep

    async def noting(self: Inbox, updates: list[Any]) -> int:
        kept = await keep(self, updates)
        if any(update["message"]["from"]["id"] == zoya.id for update in updates):
            when_zoya_came.append(await house.count("outbox", f"chat_id = {olga.id}"))
        return kept

    monkeypatch.setattr(Inbox, "keep", noting)
    for number in range(FLOOD):
        olga.write("/start" if number % 2 else f"@kept_bot {number}")
    zoya.start()
    await house.settled()
    zoyas = f"SELECT min(id) FROM outbox WHERE chat_id = {zoya.id}"
    before = await house.count("outbox", f"chat_id = {olga.id} AND id < ({zoyas})")
    assert before - when_zoya_came[0] <= A_HANDFUL
    said = [said.text for said in olga.messages() if said["from"]["is_bot"]]
    assert len(said) == FLOOD
    assert [text == said[0] for text in said] == [number % 2 == 0 for number in range(FLOOD)]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_as_many_are_woken_as_updates_have_come(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "IDLE", A_HANDFUL)  # nobody comes by themselves
    workers = house.app.workers
    await until(lambda: all(one.rests for one in workers))
    house.app.wake(2)
    assert sum(one.rests for one in workers) == len(workers) - 2
