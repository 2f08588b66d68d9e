"""Several pictures or files as one album."""

from typing import TYPE_CHECKING, Any

from sandbox.message import Message
from sandbox.methods.media import medium
from sandbox.methods.outgoing import caption_of, reply_of
from sandbox.refusals import Refused

if TYPE_CHECKING:
    from sandbox.telegram import Telegram

SIMULATED = {"photo", "document"}


def send_media_group(telegram: "Telegram", params: dict[str, Any]) -> list[Message]:
    chat = telegram.reach(params["chat_id"]).ready()
    reply = reply_of(chat, params)
    contents = [piece(telegram, item, params) for item in params["media"]]
    if telegram.flood is not None:
        telegram.flood.admit(chat.id, telegram.clock.now(), len(contents))
    telegram.unanswered.discard(chat.id)
    album = {"media_group_id": telegram.next_callback(), **reply}
    return [telegram.add(chat, telegram.bot, {**album, **content}) for content in contents]


def piece(telegram: "Telegram", item: dict[str, Any], params: dict[str, Any]) -> dict[str, Any]:
    kind = item["type"]
    if kind not in SIMULATED:
        raise Refused(501, f"Not Implemented: the sandbox knows photos and documents, no {kind}")
    return {kind: medium(telegram, kind, item["media"], params), **caption_of(telegram, item)}


METHODS = {"sendMediaGroup": send_media_group}
