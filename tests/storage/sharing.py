"""Transactions that wait at one moment, and so share a commit."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any

from storage.sqlite_store import SqliteStore
from storage.tx import Tx

LONGEST = 10.0  # seconds


async def together(store: SqliteStore, *works: Callable[[Tx], Any], patiently: bool = False) -> list[Any]:
    """What came of each, or its error. They are asked for while the writer is kept busy by another."""
    busy = threading.Event()

    async def free() -> None:
        busy.set()

    _busy, *came, _free = await asyncio.gather(
        store.run(lambda _tx: busy.wait(LONGEST)),
        *(store.run(work, patiently=patiently) for work in works),
        free(),
        return_exceptions=True,
    )
    return came
