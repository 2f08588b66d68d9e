"""Buttons pressed, below a message and below the text field."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sandbox.acts import NotPossible, message_in, share_contact, write
from sandbox.chats import Chat
from sandbox.message import Message

if TYPE_CHECKING:
    from sandbox.people import Person
    from sandbox.telegram import Telegram


@dataclass(eq=False)
class Press:
    """A pressed button: it spins until the bot answers."""

    id: str
    person: "Person"
    message: Message
    data: str
    at: datetime
    answer: dict[str, Any] | None = None


def tap(telegram: "Telegram", person: "Person", chat: Chat, words: str) -> Message:
    rows = (chat.keyboards.get(person.id) or {}).get("keyboard", [])
    for button in (button for row in rows for button in row):
        if words in (button["text"], button["text"].partition(" ")[2]):
            if button.get("request_contact"):
                return share_contact(telegram, person, chat)
            return write(telegram, person, chat, button["text"], None)
    raise NotPossible(f"no button {words!r} on the keyboard {person.keyboard(chat)}")


def data_of(telegram: "Telegram", message: Message, button: str) -> str:
    """As the message stands now: an old picture of it may show buttons that are gone."""
    chat = telegram.chats[message["chat"]["id"]]
    found = message_in(chat, message).button(button)
    if "callback_data" not in found:
        raise NotPossible(f"the button {found['text']!r} tells the bot nothing")
    return str(found["callback_data"])


def press(
    telegram: "Telegram", person: "Person", message: Message, data: str, *, forgotten: bool = False
) -> Press:
    chat = telegram.chats[message["chat"]["id"]]
    current = message_in(chat, message)
    if person.id not in chat.members:
        raise NotPossible(f"{person.first_name} is not in {chat.title}")
    pressed = Press(telegram.next_callback(), person, current, data, telegram.clock.now())
    given: dict[str, Any] = (
        {"message_id": current.id, "chat": current["chat"], "date": 0} if forgotten else current
    )
    query = {"id": pressed.id, "from": person.user, "message": given, "data": data}
    if telegram.updates.add("callback_query", {**query, "chat_instance": str(7_000_000_000 + chat.id)}):
        telegram.presses[pressed.id] = pressed
    return pressed
