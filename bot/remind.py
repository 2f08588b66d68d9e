"""Being reminded: one message for all that is due to a person at a moment, kept true to what became of it."""

from datetime import datetime, timedelta
from functools import partial

from aiogram.types import InlineKeyboardMarkup

from bot import letters
from bot.buttons import Begin, Go, Remind, Screen
from bot.desk import Desk
from bot.going import Broken
from bot.i18n import _, speaking
from bot.keyboards import LABEL_LIMIT, Row, button, keyboard
from bot.texts import remind as texts
from bot.texts.format import short
from bot.visit import Visit
from sales.people import Person
from storage import agenda, clients, history, reminder_messages, reminders
from storage.book import Book
from storage.errors import Unavailable
from storage.reminders import Addressee, Promised
from storage.tx import Tx

SHOWN = 8
AFTER_A_FAILURE = timedelta(minutes=10)
Do = Remind.Do
Shown = tuple[str, InlineKeyboardMarkup]


def remind(tx: Tx, desk: Desk, now: datetime) -> bool:
    """Tell people what is due to them. A person's reminder is written whole or, after a failure, a little later."""
    due, more = reminders.due_to(tx, now)
    told = False
    for to in due:
        try:
            told |= _remind(tx, desk, to, now)
        except Unavailable:
            raise
        except Exception as error:
            raise Broken(partial(reminders.put_off, to=to, now=now, until=now + AFTER_A_FAILURE)) from error
    return more and told


def _remind(tx: Tx, desk: Desk, to: Addressee, now: datetime) -> bool:
    """Whether anything was due to them that nobody else is telling."""
    if not reminders.hold(tx, to):
        return False
    book = agenda.book_of(tx, to.team, to.member, now)
    opens = book.worktime.next_open(now)
    if opens > now:
        reminders.put_off(tx, to, now, opens)
        return True
    claimed = reminders.claim(book)
    if claimed:
        reminder = reminders.write_down(book, to.chat_id, claimed)
        reminders.sent_as(book, reminder, _write(book, desk, to, reminder))
    return bool(claimed)


def _write(book: Book, desk: Desk, to: Addressee, reminder: int, message_id: int | None = None) -> int:
    with speaking(to.language):
        visit = Visit(book.tx, book.now, Person(0, to.chat_id, "", to.language), to.chat_id, desk.username)
        visit.message_id = message_id
        call = visit.show(*shown(book, reminder))
    # What has to wait until the team has gone home, for Telegram or for a dead process, is told another day.
    closing = book.worktime.at(book.today, book.worktime.closes) if message_id is None else None
    return letters.post(book.tx, desk.bot_id, book.team.id, call, book.now, good_until=closing).id


def follow(tx: Tx, _desk: Desk, now: datetime) -> bool:
    """Learn which messages the reminders have become, and whom they have not reached."""
    return reminder_messages.learn(tx, now)


def refresh(tx: Tx, desk: Desk, now: datetime) -> bool:
    """Bring up to date the messages of what was dealt with elsewhere."""
    stale = reminder_messages.take_stale(tx)
    for one in stale:
        book = agenda.book_of(tx, one.to.team, one.to.member, now)
        _write(book, desk, one.to, one.reminder, one.message_id)
    return len(stale) == reminder_messages.PAGE


def shown(book: Book, reminder: int) -> Shown:
    """What the message of a reminder shows now."""
    member = reminders.whose(book, reminder)
    promises, count = reminders.listed(book, reminder, SHOWN)
    if count == 1:
        return single(book, promises[0], reminder, member)
    rows: list[Row] = [
        [
            button(
                short(texts.one_of_several(one, book.now, book.zone), LABEL_LIMIT),
                Remind(do=Do.ONE, recontact=one.recontact, reminder=reminder),
            )
        ]
        for one in promises
        if one.waits_for(member)
    ]
    if count > len(promises):
        rows.append([button(_("🔔 Today"), Go(to=Screen.TODAY))])
    return texts.several(promises, count, book.now, book.zone, member), keyboard(*rows)


def single(book: Book, one: Promised, reminder: int, member: int, *back: Row) -> Shown:
    """One client, with all that can be done about the promise."""

    def act(do: Remind.Do) -> Remind:
        return Remind(do=do, recontact=one.recontact, reminder=reminder)

    card = button(_("👤 Card"), act(Do.CARD))
    if not one.waits_for(member):
        again = [button(_("📅 Another date"), act(Do.DATE))]
        movable = one.state == "open" and one.responsible == member
        return texts.settled(one, book.now, book.zone, member), keyboard(again * movable + [card], *back)
    kept, _more = history.page(book, one.client)
    phones = clients.find(book, one.client).phones
    text = texts.due(one, phones, kept[0] if kept else None, book.team.currency, book.now, book.zone)
    return text, keyboard(
        [button(_("📞 In touch"), Begin(client=one.client)), card],
        [button(_("⏰ Tomorrow"), act(Do.TOMORROW)), button(_("⏰ In a week"), act(Do.WEEK))],
        [button(_("📅 Date"), act(Do.DATE))],
        *back,
    )
