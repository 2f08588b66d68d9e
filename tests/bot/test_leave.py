"""A manager's leave: clients and promises go to the stand-in in two taps, and come back after it."""

from datetime import timedelta

from tests.house import House, buttons


async def leave_of_anna(house: House) -> None:
    """Anna has two clients; Boris stands in for a week."""
    anna, boris = house.people["Anna"], house.people["Boris"]
    for number in (1, 2):
        await house.write(anna, f"/new Клиент {number} +7912000000{number}")
        await house.press(anna, "➡️ Следующий шаг")
        await house.press(anna, "Завтра")
    await house.write(boris, "/team")
    await house.press(boris, "Отпуск")
    await house.press(boris, "Anna")
    await house.press(boris, "Boris")
    await house.press(boris, "Через неделю")


async def whose(house: House, table: str, which: str = "1 = 1") -> list[str]:
    rows = await house.rows(
        f"SELECT p.name FROM {table} AS t JOIN members AS m ON m.id = t.responsible_id "
        f"JOIN people AS p ON p.id = m.person_id WHERE {which} ORDER BY t.id"
    )
    return [row[0] for row in rows]


async def test_clients_and_promises_go_to_the_stand_in_and_come_back(team: House) -> None:
    await leave_of_anna(team)
    assert await whose(team, "clients") == ["Boris", "Boris"]
    assert await whose(team, "recontacts", "t.state = 'open'") == ["Boris", "Boris"]
    team.clock.advance(timedelta(days=9))
    await team.app.tick()
    await team.settled()
    assert await whose(team, "clients") == ["Anna", "Anna"]
    assert await whose(team, "recontacts", "t.state = 'open'") == ["Anna", "Anna"]


async def test_the_stand_in_is_reminded_and_not_the_one_on_leave(team: House) -> None:
    await leave_of_anna(team)
    anna, boris = team.people["Anna"], team.people["Boris"]
    before = len(anna.messages())
    team.clock.advance(timedelta(days=1, hours=1))
    await team.app.tick()
    await team.settled()
    assert any("🔔 Клиент 1" in buttons(message) for message in boris.messages())
    assert not any("Пора вернуться" in message.text for message in anna.messages()[before:])


async def test_whom_a_head_gives_away_meanwhile_stays_there(team: House) -> None:
    await leave_of_anna(team)
    olga = team.people["Olga"]
    (client,) = await team.rows("SELECT id FROM clients WHERE name = 'Клиент 1'")
    await team.write(olga, "/find Клиент 1")
    await team.press(olga, "Клиент 1")
    await team.press(olga, "✏️")
    await team.press(olga, "Ответственный")
    await team.press(olga, "Olga")
    team.clock.advance(timedelta(days=9))
    await team.app.tick()
    await team.settled()
    assert client
    assert await whose(team, "clients") == ["Olga", "Anna"]


async def test_whoever_is_back_early_has_them_at_once(team: House) -> None:
    await leave_of_anna(team)
    boris = team.people["Boris"]
    await team.write(boris, "/team")
    await team.press(boris, "Отпуск")
    await team.press(boris, "Anna")
    await team.press(boris, "Вернулся раньше")
    assert await whose(team, "clients") == ["Anna", "Anna"]
