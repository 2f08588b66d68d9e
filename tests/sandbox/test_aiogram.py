"""aiogram's own polling takes the sandbox for Telegram."""

import asyncio

from aiogram import Bot, Dispatcher, F
from aiogram.filters import CommandStart
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from sandbox.faults import Answer, Drop, Times
from sandbox.people import Person

SAVE = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="✅ Save", callback_data="save")]])


def dispatcher() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart(deep_link=True))
    async def joined(message: Message) -> None:
        await message.answer("welcome")

    @dispatcher.message(F.text)
    async def asked(message: Message) -> None:
        await message.answer(f"<b>{message.html_text}</b>", parse_mode="HTML", reply_markup=SAVE)

    @dispatcher.callback_query(F.data == "save")
    async def saved(query: CallbackQuery) -> None:
        assert isinstance(query.message, Message)
        await query.message.edit_text("saved")
        await query.answer("ok")

    return dispatcher


async def test_a_bot_polls_answers_and_is_stopped(anna: Person, bot: Bot) -> None:
    telegram = anna.telegram
    telegram.faults += [Times(Drop(), "getUpdates"), Times(Answer(), "getUpdates", stage="after")]
    running = dispatcher()

    async def people() -> None:
        anna.start("join-1")
        await telegram.settled(20)
        assert anna.last().text == "welcome"
        anna.write("a < b & c")
        await telegram.settled()
        assert anna.last().text == "a < b & c"
        press = anna.press(anna.last(), "Save")
        await telegram.settled()
        assert (anna.last().text, press.answer and press.answer["text"]) == ("saved", "ok")
        await running.stop_polling()

    await asyncio.gather(running.start_polling(bot, handle_signals=False, close_bot_session=False), people())
    assert telegram.violations == []
