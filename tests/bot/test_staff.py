"""People of the team: roles, access taken and given back, a leaver's clients given to another in two taps."""

from datetime import timedelta

from aiogram.methods import SendMessage

from bot import letters
from tests.bot.test_remind import go_by
from tests.bot.test_reports import lose
from tests.bot.test_stop import ask, differences, given_up
from tests.house import House, buttons, newest_with


async def open_person(team: House, by: str, who: str) -> None:
    await team.write(team.people[by], "/team")
    await team.press(team.people[by], who)


async def access(team: House, name: str) -> bool:
    found = await team.rows(
        "SELECT suspended_at FROM members JOIN people ON people.id = person_id "
        f"WHERE people.name = '{name}' AND members.team_id = 1"
    )
    return found[0].suspended_at is None


async def suspend(team: House, name: str) -> None:
    olga = team.people["Olga"]
    await open_person(team, "Olga", name)
    await team.press(olga, "⛔ Закрыть доступ")
    await team.press(olga, "⛔ Закрыть доступ")


async def test_access_is_gone_with_the_very_next_update_and_given_back_in_one_tap(team: House) -> None:
    anna, olga = team.people["Anna"], team.people["Olga"]
    await open_person(team, "Olga", "Anna")
    asked = await team.press(olga, "⛔ Закрыть доступ")
    assert "Закроется сразу" in asked["text"]
    assert await access(team, "Anna"), "asked once more"
    await team.press(olga, "⛔ Закрыть доступ")
    assert not await access(team, "Anna")
    assert "Доступ к команде Ромашка для вас закрыт." in anna.last()["text"]
    assert "Ромашка" not in (await team.write(anna, "/today"))["text"]
    await open_person(team, "Olga", "⛔ Anna")
    await team.press(olga, "✅ Вернуть доступ")
    assert "снова открыт" in anna.last()["text"]
    assert "🔔" in (await team.write(anna, "/today"))["text"]


async def test_what_waits_to_be_posted_to_them_is_dropped(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Иванов, +7 912 345-67-89")
    await team.press(anna, "📵 Не дозвонился")
    await team.press(anna, "17:00")
    team.clock.advance(timedelta(days=1, hours=6))
    await _write_a_post(team)
    await suspend(team, "Anna")
    assert await team.count("outbox", "state = 'failed' AND error = 'not a member any more'") == 1
    before = len(anna.messages())
    await go_by(team, minutes=5)
    assert len(anna.messages()) == before


async def _write_a_post(team: House) -> None:
    """A reminder that waits in the outbox, as many do when thousands are due."""
    anna, now = team.people["Anna"], team.clock.now()
    call = SendMessage(chat_id=anna.id, text="🔔 Иванов")
    await team.app.store.run(lambda tx: letters.post(tx, team.app.telegram.bot_id, 1, call, now))
    await team.rows("UPDATE outbox SET leased_until = 9999999999 WHERE state = 'waiting' RETURNING id")


async def test_a_leavers_clients_dates_and_actions_go_to_another_in_two_taps(team: House) -> None:
    anna, olga, boris = team.people["Anna"], team.people["Olga"], team.people["Boris"]
    for name in ("Иванов +79123456789", "Петров +79123456780"):
        await team.write(anna, f"/new {name}")
    await suspend(team, "Anna")
    assert "Кому передать всех клиентов" in olga.last()["text"], (
        "asked at once: somebody has to answer for them"
    )
    assert not any("Anna" in one for one in buttons(olga.last()))
    told = await team.press(olga, "Boris")
    assert "Anna → Boris: передано, 2 клиента." in told["text"]
    assert "Anna → Boris: передано, 2 клиента." in boris.last()["text"]
    responsible = await team.rows("SELECT DISTINCT responsible_id FROM clients")
    promised = await team.rows("SELECT DISTINCT responsible_id FROM recontacts WHERE state = 'open'")
    assert [row.responsible_id for row in responsible] == [row.responsible_id for row in promised]
    await go_by(team, days=1)
    assert "Иванов" in boris.screen(), "who takes over is reminded"
    assert await differences(team) == []


async def test_a_head_gives_clients_too_and_no_access(team: House) -> None:
    anna, boris = team.people["Anna"], team.people["Boris"]
    await team.write(anna, "/new Иванов +79123456789")
    await open_person(team, "Boris", "Anna")
    assert "⛔ Закрыть доступ" not in buttons(boris.last())
    await team.press(boris, "📦 Передать всех клиентов")
    await team.press(boris, "Olga")
    assert await team.count("clients", "responsible_id = 1") == 1


async def test_a_role_is_changed_and_what_it_allows_follows(team: House) -> None:
    anna, olga = team.people["Anna"], team.people["Olga"]
    await open_person(team, "Olga", "Anna")
    await team.press(olga, "руководитель")
    assert "теперь вы руководитель" in anna.last()["text"]
    assert "Отказов без разбора нет" in (await team.write(anna, "/review"))["text"]
    await open_person(team, "Olga", "Anna")
    await team.press(olga, "менеджер")
    assert "Отказов без разбора нет" not in (await team.write(anna, "/review"))["text"]


async def test_the_last_owner_stays_one_and_cannot_leave(team: House) -> None:
    olga = team.people["Olga"]
    await open_person(team, "Olga", "Olga")
    member = (await team.rows("SELECT id FROM members WHERE role = 'owner' AND team_id = 1"))[0].id
    assert "должен остаться владелец" in await team.forge(olga, f"ro:{member}:manager")
    assert "должен остаться владелец" in await team.forge(olga, f"ac:{member}:1:1")
    await team.write(olga, "/team")
    await team.press(olga, "🚪 Выйти из команды")
    assert "должен остаться владелец" in await team.forge(olga, "qt:1")
    assert await access(team, "Olga")
    await open_person(team, "Olga", "Boris")
    await team.press(olga, "владелец")
    await team.write(olga, "/team")
    await team.press(olga, "🚪 Выйти из команды")
    await team.press(olga, "🚪 Выйти из команды")
    assert not await access(team, "Olga"), "with another owner in the team"


async def test_whoever_leaves_is_told_of_with_their_clients(team: House) -> None:
    anna, olga = team.people["Anna"], team.people["Olga"]
    await team.write(anna, "/new Иванов +79123456789")
    await team.write(anna, "/team")
    asked = await team.press(anna, "🚪 Выйти из команды")
    assert "Выйти из команды Ромашка?" in asked["text"]
    await team.press(anna, "🚪 Выйти из команды")
    assert not await access(team, "Anna")
    assert "Anna: больше не в команде." in olga.last()["text"]
    await team.press(olga, "📦 Передать всех клиентов")
    await team.press(olga, "Boris")
    boris = (await team.rows("SELECT id FROM members WHERE role = 'head'"))[0].id
    assert await team.count("clients", f"responsible_id = {boris}") == 1


async def test_a_manager_changes_nobody(team: House) -> None:
    anna = team.people["Anna"]
    assert buttons(await team.write(anna, "/team")) == ["🚪 Выйти из команды"]
    member = (await team.rows("SELECT id FROM members WHERE role = 'head'"))[0].id
    await team.forge(anna, f"ac:{member}:1:1")
    await team.forge(anna, f"ga:{member}:1")
    await team.forge(team.people["Boris"], f"ro:{member}:owner")
    assert await access(team, "Boris")
    assert await team.count("members", "role = 'owner' AND team_id = 1") == 1


async def test_in_english(team: House) -> None:
    olga = team.people["Olga"]
    await team.write(olga, "/language")
    await team.press(olga, "English")
    await open_person(team, "Olga", "Anna")
    assert "Answers for 0 clients, 0 dates to come back" in olga.last()["text"]
    await team.press(olga, "⛔ Take access away")
    await team.press(olga, "⛔ Take access away")
    assert "⛔ No access" in olga.last()["text"]


async def test_a_selection_of_clients_goes_over_with_its_dates(team: House) -> None:
    boris, anna, olga = (team.people[name] for name in ("Boris", "Anna", "Olga"))
    for number, name in enumerate(("Первый", "Второй", "Третий")):
        await team.write(anna, f"/new {name} +7912000000{number}")
    await team.write(boris, "/team")
    await team.press(boris, "Anna")
    await team.press(boris, "☑️ Отдать часть")
    await team.press(boris, "Первый")
    found = await team.write(boris, "трет")
    assert "Выбран 1 клиент" in found.text
    picked = await team.press(boris, "Третий", found)
    assert "Выбрано 2 клиента" in picked.text
    assert "✔️ Первый" in buttons(picked)
    await team.press(boris, "Первый", picked)
    await team.press(boris, "Первый", boris.last())
    await team.press(boris, "📦 Отдать 2 клиентов")
    done = await team.press(boris, "Olga")
    assert "2 клиента" in done.text
    assert "2 клиента" in olga.last().text, "who takes them over hears of it"
    rows = await team.rows(
        "SELECT c.name, r.responsible_id = c.responsible_id, p.name FROM clients c "
        "JOIN recontacts r ON r.client_id = c.id "
        "JOIN members m ON m.id = c.responsible_id JOIN people p ON p.id = m.person_id ORDER BY c.id"
    )
    assert [(name, bool(same), whose) for name, same, whose in rows] == [
        ("Первый", True, "Olga"),
        ("Второй", True, "Anna"),
        ("Третий", True, "Olga"),
    ]


async def test_a_selection_finds_a_members_own_clients_among_everybodys(team: House) -> None:
    boris, anna = team.people["Boris"], team.people["Anna"]
    for number in range(20):
        by = anna if number == 19 else boris
        await team.write(by, f"/new Ромашкин {number} +79120000{number:03}")
    await team.write(boris, "/team")
    await team.press(boris, "Anna")
    await team.press(boris, "☑️ Отдать часть")
    found = await team.write(boris, "ромашк")
    assert "Ромашкин 19" in buttons(found)
    assert "допишите" not in found.text


async def test_of_more_than_a_screen_holds_one_is_told_to_type_on(team: House) -> None:
    boris, anna = team.people["Boris"], team.people["Anna"]
    for number in range(25):
        await team.write(anna, f"/new Ромашкин {number} +79120000{number:03}")
    await team.write(boris, "/team")
    await team.press(boris, "Anna")
    await team.press(boris, "☑️ Отдать часть")
    found = await team.write(boris, "ромашк")
    assert sum("Ромашкин" in each for each in buttons(found)) == 24
    assert "Таких ещё больше" in found.text


async def test_whoever_lost_access_hears_of_no_decision(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Иванов, ООО Ромашка, +7 912 345-67-89")
    await lose(team, anna, "Нет денег")
    await ask(team, anna)
    await suspend(team, "Anna")
    before = len(anna.messages())
    boris = team.people["Boris"]
    await team.press(boris, "✅ Согласен", newest_with(boris, "✅ Согласен"))
    assert await given_up(team)
    assert len(anna.messages()) == before
