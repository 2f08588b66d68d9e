"""The team's group: linked by a head, told the meeting and the week, and shown no client."""

from datetime import timedelta

from sandbox.chats import Chat
from sandbox.people import Person
from tests.bot.test_reports import a_week
from tests.house import House


async def gathered(house: House, by: str) -> Chat:
    people = [house.people[name] for name in ("Olga", "Boris", "Anna", "Zoya")]
    group = house.sandbox.telegram.group("Отдел", people, by=house.people[by])
    await house.settled()
    return group


async def linked(house: House, by: str) -> Chat:
    """Let in and confirmed."""
    group = await gathered(house, by)
    await press(house, by, group)
    return group


async def press(house: House, by: str, group: Chat) -> str:
    """The button under the question; what is said over the screen."""
    person = house.people[by]
    pressed = person.press(person.last(group), "✅ Связать эту группу")
    await house.settled()
    return str((pressed.answer or {}).get("text", ""))


def said_in(group: Chat) -> list[str]:
    return [message.text for message in group.messages.values() if message["from"]["is_bot"]]


async def ask(house: House, person: Person, text: str, group: Chat) -> str:
    person.write(text, group)
    await house.settled()
    return said_in(group)[-1]


async def test_a_head_links_the_group_by_letting_the_bot_in_and_confirming(team: House) -> None:
    group = await gathered(team, "Boris")
    assert "Это группа команды Ромашка?" in said_in(group)[-1]
    assert await team.count("teams", "group_chat_id IS NOT NULL") == 0, "nothing without the tap"
    await press(team, "Boris", group)
    assert "✅ Это группа команды Ромашка" in said_in(group)[-1]
    assert await team.rows("SELECT group_chat_id FROM teams WHERE group_chat_id IS NOT NULL") == [(group.id,)]


async def test_a_manager_does_not(team: House) -> None:
    group = await gathered(team, "Anna")
    await ask(team, team.people["Boris"], "/start", group)
    assert "руководитель" in await press(team, "Anna", group)
    assert await team.count("teams", "group_chat_id IS NOT NULL") == 0
    await press(team, "Boris", group)
    assert await team.count("teams", "group_chat_id IS NOT NULL") == 1


async def test_telegrams_own_start_does_not_ask_twice(team: House) -> None:
    group = await gathered(team, "Boris")
    team.people["Boris"].write("/start link", group)
    await team.settled()
    assert len(said_in(group)) == 1


async def test_another_teams_head_takes_no_group_away(team: House) -> None:
    group = await linked(team, "Boris")
    assert "принадлежит другой команде" in await ask(team, team.people["Zoya"], "/start", group)
    assert "людей команды" in await ask(team, team.people["Zoya"], "/report", group)


async def test_today_and_the_report_are_told_without_clients_and_without_misses(team: House) -> None:
    await a_week(team)
    group = await linked(team, "Boris")
    told = await ask(team, team.people["Anna"], "/report", group)
    assert "Контакты: 3" in told
    assert "Boris" not in told
    team.clock.advance(timedelta(days=60))
    told = await ask(team, team.people["Anna"], "/today", group)
    assert "Anna: 2 клиента" in told
    assert "+7" not in told
    assert "Первый" not in told


async def test_the_week_comes_to_the_group_without_names(team: House) -> None:
    await a_week(team)
    group = await linked(team, "Boris")
    team.clock.advance(timedelta(days=5, hours=22, minutes=1))
    await team.app.tick()
    await team.settled()
    week = next(text for text in said_in(group) if "Конверсия:" in text)
    assert "вся команда" in week
    pictures = [message["caption"] for message in group.messages.values() if "photo" in message]
    assert len(pictures) == 2
    assert not any(name in text for text in (week, *pictures) for name in ("Anna", "Boris", "Первый"))


async def test_put_out_of_the_group_the_bot_forgets_it(team: House) -> None:
    group = await linked(team, "Boris")
    team.sandbox.telegram.change_bot(group, team.people["Olga"], "kicked")
    await team.settled()
    assert await team.count("teams", "group_chat_id IS NOT NULL") == 0


async def test_a_group_turned_supergroup_is_followed(team: House) -> None:
    group = await linked(team, "Boris")
    upgraded = team.sandbox.telegram.supergroup(group)
    await team.settled()
    assert await team.rows("SELECT group_chat_id FROM teams WHERE group_chat_id IS NOT NULL") == [
        (upgraded.id,)
    ]


async def test_a_head_of_another_team_does_not_link_it_to_theirs(team: House) -> None:
    group = await gathered(team, "Boris")
    assert "руководитель" in await press(team, "Zoya", group)
    assert await team.count("teams", "group_chat_id IS NOT NULL") == 0
