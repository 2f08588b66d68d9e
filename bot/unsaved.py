"""While the database takes nothing: whoever wrote is told so, once, past the outbox, which is in that database."""

import json
from collections.abc import Iterable
from typing import Any

from bot.excuse import addressee, code_of
from bot.i18n import language_for, speaking
from bot.pace import Pace
from bot.telegram import Away, Refusal, Telegram
from bot.texts import house as texts
from storage.outbox import Urgency


class Unsaved:
    """Remembers who was told until something is kept again."""

    def __init__(self, telegram: Telegram, pace: Pace, default_language: str) -> None:
        self._telegram = telegram
        self._pace = pace
        self._default_language = default_language
        self._met: set[int] = set()  # updates that were not kept: only of one met twice anybody is told
        self._told: set[int] = set()

    def over(self) -> None:
        self._met.clear()
        self._told.clear()

    async def tell(self, updates: Iterable[Any]) -> None:
        again = []
        for update in updates:
            if not isinstance(update, dict) or not isinstance(number := update.get("update_id"), int):
                continue
            if number in self._met:
                again.append(update)
            self._met.add(number)
        await self.tell_now(again)

    async def tell_now(self, updates: Iterable[dict[str, Any]]) -> None:
        """Without waiting whether it can be saved after all. Where Telegram is away too, nobody waits for it."""
        for update in updates:
            person, chat, query = addressee(update)
            if person is None or person in self._told or (query is None and chat != person):
                continue
            self._told.add(person)
            try:
                await self._tell(update, person, query)
            except Refusal:
                continue
            except Away:
                self._told.discard(person)
                return

    async def _tell(self, update: dict[str, Any], person: int, query: str | None) -> None:
        with speaking(language_for(code_of(update), self._default_language)):
            sentence = texts.not_saved_yet()
        if query is not None:
            alert = {"callback_query_id": query, "text": sentence, "show_alert": True}
            await self._telegram.call("answerCallbackQuery", json.dumps(alert))
        else:
            async with self._pace.turn(person, Urgency.ANSWER):
                await self._telegram.call("sendMessage", json.dumps({"chat_id": person, "text": sentence}))
