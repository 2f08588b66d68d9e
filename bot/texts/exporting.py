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
