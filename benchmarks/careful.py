"""The small bot, that also writes each update down before it is done, and that it was done: two commits more.

The least that an update survives a crash by. It is still less than Kept promises: an answer that was not
sent is lost, an update that is done again records twice, and the order within a chat is nobody's care.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiogram import Dispatcher
from aiogram.types import TelegramObject, Update

from benchmarks import small

if TYPE_CHECKING:
    import aiosqlite

SCHEMA = """
CREATE TABLE IF NOT EXISTS inbox (update_id INTEGER PRIMARY KEY, payload TEXT NOT NULL, done INTEGER NOT NULL);
"""
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


async def keep(handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
    assert isinstance(event, Update)
    base: aiosqlite.Connection = data["base"]
    payload = event.model_dump_json(exclude_unset=True)
    await base.execute("INSERT OR IGNORE INTO inbox VALUES (?, ?, 0)", (event.update_id, payload))
    await base.commit()
    outcome = await handler(event, data)
    await base.execute("UPDATE inbox SET done = 1, payload = '' WHERE update_id = ?", (event.update_id,))
    await base.commit()
    return outcome


def carefully(dispatcher: Dispatcher) -> None:
    dispatcher.update.outer_middleware(keep)


if __name__ == "__main__":
    asyncio.run(small.main(SCHEMA, carefully))
