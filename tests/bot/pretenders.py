"""A Telegram that knows the token or does not, a PostgreSQL that lets nobody in: in a thread of their own."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

from aiohttp import web

REPLIES = {
    200: {"ok": True, "result": {"id": 110201543, "username": "kept_bot"}},
    401: {"ok": False, "error_code": 401, "description": "Unauthorized"},
    404: {"ok": False, "error_code": 404, "description": "Not Found"},
}
NO_TLS = b"N"
REFUSAL = b"SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user\0\0"


@dataclass
class Elsewhere:
    telegram: dict[int, str] = field(default_factory=dict)
    postgres: str = ""


@contextmanager
def pretending() -> Iterator[Elsewhere]:
    loop, addresses = asyncio.new_event_loop(), Elsewhere()
    opened = loop.run_until_complete(_open(addresses))
    thread = Thread(target=loop.run_forever)
    thread.start()
    yield addresses
    asyncio.run_coroutine_threadsafe(_close(opened), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


async def _open(addresses: Elsewhere) -> list[web.AppRunner | asyncio.Server]:
    opened: list[web.AppRunner | asyncio.Server] = []
    for status, reply in REPLIES.items():
        runner = await _telegram(status, json.dumps(reply))
        addresses.telegram[status] = f"http://127.0.0.1:{runner.addresses[0][1]}"
        opened.append(runner)
    server = await asyncio.start_server(_refuse, "127.0.0.1", 0)
    addresses.postgres = "{}:{}".format(*server.sockets[0].getsockname())
    return [*opened, server]


async def _close(opened: list[web.AppRunner | asyncio.Server]) -> None:
    for one in opened:
        if isinstance(one, web.AppRunner):
            await one.cleanup()
        else:
            one.close()


async def _telegram(status: int, reply: str) -> web.AppRunner:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, text=reply, content_type="application/json")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner


async def _refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Whoever asks for TLS is told no, whoever says their name is told that the password is wrong."""
    length = int.from_bytes(await reader.readexactly(4))
    await reader.readexactly(length - 4)
    if length == 8:
        writer.write(NO_TLS)
        length = int.from_bytes(await reader.readexactly(4))
        await reader.readexactly(length - 4)
    writer.write(b"E" + (len(REFUSAL) + 4).to_bytes(4) + REFUSAL)
    await writer.drain()
    writer.close()
