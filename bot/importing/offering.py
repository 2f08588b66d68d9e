"""An import as the person sees it: the file, its columns, the rows as they will be, and what became of them."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePath

from aiogram.types import Document, InlineKeyboardMarkup

from bot.buttons import Card, Column, Go, Import, Screen
from bot.i18n import _
from bot.importing import report
from bot.importing.layout import Layout
from bot.importing.reading import rules_of
from bot.keyboards import Row, button, client_button, in_columns, keyboard
from bot.routes import Routes
from bot.texts import house as house_texts
from bot.texts import importing as texts
from bot.texts.format import short
from bot.visit import Answer, Method, Visit
from sales.importing import Fate, State
from sales.people import Role
from storage import import_report, imports
from storage.book import Book
from storage.contacts import Origin
from storage.errors import NotFound
from tables.fields import Field
from tables.kinds import Kind
from tables.rows import read_entries

routes = Routes()
CHOICES = tuple(Field)
LABEL = 30
SUFFIXES = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".vcf", ".htm", ".html"}
CARDS = ".vcf"
MOST_CARDS = 50  # that a manager takes in at once
MOST_COLUMNS = 60
MOST_LISTED = 30
Act = Callable[[Visit, imports.Import], Answer]


@routes.screen(Screen.IMPORT, command="import", allow=Role.HEAD)
def how_to(visit: Visit, _argument: str = "") -> Answer:
    latest = imports.latest(visit.book)
    rows: list[Row] = []
    if latest is not None:
        rows.append([button(short(latest.file_name, LABEL), Import(do=Import.Do.SHOW, number=latest.id))])
    return visit.show(texts.how_to(), keyboard(*rows, [button(_("← Back"), Go(to=Screen.MORE))]))


def is_table(document: Document) -> bool:
    """By its name alone: what is in it is seen when it is looked into."""
    return PurePath(document.file_name or "").suffix.lower() in SUFFIXES


def take_file(visit: Visit, document: Document) -> Answer:
    """Looked into by a worker; meanwhile everybody goes on."""
    name = document.file_name or ""
    if not visit.book.me.leads and not _of_cards(name):
        return visit.say(house_texts.not_for_role())
    imports.begin(visit.book, Origin(visit.chat_id, visit.heard_id), document.file_id, name)
    return visit.say(texts.looking(name))


def _of_cards(name: str) -> bool:
    return PurePath(name).suffix.lower() == CARDS


@routes.press(Import)
def treat(visit: Visit, press: Import) -> Answer:
    """A manager's own cards are theirs to take in; all else is a head's."""
    acts: dict[Import.Do, Act] = {
        Import.Do.SHOW: show,
        Import.Do.START: start,
        Import.Do.CANCEL: cancel,
        Import.Do.COLUMNS: show_columns,
        Import.Do.UNDO: ask_to_undo,
        Import.Do.UNDO_SURELY: undo,
        Import.Do.REJECTED: partial(hand_back, fate=Fate.REJECTED),
        Import.Do.WARNED: partial(hand_back, fate=Fate.WARNED),
        Import.Do.JOINED: show_joined,
    }
    one = imports.find(visit.book, press.number)
    if not visit.book.me.leads and (one.member != visit.book.me.id or not _of_cards(one.file_name)):
        raise NotFound
    return acts[press.do](visit, one)


def show(visit: Visit, one: imports.Import) -> Answer:
    """As far as it is."""
    if one.state is State.SHOWN:
        return _show_found(visit, one)
    return visit.show(report.text(one), report.buttons(one, visit.book))


def _show_found(visit: Visit, one: imports.Import) -> Method:
    return visit.show(*found(visit.book, one))


def found(book: Book, one: imports.Import) -> tuple[str, InlineKeyboardMarkup]:
    """The file as it was understood, and what may be done with it."""
    layout = Layout.from_json(one.layout)
    reads = read_entries(layout.sample, layout.table.mapping, rules_of(book).rules())
    entries = [read.entry for read in reads if read.entry is not None]
    act = Import.Do
    return texts.found(one, layout.table, entries, book), keyboard(
        [
            button(
                _("✅ Take in: {rows}").format(rows=texts.rows(one.about)),
                Import(do=act.START, number=one.id),
            )
        ],
        [
            # Which column is what a head says; a manager's cards have their sides named in them.
            *([button(_("🔧 Columns"), Import(do=act.COLUMNS, number=one.id))] if book.me.leads else []),
            button(_("✖️ No"), Import(do=act.CANCEL, number=one.id)),
        ],
    )


def start(visit: Visit, one: imports.Import) -> Answer:
    if one.state is not State.SHOWN:
        return show(visit, one)
    if not visit.book.me.leads and Layout.from_json(one.layout).table.kind is not Kind.VCARD:
        visit.toast = house_texts.not_for_role()  # a table by the name of a card
        return show(visit, one)
    if one.about > MOST_CARDS and not visit.book.me.leads:
        visit.toast, visit.alert = texts.too_many_cards(MOST_CARDS), True
        return show(visit, one)
    imports.start(visit.book, one.id)
    return _show_on(visit, one.id)


def _show_on(visit: Visit, number: int) -> Answer:
    """In this message from now on."""
    if visit.message_id is not None:
        imports.show_in(visit.book, number, visit.message_id)
    return show(visit, imports.find(visit.book, number))


def cancel(visit: Visit, one: imports.Import) -> Answer:
    if one.state in (State.WANTED, State.SHOWN, State.RUNNING):
        imports.cancel(visit.book, one.id)
    return show(visit, imports.find(visit.book, one.id))


def show_columns(visit: Visit, one: imports.Import) -> Answer:
    if one.state is not State.SHOWN:
        return show(visit, one)
    mapping = Layout.from_json(one.layout).table.mapping
    buttons = [
        button(
            short(f"{column.title or column.index + 1} → {texts.field(column.field)}", 40),
            Column(number=one.id, index=column.index),
        )
        for column in mapping[:MOST_COLUMNS]
    ]
    back = [button(_("← Back"), Import(do=Import.Do.SHOW, number=one.id))]
    return visit.show(texts.columns_of(), keyboard(*in_columns(buttons, 1), back))


@routes.press(Column, allow=Role.HEAD)
def choose_field(visit: Visit, press: Column) -> Answer:
    """Asked what the column is; or told, by the place in the list, from one."""
    one = imports.find(visit.book, press.number)
    if one.state is not State.SHOWN:
        return show(visit, one)
    layout = Layout.from_json(one.layout)
    column = next((each for each in layout.table.mapping if each.index == press.index), None)
    if column is None or press.field > len(CHOICES):
        return show_columns(visit, one)
    if press.field:
        changed = layout.changed(press.index, CHOICES[press.field - 1])
        imports.change_layout(visit.book, one.id, changed.to_json())
        return show(visit, imports.find(visit.book, one.id))
    choices = [
        button(
            ("● " if field is column.field else "") + texts.field(field),
            Column(number=one.id, index=press.index, field=place),
        )
        for place, field in enumerate(CHOICES, start=1)
    ]
    back = [button(_("← Back"), Import(do=Import.Do.COLUMNS, number=one.id))]
    return visit.show(texts.which_field(column), keyboard(*in_columns(choices, 2), back))


def ask_to_undo(visit: Visit, one: imports.Import) -> Answer:
    if not one.may_be_undone(visit.book):
        visit.toast = texts.too_late()
        return show(visit, one)
    yes = [button(_("↩️ Take it back"), Import(do=Import.Do.UNDO_SURELY, number=one.id))]
    no = [button(_("← Back"), Import(do=Import.Do.SHOW, number=one.id))]
    return visit.show(texts.sure_to_undo(one), keyboard(yes, no))


def undo(visit: Visit, one: imports.Import) -> Answer:
    if not one.may_be_undone(visit.book):
        return ask_to_undo(visit, one)
    imports.take_back(visit.book, one.id)
    return _show_on(visit, one.id)


def hand_back(visit: Visit, one: imports.Import, fate: Fate) -> Answer:
    if not one.layout:
        visit.toast = texts.rows_forgotten()
        return show(visit, one)
    return report.handed_back(visit, one, fate)


def show_joined(visit: Visit, one: imports.Import) -> Answer:
    rows: list[Row] = [
        [client_button(told.name, told.company, Card(client=told.client))]
        for told in import_report.rows(visit.book, one.id, Fate.JOINED, 0, MOST_LISTED)
        if told.client is not None
    ]
    back = [button(_("← Back"), Import(do=Import.Do.SHOW, number=one.id))]
    return visit.show(texts.joined_title(), keyboard(*rows, back))
