"""How far an import is, in one message: a bar that moves, then what became of the rows."""

from collections.abc import Sequence

from aiogram.methods import SendDocument
from aiogram.types import InlineKeyboardMarkup

from bot.buttons import Go, Import, Screen
from bot.drawings import Drawing, Maker
from bot.i18n import _
from bot.importing.conversion import Trouble
from bot.importing.layout import Layout, unpack_cells
from bot.keyboards import Row, button, keyboard
from bot.texts import importing as texts
from bot.visit import Drawn, Visit
from sales.importing import Fate, Problem, State
from storage import import_report
from storage.book import Book
from storage.imports import Import as Kept
from tables.cells import text_of

MOST_SENT = 10_000
Do = Import.Do


def text(one: Kept) -> str:
    told = {
        State.WANTED: lambda: texts.looking(one.file_name),
        State.SHOWN: lambda: texts.looking(one.file_name),
        State.RUNNING: lambda: texts.running(one),
        State.DONE: lambda: texts.done(one),
        State.CANCELLED: lambda: texts.cancelled(one) if one.done_row else texts.not_wanted(one.file_name),
        State.FAILED: lambda: _failed(one),
        State.UNDOING: lambda: texts.undoing(one),
        State.UNDONE: lambda: texts.undone(one),
    }
    return told[one.state]()


def _failed(one: Kept) -> str:
    trouble = Trouble.from_json(one.trouble)
    return texts.refused(one.file_name, trouble.kind, trouble.figures)


def buttons(one: Kept, book: Book) -> InlineKeyboardMarkup:
    if one.state is State.RUNNING:
        return keyboard([button(_("✖️ Stop"), Import(do=Do.CANCEL, number=one.id))])
    ended = one.state in (State.DONE, State.CANCELLED) and one.done_row
    rows: list[Row] = []
    if ended and one.counts.rejected and one.layout:
        rows.append([button(_("📄 Rows to correct"), Import(do=Do.REJECTED, number=one.id))])
    if ended and one.counts.joined:
        rows.append([button(_("🔗 Joined with whom"), Import(do=Do.JOINED, number=one.id))])
    if ended and one.counts.unnamed:
        rows.append([button(_("🎯 Name the reasons"), Go(to=Screen.UNNAMED))])
    if ended and one.may_be_undone(book):
        rows.append([button(_("↩️ Take it back"), Import(do=Do.UNDO, number=one.id))])
    return keyboard(*rows)


def rejected(visit: Visit, one: Kept) -> Drawn:
    """The rows as they were, each with what is wrong, under the same titles: to be corrected and sent again."""
    titles = [
        title or str(place + 1) for place, title in enumerate(Layout.from_json(one.layout).table.titles)
    ]
    rows = [
        [*_cells(row.cells, len(titles)), "; ".join(_problems(row.problems, titles))]
        for row in import_report.rows(visit.book, one.id, Fate.REJECTED, 0, MOST_SENT)
    ]
    columns = [{"title": title, "kind": "text", "width": 18} for title in [*titles, texts.why()]]
    sheet = {"title": texts.rejected_title(), "columns": columns, "rows": rows}
    call = SendDocument(chat_id=visit.chat_id, document="", caption=texts.rejected_told(), parse_mode="HTML")
    return Drawn(call, Drawing(Maker.SHEET, "kept-to-correct.xlsx", {"sheets": [sheet]}))


def _cells(cells: Sequence[object], width: int) -> list[str]:
    told = [text_of(cell) for cell in unpack_cells(cells)]
    return [*told, *[""] * width][:width]


def _problems(problems: Sequence[Problem], titles: Sequence[str]) -> list[str]:
    return [texts.problem(column, trouble, value, titles) for column, trouble, value in problems]
