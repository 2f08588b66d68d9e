"""«Кому давно не звонили»: clients gone quiet, one tap from a contact or from a date."""

from bot.buttons import Begin, Go, PlanSilent, Screen
from bot.i18n import _
from bot.keyboards import Row, button, client_button, keyboard
from bot.routes import Routes
from bot.texts import dormant as texts
from bot.texts import house as house_texts
from bot.texts import record as record_texts
from bot.texts.format import how_far, short
from bot.visit import Answer, Question, Visit
from sales.dates import read_date
from sales.errors import DateInPast, DateNotUnderstood
from sales.recontact import Promise
from storage import clients, dormant, merges, recontacts
from storage.dormant import Silent

routes = Routes()
PRESETS = (1, 7, 30)


@routes.screen(Screen.DORMANT)
def show_silent(visit: Visit, _argument: str = "") -> Answer:
    book = visit.book
    offered = dormant.offer_today(book)
    rows: list[Row] = [
        [
            client_button(one.name, one.company, Begin(client=one.client)),
            button(_("📅 Date"), PlanSilent(client=one.client)),
        ]
        for one in offered
    ]
    text = texts.silent(offered, book) if offered else texts.nobody()
    return visit.show(text, keyboard(*rows, [button(_("← Back"), Go(to=Screen.TODAY))]))


def way_in(offered: list[Silent]) -> Row:
    """A row of Today, where anybody is offered."""
    return [button(texts.key(len(offered)), Go(to=Screen.DORMANT))] if offered else []


@routes.press(PlanSilent)
def plan(visit: Visit, press: PlanSilent) -> Answer:
    """Ask when, or take one of the dates offered."""
    if press.days:
        if press.days not in PRESETS:
            visit.toast = house_texts.stale()
            return None
        return _promise(visit, press.client, Promise(days=press.days))
    who = clients.line(visit.book, press.client)
    visit.ask(Question.SILENT_DATE, str(press.client))
    dates = [button(how_far(days), press.model_copy(update={"days": days})) for days in PRESETS]
    return visit.show(texts.when(who), keyboard(dates, [button(_("← Back"), Go(to=Screen.DORMANT))]))


@routes.question(Question.SILENT_DATE)
def take_date(visit: Visit, text: str, about: str) -> Answer:
    book, written = visit.book, short(text, 200)
    problem = record_texts.date_not_understood(written)
    try:
        promise = Promise(when=read_date(text, book.now.astimezone(book.zone)))
        if promise.keeps(book.now, book.worktime):
            return _promise(visit, merges.survivor(visit.book, int(about)), promise)
    except DateInPast:
        problem = record_texts.date_in_past(written)
    except DateNotUnderstood:
        pass
    visit.ask(Question.SILENT_DATE, about)
    return visit.say(problem)


def _promise(visit: Visit, client: int, promise: Promise) -> Answer:
    """A date set elsewhere meanwhile stays."""
    who = clients.line(visit.book, client)
    if not dormant.is_free(visit.book, client):
        visit.toast = texts.has_date(who)
    else:
        recontacts.promise(visit.book, client, promise)
        visit.toast = texts.planned(who, promise.due(visit.now, visit.book.worktime), visit.book)
    return show_silent(visit)
