"""What is to be taken out, asked for step by step, and the log of who took what."""

from aiogram.methods import SendDocument

from bot.buttons import Export, Go, OpenLog, Screen, TakeAll
from bot.drawings import Drawing, Maker
from bot.i18n import _, language
from bot.keyboards import LABEL_LIMIT, Row, button, in_columns, keyboard
from bot.routes import Routes
from bot.texts import exporting as texts
from bot.texts.format import short
from bot.visit import Answer, Drawn, Method, Visit
from sales.audit import Act
from sales.export import File, Span, What
from sales.people import Role
from storage import audit, staff, teams

routes = Routes()
MOST_LISTED = 50
OF_TABLES = (What.BASE, What.CONTACTS, What.DEALS)


@routes.screen(Screen.EXPORT, command="export")
def ask_what(visit: Visit, _argument: str = "") -> Answer:
    rows: list[Row] = [[button(_(texts.WHATS[what]), Export(what=what))] for what in OF_TABLES]
    if visit.book.me.role is Role.OWNER:
        rows.append([button(_("🗄 Everything, as an archive"), TakeAll())])
    return visit.show(texts.ask_what(), keyboard(*rows, [button(_("← Back"), Go(to=Screen.MORE))]))


@routes.press(Export)
def export(visit: Visit, press: Export) -> Answer:
    """One answer after another; a manager takes out their own clients alone."""
    if press.what not in OF_TABLES:
        return ask_what(visit)
    if press.what is not What.BASE and press.span is None:
        return _ask_span(visit, press)
    if not visit.book.me.leads:
        press = press.model_copy(update={"whose": visit.book.me.id, "chosen": True})
    elif not press.chosen:
        return _ask_whose(visit, press)
    return _ask_file(visit, press) if press.file is None else _make(visit, press, press.file)


def _ask_span(visit: Visit, press: Export) -> Method:
    buttons = [button(_(told), press.model_copy(update={"span": span})) for span, told in texts.SPANS.items()]
    return visit.show(texts.ask_span(press.what), keyboard(*in_columns(buttons, 2), _back()))


def _ask_whose(visit: Visit, press: Export) -> Method:
    everybody = [button(_("Everybody's"), press.model_copy(update={"chosen": True}))]
    buttons = [
        button(short(one.name, LABEL_LIMIT), press.model_copy(update={"whose": one.id, "chosen": True}))
        for one in teams.roster(visit.book)[:MOST_LISTED]
    ]
    return visit.show(texts.ask_whose(press.what), keyboard(everybody, *in_columns(buttons, 2), _back()))


def _ask_file(visit: Visit, press: Export) -> Method:
    kinds = [button(told, press.model_copy(update={"file": file})) for file, told in texts.FILES.items()]
    return visit.show(texts.ask_file(press.what), keyboard(kinds, _back()))


def _back() -> Row:
    return [button(_("← Back"), Go(to=Screen.EXPORT))]


def _make(visit: Visit, press: Export, file: File) -> Answer:
    """Noted with it: who took what out."""
    book, span = visit.book, press.span or Span.ALL
    whose = staff.find(book, press.whose).name if press.whose else ""
    audit.note(book, Act.EXPORTED, told=press.what.value)
    named = "xlsx" if file is File.XLSX else "csv"
    caption = texts.made(press.what, span, whose)
    made = order(visit, press.what, span, named, caption, file=file.value, of=press.whose or None)
    return [visit.show(texts.making(press.what)), made]


def order(visit: Visit, what: What, span: Span, named: str, caption: str, **more: object) -> Drawn:
    """The file, to be made when it is about to be posted."""
    book = visit.book
    first, last = span.days(book.today)
    spec = {
        "team": book.team.id,
        "member": book.me.id,
        "what": what.value,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "language": language(),
        "currency": book.team.currency,
        "asked": book.at,
        **more,
    }
    call = SendDocument(chat_id=visit.chat_id, document="", caption=caption)
    return Drawn(call, Drawing(Maker.EXPORT, f"kept-{book.today.isoformat()}.{named}", spec))


@routes.screen(Screen.LOG, allow=Role.OWNER)
def show_log(visit: Visit, _argument: str = "") -> Answer:
    return _log(visit, 0)


@routes.press(OpenLog, allow=Role.OWNER)
def open_log(visit: Visit, press: OpenLog) -> Answer:
    return _log(visit, press.before)


def _log(visit: Visit, before: int) -> Method:
    entries, more = audit.page(visit.book, before)
    earlier = [button(_("Earlier →"), OpenLog(before=entries[-1].id))] if more else []
    text = texts.log(entries, visit.now, visit.book.zone)
    return visit.show(text, keyboard(earlier, [button(_("← Back"), Go(to=Screen.MORE))]))
