"""Recording a contact through Telegram's HTTP API, from who to kept."""

from datetime import timedelta

import pytest

from sandbox.message import Message
from sandbox.people import Person
from tests.house import House, buttons, create_team, newest_with

IVANOV = "/new Иванов, ООО Ромашка, +7 912 345-67-89"


@pytest.fixture
async def anna(team: House) -> Person:
    """Anna, asked how her contact with a new client ended."""
    person = team.people["Anna"]
    await team.write(person, IVANOV)
    return person


def as_it_stands(person: Person, message: Message) -> Message:
    """The same message as it shows now."""
    return next(one for one in person.messages() if one["message_id"] == message["message_id"])


async def kept(house: House) -> list[tuple[object, ...]]:
    rows = await house.rows(
        "SELECT outcome, channel, direction, amount, code FROM contacts "
        "LEFT JOIN loss_reasons ON loss_reasons.id = reason_id WHERE undone_at IS NULL ORDER BY contacts.id"
    )
    return [tuple(row) for row in rows]


async def test_a_lost_call_takes_three_taps_once_the_client_is_chosen(team: House, anna: Person) -> None:
    await team.press(anna, "❌ Отказ")
    await team.press(anna, "Нет денег")
    card = await team.press(anna, "Через месяц")
    assert "Записано" in card["text"]
    assert "нет денег (объективное препятствие)" in card["text"]
    assert await kept(team) == [("lost", "call", "out", None, "no_money")]


async def test_a_known_client_takes_four_taps_from_the_menu(team: House, anna: Person) -> None:
    who = await team.write(anna, "➕ Контакт")
    message = who["message_id"]
    for tap in ("Иванов", "❌ Отказ", "Не доверяет", "Через месяц"):
        last = await team.press(anna, tap)
        assert last["message_id"] == message, "one message changes in place"
    assert await kept(team) == [("lost", "call", "out", None, "no_trust")]


async def test_a_sale_takes_its_sum_as_people_write_it_and_a_next_touch(team: House, anna: Person) -> None:
    asked = await team.press(anna, "✅ Купил")
    assert "На какую сумму" in asked["text"]
    assert any("Первая продажа" in text for text in buttons(asked))
    card = await team.write(anna, "1,2 млн")
    assert "через 3 дня" in card["text"]
    assert "1\u202f200\u202f000\u202f₽" in card["text"]
    assert await kept(team) == [("won", "call", "out", 120_000_000, None)]


async def test_a_next_step_takes_a_typed_date_shown_in_words_before_it_is_kept(
    team: House, anna: Person
) -> None:
    await team.press(anna, "➡️ Следующий шаг")
    shown = await team.write(anna, "через две недели в 15:00")
    assert "Верно?" in shown["text"]
    assert "15:00" in shown["text"]
    assert await kept(team) == []
    await team.press(anna, "✅ Сохранить")
    assert await kept(team) == [("next_step", "call", "out", None, None)]
    assert await team.count("recontacts", "state = 'open' AND timed = 1") == 1


async def test_no_answer_counts_the_tries(team: House, anna: Person) -> None:
    asked = await team.press(anna, "📵 Не дозвонился")
    assert "Попытка 1 из 5" in asked["text"]
    await team.press(anna, buttons(asked)[0])
    await team.press(anna, "➕ Контакт")
    asked = await team.press(anna, "📵 Не дозвонился")
    assert "Попытка 2 из 5" in asked["text"]


async def test_channel_and_direction_turn_at_a_tap(team: House, anna: Person) -> None:
    await team.press(anna, "📞 Звонок")
    await team.press(anna, "↗️ Исходящий")
    await team.press(anna, "📵 Не дозвонился")
    await team.press(anna, buttons(anna.last())[0])
    assert await kept(team) == [("no_answer", "meeting", "in", None, None)]


async def test_back_takes_the_last_answer_away_and_a_sale_never_carries_a_reason(
    team: House, anna: Person
) -> None:
    await team.press(anna, "❌ Отказ")
    await team.press(anna, "Нет денег")
    await team.press(anna, "← Назад")
    await team.press(anna, "← Назад")
    await team.press(anna, "✅ Купил")
    await team.write(anna, "45к")
    assert await kept(team) == [("won", "call", "out", 4_500_000, None)]


@pytest.mark.parametrize(
    ("typed", "told"),
    [("очень дорого", "Не понял сумму"), ("-5", "Не понял сумму"), ("45 или 60", "Не понял сумму")],
)
async def test_a_sum_not_understood_is_asked_again(team: House, anna: Person, typed: str, told: str) -> None:
    await team.press(anna, "✅ Купил")
    assert told in (await team.write(anna, typed))["text"]
    await team.write(anna, "100")
    assert "Записано" in anna.last()["text"]


@pytest.mark.parametrize(("typed", "told"), [("вчера", "уже прошло"), ("как-нибудь", "Не уверен")])
async def test_a_date_not_understood_or_past_is_never_kept(
    team: House, anna: Person, typed: str, told: str
) -> None:
    await team.press(anna, "➡️ Следующий шаг")
    asked = await team.write(anna, typed)
    assert told in asked["text"]
    assert await kept(team) == []
    await team.press(anna, "Завтра", asked)
    assert len(await kept(team)) == 1


async def test_a_double_tap_records_once(team: House, anna: Person) -> None:
    message = await team.press(anna, "📵 Не дозвонился")
    for _ in range(3):
        anna.press(message, buttons(message)[0])
    await team.settled()
    assert len(await kept(team)) == 1


async def test_undo_within_the_day_takes_back_all_that_followed(team: House, anna: Person) -> None:
    first = await team.rows("SELECT id, due_at FROM recontacts WHERE state = 'open'")
    await team.press(anna, "❌ Отказ")
    await team.press(anna, "Нет денег")
    await team.press(anna, "Через месяц")
    card = await team.press(anna, "↩️ Отменить")
    assert "Отменено" in card["text"]
    assert await kept(team) == []
    assert await team.rows("SELECT id, due_at FROM recontacts WHERE state = 'open'") == first
    assert await team.count("deals") == 0
    assert await team.count("daily") == 0
    assert await team.count("clients", "last_outcome IS NOT NULL") == 0


async def test_undo_by_command_takes_the_last_contact(team: House, anna: Person) -> None:
    await team.press(anna, "📵 Не дозвонился")
    await team.press(anna, buttons(anna.last())[0])
    assert "Отменено" in (await team.write(anna, "/undo"))["text"]
    assert "отменить, нет" in (await team.write(anna, "/undo"))["text"]


async def test_a_fix_replaces_the_contact_and_counts_it_once(team: House, anna: Person) -> None:
    await team.press(anna, "📵 Не дозвонился")
    card = await team.press(anna, buttons(anna.last())[0])
    await team.press(anna, "✏️ Исправить", card)
    await team.press(anna, "❌ Отказ")
    await team.press(anna, "Не решает")
    await team.press(anna, "Через неделю")
    assert await kept(team) == [("lost", "call", "out", None, "not_decision_maker")]
    assert [tuple(row) for row in await team.rows("SELECT outcome, contacts FROM daily")] == [("lost", 1)]


async def test_on_the_next_day_a_contact_stays_as_it_was_said(team: House, anna: Person) -> None:
    await team.press(anna, "📵 Не дозвонился")
    card = await team.press(anna, buttons(anna.last())[0])
    team.clock.advance(timedelta(days=1))
    pressed = anna.press(card, "↩️ Отменить")
    await team.settled()
    assert "в другой день" in (pressed.answer or {}).get("text", "")
    assert len(await kept(team)) == 1


async def test_what_could_have_kept_the_client_is_written_beside_the_loss(team: House, anna: Person) -> None:
    await team.press(anna, "❌ Отказ")
    await team.press(anna, "Нет денег")
    await team.press(anna, "Через месяц")
    await team.press(anna, "💡 Что могло бы удержать?")
    card = await team.write(anna, "Рассрочка на полгода")
    assert "Что могло бы удержать: Рассрочка на полгода" in card["text"]


async def test_the_usual_sums_of_a_client_are_one_tap(team: House, anna: Person) -> None:
    await team.press(anna, "✅ Купил")
    await team.write(anna, "45000")
    await team.press(anna, "➕ Контакт")
    asked = await team.press(anna, "✅ Купил")
    assert any("Повторная продажа" in text for text in buttons(asked))
    await team.press(anna, "45\u202f000\u202f₽")
    assert [row[3] for row in await kept(team)] == [4_500_000, 4_500_000]


async def test_an_english_speaker_records_in_english_from_the_first_screen(house: House) -> None:
    john = house.person("John", "en")
    await create_team(house, john, "Daisy Sales")
    await house.write(john, "/new Brown, Daisy Ltd, +44 20 7183 8750")
    await house.press(john, "❌ Refused")
    await house.write(john, "they were happy with their current vendor")
    await house.press(john, "Has a supplier")
    await house.write(john, "next Friday 3pm")
    card = await house.press(john, "✅ Save")
    assert "Recorded" in card["text"]
    assert "has a supplier (objective obstacle)" in card["text"]
    assert "3:00" in card["text"]
    assert not any("а" <= letter <= "я" for letter in card["text"].lower())
    assert newest_with(john, "Undo")


async def test_a_typed_name_at_the_first_step_goes_straight_on(team: House, anna: Person) -> None:
    await team.write(anna, "➕ Контакт")
    assert "Как закончилось?" in (await team.write(anna, "ромашк"))["text"]
    await team.write(anna, "/new Иванова +79120000002")
    await team.write(anna, "➕ Контакт")
    assert "Иванова" in buttons(await team.write(anna, "иванов"))
    await team.press(anna, "Иванова")
    assert "Как закончилось?" in anna.last()["text"]


async def test_after_one_contact_the_next_who_waits_is_one_tap_away(team: House, anna: Person) -> None:
    await team.write(anna, "/new Петров +79120000002")
    team.clock.advance(timedelta(days=6))
    await team.press(anna, "📵 Не дозвонился")
    card = await team.press(anna, "Завтра")
    assert "🔔 Дальше: Иванов, ООО Ромашка" in buttons(card)
    assert "Иванов" in (await team.press(anna, "🔔 Дальше"))["text"]


async def test_a_typed_answer_after_two_days_goes_on_without_deleting_what_telegram_will_not(
    team: House, anna: Person
) -> None:
    await team.press(anna, "✅ Купил")
    team.clock.advance(timedelta(days=3))
    assert "Записано" in (await team.write(anna, "45к"))["text"]


async def test_a_sum_in_another_currency_is_asked_again_in_the_teams_own(team: House, anna: Person) -> None:
    await team.press(anna, "✅ Купил")
    assert "RUB" in (await team.write(anna, "500$"))["text"]
    assert "Записано" in (await team.write(anna, "45 000 ₽"))["text"]


async def test_going_back_from_a_picked_reason_keeps_the_words(team: House, anna: Person) -> None:
    await team.press(anna, "❌ Отказ")
    await team.write(anna, "сказал дорого")
    await team.press(anna, "Не отстояли цену")
    await team.press(anna, "← Назад")
    await team.press(anna, "Нет денег")
    assert "сказал дорого" in (await team.press(anna, "Через месяц"))["text"]


async def test_a_heads_fix_leaves_the_contact_its_author_its_moment_and_its_words(
    team: House, anna: Person
) -> None:
    await team.press(anna, "❌ Отказ")
    await team.write(anna, "сказал дорого")
    await team.press(anna, "Не отстояли цену")
    await team.press(anna, "Через месяц")
    before = [tuple(row) for row in await team.rows("SELECT author_id, happened_at, words_id FROM contacts")]
    boris = team.people["Boris"]
    team.clock.advance(timedelta(hours=2))
    await team.write(boris, "иванов")
    await team.forge(boris, "s:f:1")
    await team.press(boris, "❌ Отказ")
    await team.press(boris, "Нет денег")
    await team.press(boris, "Через месяц")
    live = "SELECT author_id, happened_at, words_id FROM contacts WHERE undone_at IS NULL"
    assert [tuple(row) for row in await team.rows(live)] == before


async def test_a_fix_of_an_earlier_contact_leaves_the_later_ones_promise(team: House, anna: Person) -> None:
    await team.press(anna, "📵 Не дозвонился")
    first = await team.press(anna, "Завтра")
    team.clock.advance(timedelta(hours=1))
    await team.press(anna, "➕ Контакт")
    await team.press(anna, "✅ Купил")
    await team.write(anna, "100 000")
    await team.press(anna, "📅 Другая дата")
    await team.press(anna, "Через 3 месяца")
    promised = "SELECT next_contact_at, last_outcome FROM clients"
    before = await team.rows(promised)
    for tap in ("✏️ Исправить", "📵 Не дозвонился", "Завтра"):
        await team.press(anna, tap, as_it_stands(anna, first))
    assert await team.rows(promised) == before
    await team.press(anna, "👤 Карточка", as_it_stands(anna, first))
    card = as_it_stands(anna, first)["text"]
    assert card.index("Купил") < card.index("Не дозвонился")
