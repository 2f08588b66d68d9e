"""Figures, first cut: a week's contacts, sales, refusals and conversion."""

from datetime import timedelta

from bot.buttons import Period, Screen
from bot.i18n import N_, _
from bot.keyboards import button, keyboard
from bot.routes import Routes
from bot.texts import day as texts
from bot.visit import Answer, Visit
from sales.figures import Tally, together
from sales.hours import week_of
from storage import figures, teams

routes = Routes()
FARTHEST_BACK = 520


@routes.screen(Screen.REPORT, command="report", menu=N_("📊 Reports"))
def report(visit: Visit, _argument: str = "") -> Answer:
    return _week(visit, 0, mine=not visit.book.me.leads)


@routes.press(Period)
def turn_to(visit: Visit, press: Period) -> Answer:
    return _week(visit, min(max(press.back, 0), FARTHEST_BACK), mine=press.mine)


def _week(visit: Visit, back: int, *, mine: bool) -> Answer:
    book = visit.book
    first, last = week_of(book.today - timedelta(weeks=back))
    tallies = figures.by_member(book, first, last)
    tally = tallies.get(book.me.id, Tally()) if mine else together(tallies)
    text = texts.week(
        first, last, visit.person.name if mine else texts.whole_team(), tally, book.team.currency
    )
    if not mine and book.me.leads and tally.contacts:
        named = [(listed.name, tallies[listed.id]) for listed in teams.roster(book) if listed.id in tallies]
        text += "\n" + texts.by_person(named, book.team.currency)
    turns = [button(_("← Week before"), Period(back=back + 1, mine=mine))]
    if back:
        turns.append(button(_("Week after →"), Period(back=back - 1, mine=mine)))
    other = button(_("👥 Team") if mine else _("🙋 Mine"), Period(back=back, mine=not mine))
    return visit.show(text, keyboard(turns, [other]))
