"""Contacts that leave no client, in two taps: the lead let go, and what was no enquiry at all."""

from aiogram.methods import SendMessage

from bot.buttons import Clientless, Go, Screen, SetFact, SetMissed
from bot.i18n import _, speaking
from bot.keyboards import Row, button, in_columns, keyboard
from bot.label import explain
from bot.routes import Routes
from bot.texts import clientless as texts
from bot.texts import words
from bot.visit import Answer, Method, Question, Visit
from sales.clientless import NOT_ENQUIRIES, Fact
from sales.clients import AnySource
from sales.text import one_line
from storage import clientless, figures, vocabulary
from storage.clientless import Clientless as Kept
from storage.contacts import Origin
from storage.readers import readers

routes = Routes()
Do = Clientless.Do


def ways_in() -> Row:
    """Beside the clients who may have been in touch: those of whom nobody knows."""
    return [
        button(_("📵 Missed lead"), Go(to=Screen.MISSED)),
        button(_("🚫 Not an enquiry"), Go(to=Screen.NOT_ENQUIRY)),
    ]


@routes.screen(Screen.MISSED)
def ask_source(visit: Visit, _argument: str = "") -> Answer:
    buttons = [
        button(words.name(source), SetMissed(source=source.value))
        for source in vocabulary.sources(visit.book)
    ]
    unknown = [button(_("Not known"), SetMissed())]
    return visit.show(texts.ask_source(), keyboard(*in_columns(buttons, 2), unknown, _back()))


@routes.screen(Screen.NOT_ENQUIRY)
def ask_fact(visit: Visit, _argument: str = "") -> Answer:
    buttons = [button(words.name(fact), SetFact(fact=fact)) for fact in NOT_ENQUIRIES]
    return visit.show(texts.ask_fact(), keyboard(*in_columns(buttons, 2), _back()))


def _back() -> Row:
    return [button(_("← Back"), Go(to=Screen.WHO))]


@routes.press(SetMissed)
def miss(visit: Visit, press: SetMissed) -> Answer:
    source = vocabulary.source(visit.book, press.source) if press.source else None
    return _record(visit, Fact.MISSED, source)


@routes.press(SetFact)
def tell_fact(visit: Visit, press: SetFact) -> Answer:
    """A missed lead has a source, and so a button of its own."""
    return ask_source(visit) if press.fact is Fact.MISSED else _record(visit, press.fact, None)


def _record(visit: Visit, fact: Fact, source: AnySource | None) -> Answer:
    origin = Origin(visit.chat_id, visit.message_id or visit.heard_id)
    number, newly = clientless.record(visit.book, fact, origin, source)
    kept = clientless.find(visit.book, number)
    told = _ask_heads(visit, kept) if newly and kept.sampled else []
    return [_show(visit, kept), *told]


def _show(visit: Visit, kept: Kept) -> Method:
    again: Row = [button(_("➕ Contact"), Go(to=Screen.WHO))]
    if kept.undone:
        return visit.show(texts.recorded(kept), keyboard(again))
    acts = [_act(_("🗒 Who it was"), Do.NOTE, kept), _act(_("↩️ Undo"), Do.UNDO, kept)]
    text = texts.recorded(kept, *_price(visit, kept))
    return visit.show(text, keyboard([one for row in acts for one in row], again))


def _act(text: str, do: Clientless.Do, kept: Kept) -> Row:
    return [button(text, Clientless(do=do, number=kept.id))]


def _price(visit: Visit, kept: Kept) -> list[str]:
    """What the lead has cost, where this month's spend on its source is known."""
    if kept.source is None:
        return []
    book = visit.book
    first = book.today.replace(day=1)
    spent = figures.spent(book, first, book.today).get(kept.source, 0)
    leads = figures.new_leads(book, first, book.today).of(kept.source).total
    return [texts.has_cost(spent // leads, book.team.currency)] if spent and leads else []


@routes.press(Clientless)
def treat(visit: Visit, press: Clientless) -> Answer:
    if press.do is Do.UNDO:
        return _show(visit, clientless.undo(visit.book, press.number))
    if press.do is Do.NOTE:
        clientless.changeable(visit.book, press.number)
        visit.ask(Question.CLIENTLESS, str(press.number))
        return visit.say(texts.type_note())
    if not visit.book.me.leads:
        return _show(visit, clientless.find(visit.book, press.number))
    judged = clientless.judge(visit.book, press.number, doubted=press.do is Do.DOUBT)
    told = visit.show(texts.asked(judged, visit.book))
    return [told, *_tell_author(visit, judged)] if judged.doubted else told


@routes.question(Question.CLIENTLESS)
def take_note(visit: Visit, text: str, about: str) -> Answer:
    kept = clientless.add_note(visit.book, int(about), one_line(text, len(text)))
    explained = explain(visit, text)
    return [visit.say(explained), _show(visit, kept)] if explained else _show(visit, kept)


def _ask_heads(visit: Visit, kept: Kept) -> list[SendMessage]:
    """«Похоже на правду?»"""
    told = []
    for one in readers(visit.tx, visit.book.team.id):
        if one.member.leads and one.silent_since is None and one.member.id != kept.author:
            with speaking(one.language):
                rows = [*_act(_("Yes, it looks so"), Do.BELIEVE, kept), *_act(_("No"), Do.DOUBT, kept)]
                call = visit.say(texts.asked(kept, visit.book), keyboard(rows))
            call.chat_id = one.telegram_id
            told.append(call)
    return told


def _tell_author(visit: Visit, kept: Kept) -> list[SendMessage]:
    if kept.author == visit.book.me.id:
        return []
    with speaking(kept.author_language):
        new = [button(_("🆕 New client"), Go(to=Screen.NEW))]
        call = visit.say(texts.doubted(kept, visit.book), keyboard(new))
    call.chat_id = kept.author_chat
    return [call]


def undo_last(visit: Visit, last: Kept) -> Answer:
    visit.message_id = None
    return _show(visit, clientless.undo(visit.book, last.id))
