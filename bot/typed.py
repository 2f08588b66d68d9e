"""What is typed while recording, instead of tapped: sums, reasons in own words, dates."""

from dataclasses import replace

from bot import draft as drafts
from bot.asking import ask_amount, ask_promise, back_button, expect, reason_button, screen
from bot.i18n import _
from bot.keyboards import Row, button
from bot.label import explain
from bot.record import step
from bot.routes import Routes
from bot.texts import record as texts
from bot.texts.format import exponent, short
from bot.visit import Answer, Method, Question, Visit, as_list
from sales.contacts import Draft
from sales.currency import names_another
from sales.dates import read_date
from sales.errors import DateInPast, DateNotUnderstood, SumNotUnderstood
from sales.money import read_sum
from sales.reasons import nearest
from sales.recontact import Promise
from storage import merges, notes, reasons

routes = Routes()


def resume(visit: Visit, about: str) -> tuple[Draft, list[Method]]:
    """The draft that was asked about, and the removal of the message that asked, while it can be removed."""
    asking, draft = drafts.unpack_asked(about)
    message_id, _dot, until = asking.partition(".")
    removable = message_id and int(until or 0) > visit.now.timestamp()
    draft = replace(draft, client=merges.survivor(visit.book, draft.client))
    return draft, [visit.remove(int(message_id))] if removable else []


@routes.question(Question.AMOUNT)
def take_amount(visit: Visit, text: str, about: str) -> Answer:
    draft, former = resume(visit, about)
    currency = visit.book.team.currency
    if names_another(text, currency):
        return [*former, ask_amount(visit, draft, texts.sum_in_another_currency(currency))]
    try:
        amount = read_sum(text, exponent(currency))
    except SumNotUnderstood:
        return [*former, ask_amount(visit, draft, texts.sum_not_understood(short(text, 200)))]
    # A forged button may have promised already: what is asked next must be missing.
    promise = None if draft.sentence is None else draft.promise
    return [*former, *as_list(step(visit, replace(draft, amount=amount, promise=promise)))]


@routes.question(Question.REASON)
def take_words(visit: Visit, text: str, about: str) -> Answer:
    """Words are evidence, never a reason: the three nearest are offered to pick from."""
    draft, former = resume(visit, about)
    draft = replace(draft, words=notes.add(visit.book, draft.client, text))
    expect(visit, Question.REASON, draft)
    catalogue = reasons.catalogue(visit.book)
    offered = [
        [reason_button(draft, reason, catalogue[reason], signed=True)]
        for reason in nearest(text, list(catalogue))
    ]
    every = [button(_("All reasons"), draft)]
    question = texts.why_of_these(short(text, 300))
    explained = explain(visit, text)
    return [
        *former,
        screen(visit, draft, f"{explained}\n\n{question}".strip(), [*offered, every, [back_button(draft)]]),
    ]


@routes.question(Question.DATE)
def take_date(visit: Visit, text: str, about: str) -> Answer:
    """A typed date is shown in words, and kept only when it was confirmed."""
    draft, former = resume(visit, about)
    book, shown = visit.book, short(text, 200)
    try:
        promise = Promise(when=read_date(text, book.now.astimezone(book.zone)))
    except DateNotUnderstood:
        return [*former, ask_promise(visit, draft, texts.date_not_understood(shown))]
    except DateInPast:
        return [*former, ask_promise(visit, draft, texts.date_in_past(shown))]
    if not promise.keeps(book.now, book.worktime):
        return [*former, ask_promise(visit, draft, texts.date_not_understood(shown))]
    expect(visit, Question.DATE, draft)
    due, timed = promise.due(book.now, book.worktime), promise.timed
    rows: list[Row] = [
        [button(_("✅ Save"), replace(draft, promise=promise))],
        [button(_("📅 Another date"), draft)],
    ]
    return [*former, screen(visit, draft, texts.date_to_confirm(due, timed, book.now, book.zone), rows)]
