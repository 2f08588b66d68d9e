"""The morning meeting: what a head, the team's group and each manager are told, each in their own language."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from aiogram.methods import SendMessage

from bot import morning
from bot.i18n import LANGUAGES, speaking
from bot.texts.format import LONGEST_MESSAGE, units
from bot.texts.openings import AFTER, AFTER_REFUSAL, opening
from sales.contacts import Outcome
from sales.losses import Reason
from sales.next_calls import Call, Candidate, Why
from sandbox.people import Person
from tests.bot.test_reports import lose, sell
from tests.bot.world import sql
from tests.house import House, buttons

DAY = timedelta(days=1)
GROUP = -100123


async def yesterday(house: House) -> None:
    """Anna lost two and met a third; Boris sold. It is the morning after."""
    anna, boris = house.people["Anna"], house.people["Boris"]
    await house.write(anna, "/new Иванов, ООО Ромашка, +7 912 345-67-89")
    await lose(house, anna, "Нет денег")
    await house.press(anna, "💡 Что могло бы удержать?")
    await house.write(anna, "рассрочка на полгода")
    await house.write(anna, "/new Петров")
    await house.press(anna, "Спросил, не дал")
    await lose(house, anna, "Не доверяет")
    await house.write(anna, "/new Сидорова +79120000003")
    await house.press(anna, "➡️ Следующий шаг")
    await house.write(anna, "завтра в 15:00")
    await house.press(anna, "✅ Сохранить")
    await house.write(boris, "/new Третий +79120000005")
    await sell(house, boris, "45000")
    house.clock.advance(DAY)


async def letters(house: House, **more: Any) -> dict[int, SendMessage]:
    """What the clock would send, by chat."""
    found = await house.app.store.run(
        lambda tx: morning.letters(tx, house.app.desk, 1, house.clock.now(), **more)
    )
    return {call.chat_id: call for call in found}


def chats(house: House, names: Sequence[str]) -> list[int]:
    return [house.people[name].id for name in names]


# ---------------------------------------------------------------- a head's


async def test_a_head_is_told_of_yesterday_by_manager_with_every_refusal(team: House) -> None:
    await yesterday(team)
    told = (await team.write(team.people["Boris"], "/morning"))["text"]
    for line in (
        "Вчера, вт",
        "Anna: 3 контакта, 2 отказа",
        "Boris: 1 контакт, 1 продажа на 45\u202f000\u202f₽",
        "Вместе: 4 контакта, 1 продажа на 45\u202f000\u202f₽, 2 отказа",
        "4 новых обращения, связь есть с 3 из них.",
        "🧱 Иванов, ООО Ромашка – нет денег (объективное препятствие), Anna\n      💡 рассрочка на полгода",
        "🎯 Петров – не доверяет (ошибка продажи), Anna\n      💡 что могло бы удержать? Пока без ответа",
        "🔔 Anna: 1 клиент",
        "1. Наша ошибка, пока без ответа: Петров",
        "3. Самая крупная продажа: Третий – 45\u202f000\u202f₽, Boris",
    ):
        assert line in told
    assert "345-67-89" not in told


async def test_what_was_done_today_is_told_tomorrow(team: House) -> None:
    await team.write(team.people["Anna"], "/new Иванов +7 912 345-67-89")
    await lose(team, team.people["Anna"], "Нет денег")
    assert "Отказы" not in (await team.write(team.people["Boris"], "/morning"))["text"]


async def test_after_a_weekend_the_meeting_looks_back_to_the_last_working_day(team: House) -> None:
    team.clock.advance(3 * DAY)  # Friday
    await team.write(team.people["Anna"], "/new Иванов +7 912 345-67-89")
    await lose(team, team.people["Anna"], "Нет денег")
    team.clock.advance(3 * DAY)
    told = (await team.write(team.people["Boris"], "/morning"))["text"]
    assert "Начиная с пт" in told
    assert "Отказы: 1" in told


async def test_a_client_let_go_without_a_phone_has_its_price_where_the_spend_is_known(team: House) -> None:
    """All of the day's leads came from advertising; one of four cannot be reached."""
    await yesterday(team)
    assert "без телефона, стоили" not in (await team.write(team.people["Boris"], "/morning"))["text"]
    last = (team.clock.now() - DAY).date()
    await sql(team, "UPDATE leads SET source = 'ad'")
    await sql(team, f"INSERT INTO spend VALUES (1, 'ad', '{last:%Y-%m}', {30_000_00 * 31})")
    told = (await team.write(team.people["Boris"], "/morning"))["text"]
    month = (last.replace(day=28) + 4 * DAY).replace(day=1) - DAY
    price = 30_000_00 * 31 * last.day // month.day // 4 // 100
    assert f"без телефона, стоили {price:_}".replace("_", "\u202f") in told


async def test_what_waits_for_more_than_three_working_days_is_named_to_the_head(team: House) -> None:
    await yesterday(team)
    team.clock.advance(5 * DAY)  # from Wednesday to Monday: Thursday, Friday have passed
    assert "больше трёх рабочих дней" not in (await team.write(team.people["Boris"], "/morning"))["text"]
    team.clock.advance(DAY)
    told = (await team.write(team.people["Boris"], "/morning"))["text"]
    assert "Ждут больше трёх рабочих дней: 1\n· Сидорова – Anna, обещали: ср" in told


async def test_who_has_blocked_the_bot_is_named_and_gets_no_letter(team: House) -> None:
    await yesterday(team)
    team.people["Anna"].block()
    await team.settled()
    found = await letters(team)
    assert [*found] == chats(team, ["Olga", "Boris"])
    assert "Заблокировали бота и ничего не получают: Anna" in found[team.people["Boris"].id].text


async def test_the_label_is_counted_for_the_team_and_never_by_name(team: House) -> None:
    anna, boris = team.people["Anna"], team.people["Boris"]
    await team.write(anna, "/new Иванов +7 912 345-67-89")
    await team.press(anna, "❌ Отказ")
    await team.write(anna, "нецелевой")
    await team.write(anna, "/new Нецелевой")
    await team.write(anna, "/find иванов")
    await team.press(anna, "🗒 Заметка")
    await team.write(anna, "non-target")
    await team.write(boris, "/new Честный, ООО Правда +79120000009")
    assert await team.rows("SELECT team_id, tries FROM label_tries") == [(1, 3)]
    team.clock.advance(DAY)
    told = (await team.write(boris, "/morning"))["text"]
    assert "Ярлык вместо причины пробовали поставить 3 раза." in told
    assert "Anna" not in told.partition("Ярлык")[2]
    assert "Ярлык" not in (await team.write(anna, "/morning"))["text"]


# ---------------------------------------------------------------- the group's


async def test_the_group_sees_the_meeting_without_phones_misses_and_the_label(team: House) -> None:
    await yesterday(team)
    await sql(team, f"UPDATE teams SET group_chat_id = {GROUP} WHERE id = 1")
    await sql(team, "INSERT INTO label_tries SELECT team_id, day, 7 FROM daily GROUP BY team_id, day")
    team.clock.advance(6 * DAY)
    await team.write(team.people["Boris"], "/new Новый +79120000011")
    team.clock.advance(DAY)
    told = (await letters(team))[GROUP]
    assert "Ждут больше трёх рабочих дней: 1" in told.text
    assert "Сидорова" not in told.text
    assert "Ярлык" not in told.text
    assert told.reply_markup is None
    assert "7 912" not in told.text


async def test_the_group_is_spoken_to_in_the_owners_language(team: House) -> None:
    await sql(team, f"UPDATE teams SET group_chat_id = {GROUP} WHERE id = 1")
    await sql(team, f"UPDATE people SET language = 'en' WHERE telegram_id = {team.people['Olga'].id}")
    found = await letters(team)
    assert "Morning meeting" in found[GROUP].text
    assert "Morning meeting" in found[team.people["Olga"].id].text
    assert "Планёрка" in found[team.people["Boris"].id].text


# ---------------------------------------------------------------- a manager's


async def test_a_manager_is_told_of_their_own_and_whom_to_call_with_an_opening(team: House) -> None:
    await yesterday(team)
    team.clock.advance(13 * DAY)
    shown = await team.write(team.people["Anna"], "/morning")
    told = shown["text"]
    assert "Доброе утро, Anna" in told
    assert "Boris" not in told
    assert "Третий" not in told
    assert "Сегодня вас ждёт 1 клиент, с прошлых дней" in told
    assert "1. Сидорова, +7 912 000-00-03\nследующий шаг · обещали вернуться: ср" in told
    assert "«Мы договаривались вернуться к разговору. Удобно сейчас?»" in told
    assert "Как закончилось?" in (await team.press(team.people["Anna"], "📞 Сидорова"))["text"]


async def test_after_a_refusal_the_opening_fits_its_reason(team: House) -> None:
    await yesterday(team)
    team.clock.advance(30 * DAY)
    told = (await team.write(team.people["Anna"], "/morning"))["text"]
    assert "отказ: нет денег · обещали вернуться" in told
    assert "«Вы говорили, что бюджета пока нет." in told


async def test_each_gets_one_letter_in_their_own_language(team: House) -> None:
    await yesterday(team)
    await sql(team, f"UPDATE people SET language = 'en' WHERE telegram_id = {team.people['Anna'].id}")
    found = await letters(team)
    assert [*found] == chats(team, ["Olga", "Boris", "Anna"])
    assert "Good morning, Anna" in found[team.people["Anna"].id].text
    assert "Sidorova" not in found[team.people["Boris"].id].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_last_word_has_an_opening_line_of_its_own(language: str) -> None:
    assert AFTER_REFUSAL.keys() == {*Reason}
    assert AFTER.keys() | {Outcome.LOST} == {None, *Outcome}
    with speaking(language):
        said = [opening(_call(Outcome.LOST), reason) for reason in Reason]
        said += [opening(_call(outcome), None) for outcome in AFTER]
        said.append(opening(Call(Candidate(1, Outcome.WON, None), Why.DORMANT), None))
    assert len({*said}) == len(said)
    assert all(len(line) < 120 for line in said)


def _call(outcome: Outcome | None) -> Call:
    return Call(Candidate(1, outcome, datetime(2026, 11, 24, 9, tzinfo=UTC)), Why.PROMISED)


# ---------------------------------------------------------------- late, skipped, empty, too long


async def test_a_late_meeting_says_so_and_names_the_days_without_one(team: House) -> None:
    await yesterday(team)
    found = await letters(team, late=True, skipped=[date(2026, 11, 20)])
    told = found[team.people["Boris"].id].text
    assert "Позже обычного" in told
    assert "Сводок для планёрки не было: пт 20 ноября" in told
    assert "Позже обычного" not in found[team.people["Anna"].id].text


@pytest.mark.parametrize("name", ["Boris", "Anna"])
async def test_a_day_with_nothing_to_say_is_one_line(team: House, name: str) -> None:
    told = (await team.write(team.people[name], "/morning"))["text"]
    assert "\n" not in told
    assert "ничего не записано" in told


async def many(house: House, person: Person) -> None:
    for number in range(20):
        await house.write(
            person, f"/new {'Ж' * 90} {number}, ООО {'Щ' * 80} +7912{person.id % 1000:03}{number:04}"
        )
        await lose(house, person, "Не доверяет")
        await house.press(person, "💡 Что могло бы удержать?")
        await house.write(person, "<&>" * 600)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_whatever_happened_the_meeting_is_one_message(team: House) -> None:
    await many(team, team.people["Anna"])
    team.clock.advance(40 * DAY)
    await many(team, team.people["Boris"])
    team.clock.advance(DAY)
    shown = await team.write(team.people["Boris"], "/morning")
    assert units(shown["text"]) <= LONGEST_MESSAGE
    assert "Отказы: 20" in shown["text"]
    assert "и ещё" in shown["text"]
    assert buttons(shown)[:3] == ["1", "2", "3"]
    assert units((await team.write(team.people["Anna"], "/morning"))["text"]) <= LONGEST_MESSAGE
