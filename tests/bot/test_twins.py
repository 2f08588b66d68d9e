"""Clients who are one: noticed when they are written down, merged in two taps, taken apart again."""

import pytest

from sandbox.message import Message
from sandbox.people import Person
from tests.bot.test_remind import go_by
from tests.bot.test_stop import differences
from tests.house import House, buttons, invite, join, newest_with

ROMA = "/new Иванов Пётр, ООО «Ромашка», +79120000001, p@roma.example"


def shown(person: Person, text: str) -> Message:
    """The newest message that says it: a notice stands above the question that follows it."""
    return next(message for message in reversed(person.messages()) if text in message.text)


async def press(team: House, person: Person, button: str, told: str) -> Message:
    await team.press(person, button)
    return shown(person, told)


@pytest.fixture
async def anna(team: House) -> Person:
    person = team.people["Anna"]
    await team.write(person, ROMA)
    await team.press(person, "➡️ Следующий шаг")
    await team.press(person, "Завтра")
    return person


@pytest.mark.parametrize(
    "typed",
    [
        "Иванов Пётр, Ромашка, +79120000002",
        "Петр Иванов, +79120000002",
        "Ивонов Пётр, ООО Ромашка, +79120000002",
        "Иванов, ЗАО ромашка, +79120000002",
        "Иванов П., Ромашка, +79120000002",
    ],
)
async def test_who_looks_like_somebody_in_the_base_is_noticed_at_once(
    team: House, anna: Person, typed: str
) -> None:
    await team.write(anna, f"/new {typed}")
    offer = newest_with(anna, "🔗 Иванов Пётр")
    assert "уже есть в базе" in offer.text
    assert "❌ Отказ" in buttons(anna.last()), "and recording goes on"


@pytest.mark.parametrize(
    "typed",
    ["Иванов, АО Лютик, +79120000002", "Петров Пётр, ООО Ромашка, +79120000002", "Иванов, +79120000002"],
)
async def test_a_namesake_elsewhere_is_somebody_else(team: House, anna: Person, typed: str) -> None:
    await team.write(anna, f"/new {typed}")
    assert not [text for message in anna.messages() for text in buttons(message) if "🔗" in text]


async def test_two_taps_make_them_one_and_one_takes_them_apart(team: House, anna: Person) -> None:
    await team.write(anna, "/new Иванов П., Ромашка, +79120000002, @p_ivanov")
    plan = await press(team, anna, "🔗 Иванов Пётр", "станут одним")
    assert "Остаётся\nИванов Пётр" in plan.text
    assert "Впишем: Telegram p_ivanov" in plan.text
    assert "Покажем рядом: имя Иванов П" in plan.text
    card = await press(team, anna, "🔗 Объединить", "👤")
    assert "+7 912 000-00-01" in card.text
    assert "+7 912 000-00-02" in card.text
    assert "Объединён вт 1 декабря: Иванов П, Ромашка\n" in card.text
    assert await team.count("clients") == 1
    assert await differences(team) == []
    back = await press(team, anna, "✂️ Не тот же: Иванов П", "👤")
    assert "+7 912 000-00-02" in back.text
    assert "+7 912 000-00-01" not in back.text
    assert await team.count("clients") == 2
    assert await differences(team) == []


async def test_the_other_one_may_stay(team: House, anna: Person) -> None:
    await team.write(anna, "/new Иванов П., Ромашка, +79120000002")
    await team.press(anna, "🔗 Иванов Пётр")
    turned = await press(team, anna, "⇄ Остаётся другой", "станут одним")
    assert "Остаётся\nИванов П, Ромашка" in turned.text
    card = await press(team, anna, "🔗 Объединить", "👤")
    assert card.text.startswith("👤 Иванов П, ")
    assert "Следующий шаг" in card.text, "with the contacts of both"


async def test_they_may_be_two_after_all(team: House, anna: Person) -> None:
    await team.write(anna, "/new Иванов П., Ромашка, +79120000002")
    await team.press(anna, "🔗 Иванов Пётр")
    await team.press(anna, "Нет, это разные")
    assert await team.count("clients") == 2


async def test_a_phone_that_is_anothers_offers_to_make_them_one(team: House, anna: Person) -> None:
    await team.write(anna, "/new Сидоров, +79120000002")
    await team.write(anna, "Сидоров")
    await team.press(anna, "✏️ Исправить")
    await team.press(anna, "Телефон")
    await team.write(anna, "8 (912) 000-00-01")
    await team.press(anna, "🔗 Это один клиент")
    card = await press(team, anna, "🔗 Объединить", "👤")
    assert card.text.startswith("👤 Иванов Пётр")
    assert "Сидоров" in card.text


async def test_a_name_corrected_into_anothers_is_noticed(team: House, anna: Person) -> None:
    await team.write(anna, "/new Сидоров, Ромашка, +79120000002")
    await team.write(anna, "Сидоров")
    await team.press(anna, "✏️ Исправить")
    await team.press(anna, "Имя")
    card = await team.write(anna, "Иванов Пётр")
    assert card.text.startswith("👤 Иванов Пётр")
    assert newest_with(anna, "🔗 Иванов Пётр")


async def test_any_two_can_be_merged_from_the_card(team: House, anna: Person) -> None:
    await team.write(anna, "/new Сидоров, +79120000002")
    await team.write(anna, "Сидоров")
    await team.press(anna, "✏️ Исправить")
    await team.press(anna, "🔗 Объединить")
    missed = await team.write(anna, "никто такой")
    assert "больше никто не находится" in missed.text
    await team.write(anna, "0000001")
    plan = await press(team, anna, "🔗 Иванов Пётр", "станут одним")
    assert "Остаётся\nСидоров" in plan.text


async def test_old_buttons_and_typed_answers_find_who_they_became(team: House, anna: Person) -> None:
    await team.write(anna, "/new Иванов П., Ромашка, +79120000002")
    asked = anna.last()
    await team.press(anna, "🔗 Иванов Пётр")
    await team.press(anna, "🔗 Объединить")
    saved = await team.press(anna, "📵 Не дозвонился", asked)
    assert saved.text.startswith("Иванов Пётр")
    saved = await team.press(anna, "Завтра", saved)
    assert "Записано" in saved.text
    assert "Иванов Пётр" in saved.text
    assert await differences(team) == []


async def test_a_colleagues_client_is_not_given_away_by_a_manager(team: House, anna: Person) -> None:
    boris, pavel = team.people["Boris"], team.people["Olga"]
    await team.write(boris, "/new Сидоров, Лютик, +79120000003")
    await team.write(anna, "Иванов")
    await team.press(anna, "✏️ Исправить")
    await team.press(anna, "🔗 Объединить")
    await team.write(anna, "Сидоров")
    pressed = anna.press(newest_with(anna, "🔗 Сидоров"), "🔗 Сидоров, Лютик")
    await team.settled()
    assert pressed.answer is not None
    assert "клиент коллеги" in str(pressed.answer.get("text"))
    await team.write(pavel, "Иванов")
    await team.press(pavel, "✏️ Исправить")
    await team.press(pavel, "🔗 Объединить")
    await team.write(pavel, "Сидоров")
    await team.press(pavel, "🔗 Сидоров")
    await team.press(pavel, "🔗 Объединить")
    assert await team.count("clients") == 1


async def test_after_a_week_the_card_offers_no_way_back(team: House, anna: Person) -> None:
    await team.write(anna, "/new Иванов П., Ромашка, +79120000002")
    await team.press(anna, "🔗 Иванов Пётр")
    await team.press(anna, "🔗 Объединить")
    await go_by(team, days=8)
    card = await team.write(anna, "0000002")
    assert "Объединён" in card.text
    assert not [text for text in buttons(card) if "✂️" in text]


async def test_a_mail_corrected_into_anothers_is_noticed(team: House, anna: Person) -> None:
    await team.write(anna, "/new Сидоров, +79120000002")
    await team.write(anna, "Сидоров")
    await team.press(anna, "✏️ Исправить")
    await team.press(anna, "Почта")
    card = await team.write(anna, "P@ROMA.example")
    assert "p@roma.example" in card.text, "nothing typed is lost: a firm may share a mailbox"
    assert newest_with(anna, "🔗 Иванов Пётр")


@pytest.mark.usefixtures("anna")
async def test_it_speaks_english(team: House) -> None:
    jane = team.person("Jane", "en")
    await join(team, jane, await invite(team, team.people["Olga"], "руководитель"))
    await team.write(jane, "/new Иванов П., Ромашка, +79120000002")
    plan = await press(team, jane, "🔗 Иванов Пётр", "become one")
    assert "within 7 days" in plan.text
    card = await press(team, jane, "🔗 Merge", "👤")
    assert "Merged Tue, December 1" in card.text
