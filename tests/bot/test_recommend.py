"""Recommendations after a sale and after a refusal, the chain on both cards, and new clients taken back."""

import pytest

from sandbox.people import Person
from tests.bot.test_record import as_it_stands
from tests.bot.test_reports import lose
from tests.bot.test_stop import differences
from tests.house import House, buttons, newest_with


@pytest.fixture
async def anna(team: House) -> Person:
    """Anna, who has just sold to Ivanov."""
    person = team.people["Anna"]
    await team.write(person, "/new Иванов, ООО Ромашка, +7 912 345-67-89")
    await team.press(person, "✅ Купил")
    await team.write(person, "45000")
    return person


async def recommended(team: House, anna: Person, who: str) -> None:
    await team.press(anna, "🤝 Рекомендация", newest_with(anna, "🤝 Рекомендация"))
    await team.write(anna, who)


async def test_whoever_is_named_becomes_a_linked_client(team: House, anna: Person) -> None:
    await recommended(team, anna, "Петров, +7 912 345-67-80")
    told = anna.last()
    assert "🆕 Новый клиент: Петров" in told["text"]
    assert "🤝 Рекомендует Иванов, ООО Ромашка" in told["text"]
    rows = await team.rows("SELECT source FROM clients ORDER BY id")
    assert [row.source for row in rows] == [None, "referral"]
    assert await team.count("recontacts", "state = 'open'") == 2, "the first touch with them is promised"
    card = await team.press(anna, "👤 Карточка", told)
    assert "🤝 Рекомендует Иванов, ООО Ромашка" in card["text"]
    giver = await team.press(anna, "🤝 Иванов", card)
    assert "🤝 Рекомендовал: Петров" in giver["text"]
    assert "🤝 Петров" in buttons(giver)
    assert await differences(team) == []


async def test_it_is_asked_after_a_refusal_too_and_asking_is_counted(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Сидоров, +7 912 345-67-81")
    await lose(team, anna, "Нет потребности")
    await team.press(anna, "🤝 Рекомендация")
    card = newest_with(anna, "🤝 Рекомендация")
    noted = await team.press(anna, "🙅 Спросил, никого не назвали")
    assert "Отмечено: спросили" in noted["text"]
    await team.press(anna, "✏️ Исправить", card)
    await team.press(anna, "← Назад")
    assert "🤝 О рекомендации спросили" in as_it_stands(anna, card)["text"]
    assert await team.count("recommendations", "recommended_id IS NULL") == 1
    await recommended(team, anna, "Петров, +7 912 345-67-80")
    assert await team.count("recommendations", "recommended_id IS NULL") == 0


async def test_after_a_step_nobody_is_asked(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Сидоров, +7 912 345-67-81")
    await team.press(anna, "➡️ Следующий шаг")
    card = await team.press(anna, "Завтра")
    assert "🤝 Рекомендация" not in buttons(card)
    contact = (await team.rows("SELECT max(id) AS id FROM contacts"))[0].id
    assert "больше нет" in await team.forge(anna, f"rc:{contact}:0")


async def test_a_client_known_already_is_linked_and_stays_as_they_are(team: House, anna: Person) -> None:
    await team.write(anna, "/new Петров, +7 912 345-67-80")
    await recommended(team, anna, "Пётр Петрович +7 912 345-67-80")
    assert "Уже есть в базе: Петров" in anna.last()["text"]
    assert await team.count("clients") == 2
    assert await team.count("recommendations", "recommended_id IS NOT NULL") == 1
    await recommended(team, anna, "сам себя +7 912 345-67-89")
    assert await team.count("recommendations", "recommended_id IS NOT NULL") == 1, (
        "nobody recommends themselves"
    )


async def test_a_name_is_needed_and_the_label_is_none(team: House, anna: Person) -> None:
    await recommended(team, anna, "нецелевой +7 912 345-67-80")
    assert await team.count("clients") == 1
    await team.write(anna, "???")
    assert "нужно имя" in anna.last()["text"]
    await team.write(anna, "Петров +7 912 345-67-80")
    assert await team.count("clients") == 2


async def test_undoing_the_contact_takes_the_recommendation_and_its_client_with_it(
    team: House, anna: Person
) -> None:
    card = newest_with(anna, "↩️ Отменить")
    await recommended(team, anna, "Петров, +7 912 345-67-80")
    await team.press(anna, "↩️ Отменить", card)
    assert await team.count("recommendations") == 0
    assert [row.name for row in await team.rows("SELECT name FROM clients")] == ["Иванов"]
    assert await differences(team) == []


async def test_a_recommended_client_of_whom_more_is_known_stays(team: House, anna: Person) -> None:
    card = newest_with(anna, "↩️ Отменить")
    await recommended(team, anna, "Петров, +7 912 345-67-80")
    await team.press(anna, "➕ Контакт", anna.last())
    await team.press(anna, "📵 Не дозвонился")
    await team.press(anna, "Завтра")
    await team.press(anna, "↩️ Отменить", card)
    assert await team.count("clients") == 2
    assert await team.count("recommendations") == 0
    assert await differences(team) == []


async def test_a_correction_keeps_what_was_recommended(team: House, anna: Person) -> None:
    card = newest_with(anna, "✏️ Исправить")
    await recommended(team, anna, "Петров, +7 912 345-67-80")
    await team.press(anna, "✏️ Исправить", card)
    await team.press(anna, "✅ Купил")
    await team.write(anna, "50000")
    await team.press(anna, "Через месяц")
    assert "🤝 Рекомендовал: Петров" in anna.last()["text"]
    assert await team.count("recommendations") == 1


# ---------------------------------------------------------------- a client written down by mistake


async def test_a_client_written_down_by_mistake_is_taken_back_today(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Ошибкин, +7 912 345-67-80")
    await team.write(anna, "Ошибкин")
    await team.press(anna, "↩️ Отменить")
    assert "в базе больше нет" in anna.last()["text"]
    for table in ("clients", "phones", "search_words", "recontacts"):
        assert await team.count(table) == 0, table
    assert await differences(team) == []


async def test_one_of_whom_something_is_known_stays(team: House, anna: Person) -> None:
    shown = await team.write(anna, "Иванов")
    assert "↩️ Отменить" not in buttons(shown)
    client = (await team.rows("SELECT id FROM clients"))[0].id
    assert "он остаётся" in await team.forge(anna, f"tb:{client}", shown)
    assert await team.count("clients") == 1


async def test_in_english(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/language")
    await team.press(anna, "English")
    await team.write(anna, "/new Brown, +7 912 345-67-80")
    await team.press(anna, "✅ Bought")
    await team.write(anna, "45000")
    await team.press(anna, "🤝 Recommendation")
    await team.write(anna, "Smith, +7 912 345-67-82")
    assert "🆕 New client: Smith\n🤝 Recommended by Brown" in anna.last()["text"]


async def test_whoever_named_somebody_first_counts_and_nobody_names_themselves(
    team: House, anna: Person
) -> None:
    await recommended(team, anna, "Петров, +7 912 345-67-80")
    await team.write(anna, "/new Сидоров, +7 912 345-67-81")
    await lose(team, anna, "Нет потребности")
    await recommended(team, anna, "+7 912 345-67-80 Петров")
    assert "🤝 Рекомендует Иванов, ООО Ромашка" in anna.last()["text"]
    assert "кто назвал первым" in anna.last()["text"]
    await recommended(team, anna, "Сидоров, +7 912 345-67-81")
    assert "Сам себя никто не рекомендует" in anna.last()["text"]
    assert await team.count("recommendations") == 1
