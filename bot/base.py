"""The base on screen: new clients, search, the card."""

from dataclasses import replace

from aiogram.types import Contact, InlineKeyboardMarkup

from bot.buttons import Begin, Card, Edit, Found, Go, NoReach, Screen
from bot.i18n import N_, _
from bot.keyboards import Row, button, keyboard
from bot.record import ask_outcome
from bot.routes import Routes
from bot.texts import base as texts
from bot.texts.format import client_line, short
from bot.visit import Answer, Method, Question, Visit
from sales.clients import NAME_LIMIT, Introduction, Reach, introduce
from sales.contacts import Draft
from sales.errors import PhoneNotUnderstood
from sales.label import Finding, recognise
from sales.phones import read_phone
from sales.text import one_line
from storage import clients, contacts, notes

routes = Routes()
SHOWN_NOTES = 3
# A query longer than this is cut in the button of the next page: in UTF-8 it must fit Telegram's 64 bytes.
QUERY_BYTES = 40


# ---------------------------------------------------------------- new clients


@routes.screen(Screen.NEW, command="new")
def ask_new(visit: Visit, argument: str = "") -> Answer:
    if argument:
        return take_new(visit, argument, "")
    visit.ask(Question.NEW_CLIENT)
    return visit.show(texts.new_client(), keyboard([button(_("← Back"), Go(to=Screen.WHO))]))


@routes.question(Question.NEW_CLIENT)
def take_new(visit: Visit, text: str, _about: str) -> Answer:
    who = introduce(text)
    if not who.name and who.reachable:
        who = replace(who, name=(*who.phones, who.email, who.telegram)[0])
    if not who.name:
        visit.ask(Question.NEW_CLIENT)
        return visit.say(texts.name_needed())
    if says_label(who.name) or says_label(who.company):
        visit.ask(Question.NEW_CLIENT)
        return visit.say(texts.no_name_of_that_kind())
    return welcome(visit, who)


def says_label(name: str) -> bool:
    return recognise(name) is Finding.LABEL


def welcome(visit: Visit, who: Introduction) -> Answer:
    """Write a new client down and go straight on to recording; a known one is recognised."""
    known = clients.known(visit.book, who)
    if known is not None:
        line = clients.line(visit.book, known)
        rows = [[button(_("➕ Contact"), Begin(client=known)), button(_("👤 Card"), Card(client=known))]]
        return visit.say(texts.known_already(line), keyboard(*rows))
    client = clients.add(visit.book, who, Reach.GIVEN if who.reachable else Reach.UNKNOWN)
    if who.reachable:
        return _go_on(visit, client)
    return ask_reach(visit, client)


def _go_on(visit: Visit, client: int) -> Answer:
    return ask_outcome(visit, Draft(client), texts.added(clients.line(visit.book, client)))


def ask_reach(visit: Visit, client: int, problem: str = "") -> Method:
    visit.ask(Question.REACH, str(client))
    line = clients.line(visit.book, client)
    refused = button(_("🙅 Asked, refused"), NoReach(client=client))
    return visit.say(problem or texts.how_to_reach(line), keyboard([refused]))


@routes.press(NoReach)
def no_reach(visit: Visit, press: NoReach) -> Answer:
    """Asked and refused is a fact worth counting; a way that is known already stays."""
    if clients.find(visit.book, press.client).reach is not Reach.GIVEN:
        clients.change(visit.book, press.client, "reach", Reach.REFUSED.value)
    return ask_outcome(visit, Draft(press.client))


@routes.question(Question.REACH)
def take_reach(visit: Visit, text: str, about: str) -> Answer:
    client, ways = int(about), introduce(text)
    if not ways.reachable:
        return ask_reach(visit, client, texts.reach_not_understood(short(text, 200)))
    for number in ways.phones:
        other = clients.give_phone(visit.book, client, number)
        if other is not None:
            return _phone_taken(visit, other)
    for column, value in (("email", ways.email), ("telegram", ways.telegram)):
        if value:
            clients.change(visit.book, client, column, value)
            clients.change(visit.book, client, "reach", Reach.GIVEN.value)
    return _go_on(visit, client)


def _phone_taken(visit: Visit, other: int) -> Answer:
    rows = [[button(_("➕ Contact"), Begin(client=other)), button(_("👤 Card"), Card(client=other))]]
    return visit.say(texts.phone_of_another(clients.line(visit.book, other)), keyboard(*rows))


def take_shared(visit: Visit, shared: Contact) -> Answer:
    """A contact shared in Telegram: a person known by that phone, or a new one."""
    name = one_line(f"{shared.first_name} {shared.last_name or ''}", NAME_LIMIT)
    try:
        phones: tuple[str, ...] = (read_phone(shared.phone_number),)
    except PhoneNotUnderstood:
        try:
            phones = (read_phone("+" + shared.phone_number.lstrip("+")),)
        except PhoneNotUnderstood:
            phones = ()
    who = Introduction(name or shared.phone_number[:20], phones=phones, telegram_id=shared.user_id)
    if says_label(who.name):
        return visit.say(texts.no_name_of_that_kind())
    return welcome(visit, who)


# ---------------------------------------------------------------- search


@routes.screen(Screen.CLIENTS, command="find", menu=N_("🔎 Clients"))
def search(visit: Visit, query: str = "") -> Answer:
    """Everyone, the last touched first; or whoever any part of the query is a part of."""
    query = one_line(query, 200)
    page = clients.search(visit.book, query)
    if query and not page.lines:
        return nobody_found(visit, query)
    if query and len(page.lines) == 1:
        return show_card(visit, page.lines[0].id)
    return visit.show(_title(query, empty=not page.lines), _list(query, page))


@routes.question(Question.WHO)
def take_who(visit: Visit, text: str, _about: str) -> Answer:
    """Typed instead of picked: recording goes on with whoever it finds."""
    page = clients.search(visit.book, one_line(text, 200))
    if len(page.lines) == 1:
        return ask_outcome(visit, Draft(page.lines[0].id))
    if not page.lines:
        return nobody_found(visit, one_line(text, 200))
    visit.ask(Question.WHO)
    rows = [[button(short(client_line(line.name, line.company), 56), Draft(line.id))] for line in page.lines]
    return visit.say(
        _title(text, empty=False), keyboard(*rows, [button(_("🆕 New client"), Go(to=Screen.NEW))])
    )


def nobody_found(visit: Visit, query: str) -> Answer:
    visit.ask(Question.SEARCHED, query)
    add = button(_("🆕 Add “{name}”").format(name=short(query, 40)), Go(to=Screen.ADD))
    return visit.show(texts.nobody_found(short(query, 100)), keyboard([add]))


@routes.press(Found)
def search_on(visit: Visit, press: Found) -> Answer:
    page = clients.search(visit.book, press.query, press.after)
    return visit.show(_title(press.query, empty=not page.lines), _list(press.query, page))


def _title(query: str, *, empty: bool) -> str:
    if query:
        return texts.found(short(query, 100))
    return texts.empty_base() if empty else texts.everyone()


def _list(query: str, page: clients.Page) -> InlineKeyboardMarkup:
    rows: list[Row] = [
        [button(short(client_line(line.name, line.company), 56), Card(client=line.id))] for line in page.lines
    ]
    if page.more:
        cut = query.encode()[:QUERY_BYTES].decode(errors="ignore").replace(":", " ")
        rows.append([button(_("Next →"), Found(after=page.lines[-1].id, query=cut))])
    return keyboard(*rows, [button(_("🆕 New client"), Go(to=Screen.NEW))])


@routes.screen(Screen.ADD)
def add_searched(visit: Visit, _argument: str = "") -> Answer:
    """Whom nobody was found by becomes a new client, without being typed again."""
    if visit.before is None or visit.before[0] is not Question.SEARCHED:
        return ask_new(visit)
    visit.message_id = None
    return take_new(visit, visit.before[1], "")


@routes.question(Question.SEARCHED)
def take_words(visit: Visit, text: str, _about: str = "") -> Answer:
    """Words outside any question: whom do they find?"""
    return search(visit, text)


# ---------------------------------------------------------------- the card


@routes.press(Card)
def open_card(visit: Visit, press: Card) -> Answer:
    return show_card(visit, press.client, press.before)


def show_card(visit: Visit, client_id: int, before: int = 0) -> Method:
    book = visit.book
    client = clients.find(book, client_id)
    kept, more = contacts.history(book, client_id, before or contacts.BEGINNING)
    said = notes.latest_free(book, client_id, SHOWN_NOTES)
    text = texts.card(client, kept, said, book.team.currency, (book.now, book.zone))
    rows: list[Row] = [
        [
            button(_("➕ Contact"), Begin(client=client_id)),
            button(_("✏️ Correct"), Edit(client=client_id, field=Edit.Field.MENU)),
        ],
        [button(_("🗒 Note"), Edit(client=client_id, field=Edit.Field.NOTE))],
    ]
    if more:
        rows.append([button(_("Earlier →"), Card(client=client_id, before=kept[-1].id))])
    if before:
        rows.append([button(_("← To the latest"), Card(client=client_id))])
    return visit.show(text, keyboard(*rows))
