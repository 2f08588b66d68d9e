"""A person with a phone in one hand: what they can do in a chat, and what they see there."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sandbox import acts, pressing
from sandbox.chats import Chat
from sandbox.message import Message
from sandbox.pressing import Press

if TYPE_CHECKING:
    from sandbox.telegram import Telegram


@dataclass(eq=False)
class Person:
    """Where no chat is named, the private chat with the bot is meant; a chat is named by itself or its id."""

    id: int
    first_name: str
    language_code: str = "ru"
    last_name: str = ""
    username: str = ""
    phone: str = ""
    about: str = ""
    telegram: "Telegram" = field(repr=False, kw_only=True)

    @property
    def user(self) -> dict[str, Any]:
        """As the Bot API tells of a user."""
        told = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        known = {name: value for name, value in told.items() if value}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, **known}

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self.telegram.chats[self.id]

    def start(self, payload: str = "") -> Message:
        return acts.start(self.telegram, self, payload)

    def follow(self, link: str) -> Message:
        """Opens t.me/<bot>?start=payload and presses Start."""
        return acts.follow(self.telegram, self, link)

    def write(
        self, text: str, chat: Chat | int | None = None, reply_to: Message | int | None = None
    ) -> Message:
        return acts.write(self.telegram, self, self._in(chat), text, reply_to)

    def write_as_group(self, text: str, chat: Chat | int) -> Message:
        """As an anonymous administrator: to the bot it is always the same user who writes."""
        return acts.write_as_group(self.telegram, self, self._in(chat), text)

    def forward(self, text: str, origin: dict[str, Any], chat: Chat | int | None = None) -> Message:
        """`origin` is a user {"id", "first_name", …}, or {"sender_user_name"} where the sender hides."""
        return acts.forward(self.telegram, self, self._in(chat), text, origin)

    def send_contact(self, contact: dict[str, Any], chat: Chat | int | None = None) -> Message:
        """Somebody of the phone book: phone_number, first_name, and last_name, user_id, vcard if known."""
        return acts.send(self.telegram, self, self._in(chat), {"contact": contact})

    def share_contact(self, chat: Chat | int | None = None) -> Message:
        """The own phone number, as a button with request_contact does."""
        return acts.share_contact(self.telegram, self, self._in(chat))

    def send_file(self, name: str, data: bytes, caption: str = "", chat: Chat | int | None = None) -> Message:
        return acts.send_file(self.telegram, self, self._in(chat), (name, data, caption))

    def send_photo(self, data: bytes, caption: str = "", chat: Chat | int | None = None) -> Message:
        return acts.send_photo(self.telegram, self, self._in(chat), (data, caption))

    def edit(self, message: Message | int, text: str, chat: Chat | int | None = None) -> Message:
        return acts.edit(self.telegram, self, self._of(message, chat), (message, text))

    def tap(self, words: str, chat: Chat | int | None = None) -> Message:
        """A button of the keyboard below the text field."""
        return pressing.tap(self.telegram, self, self._in(chat), words)

    def press(self, message: Message, button: str, *, forgotten: bool = False) -> Press:
        """An inline button, by its words or data; `forgotten`: Telegram gives the message no longer along."""
        data = pressing.data_of(self.telegram, message, button)
        return pressing.press(self.telegram, self, message, data, forgotten=forgotten)

    def press_forged(self, message: Message, data: str) -> Press:
        """What a changed client can send: data that no button holds."""
        return pressing.press(self.telegram, self, message, data)

    def block(self, *, blocked: bool = True) -> None:
        acts.block(self.telegram, self, blocked=blocked)

    def unblock(self) -> None:
        acts.block(self.telegram, self, blocked=False)

    def read(self, chat: Chat | int | None = None) -> None:
        place = self._in(chat)
        place.read[self.id] = place.last.id if place.last else 0

    def messages(self, chat: Chat | int | None = None) -> list[Message]:
        return list(self._in(chat).messages.values())

    def last(self, chat: Chat | int | None = None) -> Message:
        """The last message of the bot."""
        for message in reversed(self._in(chat).messages.values()):
            if message["from"]["is_bot"]:
                return message
        raise LookupError(f"the bot has not said anything to {self.first_name}")

    def keyboard(self, chat: Chat | int | None = None) -> list[list[str]]:
        """The words on the keyboard below the text field."""
        markup = self._in(chat).keyboards.get(self.id) or {}
        return [[button["text"] for button in row] for row in markup.get("keyboard", [])]

    def commands(self, chat: Chat | int | None = None) -> list[dict[str, Any]]:
        return self.telegram.commands_for(self, self._in(chat))

    def screen(self, chat: Chat | int | None = None, last: int = 10) -> str:
        """The end of the chat as it looks, to be read in a failing test."""
        lines = []
        for message in self.messages(chat)[-last:]:
            head, *rest = [*message.drawn()] or [""]
            lines += [f"{message['from']['first_name']}: {head}", *(f"    {line}" for line in rest)]
        rows = [" ".join(f"⌨{words}" for words in row) for row in self.keyboard(chat)]
        return "\n".join(lines + rows)

    def _in(self, chat: Chat | int | None) -> Chat:
        return self.telegram.chat_of(self, chat)

    def _of(self, message: Message | int, chat: Chat | int | None) -> Chat:
        named = message["chat"]["id"] if chat is None and isinstance(message, Message) else chat
        return self._in(named)
