"""Calls to Telegram written down in the outbox, with the work that makes them."""

from datetime import datetime

from bot.visit import Drawn, Method
from storage import outbox
from storage.outbox import Call, Letter, Urgency
from storage.tx import Tx


def write(
    tx: Tx,
    bot_id: int,
    call: Method,
    now: datetime,
    *,
    chat_id: int = 0,
    urgency: Urgency = Urgency.ANSWER,
    good_until: datetime | None = None,
) -> Letter:
    """An answer is leased to this process, which posts it at once; a post that nobody asked for takes its turn.

    `chat_id` is whose turn a call without a chat takes.
    """
    plain, drawing = (call.call, call.drawing.to_json()) if isinstance(call, Drawn) else (call, None)
    to = getattr(plain, "chat_id", None) or chat_id
    payload = plain.model_dump_json(exclude_unset=True)
    return outbox.write(
        tx, bot_id, Call(to, plain.__api_method__, payload, urgency, drawing, good_until), now
    )
