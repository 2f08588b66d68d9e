"""A call over HTTP: in which forms it comes, and which calls there are."""

from typing import Any

import pytest
from aiohttp import ClientSession, FormData

from sandbox.people import Person
from sandbox.server import Sandbox
from sandbox.telegram import Telegram


async def test_an_unknown_method_is_not_found(telegram: Telegram, call: Any) -> None:
    answer = await call("sendMesage", chat_id=1, text="x")
    assert (answer["error_code"], answer["description"]) == (404, "Not Found: method sendMesage not found")
    assert [broken.method for broken in telegram.violations] == ["sendMesage"]


async def test_a_known_method_the_sandbox_does_not_act_out_says_so(anna: Person, call: Any) -> None:
    answer = await call("sendDice", chat_id=anna.id)
    assert (answer["error_code"], answer["description"]) == (
        501,
        "Not Implemented: the sandbox knows sendDice and does not act it out",
    )


async def test_a_wrong_token_opens_nothing(http: ClientSession) -> None:
    async with http.get("/bot1:wrong/getMe") as response:
        assert response.status == 401
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_a_call_comes_in_any_form_telegram_takes(
    sandbox: Sandbox, anna: Person, http: ClientSession
) -> None:
    path = f"/bot{sandbox.token}/sendMessage"
    params = {"chat_id": str(anna.id), "text": "привет"}
    form = FormData(params)
    form.add_field("unused", b"data", filename="a.bin")
    for answer in (
        http.get(path, params=params),
        http.post(path, params=params),
        http.post(path, data=params),
        http.post(path, data=form),
        http.post(path, json=params),
    ):
        async with answer as response:
            assert (await response.json())["result"]["text"] == "привет"


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff", b"[" * 100_000])
async def test_a_body_that_is_no_object_is_refused(
    sandbox: Sandbox, http: ClientSession, body: bytes
) -> None:
    headers = {"Content-Type": "application/json"}
    async with http.post(f"/bot{sandbox.token}/getMe", data=body, headers=headers) as response:
        assert response.status == 400
