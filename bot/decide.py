"""A head decides whether a client is given up; whoever asked is told."""

from datetime import timedelta

from aiogram.methods import SendMessage

from bot.buttons import Card, Decide, Go, Recorded, Screen
from bot.i18n import _, speaking
from bot.keyboards import Row, button, client_button, keyboard
from bot.label import explain
from bot.routes import Routes
from bot.texts import stops as texts
from bot.visit import Answer, Method, Question, Visit
from sales.erasure import is_erased
from sales.people import Role
from sales.shares import Share
from sales.stops import State
from sales.text import one_line
from storage import clients, figures, history, staff, stops, touches
from storage.readers import readers
from storage.stops import Stop

routes = Routes()
MOST_WAITING, LATEST = 20, 8
Do = Decide.Do
# The meter looks back over a quarter: the share of a week says little.
METER = timedelta(days=90)


@routes.press(Decide)
def treat(visit: Visit, press: Decide) -> Answer:
    """Whoever asked may look and send; only a head decides."""
    stop = stops.find(visit.book, press.stop)
    if press.do is Do.SEND:
        return send(visit, stop)
    if press.do is Do.SHOW or not visit.book.me.leads:
        return show_request(visit, stop.id)
    if press.do is Do.REFUSE:
        visit.ask(Question.STOP_WORD, str(stop.id))
        return visit.say(texts.why_not())
    agreed = stops.approve(visit.book, stop.id)
    return [show_request(visit, stop.id), *_tell_asker(visit, agreed)]


def send(visit: Visit, stop: Stop) -> Answer:
    asked = stops.ask(visit.book, stop.id)
    told = tell_heads(visit, asked)
    visit.toast = texts.sent(len(told))
    return [show_request(visit, stop.id), *told]


@routes.question(Question.STOP_WORD, allow=Role.HEAD)
def take_word(visit: Visit, text: str, about: str) -> Answer:
    """The word may hold the label like any other text: it is kept, and explained."""
    refused = stops.refuse(visit.book, int(about), one_line(text, len(text)))
    explained = explain(visit, text)
    answers = [show_request(visit, refused.id), *_tell_asker(visit, refused)]
    return [visit.say(explained), *answers] if explained else answers


def show_request(visit: Visit, stop: int) -> Method:
    found = stops.find(visit.book, stop)
    return visit.show(_told(visit, found), keyboard(*_rows(found, leads=visit.book.me.leads)))


def _told(visit: Visit, stop: Stop) -> str:
    book = visit.book
    return texts.request(
        stop,
        clients.line(book, stop.client),
        history.read(book, stop.contact),
        touches.cost(book, stop.client),
        book.team.currency,
        (book.now, book.zone),
    )


def _rows(stop: Stop, *, leads: bool) -> list[Row]:
    def act(text: str, do: Decide.Do) -> Row:
        return [button(text, Decide(do=do, stop=stop.id))]

    card = [button(_("👤 Card"), Card(client=stop.client))]
    back = [button(_("↩️ No, we come back"), Recorded(do=Recorded.Do.SHOW, contact=stop.contact))]
    if stop.state is State.DRAFT:
        return [act(_("📨 Send to the head"), Do.SEND), back]
    if stop.state is State.ASKED and leads:
        return [
            act(_("✅ Agree: never come back"), Do.APPROVE),
            act(_("↩️ No, we come back"), Do.REFUSE),
            card,
        ]
    if stop.state is State.REFUSED:
        return [[button(_("✏️ Fix"), Recorded(do=Recorded.Do.FIX, contact=stop.contact)), *card]]
    return [card]


def tell_heads(visit: Visit, stop: Stop) -> list[SendMessage]:
    """Everyone who leads the team and can be reached, but for whoever asks."""
    told = []
    for one in readers(visit.tx, visit.book.team.id):
        if one.member.leads and one.silent_since is None and one.member.id != visit.book.me.id:
            with speaking(one.language):
                call = visit.say(_told(visit, stop), keyboard(*_rows(stop, leads=True)))
            call.chat_id = one.telegram_id
            told.append(call)
    return told


def _tell_asker(visit: Visit, stop: Stop) -> list[SendMessage]:
    asker = staff.find(visit.book, stop.asked_by)
    if asker.suspended or asker.id == visit.book.me.id:
        return []
    with speaking(asker.language):
        call = visit.say(_told(visit, stop), keyboard(*_rows(stop, leads=False)))
    call.chat_id = asker.telegram_id
    return [call]


@routes.screen(Screen.STOPS, allow=Role.HEAD)
def show_stops(visit: Visit, _argument: str = "") -> Answer:
    """What waits for a decision, who was given up last, and how many that are beside the usual."""
    book = visit.book
    waiting = [(one, clients.line(book, one.client)) for one in stops.waiting(book, MOST_WAITING)]
    latest = [(one, clients.even_erased(book, one.client)) for one in stops.latest(book, LATEST)]
    rows: list[Row] = [
        [client_button(line.name, line.company, Decide(do=Do.SHOW, stop=one.id))]
        for one, line in [*waiting, *latest]
        if not is_erased(line.name)
    ]
    back = [button(_("🧭 The client profile"), Go(to=Screen.PROFILE))] if book.me.role is Role.OWNER else []
    rows += [back, [button(_("← Back"), Go(to=Screen.MORE))]]
    if not waiting and not latest:
        return visit.show(texts.nothing_here(), keyboard(*rows))
    text = texts.board(waiting, latest, meter(visit), book.today, book.zone)
    return visit.show(text, keyboard(*rows))


def meter(visit: Visit) -> Share:
    """Clients given up of the deals closed in the last quarter."""
    book = visit.book
    first, last = book.today - METER, book.today
    return Share(stops.count(book, first, last), figures.period(book, first, last).closed)
