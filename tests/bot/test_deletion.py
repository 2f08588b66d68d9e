"""A team taken out as an archive, and deleted: asked for twice, a week to change one's mind, then nothing is left."""

import io
import json
from datetime import timedelta
from zipfile import ZipFile

from bot.deletion import Deleting
from sandbox.people import Person
from storage.schema import TEAMLESS, metadata
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
