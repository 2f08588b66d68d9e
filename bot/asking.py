"""The questions of recording, one screen for each thing that a draft still misses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from aiogram.types import InlineKeyboardButton

from bot import draft as drafts
from bot.buttons import Go, Recorded, Screen, Whom
from bot.capture.confirming import told_so_far
from bot.capture.reading import Told
from bot.i18n import _
from bot.keyboards import Row, button, keyboard
from bot.texts import record as texts
from bot.texts import stops as stop_texts
from bot.texts import words
from bot.texts.format import money
from bot.trying import Tried, at_another_hour
from bot.visit import Method, Question, Visit
from sales.contacts import AnyChannel, Draft, Missing, Outcome, next_ago, next_channel, other_direction
from sales.dates import When
from sales.deals import next_kind
from sales.losses import AnyReason, Group, group_of
from sales.recontact import (
    AFTER_NO_ANSWER,
    AFTER_SALE,
    AFTER_STEP,
    Promise,
    after_loss,
    next_after_sale,
)
from sales.tries import SLEEP
from storage import clients, deals, history, reasons, vocabulary


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
    channels = vocabulary.channels(visit.book)
    draft = replace(draft, channel=_channel(visit, draft, channels))
    won, step_on, lost, silent = (button(words.name(o), draft.ended(o)) for o in Outcome)
    how = [
        button(words.name(draft.channel), replace(draft, channel=next_channel(draft.channel, channels))),
        button(words.name(draft.direction), replace(draft, direction=other_direction(draft.direction))),
    ]
    back = [button(_("← Back"), back_from_outcome(draft))]
    if draft.fixes is None:
        back.append(button(texts.happened(draft.ago), replace(draft, ago=next_ago(draft.ago))))
    question = "\n".join([*_welcome_back(visit, draft), texts.how_ended()])
    return screen(visit, draft, question, [[won, step_on], [lost, silent], how, back], before)


def _channel(visit: Visit, draft: Draft, offered: Sequence[AnyChannel]) -> AnyChannel:
    """As the team calls it; one that is offered no more gives way, but where it was recorded."""
    if draft.channel in offered:
        return offered[offered.index(draft.channel)]
    return vocabulary.channel(visit.book, draft.channel.value) if draft.fixes else offered[0]


def _welcome_back(visit: Visit, draft: Draft) -> list[str]:
    """Whoever was given up and is in touch again is with us again."""
    book = visit.book
    stopped = clients.find(book, draft.client).stopped_at
    if stopped is None or draft.fixes is not None:
        return []
    kept, _more = history.page(book, draft.client)
    return [stop_texts.welcome_back(stopped, kept[0] if kept else None, (book.now, book.zone)), ""]


def back_from_outcome(draft: Draft) -> Go | Recorded | Whom:
    if draft.fixes is not None:
        return Recorded(do=Recorded.Do.SHOW, contact=draft.fixes)
    if draft.sentence is not None:
        return Whom(sentence=draft.sentence)
    return Go(to=Screen.WHO)


def ask_amount(visit: Visit, draft: Draft, problem: str = "") -> Method:
    draft = replace(draft, kind=draft.kind or deals.usual(visit.book, draft.client, draft.fixes))
    assert draft.kind is not None
    expect(visit, Question.AMOUNT, draft)
    currency = visit.book.team.currency
    usual = [
        button(money(amount, currency), replace(draft, amount=amount))
        for amount in deals.recent_amounts(visit.book, draft.client)
    ]
    kind = button("🔁 " + words.name(draft.kind), replace(draft, kind=next_kind(draft.kind)))
    return screen(visit, draft, problem or texts.how_much(), [usual, [kind], [back_button(draft)]])


def ask_reason(visit: Visit, draft: Draft, explained: str = "") -> Method:
    """All twelve on one screen: obstacles left, errors right."""
    expect(visit, Question.REASON, draft)
    left, right = (
        [
            (reason, number)
            for reason, number in reasons.catalogue(visit.book).items()
            if group_of(reason) is group
        ]
        for group in (Group.OBSTACLE, Group.ERROR)
    )
    # Where one column is longer, its rest has the sign of its side.
    pairs = min(len(left), len(right))
    rows: list[Row] = [
        [reason_button(draft, *one), reason_button(draft, *other)]
        for one, other in zip(left, right, strict=False)
    ]
    rows += [[reason_button(draft, *one, signed=True)] for one in [*left[pairs:], *right[pairs:]]]
    question = f"{explained}\n\n{texts.why()}".strip()
    return screen(visit, draft, question, [*rows, [back_button(draft)]])


def reason_button(
    draft: Draft, reason: AnyReason, number: int, *, signed: bool = False
) -> InlineKeyboardButton:
    sign = f"{words.GROUP_SIGNS[group_of(reason)]} " if signed else ""
    return button(sign + words.name(reason), replace(draft, reason=number))


def ask_promise(visit: Visit, draft: Draft, problem: str = "") -> Method:
    expect(visit, Question.DATE, draft)
    assert draft.outcome is not None
    today = visit.book.today
    tried = Tried.of(visit.book, draft) if draft.outcome is Outcome.NO_ANSWER else None
    choices = [
        [
            button(
                texts.promise_choice(days, day, today), replace(draft, promise=Promise(when=When(day, None)))
            )
        ]
        for day, days in _days(visit, draft, tried).items()
    ]
    if tried is not None and not tried.asleep:
        choices.insert(0, [at_another_hour(visit, draft, tried)])
    question = problem or texts.when_back(
        draft.outcome, None if tried is None else (tried.number, tried.limit)
    )
    if not problem and draft.reason is not None:
        question = texts.what_helped(reasons.what_helps(visit.book, draft.reason)) + question
    if not problem and draft.outcome is Outcome.NEXT_STEP and _touch_after_sale(visit, draft):
        question = texts.touch_after_sale() + "\n" + question
    return screen(visit, draft, question, [*choices, _no_more(visit, draft), [back_button(draft)]])


def _no_more(visit: Visit, draft: Draft) -> Row:
    """Only what no selling could have helped is a ground never to come back."""
    if draft.reason is None or group_of(reasons.which(visit.book, draft.reason)) is not Group.OBSTACLE:
        return []
    usual = Promise(days=_suggested(visit, draft)[0])
    return [button(_("🚪 Never come back"), replace(draft, promise=usual, stops=True))]


def _days(visit: Visit, draft: Draft, tried: Tried | None = None) -> dict[date, int]:
    """The suggested days, none twice: a day off moves to the next working day, perhaps onto another."""
    days: dict[date, int] = {}
    for ahead in _suggested(visit, draft) if tried is None or not tried.asleep else SLEEP:
        days.setdefault(visit.book.worktime.working_day(visit.book.today + timedelta(days=ahead)), ahead)
    return days


def _suggested(visit: Visit, draft: Draft) -> tuple[int, ...]:
    if draft.reason is not None:
        return after_loss(reasons.which(visit.book, draft.reason))
    if draft.outcome is Outcome.WON:
        return visit.book.team.rules.after_sale or AFTER_SALE
    if draft.outcome is Outcome.NO_ANSWER:
        return AFTER_NO_ANSWER
    touch = _touch_after_sale(visit, draft)
    return AFTER_STEP if touch is None else (touch, *AFTER_STEP)


def _touch_after_sale(visit: Visit, draft: Draft) -> int | None:
    """In how many days the client who bought is to be asked how it goes, if they bought not long ago."""
    sold = history.sold_on(visit.book, draft.client)
    if sold is None:
        return None
    return next_after_sale(visit.book.team.rules.after_sale, sold, visit.book.today)


def back_button(draft: Draft) -> InlineKeyboardButton:
    return button(_("← Back"), draft.back())


def screen(visit: Visit, draft: Draft, question: str, rows: list[Row], before: str = "") -> Method:
    return visit.show(f"{before or _heading(visit, draft)}\n\n{question}", keyboard(*rows))


def _heading(visit: Visit, draft: Draft) -> str:
    if draft.sentence is not None:
        return told_so_far(visit, draft, Told.find(visit.book, draft.sentence))
    client = clients.line(visit.book, draft.client)
    reason = None if draft.reason is None else reasons.which(visit.book, draft.reason)
    return texts.heading(client, draft, visit.book.team.currency, reason)


def expect(visit: Visit, question: Question, draft: Draft) -> None:
    """A typed answer goes on where this message stood: below what was typed."""
    asking = "" if visit.message_id is None else f"{visit.message_id}.{visit.removable_until}"
    visit.ask(question, drafts.pack_asked(asking, draft))
