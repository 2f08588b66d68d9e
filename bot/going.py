"""How the clock's rounds are gone: page by page, and past what fails."""

from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.clock import Clock
from bot.desk import Desk
from bot.logs import told
from storage.errors import Unavailable
from storage.store import Store
from storage.tx import Tx

log = structlog.get_logger()

# One call is one transaction; True: there may be more to do.
Round = Callable[[Tx, Desk, datetime], bool]


class Broken(Exception):
    """Something due could not be done; `put_off` makes it due later, so that it blocks nothing behind it."""

    def __init__(self, put_off: Callable[[Tx], None]) -> None:
        super().__init__()
        self.put_off = put_off


async def go_round(
    one: Round, store: Store, desk: Desk, clock: Clock, after_page: Callable[[], Awaitable[None]]
) -> None:
    """Page by page until nothing is left. A round that fails does not stop the others."""
    try:
        while await _page(one, store, desk, clock):
            await after_page()
    except Unavailable:
        raise
    except Exception as error:  # noqa: BLE001 - whatever ails one round, the others go on
        why = told(error)
        log.error("a round was broken off", round=one.__name__, **why)  # noqa: TRY400 - a trace may quote people


async def _page(one: Round, store: Store, desk: Desk, clock: Clock) -> bool:
    try:
        return await store.run(lambda tx: one(tx, desk, clock.now()))
    except Broken as broken:
        why = told(broken.__cause__ or broken)
        log.error("something due was put off", round=one.__name__, **why)  # noqa: TRY400 - as above
        await store.run(broken.put_off)
        return True
