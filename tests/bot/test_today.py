"""What is due and overdue, in order, each one tap from recording."""

from datetime import timedelta

from tests.house import House, buttons


async def met(house: House, name: str, date: str) -> None:
    """Anna met somebody, and promised to come back."""
    anna = house.people["Anna"]
    await house.write(anna, f"/new {name} {99 - len(name)}")
    await house.press(anna, "Спросил, не дал")
    await house.press(anna, "➡️ Следующий шаг")
    await house.write(anna, date)
    await house.press(anna, "✅ Сохранить")


async def test_nobody_due_says_who_is_next(team: House) -> None:
    anna = team.people["Anna"]
    assert "Сегодня вас никто не ждёт." in (await team.write(anna, "🔔 Сегодня"))["text"]
    await met(team, "Иванов", "завтра")
    assert "Ближайший: завтра" in (await team.write(anna, "/today"))["text"]


async def test_due_and_overdue_stand_in_order_and_lead_to_recording(team: House) -> None:
    anna = team.people["Anna"]
    await met(team, "Поздний", "послезавтра в 15:00")
    await met(team, "Ранний", "завтра")
    team.clock.advance(timedelta(days=2))
    told = await team.write(anna, "🔔 Сегодня")
    assert "Сегодня: 2 клиента" in told["text"]
    assert "1 из них с прошлых дней" in told["text"]
    assert [text.split(",")[0] for text in buttons(told)] == ["⏳ Ранний 93", "🔔 15:00 Поздний 92"]
    asked = await team.press(anna, "Ранний")
    assert "Как закончилось?" in asked["text"]
    assert told["message_id"] != asked["message_id"], "the list stays for the next one"
    await team.press(anna, "📵 Не дозвонился")
    await team.press(anna, "Завтра")
    assert [text.split(",")[0] for text in buttons(await team.write(anna, "/today"))] == [
        "🔔 15:00 Поздний 92"
    ]


async def test_a_colleagues_promises_are_not_in_my_list(team: House) -> None:
    await met(team, "Иванов", "завтра")
    team.clock.advance(timedelta(days=3))
    assert "никто не ждёт" in (await team.write(team.people["Boris"], "/today"))["text"]


async def test_a_long_list_pages_without_gap_or_repetition(team: House) -> None:
    anna = team.people["Anna"]
    for number in range(19):
        await team.write(anna, f"/new Клиент{number:02} +7912555{number:04}")
    team.clock.advance(timedelta(days=4))
    told = await team.write(anna, "/today")
    seen = [text for text in buttons(told) if "Клиент" in text]
    while "Дальше →" in buttons(told):
        told = await team.press(anna, "Дальше →", told)
        seen += [text for text in buttons(told) if "Клиент" in text]
    assert sorted(seen) == [f"⏳ Клиент{number:02}" for number in range(19)]
