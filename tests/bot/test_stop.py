"""«Больше не возвращаться»: three yeses, the team's profile, a head's agreement, and the way back."""

from datetime import timedelta

import pytest

from bot.check import complaints
from sandbox.message import Message
from sandbox.people import Person
from tests.bot.test_remind import go_by
from tests.bot.test_reports import lose
from tests.house import House, buttons, invite, join, newest_with, text_of

NEVER = "🚪 Больше не возвращаться"


@pytest.fixture
async def anna(team: House) -> Person:
    """Anna, whose client has no money and so refused."""
    person = team.people["Anna"]
    await team.write(person, "/new Иванов, ООО Ромашка, +7 912 345-67-89")
    await lose(team, person, "Нет денег")
    return person


async def affirm(team: House, anna: Person) -> None:
    """To the last of the three yeses."""
    await team.press(anna, NEVER)
    for _ in range(3):
        await team.press(anna, "Да, это так")


async def ask(team: House, anna: Person) -> None:
    await affirm(team, anna)
    await team.press(anna, "📨 Отправить руководителю")


async def promises(team: House) -> list[str]:
    return [row.state for row in await team.rows("SELECT state FROM recontacts ORDER BY id")]


async def given_up(team: House) -> bool:
    return bool(await team.count("clients", "stopped_at IS NOT NULL"))


def plain(text: str) -> str:
    """With spaces that may break a line."""
    return text.replace("\xa0", " ").replace("\u202f", " ")


async def differences(team: House) -> list[str]:
    """Where what is kept by counting is not what the contacts add up to."""
    return [one async for one in complaints(team.app.store)]


# ---------------------------------------------------------------- asking


async def test_three_affirmations_come_one_by_one_and_the_date_stands(team: House, anna: Person) -> None:
    asked = await team.press(anna, NEVER)
    for number, question in enumerate(
        ("Сейчас не купит", "И потом купить не сможет", "И никого не приведёт"), 1
    ):
        assert f"{number} из 3. {question}" in asked["text"]
        assert "Вернуться:" in asked["text"]
        asked = await team.press(anna, "Да, это так")
    assert "📨 Отправить руководителю" in buttons(asked)
    assert await promises(team) == ["done", "open"]
    assert not await given_up(team)


async def test_any_no_leaves_the_client_with_the_date(team: House, anna: Person) -> None:
    await team.press(anna, NEVER)
    await team.press(anna, "Да, это так")
    card = await team.press(anna, "↩️ Нет, вернёмся")
    assert "Вернуться:" in card["text"]
    assert await team.count("stops") == 0


async def test_it_can_be_chosen_where_the_date_is_asked(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Петров, +7 912 345-67-80")
    await team.press(anna, "❌ Отказ")
    await team.press(anna, "Не наша территория")
    asked = await team.press(anna, NEVER)
    assert "1 из 3." in asked["text"]
    assert "не наша территория" in asked["text"]
    assert await team.count("contacts", "undone_at IS NULL") == 1, "the refusal is kept whatever comes of it"
    assert await promises(team) == ["done", "open"]


async def test_a_selling_error_is_no_ground(team: House) -> None:
    anna = team.people["Anna"]
    await team.write(anna, "/new Петров, +7 912 345-67-80")
    await team.press(anna, "❌ Отказ")
    asked = await team.press(anna, "Не доверяет")
    assert NEVER not in buttons(asked)
    card = await team.press(anna, "Через месяц")
    assert NEVER not in buttons(card)
    contact = (await team.rows("SELECT max(id) AS id FROM contacts"))[0].id
    assert "объективного препятствия" in await team.forge(anna, f"st:{contact}:nobody_else")
    assert await team.count("stops") == 0


@pytest.mark.usefixtures("anna")
async def test_nobody_asks_about_anothers_refusal_but_a_head(team: House) -> None:
    contact = (await team.rows("SELECT max(id) AS id FROM contacts"))[0].id
    viktor = team.person("Viktor")
    await join(team, viktor, await invite(team, team.people["Olga"], "менеджер"))
    await team.settled()
    assert "Изменить может" in await team.forge(viktor, f"st:{contact}:nobody_else")
    assert await team.count("stops") == 0


# ---------------------------------------------------------------- the profile


async def test_the_profile_is_asked_and_its_answers_are_kept(team: House, anna: Person) -> None:
    olga = team.people["Olga"]
    await team.write(olga, "/settings")
    await team.press(olga, "🚪 Не вернёмся")
    await team.press(olga, "🧭 Профиль клиента")
    await team.press(olga, "➕ Да или нет")
    await team.write(olga, "В нашем регионе")
    await team.press(olga, "➕ Число")
    shown = await team.write(olga, "Сотрудников от 10")
    assert "• В нашем регионе: да или нет" in shown["text"]
    assert "• Сотрудников: число, наши от 10" in shown["text"]

    await affirm(team, anna)
    assert "В нашем регионе" in anna.last()["text"]
    await team.press(anna, "Нет")
    assert "Сотрудников" in anna.last()["text"]
    again = await team.write(anna, "много")
    assert "Не понял число «много»" in again["text"]
    told = await team.write(anna, "1 200")
    assert "✖️ В нашем регионе: нет" in told["text"]
    assert "✔️ Сотрудников: 1 200, наши от 10" in plain(told["text"])
    values = await team.rows("SELECT value FROM observed ORDER BY criterion_id")
    assert [row.value for row in values] == [0, 1200]


async def test_a_client_of_ours_by_the_profile_is_said_to_be_one(team: House, anna: Person) -> None:
    olga = team.people["Olga"]
    await team.write(olga, "/settings")
    await team.press(olga, "🚪 Не вернёмся")
    await team.press(olga, "🧭 Профиль клиента")
    await team.press(olga, "➕ Да или нет")
    await team.write(olga, "Берёт оптом")
    await affirm(team, anna)
    assert "⚠️ По профилю это наш клиент." in (await team.press(anna, "Да"))["text"]


async def test_the_profile_takes_no_label_and_hides_what_is_not_asked_any_more(
    team: House, anna: Person
) -> None:
    olga = team.people["Olga"]
    await team.write(olga, "/settings")
    await team.press(olga, "🚪 Не вернёмся")
    await team.press(olga, "🧭 Профиль клиента")
    await team.press(olga, "➕ Да или нет")
    refused = await team.write(olga, "Нецелевой")
    assert "так называться не может" in refused["text"] or "нецелев" in refused["text"].lower()
    assert await team.count("criteria") == 0
    await team.write(olga, "Розница")
    await team.press(olga, "👁 Розница")
    await affirm(team, anna)
    assert "📨 Отправить руководителю" in buttons(anna.last()), "what is hidden is not asked"


# ---------------------------------------------------------------- deciding


async def test_the_heads_see_everything_and_agree_in_one_tap(team: House, anna: Person) -> None:
    await ask(team, anna)
    boris = team.people["Boris"]
    request = newest_with(boris, "✅ Согласен")
    for told in (
        "Больше не возвращаться: решает руководитель",
        "Просит Anna",
        "нет денег (объективное препятствие)",
        "Сейчас не купит, потом не сможет, никого не приведёт: подтверждено.",
        "Потрачено: 1 контакт, около 0,2 ч",
        "Принёс: 0",
    ):
        assert told in plain(request["text"]), told
    decided = await team.press(boris, "✅ Согласен", request)
    assert "Согласие: Boris" in decided["text"]
    assert await given_up(team)
    assert await promises(team) == ["done", "cancelled"]
    assert "Согласие: Boris" in anna.last()["text"], "whoever asked is told"
    late = await team.press(
        team.people["Olga"], "✅ Согласен", newest_with(team.people["Olga"], "✅ Согласен")
    )
    assert "Согласие: Olga" not in late["text"]


async def test_nothing_reminds_of_whom_we_gave_up(team: House, anna: Person) -> None:
    await ask(team, anna)
    await team.press(team.people["Boris"], "✅ Согласен")
    await go_by(team, days=200)
    today = await team.write(anna, "/today")
    assert "Иванов" not in "\n".join([today["text"], *buttons(today)])
    assert "Не вернёмся, решено" in (await _card(team, anna))["text"]


async def _card(team: House, person: Person) -> Message:
    return await team.write(person, "Иванов")


async def test_a_refusal_to_agree_says_why_and_the_date_stands(team: House, anna: Person) -> None:
    await ask(team, anna)
    boris = team.people["Boris"]
    asked = await team.press(boris, "↩️ Нет, вернёмся")
    assert "почему вернёмся" in asked["text"]
    await team.write(boris, "весной у них <новый> бюджет")
    assert "Boris: «весной у них <новый> бюджет»" in anna.last()["text"]
    assert "Вернуться:" in anna.last()["text"]
    assert await promises(team) == ["done", "open"]
    assert not await given_up(team)


async def test_a_manager_cannot_agree(team: House, anna: Person) -> None:
    await ask(team, anna)
    stop = (await team.rows("SELECT id FROM stops"))[0].id
    await team.forge(anna, f"de:y:{stop}")
    assert not await given_up(team)


async def test_only_one_of_two_heads_decides(team: House, anna: Person) -> None:
    await ask(team, anna)
    boris, olga = team.people["Boris"], team.people["Olga"]
    await team.press(olga, "↩️ Нет, вернёмся")
    await team.press(boris, "✅ Согласен")
    told = await team.write(olga, "позвоним в марте")
    assert "Это уже решено" in told["text"]
    assert await given_up(team)


async def test_who_was_in_touch_since_is_not_given_up(team: House, anna: Person) -> None:
    await ask(team, anna)
    await team.press(anna, "👤 Карточка")
    await team.press(anna, "➕ Контакт")
    await team.press(anna, "📵 Не дозвонился")
    await team.press(anna, "Завтра")
    boris = team.people["Boris"]
    stop = (await team.rows("SELECT id FROM stops"))[0].id
    assert "с тех пор общались" in await team.forge(boris, f"de:y:{stop}", newest_with(boris, "✅ Согласен"))
    assert not await given_up(team)


async def test_the_head_finds_all_of_them_in_one_place_with_the_meter(team: House, anna: Person) -> None:
    await ask(team, anna)
    boris = team.people["Boris"]
    await team.write(boris, "/settings")
    board = await team.press(boris, "🚪 Не вернёмся")
    assert "Решить: 1" in board["text"]
    await team.press(boris, "Иванов", board)
    await team.press(boris, "✅ Согласен")
    await team.write(boris, "/settings")
    board = await team.press(boris, "🚪 Не вернёмся")
    assert "За 90 дней: 1 из 1 закрытой сделки (100 %); обычно около 5 %" in plain(board["text"])
    assert "Решить" not in board["text"]
    week = plain((await team.write(boris, "/report week"))["text"])
    assert "🚪 Не вернёмся: 1 из 1 закрытой сделки (100 %)" in week


async def test_the_morning_names_what_waits_for_a_decision(team: House, anna: Person) -> None:
    await ask(team, anna)
    boris = team.people["Boris"]
    assert "ждут вашего решения: 1" in (await team.write(boris, "/morning"))["text"]


# ---------------------------------------------------------------- back again


async def test_whoever_calls_again_is_welcomed_with_their_history(team: House, anna: Person) -> None:
    await ask(team, anna)
    await team.press(team.people["Boris"], "✅ Согласен")
    team.clock.advance(timedelta(days=30))
    await _card(team, anna)
    asked = await team.press(anna, "➕ Контакт")
    assert "🎉 Снова с нами!" in asked["text"]
    assert "(нет денег)" in asked["text"]
    await team.press(anna, "✅ Купил")
    await team.write(anna, "45000")
    assert not await given_up(team)
    assert await team.count("recontacts", "state = 'open'") == 1
    await team.press(anna, "↩️ Отменить")
    assert await given_up(team), "as it was before they called"
    assert await team.count("recontacts", "state = 'open'") == 0
    assert await differences(team) == []


async def test_undoing_the_refusal_takes_the_decision_with_it(team: House, anna: Person) -> None:
    card = newest_with(anna, "↩️ Отменить")
    await ask(team, anna)
    await team.press(team.people["Boris"], "✅ Согласен")
    contact = (await team.rows("SELECT max(id) AS id FROM contacts"))[0].id
    await team.forge(anna, f"s:u:{contact}", card)
    assert not await given_up(team)
    assert await promises(team) == ["open", "cancelled"], "the touch promised to a new client stands again"
    assert [row.state for row in await team.rows("SELECT state FROM stops")] == ["withdrawn"]
    assert await differences(team) == []


async def test_a_call_given_at_the_meeting_brings_them_back(team: House, anna: Person) -> None:
    await ask(team, anna)
    boris = team.people["Boris"]
    await team.press(boris, "✅ Согласен")
    await team.write(boris, "/review")
    await team.press(boris, "📌 Действие")
    await team.press(boris, "Anna")
    await team.press(boris, "Завтра")
    await team.press(boris, "📞 Позвонить клиенту")
    assert not await given_up(team)
    assert await team.count("recontacts", "state = 'open'") == 1
    assert await differences(team) == []


async def test_all_of_it_in_english(team: House) -> None:
    anna, boris = team.people["Anna"], team.people["Boris"]
    for person in (anna, boris):
        await team.write(person, "/language")
        await team.press(person, "English")
    await team.write(anna, "/new Brown, +7 912 345-67-80")
    await team.press(anna, "❌ Refused")
    await team.press(anna, "Legal barrier")
    asked = await team.press(anna, "🚪 Never come back")
    assert "1 of 3. They will not buy now. Is that so?" in asked["text"]
    for _ in range(3):
        asked = await team.press(anna, "Yes, it is so")
    assert "Spent on them: 1 contact, about 0.2 h" in asked["text"]
    await team.press(anna, "📨 Send to the head")
    decided = await team.press(boris, "✅ Agree: never come back")
    assert "Agreed by Boris" in decided["text"]
    assert "If they call, they are welcome back." in anna.last()["text"]


async def test_what_a_head_found_to_be_our_error_gives_nobody_up(team: House, anna: Person) -> None:
    await ask(team, anna)
    boris = team.people["Boris"]
    request = newest_with(boris, "✅ Согласен")
    await team.write(boris, "/review")
    await team.press(boris, "Причина другая")
    await team.press(boris, "🎯")
    await team.press(boris, "Не доверяет")
    pressed = boris.press(request, text_of(request, "✅ Согласен"))
    await team.settled()
    assert "объективного препятствия" in str((pressed.answer or {}).get("text"))
    assert not await given_up(team)
    assert await promises(team) == ["done", "open"]
