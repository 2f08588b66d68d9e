"""The search of tests/silence.py finds what it looks for; it goes over the output of every test of the bot."""

from typing import Any

import pytest
import structlog

from bot import dispatch
from bot.telegram import unquoted
from sandbox.faults import Times
from tests import silence
from tests.bot.test_post import refusal
from tests.house import House

ON_A_FILE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TYPED = "/new John Brown, Brown & Sons, +7 (912) 345-67-89\nlikes fishing, call him after lunch"


@pytest.mark.parametrize(
    "line",
    [
        "error at record.py:5 name=John Brown",
        "key=Brown & Sons",
        "digits 9123456789",
        "phone +7 912 345-67-89",
        "why=likes fishing",
        "client=Иванов",
        f"https://api.telegram.org/bot{silence.TOKEN}/getMe",
    ],
)
def test_whatever_is_quoted_is_found(line: str) -> None:
    silence.overhear({"message": {"text": TYPED, "from": {"first_name": "Olga"}}})
    assert silence.quoted(f"2026-11-25T21:57:03Z [warning] {line}")


def test_what_the_bot_says_itself_is_not() -> None:
    silence.overhear({"message": {"text": TYPED, "from": {"first_name": "Olga"}}})
    said = (
        "2026-11-25T21:57:03Z [warning  ] a letter was refused  code=400 method=sendMessage why=Bad Request"
    )
    assert silence.quoted(said) == []


@ON_A_FILE
async def test_a_bot_that_logged_what_is_written_to_it_would_be_caught(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = dispatch.answer

    def answer(update: Any, *more: Any) -> Any:
        structlog.get_logger().info("heard", what=update.message and update.message.text)
        return real(update, *more)

    monkeypatch.setattr(dispatch, "answer", answer)
    with structlog.testing.capture_logs():
        await house.write(house.person("Olga"), "John Brown, do call him back")
    assert silence.take() == ["John Brown", "do call him back"]


REFUSALS = {
    'Bad Request: can\'t parse entities: Unsupported start tag "Brown" at byte offset 5': "Brown",
    "Bad Request: wrong text Звонил Иванову": "Иванов",
    "Bad Request: no such number +7 912 345-67-89": "345",
}


@ON_A_FILE
@pytest.mark.parametrize("description", REFUSALS)
async def test_a_refusal_is_kept_and_logged_without_what_it_quotes(house: House, description: str) -> None:
    house.sandbox.telegram.faults.append(Times(refusal(400, description), "sendMessage"))
    with structlog.testing.capture_logs() as lines:
        house.person("Olga").start()
        await house.settled()
    ((error,),) = await house.rows("SELECT error FROM outbox WHERE state = 'failed'")
    told = f"{lines} {error}"
    assert unquoted(description) in told
    assert REFUSALS[description] not in told
    assert "400 Bad Request: " in error
