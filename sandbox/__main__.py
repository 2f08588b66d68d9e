"""`python -m sandbox [--port N] [--token T]`: runs it alone until interrupted."""

import argparse
import asyncio
import sys
from contextlib import suppress

from sandbox.clock import RunningClock
from sandbox.server import TOKEN, start


async def run(port: int, token: str) -> None:
    anna = {"first_name": "Anna", "language_code": "ru", "phone": "+79120000001", "about": "manager"}
    sandbox = await start(RunningClock(), people=[anna], port=port, token=token)
    sys.stdout.write(f"TELEGRAM_API_URL={sandbox.url} BOT_TOKEN={sandbox.token}\nThe chat: {sandbox.url}/\n")
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await sandbox.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN)
    chosen = parser.parse_args()
    with suppress(KeyboardInterrupt):
        asyncio.run(run(chosen.port, chosen.token))
