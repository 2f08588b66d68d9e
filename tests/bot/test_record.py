"""Recording a contact through Telegram's HTTP API, from who to kept."""

from tests.house import House, buttons


async def new_client(house: House, person: str, line: str = "Иванов, ООО Ромашка, +7 912 345-67-89") -> None:
    await house.write(house.people[person], f"/new {line}")


async def test_a_lost_call_is_kept_with_reason_and_return_in_three_taps_once_the_client_is_chosen(
    team: House,
) -> None:
    anna = team.people["Anna"]
    await new_client(team, "Anna")
    await team.press(anna, "❌ Отказ")
    await team.press(anna, "Нет денег")
    kept = await team.press(anna, "Через месяц")
    assert "Записано" in kept["text"]
    assert "нет денег (объективное препятствие)" in kept["text"]
    assert [tuple(row) for row in await team.rows("SELECT outcome, origin_message FROM contacts")] == [
        ("lost", kept["message_id"])
    ]


async def test_a_double_tap_records_once(team: House) -> None:
    anna = team.people["Anna"]
    await new_client(team, "Anna")
    await team.press(anna, "📵 Не дозвонился")
    message = anna.last()
    for _ in range(3):
        anna.press(message, buttons(message)[0])
    await team.settled()
    assert await team.count("contacts") == 1
