"""Finding a client by any part of them, and adding whoever was not found."""

from collections.abc import Sequence
from zlib import crc32

from aiogram.types import InlineKeyboardMarkup

from bot.buttons import Add, Card, Found, Go, Screen
from bot.capture.hearing import hear
from bot.card import show_card
from bot.i18n import N_, _
from bot.keyboards import Row, button, client_button, keyboard
from bot.newcomers import ask_reach, take_new
from bot.record import start
from bot.routes import Routes
from bot.tags import to_list
from bot.texts import base as texts
from bot.texts.format import short
from bot.visit import Answer, Question, Visit
from sales.clients import NAME_LIMIT
from sales.contacts import Draft
from sales.text import one_line
from storage import clients
from storage import search as pages
from storage.search import Page

routes = Routes()
QUERY_LIMIT = 200
QUERY_BYTES = 40
LONG = "…"
NAME_BYTES = 60


@routes.screen(Screen.CLIENTS, command="find", menu=N_("🔎 Clients"))
def search(visit: Visit, query: str = "") -> Answer:
    """Everyone, the last touched first; or whoever any part of the query is a part of."""
    query = one_line(query, QUERY_LIMIT)
    page = pages.search(visit.book, query)
    if query and not page.lines:
        return nobody_found(visit, query)
    if query and len(page.lines) == 1:
        return show_card(visit, page.lines[0].id)
    return visit.show(
        _title(query, empty=not page.lines), _list(visit, query, page, () if query else to_list(visit))
    )


@routes.question(Question.WHO)
def take_who(visit: Visit, text: str, _about: str) -> Answer:
    """Typed instead of picked: recording goes on with whoever it finds, or with the sentence it tells."""
    heard = hear(visit, text)
    if heard is not None:
        return heard
    query = one_line(text, QUERY_LIMIT)
    page = pages.search(visit.book, query)
    if len(page.lines) == 1:
        return start(visit, Draft(page.lines[0].id))
    if not page.lines:
        return nobody_found(visit, query)
    return visit.say(_title(query, empty=False), _to_record(visit, query, page))


def nobody_found(visit: Visit, query: str) -> Answer:
    """Whom nobody was found by is one tap from being added; the button carries the name."""
    new = Go(to=Screen.NEW)
    name = query.replace(":", " ")
    fits = len(name.encode()) <= NAME_BYTES and any(c.isalnum() for c in name)
    add = button(_("🆕 Add “{name}”").format(name=short(name, 40)), Add(name=name)) if fits else None
    rows = [[add or button(_("🆕 New client"), new)]]
    return visit.show(texts.nobody_found(short(query, 100)), keyboard(*rows))


@routes.press(Found)
def search_on(visit: Visit, press: Found) -> Answer:
    """A query too long for a button stands in the question that is open."""
    query = one_line(press.query, QUERY_LIMIT)
    if query.startswith(LONG):
        asked, kept = visit.before or (None, "")
        if asked not in (Question.SEARCH, Question.WHO) or named(kept) != query:  # another search since
            visit.toast = texts.type_again()
            return None
        query = kept
    page = pages.search(visit.book, query, press.after)
    listed = _to_record(visit, query, page) if press.recording else _list(visit, query, page)
    return visit.show(_title(query, empty=not page.lines), listed)


def _title(query: str, *, empty: bool) -> str:
    if query:
        return texts.found(short(query, 100))
    return texts.empty_base() if empty else texts.everyone()


def _list(visit: Visit, query: str, page: Page, below: Sequence[Row] = ()) -> InlineKeyboardMarkup:
    if len(query.encode()) > QUERY_BYTES:
        visit.ask(Question.SEARCH, query)
    rows: list[Row] = [[client_button(line.name, line.company, Card(client=line.id))] for line in page.lines]
    return keyboard(*rows, _further(query, page), *below, _new())


def _to_record(visit: Visit, query: str, page: Page) -> InlineKeyboardMarkup:
    """The same, to go on recording with whoever is picked."""
    visit.ask(Question.WHO, query)
    rows: list[Row] = [[client_button(line.name, line.company, Draft(line.id))] for line in page.lines]
    return keyboard(*rows, _further(query, page, recording=True), _new())


def _further(query: str, page: Page, *, recording: bool = False) -> Row:
    if not page.more:
        return []
    return [button(_("Next →"), Found(after=page.lines[-1].id, query=named(query), recording=recording))]


def named(query: str) -> str:
    """As a button says it: a long one by what tells it from others."""
    if len(query.encode()) > QUERY_BYTES:
        return f"{LONG}{crc32(query.encode()):08x}"
    return query.replace(":", " ")


def _new() -> Row:
    return [button(_("🆕 New client"), Go(to=Screen.NEW))]


@routes.press(Add)
def add_searched(visit: Visit, press: Add) -> Answer:
    """A new client by the name that was searched; a second tap finds them added."""
    added = clients.just_added(visit.book, one_line(press.name, NAME_LIMIT))
    visit.message_id = None
    return take_new(visit, press.name, "") if added is None else ask_reach(visit, added)


@routes.question(Question.SEARCH)
def take_words(visit: Visit, text: str, _about: str = "") -> Answer:
    """Words outside any question tell of a contact, or else look for a client."""
    heard = hear(visit, text)
    return search(visit, text) if heard is None else heard
