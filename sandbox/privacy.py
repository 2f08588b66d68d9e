"""Privacy mode: what a bot gets to read in a group."""

from typing import Any

from sandbox.chats import Chat
from sandbox.message import Message


def sees(bot: dict[str, Any], chat: Chat, message: Message) -> bool:
    """In a group, unless it is an administrator: commands, mentions, and replies to it."""
    if chat.is_private or chat.bot == "administrator":
        return True
    if chat.bot != "member":
        return False
    replied = message.get("reply_to_message", {}).get("from", {}).get("id") == bot["id"]
    return replied or _is_addressed(f"@{bot['username']}".lower(), message)


def _is_addressed(me: str, message: Message) -> bool:
    raw = message.text.encode("utf-16-le")
    for entity in message.get("entities", message.get("caption_entities", ())):
        start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
        words = raw[start:end].decode("utf-16-le").lower()
        if entity["type"] == "mention" and words == me:
            return True
        if entity["type"] == "bot_command" and ("@" not in words or words.endswith(me)):
            return True
    return False
