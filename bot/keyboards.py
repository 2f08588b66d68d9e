"""Buttons put together into keyboards."""

from collections.abc import Iterable, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from bot import draft as drafts
from bot.i18n import N_, _
from bot.texts.format import client_line, short
from sales.contacts import Draft

MENU = (
    (N_("➕ Contact"), N_("🔔 Today")),
    (N_("🔎 Clients"), N_("📊 Reports"), N_("⚙️ More")),
)
# What a button shows of a name; Telegram itself would cut off more of a long one.
LABEL_LIMIT = 56
# A copy costs a fifth of a button made anew, and a twentieth of one by model_construct.
_BLANK = InlineKeyboardButton(text="", callback_data="")
_EMPTY = InlineKeyboardMarkup(inline_keyboard=[])

Row = Sequence[InlineKeyboardButton]


def button(text: str, leads_to: CallbackData | Draft) -> InlineKeyboardButton:
    """Copied without validation: the texts are ours, and a test holds every button to Telegram's limits."""
    data = drafts.pack(leads_to) if isinstance(leads_to, Draft) else leads_to.pack()
    return _BLANK.model_copy(update={"text": text, "callback_data": data})


def client_button(name: str, company: str, leads_to: CallbackData | Draft) -> InlineKeyboardButton:
    return button(short(client_line(name, company), LABEL_LIMIT), leads_to)


def keyboard(*rows: Row) -> InlineKeyboardMarkup:
    return _EMPTY.model_copy(update={"inline_keyboard": [list(row) for row in rows if row]})


def in_columns(buttons: Iterable[InlineKeyboardButton], columns: int) -> list[Row]:
    listed = list(buttons)
    return [listed[start : start + columns] for start in range(0, len(listed), columns)]


def menu() -> ReplyKeyboardMarkup:
    """The five doors, always below the message line."""
    return ReplyKeyboardMarkup(
        keyboard=[[KeyboardButton(text=_(text)) for text in row] for row in MENU],
        resize_keyboard=True,
        is_persistent=True,
    )
