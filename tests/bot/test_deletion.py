"""A team taken out as an archive, and deleted: asked for twice, a week to change one's mind, then nothing is left."""

import asyncio
import io
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest

from bot.deletion import Deleting
from bot.exporting import making
from sandbox.faults import Answer, Call, Trouble
from sandbox.message import Message
from sandbox.people import Person
from storage.schema import TEAMLESS, metadata
from tests.bot.test_import import taken_in
from tests.bot.test_stop import ask, lose
from tests.house import House

OF_THE_CLOCK = {"reminders", "reminded", "summaries"}


async def wanted(team: House, olga: Person) -> None:
    await team.write(olga, "/settings")
    await team.press(olga, "🗑 Удалить команду")
    await team.press(olga, "🗑 Удалить…")


async def name_of(team: House) -> str:
    [row] = await team.rows("SELECT name FROM teams WHERE id = 1")
    return str(row.name)


async def pages(team: House) -> int:
    """All that is to be done now."""
    deleting, done = Deleting(team.app.store, team.app.desk, team.app.clock), 0
    while await team.app.store.run(deleting.page):
        done += 1
    return done


async def rows_of(team: House, number: int) -> dict[str, int]:
    counts = {}
    for table in metadata.sorted_tables:
        if table.name not in TEAMLESS:
            counts[table.name] = await team.count(table.name, f"team_id = {number}")
    return {name: count for name, count in counts.items() if count}


async def test_the_archive_holds_every_row_of_the_team_and_nobody_elses(team: House) -> None:
    anna, olga = team.people["Anna"], team.people["Olga"]
    await team.write(anna, "/new Иванов, ООО Ромашка, +7 912 345-67-89")
    await lose(team, anna, "Нет денег")
    await team.write(team.people["Zoya"], "/new Чужаков, +7 912 000-00-77")
    await team.write(olga, "/export")
    await team.press(olga, "🗄 Всё целиком, архивом")
    document = olga.last()["document"]
    with ZipFile(io.BytesIO(team.sandbox.telegram.files.known(document["file_id"]).data)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    counts = json.loads(files["manifest.json"])["rows"]
    held = await rows_of(team, 1)
    derived = {"search_words", "word_endings", "invitations"}
    assert {name: count for name, count in counts.items() if count and name != "teams"} == {
        name: count for name, count in held.items() if name not in derived
    }
    assert "Чужаков" not in "".join(files.values())
    assert "Иванов" in files["clients.jsonl"]
    assert "Anna" in files["members.jsonl"]
    assert "token" not in "".join(files.values())


@dataclass
class Lost:
    """The second file never arrives, until it is over."""

    sent: list[Call] = field(default_factory=list)
    over: bool = False

    def __call__(self, call: Call) -> Trouble | None:
        if call.method != "sendDocument" or call.stage != "before":
            return None
        self.sent.append(call)
        return Answer() if len(self.sent) > 1 and not self.over else None


async def files_of(team: House, document: dict[str, Any]) -> dict[str, list[str]]:
    data = team.sandbox.telegram.files.known(document["file_id"]).data
    with ZipFile(io.BytesIO(data)) as archive:
        assert len(data) < 40_000
        return {name: archive.read(name).decode().splitlines() for name in archive.namelist()}


@pytest.fixture
async def large(team: House, monkeypatch: pytest.MonkeyPatch) -> Person:
    """The owner of a team that is too large for one message."""
    monkeypatch.setattr(making, "LARGEST", making.RESERVED + 30_000)
    olga = team.people["Olga"]
    rows = "".join(f"Клиент{n};8912{n:07}\n" for n in range(700))
    await taken_in(team, olga, f"Клиент;Телефон\n{rows}")
    await team.write(olga, "/export")
    return olga


def parts_of(olga: Person) -> list[Message]:
    return [
        each for each in olga.messages() if str(each.get("document", {}).get("file_name")).endswith(".zip")
    ]


async def test_an_archive_too_large_for_a_message_comes_in_parts_that_each_open(
    team: House, large: Person
) -> None:
    await team.press(large, "🗄 Всё целиком, архивом")
    sent = parts_of(large)
    parts = [await files_of(team, each["document"]) for each in sent]
    assert len(parts) > 2
    assert [each["document"]["file_name"].rpartition("-")[2] for each in sent] == [
        f"{number}.zip" for number in range(1, len(sent) + 1)
    ]
    assert [json.loads("".join(part["manifest.json"]))["last"] for part in parts] == [
        *[False] * (len(parts) - 1),
        True,
    ]
    assert "Часть 1; дальше идёт следующая." in sent[0]["caption"]
    assert f"Часть {len(sent)}, последняя." in sent[-1]["caption"]
    for name, key in (("clients", "id"), ("phones", "e164")):
        lines = [line for part in parts for line in part.get(f"{name}.jsonl", [])]
        kept = await team.rows(f"SELECT {key} FROM {name} WHERE team_id = 1 ORDER BY {key}")
        assert [json.loads(line)[key] for line in lines] == [row[0] for row in kept]
    assert sum("clients.jsonl" in part for part in parts) == 2, "a table goes on in the next"


async def test_what_arrived_of_an_archive_is_not_sent_again(team: House, large: Person) -> None:
    lost = Lost()
    team.sandbox.telegram.faults.append(lost)
    large.press(large.last(), "🗄 Всё целиком, архивом")
    async with asyncio.timeout(20):
        while len(lost.sent) < 2:  # noqa: ASYNC110 - the sandbox need not know of tests
            await asyncio.sleep(0.01)
    [waiting] = await team.rows("SELECT drawing FROM outbox WHERE state = 'waiting'")
    assert '"part": 2' in waiting.drawing, "so it goes on after a kill"
    lost.over = True
    await team.settled()
    names = [each["document"]["file_name"].rpartition("-")[2] for each in parts_of(large)]
    assert names == [f"{number}.zip" for number in range(1, len(names) + 1)]


async def test_a_manager_and_a_head_are_offered_neither(team: House) -> None:
    for name in ("Anna", "Boris"):
        person = team.people[name]
        assert "архив" not in str((await team.write(person, "/export"))["reply_markup"])
        assert "Удалить команду" not in str((await team.write(person, "/settings"))["reply_markup"])
        for data in ("dt:a", "dt:k", "ta"):
            assert await team.forge(person, data) == "Это доступно владельцу."


async def test_nothing_is_deleted_by_one_tap_or_another_name(team: House) -> None:
    olga = team.people["Olga"]
    await wanted(team, olga)
    told = await team.write(olga, "Другая")
    assert "ничего не удалено" in told.text
    assert await team.count("teams", "deleted_at IS NOT NULL") == 0


async def test_within_the_week_everybody_works_on_and_an_owner_may_keep_the_team(team: House) -> None:
    anna, boris, olga = (team.people[name] for name in ("Anna", "Boris", "Olga"))
    await wanted(team, olga)
    told = await team.write(olga, (await name_of(team)).upper())
    assert "будет удалена" in told.text
    assert "попросил удалить" in boris.last().text
    assert not any("удалить" in each.text for each in anna.messages())
    team.clock.advance(timedelta(days=5))
    assert await pages(team) == 0
    await team.write(anna, "/new Иванов, +7 912 345-67-89")
    await team.press(olga, "↩️ Оставить команду")
    assert "остаётся" in boris.last().text
    team.clock.advance(timedelta(days=6))
    assert await pages(team) == 0
    assert await team.count("clients", "team_id = 1") == 1


async def test_on_the_day_before_the_owners_alone_are_told_once(team: House) -> None:
    anna, boris, olga = (team.people[name] for name in ("Anna", "Boris", "Olga"))
    await wanted(team, olga)
    await team.write(olga, await name_of(team))
    team.clock.advance(timedelta(days=6, seconds=1))
    assert await pages(team) == 1
    assert await pages(team) == 0
    await team.app.post.look_after()
    await team.settled()
    assert "Ещё раз:" in olga.last().text
    assert not any("Ещё раз:" in each.text for who in (anna, boris) for each in who.messages())
    await team.press(olga, "↩️ Оставить команду")
    await wanted(team, olga)
    await team.write(olga, await name_of(team))
    team.clock.advance(timedelta(days=6, seconds=1))
    assert await pages(team) == 1, "asked for anew, it is told of anew"
    assert await team.count("teams", "id = 1") == 1


async def test_after_the_week_nothing_of_the_team_is_left_and_others_keep_theirs(team: House) -> None:
    anna, olga, zoya = (team.people[name] for name in ("Anna", "Olga", "Zoya"))
    await team.write(anna, "/new Иванов, ООО Ромашка, +7 912 345-67-89")
    await lose(team, anna, "Нет денег")
    await ask(team, anna)
    await team.write(zoya, "/new Чужаков, +7 912 000-00-77")
    others = await rows_of(team, 2)
    await wanted(team, olga)
    await team.write(olga, await name_of(team))
    team.clock.advance(timedelta(days=7, seconds=1))
    assert await pages(team) > 1
    assert await rows_of(team, 1) == {}
    assert await team.count("teams", "id = 1") == 0
    left = await rows_of(team, 2)
    assert {name: left[name] for name in left if name not in OF_THE_CLOCK} == others
    assert [row.name for row in await team.rows("SELECT name FROM people")] == ["Zoya"]
    await team.app.post.look_after()
    await team.settled()
    assert "удалена" in olga.last().text
    await team.write(anna, "/today")
    assert "создать команду" in anna.last().text.lower() or "команду" in anna.last().text
