"""A contact looked at again: what was said on its day stays, and what is said later stands beside it."""

from datetime import timedelta

import pytest

from sandbox.message import Message
from sandbox.people import Person
from tests.bot.test_reports import lose
from tests.house import House, buttons, newest_with


@pytest.fixture
async def anna(team: House) -> Person:
    """Anna, whose client refused yesterday."""
    person = team.people["Anna"]
    await team.write(person, "/new Иванов, ООО Ромашка, +7 912 345-67-89")
    await lose(team, person, "Нет денег")
    team.clock.advance(timedelta(days=1))
    return person


async def reopen(team: House, person: Person) -> Message:
    """The contact, from the client's card."""
    await team.write(person, "Иванов")
    await team.press(person, "📝 Контакты")
    return await team.press(person, "Отказ: Нет денег")


async def test_a_correction_on_a_later_day_stands_beside_the_original(team: House, anna: Person) -> None:
    card = await reopen(team, anna)
    assert "вт 1 декабря · Anna" in card["text"]
    assert "✏️ Исправить" not in buttons(card)
    assert "↩️ Отменить" not in buttons(card)
    await team.press(anna, "✍️ Поправка")
    card = await team.write(anna, "на самом деле <решает> жена")
    assert "нет денег (объективное препятствие)" in card["text"]
    assert "✍️ Поправка, Anna, ср 2 декабря: «на самом деле <решает> жена»" in card["text"]
    shown = await team.write(anna, "Иванов")
    assert "нет денег (объективное препятствие)" in shown["text"]
    assert "✍️ Поправка, Anna, ср 2 декабря" in shown["text"]


async def test_an_observer_adds_what_they_saw(team: House, anna: Person) -> None:
    boris = team.people["Boris"]
    assert "👁 Дополнить" in buttons(await reopen(team, boris))
    await team.press(boris, "👁 Дополнить")
    card = await team.write(boris, "скидку не предложили")
    assert "👁 Boris, ср 2 декабря: «скидку не предложили»" in card["text"]
    assert "👁 Boris, ср 2 декабря: «скидку не предложили»" in (await team.write(anna, "Иванов"))["text"]


async def test_on_its_day_it_is_corrected_and_taken_back_from_the_card_too(team: House) -> None:
    anna, boris = team.people["Anna"], team.people["Boris"]
    await team.write(anna, "/new Иванов, ООО Ромашка, +7 912 345-67-89")
    await lose(team, anna, "Нет денег")
    card = await reopen(team, boris)
    assert {"✏️ Исправить", "↩️ Отменить"} <= {*buttons(card)}, "a head corrects on the day"
    await team.press(boris, "↩️ Отменить")
    assert await team.count("contacts", "undone_at IS NULL") == 0


async def test_the_label_in_a_remark_is_explained_and_the_words_are_kept(team: House, anna: Person) -> None:
    await reopen(team, anna)
    await team.press(anna, "✍️ Поправка")
    await team.write(anna, "да он нецелевой")
    assert "не причина отказа" in "\n".join(one["text"] for one in anna.messages()[-2:])
    assert [row.text for row in await team.rows("SELECT text FROM remarks")] == ["да он нецелевой"]


async def test_a_contact_taken_back_takes_no_remark(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Иванов, ООО Ромашка, +7 912 345-67-89")
    await lose(team, anna, "Нет денег")
    contact = (await team.rows("SELECT id FROM contacts"))[0].id
    await team.press(anna, "↩️ Отменить")
    await team.forge(anna, f"rk:{contact}", newest_with(anna, "👤 Карточка"))
    await team.write(anna, "что-то ещё")
    assert await team.count("remarks") == 0


async def test_in_english(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/language")
    await team.press(anna, "English")
    await team.write(anna, "/new Brown, +7 912 345-67-80")
    await team.press(anna, "❌ Refused")
    await team.press(anna, "No money")
    await team.press(anna, "In a month")
    team.clock.advance(timedelta(days=1))
    await team.write(anna, "Brown")
    await team.press(anna, "📝 Contacts")
    await team.press(anna, "Refused: No money")
    await team.press(anna, "✍️ Correction")
    card = await team.write(anna, "they had the money")
    assert "✍️ Correction, Anna, Wed, December 2: “they had the money”" in card["text"]
