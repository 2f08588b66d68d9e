"""The loss review: the verdict beside what was told on the day, the counts that follow it, the action that is given."""

from datetime import date, timedelta

from sales.contacts import Outcome
from sales.losses import Reason
from storage import figures
from tests.bot.test_morning import yesterday
from tests.bot.test_reports import lose
from tests.bot.world import book_of
from tests.house import House, buttons

DAY = timedelta(days=1)


async def losses_by_reason(house: House) -> dict[Reason, int]:
    """As the reports count them."""

    def total(tx: object) -> dict[Reason, int]:
        book = book_of(tx, house, "Boris")  # type: ignore[arg-type]
        return dict(figures.period(book, date(2020, 1, 1), date(2040, 1, 1)).losses)

    return await house.app.store.run(total)


async def reviewed(house: House) -> list[tuple[object, ...]]:
    rows = await house.rows(
        "SELECT said.code, found.code, reviews.text FROM reviews JOIN contacts ON contacts.id = contact_id "
        "JOIN loss_reasons said ON said.id = contacts.reason_id "
        "JOIN loss_reasons found ON found.id = reviews.reason_id ORDER BY reviews.id"
    )
    return [tuple(row) for row in rows]


# ---------------------------------------------------------------- the verdict


async def test_the_reason_is_confirmed_in_one_tap(team: House) -> None:
    await yesterday(team)
    boris = team.people["Boris"]
    await team.write(boris, "/review")
    card = await team.press(boris, "✅ Причина верная")
    assert "Разбор · Boris\n✅ Причина верная." in card["text"]
    assert await reviewed(team) == [("no_trust", "no_trust", "")]
    assert "✅ Причина верная" not in buttons(card)


async def test_another_reason_stands_beside_the_original_and_the_counts_follow(team: House) -> None:
    await yesterday(team)
    boris = team.people["Boris"]
    await team.write(boris, "/review")
    await team.press(boris, "✏️ Причина другая")
    asked = await team.press(boris, "🎯 ошибка продажи")
    assert len(buttons(asked)) == 7, "the six of the group, and the way back"
    card = await team.press(boris, "Не отстояли цену")
    assert "❌ Отказ: не доверяет (ошибка продажи)" in card["text"]
    assert "✏️ Причина другая: не отстояли цену (ошибка продажи)" in card["text"]
    assert await reviewed(team) == [("no_trust", "price_not_defended", "")]
    assert await losses_by_reason(team) == {Reason.NO_MONEY: 1, Reason.PRICE_NOT_DEFENDED: 1}
    await team.press(boris, "✏️ Причина другая")
    await team.press(boris, "🧱 объективное препятствие")
    await team.press(boris, "Нет денег")
    assert await losses_by_reason(team) == {Reason.NO_MONEY: 2}
    await team.press(boris, "✅ Причина верная")
    assert await losses_by_reason(team) == {Reason.NO_MONEY: 1, Reason.NO_TRUST: 1}
    assert await team.count("daily", "contacts < 1") == 0


async def test_the_verdict_in_words_keeps_the_reason_that_was_found(team: House) -> None:
    await yesterday(team)
    boris = team.people["Boris"]
    await team.write(boris, "/review")
    await team.press(boris, "✏️ Причина другая")
    await team.press(boris, "🎯")
    await team.press(boris, "Слабая презентация")
    await team.press(boris, "💬 Вывод")
    card = await team.write(boris, "не показали <b>отзывы</b>")
    assert "«не показали <b>отзывы</b>»" in card["text"]
    assert await reviewed(team) == [("no_trust", "weak_presentation", "не показали <b>отзывы</b>")]


async def test_what_could_have_kept_them_is_answered_at_the_meeting(team: House) -> None:
    await yesterday(team)
    boris = team.people["Boris"]
    card = await team.write(boris, "/review")
    assert "Что могло бы удержать: пока без ответа" in card["text"]
    await team.press(boris, "💡 Что могло бы удержать?", card)
    card = await team.write(boris, "встреча с клиентом, который уже купил")
    assert "Что могло бы удержать: встреча с клиентом, который уже купил" in card["text"]
    assert await reviewed(team) == []


async def test_an_undone_contact_takes_its_verdict_with_it(team: House) -> None:
    anna, boris = team.people["Anna"], team.people["Boris"]
    await team.write(anna, "/new Иванов +7 912 345-67-89")
    await lose(team, anna, "Нет денег")
    await team.write(boris, "/review")
    await team.press(boris, "✏️ Причина другая")
    await team.press(boris, "🎯")
    await team.press(boris, "Не показали ценность")
    await team.press(anna, "↩️ Отменить")
    assert await reviewed(team) == []
    assert await losses_by_reason(team) == {}
    assert await team.count("daily", f"outcome = '{Outcome.LOST}'") == 0


async def test_the_verdict_counts_in_the_next_morning(team: House) -> None:
    await yesterday(team)
    boris = team.people["Boris"]
    await team.write(boris, "/morning")
    await team.press(boris, "1")
    await team.press(boris, "✏️ Причина другая")
    await team.press(boris, "🧱")
    await team.press(boris, "Нет потребности")
    told = (await team.write(boris, "/morning"))["text"]
    assert "🧱 Петров – нет потребности (объективное препятствие)" in told


# ---------------------------------------------------------------- one by one


async def test_all_open_refusals_are_walked_through_newest_first(team: House) -> None:
    await yesterday(team)
    boris = team.people["Boris"]
    card = await team.write(boris, "/review")
    assert "Отказов без разбора: 2" in card["text"]
    assert "Петров" in card["text"]
    card = await team.press(boris, "Дальше →")
    assert "Иванов" in card["text"]
    await team.press(boris, "✅ Причина верная")
    card = await team.press(boris, "Дальше →")
    assert "Это был последний. Без разбора остался 1 отказ." in card["text"]
    card = await team.press(boris, "📋 Разобрать отказы", card)
    assert "Петров" in card["text"]
    await team.press(boris, "✅ Причина верная")
    assert "Отказов без разбора нет." in (await team.press(boris, "Дальше →"))["text"]
    assert "Отказов без разбора нет." in (await team.write(boris, "/review"))["text"]


async def test_the_meetings_message_stays_when_a_deal_is_opened_from_it(team: House) -> None:
    await yesterday(team)
    boris = team.people["Boris"]
    meeting = await team.write(boris, "/morning")
    for pressed in ("1", "3", "📋 Разобрать отказы"):
        card = await team.press(boris, pressed, meeting)
        assert card["message_id"] != meeting["message_id"]
    assert next(one for one in boris.messages() if one["message_id"] == meeting["message_id"]) == meeting


async def test_a_success_has_no_reason_to_judge_but_may_lead_to_an_action(team: House) -> None:
    await yesterday(team)
    boris = team.people["Boris"]
    await team.write(boris, "/morning")
    card = await team.press(boris, "3")
    assert "✅ Купил: 45\u202f000\u202f₽" in card["text"]
    assert buttons(card) == ["📌 Действие", "👤 Карточка"]


# ---------------------------------------------------------------- actions


async def give(house: House, to: str, day: str, words: str = "") -> None:
    """Boris gives an action about Петров."""
    boris = house.people["Boris"]
    await house.write(boris, "/review")
    await house.press(boris, "📌 Действие")
    await house.press(boris, to)
    await house.press(boris, day)
    if words:
        await house.write(boris, words)
    else:
        await house.press(boris, "📞 Позвонить клиенту")


async def test_an_action_has_a_name_a_date_and_words_and_is_told_until_it_is_done(team: House) -> None:
    await yesterday(team)
    anna, boris = team.people["Anna"], team.people["Boris"]
    await give(team, "Anna", "Завтра", "отправить отзывы")
    assert "📌 Anna: отправить отзывы – Петров, до чт" in boris.last()["text"]
    assert "📌 отправить отзывы – Петров, до чт" in (await team.write(anna, "/morning"))["text"]
    team.clock.advance(2 * DAY)
    assert "⏳ Anna: отправить отзывы – Петров" in (await team.write(boris, "/morning"))["text"]
    assert "📌 отправить отзывы – Петров" in buttons(await team.write(anna, "/today"))
    await team.press(anna, "📌 отправить отзывы")
    assert "✅ Сделано" in (await team.press(anna, "✅ Сделано"))["text"]
    assert not any("📌" in text for text in buttons(await team.write(anna, "/today")))
    team.clock.advance(3 * DAY)
    assert "✅ Anna: отправить отзывы – Петров" in (await team.write(boris, "/morning"))["text"]
    team.clock.advance(DAY)
    assert "отзывы" not in (await team.write(boris, "/morning"))["text"], "told once"


async def test_what_was_ticked_by_mistake_is_not_done(team: House) -> None:
    await yesterday(team)
    anna = team.people["Anna"]
    await give(team, "Anna", "Завтра", "отправить отзывы")
    await team.write(anna, "/today")
    await team.press(anna, "📌 отправить отзывы")
    await team.press(anna, "✅ Сделано")
    await team.press(anna, "↩️ Не сделано")
    assert "📌 отправить отзывы – Петров" in buttons(await team.write(anna, "/today"))


async def test_a_call_by_the_clients_own_manager_becomes_the_next_promise(team: House) -> None:
    await yesterday(team)
    anna, boris = team.people["Anna"], team.people["Boris"]
    await give(team, "Anna", "Завтра")
    open_ones = "state = 'open' AND client_id = (SELECT id FROM clients WHERE name = 'Петров')"
    assert await team.count("recontacts", open_ones) == 1
    assert await team.count("tasks", "recontact_id IS NOT NULL") == 1
    team.clock.advance(DAY)
    assert "🔔 Петров" in buttons(await team.write(anna, "/today"))
    await team.press(anna, "🔔 Петров")
    await team.press(anna, "📵 Не дозвонился")
    await team.press(anna, "Завтра")
    assert "✅ Anna: позвонить – Петров" in (await team.write(boris, "/morning"))["text"]


async def test_a_call_by_anyone_else_is_a_task(team: House) -> None:
    await yesterday(team)
    await give(team, "Olga", "Завтра", "позвонить самой")
    assert await team.count("tasks", "recontact_id IS NULL") == 1
    assert "📌 позвонить самой – Петров" in buttons(await team.write(team.people["Olga"], "/today"))


async def test_a_new_promise_in_its_place_leaves_the_former_action_neither_open_nor_done(team: House) -> None:
    await yesterday(team)
    await give(team, "Anna", "Завтра")
    await give(team, "Anna", "Через неделю", "позвонить ещё раз")
    told = (await team.write(team.people["Boris"], "/morning"))["text"]
    assert "📌 Anna: позвонить ещё раз – Петров" in told
    assert "позвонить – Петров" not in told


async def test_a_typed_day_is_as_good_as_a_button(team: House) -> None:
    await yesterday(team)
    boris = team.people["Boris"]
    await team.write(boris, "/review")
    await team.press(boris, "📌 Действие")
    await team.press(boris, "Anna")
    assert "уже прошло" in (await team.write(boris, "вчера"))["text"]
    assert "Не уверен" in (await team.write(boris, "как-нибудь"))["text"]
    assert "Что сделать?" in (await team.write(boris, "через неделю"))["text"]
    await team.write(boris, "отправить отзывы")
    assert [row.due_day for row in await team.rows("SELECT due_day FROM tasks")] == [
        (team.clock.now().date() + 7 * DAY).isoformat()
    ]


async def test_a_colleagues_task_is_not_ones_own_to_tick(team: House) -> None:
    await yesterday(team)
    await give(team, "Olga", "Завтра", "отправить отзывы")
    task = (await team.rows("SELECT id FROM tasks"))[0].id
    await team.write(team.people["Anna"], "/help")
    await team.forge(team.people["Anna"], f"tk:d:{task}")
    assert await team.count("tasks", "closed_at IS NULL") == 1


async def test_a_forged_day_gives_no_action(team: House) -> None:
    await yesterday(team)
    boris = team.people["Boris"]
    card = await team.write(boris, "/review")
    contact = (await team.rows("SELECT max(id) AS id FROM contacts WHERE outcome = 'lost'"))[0].id
    member = (await team.rows("SELECT min(id) AS id FROM members"))[0].id
    for day in (1, 10**9, 737_000):
        assert await team.forge(boris, f"as:{contact}:{member}:{day}:1:0", card)
    assert await team.count("tasks") == 0
