"""A client on one screen."""

from aiogram.types import InlineKeyboardMarkup

from bot.buttons import Begin, Card, Data, Edit, ListContacts, TakeBack, Unmerge
from bot.i18n import _
from bot.keyboards import LABEL_LIMIT, Row, button, client_button, keyboard
from bot.routes import Routes
from bot.texts import card as texts
from bot.texts.format import short
from bot.texts.recommend import SHOWN
from bot.visit import Answer, Method, Visit
from sales.erasure import is_erased
from sales.people import Role
from storage import cards
from storage.merges import Merged

routes = Routes()


@routes.press(Card)
def open_card(visit: Visit, press: Card) -> Answer:
    return show_card(visit, press.client, press.before)


def show_card(visit: Visit, client_id: int, before: int = 0) -> Method:
    book = visit.book
    found = cards.gather(book, client_id, before)
    text = texts.card(found, book.team.currency, (book.now, book.zone))
    return visit.show(text, _acts(visit, found, before))


def _taking_apart(one: Merged) -> Row:
    text = _("✂️ Not the same: {name}").format(name=one.name)
    return [button(short(text, LABEL_LIMIT), Unmerge(merge=one.id))]


def _owns(visit: Visit) -> bool:
    return visit.book.me.role is Role.OWNER


def _acts(visit: Visit, found: cards.Card, before: int) -> InlineKeyboardMarkup:
    client, kept = found.client.id, found.contacts
    by = [] if found.by is None or is_erased(found.by.name) else [found.by]
    linked = [*by, *found.whom[:SHOWN]]
    rows: list[Row] = [
        [
            button(_("➕ Contact"), Begin(client=client)),
            button(_("✏️ Correct"), Edit(client=client, field=Edit.Field.MENU)),
        ],
        [
            button(_("🗒 Note"), Edit(client=client, field=Edit.Field.NOTE)),
            *([button(_("📝 Contacts"), ListContacts(client=client, before=before))] if kept else []),
        ],
        *([[button(_("🗄 Their data"), Data(client=client))]] if _owns(visit) else []),
        *([client_button(f"🤝 {one.name}", one.company, Card(client=one.id))] for one in linked),
    ]
    rows += [
        _taking_apart(one) for one in found.merged[: texts.SHOWN_MERGED] if one.may_be_undone(visit.book)
    ]
    if found.untouched:
        rows.append([button(_("↩️ Undo"), TakeBack(client=client))])
    if found.more:
        rows.append([button(_("Earlier →"), Card(client=client, before=kept[-1].id))])
    if before:
        rows.append([button(_("← To the latest"), Card(client=client))])
    return keyboard(*rows)
