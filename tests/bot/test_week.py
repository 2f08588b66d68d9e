"""The week: on Monday to everyone, for any period on demand, as pictures and a workbook, and how it is counted."""

import io
import zipfile
from datetime import timedelta

import pytest

from sandbox.message import Message
from sandbox.people import Person
from tests.bot.test_reports import a_week, lose, sell
from tests.house import House, buttons

PNG = b"\x89PNG\r\n"


async def monday(house: House) -> None:
    """From the Tuesday on which a house is opened to the next Monday's nine o'clock."""
    house.clock.advance(timedelta(days=5, hours=22, minutes=1))
    await house.app.tick()
    await house.settled()


def shown_to(person: Person) -> list[Message]:
    return [message for message in person.messages() if message["from"]["is_bot"]]


async def test_on_monday_everyone_reads_the_week_in_pictures_and_words(team: House) -> None:
    await a_week(team)
    anna, boris = team.people["Anna"], team.people["Boris"]
    before = {person.id: len(shown_to(person)) for person in (anna, boris)}
    await monday(team)
    told = [m for m in shown_to(boris)[before[boris.id] :] if "photo" in m or "Конверсия:" in m.text]
    assert [bool(message.get("photo")) for message in told] == [True, True, True, False]
    assert "Конверсия по неделям" in told[0]["caption"]
    assert "Отказы: 2" in told[1]["caption"]
    assert "Anna" in told[2]["caption"]
    assert "вся команда" in told[3].text
    assert "Boris: контакты 1" in told[3].text
    own = [m for m in shown_to(anna)[before[anna.id] :] if "photo" in m or "Конверсия:" in m.text]
    assert [bool(message.get("photo")) for message in own] == [True, True, False]
    assert "Контакты: 2" in own[2].text
    assert "Вся команда: контакты 3" in own[2].text
    assert not any("Boris" in str(message) for message in own)
    await team.app.tick()
    await team.settled()
    assert len([m for m in shown_to(boris) if "вся команда" in m.text]) == 1, "it comes once"


async def test_the_same_picture_is_made_and_sent_up_once(team: House) -> None:
    await a_week(team)
    await monday(team)
    files = [
        m["photo"][-1]["file_id"] for p in ("Boris", "Olga") for m in shown_to(team.people[p]) if "photo" in m
    ]
    assert len(files) == 6
    assert len({*files}) == 3
    assert await team.count("drawings") == 5  # two more are Anna's own
    assert team.sandbox.telegram.files.known(files[0]).data.startswith(PNG)


async def test_a_week_without_anything_is_one_line_and_no_picture(team: House) -> None:
    await monday(team)
    last = team.people["Boris"].last()
    assert "ничего не записано" in last.text
    assert not any("photo" in message for message in shown_to(team.people["Boris"]))


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("март 2025", "март 2025"),
        ("1 квартал 2025", "1 квартал 2025"),
        ("1.11.2025-15.12.2025", "1 ноября – 15 декабря 2025"),
        ("28.12.2024 - 3.01.2025", "28 декабря 2024"),
        ("2025", "2025"),
    ],
)
async def test_any_period_can_be_asked_for(team: House, asked: str, title: str) -> None:
    boris = team.people["Boris"]
    assert title in (await team.write(boris, f"/report {asked}"))["text"]


async def test_what_is_no_period_is_asked_again_and_can_be_typed(team: House) -> None:
    boris = team.people["Boris"]
    told = await team.write(boris, "/report позавчерашний <вечер>")
    assert "«позавчерашний <вечер>» – такой период я не понимаю" in told["text"]
    assert "ноябрь 2025" in (await team.write(boris, "ноябрь 2025"))["text"]
    await team.press(boris, "📅 Даты")
    assert "октябрь 2025" in (await team.write(boris, "октябрь 2025"))["text"]
    assert "сентябрь 2025" in (await team.press(boris, "← Раньше"))["text"]
    assert "октябрь 2025" in (await team.press(boris, "Позже →"))["text"]


async def test_what_changed_is_told_apart_from_chance(team: House) -> None:
    anna, boris = team.people["Anna"], team.people["Boris"]
    for number in range(3):
        await team.write(anna, f"/new Клиент {number} +7912000001{number}")
        await sell(team, anna, "1000")
    team.clock.advance(timedelta(days=7))
    await team.write(anna, "/new Ещё +79120000020")
    await lose(team, anna, "Нет денег")
    team.clock.advance(timedelta(days=7))
    await team.write(boris, "📊 Сводки")
    told = (await team.press(boris, "← Раньше"))["text"]
    assert "Изменилось больше случайного" in told
    assert "В пределах случайного: контакты, продажи" in told


async def test_the_workbook_has_dates_numbers_a_chart_and_no_formula(team: House) -> None:
    anna, boris = team.people["Anna"], team.people["Boris"]
    await team.write(anna, "/new =cmd|' /C calc'!A0 +79120000001")
    await sell(team, anna, "45000")
    await team.write(boris, "📊 Сводки")
    sent = await team.press(boris, "📄 Excel")
    assert sent["document"]["file_name"].endswith(".xlsx")
    data = team.sandbox.telegram.files.known(sent["document"]["file_id"]).data
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
        strings = book.read("xl/sharedStrings.xml").decode()
        charts = [name for name in book.namelist() if "charts/chart" in name]
    assert "=cmd" in strings
    assert not any("<f>" in sheet for sheet in sheets)
    assert charts
    assert any("<v>45000</v>" in sheet for sheet in sheets)


async def test_each_figure_opens_with_its_definition_and_its_deals(team: House) -> None:
    await a_week(team)
    boris = team.people["Boris"]
    await team.write(boris, "📊 Сводки")
    await team.press(boris, "❔ Как посчитано")
    told = await team.press(boris, "Конверсия")
    assert "Продажи ÷ закрытые сделки" in told["text"]
    assert "33\u202f%: 1 из 3" in told["text"]
    assert {"Первый", "Второй", "Третий"} <= {*buttons(told)}
    await team.press(boris, "← Назад")
    told = await team.press(boris, "Ошибки продажи")
    assert "Третий" in buttons(told)
    assert "Второй" not in buttons(told)


async def test_a_manager_opens_no_colleagues_deals(team: House) -> None:
    await a_week(team)
    anna = team.people["Anna"]
    await team.write(anna, "📊 Сводки")
    await team.press(anna, "👥 Команда")
    await team.press(anna, "❔ Как посчитано")
    told = await team.press(anna, "Контакты")
    assert "Сейчас: 3" in told["text"]
    assert "только ваши" in told["text"]
    assert "Третий" not in str(told)


async def test_in_english(team: House) -> None:
    await a_week(team)
    boris = team.people["Boris"]
    await team.write(boris, "/language")
    await team.press(boris, "English")
    told = (await team.write(boris, "/report last week"))["text"]
    assert "nothing was recorded" in told
    told = (await team.write(boris, "/report week"))["text"]
    assert "Conversion: 33\u202f%, 1 of 3 closed deals" in told
    assert "can be reached: 100\u202f% (3 of 3)" in told
