"""Putting a promise off from the message that reminds of it; the third time it is asked what is in the way."""

from bot.buttons import Card, Remind
from bot.card import show_card
from bot.i18n import _
from bot.keyboards import button, keyboard
from bot.remind import Do, shown, single
from bot.routes import Routes
from bot.texts import label as label_texts
from bot.texts import record as record_texts
from bot.texts import remind as texts
from bot.texts import words
from bot.texts.format import client_line, short
from bot.visit import Answer, Method, Question, Visit
from sales.contacts import Draft, Outcome
from sales.dates import read_date
from sales.errors import DateInPast, DateNotUnderstood
from sales.label import recognise
from sales.recontact import Promise
from sales.schedule import asks_what_is_in_the_way
from storage import clients, merges, notes, recontacts, reminders

routes = Routes()


@routes.press(Remind)
def treat(visit: Visit, press: Remind) -> Answer:
    acts = {
        Do.LIST: show_again,
        Do.ONE: show_one,
        Do.CARD: show_client,
        Do.TOMORROW: until_tomorrow,
        Do.WEEK: for_a_week,
        Do.DATE: ask_date,
    }
    return acts[press.do](visit, press)


def show_again(visit: Visit, press: Remind) -> Method:
    return visit.show(*shown(visit.book, press.reminder))


def show_one(visit: Visit, press: Remind) -> Answer:
    """One of a list, in its place."""
    back = [button(_("← Back"), Remind(do=Do.LIST, recontact=press.recontact, reminder=press.reminder))]
    promised = reminders.promised(visit.book, press.recontact)
    member = reminders.whose(visit.book, press.reminder)
    return visit.show(*single(visit.book, promised, press.reminder, member, back))


def show_client(visit: Visit, press: Remind) -> Answer:
    """The card below: the reminder stays for what is to be done."""
    visit.message_id = None
    return show_card(visit, reminders.promised(visit.book, press.recontact).client)


def until_tomorrow(visit: Visit, press: Remind) -> Answer:
    return _put_off(visit, press, Promise(days=1))


def for_a_week(visit: Visit, press: Remind) -> Answer:
    return _put_off(visit, press, Promise(days=7))


def _put_off(visit: Visit, press: Remind, until: Promise) -> Answer:
    snoozes = recontacts.snooze(visit.book, press.recontact, until)
    promised = reminders.promised(visit.book, press.recontact)
    if promised.planned:
        visit.toast = texts.put_off(promised, visit.now, visit.book.zone)
    return [show_again(visit, press), *_ask_what_is_in_the_way(visit, promised, snoozes)]


def ask_date(visit: Visit, press: Remind) -> Answer:
    visit.ask(Question.SNOOZE, f"{press.recontact} {press.reminder}")
    return visit.say(texts.until_when(reminders.promised(visit.book, press.recontact)))


@routes.question(Question.SNOOZE)
def take_date(visit: Visit, text: str, about: str) -> Answer:
    book, written = visit.book, short(text, 200)
    recontact, reminder = map(int, about.split())
    try:
        until = Promise(when=read_date(text, book.now.astimezone(book.zone)))
    except DateNotUnderstood:
        return _ask_date_again(visit, about, record_texts.date_not_understood(written))
    except DateInPast:
        return _ask_date_again(visit, about, record_texts.date_in_past(written))
    if not until.keeps(book.now, book.worktime):
        return _ask_date_again(visit, about, record_texts.date_not_understood(written))
    snoozes = recontacts.snooze(book, recontact, until)
    promised = reminders.promised(book, recontact)
    answer = visit.say(*single(book, promised, reminder, reminders.whose(book, reminder)))
    return [answer, *_ask_what_is_in_the_way(visit, promised, snoozes)]


def _ask_date_again(visit: Visit, about: str, problem: str) -> Answer:
    visit.ask(Question.SNOOZE, about)
    return visit.say(problem)


def _ask_what_is_in_the_way(visit: Visit, promised: reminders.Promised, snoozes: int) -> list[Method]:
    """In a message of its own, in which the contact can be recorded at once."""
    if not asks_what_is_in_the_way(snoozes):
        return []
    visit.ask(Question.OBSTACLE, str(promised.client))
    instead = (Outcome.LOST, Outcome.NEXT_STEP)
    draft = Draft(promised.client)
    row = [button(words.name(outcome), draft.ended(outcome)) for outcome in instead]
    return [visit.say(texts.what_is_in_the_way(promised), keyboard(row))]


@routes.question(Question.OBSTACLE)
def take_obstacle(visit: Visit, text: str, about: str) -> Answer:
    """What is in the way becomes a note on the client."""
    client = clients.line(visit.book, merges.survivor(visit.book, int(about)))
    notes.add(visit.book, client.id, text)
    kept = texts.obstacle_kept(client_line(client.name, client.company))
    explained = label_texts.explained(recognise(text))
    card = keyboard([button(_("👤 Card"), Card(client=client.id))])
    return visit.say(f"{explained}\n\n{kept}".strip(), card)
