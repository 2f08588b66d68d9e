"""Reminders: at their minute, in one message, true to what became of them, and asked about when put off."""

from datetime import timedelta

import pytest

from bot import remind
from sandbox.message import Message
from storage.book import Book
from tests.bot.world import sql
from tests.house import House, buttons


async def promise(house: House, name: str, date: str) -> None:
    """Anna spoke with somebody, and promised to come back."""
    anna = house.people["Anna"]
    await house.write(anna, f"/new {name} +7912555{sum(map(ord, name)):04}")
    await house.press(anna, "➡️ Следующий шаг")
    await house.write(anna, date)
    await house.press(anna, "✅ Сохранить")


async def go_by(house: House, **time: float) -> None:
    house.clock.advance(timedelta(**time))
    await house.app.tick()
    await house.settled()
    await house.app.tick()  # by now it is known which messages the reminders have become
    await house.settled()


def reminders(house: House, name: str = "Anna") -> list[Message]:
    return [one for one in house.people[name].messages() if is_reminder(one)]


def now_shows(house: House, told: Message) -> Message:
    """What has become of a message to Anna."""
    return next(one for one in house.people["Anna"].messages() if one["message_id"] == told["message_id"])


def is_reminder(message: Message) -> bool:
    offered = [data for row in keyboard_of(message) for data in row]
    return any(data.startswith("rm:") for data in offered) or "Пора вернуться" in message["text"]


def keyboard_of(message: Message) -> list[list[str]]:
    markup = message.get("reply_markup") or {}
    return [[button["callback_data"] for button in row] for row in markup.get("inline_keyboard", [])]


async def test_a_promise_is_reminded_of_once_at_its_minute(team: House) -> None:
    await promise(team, "Иванов", "сегодня в 15:00")
    await go_by(team, hours=3, minutes=59)
    assert not reminders(team)
    await go_by(team, minutes=1)
    told = team.people["Anna"].last()
    assert "Пора вернуться: Иванов" in told["text"]
    assert "+7 912 555" in told["text"]
    assert "Прошлый раз, сегодня" in told["text"]
    assert buttons(told) == ["📞 Связался", "👤 Карточка", "⏰ Завтра", "⏰ Через неделю", "📅 Дата"]
    await go_by(team, hours=1)
    assert len(reminders(team)) == 1


async def test_it_waits_for_the_working_hours(team: House) -> None:
    await promise(team, "Иванов", "завтра в 10:00")
    await sql(team, "UPDATE teams SET opens_at = 660")  # set without a word to anybody: at eleven
    await go_by(team, hours=23)
    assert not reminders(team)
    await go_by(team, hours=1)
    assert len(reminders(team)) == 1


async def test_several_due_at_one_moment_are_one_list(team: House) -> None:
    for number in range(10):
        await promise(team, f"Клиент{number}", "завтра")
    await go_by(team, days=1)
    [told] = reminders(team)
    assert "Пора вернуться к 10 клиентам" in told["text"]
    assert "ещё 2" in told["text"]
    assert len(buttons(told)) == 9
    assert buttons(told)[-1] == "🔔 Сегодня"
    await team.press(team.people["Anna"], "Клиент1", told)
    one = now_shows(team, told)
    assert "Пора вернуться: Клиент1" in one["text"]
    await team.press(team.people["Anna"], "⏰ Завтра", one)
    again = reminders(team)[0]
    assert "⏰ Клиент1: вернёмся завтра, чт" in again["text"]
    assert len(buttons(again)) == 8


async def test_putting_off_moves_to_a_working_day_and_comes_back_then(team: House) -> None:
    anna = team.people["Anna"]
    await promise(team, "Иванов", "27.11" if team.clock.now().month < 11 else "пятница")
    await go_by(team, days=3)
    [told] = reminders(team)
    await team.press(anna, "⏰ Завтра", told)
    told = now_shows(team, told)
    assert "⏰ Иванов: вернёмся пн" in told["text"]
    assert buttons(told) == ["📅 Другая дата", "👤 Карточка"]
    assert await team.count("recontacts", "state = 'open' AND snoozes = 1") == 1
    assert (
        await team.count("recontacts JOIN clients ON clients.id = client_id", "next_contact_at = due_at") == 1
    )
    await go_by(team, days=3)
    assert [one["text"].splitlines()[0] for one in reminders(team)][-1] == "🔔 Пора вернуться: Иванов"
    assert "Отложено 1 раз" in reminders(team)[-1]["text"]


async def test_a_double_tap_puts_off_once(team: House) -> None:
    anna = team.people["Anna"]
    await promise(team, "Иванов", "завтра")
    await go_by(team, days=1)
    [told] = reminders(team)
    data = keyboard_of(told)[1][0]
    await team.forge(anna, data, told)
    await team.forge(anna, data, told)
    assert await team.count("recontacts", "snoozes = 1") == 1


async def test_a_typed_date_puts_off_too(team: House) -> None:
    anna = team.people["Anna"]
    await promise(team, "Иванов", "завтра")
    await go_by(team, days=1)
    await team.press(anna, "📅 Дата")
    assert "Не уверен" in (await team.write(anna, "когда-нибудь потом"))["text"]
    assert "уже прошло" in (await team.write(anna, "вчера"))["text"]
    told = await team.write(anna, "через 3 недели в 12:00")
    assert "⏰ Иванов: вернёмся" in told["text"]
    assert "12:00" in told["text"]
    await go_by(team, seconds=1)
    assert "вернёмся" in reminders(team)[0]["text"], "the first message follows"


async def test_the_third_time_it_asks_what_is_in_the_way(team: House) -> None:
    anna = team.people["Anna"]
    await promise(team, "Иванов", "завтра")
    for _time in range(2):
        await go_by(team, days=7)
        assert "Что мешает" not in (await team.press(anna, "⏰ Через неделю"))["text"]
    await go_by(team, days=7)
    asked = await team.press(anna, "⏰ Через неделю")
    assert "Иванов: отложено 3 раза. Что мешает?" in asked["text"]
    assert buttons(asked) == ["❌ Отказ", "➡️ Следующий шаг"]
    kept = await team.write(anna, "ждут утверждения бюджета")
    assert "Записано в карточку: Иванов" in kept["text"]
    assert await team.count("notes", "text = 'ждут утверждения бюджета'") == 1
    await team.press(anna, "❌ Отказ", asked)
    [recording] = [one for one in anna.messages() if one["message_id"] == asked["message_id"]]
    assert "Что помешало?" in recording["text"]


async def test_what_was_dealt_with_elsewhere_is_said_in_the_message(team: House) -> None:
    anna = team.people["Anna"]
    await promise(team, "Иванов", "завтра")
    await go_by(team, days=1)
    await team.press(anna, "📞 Связался")
    await team.press(anna, "📵 Не дозвонился")
    await team.press(anna, "Завтра")
    await go_by(team, seconds=1)
    [told] = [one for one in reminders(team) if "Иванов" in one["text"]]
    assert told["text"] == "✅ Иванов: связались"
    assert buttons(told) == ["👤 Карточка"]
    await team.press(anna, "↩️ Отменить")
    await go_by(team, seconds=1)
    assert "Пора вернуться: Иванов" in reminders(team)[0]["text"], "what was taken back waits again"


async def test_the_card_opens_below_and_the_reminder_stays(team: House) -> None:
    await promise(team, "Иванов", "завтра")
    await go_by(team, days=1)
    [told] = reminders(team)
    card = await team.press(team.people["Anna"], "👤 Карточка", told)
    assert card["message_id"] != told["message_id"]
    assert "Пора вернуться" in reminders(team)[0]["text"]


async def test_whoever_blocked_the_bot_is_reminded_on_their_return(team: House) -> None:
    anna = team.people["Anna"]
    await promise(team, "Иванов", "завтра")
    await promise(team, "Петров", "послезавтра")
    anna.block()
    await go_by(team, days=1)
    assert await team.count("recontacts", "state = 'open' AND remind_at IS NOT NULL") == 2
    await go_by(team, days=1)
    anna.start()
    await team.settled()
    await go_by(team, seconds=1)
    [told] = reminders(team)
    assert "Пора вернуться к 2 клиентам" in told["text"]


async def test_a_letter_that_meets_a_closed_door_is_not_lost(team: House) -> None:
    """The bot learns of the block by the refused reminder itself."""
    anna = team.people["Anna"]
    await promise(team, "Иванов", "завтра")
    anna.block()
    await team.settled()
    await sql(team, "UPDATE people SET unreachable_at = NULL")
    await go_by(team, days=1)
    assert await team.count("people", "unreachable_at IS NOT NULL") == 1
    assert await team.count("recontacts", "state = 'open' AND remind_at IS NOT NULL") == 1
    anna.start()
    await team.settled()
    await go_by(team, seconds=1)
    assert len(reminders(team)) == 1


async def test_a_new_manager_is_reminded_and_the_former_is_told(team: House) -> None:
    await promise(team, "Иванов", "завтра")
    await go_by(team, days=1)
    boris = team.people["Boris"]
    await team.write(boris, "/find Иванов")
    await team.press(boris, "✏️ Исправить")
    await team.press(boris, "Ответственный")
    await team.press(boris, "Boris")
    await go_by(team, seconds=1)
    assert "теперь у коллеги, Boris" in reminders(team)[0]["text"]
    assert "Пора вернуться: Иванов" in reminders(team, "Boris")[-1]["text"]


async def test_one_that_cannot_be_told_blocks_nobody_behind(
    team: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await promise(team, "Ломаный", "завтра")
    boris = team.people["Boris"]
    await team.write(boris, "/new Целый +79120000000")
    healthy = remind.shown

    def shown(book: Book, reminder: int) -> remind.Shown:
        text, keyboard = healthy(book, reminder)
        assert "Ломаный" not in text
        return text, keyboard

    monkeypatch.setattr(remind, "shown", shown)
    await go_by(team, days=1)
    assert not reminders(team)
    assert len(reminders(team, "Boris")) == 1
    monkeypatch.undo()
    await go_by(team, minutes=10)
    assert len(reminders(team)) == 1
