"""«Как посчитано»: each figure of a report opened, with its definition, its very numbers and its deals."""

from bot.buttons import Card, OpenFigure, Report
from bot.i18n import _
from bot.keyboards import Row, button, client_button, in_columns, keyboard
from bot.reports import gather, of_press, stale
from bot.routes import Routes
from bot.texts import explain as texts
from bot.visit import Answer, Visit
from sales.erasure import is_erased
from sales.figures import Figure
from storage import opened

routes = Routes()


@routes.press(OpenFigure)
def open_figure(visit: Visit, press: OpenFigure) -> Answer:
    period = of_press(press)
    if period is None:
        return stale(visit)
    found = gather(visit, period, mine=press.mine)
    if press.figure is None:
        return _all(visit, press)
    # The whole team's figures are for everyone, its deals for those who lead it.
    whose = None if visit.book.me.leads and not press.mine else visit.book.me.id
    entries, more = opened.page(visit.book, press.figure, period, whose, press.before)
    narrowed = whose is not None and not press.mine
    text = texts.opened(press.figure, found, entries, visit.book, narrowed=narrowed)
    rows: list[Row] = [
        [client_button(one.name, one.company, Card(client=one.client))]
        for one in entries
        if not is_erased(one.name)
    ]
    if more:
        rows.append([button(_("More ↓"), press.model_copy(update={"before": entries[-1].id}))])
    back = press.model_copy(update={"figure": None, "before": 0})
    return visit.show(text, keyboard(*rows, [button(_("← Back"), back)]))


def _all(visit: Visit, press: OpenFigure) -> Answer:
    figures = [
        button(texts.name(figure), press.model_copy(update={"figure": figure, "before": 0}))
        for figure in Figure
    ]
    back = button(_("← Back"), Report(first=press.first, last=press.last, mine=press.mine))
    return visit.show(texts.choose(), keyboard(*in_columns(figures, 2), [back]))
