"""The webhook: in order, with its secret, again and again until it is accepted."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.methods import SendMessage
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from sandbox.people import Person

Serve = Callable[[Callable[[web.Request], Awaitable[web.StreamResponse]]], Awaitable[str]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    runners = []

    async def served(handler: Callable[[web.Request], Awaitable[web.StreamResponse]]) -> str:
        app = web.Application()
        app.router.add_post("/hook", handler)
        runner = web.AppRunner(app)
        runners.append(runner)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}/hook"

    yield served
    for runner in runners:
        await runner.cleanup()


async def test_updates_are_posted_in_order_with_the_secret(anna: Person, call: Any, serve: Serve) -> None:
    heard = []

    async def hook(request: web.Request) -> web.Response:
        heard.append(((await request.json())["message"]["text"], request.headers.get(SECRET)))
        return web.Response()

    anna.write("before")
    await call("setWebhook", url=await serve(hook), secret_token="s3cret")
    anna.write("after")
    anna.telegram.unanswered.clear()
    await anna.telegram.settled()
    assert heard == [("before", "s3cret"), ("after", "s3cret")]


SECRET = "X-Telegram-Bot-Api-Secret-Token"


async def test_an_update_not_accepted_comes_again_before_the_next(
    anna: Person, call: Any, serve: Serve
) -> None:
    heard = []

    async def hook(request: web.Request) -> web.Response:
        heard.append((await request.json())["message"]["text"])
        return web.Response(status=500 if len(heard) < 3 else 204)

    await call("setWebhook", url=await serve(hook))
    anna.write("one")
    anna.write("two")
    anna.telegram.unanswered.clear()
    await anna.telegram.settled()
    assert heard == ["one", "one", "one", "two"]
    info = (await call("getWebhookInfo"))["result"]
    assert info["pending_update_count"] == 0
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"


async def test_a_webhook_that_is_down_is_tried_again(anna: Person, call: Any) -> None:
    await call("setWebhook", url="http://127.0.0.1:1/hook")
    anna.write("one")
    with pytest.raises(TimeoutError, match="updates not confirmed"):
        await anna.telegram.settled(0.3)
    info = (await call("getWebhookInfo"))["result"]
    assert (info["pending_update_count"], info["last_error_message"]) == (
        1,
        "Connection failed: ClientConnectorError",
    )
    await call("deleteWebhook", drop_pending_updates=True)
    assert (await call("getWebhookInfo"))["result"]["pending_update_count"] == 0


@pytest.mark.parametrize("form", ["json", "form"])
async def test_a_call_in_the_answer_is_carried_out(anna: Person, call: Any, serve: Serve, form: str) -> None:
    async def hook(_: web.Request) -> web.Response:
        asked = {"method": "sendMessage", "chat_id": anna.id, "text": "heard"}
        if form == "json":
            return web.json_response(asked)
        body = f"method=sendMessage&chat_id={anna.id}&text=heard"
        return web.Response(text=body, content_type="application/x-www-form-urlencoded")

    await call("setWebhook", url=await serve(hook))
    anna.write("hello")
    await anna.telegram.settled()
    assert anna.last().text == "heard"


async def test_an_answer_with_a_call_that_breaks_a_rule_is_a_violation(
    anna: Person, call: Any, serve: Serve
) -> None:
    async def hook(_: web.Request) -> web.Response:
        return web.json_response({"method": "sendMessage", "chat_id": anna.id, "text": ""})

    await call("setWebhook", url=await serve(hook))
    anna.write("hello")
    anna.telegram.unanswered.clear()
    await anna.telegram.settled()
    assert [broken.description for broken in anna.telegram.violations] == [
        "Bad Request: message text is empty"
    ]


async def test_aiograms_webhook_answers_through_its_response(anna: Person, bot: Bot, serve: Serve) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> SendMessage:
        return message.answer(f"echo {message.text}")

    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token="s")
    await bot.set_webhook(await serve(handler.handle), secret_token="s")
    anna.write("привет")
    await anna.telegram.settled()
    assert anna.last().text == "echo привет"


async def test_a_webhook_must_be_https_unless_it_is_on_this_machine(call: Any) -> None:
    assert (await call("setWebhook", url="http://example.org/hook"))["error_code"] == 400
