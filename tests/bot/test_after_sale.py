"""After a sale the next touch comes by itself, unless another date is chosen."""

from datetime import timedelta

import pytest

from sandbox.people import Person
from tests.bot.world import sql
from tests.house import House, buttons


@pytest.fixture
async def anna(team: House) -> Person:
    """Anna, asked for what sum a new client bought."""
    person = team.people["Anna"]
    await team.write(person, "/new Иванов, ООО Ромашка, +7 912 345-67-89")
    await team.press(person, "✅ Купил")
    return person


async def days_ahead(house: House) -> list[int]:
    """How far ahead the open promises lie."""
    rows = await house.rows("SELECT due_at FROM recontacts WHERE state = 'open'")
    midnight = house.clock.now().replace(hour=0)
    return [int((row[0] - midnight.timestamp()) // 86400) for row in rows]


async def test_a_typed_sum_keeps_the_sale_at_once_with_a_touch_in_three_days(
    team: House, anna: Person
) -> None:
    card = await team.write(anna, "45 000")
    assert "Записано" in card["text"]
    assert "через 3 дня" in card["text"]
    assert await days_ahead(team) == [3]
    assert await team.count("contacts", "outcome = 'won' AND amount = 4500000") == 1


async def test_another_date_replaces_the_touch_and_counts_the_sale_once(team: House, anna: Person) -> None:
    await team.write(anna, "45 000")
    asked = await team.press(anna, "📅 Другая дата")
    assert "следующее касание" in asked["text"]
    card = await team.press(anna, "Через месяц")
    assert "через месяц" in card["text"]
    assert len(await days_ahead(team)) == 1
    assert (await days_ahead(team))[0] >= 30
    assert await team.rows("SELECT contacts, amount FROM daily") == [(1, 4_500_000)]


async def test_another_date_can_be_typed_and_taken_for_yet_another(team: House, anna: Person) -> None:
    await team.write(anna, "45 000")
    await team.press(anna, "📅 Другая дата")
    await team.write(anna, "через две недели")
    await team.press(anna, "📅 Другая дата", anna.last())
    await team.press(anna, "Через 3 месяца")
    assert len(await days_ahead(team)) == 1
    assert (await days_ahead(team))[0] >= 90


async def test_the_card_of_anything_but_a_sale_offers_no_other_date(team: House, anna: Person) -> None:
    await team.press(anna, "← Назад")
    await team.press(anna, "📵 Не дозвонился")
    assert "📅 Другая дата" not in buttons(await team.press(anna, "Завтра"))


async def test_the_touch_after_a_sale_suggests_the_next_one(team: House, anna: Person) -> None:
    await team.write(anna, "45 000")
    team.clock.advance(timedelta(days=3))
    await team.write(anna, "🔔 Сегодня")
    await team.press(anna, "Иванов")
    asked = await team.press(anna, "➡️ Следующий шаг")
    assert "обычное касание после продажи" in asked["text"]
    assert buttons(asked)[0].startswith("Через 27 дней")
    await team.press(anna, "Через 27 дней")
    team.clock.advance(timedelta(days=90))
    await team.press(anna, "➕ Контакт", anna.last())
    asked = await team.press(anna, "➡️ Следующий шаг")
    assert "после продажи" not in asked["text"], "the last of the touches has been"
    assert not buttons(asked)[0].startswith("Через 27")


async def test_a_team_that_wants_no_touches_is_asked_for_a_date(team: House, anna: Person) -> None:
    await sql(team, "UPDATE teams SET after_sale = ''")
    assert "следующее касание" in (await team.write(anna, "45 000"))["text"]
    await team.press(anna, "Через месяц")
    assert (await days_ahead(team))[0] >= 30


async def test_a_refusal_has_no_date_of_its_own_to_choose_anew(team: House, anna: Person) -> None:
    """A forged button opens the correction and nothing else."""
    await team.press(anna, "← Назад")
    await team.press(anna, "📵 Не дозвонился")
    await team.press(anna, "Завтра")
    await team.forge(anna, "s:d:1")
    assert "Как закончилось?" in anna.last()["text"]
