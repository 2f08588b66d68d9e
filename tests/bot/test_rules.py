"""The rules of the team's clock: set by taps or typed, and obeyed at once by all that was planned."""

from datetime import timedelta

import pytest

from sandbox.message import Message
from sandbox.people import Person
from tests.house import House, buttons


@pytest.fixture
async def boris(team: House) -> Person:
    """Boris, the head, at the rules of the clock."""
    person = team.people["Boris"]
    await team.write(person, "⚙️ Ещё")
    await team.press(person, "🕘 Правила")
    return person


async def rule(house: House, column: str) -> object:
    return (await house.rows(f"SELECT {column} FROM teams WHERE id = 1"))[0][0]


async def opened(house: House, person: Person, name: str) -> Message:
    if name not in buttons(person.last()):
        await house.write(person, "⚙️ Ещё")
        await house.press(person, "🕘 Правила", person.last())
    return await house.press(person, name, person.last())


async def test_a_manager_is_offered_no_rules(team: House) -> None:
    anna = team.people["Anna"]
    assert "🕘 Правила" not in buttons(await team.write(anna, "⚙️ Ещё"))


async def test_all_rules_are_on_one_screen(boris: Person) -> None:
    told = boris.last()["text"]
    for line in (
        "Рабочие дни: пн – пт, 09:00 – 18:00",
        "Праздники: нет",
        "Утренняя планёрка: 09:00 по рабочим дням",
        "тишина 90 дней, не больше 3 в день",
        "После продажи: через 3, 30, 90 дней",
        "Группа: не подключена",
    ):
        assert line in told


async def test_a_weekday_is_turned_on_and_off_and_one_always_stays(team: House, boris: Person) -> None:
    days = await opened(team, boris, "📅 Рабочие дни")
    await team.press(boris, "▫️ сб", days)
    assert await rule(team, "weekdays") == "123456"
    for day in ("сб", "пт", "чт", "ср", "вт"):
        await team.press(boris, f"✅ {day}", boris.last())
    pressed = boris.press(boris.last(), "✅ пн")
    await team.settled()
    assert "хотя бы один" in (pressed.answer or {}).get("text", "")
    assert await rule(team, "weekdays") == "1"


async def test_hours_are_typed_as_people_write_them(team: House, boris: Person) -> None:
    await opened(team, boris, "🕘 Часы")
    assert "Не понял часы: «с утра до ночи»" in (await team.write(boris, "с утра до ночи"))["text"]
    assert "09:30 – 19:00" in (await team.write(boris, "с 9:30 до 19"))["text"]
    assert (await rule(team, "opens_at"), await rule(team, "closes_at")) == (570, 1140)


async def test_hours_are_one_tap_too(team: House, boris: Person) -> None:
    await opened(team, boris, "🕘 Часы")
    await team.press(boris, "10:00 – 19:00")
    assert await rule(team, "opens_at") == 600


@pytest.mark.parametrize(("typed", "code"), [("казахстан", "KZ"), ("ge", "GE"), ("France", "FR")])
async def test_a_country_is_typed_by_its_name_or_its_code(
    team: House, boris: Person, typed: str, code: str
) -> None:
    await opened(team, boris, "🎉 Праздники")
    assert "Не знаю праздников: «Нарния»" in (await team.write(boris, "Нарния"))["text"]
    await team.write(boris, typed)
    assert await rule(team, "country") == code


async def test_a_country_is_one_tap_and_taken_back_by_another(team: House, boris: Person) -> None:
    await opened(team, boris, "🎉 Праздники")
    assert "Праздники: Россия" in (await team.press(boris, "Россия"))["text"]
    assert "● Россия" in buttons(await opened(team, boris, "🎉 Праздники"))
    await team.press(boris, "Без праздников")
    assert await rule(team, "country") == ""


async def test_own_days_off_are_typed_listed_and_removed(team: House, boris: Person) -> None:
    await opened(team, boris, "🏝 Свои выходные")
    ahead = (team.clock.now() + timedelta(days=10)).date()
    listed = await team.write(boris, f"{ahead:%d.%m.%Y}, завтра")
    assert len([text for text in buttons(listed) if text.startswith("🗑")]) == 2
    assert "уже прошло" in (await team.write(boris, "вчера"))["text"]
    assert "Не понял дату: «когда-нибудь»" in (await team.write(boris, "когда-нибудь"))["text"]
    first = next(text for text in buttons(boris.last()) if text.startswith("🗑 завтра"))
    await team.press(boris, first, boris.last())
    assert await rule(team, "days_off") == ahead.isoformat()


async def test_an_old_button_of_a_day_removed_already_removes_no_other(team: House, boris: Person) -> None:
    await opened(team, boris, "🏝 Свои выходные")
    listed = await team.write(boris, "завтра, послезавтра")
    data = next(
        button["callback_data"]
        for row in listed["reply_markup"]["inline_keyboard"]
        for button in row
        if button["text"].startswith("🗑 завтра")
    )
    assert await team.forge(boris, data) == "✅ Сохранено."
    assert "больше нет" in await team.forge(boris, data)
    assert len(str(await rule(team, "days_off")).split()) == 1


@pytest.mark.parametrize(
    ("name", "wrong", "typed", "column", "kept"),
    [
        ("☀️ Утро", "рано", "8:45", "morning_at", 525),
        ("📊 Итоги недели", "26", "в 10", "week_at", 600),
        ("💤 Давно не звонили", "5", "45 дней", "dormant_days", 45),
        ("💤 Сколько в день", "21", "7", "dormant_a_day", 7),
        ("🤝 После продажи", "никогда", "5, 20 и 60", "after_sale", "5 20 60"),
        ("📵 Попытки", "99", "7", "tries", 7),
    ],
)
async def test_what_is_typed_is_kept_and_what_cannot_be_is_shown_back(
    team: House, boris: Person, name: str, wrong: str, typed: str, column: str, kept: object
) -> None:
    await opened(team, boris, name)
    assert f"«{wrong}»" in (await team.write(boris, wrong))["text"]
    await team.write(boris, typed)
    assert await rule(team, column) == kept


async def test_the_touches_after_a_sale_can_be_asked_each_time(team: House, boris: Person) -> None:
    await opened(team, boris, "🤝 После продажи")
    assert "спрашивать каждый раз" in (await team.press(boris, "спрашивать каждый раз"))["text"]
    assert await rule(team, "after_sale") == ""


async def test_what_is_promised_moves_with_the_teams_hours(team: House, boris: Person) -> None:
    """A promise without an hour is kept in the morning: of the new day."""
    await team.write(team.people["Anna"], "/new Иванов +79123456789")
    before = await rule_of_promise(team)
    await opened(team, boris, "🕘 Часы")
    await team.write(boris, "12-20")
    assert await rule_of_promise(team) == before + 2 * 3600


async def test_what_is_promised_moves_with_the_teams_zone(team: House) -> None:
    await team.write(team.people["Anna"], "/new Иванов +79123456789")
    before = await rule_of_promise(team)
    olga = team.people["Olga"]
    await team.write(olga, "⚙️ Ещё")
    await team.press(olga, "🌍 Часовой пояс")
    asked = await team.write(olga, "Тольятти")
    assert "Сменить на <b>Самара" in asked["text"] or "Самара, 12:00" in asked["text"]
    assert await rule_of_promise(team) == before, "nothing without the tap"
    await team.press(olga, "✅ Сменить")
    assert await rule_of_promise(team) == before - 3600


async def test_the_currency_is_changed_on_purpose(team: House) -> None:
    olga = team.people["Olga"]
    await team.write(olga, "⚙️ Ещё")
    await team.press(olga, "💱 Валюта")
    assert "Сейчас суммы в RUB. Сменить на KZT?" in (await team.press(olga, "KZT"))["text"]
    assert await rule(team, "currency") == "RUB"
    await team.press(olga, "✅ Сменить")
    assert await rule(team, "currency") == "KZT"


async def rule_of_promise(house: House) -> int:
    return int((await house.rows("SELECT remind_at FROM recontacts"))[0][0])


async def test_the_next_morning_moves_with_its_hour(team: House, boris: Person) -> None:
    await opened(team, boris, "☀️ Утро")
    await team.press(boris, "08:30")
    planned = int(str(await rule(team, "next_morning_at")))
    assert planned % 86400 == 5 * 3600 + 1800, "half past eight in Moscow"


async def test_the_rules_speak_english(team: House, boris: Person) -> None:
    await team.forge(boris, "l:en")
    await team.write(boris, "/settings")
    told = await team.press(boris, "🕘 Rules")
    assert "Working days: Mon – Fri, 9:00" in told["text"].replace("\u202f", " ")
    assert not any("а" <= letter <= "я" for letter in told["text"].lower())
