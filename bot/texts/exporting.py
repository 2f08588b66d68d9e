"""The words of taking the base out, and of the log of who did."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.i18n import N_, _
from bot.texts import words
from bot.texts.format import client_line, clock_face, dated, safe, short
from sales.audit import Act
from sales.deals import State
from sales.export import File, Span, What
from sales.people import Role
from storage.audit import Entry

NAME = 40
WHATS = {
    What.BASE: N_("👥 The base"),
    What.CONTACTS: N_("📞 Contacts"),
    What.DEALS: N_("💰 Deals"),
    What.ARCHIVE: N_("🗄 The archive"),
    What.CLIENT: N_("📄 Everything about one client"),
}
SPANS = {
    Span.ALL: N_("All time"),
    Span.MONTH: N_("This month"),
    Span.LAST_MONTH: N_("Last month"),
    Span.YEAR: N_("This year"),
}
FILES = {File.XLSX: "Excel", File.CSV: "CSV"}
STATES = {State.OPEN: N_("open"), State.WON: N_("won"), State.LOST: N_("lost")}
ACTS = {
    Act.EXPORTED: N_("📤 {by} took out: {told}"),
    Act.IMPORTED: N_("📥 {by} took in a file"),
    Act.IMPORT_UNDONE: N_("📥 {by} took an import back"),
    Act.MERGED: N_("🔗 {by} merged two clients into {client}"),
    Act.UNMERGED: N_("🔗 {by} took apart from {client} who was merged with them"),
    Act.ROLE: N_("👤 {by} made {about} {told}"),
    Act.SUSPENDED: N_("⛔ {by} took the access of {about} away"),
    Act.RESTORED: N_("✅ {by} gave {about} access back"),
    Act.ERASED: N_("🗑 {by} erased a client's personal data: {client}"),
    Act.DELETING: N_("🗑 {by} asked to delete the team"),
    Act.KEPT: N_("↩️ {by} kept the team"),
}


def ask_what() -> str:
    return _(
        "📤 <b>Export</b>\nWhat do you need as a file?\n"
        "👥 The base holds every client with all contacts; 📥 takes it in again, here or in another team."
    )


def ask_span(what: What) -> str:
    return f"<b>{_(WHATS[what])}</b>\n" + _("Of which time?")


def ask_whose(what: What) -> str:
    return f"<b>{_(WHATS[what])}</b>\n" + _("Whose clients?")


def ask_file(what: What) -> str:
    return f"<b>{_(WHATS[what])}</b>\n" + _("Which kind of file?")


def making(what: What) -> str:
    return _("⏳ {what}: I am making the file. It comes here; a large base takes up to a minute.").format(
        what=_(WHATS[what])
    )


def made(what: What, span: Span, whose: str) -> str:
    told = [
        _(WHATS[what]),
        *([] if what is What.BASE else [_(SPANS[span])]),
        *([safe(whose)] if whose else []),
    ]
    return " · ".join(told)


def made_archive() -> str:
    return _("🗄 Everything of the team, as it is kept. README.txt inside says what is where.")


def made_about(name: str) -> str:
    return _("📄 Everything that is kept about {name}.").format(name=safe(name))


def part(number: int, *, last: bool) -> str:
    told = _("Part {n}, the last one.") if last else _("Part {n}; the next one follows.")
    return (
        told.format(n=number)
        + " "
        + _("Each opens by itself; a table goes on in the next under the same name.")
    )


def too_large(most: int) -> str:
    return _(
        "⚠️ The file is larger than {most} MB, which Telegram takes of no bot. Ask for a shorter time, or for one "
        "manager's."
    ).format(most=most)


def about_archive(team: str) -> str:
    """A page of plain text, inside the archive."""
    return _(
        "Everything that Kept holds of the team “{team}”.\n\n"
        "One file a table, one JSON object a line (UTF-8). Moments are in UTC, days are the team's own, sums are "
        "in the smallest unit of the currency (kopecks, cents). A column that ends in _id holds the id of a row "
        "of the table it is named after; member_id, author_id and the like lead to members.jsonl.\n\n"
        "clients.jsonl — clients; phones.jsonl — their numbers; notes.jsonl — what was written of them and said "
        "by them; contacts.jsonl — every contact, undone ones too; recontacts.jsonl — promises to come back; "
        "deals.jsonl — deals; loss_reasons.jsonl — the reasons; terms.jsonl — sources, channels, tags; "
        "tasks.jsonl — actions of meetings; merges.jsonl — clients who became one; audit.jsonl — who did what; "
        "daily, weekly, trend, leads, touched — the counts that reports are made of.\n\n"
        "manifest.json tells how many rows each file has.\n"
    ).format(team=team)


def about_clients_archive() -> str:
    """A page of plain text, inside the archive."""
    return _(
        "Everything that Kept holds about one client.\n\n"
        "client.xlsx is for reading. The other files hold the same and the rest as it is kept: one file a table, "
        "one JSON object a line (UTF-8), moments in UTC, sums in the smallest unit of the currency.\n"
    )


def about_data(name: str) -> str:
    return _(
        "🗄 <b>{name}</b>\nEverything that is kept about them can be handed over as a file, or erased: name, company, "
        "phones, mail, notes, words. Only the owner can."
    ).format(name=safe(name))


def sure_to_erase(name: str) -> str:
    return _(
        "🗑 Erase <b>{name}</b>?\nName, company, phones, mail, notes and words go for good, and nobody can bring "
        "them back. The date to come back is cancelled. Contacts stay in the counts, as nobody's."
    ).format(name=safe(name))


def erased() -> str:
    return _(
        "🗑 Erased. The counts of the past stay right; who it was, nothing here says any more. Only backups made "
        "before still know, until they are thrown away."
    )


def state(which: State) -> str:
    return _(STATES[which])


def log(entries: Sequence[Entry], now: datetime, zone: ZoneInfo) -> str:
    title = _("🗒 <b>Who did what</b>\nExports, imports, merges, roles and access.")
    told = [_entry(one, now, zone) for one in entries] or [_("Nothing yet.")]
    return "\n".join([title, "", *told])


def _entry(one: Entry, now: datetime, zone: ZoneInfo) -> str:
    local = one.at.astimezone(zone)
    day = f"{dated(local.date(), now.astimezone(zone).date())}, {clock_face(local.time())}"
    client = _("somebody who is not in the base any more")
    if one.client is not None:
        client = safe(short(client_line(one.client.name, one.client.company), NAME))
    return f"<i>{day}</i>\n" + _(ACTS[one.act]).format(
        by=safe(short(one.by, NAME)), about=safe(short(one.about, NAME)), client=client, told=_told(one)
    )


def _told(one: Entry) -> str:
    """Which role, or what was taken out."""
    if one.act is Act.ROLE:
        return words.name(Role(one.told))
    return _(WHATS[What(one.told)]) if one.act is Act.EXPORTED else ""
