"""One typed line is a contact: shown filled in, corrected by a tap, kept by one."""

import pytest

from sandbox.acts import send
from sandbox.people import Person
from tests.bot.test_stop import differences
from tests.house import House, buttons


@pytest.fixture
async def anna(team: House) -> Person:
    person = team.people["Anna"]
    for who in (
        "Иванов Пётр, ООО Ромашка, +79123456789",
        "Петрова Анна, Вектор",
        "Сидоров Олег, +79220000000",
    ):
        await team.write(person, f"/new {who}")
    await team.write(person, "/today")
    return person


async def test_a_sentence_about_a_known_client_is_one_tap_from_kept(team: House, anna: Person) -> None:
    shown = await team.write(
        anna, "Звонил Иванову из ООО Ромашка +7 912 345-67-89, дорого, перезвонить через 2 недели"
    )
    assert "Иванов Пётр, ООО Ромашка" in shown.text
    assert "❌ Отказ: не отстояли цену" in shown.text
    assert "Вернуться: вт 15 декабря" in shown.text
    assert await team.count("contacts") == 0, "nothing is kept before a tap"
    kept = await team.press(anna, "✅ Записать")
    assert "Записано" in kept.text
    assert await team.count("contacts", "outcome = 'lost' AND reason_id IS NOT NULL") == 1
    assert await differences(team) == []


async def test_a_double_tap_keeps_one(team: House, anna: Person) -> None:
    shown = await team.write(anna, "Звонил Сидорову, дорого, перезвонить завтра")
    for _tap in range(2):
        anna.press(shown, "✅ Записать")
    await team.settled()
    assert await team.count("contacts") == 1


async def test_a_sale_has_its_sum_and_its_next_touch(team: House, anna: Person) -> None:
    shown = await team.write(anna, "встреча с Петровой, купила на 45к, следующий раз в марте")
    assert "Петрова Анна" in shown.text
    assert "45" in shown.text
    assert "марта" in shown.text
    await team.press(anna, "✅ Записать")
    (kept,) = await team.rows("SELECT amount, channel, outcome FROM contacts")
    assert tuple(kept) == (4_500_000, "meeting", "won")


async def test_a_new_client_is_two_taps(team: House, anna: Person) -> None:
    shown = await team.write(
        anna, "Звонил Кузнецову из Ландыша +7 926 111-22-33, дорого, перезвонить в пятницу"
    )
    assert "в базе ещё нет" in shown.text
    await team.press(anna, "🆕 Кузнецов")
    await team.press(anna, "✅ Записать")
    assert await team.count("clients", "name = 'Кузнецов' AND company = 'Ландыш'") == 1
    assert await team.count("contacts") == 1
    assert await team.count("phones", "e164 = '+79261112233'") == 1


async def test_what_is_missing_is_asked_and_the_answer_keeps_it(team: House, anna: Person) -> None:
    shown = await team.write(anna, "сидоров отказался, дорого")
    assert "Сидоров Олег" in shown.text
    assert "Когда вернёмся" in shown.text
    kept = await team.press(anna, "Через")
    assert "Записано" in kept.text


async def test_nobody_answered_is_tried_again_tomorrow(team: House, anna: Person) -> None:
    shown = await team.write(anna, "не дозвонился до Сидорова")
    assert "Не дозвонился" in shown.text
    assert "завтра, ср 2 декабря" in shown.text
    await team.press(anna, "✅ Записать")
    assert await team.count("contacts", "outcome = 'no_answer'") == 1


@pytest.mark.parametrize(
    ("first", "asked"),
    [
        ("Петрова купила", "На какую сумму"),
        ("Петрова отказалась, дорого", "Когда вернёмся"),
        ("Звонил Кузнецову, дорого, завтра", "такого клиента в базе ещё нет"),
    ],
)
async def test_a_sentence_about_another_is_no_answer_to_what_was_asked(
    team: House, anna: Person, first: str, asked: str
) -> None:
    question = await team.write(anna, first)
    offered = buttons(question)
    assert asked in question.text
    shown = await team.write(anna, "Сидоров купил на 45к")
    assert "Записать так" in shown.text
    assert "Сидоров Олег" in shown.text
    assert await team.count("contacts") == 0
    assert await team.count("sentences", "named <> ''") == 0
    await team.press(anna, offered[0], question)
    [earlier] = [each for each in anna.messages() if each.id == question.id]
    assert buttons(earlier) != offered, "what was asked before can still be answered by its buttons"


@pytest.mark.parametrize(
    "typed",
    [
        "ООО Вектор, Кузнецов +7 926 111-22-33, отказ, дорого, перезвонить завтра",
        "Кузнецов, kuznetsov@vector.ru, дорого, перезвонить завтра",
        "Сидоров +79220000000 купил на 45к",
        "John Brown, Vector LLC, +7 926 111-22-33, refused, too expensive",
    ],
)
async def test_a_sentence_about_whoever_has_a_phone_of_their_own_is_no_reason_of_the_first(
    team: House, anna: Person, typed: str
) -> None:
    question = await team.write(anna, "Петрова отказалась")
    assert "Что помешало" in question.text
    offered = buttons(question)
    shown = await team.write(anna, typed)
    assert any(name in shown.text for name in ("Кузнецов", "Сидоров Олег", "John Brown"))
    assert await team.count("notes") == 0, "nobody's words yet"
    assert await team.count("sentences") == 2
    [earlier] = [each for each in anna.messages() if each.id == question.id]
    assert buttons(earlier) == offered, "the first can still be given a reason"


@pytest.mark.parametrize(
    "typed",
    [
        "дорого, решает директор Кузнецов +7 926 111-22-33",
        "не решает, звонить Кузнецову +7 926 111-22-33",
        "Петрова +7 922 000-00-01: дорого",
    ],
)
async def test_words_for_a_reason_may_name_somebody_else_with_a_phone(
    team: House, anna: Person, typed: str
) -> None:
    await team.write(anna, "/new Котова Вера +79220000001")
    await team.write(anna, "/today")
    await team.write(anna, "Котова отказалась")
    shown = await team.write(anna, typed)
    assert typed in shown.text
    assert await team.count("notes", f"text = '{typed}'") == 1


async def test_a_second_address_is_nobodys_name(team: House, anna: Person) -> None:
    shown = await team.write(anna, "Иванов, КП на info@romashka.ru и petrov@mail.ru, перезвонить завтра")
    assert "Записать так" in shown.text
    assert "Иванов Пётр" in shown.text
    assert "petrov@mail.ru" in shown.text


async def test_without_a_name_it_is_asked_about_whom(team: House, anna: Person) -> None:
    shown = await team.write(anna, "скинули КП, вернуться 10.12 в 15:00")
    assert "О ком это" in shown.text
    chosen = await team.press(anna, "Петрова")
    assert "чт 10 декабря, 15:00" in chosen.text


async def test_each_part_is_one_tap_from_being_corrected(team: House, anna: Person) -> None:
    await team.write(anna, "Звонил Иванову из Ромашки, дорого, перезвонить завтра")
    await team.press(anna, "🎯 Причина")
    shown = await team.press(anna, "Нет денег")
    assert "нет денег" in shown.text
    await team.press(anna, "📅 Дата")
    shown = await team.press(anna, "Через")
    assert "Записать так" in shown.text
    shown = await team.press(anna, "📞 Звонок")
    assert "🤝 Встреча" in buttons(shown)
    await team.press(anna, "👤 Клиент")
    await team.press(anna, "Иванов")
    await team.press(anna, "✅ Записать")
    assert await team.count("contacts", "outcome = 'lost'") == 1


async def test_several_people_are_asked_about(team: House, anna: Person) -> None:
    shown = await team.write(anna, "Говорил с Ивановым и с Петровой, перезвонить завтра")
    assert "О ком это" in shown.text
    await team.press(anna, "Петрова")
    await team.press(anna, "✅ Записать")
    kept = await team.rows("SELECT c.name FROM contacts AS k JOIN clients AS c ON c.id = k.client_id")
    assert [row.name for row in kept] == ["Петрова Анна"]
    assert await team.count("notes", "text LIKE '%Ивановым%'") == 1, "nothing typed is lost"


async def test_several_sentences_about_several_people_ask_which(team: House, anna: Person) -> None:
    shown = await team.write(anna, "Звонил Иванову, дорого. Петрова купила на 45к. Сидоров не ответил")
    assert "О ком это" in shown.text
    assert {"Иванов", "Петрова", "Сидоров"} <= {
        name.split()[0] for name in buttons(shown) if name[0].isalpha()
    }
    assert await team.count("contacts") == 0


@pytest.mark.parametrize(("name", "told", "others"), [("Иванов", "Отказ", "45"), ("Петрова", "45", "Отказ")])
async def test_of_several_each_has_what_was_said_of_them(
    team: House, anna: Person, name: str, told: str, others: str
) -> None:
    await team.write(anna, "Звонил Иванову, отказался, дорого. Петрова купила на 45к, перезвонить в марте")
    shown = await team.press(anna, name)
    assert told in shown.text
    assert others not in shown.text
    assert ("Когда вернёмся" in shown.text) is (name == "Иванов"), "the date was hers"


async def test_words_that_tell_of_no_contact_look_for_a_client(team: House, anna: Person) -> None:
    for words in ("иванов", "ромашка", "345-67-89"):
        assert "Иванов Пётр" in (await team.write(anna, words)).text
    assert await team.count("sentences") == 0


async def test_what_was_not_understood_is_kept_as_a_note(team: House, anna: Person) -> None:
    await team.write(anna, "Звонил Сидорову, показывал новый каталог с фасадами, перезвонить завтра")
    assert "каталог с фасадами" in anna.last().text
    await team.press(anna, "✅ Записать")
    assert "каталог с фасадами" in (await team.write(anna, "Сидоров")).text


async def test_what_a_reason_was_read_from_stays_as_the_clients_words(team: House, anna: Person) -> None:
    await team.write(anna, "Звонил Сидорову, отказался: дорого, перезвонить завтра")
    kept = await team.press(anna, "✅ Записать")
    assert "Слова клиента: «" in kept.text
    assert "«дорого" in kept.text.partition("Слова клиента")[2]


async def test_a_forwarded_message_is_the_clients_own(team: House, anna: Person) -> None:
    sender = {"id": 777, "is_bot": False, "first_name": "Глеб"}
    anna.forward("Добрый день! Пока не готовы, бюджет только в марте", sender)
    await team.settled()
    assert "Глеб" in anna.last().text
    await team.press(anna, "🆕 Глеб")
    shown = anna.last()
    assert "входящее сообщение" in shown.text
    if "Записать так" not in shown.text:
        await team.press(anna, "Через")
    else:
        await team.press(anna, "✅ Записать")
    assert await team.count("contacts", "channel = 'message' AND direction = 'in'") == 1
    assert await team.count("clients", "telegram_id = 777") == 1
    assert await team.count("notes", "text LIKE '%бюджет только в марте%'") == 1


async def test_a_reply_to_a_card_is_about_its_client(team: House, anna: Person) -> None:
    card = await team.write(anna, "Сидоров")
    anna.write("дорого, перезвонить через неделю", reply_to=card)
    await team.settled()
    assert "Сидоров Олег" in anna.last().text
    assert "Записать так" in anna.last().text


async def test_a_caption_is_a_sentence_too(team: House, anna: Person) -> None:
    anna.send_file("голос.ogg", b"0", "Звонил Сидорову, дорого, перезвонить завтра")
    await team.settled()
    assert "Записать так" in anna.last().text


async def test_the_caption_of_a_voice_message_is_a_sentence_too(team: House, anna: Person) -> None:
    voice = {"file_id": "1", "file_unique_id": "1", "duration": 7}
    caption = "Звонил Сидорову, дорого, перезвонить завтра"
    send(anna.telegram, anna, anna.telegram.chat_of(anna, None), {"voice": voice, "caption": caption})
    await team.settled()
    assert "Сидоров Олег" in anna.last().text
    assert "Записать так" in anna.last().text


async def test_the_label_is_explained_and_a_reason_asked_for(team: House, anna: Person) -> None:
    shown = await team.write(anna, "Сидоров нецелевой")
    assert "не причина" in shown.text
    assert "Нет денег" in buttons(shown)


async def test_the_label_beside_a_reason_is_explained_too(team: House, anna: Person) -> None:
    shown = await team.write(anna, "Сидоров нецелевой, дорого, перезвонить через неделю")
    assert "не причина" in shown.text
    assert "Записать так" in shown.text
    kept = await team.press(anna, "✅ Записать")
    assert "нецелевой" in kept.text.partition("Слова клиента")[2]
    assert "не причина" not in (await team.write(anna, "Сидоров нецелевой, купил на 5000")).text


async def test_an_edited_message_is_followed_until_it_is_kept(team: House, anna: Person) -> None:
    anna.write("Звонил Сидорову, дорого, перезвонить завтра")
    await team.settled()
    message, old = anna.messages()[-2], anna.last()
    anna.edit(message, "Звонил Сидорову, дорого, перезвонить через неделю")
    await team.settled()
    assert "вт 8 декабря" in anna.last().text
    pressed = anna.press(old, "✅ Записать")
    await team.settled()
    assert "заново" in str((pressed.answer or {}).get("text"))
    assert await team.count("contacts") == 0
    await team.press(anna, "✅ Записать")
    assert await team.count("contacts") == 1


async def test_an_edit_after_it_was_kept_changes_nothing(team: House, anna: Person) -> None:
    anna.write("Звонил Сидорову, дорого, перезвонить завтра")
    await team.settled()
    message = anna.messages()[-2]
    await team.press(anna, "✅ Записать")
    kept = await team.rows("SELECT * FROM contacts")
    due = await team.rows("SELECT * FROM recontacts")
    anna.edit(message, "Петрова купила на 45к, перезвонить через неделю")
    await team.settled()
    assert await team.rows("SELECT * FROM contacts") == kept
    assert await team.rows("SELECT * FROM recontacts") == due
    assert "уже записано" in anna.messages()[-2].text.lower() + anna.last().text.lower()


async def test_in_english(team: House, anna: Person) -> None:
    await team.write(anna, "/language")
    await team.press(anna, "English")
    await team.write(anna, "/new John Brown, Daisy Ltd")
    await team.write(anna, "/today")
    shown = await team.write(anna, "met John Brown, no budget until next year, call him on Tuesday at 3pm")
    assert "no money" in shown.text
    assert "3:00" in shown.text
    await team.press(anna, "✅ Record")
    assert await team.count("contacts", "channel = 'meeting' AND outcome = 'lost'") == 1
