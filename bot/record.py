"""Recording a contact: who, how it ended, what that ending needs, kept. One message that changes in place."""

from dataclasses import replace

from aiogram.types import InlineKeyboardButton

from bot import draft as drafts
from bot.buttons import Begin, Card, Go, Recorded, Screen
from bot.i18n import N_, _
from bot.keyboards import Row, button, keyboard
from bot.routes import Routes
from bot.texts import label as label_texts
from bot.texts import record as texts
from bot.texts import words
from bot.texts.format import client_line, exponent, money, safe, short
from bot.visit import Answer, Method, Question, Visit
from sales.contacts import Draft, Missing, Outcome, next_channel, other_direction
from sales.dates import read_date
from sales.deals import next_kind
from sales.errors import DateInPast, DateNotUnderstood, SumNotUnderstood
from sales.label import recognise
from sales.losses import Group, Reason, group_of
from sales.money import read_sum
from sales.reasons import nearest
from sales.recontact import AFTER_LOSS, AFTER_NO_ANSWER, AFTER_SALE, AFTER_STEP, Promise
from storage import agenda, clients, contacts, deals, notes, reasons
from storage.contacts import Origin

routes = Routes()
OFFERED = 8
NOTE_LIMIT = 2000


@routes.screen(Screen.WHO, menu=N_("➕ Contact"))
def ask_who(visit: Visit, _argument: str = "") -> Answer:
    """The clients due today and the latest ones."""
    due, _more = agenda.due(visit.book)
    offered = {one.client: (f"🔔 {one.name}", one.company) for one in due}
    for line in clients.latest(visit.book, OFFERED):
        offered.setdefault(line.id, (line.name, line.company))
    rows = [
        [button(short(client_line(name, company), 56), Draft(client))]
        for client, (name, company) in list(offered.items())[:OFFERED]
    ]
    visit.ask(Question.WHO)
    new = [button(_("🆕 New client"), Go(to=Screen.NEW))]
    return visit.show(texts.who() if rows else texts.nobody_yet(), keyboard(*rows, new))


@routes.press(Begin)
def begin(visit: Visit, press: Begin) -> Answer:
    """From a list, which stays: the recording has a message of its own."""
    clients.line(visit.book, press.client)
    visit.message_id = None
    return ask(visit, Draft(press.client))


@routes.draft()
def step(visit: Visit, draft: Draft) -> Answer:
    """One answer was given by a tap: ask what is missing, or keep the contact."""
    if draft.missing is None:
        return save(visit, draft)
    return ask(visit, draft)


def ask(visit: Visit, draft: Draft) -> Method:
    screens = {
        Missing.OUTCOME: ask_outcome,
        Missing.AMOUNT: ask_amount,
        Missing.REASON: ask_reason,
        Missing.PROMISE: ask_promise,
    }
    assert draft.missing is not None
    return screens[draft.missing](visit, draft)


def ask_outcome(visit: Visit, draft: Draft, before: str = "") -> Method:
    won, step_on, lost, silent = (button(words.name(o), draft.ended(o)) for o in Outcome)
    how = [
        button(words.name(draft.channel), replace(draft, channel=next_channel(draft.channel))),
        button(words.name(draft.direction), replace(draft, direction=other_direction(draft.direction))),
    ]
    back = button(_("← Back"), back_from_outcome(draft))
    return _screen(visit, draft, texts.how_ended(), [[won, step_on], [lost, silent], how, [back]], before)


def back_from_outcome(draft: Draft) -> Go | Recorded:
    if draft.fixes is not None:
        return Recorded(do=Recorded.Do.SHOW, contact=draft.fixes)
    return Go(to=Screen.WHO)


def ask_amount(visit: Visit, draft: Draft, problem: str = "") -> Method:
    draft = replace(draft, kind=draft.kind or deals.usual(visit.book, draft.client))
    assert draft.kind is not None
    _expect(visit, Question.AMOUNT, draft)
    currency = visit.book.team.currency
    usual = [
        button(money(amount, currency), replace(draft, amount=amount))
        for amount in deals.recent_amounts(visit.book, draft.client)
    ]
    kind = button("🔁 " + words.name(draft.kind), replace(draft, kind=next_kind(draft.kind)))
    return _screen(visit, draft, problem or texts.how_much(), [usual, [kind], [_back(draft)]])


def ask_reason(visit: Visit, draft: Draft) -> Method:
    """All twelve on one screen: obstacles left, errors right."""
    _expect(visit, Question.REASON, draft)
    catalogue = reasons.catalogue(visit.book)
    columns = [
        [
            _reason_button(draft, reason, number)
            for reason, number in catalogue.items()
            if group_of(reason) is group
        ]
        for group in (Group.OBSTACLE, Group.ERROR)
    ]
    rows: list[Row] = [list(pair) for pair in zip(*columns, strict=True)]
    return _screen(visit, draft, texts.why(), [*rows, [_back(draft)]])


def _reason_button(
    draft: Draft, reason: Reason, number: int, *, signed: bool = False
) -> InlineKeyboardButton:
    sign = f"{words.GROUP_SIGNS[group_of(reason)]} " if signed else ""
    return button(sign + words.name(reason), replace(draft, reason=number))


def ask_promise(visit: Visit, draft: Draft, problem: str = "") -> Method:
    _expect(visit, Question.DATE, draft)
    assert draft.outcome is not None
    today = visit.book.today
    choices = [
        [button(texts.promise_choice(promise, today), replace(draft, promise=promise))]
        for promise in (Promise(days=days) for days in _suggested(visit, draft))
    ]
    tries = contacts.tries(visit.book, draft.client) if draft.outcome is Outcome.NO_ANSWER else 0
    question = problem or texts.when_back(draft.outcome, tries)
    return _screen(visit, draft, question, [*choices, [_back(draft)]])


def _suggested(visit: Visit, draft: Draft) -> tuple[int, ...]:
    if draft.reason is not None:
        return AFTER_LOSS[reasons.which(visit.book, draft.reason)]
    return AFTER_SALE if draft.outcome is Outcome.WON else _AFTER[draft.outcome or Outcome.NEXT_STEP]


_AFTER = {Outcome.NEXT_STEP: AFTER_STEP, Outcome.NO_ANSWER: AFTER_NO_ANSWER}


def _back(draft: Draft) -> InlineKeyboardButton:
    return button(_("← Back"), draft.back())


def _screen(visit: Visit, draft: Draft, question: str, rows: list[Row], before: str = "") -> Method:
    client = clients.line(visit.book, draft.client)
    reason = None if draft.reason is None else reasons.which(visit.book, draft.reason)
    heading = before or texts.heading(client, draft, visit.book.team.currency, reason)
    return visit.show(f"{heading}\n\n{question}", keyboard(*rows))


# ---------------------------------------------------------------- what is typed instead of tapped


def _expect(visit: Visit, question: Question, draft: Draft) -> None:
    """A typed answer goes on where this message stood: below what was typed."""
    visit.ask(question, f"{visit.message_id or ''} {drafts.pack(draft)}")


def _resume(visit: Visit, about: str) -> tuple[Draft, list[Method]]:
    """The draft that was asked about, and the removal of the message that asked."""
    message_id, _space, packed = about.partition(" ")
    return drafts.unpack(packed), [visit.remove(int(message_id))] if message_id else []


@routes.question(Question.AMOUNT)
def take_amount(visit: Visit, text: str, about: str) -> Answer:
    draft, former = _resume(visit, about)
    try:
        amount = read_sum(text, exponent(visit.book.team.currency))
    except SumNotUnderstood:
        return [*former, ask_amount(visit, draft, texts.sum_not_understood(short(text, 200)))]
    return [*former, ask(visit, replace(draft, amount=amount))]


@routes.question(Question.REASON)
def take_words(visit: Visit, text: str, about: str) -> Answer:
    """Words are evidence, never a reason: the three nearest are offered to pick from."""
    draft, former = _resume(visit, about)
    text = text[:NOTE_LIMIT]
    draft = replace(draft, words=notes.add(visit.book, draft.client, text))
    _expect(visit, Question.REASON, draft)
    catalogue = reasons.catalogue(visit.book)
    offered = [[_reason_button(draft, reason, catalogue[reason], signed=True)] for reason in nearest(text)]
    every = [button(_("All reasons"), draft)]
    question = texts.why_of_these(short(text, 300))
    explained = label_texts.explained(recognise(text))
    return [
        *former,
        _screen(visit, draft, f"{explained}\n\n{question}".strip(), [*offered, every, [_back(draft)]]),
    ]


@routes.question(Question.DATE)
def take_date(visit: Visit, text: str, about: str) -> Answer:
    """A typed date is shown in words, and kept only when it was confirmed."""
    draft, former = _resume(visit, about)
    book, shown = visit.book, short(text, 200)
    try:
        promise = Promise(when=read_date(text, book.now.astimezone(book.zone)))
    except DateNotUnderstood:
        return [*former, ask_promise(visit, draft, texts.date_not_understood(shown))]
    except DateInPast:
        return [*former, ask_promise(visit, draft, texts.date_in_past(shown))]
    if not promise.keeps(book.now, book.zone):
        return [*former, ask_promise(visit, draft, texts.date_not_understood(shown))]
    _expect(visit, Question.DATE, draft)
    due, timed = promise.due(book.now, book.zone), bool(promise.when and promise.when.at)
    rows: list[Row] = [
        [button(_("✅ Save"), replace(draft, promise=promise))],
        [button(_("📅 Another date"), draft)],
    ]
    return [*former, _screen(visit, draft, texts.date_to_confirm(due, timed, book.now, book.zone), rows)]


# ---------------------------------------------------------------- kept


def save(visit: Visit, draft: Draft) -> Answer:
    """Keep the contact. The message itself is its origin: a second tap there finds it kept."""
    assert visit.message_id is not None
    origin = Origin(visit.chat_id, visit.message_id)
    already = contacts.recorded_in(visit.book, origin)
    if already is not None and already != draft.fixes:
        visit.toast = texts.already_recorded()
        return show_recorded(visit, already)
    return show_recorded(visit, contacts.record(visit.book, draft, origin))


def show_recorded(visit: Visit, contact: int) -> Method:
    book = visit.book
    kept = contacts.read(book, contact)
    text = texts.saved(kept, clients.line(book, kept.client_id), book.team.currency, book.now, book.zone)
    card = button(_("👤 Card"), Card(client=kept.client_id))
    again = button(_("➕ Contact"), Begin(client=kept.client_id))
    if kept.undone:
        return visit.show(text, keyboard([card, again]))
    return visit.show(
        text,
        keyboard(
            [_do(_("✏️ Fix"), Recorded.Do.FIX, contact), _do(_("↩️ Undo"), Recorded.Do.UNDO, contact)],
            [_do(_("💡 What could have kept them?"), Recorded.Do.SAVING, contact)]
            * (kept.outcome is Outcome.LOST),
            [card, again],
            _next_due(visit),
        ),
    )


def _next_due(visit: Visit) -> Row:
    """Whoever waits today is one tap from the card before."""
    due = agenda.first(visit.book)
    if due is None:
        return []
    return [
        button(
            short(_("🔔 Next: {client}").format(client=client_line(due.name, due.company)), 56),
            Begin(client=due.client),
        )
    ]


def _do(text: str, do: Recorded.Do, contact: int) -> InlineKeyboardButton:
    return button(text, Recorded(do=do, contact=contact))


@routes.press(Recorded)
def treat_recorded(visit: Visit, press: Recorded) -> Answer:
    acts = {
        Recorded.Do.FIX: fix,
        Recorded.Do.UNDO: undo,
        Recorded.Do.SAVING: ask_saving,
        Recorded.Do.SHOW: show_recorded,
    }
    return acts[press.do](visit, press.contact)


def fix(visit: Visit, contact: int) -> Answer:
    """Answer anew; the former answers stand until the new ones are kept."""
    kept = contacts.changeable(visit.book, contact)
    return ask(visit, Draft(kept.client_id, channel=kept.channel, direction=kept.direction, fixes=contact))


def undo(visit: Visit, contact: int) -> Answer:
    contacts.undo(visit.book, contact)
    visit.toast = texts.taken_back()
    return show_recorded(visit, contact)


@routes.command("undo")
def undo_last(visit: Visit, _argument: str = "") -> Answer:
    contact = contacts.last_of_mine_today(visit.book)
    if contact is None:
        return visit.say(texts.nothing_to_undo())
    contacts.undo(visit.book, contact)
    return show_recorded(visit, contact)


def ask_saving(visit: Visit, contact: int) -> Answer:
    kept = contacts.read(visit.book, contact)
    visit.ask(Question.SAVING, str(contact))
    client = clients.line(visit.book, kept.client_id)
    return visit.say(f"<b>{client_heading(client)}</b>\n{texts.what_could_have_kept()}")


def client_heading(client: clients.Line) -> str:
    return safe(client_line(client.name, client.company))


@routes.question(Question.SAVING)
def take_saving(visit: Visit, text: str, about: str) -> Answer:
    contacts.could_have_kept(visit.book, int(about), text[:NOTE_LIMIT])
    explained = label_texts.explained(recognise(text))
    if explained:
        visit.ask(Question.SAVING, about)
    answer = show_recorded(visit, int(about))
    return [visit.say(explained), answer] if explained else answer
