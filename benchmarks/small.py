"""The other yardstick: a few lines of aiogram and aiosqlite that keep the contact in one durable commit.

It promises nothing else: what it asked is forgotten with the process, an update that fails is lost, and
whoever presses twice has two contacts.
"""

import asyncio
import os
import time
from collections.abc import Callable

import aiosqlite
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

SCHEMA = """
CREATE TABLE IF NOT EXISTS clients (id INTEGER PRIMARY KEY, manager INTEGER NOT NULL, name TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS clients_of ON clients (manager);
CREATE TABLE IF NOT EXISTS contacts (
    id INTEGER PRIMARY KEY, client INTEGER NOT NULL REFERENCES clients (id), outcome TEXT NOT NULL,
    reason TEXT NOT NULL, days INTEGER NOT NULL, at INTEGER NOT NULL);
"""
OUTCOMES = ("✅ Продажа", "🤝 Договорились", "🤔 Думает", "❌ Отказ", "📵 Не дозвонился")
REASONS = (
    "Дорого",
    "Купил у других",
    "Нет денег",
    "Не сейчас",
    "Нет нужды",
    "Сроки",
    "Далеко",
    "Не доверяет",
)
DAYS = (1, 3, 7, 14, 30, 90, 180, 365)


def keyboard(prefix: str, texts: list[tuple[object, str]]) -> InlineKeyboardMarkup:
    rows = [[InlineKeyboardButton(text=text, callback_data=f"{prefix}:{key}")] for key, text in texts]
    return InlineKeyboardMarkup(inline_keyboard=rows)


async def ask_who(message: Message, base: aiosqlite.Connection) -> None:
    found = await base.execute_fetchall(
        "SELECT id, name FROM clients WHERE manager = ? LIMIT 8", [message.chat.id]
    )
    await message.answer("С кем?", reply_markup=keyboard("client", [(row[0], row[1]) for row in found]))


async def step(press: CallbackQuery, state: FSMContext, base: aiosqlite.Connection) -> None:
    what, _colon, key = (press.data or "").partition(":")
    said = await state.update_data({what: key})
    assert isinstance(press.message, Message)
    if what == "client":
        await press.message.edit_text(
            "Чем кончилось?", reply_markup=keyboard("outcome", [*enumerate(OUTCOMES)])
        )
    elif what == "outcome":
        await press.message.edit_text("Почему?", reply_markup=keyboard("reason", [*enumerate(REASONS)]))
    elif what == "reason":
        await press.message.edit_text(
            "Когда вернуться?", reply_markup=keyboard("days", [(d, f"{d} дн.") for d in DAYS])
        )
    else:
        row = (
            said["client"],
            OUTCOMES[int(said["outcome"])],
            REASONS[int(said["reason"])],
            key,
            int(time.time()),
        )
        await base.execute(
            "INSERT INTO contacts (client, outcome, reason, days, at) VALUES (?, ?, ?, ?, ?)", row
        )
        await base.commit()
        await state.clear()
        await press.message.edit_text(f"Записано: {row[1]}, {row[2]}. Вернуться через {key} дн.")
    await press.answer()


async def main(more: str = "", add: Callable[[Dispatcher], object] = lambda _to: None) -> None:
    """With further tables, and with what else the dispatcher has to do."""
    api = TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"])
    async with aiosqlite.connect(os.environ["SMALL_DATABASE"]) as base:
        await base.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; {SCHEMA} {more}")
        dispatcher = Dispatcher(base=base)
        dispatcher.message.register(ask_who, F.text == "➕ Контакт")
        dispatcher.callback_query.register(step)
        add(dispatcher)
        await dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"], AiohttpSession(api=api)))


if __name__ == "__main__":
    asyncio.run(main())
