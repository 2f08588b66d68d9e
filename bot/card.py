"""A client on one screen."""

from bot.buttons import Begin, Card, Edit
from bot.i18n import _
from bot.keyboards import Row, button, keyboard
from bot.routes import Routes
from bot.texts import base as texts
from bot.trying import asleep_after
from bot.visit import Answer, Method, Visit
from storage import clients, history, notes

routes = Routes()
SHOWN_NOTES = 3
# A query longer than this is cut in the button of the next page: in UTF-8 it must fit Telegram's 64 bytes.


@routes.press(Card)
def open_card(visit: Visit, press: Card) -> Answer:
    return show_card(visit, press.client, press.before)


def show_card(visit: Visit, client_id: int, before: int = 0) -> Method:
    book = visit.book
    client = clients.find(book, client_id)
    kept, more = history.page(book, client_id, before or history.BEGINNING)
    said = notes.latest_free(book, client_id, SHOWN_NOTES)
    tries = asleep_after(book, client_id, client.last_outcome)
    text = texts.card(client, kept, said, book.team.currency, (book.now, book.zone), tries)
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
