"""Correcting a client's card, a field at a time, and adding a note to it."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.buttons import Card, DropPhone, Edit, Merge, SetResponsible, SetSource
from bot.card import open_card, show_card
from bot.i18n import N_, _
from bot.keyboards import LABEL_LIMIT, Row, button, in_columns, keyboard
from bot.label import explain, says_label
from bot.newcomers import keep_rest, phone_taken
from bot.routes import Routes
from bot.tags import to_correct
from bot.texts import base as texts
from bot.texts import words
from bot.texts.format import phone as readable
from bot.texts.format import region, short
from bot.twins import notice
from bot.visit import Answer, Question, Visit
from sales.clients import NAME_LIMIT, introduce
from sales.people import Role
from sales.text import one_line
from storage import clients, leaves, merges, notes, teams, vocabulary

routes = Routes()
MOST_LISTED, MOST_PHONES = 50, 20
Field = Edit.Field
FIELDS = {
    Field.NAME: N_("Name"),
    Field.COMPANY: N_("Company"),
    Field.PHONE: N_("Phone"),
    Field.EMAIL: N_("E-mail"),
    Field.TELEGRAM: N_("Telegram"),
    Field.SOURCE: N_("Source"),
    Field.RESPONSIBLE: N_("Responsible"),
}


@routes.press(Edit)
def edit(visit: Visit, press: Edit) -> Answer:
    line = clients.line(visit.book, press.client)
    if press.field is Field.MENU:
        return visit.show(texts.what_to_correct(line), _fields(visit, press.client))
    if press.field is Field.SOURCE:
        return visit.show(texts.what_to_correct(line), _sources(visit, press.client))
    if press.field is Field.RESPONSIBLE:
        return _offer_colleagues(visit, press.client, line)
    visit.ask(Question.EDIT, f"{press.client} {press.field.value}")
    if press.field is Field.PHONE and (known := clients.find(visit.book, press.client).phones):
        return visit.show(texts.phones_of(line), _phones(press.client, known))
    told = (
        _("Type the note.") if press.field is Field.NOTE else texts.type_new(_(FIELDS[press.field]).lower())
    )
    return visit.show(told, keyboard([button(_("← Back"), Card(client=press.client))]))


def _fields(visit: Visit, client: int) -> InlineKeyboardMarkup:
    offered = [field for field in FIELDS if field is not Field.RESPONSIBLE or visit.book.me.leads]
    buttons = [button(_(FIELDS[field]), Edit(client=client, field=field)) for field in offered]
    more = [*to_correct(visit, client), button(_("🔗 Merge"), Merge(client=client))]
    return keyboard(*in_columns(buttons, 2), more, [button(_("← Back"), Card(client=client))])


def _phones(client: int, known: Sequence[str]) -> InlineKeyboardMarkup:
    rows: list[Row] = [
        [button(f"🗑 {readable(phone)}", DropPhone(client=client, digits=phone.lstrip("+")))]
        for phone in known[:MOST_PHONES]
    ]
    return keyboard(*rows, [button(_("← Back"), Card(client=client))])


@routes.press(DropPhone)
def drop_phone(visit: Visit, press: DropPhone) -> Answer:
    client, phone = clients.find(visit.book, press.client), f"+{press.digits}"
    if phone not in client.phones:
        return show_card(visit, press.client)
    if not press.sure:
        line = clients.line(visit.book, press.client)
        yes = [button(_("🗑 Remove"), press.model_copy(update={"sure": True}))]
        no = [button(_("← Back"), Card(client=press.client))]
        asked = texts.sure_to_drop(line, readable(phone), last=len(client.phones) == 1)
        return visit.show(asked, keyboard(yes, no))
    clients.drop_phone(visit.book, press.client, phone)
    visit.toast = texts.changed()
    return show_card(visit, press.client)


def _sources(visit: Visit, client: int) -> InlineKeyboardMarkup:
    buttons = [
        button(words.name(source), SetSource(client=client, source=source.value))
        for source in vocabulary.sources(visit.book)
    ]
    return keyboard(*in_columns(buttons, 2), [button(_("← Back"), Edit(client=client, field=Field.MENU))])


def _offer_colleagues(visit: Visit, client: int, line: clients.Line) -> Answer:
    absent = leaves.away(visit.book)
    rows: list[Row] = [
        [button(short(listed.name, LABEL_LIMIT), SetResponsible(client=client, member=listed.id))]
        for listed in teams.roster(visit.book)[:MOST_LISTED]
        if listed.id not in absent
    ]
    rows.append([button(_("← Back"), Edit(client=client, field=Field.MENU))])
    return visit.show(texts.what_to_correct(line), keyboard(*rows))


@routes.press(SetSource)
def set_source(visit: Visit, press: SetSource) -> Answer:
    clients.change(visit.book, press.client, "source", vocabulary.source(visit.book, press.source).value)
    visit.toast = texts.changed()
    return open_card(visit, Card(client=press.client))


@routes.press(SetResponsible, allow=Role.HEAD)
def set_responsible(visit: Visit, press: SetResponsible) -> Answer:
    """The client goes over with the promise that is open."""
    clients.hand_over(visit.book, press.client, teams.colleague(visit.book, press.member).id)
    visit.toast = texts.changed()
    return open_card(visit, Card(client=press.client))


@routes.question(Question.EDIT)
def take_edit(visit: Visit, text: str, about: str) -> Answer:
    client, _space, code = about.partition(" ")
    return _TAKERS[Field(code)](visit, merges.survivor(visit.book, int(client)), text)


def _take_name(visit: Visit, client: int, text: str) -> Answer:
    return _take_naming(visit, client, Field.NAME, text)


def _take_company(visit: Visit, client: int, text: str) -> Answer:
    return _take_naming(visit, client, Field.COMPANY, text)


def _take_naming(visit: Visit, client: int, field: Edit.Field, text: str) -> Answer:
    new = one_line(text, NAME_LIMIT)
    nameless = not any(c.isalnum() for c in new)
    if says_label(visit, new) or (nameless and field is Field.NAME):
        return _ask_again(
            visit, client, field, texts.name_needed() if nameless else texts.no_name_of_that_kind()
        )
    column = "name" if field is Field.NAME else "company"
    clients.rename(visit.book, client, column, "" if nameless else new)
    if len(new) < len(one_line(text, len(text))):  # its end has no place in a name
        notes.add(visit.book, client, text)
    return [*notice(visit, client), show_card(visit, client)]


def _ask_again(visit: Visit, client: int, field: Edit.Field, problem: str) -> Answer:
    visit.ask(Question.EDIT, f"{client} {field.value}")
    return visit.say(problem, keyboard([button(_("← Back"), Card(client=client))]))


def _take_way(visit: Visit, client: int, text: str) -> Answer:
    ways = introduce(text, region(visit.book.team.zone))
    if not ways.reachable:
        return _ask_again(visit, client, Field.PHONE, texts.reach_not_understood(short(text, 200)))
    other = clients.give_ways(visit.book, client, ways)
    if other is not None:
        return phone_taken(visit, client, other)
    keep_rest(visit, client, ways)
    return [*notice(visit, client), show_card(visit, client)]


def _take_note(visit: Visit, client: int, text: str) -> Answer:
    """A note is kept as it was typed; the label in it is explained, and the question asked."""
    notes.add(visit.book, client, text)
    explained = explain(visit, text)
    if explained:
        return [visit.say(explained), show_card(visit, client)]
    return show_card(visit, client)


_TAKERS = {
    Field.NAME: _take_name,
    Field.COMPANY: _take_company,
    Field.PHONE: _take_way,
    Field.EMAIL: _take_way,
    Field.TELEGRAM: _take_way,
    Field.NOTE: _take_note,
}
