"""Reports of any period: what happened, what changed, the pictures and the workbook of it."""

from datetime import date

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot import files
from bot.buttons import AskPeriod, Go, OpenFigure, Report, Screen, Take
from bot.i18n import N_, _
from bot.keyboards import Row, button, keyboard
from bot.routes import Routes
from bot.texts import house as house_texts
from bot.texts import week as texts
from bot.visit import Answer, Question, Visit
from sales.errors import PeriodNotUnderstood
from sales.periods import LONGEST, Period, months, read_period, week
from storage import report as storage

routes = Routes()
SOONEST, LATEST = date(2000, 1, 1).toordinal(), date(2199, 12, 31).toordinal()


@routes.screen(Screen.REPORT, command="report", menu=N_("📊 Reports"))
def report(visit: Visit, argument: str = "") -> Answer:
    if argument.strip():
        return take_period(visit, argument)
    return show(visit, week(visit.book.today), mine=not visit.book.me.leads)


@routes.press(Report)
def turn_to(visit: Visit, press: Report) -> Answer:
    period = of_press(press)
    return stale(visit) if period is None else show(visit, period, mine=press.mine)


@routes.press(AskPeriod)
def ask_period(visit: Visit, _press: AskPeriod) -> Answer:
    visit.ask(Question.PERIOD)
    return visit.show(texts.ask_period(), keyboard([button(_("← Back"), Go(to=Screen.REPORT))]))


@routes.question(Question.PERIOD)
def take_period(visit: Visit, text: str, _about: str = "") -> Answer:
    try:
        period = read_period(text, visit.book.today)
    except PeriodNotUnderstood:
        visit.ask(Question.PERIOD)
        back = keyboard([button(_("← Back"), Go(to=Screen.REPORT))])
        return visit.show(texts.period_not_understood(text), back)
    return show(visit, period, mine=not visit.book.me.leads)


@routes.press(Take)
def take_files(visit: Visit, press: Take) -> Answer:
    period = of_press(press)
    if period is None:
        return stale(visit)
    found = gather(visit, period, mine=press.mine)
    if found.empty:
        return visit.say(_("Nothing was recorded in this period."))
    if press.what is Take.What.WORKBOOK:
        return files.workbook(visit, found)
    return [*files.pictures(visit, found)] or visit.say(_("There is nothing to draw: no deal was closed."))


def of_press(press: Report | Take | OpenFigure) -> Period | None:
    """A button is input: what it says may be no period."""
    if not SOONEST <= press.first <= press.last <= LATEST or press.last - press.first > LONGEST.days:
        return None
    return Period(date.fromordinal(press.first), date.fromordinal(press.last))


def stale(visit: Visit) -> Answer:
    visit.toast = house_texts.stale()
    return None


def gather(visit: Visit, period: Period, *, mine: bool) -> storage.Report:
    return storage.gather(visit.book, period, visit.book.me.id if mine else None)


def show(visit: Visit, period: Period, *, mine: bool) -> Answer:
    book = visit.book
    found = gather(visit, period, mine=mine)
    whose = visit.person.name if mine else texts.whole_team()
    text = texts.report(found, whose, book.team.currency, book.today, named=book.me.leads)
    return visit.show(text, board(found, book.today))


def board(found: storage.Report, today: date) -> InlineKeyboardMarkup:
    """Ways to other periods, to the other half of the team, and into what is shown."""
    period, mine = found.period, found.member is not None
    named: Row = [
        _leading(_("Week"), week(today), found),
        _leading(_("Month"), months(today, 1), found),
        _leading(_("Quarter"), months(today, 3), found),
    ]
    turns = [_turning(_("← Earlier"), period.shifted(-1), mine=mine), button(_("📅 Dates"), AskPeriod())]
    if period.last < today:
        turns.append(_turning(_("Later →"), period.shifted(1), mine=mine))
    other = _turning(_("👥 Team") if mine else _("🙋 Mine"), period, mine=not mine)
    if found.empty:
        return keyboard(named, turns, [other])
    charts, workbook, counted = inside(found)
    return keyboard(named, turns, [charts, workbook], [counted, other])


def inside(found: storage.Report) -> Row:
    where = {
        "first": found.period.first.toordinal(),
        "last": found.period.last.toordinal(),
        "mine": found.member is not None,
    }
    return [
        button(_("📈 Charts"), Take(what=Take.What.PICTURES, **where)),
        button("📄 Excel", Take(what=Take.What.WORKBOOK, **where)),
        button(_("❔ How counted"), OpenFigure(**where)),
    ]


def _leading(name: str, period: Period, found: storage.Report) -> InlineKeyboardButton:
    chosen = "● " if period == found.period else ""
    return _turning(chosen + name, period, mine=found.member is not None)


def _turning(name: str, period: Period, *, mine: bool) -> InlineKeyboardButton:
    return button(name, Report(first=period.first.toordinal(), last=period.last.toordinal(), mine=mine))
