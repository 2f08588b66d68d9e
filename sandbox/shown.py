"""Messages, people and groups as the chat page shows them."""

from typing import Any

from sandbox.chats import Chat
from sandbox.message import Message
from sandbox.people import Person
from sandbox.telegram import Telegram


def person_shown(person: Person) -> dict[str, Any]:
    names = ("id", "first_name", "last_name", "username", "language_code", "phone", "about")
    return {name: getattr(person, name) for name in names}


def group_shown(group: Chat) -> dict[str, Any]:
    return {"id": group.id, "title": group.title, "kind": group.kind, "members": list(group.members)}


def message_shown(telegram: Telegram, person: int, message: Message) -> dict[str, Any]:
    shown = {**message, "mine": message["from"]["id"] == person}
    file = message["photo"][-1] if "photo" in message else message.get("document")
    if file:
        shown["file_url"] = f"/chat/files/{file['file_id']}"
    markup = telegram.chats[message["chat"]["id"]].markups.get(message.id, {})
    return shown | ({"force_reply": True} if "force_reply" in markup else {})
