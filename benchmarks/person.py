"""Somebody at the other end: does the next thing only when the last one was answered."""

import asyncio
import re
import time
from collections.abc import Callable
from itertools import count
from typing import Any

BOT = {"id": 110201543, "is_bot": True, "first_name": "Kept", "username": "kept_bot"}
PATIENCE = 20.0

_TAG = re.compile(r"<[^>]+>")
_messages = count(1)
_presses = count(10**17)


class NotAnswered(Exception):
    """The bot did something else than it was measured for."""


class Person:
    def __init__(self, number: int, offer: Callable[["Person", dict[str, Any]], None]) -> None:
        self.id = number
        self.name = f"Менеджер {number}"
        self.patience = PATIENCE
        self.told = 0  # messages that were sent to them
        self._offer = offer
        self._user = {"id": number, "is_bot": False, "first_name": self.name, "language_code": "ru"}
        self._chat = {"id": number, "type": "private", "first_name": self.name}
        self._shown: dict[str, Any] = {}
        self._owed: set[str] = set()
        self._toast = ""
        self._answered = asyncio.Event()

    async def write(self, text: str) -> None:
        self.send(text)
        await self.is_answered()

    async def press(self, leads_to: re.Pattern[str]) -> None:
        self.tap(leads_to)
        await self.is_answered()

    def send(self, text: str) -> None:
        """Without waiting for the answer."""
        self._do(
            {"message": {**self._message(next(_messages)), "from": self._user, "text": text}}, {"message"}
        )

    def tap(self, leads_to: re.Pattern[str]) -> None:
        """The first button of the last message whose data the pattern fits: a press carries that message."""
        press = {
            "id": str(next(_presses)),
            "from": self._user,
            "message": self._shown,
            "chat_instance": "-3792402843749823",
            "data": next(data for data in self._buttons() if leads_to.match(data)),
        }
        self._do({"callback_query": press}, {"message", "press"})

    def sees(self, leads_to: re.Pattern[str]) -> bool:
        return any(map(leads_to.match, self._buttons()))

    def _do(self, content: dict[str, Any], owed: set[str]) -> None:
        self._owed, self._toast = owed, ""
        self._answered.clear()
        self._offer(self, content)

    async def is_answered(self) -> None:
        """A press that is measured is answered in silence."""
        async with asyncio.timeout(self.patience):
            await self._answered.wait()
        if self._toast:
            raise NotAnswered(self._toast)

    def _buttons(self) -> list[str]:
        rows = self._shown.get("reply_markup", {}).get("inline_keyboard", [])
        return [button["callback_data"] for row in rows for button in row]

    def see(self, fields: dict[str, Any]) -> dict[str, Any]:
        """A message sent or changed; the same as Telegram hands it back."""
        text = _TAG.sub("", fields["text"])
        bold = {"offset": 0, "length": len(text.partition("\n")[0]), "type": "bold"}
        changed = int(fields.get("message_id") or 0)
        message = {
            **self._message(changed or next(_messages)),
            "from": BOT,
            "text": text,
            **({"entities": [bold]} if "<b>" in fields["text"] else {}),
            **({"reply_markup": fields["reply_markup"]} if "reply_markup" in fields else {}),
        }
        self.told += not changed
        # A reminder further up that is brought up to date answers nothing.
        if not changed or changed == self._shown.get("message_id"):
            self._shown = message
            self._settle("message")
        return message

    def hear(self, toast: str) -> None:
        """A press was answered."""
        self._toast = toast
        self._settle("press")
        if toast:
            self._answered.set()

    def _settle(self, what: str) -> None:
        self._owed.discard(what)
        if not self._owed:
            self._answered.set()

    def _message(self, number: int) -> dict[str, Any]:
        return {"message_id": number, "chat": self._chat, "date": int(time.time())}
