"""Pressed buttons and their answers."""

from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot

from sandbox.clock import StandingClock
from sandbox.people import Person

GO = {"inline_keyboard": [[{"text": "➡️ Go", "callback_data": "go:1"}]]}


def refusal(answer: dict[str, Any]) -> tuple[int, str]:
    return answer["error_code"], answer["description"]


async def said(anna: Person, call: Any, text: str = "hello", **more: Any) -> int:
    return int((await call("sendMessage", chat_id=anna.id, text=text, **more))["result"]["message_id"])


async def test_a_pressed_button_spins_until_it_is_answered(anna: Person, bot: Bot, call: Any) -> None:
    await said(anna, call, reply_markup=GO)
    press = anna.press(anna.last(), "Go")
    query = (await bot.get_updates())[-1].callback_query
    assert query
    assert (query.id, query.data, query.from_user.id) == (press.id, "go:1", anna.id)
    assert query.message
    assert query.message.message_id == anna.last().id
    assert anna.telegram.spinning() == [press]
    await bot.answer_callback_query(query.id, text="saved", show_alert=True)
    assert anna.telegram.spinning() == []
    assert press.answer
    assert press.answer["text"] == "saved"
    assert await bot.answer_callback_query(query.id)
    assert anna.telegram.violations == []


async def test_a_button_that_is_gone_cannot_be_pressed_but_forged(anna: Person, bot: Bot, call: Any) -> None:
    number = await said(anna, call, reply_markup=GO)
    old = anna.last()
    await call("editMessageText", chat_id=anna.id, message_id=number, text="done")
    with pytest.raises(LookupError, match="no button 'Go'"):
        anna.press(old, "Go")
    anna.press_forged(old, "go:666")
    forgotten = anna.press_forged(old, "x")
    updates = await bot.get_updates()
    assert [update.callback_query.data for update in updates if update.callback_query] == ["go:666", "x"]
    assert forgotten.answer is None


async def test_an_old_message_may_be_given_no_longer_along_with_its_button(
    anna: Person, bot: Bot, call: Any
) -> None:
    await said(anna, call, reply_markup=GO)
    anna.press(anna.last(), "go:1", forgotten=True)
    query = (await bot.get_updates())[-1].callback_query
    assert query
    assert type(query.message).__name__ == "InaccessibleMessage"


async def test_a_late_answer_is_refused_without_blame_and_an_unknown_one_with(
    anna: Person, call: Any, clock: StandingClock
) -> None:
    await said(anna, call, reply_markup=GO)
    press = anna.press(anna.last(), "Go")
    clock.advance(timedelta(minutes=16))
    why = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert refusal(await call("answerCallbackQuery", callback_query_id=press.id)) == (400, why)
    assert anna.telegram.violations == []
    assert refusal(await call("answerCallbackQuery", callback_query_id="5")) == (400, why)
    assert len(anna.telegram.violations) == 1
