"""Words, contacts, copies, and the answer to a pressed button."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sandbox.message import Message
from sandbox.methods.outgoing import caption_of, check_deep_link, post, text_of
from sandbox.refusals import Refused, bad_request

if TYPE_CHECKING:
    from sandbox.chats import Chat
    from sandbox.telegram import Telegram

ANSWERED_WITHIN = timedelta(minutes=15)
CONTENT = ("text", "entities", "caption", "caption_entities", "photo", "document", "contact", "reply_markup")


def send_message(telegram: "Telegram", params: dict[str, Any]) -> Message:
    content = text_of(telegram, params)
    if preview := params.get("link_preview_options"):
        content["link_preview_options"] = preview
    return post(telegram, params, content)


def send_contact(telegram: "Telegram", params: dict[str, Any]) -> Message:
    fields = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: params[name] for name in fields if params.get(name)}
    return post(telegram, params, {"contact": contact})


def send_chat_action(telegram: "Telegram", params: dict[str, Any]) -> bool:
    chat = telegram.reach(params["chat_id"]).ready()
    telegram.tell(chat, {"kind": "typing", "chat": chat.id, "action": params["action"]})
    return True


def answer_callback(telegram: "Telegram", params: dict[str, Any]) -> bool:
    """A late answer is refused without blame: an update that waited does not tell its age."""
    press = telegram.presses.get(params["callback_query_id"])
    if press is None or telegram.clock.now() - press.at > ANSWERED_WITHIN:
        description = "query is too old and response timeout expired or query ID is invalid"
        raise Refused(400, f"Bad Request: {description}", blameless=press is not None)
    check_deep_link(params.get("url", ""))
    press.answer = params
    shown = {name: params.get(name) for name in ("text", "url")}
    shown_as = {"show_alert": bool(params.get("show_alert"))}
    telegram.tell_person(press.person.id, {"kind": "answered", "callback_id": press.id, **shown, **shown_as})
    return True


def forward_message(telegram: "Telegram", params: dict[str, Any]) -> Message:
    return post(telegram, params, _forwarded(telegram, _source(telegram, params, params["message_id"])))


def forward_messages(telegram: "Telegram", params: dict[str, Any]) -> list[dict[str, int]]:
    found = _sources(telegram, params)
    return [{"message_id": post(telegram, params, _forwarded(telegram, one)).id} for one in found]


def copy_message(telegram: "Telegram", params: dict[str, Any]) -> dict[str, int]:
    content = _content(_source(telegram, params, params["message_id"]))
    content.pop("reply_markup", None)
    if "caption" in params and "text" not in content:
        content = {name: value for name, value in content.items() if not name.startswith("caption")}
        content |= caption_of(telegram, params)
    return {"message_id": post(telegram, params, content).id}


def copy_messages(telegram: "Telegram", params: dict[str, Any]) -> list[dict[str, int]]:
    found = _sources(telegram, params)
    return [{"message_id": post(telegram, params, _content(one)).id} for one in found]


def _content(message: Message) -> dict[str, Any]:
    return {name: message[name] for name in CONTENT if name in message}


def _forwarded(telegram: "Telegram", message: Message) -> dict[str, Any]:
    content = _content(message)
    origin = {"type": "user", "sender_user": message["from"], "date": message["date"]}
    old = {"forward_from": message["from"], "forward_date": int(telegram.clock.now().timestamp())}
    content.pop("reply_markup", None)
    return {"forward_origin": origin, **old, **content}


def _sources(telegram: "Telegram", params: dict[str, Any]) -> list[Message]:
    """What cannot be found is left out, unless nothing is found."""
    chat: Chat = telegram.reach(params["from_chat_id"])
    found = [chat.messages[number] for number in params["message_ids"] if number in chat.messages]
    if not found:
        raise bad_request("there are no messages to forward")
    return found


def _source(telegram: "Telegram", params: dict[str, Any], number: int) -> Message:
    message = telegram.reach(params["from_chat_id"]).messages.get(number)
    if message is None:
        raise bad_request("message to forward not found")
    return message


METHODS = {
    "sendMessage": send_message,
    "sendContact": send_contact,
    "sendChatAction": send_chat_action,
    "answerCallbackQuery": answer_callback,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
}
