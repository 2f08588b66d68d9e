"""A contact told on a later day: it stands where it happened, says when it was written down, and is told apart."""

from datetime import timedelta

import pytest

from sandbox.people import Person
from tests.bot.test_clientless import no_enquiry
from tests.bot.test_remind import go_by
from tests.bot.test_stop import affirm, differences
from tests.house import House, buttons


@pytest.fixture
async def anna(team: House) -> Person:
    person = team.people["Anna"]
    await team.write(person, "/new Иванов +79120000001")
    return person


async def test_another_day_is_a_tap_away_and_the_card_says_so(team: House, anna: Person) -> None:
    await team.press(anna, "🗓 Сегодня")
    asked = await team.press(anna, "🗓 Вчера")
    assert "🗓 2 дня назад" in buttons(asked)
    await team.press(anna, "➡️ Следующий шаг")
    saved = await team.press(anna, "Завтра")
    assert "вс 29 ноября · Anna · записано вт 1 декабря" in saved.text
    card = await team.write(anna, "Иванов")
    assert "записано вт 1 декабря" in card.text
    assert "завтра, ср 2 декабря" in card.text, "the date to come back is counted from today"
    assert [row.day for row in await team.rows("SELECT day FROM daily")] == ["2026-11-29"]
    assert await differences(team) == []


async def test_it_can_be_corrected_and_undone_until_tonight(team: House, anna: Person) -> None:
    await team.press(anna, "🗓 Сегодня")
    await team.press(anna, "❌ Отказ")
    await team.press(anna, "Нет денег")
    await team.press(anna, "Через")
    fixing = await team.press(anna, "✏️ Исправить")
    assert not [text for text in buttons(fixing) if text.startswith("🗓")], "its day stays"
    await team.press(anna, "➡️ Следующий шаг")
    fixed = await team.press(anna, "Завтра")
    assert "пн 30 ноября · Anna · записано" in fixed.text
    assert "Отменено" in (await team.write(anna, "/undo")).text
    assert await differences(team) == []


async def test_on_the_next_day_it_stays_as_it_was_said(team: House, anna: Person) -> None:
    await team.press(anna, "🗓 Сегодня")
    await team.press(anna, "➡️ Следующий шаг")
    saved = await team.press(anna, "Завтра")
    await go_by(team, days=1)
    pressed = anna.press(saved, "↩️ Отменить")
    await team.settled()
    assert pressed.answer is not None
    assert "в другой день" in str(pressed.answer.get("text"))


async def test_what_happened_before_a_client_was_given_up_brings_nobody_back(
    team: House, anna: Person
) -> None:
    await team.press(anna, "❌ Отказ")
    await team.press(anna, "Нет денег")
    await team.press(anna, "Через")
    await affirm(team, anna)
    await team.press(anna, "📨 Отправить руководителю")
    await team.press(team.people["Boris"], "✅ Согласен")
    await team.write(anna, "Иванов")
    await team.press(anna, "➕ Контакт")
    await team.press(anna, "🗓 Сегодня")
    await team.press(anna, "📵 Не дозвонился")
    await team.press(anna, "Завтра")
    assert await team.count("recontacts", "state = 'open'") == 0
    assert await team.count("clients", "stopped_at IS NOT NULL") == 1
    assert await differences(team) == []


async def test_in_english(team: House, anna: Person) -> None:
    await team.write(anna, "/language")
    await team.press(anna, "English")
    await team.write(anna, "Иванов")
    await team.press(anna, "➕ Contact")
    await team.press(anna, "🗓 Today")
    await team.press(anna, "➡️ Next step")
    saved = await team.press(anna, "Tomorrow")
    assert "recorded on Tue, December 1" in saved.text


async def test_the_card_tells_the_date_that_stands_whatever_was_told_late(team: House, anna: Person) -> None:
    await team.press(anna, "➡️ Следующий шаг")
    await team.press(anna, "Через неделю")
    await team.write(anna, "Иванов")
    await team.press(anna, "➕ Контакт")
    await team.press(anna, "🗓 Сегодня")
    await team.press(anna, "📵 Не дозвонился")
    saved = await team.press(anna, "Завтра")
    assert "вт 8 декабря" in saved.text
    assert "ср 2 декабря" not in saved.text


async def test_undo_takes_back_what_was_told_last_whenever_that_happened(team: House, anna: Person) -> None:
    await no_enquiry(team, anna, "Ошиблись номером")
    team.clock.advance(timedelta(minutes=1))
    await team.write(anna, "Иванов")
    await team.press(anna, "➕ Контакт")
    await team.press(anna, "🗓 Сегодня")
    await team.press(anna, "➡️ Следующий шаг")
    await team.press(anna, "Завтра")
    await team.write(anna, "/undo")
    assert await team.count("contacts", "undone_at IS NULL") == 0
    assert await team.count("clientless", "undone_at IS NULL") == 1
