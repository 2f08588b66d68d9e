"""One update as a handler meets it: who comes, where, when, and how to answer them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from aiogram.methods import DeleteMessage, EditMessageText, SendMessage, TelegramMethod
from aiogram.types import InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyKeyboardMarkup

from bot.drawings import Drawing
from sales.people import Member, Person
from storage.book import Book
from storage.tx import Tx


@dataclass(frozen=True)
class Drawn:
    """A call whose file is made when it is about to go out; the call itself holds none."""

    call: TelegramMethod[Any]
    drawing: Drawing


Method = TelegramMethod[Any] | Drawn
Answer = Method | list[Method] | None
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Question(StrEnum):
    """What a person may have been asked to type."""

    TEAM_NAME = "team_name"
    TOKEN = "token"  # noqa: S105 - a question's name
    NEW_CLIENT = "new_client"
    REACH = "reach"
    WHO = "who"
    AMOUNT = "amount"
    REASON = "reason"
    DATE = "date"
    SAVING = "saving"
    EDIT = "edit"
    ZONE = "zone"
    RULE = "rule"
    LEAVE = "leave"
    VERDICT = "verdict"
    ACTION = "action"
    ACTION_DAY = "action_day"
    SNOOZE = "snooze"
    OBSTACLE = "obstacle"
    PERIOD = "period"
    SILENT_DATE = "silent_date"
    SPEND = "spend"
    CRITERION = "criterion"
    STOP_WORD = "stop_word"
    PROFILE = "profile"
    CLIENTLESS = "clientless"
    RECOMMENDED = "recommended"
    REMARK = "remark"
    WORD = "word"
    TWIN = "twin"
    TOLD_WHO = "told_who"
    PICK = "pick"
    SEARCH = "search"
    DELETION = "deletion"


@dataclass
class Visit:
    """Handlers read it, ask at most one question through it, and return what to say."""

    tx: Tx
    now: datetime
    person: Person
    chat_id: int
    bot_username: str
    member: Member | None = None
    opened: Book | None = None
    message_id: int | None = None  # the message whose button was pressed
    heard_id: int = 0  # the message that the person wrote
    heard: Message | None = None
    removable_until: int = 0  # how long Telegram lets it be deleted, in seconds since 1970
    toast: str | None = None  # said over the screen when a press is answered
    alert: bool = False
    before: tuple[Question, str] | None = None  # what was asked last
    asked: tuple[Question, str] | None = field(default=None)

    @property
    def book(self) -> Book:
        """The team's data; only members have one, and routes let nobody else this far."""
        assert self.opened is not None
        return self.opened

    def ask(self, question: Question, about: str = "") -> None:
        """What is typed next answers this. A question lives until the next update."""
        self.asked = (question, about)

    def say(
        self, text: str, keyboard: InlineKeyboardMarkup | ReplyKeyboardMarkup | None = None
    ) -> SendMessage:
        """A new message below all others."""
        more = _shown(keyboard)
        return SendMessage(
            chat_id=self.chat_id, text=text, parse_mode="HTML", link_preview_options=NO_PREVIEW, **more
        )

    def show(self, text: str, keyboard: InlineKeyboardMarkup | None = None) -> Method:
        """The pressed message changed in place; without one, a new message."""
        if self.message_id is None:
            return self.say(text, keyboard)
        more = _shown(keyboard)
        return EditMessageText(
            chat_id=self.chat_id,
            message_id=self.message_id,
            text=text,
            parse_mode="HTML",
            link_preview_options=NO_PREVIEW,
            **more,
        )

    def remove(self, message_id: int) -> DeleteMessage:
        return DeleteMessage(chat_id=self.chat_id, message_id=message_id)


def as_list(answers: Answer) -> list[Method]:
    if answers is None:
        return []
    return [*answers] if isinstance(answers, list) else [answers]


def _shown(keyboard: InlineKeyboardMarkup | ReplyKeyboardMarkup | None) -> dict[str, Any]:
    """A keyboard without buttons is none: Telegram would call an edit that adds it no change."""
    empty = keyboard is None or (isinstance(keyboard, InlineKeyboardMarkup) and not keyboard.inline_keyboard)
    return {} if empty else {"reply_markup": keyboard}
