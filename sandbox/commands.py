"""The bot's commands by scope and language, and which of them a person sees."""

from typing import Any

Scope = tuple[Any, ...]


def scope_of(described: dict[str, Any] | None) -> Scope:
    described = described or {"type": "default"}
    return (described["type"], described.get("chat_id"), described.get("user_id"))


class Commands:
    def __init__(self) -> None:
        self._lists: dict[tuple[Scope, str], list[dict[str, Any]]] = {}

    def put(self, scope: Scope, language: str, commands: list[dict[str, Any]]) -> None:
        if commands:
            self._lists[scope, language] = commands
        else:
            self._lists.pop((scope, language), None)

    def exactly(self, scope: Scope, language: str) -> list[dict[str, Any]]:
        return self._lists.get((scope, language), [])

    def seen(self, scopes: list[Scope], language: str) -> list[dict[str, Any]]:
        """The narrowest scope wins, and within it the person's language before none."""
        for scope in scopes:
            for spoken in (language[:2], ""):
                if found := self._lists.get((scope, spoken)):
                    return found
        return []


def scopes_of(chat: int, person: int, *, private: bool, admin: bool) -> list[Scope]:
    if private:
        narrow: list[Scope] = [("chat", chat, None), ("all_private_chats", None, None)]
        return [*narrow, ("default", None, None)]
    member: list[Scope] = [("chat_member", chat, person)]
    of_admins: list[Scope] = [("chat_administrators", chat, None)] if admin else []
    all_admins: list[Scope] = [("all_chat_administrators", None, None)] if admin else []
    wide: list[Scope] = [("all_group_chats", None, None), ("default", None, None)]
    return [*member, *of_admins, ("chat", chat, None), *all_admins, *wide]
