"""Changing and taking back what the bot said."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sandbox.chats import Chat
from sandbox.message import Message
from sandbox.methods.albums import piece
from sandbox.methods.outgoing import caption_of, check_markup, text_of
from sandbox.refusals import bad_request

if TYPE_CHECKING:
    from sandbox.telegram import Telegram

DELETED_WITHIN = timedelta(hours=48)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
TEXT = ("text", "entities", "link_preview_options")
CAPTION = ("caption", "caption_entities")


def edit_text(telegram: "Telegram", params: dict[str, Any]) -> Message:
    chat, message = _editable(telegram, params)
    content = text_of(telegram, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    if preview := params.get("link_preview_options"):
        content["link_preview_options"] = preview
    return _put(telegram, chat, message, _without(message, TEXT) | content, params)


def edit_caption(telegram: "Telegram", params: dict[str, Any]) -> Message:
    chat, message = _editable(telegram, params)
    if "photo" not in message and "document" not in message:
        raise bad_request("there is no caption in the message to edit")
    return _put(telegram, chat, message, _without(message, CAPTION) | caption_of(telegram, params), params)


def edit_markup(telegram: "Telegram", params: dict[str, Any]) -> Message:
    chat, message = _editable(telegram, params)
    return _put(telegram, chat, message, dict(message), params)


def edit_media(telegram: "Telegram", params: dict[str, Any]) -> Message:
    chat, message = _editable(telegram, params)
    content = piece(telegram, params["media"], params)
    kept = _without(message, (*TEXT, *CAPTION, "photo", "document"))
    return _put(telegram, chat, message, kept | content, params)


def delete_message(telegram: "Telegram", params: dict[str, Any]) -> bool:
    chat = telegram.reach(params["chat_id"]).ready()
    message = chat.messages.get(params["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    if not _may_delete(telegram, chat, message):
        raise bad_request("message can't be deleted")
    telegram.remove(chat, message.id)
    return True


def delete_messages(telegram: "Telegram", params: dict[str, Any]) -> bool:
    """What is not found is skipped, as Telegram does."""
    chat = telegram.reach(params["chat_id"]).ready()
    for number in dict.fromkeys(params["message_ids"]):
        if number in chat.messages and _may_delete(telegram, chat, chat.messages[number]):
            telegram.remove(chat, number)
    return True


def _may_delete(telegram: "Telegram", chat: Chat, message: Message) -> bool:
    if telegram.clock.now().timestamp() - message["date"] > DELETED_WITHIN.total_seconds():
        return False
    own = message["from"]["id"] == telegram.bot["id"]
    return own or chat.is_private or chat.bot == "administrator"


def _editable(telegram: "Telegram", params: dict[str, Any]) -> tuple[Chat, Message]:
    """A message sent with a keyboard below the text field cannot be edited at all."""
    if "chat_id" not in params or "message_id" not in params:
        raise bad_request("message identifier is not specified")
    chat = telegram.reach(params["chat_id"]).ready()
    message = chat.messages.get(params["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    if (
        message["from"]["id"] != telegram.bot["id"]
        or message.id in chat.markups
        or "forward_origin" in message
    ):
        raise bad_request("message can't be edited")
    return chat, message


def _without(message: Message, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in message.items() if name not in names}


def _put(
    telegram: "Telegram", chat: Chat, message: Message, content: dict[str, Any], params: dict[str, Any]
) -> Message:
    """Without a new inline keyboard the old one goes."""
    content.pop("reply_markup", None)
    content.pop("edit_date", None)
    if markup := params.get("reply_markup"):
        check_markup(chat, markup)
        if any(markup["inline_keyboard"]):
            content["reply_markup"] = markup
    if content == _without(message, ("edit_date",)):
        raise bad_request(NOT_MODIFIED)
    edited = Message({**content, "edit_date": int(telegram.clock.now().timestamp())})
    telegram.replace(chat, edited)
    telegram.unanswered.discard(chat.id)
    return edited


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "editMessageMedia": edit_media,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
