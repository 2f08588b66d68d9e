"""A contact looked at again: listed on the client's card, opened, and remarked on once its day is over."""

from bot.buttons import Card, ListContacts, Recorded, RemarkOn
from bot.i18n import _
from bot.kept import show_recorded
from bot.keyboards import LABEL_LIMIT, Row, button, keyboard
from bot.label import explain
from bot.routes import Routes
from bot.texts import later as texts
from bot.texts.format import short
from bot.visit import Answer, Question, Visit
from storage import clients, history, remarks

routes = Routes()


@routes.press(ListContacts)
def list_contacts(visit: Visit, press: ListContacts) -> Answer:
    book = visit.book
    line = clients.line(book, press.client)
    kept, more = history.page(book, press.client, press.before or history.BEGINNING)
    rows: list[Row] = [
        [
            button(
                short(texts.contact_button(one, book.team.currency, book.today), LABEL_LIMIT),
                Recorded(do=Recorded.Do.SHOW, contact=one.id),
            )
        ]
        for one in kept
    ]
    if more:
        rows.append([button(_("Earlier →"), ListContacts(client=press.client, before=kept[-1].id))])
    back = [button(_("← Back"), Card(client=press.client))]
    return visit.show(texts.contacts_of(line), keyboard(*rows, back))


@routes.press(RemarkOn)
def ask_remark(visit: Visit, press: RemarkOn) -> Answer:
    """What was said on the day stays; this stands beside it."""
    kept = history.read(visit.book, press.contact)
    visit.ask(Question.REMARK, str(press.contact))
    return visit.say(texts.type_remark(own=kept.author == visit.book.me.id))


@routes.question(Question.REMARK)
def take_remark(visit: Visit, text: str, about: str) -> Answer:
    remarks.add(visit.book, int(about), text)
    explained = explain(visit, text)
    card = show_recorded(visit, int(about))
    return [visit.say(explained), card] if explained else card
