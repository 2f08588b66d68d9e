"""What a report is as pictures and as a workbook; both are made later, when they go out."""

from aiogram.methods import SendDocument, SendPhoto

from bot.charts.conversion import conversion
from bot.charts.managers import managers
from bot.charts.pareto import pareto
from bot.drawings import Drawing, Maker
from bot.texts import charts as texts
from bot.texts import sheets
from bot.texts.week import period
from bot.visit import Drawn, Visit
from sales.figures import Figure
from storage import opened, report
from storage.report import Report


def pictures(visit: Visit, found: Report, *, named: bool | None = None) -> list[Drawn]:
    """Conversion, refusals, and for those who lead each manager; none for what nobody has done."""
    book = visit.book
    weeks = report.weeks(book, found.period, found.member)
    drawn = []
    if any(week.tally.closed for week in weeks):
        told = texts.conversion_told(weeks)
        drawn.append(_picture(visit, "conversion", conversion(weeks, texts.conversion_title()), told))
    if found.tally.lost:
        spec = pareto(found.tally.pareto(), texts.pareto_title(period(found.period)))
        drawn.append(_picture(visit, "refusals", spec, texts.pareto_told(found.tally)))
    shown = book.me.leads if named is None else named
    if shown and sum(bool(tally.closed) for tally in found.by_member.values()) > 1:
        spec = managers(found.by_member, texts.managers_title(period(found.period)))
        drawn.append(_picture(visit, "managers", spec, texts.managers_told(found.by_member)))
    return drawn


def _picture(visit: Visit, name: str, spec: dict[str, object], told: str) -> Drawn:
    call = SendPhoto(chat_id=visit.chat_id, photo="", caption=told, parse_mode="HTML")
    return Drawn(call, Drawing(Maker.CHART, f"{name}.png", spec))


def workbook(visit: Visit, found: Report) -> Drawn:
    """The period by week, its refusals, each manager (for those who lead) and its contacts."""
    book = visit.book
    weeks = report.weeks(book, found.period, found.member)
    whose = None if book.me.leads and found.member is None else book.me.id
    entries, more = opened.page(book, Figure.CONTACTS, found.period, whose, most=sheets.MOST_CONTACTS)
    what = sheets.workbook(found, weeks, entries, book.team.currency, cut=more, named=book.me.leads)
    first, last = found.period.first, found.period.last
    name = f"kept-{first:%Y-%m-%d}-{last:%Y-%m-%d}.xlsx"
    call = SendDocument(
        chat_id=visit.chat_id, document="", caption=sheets.told(found, cut=more), parse_mode="HTML"
    )
    return Drawn(call, Drawing(Maker.SHEET, name, what))
