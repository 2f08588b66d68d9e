"""What all messages of the bot have in common: words, a keyboard, a message they reply to."""

import re
from typing import TYPE_CHECKING, Any

from sandbox.acts import DEEP_LINK, PAYLOAD
from sandbox.chats import Chat
from sandbox.entities import Entity, parse_html, trimmed
from sandbox.found import with_found
from sandbox.message import Message
from sandbox.refusals import Refused, bad_request
from sandbox.rules import units

if TYPE_CHECKING:
    from sandbox.telegram import Telegram

TEXT_AT_MOST = 4096
CAPTION_AT_MOST = 1024
ELSEWHERE = {"business_connection_id", "message_thread_id", "direct_messages_topic_id"}


def text_of(telegram: "Telegram", params: dict[str, Any]) -> dict[str, Any]:
    text, entities = formatted(telegram, params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if units(text) > TEXT_AT_MOST:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_of(telegram: "Telegram", params: dict[str, Any]) -> dict[str, Any]:
    caption, entities = formatted(telegram, params, "caption", "caption_entities")
    if units(caption) > CAPTION_AT_MOST:
        raise bad_request("message caption is too long")
    if not caption:
        return {}
    return {"caption": caption, "caption_entities": entities} if entities else {"caption": caption}


def formatted(
    telegram: "Telegram", params: dict[str, Any], name: str, given: str
) -> tuple[str, list[Entity]]:
    source = params.get(name, "")
    mode = params.get("parse_mode", "").lower()
    if mode in ("markdown", "markdownv2"):
        raise Refused(501, f"Not Implemented: the sandbox does not read parse_mode {mode}")
    if mode not in ("", "html"):
        raise bad_request("unsupported parse_mode")
    text, entities = parse_html(source) if mode else (source, params.get(given, []))
    for entity in entities:
        _complete(telegram, entity, text)
    text, entities = trimmed(text, entities)
    found = with_found(text, entities)
    if "?start=" in text:
        for link in DEEP_LINK.finditer(text):
            check_deep_link(link[0])
    return text, found


def _complete(telegram: "Telegram", entity: Entity, text: str) -> None:
    if entity["offset"] < 0 or entity["offset"] + entity["length"] > units(text):
        raise bad_request("entity is out of the text")
    if entity["type"] == "text_mention":
        person = telegram.people.get(entity["user"]["id"])
        entity["user"] = person.user if person else entity["user"]
    if entity["type"] == "text_link":
        check_deep_link(entity["url"])


def check_deep_link(url: str) -> None:
    """Telegram opens the bot without the payload, or not at all: nothing a bot can have meant."""
    if (link := DEEP_LINK.match(url)) and not PAYLOAD.fullmatch(link[2]):
        raise bad_request(f"deep link payload {link[2]!r} is not up to 64 of A-Z, a-z, 0-9, _ and -")


def post(telegram: "Telegram", params: dict[str, Any], content: dict[str, Any]) -> Message:
    if not params.keys().isdisjoint(ELSEWHERE):
        raise bad_request("there are no topics and no business accounts here")
    chat = telegram.reach(params["chat_id"]).ready()
    markup = params.get("reply_markup")
    if markup is not None:
        check_markup(chat, markup)
    content = {**reply_of(chat, params), **content, **_shown(markup)}
    if params.get("protect_content"):
        content["has_protected_content"] = True
    if telegram.flood is not None:
        telegram.flood.admit(chat.id, telegram.clock.now())
    message = telegram.add(chat, telegram.bot, content)
    if markup is not None and "inline_keyboard" not in markup:
        _put_keyboard(telegram, chat, message, markup)
    telegram.unanswered.discard(chat.id)
    return message


def _shown(markup: dict[str, Any] | None) -> dict[str, Any]:
    """Only an inline keyboard belongs to the message itself."""
    return {"reply_markup": markup} if markup and any(markup.get("inline_keyboard", ())) else {}


def check_markup(chat: Chat, markup: dict[str, Any]) -> None:
    inline = [button for row in markup.get("inline_keyboard", ()) for button in row]
    for button in inline:
        if "url" in button:
            check_deep_link(button["url"])
    if chat.is_private:
        return
    plain = [button for row in markup.get("keyboard", ()) for button in row]
    if any(button.get("request_contact") for button in plain):
        raise bad_request("phone number can be requested in private chats only")
    if any("web_app" in button for button in inline + plain):
        raise bad_request("BUTTON_TYPE_INVALID")


def _put_keyboard(telegram: "Telegram", chat: Chat, message: Message, markup: dict[str, Any]) -> None:
    chat.markups[message.id] = markup
    if "force_reply" in markup and "keyboard" not in markup:
        return
    keyboard = markup if "keyboard" in markup else None
    for person in _targets(telegram, chat, message) if markup.get("selective") else list(chat.members):
        if keyboard is None:
            chat.keyboards.pop(person, None)
        else:
            chat.keyboards[person] = keyboard
        telegram.tell_person(person, {"kind": "keyboard", "chat": chat.id, "keyboard": keyboard})


def _targets(telegram: "Telegram", chat: Chat, message: Message) -> list[int]:
    """A selective keyboard: those mentioned, and the one replied to."""
    replied = message.get("reply_to_message", {}).get("from", {}).get("id")
    mentioned = {name.lower() for name in re.findall(r"@(\w+)", message.text)}
    marked = {entity["user"]["id"] for entity in message.get("entities", ()) if "user" in entity}
    return [
        person
        for person in chat.members
        if person == replied or person in marked or telegram.people[person].username.lower() in mentioned
    ]


def reply_of(chat: Chat, params: dict[str, Any]) -> dict[str, Any]:
    asked = params.get("reply_parameters")
    if not asked or "message_id" not in asked:
        return {}
    replied = chat.messages.get(asked["message_id"])
    if replied is None:
        if asked.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    if asked.get("quote", "") not in replied.text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {
        "reply_to_message": {name: value for name, value in replied.items() if name != "reply_to_message"}
    }
