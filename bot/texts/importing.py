"""The words of an import: what was found in a file, how far it is, what became of its rows, and why it was refused."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from bot.i18n import N_, _, ngettext
from bot.texts import words
from bot.texts.format import client_line, dated, money, phone, safe, short
from sales.importing import Fate, Snag
from storage.book import Book
from storage.imports import Import
from tables.columns import Column
from tables.entries import Contact, Entry, Trouble
from tables.fields import Field
from tables.reading import Table

MEGABYTE = 1024 * 1024
BAR = 12  # signs
SHOWN_COLUMNS = 12
SHOWN_NAME = 60

FIELDS: Mapping[Enum, str] = {
    Field.NAME: N_("name"),
    Field.LAST_NAME: N_("surname"),
    Field.FIRST_NAME: N_("first name"),
    Field.PATRONYMIC: N_("patronymic"),
    Field.COMPANY: N_("company"),
    Field.PHONE: N_("phone"),
    Field.EMAIL: N_("e-mail"),
    Field.TELEGRAM: N_("Telegram"),
    Field.REACH: N_("phone or e-mail"),
    Field.SOURCE: N_("source"),
    Field.RESPONSIBLE: N_("manager"),
    Field.TAGS: N_("tags"),
    Field.NOTE: N_("note"),
    Field.DATE: N_("contact's date"),
    Field.CHANNEL: N_("how in touch"),
    Field.OUTCOME: N_("how it ended"),
    Field.REASON: N_("loss reason"),
    Field.AMOUNT: N_("sum"),
    Field.DEAL: N_("deal"),
    Field.NEXT_DATE: N_("next contact"),
    Field.KEPT: N_("into the note"),
    Field.SKIPPED: N_("leave out"),
}
TROUBLES: Mapping[str, str] = {
    Trouble.NOBODY: N_("neither a name nor a company nor a way to reach them"),
    Trouble.CARD_BROKEN: N_("the card is damaged"),
    Trouble.PHONE: N_("no phone I can read"),
    Trouble.EMAIL: N_("no e-mail I can read"),
    Trouble.TELEGRAM: N_("no nickname I can read"),
    Trouble.DATE: N_("no date I can read"),
    Trouble.DATE_AHEAD: N_("a contact that is still to come"),
    Trouble.SUM: N_("no sum I can read"),
    Trouble.CURRENCY: N_("a sum in another currency"),
    Trouble.OUTCOME: N_("an ending I do not know"),
    Trouble.CHANNEL: N_("a way of contact I do not know"),
    Trouble.LABEL: N_("no name of that kind"),
    Snag.PHONE_TAKEN: N_("the phone of another client"),
    Snag.LIST_FULL: N_("the team's list is full"),
    Snag.NO_CONTACT: N_("a contact without its day or its sum"),
}


def field(which: Field) -> str:
    return _(FIELDS[which])


def how_to() -> str:
    return _(
        "📥 <b>Clients from a file</b>\nSend it here: CSV, Excel (XLSX, XLS), ODS or vCard, up to 20 MB. "
        "I recognise the columns by myself and show what comes of them before anything is kept."
    )


def too_many_cards(most: int) -> str:
    return ngettext(
        "More than {n} card at once is taken in by a head.",
        "More than {n} cards at once are taken in by a head.",
        most,
    ).format(n=most)


def _name(file: str) -> str:
    return safe(short(file, SHOWN_NAME))


def looking(name: str) -> str:
    return _("📥 <b>{file}</b>\nLooking into it…").format(file=_name(name))


def found(one: Import, table: Table, entries: Sequence[Entry], book: Book) -> str:
    """The file, what its columns are taken for, and its first rows as they will be."""
    head = _("📥 <b>{file}</b>: {rows}").format(file=_name(one.file_name), rows=rows(one.about))
    sheet = [_("Sheet: {name}").format(name=safe(table.sheet))] if table.sheet and table.others else []
    taken = (column for column in table.mapping if column.field is not Field.SKIPPED)
    columns = [_column(column) for column in taken if column.title or column.examples]
    more = [f"… +{len(columns) - SHOWN_COLUMNS}"] if len(columns) > SHOWN_COLUMNS else []
    shown = ["", _("<b>So it will be:</b>"), *(_entry(entry, book) for entry in entries)] if entries else []
    return "\n".join([head, *sheet, "", *columns[:SHOWN_COLUMNS], *more, *shown])


def _column(column: Column) -> str:
    title = column.title or ", ".join(column.examples)
    sure = "" if column.confidence >= 0.5 else " ❔"
    return f"{safe(short(title, 30))} → <i>{field(column.field)}</i>{sure}"


def _entry(entry: Entry, book: Book) -> str:
    named = client_line(entry.name or entry.company, entry.company if entry.name else "")
    who = [f"<b>{safe(short(named, 60))}</b>"] if named else []
    nick = [f"@{entry.telegram}"] if entry.telegram else []
    ways = [*map(phone, entry.phones[:2]), *map(safe, entry.emails[:1])] or nick
    told = _contact(entry.contact, book) if entry.contact else []
    return "• " + " · ".join([*who, *ways, *told])


def _contact(contact: Contact, book: Book) -> list[str]:
    told = [words.name(contact.outcome)] if contact.outcome else []
    if contact.amount:
        told.append(money(contact.amount, book.team.currency))
    if contact.reason:
        told.append(words.amid(contact.reason))
    if contact.when:
        told.append(dated(contact.when.day, book.today))
    return told


def rows(number: int) -> str:
    return ngettext("{n} row", "{n} rows", number).format(n=number)


def columns_of() -> str:
    return _("🔧 <b>What is in the columns?</b>\nChoose one to change.")


def which_field(column: Column) -> str:
    return _("<b>{column}</b>: {examples}\nWhat is it?").format(
        column=safe(short(column.title or str(column.index + 1), 40)),
        examples=safe(short(", ".join(column.examples), 200)) or "–",
    )


def running(one: Import) -> str:
    done = min(one.done_row / max(one.about, 1), 1.0)
    bar = "▓" * round(BAR * done) + "░" * (BAR - round(BAR * done))
    head = _("📥 <b>{file}</b>").format(file=_name(one.file_name))
    return "\n".join([head, f"{bar} {round(100 * done)} %", counts(one)])


def counts(one: Import) -> str:
    """«Добавлено 120 · объединено 3»"""
    told = [
        (one.counts.added, _("added: {n}")),
        (one.counts.joined, _("joined with clients who were there: {n}")),
        (one.counts.contacts, _("contacts of the past: {n}")),
        (one.counts.warned, _("with a remark: {n}")),
        (one.counts.rejected, _("not taken in: {n}")),
    ]
    shown = [text.format(n=number) for number, text in told if number]
    return " · ".join(shown) or _("nothing yet")


def done(one: Import) -> str:
    head = _("✅ <b>{file}</b> is in the base").format(file=_name(one.file_name))
    return "\n".join([head, counts(one), *_left(one)])


def cancelled(one: Import) -> str:
    head = _("✖️ <b>{file}</b>: stopped. What went in before is in the base.").format(
        file=_name(one.file_name)
    )
    return "\n".join([head, counts(one), *_left(one)])


def _left(one: Import) -> list[str]:
    if not one.counts.unnamed:
        return []
    told = ngettext("{n} refusal has no reason", "{n} refusals have no reason", one.counts.unnamed).format(
        n=one.counts.unnamed
    )
    return [_("🎯 {refusals}: they are kept, and wait to be named.").format(refusals=told)]


def not_wanted(name: str) -> str:
    return _("✖️ <b>{file}</b>: nothing was taken in.").format(file=_name(name))


def sure_to_undo(one: Import) -> str:
    return _("↩️ Take the whole import of <b>{file}</b> back?").format(file=_name(one.file_name))


def undoing(one: Import) -> str:
    return _("↩️ <b>{file}</b>: taking it back…").format(file=_name(one.file_name))


def undone(one: Import) -> str:
    return _("↩️ <b>{file}</b>: taken back. Clients with whom somebody has worked since have stayed.").format(
        file=_name(one.file_name)
    )


def too_late() -> str:
    return _("An import can be taken back within a day.")


def problem(column: int | None, trouble: str, value: str, titles: Sequence[str]) -> str:
    """«Телефон «12»: не могу прочитать»"""
    where = "" if column is None or column >= len(titles) else titles[column]
    said = " ".join(filter(None, (where, value and f"«{short(value, 60)}»")))
    return ": ".join(filter(None, (said, _(TROUBLES[trouble]))))


class HandedBack(NamedTuple):
    """A file of rows: its name, its sheet's, the title of what is wrong, and what is said of it."""

    file: str
    title: str
    why: str
    told: str


def handed_back(fate: Fate) -> HandedBack:
    if fate is Fate.REJECTED:
        return HandedBack(
            "kept-to-correct.xlsx",
            _("To correct"),
            _("What to correct"),
            _("Correct these rows and send the file again: it will be understood as it is."),
        )
    return HandedBack(
        "kept-remarks.xlsx",
        _("With a remark"),
        _("What found no place"),
        _(
            "These rows are in the base. What the last column names found no place of its own: "
            "it is in the client's note, and a phone stays with whoever has it. Correct them here and send the "
            "file again, and it finds its place: a refusal, for one, once its day stands beside it."
        ),
    )


def rows_forgotten() -> str:
    return _("The rows of a file are kept for a week. Send it again.")


def joined_title() -> str:
    return _("🔗 <b>Joined with clients who were there</b>")


def name_the_reason(who: str, day: str, said: str, left: int) -> str:
    told = _("In the file: “{words}”.").format(words=safe(short(said, 200))) if said else ""
    return "\n".join(
        part
        for part in (
            _("🎯 <b>Name the reason</b> ({n} left)").format(n=left),
            f"<b>{safe(who)}</b>, {day}",
            told,
            _("What concretely stood in the way?"),
        )
        if part
    )


def all_named() -> str:
    return _("🎯 Every refusal has its reason.")


REFUSALS: Mapping[str, str] = {
    "FileTooLarge": N_("The file is too large: {size} MB, and I take at most {most} MB."),
    "TooManyRows": N_("The file has more than {most} rows. Divide it and send the parts."),
    "TooManyColumns": N_("The table has {columns} columns, and I take at most {most}."),
    "CellTooLong": N_("Row {row} has a cell of more than {most} characters."),
    "InflatesTooMuch": N_("Unpacked, the file would be too large. Save it as CSV and send that."),
    "TakesTooLong": N_("The file takes too long to open. Save it as CSV and send that."),
    "EntitiesRefused": N_(
        "The file refers to other files, which no table needs. Save it anew and send that."
    ),
    "Encrypted": N_("The file has a password. Save it without one."),
    "FormatUnknown": N_("I do not know this kind of file. I read CSV, XLSX, XLS, ODS and vCard."),
    "FileEmpty": N_("There is nothing in the file."),
    "FileDamaged": N_("The file is damaged. Save it anew and send that."),
    "SheetMissing": N_("There is no such sheet in the file."),
    "NotToBeHad": N_("Telegram does not give me the file: it takes files of at most 20 MB to a bot."),
    "Lost": N_("I could not get through the file. Save it as CSV and send that."),
}


def refused(name: str, kind: str, figures: Mapping[str, object]) -> str:
    told = {
        key: round(value / MEGABYTE) if kind == "FileTooLarge" and isinstance(value, int) else value
        for key, value in figures.items()
    }
    sentence = _(REFUSALS.get(kind, REFUSALS["FileDamaged"])).format(**told)
    return f"📥 <b>{_name(name)}</b>\n{sentence}"


def in_words(contact: Contact, currency: str) -> str:
    """A contact that can be none in the base, because its day or its sum is not known: for the note."""
    told = [words.name(contact.outcome).partition(" ")[2]] if contact.outcome else []
    told += [money(contact.amount, currency)] if contact.amount else []
    told += [contact.reason_text] if contact.reason_text else []
    told += [contact.deal] if contact.deal else []
    return ", ".join(told)
