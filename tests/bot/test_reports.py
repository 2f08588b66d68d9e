"""The week in figures: contacts, sales, refusals, conversion with its count."""

from sandbox.people import Person
from tests.house import House


async def sell(house: House, person: Person, amount: str) -> None:
    await house.press(person, "✅ Купил")
    await house.write(person, amount)


async def lose(house: House, person: Person, reason: str) -> None:
    await house.press(person, "❌ Отказ")
    await house.press(person, reason)
    await house.press(person, "Через")


async def a_week(house: House) -> None:
    anna, boris = house.people["Anna"], house.people["Boris"]
    await house.write(anna, "/new Первый +79120000001")
    await sell(house, anna, "45000")
    await house.write(anna, "/new Второй +79120000002")
    await lose(house, anna, "Нет денег")
    await house.write(boris, "/new Третий +79120000003")
    await lose(house, boris, "Не доверяет")


async def test_a_head_reads_the_whole_team_and_each_manager(team: House) -> None:
    await a_week(team)
    told = (await team.write(team.people["Boris"], "📊 Сводки"))["text"]
    for line in (
        "вся команда",
        "Контакты: 3",
        "Продажи: 1 на 45\u202f000\u202f₽",
        "Конверсия: 33\u202f%, 1 из 3 закрытых сделок",
        "интервал 95\u202f%: 6\u202f% – 79\u202f%",
        "сделок мало, судить рано",
        "ошибка продажи: 1 (50\u202f%)",
        "объективное препятствие: 1 (50\u202f%)",
        "Anna: контакты 2, продажи 1 на 45\u202f000\u202f₽, отказы 1",
        "Boris: контакты 1, продажи 0 на 0\u202f₽, отказы 1",
    ):
        assert line in told


async def test_a_manager_reads_the_own_week_and_the_teams_total_but_no_colleagues(team: House) -> None:
    await a_week(team)
    anna = team.people["Anna"]
    assert "Контакты: 2" in (await team.write(anna, "/report"))["text"]
    told = (await team.press(anna, "👥 Команда"))["text"]
    assert "Контакты: 3" in told
    assert "Boris" not in told


async def test_an_empty_week_is_one_line(team: House) -> None:
    told = await team.write(team.people["Boris"], "/report")
    assert told["text"].count("\n") == 0
    assert "ничего не записано" in told["text"]
    assert "ничего не записано" in (await team.press(team.people["Boris"], "← Раньше"))["text"]


async def test_an_undone_contact_counts_nowhere(team: House) -> None:
    await a_week(team)
    await team.write(team.people["Anna"], "/undo")
    assert "Контакты: 2" in (await team.write(team.people["Boris"], "/report"))["text"]
