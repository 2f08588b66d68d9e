"""Contacts that leave no client: the lead let go at its price, what was no enquiry, the tenth that heads see."""

from datetime import timedelta

from sandbox.people import Person
from tests.bot.test_stop import differences, plain
from tests.house import House, buttons, newest_with


async def miss(team: House, person: Person, source: str) -> None:
    await team.write(person, "➕ Контакт")
    await team.press(person, "📵 Упущенный")
    await team.press(person, source)


async def no_enquiry(team: House, person: Person, fact: str) -> None:
    await team.write(person, "➕ Контакт")
    await team.press(person, "🚫 Не обращение")
    await team.press(person, fact)


async def test_a_missed_lead_takes_two_taps_with_its_source(team: House) -> None:
    anna = team.people["Anna"]
    await miss(team, anna, "Реклама")
    assert "Упущенный, реклама" in anna.last()["text"]
    rows = await team.rows("SELECT fact, source FROM clientless")
    assert [tuple(row) for row in rows] == [("missed", "ad")]
    assert await differences(team) == []


async def test_a_missed_lead_counts_against_the_capture_at_its_price(team: House) -> None:
    anna, boris = team.people["Anna"], team.people["Boris"]
    await team.write(boris, "/settings")
    await team.press(boris, "💰 Расходы")
    await team.press(boris, "Реклама")
    await team.write(boris, "30000")
    await miss(team, anna, "Реклама")
    price = plain(anna.last()["text"])
    assert "Обращение оттуда в этом месяце стоит" in price
    await team.write(anna, "/new Иванов +7 912 345-67-89")
    week = plain((await team.write(boris, "/report week"))["text"])
    assert "🆕 2 новых обращения; связаться можно: 50 % (1 из 2)" in week
    assert "💸" in week
    await team.press(boris, "❔ Как посчитано")
    opened = await team.press(boris, "Есть контакт")
    assert "Упущено, не записано: 1" in opened["text"]


async def test_a_second_tap_records_no_second_one(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "➕ Контакт")
    asked = await team.press(anna, "📵 Упущенный")
    await team.press(anna, "Реклама", asked)
    await team.forge(anna, "ms:ad", asked)
    assert await team.count("clientless") == 1


async def test_what_was_no_enquiry_is_told_from_a_closed_list_and_is_no_lead(team: House) -> None:
    anna, boris = team.people["Anna"], team.people["Boris"]
    await team.write(anna, "➕ Контакт")
    asked = await team.press(anna, "🚫 Не обращение")
    assert [one for one in buttons(asked) if not one.startswith("←")] == [
        "Ошиблись номером",
        "Предлагали своё",
        "Искали работу",
        "Спам",
        "Дубль",
    ]
    await team.press(anna, "Искали работу")
    await team.press(anna, "🗒 Кто это был")
    told = await team.write(anna, "студент <с резюме>")
    assert "«студент <с резюме>»" in told["text"]
    await team.write(anna, "/new Иванов +7 912 345-67-89")
    week = plain((await team.write(boris, "/report week"))["text"])
    assert "🚫 Не обращения: 1 из 2 первых контактов (50 %): искали работу 1" in week
    assert "🆕 1 новое обращение" in week
    own = plain((await team.write(anna, "/report week"))["text"])
    assert "Не обращения" not in own, "shown to heads"


async def test_every_tenth_is_shown_to_the_heads(team: House) -> None:
    anna, boris = team.people["Anna"], team.people["Boris"]
    for _ in range(9):
        await no_enquiry(team, anna, "Спам")
    assert not any("Похоже на правду?" in one["text"] for one in boris.messages())
    await no_enquiry(team, anna, "Предлагали своё")
    asked = newest_with(boris, "Да, похоже")
    assert "Похоже на правду?" in asked["text"]
    assert "Anna: предлагали своё" in asked["text"]
    told = await team.press(boris, "Нет", asked)
    assert "Вы ответили: нет." in told["text"]
    assert "Руководитель сомневается" in anna.last()["text"]
    assert "🆕 Новый клиент" in buttons(anna.last())
    week = plain((await team.write(boris, "/report week"))["text"])
    assert "под сомнением: 1" in week


async def test_only_a_head_says_whether_it_looks_true_and_only_of_a_sample(team: House) -> None:
    anna, boris = team.people["Anna"], team.people["Boris"]
    await no_enquiry(team, anna, "Спам")
    number = (await team.rows("SELECT id FROM clientless"))[0].id
    await team.forge(boris, f"cl:d:{number}")
    await team.forge(anna, f"cl:d:{number}")
    assert await team.count("clientless", "doubted IS NOT NULL") == 0


async def test_it_is_taken_back_within_the_day_by_its_button_and_by_undo(team: House) -> None:
    anna = team.people["Anna"]
    await miss(team, anna, "Сайт")
    await team.press(anna, "↩️ Отменить")
    assert "Отменено" in anna.last()["text"]
    assert await team.count("leads", "clients > 0") == 0
    await team.write(anna, "/new Иванов +7 912 345-67-89")
    await team.press(anna, "📵 Не дозвонился")
    await team.press(anna, "Завтра")
    team.clock.advance(timedelta(minutes=1))
    await miss(team, anna, "Сайт")
    await team.write(anna, "/undo")
    assert await team.count("clientless", "undone_at IS NULL") == 0
    assert await team.count("contacts", "undone_at IS NULL") == 1
    assert await differences(team) == []
    team.clock.advance(timedelta(minutes=1))
    await miss(team, anna, "Сайт")
    message = newest_with(anna, "↩️ Отменить")
    team.clock.advance(timedelta(days=1))
    number = (await team.rows("SELECT max(id) AS id FROM clientless"))[0].id
    await team.forge(anna, f"cl:u:{number}", message)
    assert await team.count("clientless", "undone_at IS NULL") == 1


async def test_in_english(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/language")
    await team.press(anna, "English")
    await team.write(anna, "➕ Contact")
    await team.press(anna, "🚫 Not an enquiry")
    await team.press(anna, "Looks for a job")
    assert "✅ Recorded\nLooks for a job" in anna.last()["text"]
    await team.write(anna, "➕ Contact")
    await team.press(anna, "📵 Missed lead")
    await team.press(anna, "Not known")
    assert "Missed lead" in anna.last()["text"]
