"""Calls to Telegram written down in the outbox, with the work that makes them."""

from datetime import datetime

from bot.drawings import Drawing, Maker
from bot.visit import Drawn, Method
from storage import outbox
from storage.outbox import Call, Letter, Urgency
from storage.tx import Tx

PRESS = "answerCallbackQuery"


def write(tx: Tx, bot_id: int, call: Method, now: datetime, *, chat_id: int = 0) -> Letter:
    """An answer, leased to this process, which posts it at once.

    `chat_id` is whose turn a call without a chat takes.
    """
    return outbox.write(tx, bot_id, _as_call(call, chat_id), now)


def post(
    tx: Tx, bot_id: int, team_id: int, call: Method, now: datetime, *, good_until: datetime | None = None
) -> Letter:
    """What nobody asked for: a team's, which takes its turn."""
    return outbox.write(tx, bot_id, _as_call(call, 0, Urgency.POST, good_until, team_id), now)


def _as_call(
    call: Method,
    chat_id: int,
    urgency: Urgency = Urgency.ANSWER,
    good_until: datetime | None = None,
    team_id: int | None = None,
) -> Call:
    plain, drawing = (call.call, call.drawing.to_json()) if isinstance(call, Drawn) else (call, None)
    to = getattr(plain, "chat_id", None) or chat_id
    payload, method = plain.model_dump_json(exclude_unset=True), plain.__api_method__
    waits = takes_turn(method, drawing)
    return Call(to, method, payload, urgency, drawing, good_until, team_id, waits)


def takes_turn(method: str, drawing: str | None) -> bool:
    """Order matters within a chat; an answer to a press waits for nothing, and nothing waits for a long file."""
    return method != PRESS and not (drawing is not None and _is_long(drawing))


def lane_of(letter: Letter) -> str:
    """Whose turn it takes."""
    return str(letter.chat_id) if takes_turn(letter.method, letter.drawing) else f"alone {letter.id}"


def _is_long(drawing: str) -> bool:
    try:
        return Drawing.from_json(drawing).maker is Maker.EXPORT
    except (ValueError, TypeError):  # of another version: it is set aside in its turn
        return False
