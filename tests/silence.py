"""What the bot tells its operator during the suite, searched for what people told the bot.

Everything that goes to the bot is overheard at the sandbox, everything that it prints or logs by pytest's capture,
by structlog's and in the files of bots in processes of their own. tests/conftest.py compares the two after each test.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from prometheus_client import generate_latest
from structlog.testing import LogCapture

from bot import metrics
from sandbox.server import TOKEN
from sandbox.updates import Updates

ONE_KEY = 1  # 9999999999 is nobody's number, and many a limit
TOLD_IN = {"text", "caption", "first_name", "last_name", "phone_number", "file_name", "title", "vcard"}
COMMAND = re.compile(r"^/\w+(?:@\w+)?\s*")
BETWEEN = re.compile(r"[\n,;:()«»\"]+")
PHONE = re.compile(r"\+?\d[\d ()-]{8,}\d")
SPACED_DIGITS = re.compile(r"(?<=\d)[ ()-]+(?=\d)")
RUSSIAN = re.compile(r"[А-Яа-яЁё][А-Яа-яЁё -]*")  # the log is in English: whatever is not was quoted
LONG_WORD, SHORTEST = 12, 4

told: set[str] = set()
heard: list[str] = []


def pieces(text: str) -> Iterator[str]:
    """What of a text is recognised again: names, phrases, phones, the tokens of invitations."""
    text = COMMAND.sub("", text)
    for piece in (each.strip(" .!?") for each in BETWEEN.split(text)):
        if len(piece) >= SHORTEST and (" " in piece or piece != piece.lower()):
            yield piece
    yield from (word for word in text.split() if len(word) >= LONG_WORD)
    for phone in PHONE.findall(text):
        digits = re.sub(r"\D", "", phone)[-10:]
        if len(set(digits)) > ONE_KEY:
            yield digits


def is_bots(person: Any) -> bool:
    return isinstance(person, dict) and person.get("is_bot") is True


def overhear(told_to_bot: Any) -> None:
    """Of an update, however deep it lies in it; but for what the bot itself has said."""
    if isinstance(told_to_bot, list):
        for each in told_to_bot:
            overhear(each)
    elif isinstance(told_to_bot, dict) and not is_bots(told_to_bot) and not is_bots(told_to_bot.get("from")):
        for key, value in told_to_bot.items():
            if key in TOLD_IN and isinstance(value, str):
                told.update(pieces(value))
            elif key != "reply_markup":
                overhear(value)


def quoted(output: str) -> list[str]:
    """What people told that the operator is told too."""
    squeezed = SPACED_DIGITS.sub("", output)
    secrets = {TOKEN, TOKEN.partition(":")[2], *told}
    return sorted(
        {secret for secret in secrets if secret in output or secret in squeezed} | {*RUSSIAN.findall(output)}
    )


def take() -> list[str]:
    """What was quoted since it was asked last, in files, in figures and in what a test has read itself."""
    figures = generate_latest(metrics.REGISTRY).decode()
    found = quoted("\n".join([figures, *heard]))
    heard.clear()
    return found


@contextmanager
def overhearing() -> Iterator[None]:
    push, capture, read = Updates.push, LogCapture.__call__, pytest.CaptureFixture.readouterr

    def pushing(self: Updates, update: dict[str, Any]) -> int:
        overhear(update)
        return push(self, update)

    def capturing(self: LogCapture, logger: Any, method: str, event: Any) -> Any:
        heard.append(str(event))
        return capture(self, logger, method, event)

    def reading(self: Any) -> Any:
        out, err = result = read(self)
        heard.extend((str(out), str(err)))
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Updates, "push", pushing)
        patch.setattr(LogCapture, "__call__", capturing)
        patch.setattr(pytest.CaptureFixture, "readouterr", reading)
        yield
