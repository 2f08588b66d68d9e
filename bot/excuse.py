"""When an update cannot be done: the sentence the person gets, whatever of the update could be read."""

import json
from collections.abc import Callable
from typing import Any

from aiogram.methods import AnswerCallbackQuery, SendMessage

from bot.desk import Desk
from bot.i18n import language_for, speaking
from bot.texts import house as texts
from bot.texts import staff as staff_texts
from bot.texts import stops as stop_texts
from bot.texts import twins as twin_texts
from bot.visit import Method
from sales.errors import (
    AlreadyUndone,
    AnothersClient,
    DateInPast,
    DraftIncoherent,
    LastOwner,
    NotAnObstacle,
    NotYours,
    Overtaken,
    ReasonMissing,
    StaysOne,
    TooLate,
)
from storage import people
from storage.errors import NotFound
from storage.tx import Tx

SENTENCES: dict[type[BaseException], Callable[[], str]] = {
    NotFound: texts.stale,
    DraftIncoherent: texts.stale,
    ReasonMissing: texts.stale,
    DateInPast: texts.date_passed,
    TooLate: texts.too_late,
    NotYours: texts.not_yours,
    AlreadyUndone: texts.already_undone,
    LastOwner: staff_texts.last_owner,
    AnothersClient: twin_texts.anothers_client,
    StaysOne: twin_texts.stays_one,
    NotAnObstacle: stop_texts.not_an_obstacle,
    Overtaken: stop_texts.overtaken,
}


def is_expected(error: BaseException) -> bool:
    """Whether the rules of selling refused it, or an old button led nowhere: no fault of the bot's."""
    return type(error) in SENTENCES


def excuse(payload: str, desk: Desk, tx: Tx, error: BaseException, code: str = "") -> list[Method]:
    """One sentence in the person's language; a pressed button stops spinning."""
    update = json.loads(payload)
    person, chat, query = addressee(update)
    if person is None:
        return []
    spoken = people.language_of(tx, person) or language_for(code_of(update), desk.default_language)
    with speaking(spoken):
        sentence = SENTENCES[type(error)]() if is_expected(error) else texts.broken(code)
    calls: list[Method] = []
    if query is not None:
        calls.append(AnswerCallbackQuery(callback_query_id=query, text=sentence[:200], show_alert=bool(code)))
    elif chat == person:
        calls.append(SendMessage(chat_id=person, text=sentence, parse_mode="HTML"))
    return calls


def _event(update: dict[str, Any]) -> dict[str, Any]:
    return next((event for event in update.values() if isinstance(event, dict)), {})


def addressee(update: dict[str, Any]) -> tuple[int | None, int | None, str | None]:
    event = _event(update)
    person = _id(event.get("from"))
    query = event.get("id") if "callback_query" in update else None
    return person, _id(event.get("chat")), query if isinstance(query, str) else None


def _id(owner: Any) -> int | None:
    return owner["id"] if isinstance(owner, dict) and isinstance(owner.get("id"), int) else None


def code_of(update: dict[str, Any]) -> str | None:
    sender = _event(update).get("from")
    code = sender.get("language_code") if isinstance(sender, dict) else None
    return code if isinstance(code, str) else None
