"""What the bot tells of itself, by language, and its menu button."""

from typing import Any


class Profile:
    def __init__(self) -> None:
        self._said: dict[tuple[str, str], str] = {}
        self._menus: dict[int | None, dict[str, Any]] = {}

    def say(self, what: str, language: str, words: str) -> None:
        self._said[what, language] = words

    def said(self, what: str, language: str) -> str:
        return self._said.get((what, language)) or self._said.get((what, ""), "")

    def put_menu(self, chat: int | None, button: dict[str, Any]) -> None:
        self._menus[chat] = button

    def menu(self, chat: int | None) -> dict[str, Any]:
        return self._menus.get(chat) or self._menus.get(None) or {"type": "commands"}
