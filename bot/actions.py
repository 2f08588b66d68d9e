"""Actions given at a meeting: who, by when, what; and what becomes of them with whoever they were given to."""

from datetime import date, timedelta

from bot.buttons import Assign, Begin, Card, Judge, Task
from bot.i18n import _
from bot.keyboards import LABEL_LIMIT, Row, button, in_columns, keyboard
from bot.label import explain
from bot.review import show_deal
from bot.routes import Routes
from bot.texts import actions as texts
from bot.texts import record as record_texts
from bot.texts.format import short
from bot.visit import Answer, Method, Question, Visit
from sales.dates import When, read_date
from sales.errors import DateInPast, DateNotUnderstood
from sales.people import Role
from sales.recontact import Promise
from sales.text import one_line
from storage import history, tasks, teams
from storage.errors import NotFound
from storage.tasks import Action

routes = Routes()
MOST_OFFERED = 50
DAYS = (1, 3, 7, 14)


@routes.press(Assign, allow=Role.HEAD)
def assign(visit: Visit, press: Assign) -> Answer:
    """The button grows by an answer at each step; only the words are typed at the end."""
    history.read(visit.book, press.contact)
    if not press.member:
        return _ask_who(visit, press)
    teams.colleague(visit.book, press.member)
    if not press.day:
        return _ask_when(visit, press)
    return _give(visit, press, "") if press.call else _ask_what(visit, press)


def _ask_who(visit: Visit, press: Assign) -> Answer:
    roster = teams.roster(visit.book)[:MOST_OFFERED]
    buttons = [
        button(short(one.name, LABEL_LIMIT), press.model_copy(update={"member": one.id})) for one in roster
    ]
    return visit.show(texts.who_does_it(), keyboard(*in_columns(buttons, 2), _back(press)))


def _ask_when(visit: Visit, press: Assign, problem: str = "") -> Method:
    visit.ask(Question.ACTION_DAY, f"{press.contact} {press.member} {press.walk:d}")
    book = visit.book
    days: dict[date, int] = {}
    for ahead in DAYS:
        days.setdefault(book.worktime.working_day(book.today + timedelta(days=ahead)), ahead)
    rows: list[Row] = [
        [
            button(
                record_texts.promise_choice(ahead, day, book.today),
                press.model_copy(update={"day": day.toordinal()}),
            )
        ]
        for day, ahead in days.items()
    ]
    return visit.show(problem or texts.by_when(), keyboard(*rows, _back(press)))


@routes.question(Question.ACTION_DAY, allow=Role.HEAD)
def take_day(visit: Visit, text: str, about: str) -> Answer:
    contact, member, walk = about.split(" ")
    press = Assign(contact=int(contact), member=int(member), walk=walk == "1")
    teams.colleague(visit.book, press.member)
    history.read(visit.book, press.contact)
    shown = short(text, 200)
    try:
        day = read_date(text, visit.book.now.astimezone(visit.book.zone)).day
    except DateNotUnderstood:
        return _ask_when(visit, press, record_texts.date_not_understood(shown))
    except DateInPast:
        return _ask_when(visit, press, record_texts.date_in_past(shown))
    return _ask_what(visit, press.model_copy(update={"day": day.toordinal()}))


def _ask_what(visit: Visit, press: Assign) -> Answer:
    visit.ask(Question.ACTION, f"{press.contact} {press.member} {press.day} {press.walk:d}")
    name = teams.colleague(visit.book, press.member).name
    call = button(_("📞 Call the client"), press.model_copy(update={"call": True}))
    asked = texts.what_to_do(name, _day(visit, press), visit.book.today)
    return visit.show(asked, keyboard([call], _back(press)))


@routes.question(Question.ACTION, allow=Role.HEAD)
def take_action(visit: Visit, text: str, about: str) -> Answer:
    contact, member, day, walk = about.split(" ")
    press = Assign(contact=int(contact), member=int(member), day=int(day), walk=walk == "1")
    words = one_line(text, len(text))
    explained = explain(visit, words)
    card = _give(visit, press, words)
    return [visit.say(explained), card] if explained else card


def _give(visit: Visit, press: Assign, words: str) -> Method:
    book = visit.book
    client = history.read(book, press.contact).client_id
    task = tasks.assign(book, client, press.member, words, _day(visit, press))
    visit.toast = texts.given(tasks.find(book, task), book.today)
    return show_deal(visit, press.contact, walk=press.walk)


def _day(visit: Visit, press: Assign) -> date:
    """The day that a button carries: one that still lies ahead."""
    try:
        day = date.fromordinal(press.day)
    except (ValueError, OverflowError):
        raise NotFound from None
    if not Promise(when=When(day, None)).keeps(visit.now, visit.book.worktime):
        raise DateInPast
    return day


def _back(press: Assign) -> Row:
    return [button(_("← Back"), Judge(do=Judge.Do.SHOW, contact=press.contact, walk=press.walk))]


@routes.press(Task)
def treat_task(visit: Visit, press: Task) -> Answer:
    book = visit.book
    if press.do is Task.Do.SHOW:
        visit.message_id = None  # the list stays for the next one
        return _show_task(visit, tasks.find(book, press.task))
    return _show_task(visit, tasks.close(book, press.task, done=press.do is Task.Do.DONE))


def _show_task(visit: Visit, action: Action) -> Method:
    if action.promised:  # done with the contact that keeps it
        turn: Row = []
    elif action.done:
        turn = [button(_("↩️ Not done"), Task(do=Task.Do.REOPEN, task=action.id))]
    else:
        turn = [button(_("✅ Done"), Task(do=Task.Do.DONE, task=action.id))]
    ways_on = [
        button(_("➕ Contact"), Begin(client=action.client)),
        button(_("👤 Card"), Card(client=action.client)),
    ]
    return visit.show(texts.task(action, visit.book.today), keyboard(turn, ways_on))


def task_rows(actions: list[Action]) -> list[Row]:
    """Each open action as a button that leads to it."""
    return [
        [button(short(texts.task_button(action), LABEL_LIMIT), Task(do=Task.Do.SHOW, task=action.id))]
        for action in actions
    ]
