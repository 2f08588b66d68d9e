"""Clients gone quiet: the most worth first, a few a day, one tap from a contact or a date."""

import pytest

from sandbox.people import Person
from tests.bot.world import sql
from tests.house import House, buttons


@pytest.fixture
async def silent(team: House) -> House:
    """Five of Anna's clients without a date, silent for longer than the team waits, the last the most worth."""
    anna = team.people["Anna"]
    for number in range(5):
        await team.write(anna, f"/new Молчун {number} +7912000001{number}")
        await team.press(anna, "➡️ Следующий шаг")
        await team.press(anna, "Завтра")
    await sql(team, "UPDATE recontacts SET state = 'cancelled', closed_at = 1")
    await sql(team, "UPDATE clients SET next_contact_at = NULL, dormant_at = 1, worth = id * 100")
    return team


def named(person: Person) -> list[str]:
    return [text for text in buttons(person.last()) if "Молчун" in text]


async def test_three_a_day_are_offered_the_most_worth_first(silent: House) -> None:
    anna = silent.people["Anna"]
    assert "💤 Давно молчат: 3 клиента" in buttons(await silent.write(anna, "🔔 Сегодня"))
    told = await silent.press(anna, "💤 Давно молчат")
    assert named(anna) == ["Молчун 4", "Молчун 3", "Молчун 2"]
    assert "может принести" in told["text"]
    assert "💤 Давно молчат: 3 клиента" in buttons(await silent.write(anna, "/today"))


async def test_a_tap_records_and_the_place_is_not_filled_again_that_day(silent: House) -> None:
    anna = silent.people["Anna"]
    await silent.write(anna, "🔔 Сегодня")
    await silent.press(anna, "💤 Давно молчат")
    await silent.press(anna, "Молчун 4")
    await silent.press(anna, "📵 Не дозвонился")
    await silent.press(anna, "Завтра")
    await silent.write(anna, "🔔 Сегодня")
    await silent.press(anna, "💤 Давно молчат: 2")
    assert named(anna) == ["Молчун 3", "Молчун 2"]


async def test_a_date_is_set_by_a_tap_or_typed(silent: House) -> None:
    anna = silent.people["Anna"]
    await silent.write(anna, "🔔 Сегодня")
    await silent.press(anna, "💤 Давно молчат")
    await silent.press(anna, "📅 Дата")
    await silent.press(anna, "Через неделю")
    assert named(anna) == ["Молчун 3", "Молчун 2"]
    await silent.press(anna, "📅 Дата")
    assert "Не уверен" in (await silent.write(anna, "когда-нибудь"))["text"]
    await silent.write(anna, "через 3 дня в 15:00")
    assert named(anna) == ["Молчун 2"]
    assert await silent.count("recontacts", "state = 'open'") == 2


async def test_a_date_set_elsewhere_meanwhile_stays(silent: House) -> None:
    anna = silent.people["Anna"]
    await silent.write(anna, "🔔 Сегодня")
    await silent.press(anna, "💤 Давно молчат")
    asked = await silent.press(anna, "📅 Дата")
    await silent.press(anna, "Через неделю", asked)
    before = await silent.rows("SELECT id, due_at FROM recontacts WHERE state = 'open'")
    anna.press_forged(asked, next(b["callback_data"] for b in asked.buttons if b["text"] == "Через месяц"))
    await silent.settled()
    assert await silent.rows("SELECT id, due_at FROM recontacts WHERE state = 'open'") == before


async def test_nobody_elses_clients_are_offered(silent: House) -> None:
    boris = silent.people["Boris"]
    assert not any("💤" in text for text in buttons(await silent.write(boris, "🔔 Сегодня")))


async def test_the_next_day_offers_again(silent: House) -> None:
    anna = silent.people["Anna"]
    await silent.write(anna, "🔔 Сегодня")
    assert await silent.count("clients", "offered_day IS NOT NULL") == 3
    await sql(silent, "UPDATE clients SET offered_day = '2020-01-01' WHERE offered_day IS NOT NULL")
    await silent.write(anna, "🔔 Сегодня")
    await silent.press(anna, "💤 Давно молчат: 3")
    assert named(anna) == ["Молчун 4", "Молчун 3", "Молчун 2"]
