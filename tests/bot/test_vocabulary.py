"""The team's own words: reasons, sources, channels and tags, made by a head and picked by everybody."""

import pytest

from sandbox.people import Person
from tests.bot.test_reports import lose
from tests.bot.test_stop import differences
from tests.house import House, buttons, invite, join

OWN = "Нет лицензии на экспорт"


@pytest.fixture
async def boris(team: House) -> Person:
    return team.people["Boris"]


async def open_list(team: House, head: Person, title: str) -> None:
    await team.write(head, "⚙️ Ещё")
    await team.press(head, "📚 Списки")
    await team.press(head, title)


async def add(team: House, head: Person, title: str, name: str) -> None:
    await open_list(team, head, title)
    await team.press(head, "➕ Добавить")
    await team.write(head, name)


async def test_an_own_reason_is_picked_counted_and_stands_in_the_week(team: House, boris: Person) -> None:
    anna = team.people["Anna"]
    await add(team, boris, "🧱 Причины: препятствия", OWN)
    await team.write(anna, "/new Иванов +79120000001")
    await lose(team, anna, OWN)
    card = anna.last()
    assert f"{OWN} (объективное препятствие)" in card.text
    report = await team.write(boris, "/report")
    assert OWN in report.text
    assert await differences(team) == []


async def test_a_reason_is_renamed_and_what_was_recorded_under_it_follows(team: House, boris: Person) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Иванов +79120000001")
    await lose(team, anna, "Нет денег")
    await open_list(team, boris, "🧱 Причины: препятствия")
    await team.press(boris, "Нет денег")
    await team.press(boris, "✏️ Переименовать")
    listed = await team.write(boris, "Бюджет <после> весны & позже")
    assert "Бюджет <после> весны & позже" in buttons(listed)
    card = await team.write(anna, "Иванов")
    assert "Бюджет <после> весны & позже" in card.text
    report = await team.write(boris, "/report")
    assert "Бюджет <после> весны" in report.text


async def test_a_hidden_reason_is_offered_no_more_and_can_come_back(team: House, boris: Person) -> None:
    anna = team.people["Anna"]
    await open_list(team, boris, "🎯 Причины: ошибки продажи")
    await team.press(boris, "Слабая презентация")
    hidden = await team.press(boris, "🙈 Скрыть")
    assert "🙈 Слабая презентация" in buttons(hidden)
    await team.write(anna, "/new Иванов +79120000001")
    asked = await team.press(anna, "❌ Отказ")
    assert "Слабая презентация" not in buttons(asked)
    assert any(each.startswith("🧱 ") for each in buttons(asked)), "the longer column's rest has its sign"
    await team.press(boris, "🙈 Слабая презентация")
    await team.press(boris, "👁 Снова предлагать")
    await team.write(anna, "➕ Контакт")
    await team.press(anna, "Иванов")
    assert "Слабая презентация" in buttons(await team.press(anna, "❌ Отказ"))


async def test_the_last_of_a_list_stays(team: House, boris: Person) -> None:
    for name in ("Встреча", "Сообщение", "Выезд"):
        await open_list(team, boris, "📞 Каналы")
        await team.press(boris, name)
        await team.press(boris, "🙈 Скрыть")
    await open_list(team, boris, "📞 Каналы")
    await team.press(boris, "📞 Звонок")
    await team.press(boris, "🙈 Скрыть")
    assert await team.count("terms", "list = 'c' AND hidden = 0 AND team_id = 1") == 1


async def test_the_label_is_no_reason_and_no_name_of_anything(team: House, boris: Person) -> None:
    for title in ("🎯 Причины: ошибки продажи", "🧲 Источники", "🏷 Метки"):
        await open_list(team, boris, title)
        await team.press(boris, "➕ Добавить")
        refused = await team.write(boris, "не-целевые")
        assert "нецелев" in refused.text.lower()
    assert await team.count("terms", "code LIKE 'own%'") == 0
    assert await team.count("loss_reasons", "code LIKE 'own%'") == 0


async def test_a_name_that_is_there_is_not_added_twice(team: House, boris: Person) -> None:
    await open_list(team, boris, "🎯 Причины: ошибки продажи")
    await team.press(boris, "➕ Добавить")
    refused = await team.write(boris, "нет  ДЕНЕГ")
    assert "уже есть" in refused.text
    assert "Напишите" in refused.text
    added = await team.write(boris, "Опоздали с КП")
    assert "Опоздали с КП" in buttons(added)


async def test_a_name_too_long_is_not_cut_but_asked_for_anew(team: House, boris: Person) -> None:
    await open_list(team, boris, "🧲 Источники")
    await team.press(boris, "➕ Добавить")
    refused = await team.write(boris, "Форум " * 7)
    assert "не больше 40 знаков" in refused.text
    assert "Форум" in buttons(await team.write(boris, "Форум"))


async def test_words_are_put_in_order(team: House, boris: Person) -> None:
    await add(team, boris, "🧲 Источники", "Журнал")
    order = [b for b in buttons(boris.last()) if not b.startswith(("➕", "←"))]
    assert order[-1] == "Журнал"
    await team.press(boris, "Журнал")
    up = await team.press(boris, "⬆️ Выше")
    assert [b for b in buttons(up) if not b.startswith(("➕", "←"))] == [*order[:-2], "Журнал", order[-2]]


async def test_what_helps_is_shown_to_who_picks_the_reason(team: House, boris: Person) -> None:
    anna = team.people["Anna"]
    await open_list(team, boris, "🧱 Причины: препятствия")
    await team.press(boris, "Нет денег")
    await team.press(boris, "💡 Что помогает")
    kept = await team.write(boris, "Рассрочка на <полгода>")
    assert "Рассрочка на <полгода>" in kept.text
    await team.write(anna, "/new Иванов +79120000001")
    await team.press(anna, "❌ Отказ")
    asked = await team.press(anna, "Нет денег")
    assert "💡 Что помогает: Рассрочка на <полгода>" in asked.text


async def test_own_words_find_an_own_reason(team: House, boris: Person) -> None:
    anna = team.people["Anna"]
    await add(team, boris, "🧱 Причины: препятствия", OWN)
    await team.write(anna, "/new Иванов +79120000001")
    await team.press(anna, "❌ Отказ")
    offered = await team.write(anna, "у них лицензии экспортной пока нет")
    assert f"🧱 {OWN}" in buttons(offered)


async def test_an_own_source_is_set_counted_paid_for_and_missed(team: House, boris: Person) -> None:
    anna = team.people["Anna"]
    await add(team, boris, "🧲 Источники", "Журнал <Сад>")
    await team.write(anna, "/new Иванов +79120000001")
    await team.write(anna, "Иванов")
    await team.press(anna, "✏️ Исправить")
    await team.press(anna, "Источник")
    card = await team.press(anna, "Журнал <Сад>")
    assert "Источник: Журнал <Сад>" in card.text
    await team.write(boris, "⚙️ Ещё")
    await team.press(boris, "💰 Расходы")
    await team.press(boris, "Журнал <Сад>")
    spent = await team.write(boris, "30 000")
    assert any("Журнал <Сад>: 30" in b for b in buttons(spent))
    await team.write(anna, "➕ Контакт")
    await team.press(anna, "📵 Упущенный")
    missed = await team.press(anna, "Журнал <Сад>")
    assert "Журнал <Сад>" in missed.text
    assert "стоит 483,87" in missed.text, "a day of the month, by the two who came"
    assert await differences(team) == []


async def test_an_own_channel_is_toggled_to_and_kept(team: House, boris: Person) -> None:
    anna = team.people["Anna"]
    await add(team, boris, "📞 Каналы", "Видеозвонок")
    await team.write(anna, "/new Иванов +79120000001")
    for shown in ("📞 Звонок", "🤝 Встреча", "💬 Сообщение", "🚗 Выезд"):
        await team.press(anna, shown)
    await team.press(anna, "➡️ Следующий шаг")
    saved = await team.press(anna, "Завтра, ср 2 декабря")
    assert "Видеозвонок ↗️" in saved.text
    assert "Видеозвонок ↗️" in (await team.write(anna, "Иванов")).text


async def test_a_second_reason_stands_beside_the_main_one(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Иванов +79120000001")
    await lose(team, anna, "Нет денег")
    asked = await team.press(anna, "➕ Причина")
    assert not [b for b in buttons(asked) if "Нет денег" in b]
    card = await team.press(anna, "🎯 Не доверяет")
    assert "И ещё: не доверяет" in card.text
    assert await team.count("contacts", "outcome = 'lost'") == 1, "one loss, however many reasons"
    await team.press(anna, "➕ Причина")
    assert "И ещё" not in (await team.press(anna, "Больше ничего")).text


async def test_a_second_reason_survives_a_correction(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Иванов +79120000001")
    await lose(team, anna, "Нет денег")
    await team.press(anna, "➕ Причина")
    await team.press(anna, "🎯 Не доверяет")
    await team.press(anna, "✏️ Исправить")
    await team.press(anna, "❌ Отказ")
    await team.press(anna, "Юридический барьер")
    fixed = await team.press(anna, "Через")
    assert "юридический барьер" in fixed.text
    assert "И ещё: не доверяет" in fixed.text


async def test_tags_are_put_on_taken_off_and_listed_by(team: House, boris: Person) -> None:
    anna = team.people["Anna"]
    await add(team, boris, "🏷 Метки", "Сеть")
    await team.write(anna, "/new Иванов +79120000001")
    await team.write(anna, "/new Петров +79120000002")
    await team.write(anna, "Иванов")
    await team.press(anna, "✏️ Исправить")
    await team.press(anna, "🏷 Метки")
    put_on = await team.press(anna, "Сеть")
    assert "✔️ Сеть" in buttons(put_on)
    card = await team.press(anna, "← Назад")
    assert "🏷 Сеть" in card.text
    await team.write(anna, "🔎 Клиенты")
    listed = await team.press(anna, "🏷 Сеть")
    assert [b for b in buttons(listed) if "Иванов" in b]
    assert not [b for b in buttons(listed) if "Петров" in b]
    await team.write(anna, "Иванов")
    await team.press(anna, "✏️ Исправить")
    await team.press(anna, "🏷 Метки")
    assert "Сеть" in buttons(await team.press(anna, "✔️ Сеть"))
    assert await team.count("tagged") == 0


async def test_all_of_it_speaks_english(team: House) -> None:
    jane = team.person("Jane", "en")
    await join(team, jane, await invite(team, team.people["Olga"], "руководитель"))
    await team.write(jane, "⚙️ More")
    await team.press(jane, "📚 Lists")
    await team.press(jane, "🧱 Reasons: obstacles")
    await team.press(jane, "➕ Add")
    assert "No export licence" in buttons(await team.write(jane, "No export licence"))
    await team.press(jane, "No export licence")
    await team.press(jane, "💡 What helps")
    assert "What helps: a letter" in (await team.write(jane, "a letter")).text
