"""What nobody asked for goes out at Telegram's pace, after every answer, however much of it waits."""

import asyncio
import json
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiogram.methods import SendMessage, SendPhoto
from sqlalchemy import text

from bot import letters
from bot.drawing import Studio
from bot.drawings import Drawing, Made, Maker
from bot.pace import Pace
from bot.post import AHEAD
from bot.visit import Drawn
from sandbox.limits import Flood, Limits
from sandbox.message import Message
from sandbox.people import Person
from sandbox.refusals import Refused
from storage.outbox import Urgency
from tests.house import House, create_team


async def write(house: House, calls: list[Any], urgency: Urgency = Urgency.POST) -> None:
    now, bot_id = house.clock.now(), house.app.desk.bot_id
    await house.app.store.run(
        lambda tx: [
            letters.write(tx, bot_id, call, now)
            if urgency is Urgency.ANSWER
            else letters.post(tx, bot_id, 1, call, now)
            for call in calls
        ]
    )


def said(person: Person) -> list[Message]:
    return [message for message in person.messages() if message["from"]["is_bot"]]


class Watched(Flood):
    """Telegram's limits, and how often they had to be told."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.told = 0
        self.times: list[float] = []
        self._last: dict[int, float] = {}

    def last_to(self, people: list[Person]) -> float:
        return max(self._last[person.id] for person in people)

    def admit(self, chat: int, now: datetime, count: int = 1) -> None:
        try:
            super().admit(chat, now, count)
            self._last[chat] = time.monotonic()
            self.times.append(self._last[chat])
        except Refused:
            self.told += 1
            raise


async def people(house: House, count: int) -> list[Person]:
    found = [house.person(f"P{number}") for number in range(count)]
    for person in found:
        person.start()
    await house.settled()
    return found


async def test_posts_keep_telegrams_pace_and_answers_pass_them(house: House) -> None:
    crowd = await people(house, 150)
    asker, waited = crowd[-1], []
    await create_team(house, asker, "Ромашка")  # no stranger
    house.app.post.sender.pace = Pace(30)
    flood = house.sandbox.telegram.flood = Watched(Limits())
    await write(house, [SendMessage(chat_id=person.id, text="напоминание") for person in crowd[:-1] * 2])
    await house.app.post.look_after()
    while await house.count("outbox", "state = 'waiting'"):
        asked, before = time.monotonic(), len(said(asker))
        asker.write("/help")
        while len(said(asker)) == before:  # noqa: ASYNC110 - the answer comes from outside
            await asyncio.sleep(0.01)
        waited.append(time.monotonic() - asked)
        await asyncio.sleep(1.3)
    began, ended = flood.times[0], flood.last_to(crowd[:-1])
    rate = sum(began <= at <= ended for at in flood.times) / (ended - began)
    assert rate >= 0.95 * 30, f"{rate:.1f} a second"
    assert max(waited) < 1
    assert flood.told == 0
    assert await house.count("outbox", "state <> 'posted'") == 0


async def test_of_many_that_wait_only_a_page_is_held(house: House) -> None:
    (olga,) = await people(house, 1)
    house.app.post.sender.pace = Pace(30)
    await write(house, [SendMessage(chat_id=olga.id, text=str(number)) for number in range(1000)])
    await house.app.post.look_after()
    await asyncio.sleep(0.5)
    assert 0 < sum(map(len, house.app.post._lanes.values())) <= AHEAD
    assert await house.count("outbox", "state = 'waiting' AND leased_until = 0") >= 1000 - AHEAD


async def test_a_post_too_late_is_not_sent(house: House) -> None:
    (olga,) = await people(house, 1)
    before, now = len(said(olga)), house.clock.now()
    call, bot_id = SendMessage(chat_id=olga.id, text="поздно"), house.app.desk.bot_id
    await house.app.store.run(
        lambda tx: letters.post(tx, bot_id, 1, call, now, good_until=now - timedelta(seconds=1))
    )
    await house.app.post.look_after()
    await house.settled()
    assert len(said(olga)) == before
    assert await house.rows("SELECT error FROM outbox WHERE state = 'failed'") == [("too late",)]


BAR = {
    "data": {"values": [{"a": 1}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "quantitative"}},
}


def drawn(chat: int, spec: dict[str, Any]) -> Drawn:
    call = SendPhoto(chat_id=chat, photo="", caption="Слова <b>картинки</b>", parse_mode="HTML")
    return Drawn(call, Drawing(Maker.CHART, "x.png", spec))


async def test_what_cannot_be_drawn_goes_out_in_words(house: House) -> None:
    (olga,) = await people(house, 1)
    await write(house, [drawn(olga.id, {"mark": 7})])
    await house.app.post.look_after()
    await house.settled()
    assert olga.last().text == "Слова картинки"


async def test_a_file_that_telegram_has_forgotten_is_made_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    really = Studio.draw

    async def draw(studio: Studio, drawing: str) -> Made | None:
        made.append(drawing)
        return await really(studio, drawing)

    monkeypatch.setattr(Studio, "draw", draw)
    (olga,) = await people(house, 1)
    for _time in range(2):
        await write(house, [drawn(olga.id, BAR)])
        await house.app.post.look_after()
        await house.settled()
    assert len(made) == 1
    await house.app.store.run(lambda tx: tx.run(text("UPDATE drawings SET file_id = 'gone'")))
    await write(house, [drawn(olga.id, BAR)])
    await house.app.post.look_after()
    await house.settled()
    assert len(made) == 2
    assert len([message for message in said(olga) if "photo" in message]) == 3
    assert json.loads(made[0])[2] == BAR
    refused = house.sandbox.telegram.violations
    assert ["wrong file identifier" in violation.description for violation in refused] == [True]
    refused.clear()


async def test_each_of_several_keeps_to_its_part_of_the_pace() -> None:
    pace, began = Pace(30), time.monotonic()
    pace.share(3)
    for chat in range(11):
        async with pace.turn(chat, Urgency.ANSWER):
            pass
    assert time.monotonic() - began >= 1, "ten in a second, and the next after it"
    pace.share(1)
    for chat in range(15):
        async with pace.turn(chat, Urgency.ANSWER):
            pass
    assert time.monotonic() - began < 3
