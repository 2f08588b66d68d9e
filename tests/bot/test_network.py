"""What the way to Telegram can do: nothing is lost, nothing doubled but what was in flight, each chat in order."""

import asyncio
import json
import shutil
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import structlog

from bot import doubt, inbox, pace, sender, telegram
from bot.telegram import Away, Telegram
from sandbox.faults import Answer, Call, Delay, Drop, Times, TooMany, Trouble
from sandbox.limits import Limits, Window
from sandbox.methods.editing import NOT_MODIFIED
from sandbox.people import Person
from storage import doctor
from tests.bot.test_post import refusal, said_to
from tests.bot.test_posting import Watched
from tests.bot.test_stopping import by_webhook
from tests.house import House, create_team, open_house


@pytest.fixture
def database_url(tmp_path: Path, sqlite_template: Path) -> str:
    """One kind is enough: the database has no part in it."""
    shutil.copy(sqlite_template, tmp_path / "kept.db")
    return f"sqlite:///{tmp_path}/kept.db"


@pytest.fixture(autouse=True)
def soon_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sender, "FIRST_DELAY", 0.01)
    monkeypatch.setattr(sender, "SLOWEST_DELAY", 0.1)


def ask(person: Person, numbers: range) -> None:
    """Answers that can be told from one another: each quotes what was looked for."""
    for number in numbers:
        person.write(f"/find Никто{number}")


def numbers_told(person: Person) -> list[int]:
    return [
        int(text.partition("Никто")[2].split()[0].strip("».,")) for text in said_to(person) if "Никто" in text
    ]


JSON = "application/json"
INSTEAD = [
    Answer(200, "", "text/plain"),
    Answer(200, "[" * 100_000, JSON),
    Answer(200, "null", JSON),
    Answer(200, '"ok"', JSON),
    Answer(200, '[{"ok": true}]', JSON),
    Answer(200, '{"ok": true}', JSON),
    Answer(429, '{"ok": false, "error_code": 429, "parameters": {"retry_after": "soon"}}', JSON),
    Answer(429, '{"ok": false, "error_code": 429, "parameters": [1]}', JSON),
    Answer(429, '{"ok": false, "error_code": 429, "parameters": {"retry_after": -5}}', JSON),
    Answer(400, '{"ok": false, "error_code": "bad"}', JSON),
    Answer(302, "moved", "text/plain"),
    Answer(504, "<html>", "text/html"),
    refusal(401, "Unauthorized"),
]


async def test_whatever_answers_instead_of_telegram_is_not_taken_for_its_word(team: House) -> None:
    anna = team.people["Anna"]
    for number, answer in enumerate(INSTEAD):
        faults = Times(answer, "sendMessage", 2), Times(answer, "getUpdates", 1)
        team.sandbox.telegram.faults[:] = faults if answer.status in (200, 504) else faults[:1]
        ask(anna, range(number, number + 1))
        await team.settled()
        assert len(faults[0].met) == 2
    assert numbers_told(anna) == [*range(len(INSTEAD))]
    assert await team.count("outbox", "state = 'failed'") == 0


@pytest.mark.parametrize(
    "bytes_sent", [b"\x00\xff\x00\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{", b""]
)
async def test_what_is_no_http_at_all_is_telegram_being_away(bytes_sent: bytes) -> None:
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(bytes_sent)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    line = Telegram("1:secret", f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    try:
        with pytest.raises(Away) as away:
            await line.call("sendMessage", "{}")
        assert "secret" not in str(away.value)
    finally:
        await line.close()
        server.close()
        await server.wait_closed()


@pytest.mark.parametrize(("stage", "times"), [("before", 1), ("after", 2)])
async def test_a_reply_that_hangs_holds_nobody_else_and_doubles_at_most_what_was_in_flight(
    team: House, stage: Any, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram, "WAITING", 2.0)
    anna, boris = team.people["Anna"], team.people["Boris"]
    hanging = Times(Delay(30), "sendMessage", stage=stage)
    team.sandbox.telegram.faults.append(hanging)
    ask(anna, range(3))
    await until(lambda: len(hanging.met) == 1)
    ask(boris, range(1))
    await until(lambda: bool(numbers_told(boris)))
    assert numbers_told(anna) == [0] * (times - 1), "hers still hangs"
    await team.settled()
    assert numbers_told(anna) == [0] * times + [1, 2]


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110 - it comes from outside
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("trouble", [Drop(), Delay(30), Answer()], ids=str)
async def test_a_batch_whose_reply_is_lost_comes_again_and_is_done_once(
    team: House, trouble: Trouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "LONG_POLL", 1)
    monkeypatch.setattr(inbox, "SLACK", 0.2)
    anna = team.people["Anna"]
    ask(anna, range(1))  # ends the long poll that is open
    await team.settled()
    lost = Times(trouble, "getUpdates", 2, stage="after")
    team.sandbox.telegram.faults.append(lost)
    ask(anna, range(1, 4))
    await team.settled()
    await until(lambda: len(lost.met) == 2)
    await team.settled()
    assert numbers_told(anna) == [0, 1, 2, 3]
    assert await team.count("inbox", "state <> 'done'") == 0


async def test_an_edit_whose_reply_is_lost_is_made_once(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Иванов +79125550001")
    team.sandbox.telegram.faults += [
        Times(Drop(), method, stage="after") for method in ("editMessageText", "answerCallbackQuery")
    ]
    assert "Что помешало" in (await team.press(anna, "❌ Отказ")).text
    assert await team.count("outbox", "state <> 'posted'") == 0
    refused = team.sandbox.telegram.violations
    assert all(NOT_MODIFIED in one.description for one in refused if one.method == "editMessageText")
    refused.clear()


async def test_an_update_that_the_webhook_is_handed_again_is_done_once(database_url: str) -> None:
    """Telegram, which has not had the answer, comes again: also while the first is under way."""
    way_in = by_webhook()
    async with open_house(database_url, **{name.lower(): value for name, value in way_in.items()}) as house:
        olga = house.person("Olga")
        await create_team(house, olga, "Ромашка")
        message = {
            "message_id": 900,
            "date": 1,
            "from": olga.user,
            "chat": {"id": olga.id, "type": "private"},
        }
        update = {"update_id": 900_000_001, "message": {**message, "text": "/find Никто1"}}
        headers = {"X-Telegram-Bot-Api-Secret-Token": way_in["WEBHOOK_SECRET"]}
        async with aiohttp.ClientSession(headers=headers) as telegrams:
            for times in (3, 1):
                posts = [telegrams.post(way_in["WEBHOOK_URL"], json=update) for _time in range(times)]
                assert {response.status for response in await asyncio.gather(*posts)} == {200}
                await house.settled()
        assert numbers_told(olga) == [1]


async def test_over_a_slow_link_each_chat_is_answered_in_order(team: House) -> None:
    slow = Delay(0.05)
    team.sandbox.telegram.faults.append(lambda call: None if call.method == "getUpdates" else slow)
    for name in ("Anna", "Boris", "Olga"):
        ask(team.people[name], range(6))
    await team.settled()
    for name in ("Anna", "Boris", "Olga"):
        assert numbers_told(team.people[name]) == [*range(6)]


class Storm:
    """Telegram says of each chat's first calls that they are too many, and looks whether it is heeded."""

    def __init__(self, refused: int, retry_after: int) -> None:
        self._left: defaultdict[int, int] = defaultdict(lambda: refused)
        self._retry_after = retry_after
        self._closed: dict[int, float] = {}
        self.early: list[int] = []
        self.told = 0

    def __call__(self, call: Call) -> Trouble | None:
        chat, now = call.params.get("chat_id"), time.monotonic()
        if call.stage == "after" or chat is None:
            return None
        if now < self._closed.get(chat, 0.0):
            self.early.append(chat)
        if not self._left[chat]:
            return None
        self._left[chat] -= 1
        self.told += 1
        self._closed[chat] = now + self._retry_after
        return TooMany(self._retry_after)


async def test_in_a_storm_of_429_no_chat_is_spoken_to_before_its_time(team: House) -> None:
    storm = Storm(refused=2, retry_after=1)
    team.sandbox.telegram.faults.append(storm)
    names = ("Anna", "Boris", "Olga", "Zoya")
    for name in names:
        ask(team.people[name], range(3))
    await team.settled()
    assert (storm.told, storm.early) == (2 * len(names), [])
    assert [numbers_told(team.people[name]) for name in names] == [[0, 1, 2]] * len(names)


async def test_who_writes_much_at_once_is_answered_at_once_first_and_never_causes_a_429(team: House) -> None:
    """Time runs twenty times as fast here: twenty within a second, for twenty within twenty."""
    team.app.post.sender.pace._bursts = pace.Windows(20, 1.0)
    flood = team.sandbox.telegram.flood = Watched(Limits(per_second=1000, per_chat_per_second=20))
    anna, boris = team.people["Anna"], team.people["Boris"]
    ask(anna, range(50))
    await until(lambda: len(numbers_told(anna)) >= 20)
    ask(boris, range(1))
    await until(lambda: bool(numbers_told(boris)))
    assert len(numbers_told(anna)) < 40
    await team.settled()
    assert numbers_told(anna) == [*range(50)]
    assert flood.told == 0


async def test_in_a_group_twenty_go_in_a_minute_and_a_429_is_never_caused(team: House) -> None:
    """A minute is a second here."""
    anna = team.people["Anna"]
    team.app.post.sender.pace._groups = pace.Windows(20, 1.0)
    flood = team.sandbox.telegram.flood = Watched(Limits(per_second=1000, per_chat_per_second=1000))
    flood._groups.default_factory = lambda: Window(20, timedelta(seconds=1))
    group = team.sandbox.telegram.group("Отдел", [anna], by=anna)
    for _number in range(50):
        anna.write("/help@kept_bot", group)
    await team.settled()
    assert len([said for said in group.messages.values() if said["from"]["is_bot"]]) >= 50
    assert flood.told == 0


async def test_two_that_poll_are_told_of_in_one_line_and_the_one_that_stays_works_on(team: House) -> None:
    anna = team.people["Anna"]
    polls: list[float] = []

    def count(call: Call) -> None:
        if call.method == "getUpdates" and call.stage == "before" and "allowed_updates" in call.params:
            polls.append(time.monotonic())

    team.sandbox.telegram.faults.append(count)
    url = f"{team.sandbox.url}/bot{team.sandbox.token}/getUpdates"
    with structlog.testing.capture_logs() as logs:
        async with aiohttp.ClientSession() as rival:
            for _poll in range(4):
                async with rival.post(url, json={"timeout": 1}) as response:
                    await response.read()
        ask(anna, range(2))
        await team.settled()
    lines = [line["event"] for line in logs]
    assert lines == ["another process polls with this token; stop one of the two"]
    assert numbers_told(anna) == [0, 1]
    assert len(polls) <= 10, "a pause after each"


async def test_telegram_away_for_an_hour_sets_nothing_aside_and_is_told_of_in_two_lines(
    team: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if it had been tried for hours: what all letters meet is no letter's fault."""
    for name, value in (("PATIENCE", 0.0), ("ALONE", 0.0), ("STRIKES", 1)):
        monkeypatch.setattr(doubt, name, value)
    names = ("Anna", "Boris", "Olga", "Zoya")
    for name in names:
        ask(team.people[name], range(2))
    away = Times(Drop(), "sendMessage", 10**6)
    team.sandbox.telegram.faults += [away, Times(Drop(), "sendChatAction", 10**6)]
    with structlog.testing.capture_logs() as logs:
        await until(lambda: len(away.met) >= 3 * len(names))
        cut = Times(Drop(), "getUpdates", 10**6)
        team.sandbox.telegram.faults.append(cut)
        for name in names:
            ask(team.people[name], range(2, 3))
        await until(lambda: len(cut.met) >= 1)
        for name in names:
            ask(team.people[name], range(3, 4))
        team.clock.advance(timedelta(hours=1))
        await team.app.tick()
        await until(lambda: len(cut.met) >= 2)
        team.sandbox.telegram.faults.clear()
        await team.settled()
    assert [numbers_told(team.people[name]) for name in names] == [[0, 1, 2, 3]] * len(names)
    assert await team.count("outbox", "state = 'failed'") == 0
    events = [line["event"] for line in logs]
    assert sorted({*events}) == [
        "Telegram is away", "Telegram is there again", "updates are not coming in", "updates come in again"
    ]  # fmt: skip
    assert len(events) == 4


def always_fails(person: Person, words: str) -> Callable[[Call], Trouble | None]:
    """A letter that Telegram stumbles over, whenever it comes."""

    def fault(call: Call) -> Trouble | None:
        meant = call.params.get("chat_id") == person.id and words in str(call.params.get("text"))
        return Answer(500) if meant and call.stage == "before" else None

    return fault


async def test_a_letter_that_always_fails_is_set_aside_while_others_pass_and_its_chat_goes_on(
    team: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doubt, "PATIENCE", 0.0)
    anna, boris = team.people["Anna"], team.people["Boris"]
    team.sandbox.telegram.faults.append(always_fails(anna, "Никто1"))
    ask(anna, range(4))
    for number in range(200):
        ask(boris, range(number, number + 1))
        await asyncio.sleep(0.02)
        if 3 in numbers_told(anna):
            break
    await team.settled()
    assert numbers_told(anna) == [0, 2, 3]
    assert await team.rows("SELECT method, error FROM outbox WHERE state = 'failed'") == [
        ("sendMessage", "status 500, not Telegram's JSON, while others passed")
    ]
    [listed] = await team.app.store.run(doctor.set_aside)
    assert (listed.what, listed.error) == (
        "sendMessage",
        "status 500, not Telegram's JSON, while others passed",
    )


async def test_where_nobody_else_writes_it_blocks_its_chat_for_hours_and_not_for_ever(
    team: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = team.people["Anna"]
    fault = Times(Answer(500), "sendMessage", 10**6)
    team.sandbox.telegram.faults.append(fault)
    ask(anna, range(1))
    await until(lambda: len(fault.met) > 8)
    assert await team.count("outbox", "state = 'failed'") == 0
    monkeypatch.setattr(doubt, "ALONE", 0.0)
    await until(lambda: team.app.post.idle)
    assert await team.count("outbox", "state = 'failed'") == 1
    team.sandbox.telegram.faults.clear()
    ask(anna, range(1, 2))
    await team.settled()
    assert numbers_told(anna) == [1]


@pytest.mark.parametrize("drawing", ["not JSON", '["hologram", "x.png", {}]', "{}"])
async def test_a_letter_that_cannot_even_be_tried_is_set_aside_and_stops_nobody(
    team: House, drawing: str
) -> None:
    anna = team.people["Anna"]
    payload = json.dumps({"chat_id": anna.id, "caption": "Никто7", "photo": ""})
    columns = "bot_id, chat_id, method, payload, state, tries, leased_until, urgency, drawing, created_at"
    await team.rows(
        f"INSERT INTO outbox ({columns}) VALUES ({team.app.telegram.bot_id}, {anna.id}, 'sendPhoto',"
        f" '{payload[:-1]}', 'waiting', 0, 0, 0, '{drawing}', 1) RETURNING id"
    )
    await team.app.post.look_after()
    ask(anna, range(1))
    await team.settled()
    assert numbers_told(anna) == [0]
    assert [row.error for row in await team.rows("SELECT error FROM outbox WHERE state = 'failed'")] == [
        "JSONDecodeError"
    ]
