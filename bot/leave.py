"""A manager's leave: their clients go to a stand-in in two taps, and come back on the first day back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from aiogram.methods import SendMessage

from bot import letters
from bot.buttons import Go, Leave, Return, Screen
from bot.desk import Desk
from bot.i18n import _, speaking
from bot.keyboards import Row, button, keyboard
from bot.routes import Routes
from bot.texts import base as base_texts
from bot.texts import house as house_texts
from bot.texts import leave as texts
from bot.texts.format import day_in_words, how_far, short
from bot.visit import NO_PREVIEW, Answer, Method, Question, Visit, as_list
from sales.dates import read_date
from sales.errors import DateInPast, DateNotUnderstood
from sales.people import Role
from storage import agenda, leaves, teams
from storage.book import Book
from storage.leaves import Addressee
from storage.teams import Listed
from storage.tx import Tx

routes = Routes()
PRESETS = (7, 14, 28)
LONGEST = timedelta(days=366)
MOST_LISTED = 50


@routes.screen(Screen.LEAVES, allow=Role.HEAD)
def choose_who(visit: Visit, _argument: str = "") -> Answer:
    absent, today = leaves.away(visit.book), visit.book.today
    rows: list[Row] = [
        [
            button(
                texts.going_button(one.name, absent[one.id].until if one.id in absent else None, today),
                Leave(member=one.id),
            )
        ]
        for one in teams.roster(visit.book)[:MOST_LISTED]
    ]
    return visit.show(texts.who_goes(), keyboard(*rows, [button(_("← Back"), Go(to=Screen.TEAM))]))


@routes.press(Leave, allow=Role.HEAD)
def go(visit: Visit, press: Leave) -> Answer:
    """One answer after another: who stands in, until when."""
    member = teams.colleague(visit.book, press.member)
    if member.id in leaves.away(visit.book):
        return show_away(visit, member)
    if not press.stand_in:
        return choose_stand_in(visit, member)
    stand_in = teams.colleague(visit.book, press.stand_in)
    if not press.days:
        return ask_until(visit, member, stand_in)
    if press.days not in PRESETS:
        visit.toast = house_texts.stale()
        return None
    return begin(visit, member, stand_in, _day_back(visit.book, press.days))


def choose_stand_in(visit: Visit, member: Listed) -> Answer:
    absent = leaves.away(visit.book)
    free = [one for one in teams.roster(visit.book) if one.id != member.id and one.id not in absent]
    rows: list[Row] = [
        [button(short(one.name, 56), Leave(member=member.id, stand_in=one.id))] for one in free[:MOST_LISTED]
    ]
    told = texts.who_stands_in(member.name) if free else texts.nobody_stands_in(member.name)
    return visit.show(told, keyboard(*rows, [button(_("← Back"), Go(to=Screen.LEAVES))]))


def show_away(visit: Visit, member: Listed) -> Answer:
    leave = leaves.away(visit.book)[member.id]
    stand_in = leaves.addressee(visit.book, leave.stand_in)
    return visit.show(
        texts.away(member.name, stand_in.name, leave.until, visit.book.today),
        keyboard(
            [button(_("👋 Back already"), Return(member=member.id))],
            [button(_("← Back"), Go(to=Screen.LEAVES))],
        ),
    )


def _day_back(book: Book, days: int) -> date:
    return book.worktime.working_day(book.today + timedelta(days=days))


def ask_until(visit: Visit, member: Listed, stand_in: Listed, problem: str = "") -> Answer:
    visit.ask(Question.LEAVE, f"{member.id} {stand_in.id}")
    rows: list[Row] = [
        [
            button(
                f"{how_far(days)} · {day_in_words(_day_back(visit.book, days), visit.book.today)}",
                Leave(member=member.id, stand_in=stand_in.id, days=days),
            )
        ]
        for days in PRESETS
    ]
    rows.append([button(_("← Back"), Leave(member=member.id))])
    return visit.show(problem or texts.until_when(member.name, stand_in.name), keyboard(*rows))


@routes.question(Question.LEAVE, allow=Role.HEAD)
def take_until(visit: Visit, text: str, about: str) -> Answer:
    book, shown = visit.book, short(text, 200)
    member, stand_in = (teams.colleague(book, int(number)) for number in about.split())
    if member.id in leaves.away(book):
        return show_away(visit, member)
    try:
        until = read_date(text, book.now.astimezone(book.zone)).day
    except DateNotUnderstood:
        return ask_until(visit, member, stand_in, texts.day_not_understood(shown))
    except DateInPast:
        return ask_until(visit, member, stand_in, texts.day_passed(shown))
    if until <= book.today:
        return ask_until(visit, member, stand_in, texts.day_passed(shown))
    if until > book.today + LONGEST:
        return ask_until(visit, member, stand_in, texts.too_far(shown))
    return begin(visit, member, stand_in, until)


def begin(visit: Visit, member: Listed, stand_in: Listed, until: date) -> Answer:
    book = visit.book
    number = leaves.begin(book, member.id, stand_in.id, until)
    absent, present = leaves.addressee(book, member.id), leaves.addressee(book, stand_in.id)
    told = [
        _to(absent, lambda: texts.you_go(present.name, until, book.today)),
        _to(present, lambda: texts.you_stand_in(absent.name, until, book.today, number)),
    ]
    return [*as_list(show_away(visit, member)), *told]


@routes.press(Return, allow=Role.HEAD)
def come_back(visit: Visit, press: Return) -> Answer:
    """Earlier than was said."""
    leave = leaves.away(visit.book).get(teams.colleague(visit.book, press.member).id)
    ended = leave and leaves.end(visit.book, leave.id)
    if not ended:
        return choose_who(visit)
    visit.toast = base_texts.changed()
    return [*as_list(choose_who(visit)), *_told_of_the_end(visit.book, ended)]


def end_leaves(tx: Tx, desk: Desk, now: datetime) -> bool:
    """A round: whoever is back has their clients back, and both are told."""
    for team, member, leave in leaves.over(tx, now):
        book = agenda.book_of(tx, team, member, now)
        ended = leaves.end(book, leave)
        if ended is not None:
            for call in _told_of_the_end(book, ended):
                letters.post(tx, desk.bot_id, team, call, now)
            return True
    return False


def _told_of_the_end(book: Book, ended: leaves.Leave) -> list[Method]:
    back, relieved = leaves.addressee(book, ended.member), leaves.addressee(book, ended.stand_in)
    return [
        _to(back, lambda: texts.welcome_back(relieved.name)),
        _to(relieved, lambda: texts.you_are_relieved(back.name)),
    ]


def _to(addressee: Addressee, told: Callable[[], str]) -> Method:
    """In a message of their own, in their own language."""
    with speaking(addressee.language):
        return SendMessage(
            chat_id=addressee.telegram_id,
            text=told(),
            parse_mode="HTML",
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard([button(_("🔔 Today"), Go(to=Screen.TODAY))]),
        )
