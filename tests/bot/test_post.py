"""What goes out under trouble on the way: one letter's fate is not the next one's."""

import json
from typing import Any

import pytest
import structlog

from bot import sender
from sandbox.faults import GARBAGE, Answer, Call, Drop, Times, TooMany, Trouble
from sandbox.people import Person
from tests.house import House


@pytest.fixture(autouse=True)
def soon_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "FIRST_DELAY", 0.01)


def refusal(code: int, description: str) -> Answer:
    body = {"ok": False, "error_code": code, "description": description}
    return Answer(code, json.dumps(body), "application/json")


def said_to(person: Person) -> list[str]:
    return [message.text for message in person.messages() if message["from"]["is_bot"]]


async def test_a_letter_refused_is_set_aside_and_the_next_ones_go(house: House) -> None:
    olga = house.person("Olga")
    house.sandbox.telegram.faults.append(Times(refusal(400, "Bad Request: no"), "sendMessage"))
    olga.start()
    olga.start()
    await house.settled()
    assert len(said_to(olga)) == 1
    assert await house.rows("SELECT error FROM outbox WHERE state = 'failed'") == [("400 Bad Request: no",)]
    assert await house.count("outbox", "state = 'posted'") == 1


async def test_too_many_requests_are_waited_for_in_that_chat_only(house: House) -> None:
    olga, zoya = house.person("Olga"), house.person("Zoya")
    tried: list[int] = []

    def trouble(call: Call) -> Trouble | None:
        if call.method != "sendMessage" or call.stage == "after":
            return None
        tried.append(call.params["chat_id"])
        return TooMany(1) if tried == [olga.id] else None

    house.sandbox.telegram.faults.append(trouble)
    olga.start()
    olga.start()
    zoya.start()
    await house.settled()
    assert tried == [olga.id, zoya.id, olga.id, olga.id]
    assert (len(said_to(olga)), len(said_to(zoya))) == (2, 1)


@pytest.mark.parametrize("stage", ["before", "after"])
@pytest.mark.parametrize("trouble", [Answer(500), Answer(), GARBAGE, Drop()], ids=str)
async def test_what_the_network_does_is_tried_again_and_doubles_one_message_at_most(
    house: House, trouble: Trouble, stage: Any
) -> None:
    olga = house.person("Olga")
    house.sandbox.telegram.faults.append(Times(trouble, "sendMessage", stage=stage))
    for _ in range(3):
        olga.start()
    await house.settled()
    assert len(said_to(olga)) == (3 if stage == "before" else 4)
    assert await house.count("outbox", "state = 'posted'") == 3


async def test_whoever_blocked_the_bot_is_marked_unreachable_until_they_write_again(house: House) -> None:
    olga = house.person("Olga")
    house.sandbox.telegram.faults.append(
        Times(refusal(403, "Forbidden: bot was blocked by the user"), "sendMessage")
    )
    olga.start()
    await house.settled()
    assert await house.count("people", "unreachable_at IS NOT NULL") == 1
    await house.write(olga, "/start")
    assert await house.count("people", "unreachable_at IS NOT NULL") == 0


async def test_a_group_that_became_a_supergroup_is_followed(house: House) -> None:
    olga = house.person("Olga")
    group = house.sandbox.telegram.group("Sales", [olga], by=olga)
    await house.settled()
    olga.write("/start@kept_bot", group)
    supergroup = house.sandbox.telegram.supergroup(group)
    await house.settled()
    assert [said["from"]["is_bot"] for said in supergroup.messages.values()][-1]
    assert await house.count("outbox", "state = 'failed'") == 0


async def test_another_poller_is_told_of_in_one_line_and_polling_goes_on(house: House) -> None:
    olga = house.person("Olga")
    conflict = Times(
        refusal(409, "Conflict: terminated by other getUpdates request"), "getUpdates", stage="after"
    )
    house.sandbox.telegram.faults.append(conflict)
    with structlog.testing.capture_logs() as logs:
        await house.write(olga, "/start")
    assert [line["event"] for line in logs] == ["another process polls with this token; stop one of the two"]
    assert len(said_to(olga)) == 1
