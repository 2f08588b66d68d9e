"""Recording a contact: who, how it ended, what that ending needs, kept. One message that changes in place."""

from dataclasses import replace

from bot.asking import ask, ask_promise
from bot.buttons import Begin, Go, Screen
from bot.capture.confirming import confirm, keep_words, settle
from bot.capture.reading import Told
from bot.clientless import ways_in
from bot.i18n import N_, _
from bot.kept import show_recorded
from bot.keyboards import button, client_button, keyboard
from bot.newcomers import ask_reach
from bot.routes import Routes
from bot.stop import FIRST, ask_affirmation
from bot.texts import capture as capture_texts
from bot.texts import house as house_texts
from bot.texts import record as texts
from bot.visit import Answer, Question, Visit
from sales.contacts import Draft, Missing, Outcome
from sales.lessons import Lesson, next_lesson
from sales.recontact import Promise
from storage import agenda, clients, contacts, history, people
from storage.contacts import Origin

routes = Routes()
OFFERED = 8


@routes.screen(Screen.WHO, menu=N_("➕ Contact"))
def ask_who(visit: Visit, _argument: str = "") -> Answer:
    """The clients due today and the latest ones."""
    due, _more = agenda.due(visit.book)
    offered = {one.client: (f"🔔 {one.name}", one.company) for one in due}
    for line in clients.latest(visit.book, OFFERED):
        offered.setdefault(line.id, (line.name, line.company))
    rows = [
        [client_button(name, company, Draft(client))]
        for client, (name, company) in list(offered.items())[:OFFERED]
    ]
    visit.ask(Question.WHO)
    new = [button(_("🆕 New client"), Go(to=Screen.NEW))]
    return visit.show(texts.who() if rows else texts.nobody_yet(), keyboard(*rows, new, ways_in()))


@routes.press(Begin)
def begin(visit: Visit, press: Begin) -> Answer:
    """From a list, which stays: the recording has a message of its own."""
    visit.message_id = None
    return start(visit, Draft(press.client))


def start(visit: Visit, draft: Draft) -> Answer:
    """A new client of whom nothing is known that the team demands is asked for it first."""
    client = clients.find(visit.book, draft.client)
    if client.last_outcome is None and client.lacks(visit.book.team.rules.capture) and not draft.sentence:
        return ask_reach(visit, draft.client)
    return ask(visit, draft)


@routes.draft()
def step(visit: Visit, draft: Draft) -> Answer:
    """One answer was given: ask what is missing, or keep the contact."""
    draft = _with_touch_after_sale(visit, draft)
    if draft.missing is not None:
        return start(visit, draft) if draft.missing is Missing.OUTCOME else ask(visit, draft)
    if draft.promise and not draft.promise.keeps(visit.now, visit.book.worktime):
        return ask_promise(visit, replace(draft, promise=None), house_texts.date_passed())
    if draft.sentence is None or draft.sure:
        return save(visit, draft)
    return confirm(visit, draft, Told.find(visit.book, draft.sentence))


def _with_touch_after_sale(visit: Visit, draft: Draft) -> Draft:
    """After a sale the next touch comes by itself; a correction asks for its date."""
    touches = visit.book.team.rules.after_sale
    if draft.outcome is not Outcome.WON or draft.missing is not Missing.PROMISE or not touches:
        return draft
    if draft.fixes or draft.sentence is not None:  # asked for on purpose
        return draft
    return replace(draft, promise=Promise(days=min(touches)))


def save(visit: Visit, draft: Draft) -> Answer:
    """Keep the contact. The message pressed or typed is its origin: a second tap there finds it kept."""
    origin = Origin(visit.chat_id, visit.message_id or visit.heard_id)
    already = contacts.recorded_in(visit.book, origin)
    if already is not None and already != draft.fixes:
        visit.toast = texts.already_recorded()
        return show_recorded(visit, already)
    if draft.sentence is not None:
        return _save_told(visit, draft, Told.find(visit.book, draft.sentence), origin)
    return _show_saved(visit, draft, contacts.record(visit.book, draft, origin))


def _save_told(visit: Visit, draft: Draft, told: Told, origin: Origin) -> Answer:
    """A sentence is kept once, whatever message it is kept in, and only as it was typed last."""
    if told.sentence.contact is not None:
        return show_recorded(visit, told.sentence.contact)
    if told.sentence.edited:
        visit.toast = capture_texts.typed_anew()
        return None
    draft = keep_words(visit.book, draft, told)
    contact = contacts.record(visit.book, draft, origin)
    settle(visit.book, draft.client, told, contact)
    return _show_saved(visit, draft, contact)


def _show_saved(visit: Visit, draft: Draft, contact: int) -> Answer:
    if draft.stops:
        return ask_affirmation(visit, contact, FIRST)
    return show_recorded(visit, contact, _lesson(visit, draft, contact))


def _lesson(visit: Visit, draft: Draft, contact: int) -> str:
    """One sentence, the first time that it fits."""
    if draft.fixes is not None or draft.outcome is None or len(visit.person.taught) == len(Lesson):
        return ""
    back = history.has_earlier(visit.book, draft.client, contact)
    lesson = next_lesson(draft.outcome, visit.person.taught, back=back)
    if lesson is None:
        return ""
    people.teach(visit.tx, visit.person, lesson)
    return texts.lesson(lesson)
