"""The morning meeting: to each head, to the team's group, and to each manager their own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardMarkup

from bot.actions import task_rows
from bot.buttons import Begin, Discuss, NextLoss, Screen
from bot.desk import Desk
from bot.i18n import _, speaking
from bot.keyboards import LABEL_LIMIT, Row, button, keyboard
from bot.routes import Routes
from bot.texts import morning as texts
from bot.texts import own_morning
from bot.texts.format import client_line, short
from bot.texts.morning import Opened
from bot.texts.own_morning import Own
from bot.visit import Answer, Method, Visit
from sales.people import RANK, Person
from storage import agenda, figures, meeting, next_calls, tasks
from storage.book import Book
from storage.meeting import Meeting
from storage.readers import Reader, readers
from storage.tx import Tx

routes = Routes()
# As many of their open actions as a manager's message has buttons for.
MOST_TASKS = 5


def letters(
    tx: Tx, desk: Desk, team_id: int, now: datetime, *, late: bool = False, skipped: Sequence[date] = ()
) -> list[Method]:
    """Everything that the meeting says, to everyone whom it can reach."""
    everyone = readers(tx, team_id)
    owner = max(everyone, key=lambda one: RANK[one.member.role], default=None)
    if owner is None:
        return []
    book = agenda.book_of(tx, team_id, owner.member.id, now)
    found = meeting.gather(book)
    opened = Opened(book.team, book.today, late, skipped)
    told = [_letter_to(one, desk, book, found, opened) for one in everyone if one.silent_since is None]
    group = book.team.rules.group
    if group is not None:
        with speaking(owner.language):
            told.append(_to(group, desk, book).say(texts.meeting(found, opened, for_group=True)))
    return [*told]


def _letter_to(reader: Reader, desk: Desk, book: Book, found: Meeting, opened: Opened) -> SendMessage:
    visit = _to(reader.telegram_id, desk, book)
    with speaking(reader.language):
        if reader.member.leads:
            return visit.say(texts.meeting(found, opened), _for_head(found))
        return visit.say(*_own(replace(book, me=reader.member), reader.name))


def _to(chat_id: int, desk: Desk, book: Book) -> Visit:
    return Visit(book.tx, book.now, Person(0, chat_id, "", ""), chat_id, desk.username)


@routes.screen(Screen.MORNING, command="morning")
def show_morning(visit: Visit, _argument: str = "") -> Answer:
    book = visit.book
    if not book.me.leads:
        return visit.show(*_own(book, visit.person.name))
    found = meeting.gather(book)
    return visit.show(texts.meeting(found, Opened(book.team, book.today)), _for_head(found))


def _for_head(found: Meeting) -> InlineKeyboardMarkup:
    deals = [
        button(str(number), Discuss(contact=deal.pick.contact)) for number, deal in enumerate(found.deals, 1)
    ]
    review: Row = [button(_("📋 Go through the refusals"), NextLoss(after=0))] if found.unjudged else []
    return keyboard(deals, review)


def _own(book: Book, name: str) -> tuple[str, InlineKeyboardMarkup]:
    """A manager's own: nothing of a colleague's is in it."""
    first, last = meeting.period(book)
    waiting, earlier = agenda.waiting(book)
    own = Own(
        name=name,
        since=texts.since(first, last, book.today),
        tally=figures.period(book, first, last, book.me.id),
        waiting=waiting,
        earlier=earlier,
        calls=next_calls.five(book),
        actions=tasks.mine(book, meeting.last_time(book)),
    )
    calls: list[Row] = [
        [
            button(
                short(f"📞 {client_line(one.name, one.company)}", LABEL_LIMIT),
                Begin(client=one.call.candidate.client),
            )
        ]
        for one in own.calls
    ]
    left = [action for action in own.actions if not action.done][:MOST_TASKS]
    text = own_morning.morning(own, book.team.currency, book.now, book.zone)
    return text, keyboard(*calls, *task_rows(left))
