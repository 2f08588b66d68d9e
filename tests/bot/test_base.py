"""Clients: written down, found by any part of them, shown on a card, corrected."""

import pytest

from bot.start import zone_of_city
from sandbox.people import Person
from tests.bot.test_stop import differences
from tests.house import House, buttons

BORIS = "SELECT members.id FROM members JOIN people ON people.id = person_id WHERE people.name = 'Boris'"


@pytest.fixture
async def anna(team: House) -> Person:
    person = team.people["Anna"]
    for line in (
        "Иванов Пётр, ООО Ромашка, +7 912 345-67-89",
        "Семёнова Ольга, ИП Зелёный двор, +7 903 111-22-33",
    ):
        await team.write(person, f"/new {line}")
    return person


@pytest.mark.parametrize(
    "words",
    [
        "иванов",
        "ИВАНОВ",
        "ванов",
        "петр",
        "Пётр",
        "ромашк",
        "машка",
        "345-67-89",
        "89123456789",
        "6789",
        "иван ром",
    ],
)
async def test_a_client_is_found_by_any_part(team: House, anna: Person, words: str) -> None:
    assert "Иванов Пётр, ООО Ромашка" in (await team.write(anna, words))["text"]


async def test_search_does_not_tell_e_from_yo_or_case(team: House, anna: Person) -> None:
    for words in ("семенова", "СЕМЁНОВА", "зеленый"):
        assert "Семёнова Ольга" in (await team.write(anna, words))["text"]


async def test_nobody_found_says_so_and_offers_to_add(team: House, anna: Person) -> None:
    told = await team.write(anna, "Тимофеев")
    assert "Тимофеев" in told["text"]
    assert buttons(told) == ["🆕 Добавить «Тимофеев»"]
    told = await team.press(anna, "Добавить")
    assert "Как с ним связаться" in told["text"]
    told = await team.press(anna, "Спросил, не дал")
    assert "Как закончилось" in told["text"]
    assert await team.count("clients", "name = 'Тимофеев' AND reach = 'refused'") == 1


async def test_a_new_client_without_a_phone_is_asked_how_to_reach_them(team: House, anna: Person) -> None:
    assert "Как с ним связаться" in (await team.write(anna, "/new Тимофеев"))["text"]
    assert "Не понял" in (await team.write(anna, "никак"))["text"]
    assert "Как закончилось" in (await team.write(anna, "tim@example.com"))["text"]
    assert await team.count("clients", "email = 'tim@example.com' AND reach = 'given'") == 1


async def test_a_phone_already_known_leads_to_its_client(team: House, anna: Person) -> None:
    told = await team.write(anna, "/new Кто-то 8 (912) 345 67 89")
    assert "Уже есть в базе: Иванов Пётр" in told["text"]
    assert await team.count("clients") == 2


async def test_pages_of_a_search_follow_one_another_without_gap_or_repetition(
    team: House, anna: Person
) -> None:
    for number in range(19):
        await team.write(anna, f"/new Кириллов{number:02} +7912555{number:04}")
    told = await team.write(anna, "кирилл")
    seen = [text for text in buttons(told) if "Кириллов" in text]
    while "Дальше →" in buttons(told):
        told = await team.press(anna, "Дальше →", told)
        seen += [text for text in buttons(told) if "Кириллов" in text]
    assert seen == [f"Кириллов{number:02}" for number in range(19)]


async def test_a_shared_contact_starts_recording_and_is_known_the_second_time(
    team: House, anna: Person
) -> None:
    shared = {"phone_number": "+79261234567", "first_name": "Мария", "last_name": "Кац", "user_id": 77}
    anna.send_contact(shared)
    await team.settled()
    assert "Новый клиент: Мария Кац" in anna.last()["text"]
    anna.send_contact(shared)
    await team.settled()
    assert "Уже есть в базе: Мария Кац" in anna.last()["text"]


async def test_what_comes_with_a_shared_contact_is_kept_too(team: House, anna: Person) -> None:
    numbers = "TEL:+7 926 123-45-67\nTEL:+7 926 123-45-68"
    card = f"BEGIN:VCARD\nFN:Мария Кац\nORG:ООО Ромашка\n{numbers}\nEMAIL:kats@example.com\nEND:VCARD"
    anna.send_contact(
        {"phone_number": "79261234567", "first_name": "Мария", "last_name": "Кац", "vcard": card}
    )
    await team.settled()
    assert "Мария Кац, ООО Ромашка" in anna.last().text
    assert await team.count("phones", "e164 IN ('+79261234567', '+79261234568')") == 2
    assert await team.count("clients", "email = 'kats@example.com'") == 1
    anna.send_contact(
        {"phone_number": "79260000000", "first_name": "Пётр", "vcard": "BEGIN:VCARD\n\x00:::broken"}
    )
    await team.settled()
    assert "Пётр" in anna.last().text


async def test_the_card_shows_contacts_newest_first_and_pages_back(team: House, anna: Person) -> None:
    for _ in range(7):
        await team.write(anna, "иванов")
        await team.press(anna, "➕ Контакт")
        await team.press(anna, "📵 Не дозвонился")
        await team.press(anna, buttons(anna.last())[0])
    card = await team.write(anna, "иванов")
    assert card["text"].count("📵 Не дозвонился") == 5
    card = await team.press(anna, "Раньше →", card)
    assert card["text"].count("📵 Не дозвонился") == 2


@pytest.mark.parametrize(
    ("field", "typed", "shown"),
    [
        ("Имя", "Иванов-Крамской Пётр", "Иванов-Крамской Пётр"),
        ("Компания", "АО «Вектор»", "АО «Вектор»"),
        ("Телефон", "8 495 123 45 67", "+7 495 123-45-67"),
        ("Почта", "Petr@Example.com", "petr@example.com"),
        ("Telegram", "@ivanov_petr", "@ivanov_petr"),
    ],
)
async def test_each_field_of_the_card_is_corrected_in_place(
    team: House, anna: Person, field: str, typed: str, shown: str
) -> None:
    await team.write(anna, "иванов")
    await team.press(anna, "✏️ Исправить")
    await team.press(anna, field)
    assert shown in (await team.write(anna, typed))["text"]
    assert shown in (await team.write(anna, typed.split(maxsplit=1)[0].lower().lstrip("@«")))["text"]


async def test_the_source_is_picked_and_the_head_hands_a_client_over(team: House, anna: Person) -> None:
    await team.write(anna, "иванов")
    await team.press(anna, "✏️ Исправить")
    await team.press(anna, "Источник")
    assert "Источник: выставка" in (await team.press(anna, "Выставка"))["text"]
    boris = team.people["Boris"]
    await team.write(boris, "иванов")
    await team.press(boris, "✏️ Исправить")
    await team.press(boris, "Ответственный")
    assert "Ответственный: Boris" in (await team.press(boris, "Boris"))["text"]
    assert await team.count("recontacts", f"state = 'open' AND responsible_id = ({BORIS})") == 1


async def test_a_note_is_kept_as_it_was_typed(team: House, anna: Person) -> None:
    await team.write(anna, "иванов")
    await team.press(anna, "🗒 Заметка")
    assert "Любит <b>кофе</b> & тишину" in (await team.write(anna, "Любит <b>кофе</b> & тишину"))["text"]


async def test_each_add_button_adds_its_own_name_and_a_double_tap_adds_once(
    team: House, anna: Person
) -> None:
    first = await team.write(anna, "Петрова")
    await team.write(anna, "Сидорова")
    for _ in range(2):
        anna.press(first, "🆕 Добавить «Петрова»")
    await team.settled()
    await team.write(anna, "+7 912 000-00-01")
    assert await team.count("clients", "name = 'Петрова' AND reach = 'given'") == 1
    assert await team.count("clients") == 3


async def test_after_an_explained_note_the_next_words_are_a_search(team: House, anna: Person) -> None:
    await team.write(anna, "иванов")
    await team.press(anna, "🗒 Заметка")
    await team.write(anna, "нецелевой клиент")
    assert "Семёнова" in (await team.write(anna, "семенова"))["text"]
    assert await team.count("notes") == 1


async def test_a_company_is_cleared_by_a_dash_and_a_blank_name_is_no_name(team: House, anna: Person) -> None:
    await team.write(anna, "иванов")
    await team.press(anna, "✏️ Исправить")
    await team.press(anna, "Компания")
    assert "Ромашка" not in (await team.write(anna, "-"))["text"]
    assert "нужно имя" in (await team.write(anna, "/new \u3164\u3164, !"))["text"]


async def test_a_mail_already_known_leads_to_its_client(team: House, anna: Person) -> None:
    await team.write(anna, "/new Первый, one@example.com")
    assert "Уже есть в базе: Первый" in (await team.write(anna, "/new Другой, one@example.com"))["text"]


async def test_a_name_typed_while_recording_is_asked_for_what_the_team_demands(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Орлов")
    await team.write(anna, "➕ Контакт")
    asked = await team.write(anna, "Орлов")
    assert "🙅 Спросил, не дал" in buttons(asked)
    assert "✅ Купил" in buttons(await team.press(anna, "🙅 Спросил, не дал"))


async def test_a_name_and_a_phone_together_find_their_client(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Орлов Пётр, +7 912 345-67-89")
    await team.write(anna, "/new Орлов Иван, +7 912 345-67-80")
    for query in ("орлов 8 (912) 345-67-89", "Орлов 67-89", "+79123456789 орлов"):
        assert "Орлов Пётр" in (await team.write(anna, f"/find {query}"))["text"].splitlines()[0], query


@pytest.mark.parametrize("recording", [False, True])
async def test_a_long_query_pages_on_whole(team: House, *, recording: bool) -> None:
    anna, query = team.people["Anna"], "Константинопольский Филармонический Оркестр"
    for number in range(10):
        await team.write(anna, f"/new {query} {number} +791200000{number:02}")
    await team.write(anna, "/new Константинопольский Филармонический Хор +79120000099")
    if recording:
        await team.write(anna, "➕ Контакт")
    first = await team.write(anna, query if recording else f"/find {query}")
    second = await team.press(anna, "Дальше →")
    named = [text for text in (*buttons(first), *buttons(second)) if "Оркестр" in text]
    assert len({*named}) == 10
    assert not [text for text in buttons(second) if "Хор" in text]
    opened = await team.press(anna, named[-1], second)
    assert ("✅ Купил" in buttons(opened)) is recording


async def test_a_wrong_phone_is_removed_and_what_it_made_of_the_client_too(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Орлов, +7 912 345-67-89")
    await team.write(anna, "Орлов")
    await team.press(anna, "✏️ Исправить")
    await team.press(anna, "Телефон")
    asked = await team.press(anna, "🗑 +7 912 345-67-89")
    assert "Другого телефона этого клиента нет." in asked["text"]
    assert await team.count("phones") == 1, "asked once more"
    await team.press(anna, "🗑 Удалить")
    assert await team.count("phones") == 0
    assert [row.reach for row in await team.rows("SELECT reach FROM clients")] == ["unknown"]
    assert "никого" in (await team.write(anna, "/find 67-89"))["text"]
    assert await differences(team) == []


async def test_whatever_else_an_introduction_says_is_kept_as_a_note(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Орлов, директор, ООО Маяк, a@b.example, c@d.example, +7 912 345-67-89")
    card = await team.write(anna, "Орлов")
    assert "директор, c@d.example" in card["text"]
    await team.press(anna, "✏️ Исправить")
    await team.press(anna, "Почта")
    assert "через Олю" in (await team.write(anna, "через Олю, e@f.example"))["text"]


async def test_a_long_note_is_kept_to_its_last_letter(team: House) -> None:
    anna, note = team.people["Anna"], "я" * 4000 + "конец"
    await team.write(anna, "/new Орлов, +7 912 345-67-89")
    await team.write(anna, "Орлов")
    await team.press(anna, "🗒 Заметка")
    await team.write(anna, note)
    assert [row.text for row in await team.rows("SELECT text FROM notes")] == [note]


async def test_an_older_list_of_a_long_query_does_not_page_into_another(team: House) -> None:
    anna, query = team.people["Anna"], "Константинопольский Филармонический Оркестр"
    for number in range(10):
        await team.write(anna, f"/new {query} {number} +791200000{number:02}")
    first = await team.write(anna, f"/find {query}")
    await team.write(anna, f"/find {query} и ещё кто-то, кого нет")
    pressed = anna.press(first, "Дальше →")
    await team.settled()
    assert "ещё раз" in str((pressed.answer or {}).get("text"))


async def test_another_mail_and_the_end_of_a_long_name_are_notes(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Орлов, a@b.example")
    for field, typed in (("Почта", "c@d.example"), ("Имя", "Орлов " + "я" * 120 + " конец")):
        await team.write(anna, "/find Орлов")
        await team.press(anna, "✏️ Исправить")
        await team.press(anna, field)
        await team.write(anna, typed)
    kept = [row.text for row in await team.rows("SELECT text FROM notes ORDER BY id")]
    assert kept == ["a@b.example", "Орлов " + "я" * 120 + " конец"]


@pytest.mark.parametrize("typed", ["санкт петербург", "г. Казань", "Ростов на Дону", "Saint-Petersburg"])
def test_a_city_is_found_however_it_is_written(typed: str) -> None:
    assert zone_of_city(typed) == "Europe/Moscow"
