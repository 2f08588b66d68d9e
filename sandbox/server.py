"""The sandbox as one server on this machine: the Bot API, and the chat page beside it."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from aiohttp import web

from sandbox.api import Api
from sandbox.chat import ChatPage
from sandbox.clock import Clock
from sandbox.forms import LARGEST
from sandbox.limits import Limits
from sandbox.telegram import Telegram

Starts = Mapping[str, Callable[[], Awaitable[None]]]

TOKEN = "110201543:sandbox-token-no-secret-at-all"  # noqa: S105 - it opens nothing but this sandbox


@dataclass
class Sandbox:
    url: str
    token: str
    telegram: Telegram
    _runner: web.AppRunner
    _api: Api
    _page: ChatPage

    async def stop(self) -> None:
        self._page.stop()
        await self._api.delivery.stop()
        await self._runner.cleanup()


def _bot(token: str, username: str) -> dict[str, Any]:
    """A token begins with the id of its bot."""
    number = int(token.partition(":")[0])
    return {"id": number, "is_bot": True, "first_name": "Kept", "username": username}


async def start(
    clock: Clock,
    *,
    people: Iterable[Mapping[str, Any]] = (),
    port: int = 0,
    token: str = TOKEN,
    bot_username: str = "kept_bot",
    limits: Limits | None = None,
    starts: Starts = MappingProxyType({}),
) -> Sandbox:
    """`people` as telegram.person takes them; `starts` are the switches of the page."""
    telegram = Telegram(clock, _bot(token, bot_username), limits)
    for person in people:
        telegram.person(**person)
    api, page = Api(telegram, token), ChatPage(telegram, starts)
    app = web.Application(client_max_size=LARGEST)
    app.add_routes([*api.routes(), *page.routes()])
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    return Sandbox(url, token, telegram, runner, api, page)
