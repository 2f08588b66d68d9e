"""What a person does on the chat page, each a POST with a wish as JSON or as a form with a file."""

from collections.abc import Callable
from typing import Any

from aiohttp import web

from sandbox import acts
from sandbox.acts import NotPossible
from sandbox.forms import parameters
from sandbox.people import Person
from sandbox.shapes import Upload
from sandbox.shown import message_shown
from sandbox.telegram import Telegram

Wish = dict[str, Any]
Act = Callable[[Telegram, Person, Wish], Any]


async def wish(request: web.Request) -> Wish:
    """In a form all comes as strings."""
    told = await (parameters(request) if request.content_type.startswith("multipart/") else request.json())
    return {**told, "chat": int(told["chat"])} if "chat" in told else told


def send(telegram: Telegram, person: Person, wish: Wish) -> Any:
    chat = wish["chat"]
    if "file" in wish:
        message = _send_file(person, wish)
    elif "contact" in wish:
        known = {name: value for name, value in wish["contact"].items() if value}
        message = person.send_contact(known, chat)
    elif "forward_from" in wish:
        message = person.forward(wish["text"], wish["forward_from"], chat)
    else:
        message = person.write(wish["text"], chat, wish.get("reply_to"))
    return message_shown(telegram, person.id, message)


def _send_file(person: Person, wish: Wish) -> Any:
    file, caption, chat = wish["file"], wish.get("caption", ""), wish["chat"]
    if type(file) is not Upload:
        raise NotPossible("the field file holds no file")
    if wish.get("as_photo") == "1":
        return person.send_photo(file.data, caption, chat)
    return person.send_file(file.name, file.data, caption, chat)


def edit(telegram: Telegram, person: Person, wish: Wish) -> Any:
    message = person.edit(wish["message_id"], wish["text"], wish["chat"])
    return message_shown(telegram, person.id, message)


def press(telegram: Telegram, person: Person, wish: Wish) -> Any:
    message = acts.message_in(telegram.chat_of(person, wish["chat"]), wish["message_id"])
    if wish.get("forged"):
        return {"callback_id": person.press_forged(message, wish["data"]).id}
    if wish["data"] not in [button.get("callback_data") for button in message.buttons]:
        raise NotPossible("no button of this message holds this data")
    return {"callback_id": person.press(message, wish["data"]).id}


def start(telegram: Telegram, person: Person, wish: Wish) -> Any:
    return message_shown(telegram, person.id, person.start(wish.get("payload") or ""))


def share_contact(telegram: Telegram, person: Person, wish: Wish) -> Any:
    return message_shown(telegram, person.id, person.share_contact(wish.get("chat")))


def block(_: Telegram, person: Person, wish: Wish) -> Any:
    person.block(blocked=bool(wish["blocked"]))
    return {}


def read(_: Telegram, person: Person, wish: Wish) -> Any:
    person.read(wish.get("chat"))
    return {}


ACTS: dict[str, Act] = {
    "send": send,
    "edit": edit,
    "press": press,
    "start": start,
    "share_contact": share_contact,
    "block": block,
    "read": read,
}
