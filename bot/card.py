"""A client on one screen."""

from bot.buttons import Begin, Card, Edit, TakeBack
from bot.i18n import _
from bot.keyboards import Row, button, client_button, keyboard
from bot.routes import Routes
from bot.texts import base as texts
from bot.texts.recommend import SHOWN, chain
from bot.trying import asleep_after
from bot.visit import Answer, Method, Visit
from storage import clients, history, newcomers, notes, recommendations

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
    by, whom = recommendations.by_whom(book, client_id), recommendations.whom(book, client_id)
    text = texts.card(client, kept, said, book.team.currency, (book.now, book.zone), tries, chain(by, whom))
    rows: list[Row] = [
        [
            button(_("➕ Contact"), Begin(client=client_id)),
            button(_("✏️ Correct"), Edit(client=client_id, field=Edit.Field.MENU)),
        ],
        [button(_("🗒 Note"), Edit(client=client_id, field=Edit.Field.NOTE))],
    ]
    rows += [
        [client_button(f"🤝 {one.name}", one.company, Card(client=one.id))]
        for one in [*([] if by is None else [by]), *whom[:SHOWN]]
    ]
    if not kept and newcomers.is_untouched(book, client_id):
        rows.append([button(_("↩️ Undo"), TakeBack(client=client_id))])
    if more:
        rows.append([button(_("Earlier →"), Card(client=client_id, before=kept[-1].id))])
    if before:
        rows.append([button(_("← To the latest"), Card(client=client_id))])
    return visit.show(text, keyboard(*rows))
