"""`python -m tests.bot.forks`: has everything imported and no loop running, and forks bots on demand.

A fresh interpreter costs seconds of CPU for its imports, a fork of this one milliseconds. What runs in the
child is the real entrance, `python -m bot`'s main(). Orders are lines of JSON on stdin, replies on stdout.
"""

import asyncio
import gc
import json
import os
import signal
import sys
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

# The child needs them at once; whoever imports them first pays.
import aiohttp.web  # noqa: F401
import asyncpg  # noqa: F401
import sqlalchemy.dialects.postgresql.asyncpg  # noqa: F401

import bot.command_line as entrance
from bot import app
from tests.bot import deaths
from tests.house import create_team, open_house

_living: set[int] = set()


async def warm_up() -> None:
    """What is imported and compiled at the first use is used here, and its threads have ended again."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_house(f"sqlite:///{folder}/warm.db") as house:
            olga = house.person("Olga")
            await create_team(house, olga, "Ромашка")
            await house.write(olga, "/new Иванов, +7 912 345-67-89")
            for button in ("❌ Отказ", "Нет денег", "Через"):
                await house.press(olga, button)
            await house.write(olga, "Иванов")


def start(order: dict[str, Any]) -> int:
    pid = os.fork()
    if pid == 0:
        _become_the_bot(order)
    _living.add(pid)
    return pid


def _become_the_bot(order: dict[str, Any]) -> None:
    status = 70
    try:
        log = os.open(Path(order["folder"]) / "bot.log", os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.chdir(order["folder"])
        os.environ.update(order["environment"])
        sys.argv = ["bot", *order.get("arguments", [])]
        if order["death"]:
            deaths.arm(order["death"])
        if order.get("tick"):
            app.TICK = timedelta(seconds=order["tick"])
        status = entrance.main()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def ended(pid: int) -> int:
    """Its exit status, or the negative number of the signal that ended it."""
    _pid, status = os.waitpid(pid, 0)
    _living.discard(pid)
    return os.waitstatus_to_exitcode(status)


def main() -> None:
    asyncio.run(warm_up())
    gc.freeze()
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        print(ended(order) if isinstance(order, int) else start(order), flush=True)
    for pid in _living:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
