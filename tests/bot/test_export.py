"""The base taken out as a file: for Excel, and for another team that takes it in again; and who did that."""

import csv
import io

import pytest

from bot.exporting import making
from sales.audit import Act
from sandbox.people import Person
from tables.exporting import headings
from tests.bot.test_import import taken_in
from tests.bot.test_stop import differences
from tests.bot.test_vocabulary import add
from tests.house import House, buttons

TITLES = [each.title for each in headings("ru")]


@pytest.fixture
async def anna(team: House) -> Person:
    """Anna, who has sold, been refused, and met somebody of whom there is nothing but a name."""
    person = team.people["Anna"]
    await team.write(
        person, "/new Иванов Пётр, ООО Ромашка, +7 912 345-67-89, i@example.com, +7 912 345-67-80"
    )
    await team.press(person, "✅ Купил")
    await team.write(person, "45000,50")
    await team.write(person, "Иванов")
    await team.press(person, "➕ Контакт")
    await team.press(person, "❌ Отказ")
    await team.write(person, "=дорого, говорят")
    await team.press(person, "Все причины")
    await team.press(person, "Нет денег")
    await team.press(person, "Через месяц")
    await team.write(person, "/new Сидоров")
    await team.press(person, "🙅 Спросил, не дал")
    await add(team, team.people["Boris"], "📞 Каналы", "Видеозвонок")
    for shown in ("📞 Звонок", "🤝 Встреча", "💬 Сообщение", "🚗 Выезд"):
        await team.press(person, shown)
    for _ in range(2):
        await team.press(person, "📵 Не дозвонился") if _ == 0 else await again(team, person)
        await team.press(person, "Завтра")
    return person


async def again(team: House, person: Person) -> None:
    await team.write(person, "Сидоров")
    await team.press(person, "➕ Контакт")
    await team.press(person, "📵 Не дозвонился")


async def exported(team: House, person: Person, *taps: str) -> bytes:
    await team.write(person, "/export")
    for tap in taps:
        await team.press(person, tap)
    document = person.last()["document"]
    return team.sandbox.telegram.files.known(document["file_id"]).data


def rows(data: bytes) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";")]


@pytest.mark.usefixtures("anna")
async def test_the_base_opens_in_a_russian_excel_and_runs_nothing(team: House) -> None:
    data = await exported(team, team.people["Boris"], "👥 База", "Всех", "CSV")
    assert data.startswith(b"\xef\xbb\xbf"), "Excel knows UTF-8 by its mark"
    found = rows(data)
    assert [*found[0]] == TITLES
    assert [row["Имя клиента"] for row in found] == ["Иванов Пётр"] * 3 + ["Сидоров"] * 3
    assert found[1]["Сумма"] == "45000,50"
    assert found[2]["Причина отказа"] == "Нет денег: =дорого, говорят"
    assert not [cell for row in found for cell in row.values() if cell.startswith("=")]
    assert (await exported(team, team.people["Boris"], "👥 База", "Всех", "Excel")).startswith(b"PK")


@pytest.mark.usefixtures("anna")
async def test_what_is_too_large_for_a_message_is_told(team: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "LARGEST", 100)
    boris = team.people["Boris"]
    await team.write(boris, "/export")
    for tap in ("👥 База", "Всех", "CSV"):
        await team.press(boris, tap)
    assert "таких Telegram от бота не принимает" in boris.last().text


@pytest.mark.usefixtures("anna")
async def test_what_went_out_comes_in_as_the_same_base(team: House) -> None:
    zoya = team.people["Zoya"]
    out = await exported(team, team.people["Olga"], "👥 База", "Всех", "CSV")
    told = await taken_in(team, zoya, out.decode())
    assert "не принято" not in told.text
    back = await exported(team, zoya, "👥 База", "Всех", "CSV")
    whose = "Ответственный"
    strip = [{name: cell for name, cell in row.items() if name != whose} for row in rows(out)]
    assert [{name: cell for name, cell in row.items() if name != whose} for row in rows(back)] == strip
    assert await differences(team) == []
    assert "Видеозвонок" in out.decode()


async def test_a_manager_takes_out_their_own_alone(team: House, anna: Person) -> None:
    await team.write(team.people["Boris"], "/new Орлов, +7 912 000-00-01")
    found = rows(await exported(team, anna, "👥 База", "CSV"))
    assert {row["Имя клиента"] for row in found} == {"Иванов Пётр", "Сидоров"}
    await team.write(anna, "/export")
    await team.forge(anna, "ex:b::0:1:c")
    document = anna.last()["document"]
    forged = team.sandbox.telegram.files.known(document["file_id"]).data
    assert {row["Имя клиента"] for row in rows(forged)} == {"Иванов Пётр", "Сидоров"}
    await team.write(team.people["Boris"], "/export")
    await team.press(team.people["Boris"], "👥 База")
    assert "Anna" in buttons(team.people["Boris"].last())


@pytest.mark.usefixtures("anna")
async def test_contacts_and_deals_of_a_time(team: House) -> None:
    boris = team.people["Boris"]
    assert len(rows(await exported(team, boris, "📞 Контакты", "Этот месяц", "Всех", "CSV"))) == 4
    assert rows(await exported(team, boris, "📞 Контакты", "Прошлый месяц", "Всех", "CSV")) == []
    (deal, other) = rows(await exported(team, boris, "💰 Сделки", "За всё время", "Anna", "CSV"))
    assert (deal["Клиент"], deal["Сумма"], deal["Состояние"]) == ("Иванов Пётр", "45000,50", "продажа")
    assert other["Состояние"] == "отказ"


async def test_the_owner_reads_who_took_what_out(team: House, anna: Person) -> None:
    olga = team.people["Olga"]
    await exported(team, anna, "👥 База", "CSV")
    await team.write(olga, "/settings")
    told = await team.press(olga, "🗒 Журнал")
    assert "📤 Anna: выгрузка – 👥 База" in told.text
    assert "Иванов" not in told.text
    assert {row.act for row in await team.rows("SELECT act FROM audit")} == {Act.EXPORTED}
    assert "🗒 Журнал" not in buttons(await team.write(team.people["Boris"], "/settings"))


@pytest.mark.usefixtures("anna")
async def test_in_english(team: House) -> None:
    olga = team.people["Olga"]
    await team.write(olga, "/language")
    await team.press(olga, "English")
    found = rows(await exported(team, olga, "👥 The base", "Everybody's", "CSV"))
    assert found[0]["Client name"] == "Иванов Пётр"
    await team.write(olga, "/settings")
    assert "📤 Olga took out: 👥 The base" in (await team.press(olga, "🗒 Who did what")).text
