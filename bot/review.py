"""The loss review: a deal at a time, the head's verdict beside what was told on the day."""

from aiogram.types import InlineKeyboardMarkup

from bot.buttons import Assign, Card, Discuss, Go, Judge, NextLoss, Screen, SetReason
from bot.i18n import _
from bot.keyboards import Row, button, in_columns, keyboard
from bot.label import explain
from bot.routes import Routes
from bot.texts import record as record_texts
from bot.texts import review as texts
from bot.texts import words
from bot.visit import Answer, Method, Question, Visit
from sales.contacts import Outcome
from sales.losses import Group, group_of
from sales.people import Role
from storage import contacts, reasons, reviews

routes = Routes()
Do = Judge.Do


@routes.screen(Screen.REVIEW, command="review", allow=Role.HEAD)
def review(visit: Visit, _argument: str = "") -> Answer:
    """All refusals without a verdict, one by one, the newest first."""
    first = reviews.next_open(visit.book)
    if first is None:
        return visit.show(texts.all_reviewed())
    return show_deal(visit, first, walk=True)


@routes.press(NextLoss, allow=Role.HEAD)
def go_on(visit: Visit, press: NextLoss) -> Answer:
    if not press.after:  # begun from the meeting's message, which stays
        visit.message_id = None
        return review(visit)
    found = reviews.next_open(visit.book, press.after)
    if found is not None:
        return show_deal(visit, found, walk=True)
    left = reviews.how_many_open(visit.book)
    if not left:
        return visit.show(texts.all_reviewed())
    anew = button(_("📋 Go through the refusals"), Go(to=Screen.REVIEW))
    return visit.show(texts.end_of_review(left), keyboard([anew]))


@routes.press(Discuss, allow=Role.HEAD)
def discuss(visit: Visit, press: Discuss) -> Answer:
    """The list of deals stays above for the next one."""
    visit.message_id = None
    return show_deal(visit, press.contact, walk=False)


def show_deal(visit: Visit, contact: int, *, walk: bool) -> Method:
    book = visit.book
    deal = reviews.open_deal(book, contact)
    open_ones = reviews.how_many_open(book) if walk else 0
    text = texts.card(deal, book.team.currency, (book.now, book.zone), open_ones)
    return visit.show(text, _acts(deal, walk=walk))


def _acts(deal: reviews.Deal, *, walk: bool) -> InlineKeyboardMarkup:
    contact, rows = deal.kept.id, []
    if deal.kept.outcome is Outcome.LOST and not deal.kept.undone:
        rows = _judging(deal, walk=walk)
    rows.append(
        [
            button(_("📌 Action"), Assign(contact=contact, walk=walk)),
            button(_("👤 Card"), Card(client=deal.client.id)),
        ]
    )
    if walk:
        rows.append([button(_("Next →"), NextLoss(after=contact))])
    return keyboard(*rows)


def _judging(deal: reviews.Deal, *, walk: bool) -> list[Row]:
    def act(text: str, do: Judge.Do) -> Row:
        return [button(text, Judge(do=do, contact=deal.kept.id, walk=walk))]

    confirmed = deal.verdict is not None and deal.verdict.reason == deal.kept.reason
    confirm = [] if confirmed else act(_("✅ The reason is right"), Do.CONFIRM)
    return [
        [*confirm, *act(_("✏️ Another reason"), Do.CHANGE)],
        [*act(_("💬 Verdict"), Do.WORDS), *act(_("💡 What could have kept them?"), Do.SAVING)],
    ]


@routes.press(Judge, allow=Role.HEAD)
def judge(visit: Visit, press: Judge) -> Answer:
    if reviews.open_deal(visit.book, press.contact).kept.outcome is not Outcome.LOST or press.do is Do.SHOW:
        return show_deal(visit, press.contact, walk=press.walk)
    if press.do is Do.CONFIRM:
        reviews.confirm(visit.book, press.contact)
        visit.toast = texts.verdict_kept()
        return show_deal(visit, press.contact, walk=press.walk)
    if press.do in (Do.WORDS, Do.SAVING):
        visit.ask(Question.VERDICT, f"{press.contact} {press.walk:d} {press.do.value}")
        asked = texts.type_verdict() if press.do is Do.WORDS else record_texts.what_could_have_kept()
        return visit.say(asked)
    return _ask_reason(visit, press)


def _ask_reason(visit: Visit, press: Judge) -> Answer:
    """First whose side it was on, then which of the six."""
    back = [button(_("← Back"), press.model_copy(update={"do": Do.SHOW}))]
    if press.do is Do.CHANGE:
        groups = ((Group.OBSTACLE, Do.OBSTACLES), (Group.ERROR, Do.ERRORS))
        rows = [
            [
                button(
                    f"{words.GROUP_SIGNS[group]} {words.name(group)}",
                    press.model_copy(update={"do": do}),
                )
            ]
            for group, do in groups
        ]
        return visit.show(texts.which_group(), keyboard(*rows, back))
    wanted = Group.OBSTACLE if press.do is Do.OBSTACLES else Group.ERROR
    buttons = [
        button(words.name(reason), SetReason(contact=press.contact, reason=number, walk=press.walk))
        for reason, number in reasons.catalogue(visit.book).items()
        if group_of(reason) is wanted
    ]
    return visit.show(texts.which_reason(), keyboard(*in_columns(buttons, 2), back))


@routes.press(SetReason, allow=Role.HEAD)
def set_reason(visit: Visit, press: SetReason) -> Answer:
    reviews.judge(visit.book, press.contact, reason=press.reason)
    visit.toast = texts.verdict_kept()
    return show_deal(visit, press.contact, walk=press.walk)


@routes.question(Question.VERDICT, allow=Role.HEAD)
def take_verdict(visit: Visit, text: str, about: str) -> Answer:
    contact, walk, do = about.split(" ")
    if do == Do.SAVING.value:
        contacts.could_have_kept(visit.book, int(contact), text)
    else:
        reviews.judge(visit.book, int(contact), text=text)
    explained = explain(visit, text)
    card = show_deal(visit, int(contact), walk=walk == "1")
    return [visit.say(explained), card] if explained else card
