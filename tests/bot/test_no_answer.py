"""Nobody answers: tries are counted, the next is offered at another hour, and after the last the client sleeps."""

from datetime import timedelta

import pytest

from sandbox.message import Message
from sandbox.people import Person
from tests.bot.test_stop import plain
from tests.house import House, buttons


@pytest.fixture
async def anna(team: House) -> Person:
    """Anna, about to record how her call with Ivanov ended."""
    person = team.people["Anna"]
    await team.write(person, "/new Иванов, ООО Ромашка, +7 912 345-67-89")
    return person


async def try_again(team: House, anna: Person) -> Message:
    """The screen that asks when to try next; it is Tuesday, eleven in the morning."""
    return await team.press(anna, "📵 Не дозвонился")


async def test_the_next_try_is_offered_at_another_hour(team: House, anna: Person) -> None:
    asked = await try_again(team, anna)
    assert "Попытка 1 из 5." in asked["text"]
    assert buttons(asked)[0] == "Завтра, ср 2 декабря, 17:00"
    await team.press(anna, "17:00")
    assert "завтра, ср 2 декабря, 17:00" in anna.last()["text"]
    team.clock.advance(timedelta(days=1, hours=6, minutes=30))  # half past five
    await team.press(anna, "➕ Контакт")
    asked = await try_again(team, anna)
    assert "Попытка 2 из 5." in asked["text"]
    assert buttons(asked)[0] == "Завтра, чт 3 декабря, 14:00", "as far from eleven as from half past five"


async def test_after_the_last_try_the_client_sleeps_till_a_date_and_is_not_lost(
    team: House, anna: Person
) -> None:
    for _ in range(4):
        await try_again(team, anna)
        card = await team.press(anna, "Завтра")
        assert "😴" not in card["text"]
        await team.press(anna, "➕ Контакт")
    asked = await try_again(team, anna)
    assert "Попытка 5 из 5." in asked["text"]
    assert "Даём клиенту поспать" in asked["text"]
    assert next(one for one in buttons(asked) if "·" in one).startswith("Через месяц")
    card = await team.press(anna, "Через месяц")
    assert "😴 Спит после 5 попыток: разбудит дата." in card["text"]
    shown = await team.press(anna, "👤 Карточка")
    assert "😴 Спит после 5 попыток: разбудит дата." in shown["text"]
    assert "🔔 Следующее касание" in shown["text"]
    assert await team.count("contacts", "outcome = 'lost'") == 0
    await team.press(anna, "➕ Контакт")
    await team.press(anna, "➡️ Следующий шаг")
    card = await team.press(anna, "Завтра")
    assert "😴" not in card["text"], "whoever answers is awake"


async def test_the_limit_is_the_teams_own(team: House, anna: Person) -> None:
    boris = team.people["Boris"]
    await team.write(boris, "/settings")
    await team.press(boris, "🕘 Правила")
    await team.press(boris, "📵 Попытки")
    refused = await team.write(boris, "99")
    assert "от 1 до 30" in refused["text"]
    shown = await team.write(boris, "1")
    assert "даём поспать после 1 попытки" in shown["text"]
    assert "Даём клиенту поспать" in (await try_again(team, anna))["text"]


async def test_in_english(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/language")
    await team.press(anna, "English")
    await team.write(anna, "/new Brown, +7 912 345-67-80")
    asked = await team.press(anna, "📵 No answer")
    assert "Try 1 of 5." in asked["text"]
    assert plain(buttons(asked)[0]) == "Tomorrow, Wed, December 2, 5:00 PM"


# ---------------------------------------------------------------- what a new client must bring


async def demand(team: House, what: str) -> None:
    boris = team.people["Boris"]
    await team.write(boris, "/settings")
    await team.press(boris, "🕘 Правила")
    await team.press(boris, "☎️ Новые клиенты")
    await team.press(boris, what)


async def test_nothing_is_recorded_of_a_new_client_before_a_way_to_reach_them(team: House) -> None:
    anna = team.people["Anna"]
    asked = await team.write(anna, "/new Петров")
    assert "🙅 Спросил, не дал" in buttons(asked)
    await team.write(anna, "➕ Контакт")
    asked = await team.press(anna, "Петров")
    assert "🙅 Спросил, не дал" in buttons(asked), "asked again, until it is known or was refused"
    await team.press(anna, "🙅 Спросил, не дал")
    assert "Как закончилось?" in anna.last()["text"]
    await team.write(anna, "➕ Контакт")
    assert "Как закончилось?" in (await team.press(anna, "Петров"))["text"]
    assert await team.count("clients", "reach = 'refused'") == 1


async def test_a_team_may_demand_a_phone(team: House) -> None:
    await demand(team, "Телефон или")
    anna = team.people["Anna"]
    asked = await team.write(anna, "/new Петров, petrov@example.com")
    assert "без телефона" in asked["text"]
    assert "Как закончилось?" in (await team.write(anna, "+7 912 345-67-80"))["text"]


async def test_a_team_may_demand_nothing(team: House) -> None:
    await demand(team, "Ничего")
    anna = team.people["Anna"]
    assert "Как закончилось?" in (await team.write(anna, "/new Петров"))["text"]
    assert await team.count("clients", "reach = 'unknown'") == 1, "and it is counted all the same"
