"""What people do in a chat, and what of it reaches the bot."""

import re
from typing import TYPE_CHECKING, Any

from sandbox.chats import Chat
from sandbox.entities import trimmed
from sandbox.files import is_picture
from sandbox.found import with_found
from sandbox.message import Message
from sandbox.rules import units

if TYPE_CHECKING:
    from sandbox.people import Person
    from sandbox.telegram import Telegram

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
DEEP_LINK = re.compile(r"(?:https?://)?(?:t|telegram)\.me/(\w+)\?start=([^&#\s]*)")

ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


class NotPossible(Exception):
    """What Telegram's client does not offer to a person."""


def write(
    telegram: "Telegram", person: "Person", chat: Chat, text: str, reply_to: Message | int | None
) -> Message:
    content = _words(text)
    if reply_to is not None:
        content["reply_to_message"] = _without_reply(message_in(chat, reply_to))
    return send(telegram, person, chat, content)


def _words(text: str) -> dict[str, Any]:
    text, _ = trimmed(text, [])
    if not 1 <= units(text) <= 4096:
        raise NotPossible("a message has 1 to 4096 characters")
    entities = with_found(text, [])
    return {"text": text, "entities": entities} if entities else {"text": text}


def write_as_group(telegram: "Telegram", person: "Person", chat: Chat, text: str) -> Message:
    if person.id not in chat.admins():
        raise NotPossible("only an administrator can hide behind the group")
    return send(telegram, person, chat, {"from": ANONYMOUS, "sender_chat": chat.described, **_words(text)})


def send(telegram: "Telegram", person: "Person", chat: Chat, content: dict[str, Any]) -> Message:
    if chat.blocked:
        block(telegram, person, blocked=False)
    if person.id not in chat.members:
        raise NotPossible(f"{person.first_name} is not in {chat.title}")
    if chat.migrated_to is not None:
        raise NotPossible("the group became a supergroup")
    chat.started = True
    message = telegram.add(chat, person.user, content)
    chat.read[person.id] = message.id
    if telegram.bot_sees(chat, message) and telegram.updates.add("message", message):
        telegram.unanswered.update({chat.id} if chat.is_private else ())
    return message


def start(telegram: "Telegram", person: "Person", payload: str) -> Message:
    if not PAYLOAD.fullmatch(payload):
        raise NotPossible("a deep link's payload is up to 64 of A-Z, a-z, 0-9, _ and -")
    return write(telegram, person, person.chat, f"/start {payload}".strip(), None)


def follow(telegram: "Telegram", person: "Person", link: str) -> Message:
    parts = DEEP_LINK.fullmatch(link)
    if parts is None or parts[1].lower() != telegram.bot["username"].lower():
        raise NotPossible(f"{link} does not open this bot")
    return start(telegram, person, parts[2])


def forward(telegram: "Telegram", person: "Person", chat: Chat, text: str, origin: dict[str, Any]) -> Message:
    date = int(telegram.clock.now().timestamp())
    if "id" in origin:
        user = {"is_bot": False, **origin}
        content: dict[str, Any] = {
            "forward_origin": {"type": "user", "sender_user": user, "date": date},
            "forward_from": user,
        }
    else:
        hidden = origin.get("sender_user_name") or " ".join(str(part) for part in origin.values())
        content = {"forward_origin": {"type": "hidden_user", "sender_user_name": hidden, "date": date}}
        content["forward_sender_name"] = hidden
    return send(telegram, person, chat, {**content, "forward_date": date, **_words(text)})


def share_contact(telegram: "Telegram", person: "Person", chat: Chat) -> Message:
    if not person.phone:
        raise NotPossible(f"{person.first_name} has no phone number")
    names = {"last_name": person.last_name} if person.last_name else {}
    contact = {"phone_number": person.phone, "first_name": person.first_name, **names, "user_id": person.id}
    return send(telegram, person, chat, {"contact": contact})


def send_file(telegram: "Telegram", person: "Person", chat: Chat, file: tuple[str, bytes, str]) -> Message:
    name, data, caption = file
    document = telegram.files.document(name, "", data)
    return send(telegram, person, chat, {"document": document, **_caption(caption)})


def send_photo(telegram: "Telegram", person: "Person", chat: Chat, picture: tuple[bytes, str]) -> Message:
    data, caption = picture
    if not is_picture(data):
        raise NotPossible("this is no picture")
    return send(
        telegram, person, chat, {"photo": telegram.files.photo("photo.jpg", data), **_caption(caption)}
    )


def _caption(text: str) -> dict[str, Any]:
    if not text:
        return {}
    if units(text) > 1024:
        raise NotPossible("a caption has up to 1024 characters")
    entities = with_found(text, [])
    return {"caption": text} | ({"caption_entities": entities} if entities else {})


def edit(telegram: "Telegram", person: "Person", chat: Chat, change: tuple[Message | int, str]) -> Message:
    current = message_in(chat, change[0])
    if current["from"]["id"] != person.id or "text" not in current:
        raise NotPossible("only an own text can be changed")
    kept = {name: value for name, value in current.items() if name not in ("text", "entities")}
    date = int(telegram.clock.now().timestamp())
    message = Message({**kept, "edit_date": date, **_words(change[1])})
    telegram.replace(chat, message)
    if telegram.bot_sees(chat, message):
        telegram.updates.add("edited_message", message)
    return message


def block(telegram: "Telegram", person: "Person", *, blocked: bool) -> None:
    if blocked == person.chat.blocked or not person.chat.started:
        return
    telegram.change_bot(person.chat, person, "kicked" if blocked else "member")


def message_in(chat: Chat, message: Message | int) -> Message:
    number = message.id if isinstance(message, Message) else message
    if number not in chat.messages:
        raise NotPossible(f"there is no message {number} in {chat.title}")
    return chat.messages[number]


def _without_reply(message: Message) -> Message:
    return Message({name: value for name, value in message.items() if name != "reply_to_message"})
