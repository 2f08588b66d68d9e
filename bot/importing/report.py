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
from tables.fields import Field
from tables.reading import Table

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
    if ended and one.counts.warned and one.layout:
        rows.append([button(_("📝 Rows with a remark"), Import(do=Do.WARNED, number=one.id))])
    if ended and one.counts.joined:
        rows.append([button(_("🔗 Joined with whom"), Import(do=Do.JOINED, number=one.id))])
    if ended and one.counts.unnamed:
        rows.append([button(_("🎯 Name the reasons"), Go(to=Screen.UNNAMED))])
    if ended and one.may_be_undone(book):
        rows.append([button(_("↩️ Take it back"), Import(do=Do.UNDO, number=one.id))])
    return keyboard(*rows)


def handed_back(visit: Visit, one: Kept, fate: Fate) -> Drawn:
    """The rows as they were, under the same titles, each with what is wrong: they may be corrected and sent again."""
    titles = _titles(Layout.from_json(one.layout).table)
    rows = [
        [*_cells(row.cells, len(titles)), "; ".join(_problems(row.problems, titles))]
        for row in import_report.rows(visit.book, one.id, fate, 0, MOST_SENT)
    ]
    said = texts.handed_back(fate)
    columns = [{"title": title, "kind": "text", "width": 18} for title in [*titles, said.why]]
    sheet = {"title": said.title, "columns": columns, "rows": rows}
    call = SendDocument(chat_id=visit.chat_id, document="", caption=said.told, parse_mode="HTML")
    return Drawn(call, Drawing(Maker.SHEET, said.file, {"sheets": [sheet]}))


def _titles(table: Table) -> list[str]:
    """Of the file; a column without one is called by what it is, and so understood again."""
    titles = dict(enumerate(table.titles))
    for column in table.mapping:
        known = column.field not in (Field.KEPT, Field.NOTE, Field.SKIPPED)
        titles[column.index] = column.title or (texts.field(column.field) if known else "")
    return [titles.get(place) or str(place + 1) for place in range(max(titles, default=-1) + 1)]


def _cells(cells: Sequence[object], width: int) -> list[str]:
    told = [text_of(cell) for cell in unpack_cells(cells)]
    return [*told, *[""] * width][:width]


def _problems(problems: Sequence[Problem], titles: Sequence[str]) -> list[str]:
    return [texts.problem(column, trouble, value, titles) for column, trouble, value in problems]
