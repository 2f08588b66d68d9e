"""From an empty database, through HTTP alone: a team, its people, and the first contact."""

from tests.house import House, buttons, create_team, invite, join


async def test_a_team_grows_from_nothing_and_loses_its_first_call_with_a_reason(house: House) -> None:
    olga = house.person("Olga")
    await create_team(house, olga, "Ромашка")
    assert "Ваша роль: владелец" in olga.last()["text"]
    assert olga.keyboard() == [["➕ Контакт", "🔔 Сегодня"], ["🔎 Клиенты", "📊 Сводки", "⚙️ Ещё"]]
    await join(house, house.person("Boris"), await invite(house, olga, "руководитель"))
    token = await invite(house, olga, "менеджер")
    await join(house, house.person("Anna"), token)
    await join(house, house.person("Pavel"), await invite(house, olga, "менеджер"))
    people = (await house.write(olga, "/team"))["text"]
    for line in ("Olga – владелец", "Boris – руководитель", "Anna – менеджер", "Pavel – менеджер"):
        assert line in people

    anna = house.people["Anna"]
    await house.write(anna, "/new Иванов, ООО Ромашка, 8 912 345-67-89")
    for tap in ("❌ Отказ", "Нет срочности", "Через неделю"):
        await house.press(anna, tap)
    assert "Записано" in anna.last()["text"]
    assert await house.count("contacts", "outcome = 'lost' AND reason_id IS NOT NULL") == 1


async def test_the_owner_is_told_who_came_in(house: House) -> None:
    olga = house.person("Olga")
    await create_team(house, olga, "Ромашка")
    await join(house, house.person("Anna"), await invite(house, olga, "менеджер"))
    assert "Anna теперь в команде" in olga.last()["text"]


async def test_a_zone_is_found_by_a_typed_city_and_the_currency_follows(house: House) -> None:
    olga = house.person("Olga")
    olga.start()
    await house.settled()
    await house.press(olga, "Создать команду")
    await house.write(olga, "Ромашка")
    await house.press(olga, "Другое")
    assert "Не нашёл город" in (await house.write(olga, "Мухосранск"))["text"]
    assert "Алматы" in (await house.write(olga, "алматы"))["text"]
    assert "KZT" in (await house.press(olga, "Сменить"))["text"]
    await house.press(olga, "Верно")
    assert [tuple(row) for row in await house.rows("SELECT zone, currency FROM teams")] == [
        ("Asia/Almaty", "KZT")
    ]


async def test_a_currency_stays_once_money_is_recorded(team: House) -> None:
    olga = team.people["Olga"]
    await team.write(olga, "/new Иванов +79123456789")
    await team.press(olga, "✅ Купил")
    await team.write(olga, "100")
    assert "валюта остаётся" in await team.forge(olga, "y:USD:0")
    assert await team.count("teams", "currency = 'USD'") == 0


async def test_a_stranger_gets_one_polite_sentence(house: House) -> None:
    stranger = house.person("Somebody", "en")
    for words in ("hello", "/today", "/find Ivanov", "+79123456789"):
        told = await house.write(stranger, words)
        assert told["text"] == "Kept is a bot for sales teams. Press /start to create a team or to join one."
        assert buttons(told) == []


async def test_a_team_cannot_be_called_by_the_label(house: House) -> None:
    olga = house.person("Olga")
    olga.start()
    await house.settled()
    await house.press(olga, "Создать команду")
    assert "нецелевой" in (await house.write(olga, "Нецелевые"))["text"]
    assert await house.count("teams") == 0


async def test_the_language_changes_for_one_person_alone_with_menu_and_commands(team: House) -> None:
    anna, boris = team.people["Anna"], team.people["Boris"]
    await team.write(anna, "⚙️ Ещё")
    await team.press(anna, "Язык")
    await team.press(anna, "English")
    assert anna.keyboard()[0] == ["➕ Contact", "🔔 Today"]
    assert {"command": "today", "description": "Who waits for me today"} in anna.commands()
    assert boris.keyboard()[0] == ["➕ Контакт", "🔔 Сегодня"]
    assert "How did it end?" in (await team.write(anna, "/new Brown +79123456789"))["text"]


async def test_an_invitation_pasted_as_a_link_works_like_one_opened(team: House) -> None:
    token = await invite(team, team.people["Olga"], "менеджер")
    lena = team.person("Lena")
    lena.start()
    await team.settled()
    await team.press(lena, "У меня приглашение")
    assert "Ромашка" in (await team.write(lena, f"https://t.me/kept_bot?start={token}"))["text"]


async def test_one_person_works_in_two_teams_and_sees_one_at_a_time(team: House) -> None:
    zoya = team.people["Zoya"]
    await team.write(zoya, "/new Василькова +79123456789")
    await join(team, zoya, await invite(team, team.people["Olga"], "менеджер"))
    assert "никого не нашёл" in (await team.write(zoya, "василькова"))["text"]
    await team.write(zoya, "⚙️ Ещё")
    await team.press(zoya, "Другая команда")
    assert "Василёк" in (await team.press(zoya, "Василёк"))["text"]
    assert "Василькова" in (await team.write(zoya, "василькова"))["text"]
