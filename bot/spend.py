"""What each source costs in a month, written down by the head: then a lead let go has its price."""

from collections.abc import Mapping
from datetime import date

from bot.buttons import Go, OpenSpend, Screen
from bot.i18n import _
from bot.keyboards import button, in_columns, keyboard
from bot.reports import LATEST, SOONEST, stale
from bot.routes import Routes
from bot.texts import record as record_texts
from bot.texts import spend as texts
from bot.texts import words
from bot.texts.format import exponent, money, short
from bot.visit import Answer, Question, Visit
from sales.clients import AnySource
from sales.errors import SumNotUnderstood
from sales.money import read_sum
from sales.people import Role
from sales.periods import Period, months
from storage import spend, vocabulary

routes = Routes()
NOTHING = {"0", "-", "–", "—"}


@routes.screen(Screen.SPEND, allow=Role.HEAD)
def show_spend(visit: Visit, _argument: str = "") -> Answer:
    return _month(visit, months(visit.book.today, 1))


@routes.press(OpenSpend, allow=Role.HEAD)
def open_spend(visit: Visit, press: OpenSpend) -> Answer:
    if not SOONEST <= press.month <= LATEST:
        return stale(visit)
    month = months(date.fromordinal(press.month), 1)
    if not press.source:
        return _month(visit, month)
    source = vocabulary.source(visit.book, press.source)
    visit.ask(Question.SPEND, f"{source.value} {month.first.isoformat()}")
    back = button(_("← Back"), press.model_copy(update={"source": ""}))
    return visit.show(texts.ask(source, month), keyboard([back]))


@routes.question(Question.SPEND, allow=Role.HEAD)
def take_spend(visit: Visit, text: str, about: str) -> Answer:
    source, first = about.split()
    currency = visit.book.team.currency
    try:
        amount = 0 if text.strip() in NOTHING else read_sum(text, exponent(currency))
    except SumNotUnderstood:
        visit.ask(Question.SPEND, about)
        return visit.say(record_texts.sum_not_understood(short(text, 200)))
    month = months(date.fromisoformat(first), 1)
    spend.set_amount(visit.book, vocabulary.source(visit.book, source), _key(month), amount)
    return _month(visit, month)


def _key(month: Period) -> str:
    return f"{month.first:%Y-%m}"


def _listed(visit: Visit, spent: Mapping[AnySource, int]) -> list[AnySource]:
    """Those to pick from, and what was spent on one that is hidden by now."""
    offered = vocabulary.sources(visit.book)
    return [*offered, *(source for source in spent if source not in offered)]


def _month(visit: Visit, month: Period) -> Answer:
    spent, currency = spend.of_month(visit.book, _key(month)), visit.book.team.currency
    sources = [
        button(
            f"{words.name(source)}: {money(spent[source], currency)}"
            if source in spent
            else words.name(source),
            OpenSpend(month=month.first.toordinal(), source=source.value),
        )
        for source in _listed(visit, spent)
    ]
    turns = [
        button(sign, OpenSpend(month=month.shifted(step).first.toordinal()))
        for sign, step in (("←", -1), ("→", 1))
        if month.shifted(step).first <= visit.book.today
    ]
    rows = [*in_columns(sources, 2), turns, [button(_("← Back"), Go(to=Screen.MORE))]]
    return visit.show(texts.of_month(month, sum(spent.values()), currency), keyboard(*rows))
