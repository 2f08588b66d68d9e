"""What is due: each client one tap from recording."""

from bot.actions import task_rows
from bot.buttons import Begin, More, Screen
from bot.dormant import way_in
from bot.i18n import N_, _
from bot.keyboards import Row, button, keyboard
from bot.routes import Routes
from bot.texts import day as texts
from bot.texts.format import short
from bot.visit import Answer, Visit
from storage import agenda, dormant, tasks

routes = Routes()
MOST_TASKS = 5


@routes.screen(Screen.TODAY, command="today", menu=N_("🔔 Today"))
def show_today(visit: Visit, _argument: str = "") -> Answer:
    return _page(visit, 0)


@routes.press(More)
def show_more(visit: Visit, press: More) -> Answer:
    return _page(visit, press.after)


def _page(visit: Visit, after: int) -> Answer:
    book = visit.book
    due, more = agenda.due(book, after)
    if not due and after:
        return _page(visit, 0)
    given = [] if after else task_rows(tasks.to_do(book)[:MOST_TASKS])
    silent = [] if more else way_in(dormant.offer_today(book))
    if not due:
        nobody = texts.nothing_today(agenda.next_due(book), book.now, book.zone)
        return visit.show(nobody, keyboard(*given, silent))
    rows: list[Row] = [
        [button(short(texts.due_button(one, book.now, book.zone), 58), Begin(client=one.client))]
        for one in due
    ]
    if more:
        rows.append([button(_("Next →"), More(after=due[-1].recontact))])
    return visit.show(texts.today(*agenda.waiting(book)), keyboard(*rows, *given, silent))
