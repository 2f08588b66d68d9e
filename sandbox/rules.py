"""The limits that the types do not tell: lengths, counts, and what excludes what."""

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from sandbox.refusals import bad_request

Rule = Callable[[dict[str, Any]], None]

NOT_AN_ACTION = {"text", "icon_custom_emoji_id", "style"}
STYLES = ("danger", "success", "primary")
COPIED = {"text": "nothing"}
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def units(text: str) -> int:
    """Telegram counts UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def inline_button(button: dict[str, Any]) -> None:
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if data is None or len(button) > 2:
        _check_rare(button)


def _check_rare(button: dict[str, Any]) -> None:
    """Most buttons have words and data only, and come here not at all."""
    actions = button.keys() - NOT_AN_ACTION
    if len(actions) != 1:
        several = f"an inline keyboard button does one thing, not {', '.join(sorted(actions))}"
        raise bad_request(several if actions else "text buttons are unallowed in the inline keyboard")
    _check_style(button)
    if "url" in button:
        _check_url(button["url"])
    if not 1 <= units(button.get("copy_text", COPIED)["text"]) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_style(button: dict[str, Any]) -> None:
    if button.get("style", "primary") not in STYLES:
        raise bad_request("button style must be one of danger, success, primary")


def _check_url(url: str) -> None:
    with suppress(ValueError):
        parts = urlsplit(url if "://" in url else f"http://{url}")
        on_the_web = parts.scheme in ("http", "https") and "." in parts.netloc and " " not in url
        if on_the_web or parts.scheme in ("tg", "ton"):
            return
    raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def inline_keyboard(markup: dict[str, Any]) -> None:
    rows = markup["inline_keyboard"]
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise bad_request("reply markup is too long")


def reply_keyboard(markup: dict[str, Any]) -> None:
    rows = markup["keyboard"]
    if not any(rows):
        raise bad_request("reply keyboard has no buttons")
    if sum(map(len, rows)) > 300 or any(len(row) > 12 for row in rows):
        raise bad_request("reply markup is too long")
    _check_placeholder(markup)


def reply_button(button: dict[str, Any]) -> None:
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
    if len(button.keys() - NOT_AN_ACTION) > 1:
        raise bad_request("a keyboard button requests one thing")
    _check_style(button)


def _check_placeholder(markup: dict[str, Any]) -> None:
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= units(placeholder) <= 64:
        raise bad_request("input field placeholder must be 1-64 characters")


def command(described: dict[str, Any]) -> None:
    if not COMMAND.fullmatch(described["command"].removeprefix("/")):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= units(described["description"].strip()) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def commands(params: dict[str, Any]) -> None:
    if len(params["commands"]) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    language(params)


def language(params: dict[str, Any]) -> None:
    if not re.fullmatch(r"([a-z]{2})?", params.get("language_code", "")):
        raise bad_request("invalid language code specified")


def callback_answer(params: dict[str, Any]) -> None:
    if units(params.get("text", "")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")


def chat_action(params: dict[str, Any]) -> None:
    if params["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")


def album(params: dict[str, Any]) -> None:
    if not 2 <= len(params["media"]) <= 10:
        raise bad_request("album must contain 2-10 items")
    kinds = {media["type"] for media in params["media"]}
    if len(kinds) > 1 and kinds & {"document", "audio"}:
        raise bad_request("document and audio can't be mixed with other media types")


def many_messages(params: dict[str, Any]) -> None:
    if not 1 <= len(params["message_ids"]) <= 100:
        raise bad_request("message identifiers must be 1-100")


def webhook(params: dict[str, Any]) -> None:
    if not SECRET.fullmatch(params.get("secret_token", "x")):
        raise bad_request("secret token contains unallowed characters")
    if not 1 <= params.get("max_connections", 40) <= 100:
        raise bad_request("max_connections must be 1-100")


def updates(params: dict[str, Any]) -> None:
    if not 1 <= params.get("limit", 100) <= 100:
        raise bad_request("limit must be 1-100")


def contact(params: dict[str, Any]) -> None:
    if not params["phone_number"].strip() or not params["first_name"].strip():
        raise bad_request("contact phone number and first name must be non-empty")
    if len(params.get("vcard", "").encode()) > 2048:
        raise bad_request("vCard is too long")


def _at_most(name: str, length: int) -> Rule:
    def rule(params: dict[str, Any]) -> None:
        if units(params.get(name, "")) > length:
            raise bad_request(f"{name} is too long")
        language(params)

    return rule


TYPE_RULES: dict[str, Rule] = {
    "InlineKeyboardButton": inline_button,
    "InlineKeyboardMarkup": inline_keyboard,
    "ReplyKeyboardMarkup": reply_keyboard,
    "KeyboardButton": reply_button,
    "ForceReply": _check_placeholder,
    "BotCommand": command,
}
METHOD_RULES: dict[str, Rule] = {
    "answerCallbackQuery": callback_answer,
    "setMyCommands": commands,
    "getMyCommands": language,
    "deleteMyCommands": language,
    "sendChatAction": chat_action,
    "sendMediaGroup": album,
    "deleteMessages": many_messages,
    "setWebhook": webhook,
    "getUpdates": updates,
    "sendContact": contact,
    "setMyName": _at_most("name", 64),
    "setMyDescription": _at_most("description", 512),
    "setMyShortDescription": _at_most("short_description", 120),
}
