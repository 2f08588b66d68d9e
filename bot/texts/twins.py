"""The words about clients who are one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.i18n import N_, _, ngettext
from bot.texts import words
from bot.texts.format import client_line, dated, moment_in_words, phone, safe, short
from sales.clients import Client
from storage.clients import Line
from storage.merges import Merged
from storage.merging import Plan, Side

FIELDS = {
    "name": N_("name"),
    "company": N_("company"),
    "email": N_("e-mail"),
    "telegram": N_("Telegram"),
    "source": N_("source"),
}
LONGEST = 200
At = tuple[datetime, ZoneInfo]


def _who(name: str, company: str) -> str:
    return f"<b>{safe(short(client_line(name, company), LONGEST))}</b>"


def looks_like(line: Line) -> str:
    return _("👯 {client} looks like somebody who is in the base already. One and the same?").format(
        client=_who(line.name, line.company)
    )


def ask_whom(line: Line) -> str:
    return _(
        "🔗 {client}: with whom are they one? Choose, or type a name, a company or the end of a phone."
    ).format(client=_who(line.name, line.company))


def nobody_else(query: str) -> str:
    return _("Nobody else is found by “{query}”. Type another part of the name, company or phone.").format(
        query=safe(query)
    )


def which() -> str:
    return _("🔗 Which of them is it?")


def plan(found: Plan, at: At, undoable: timedelta) -> str:
    parts = [
        _("🔗 <b>Two clients become one</b>"),
        _("<b>Stays</b>") + "\n" + _side(found.winner, at),
        _("<b>Becomes part of them</b>") + "\n" + _side(found.loser, at),
        _("All contacts, deals, dates, phones, notes and tags are together; the earlier date stands."),
    ]
    loser = found.loser.client
    if found.taken_over:
        parts.append(_("Taken over: {fields}").format(fields=_values(loser, found.taken_over)))
    if found.kept_beside:
        parts.append(_("Shown beside: {fields}").format(fields=_values(loser, found.kept_beside)))
    days = ngettext("{n} day", "{n} days", undoable.days).format(n=undoable.days)
    parts.append(_("It can be taken apart within {days}.").format(days=days))
    return "\n\n".join(parts)


def _side(side: Side, at: At) -> str:
    client, (now, zone) = side.client, at
    lines = [_who(client.name, client.company)]
    ways = [*map(phone, client.phones), client.email, f"@{client.telegram}" if client.telegram else ""]
    if any(ways):
        lines.append(safe(short(" · ".join(way for way in ways if way), LONGEST)))
    contacts = ngettext("{n} contact", "{n} contacts", side.contacts).format(n=side.contacts)
    lines.append(f"{contacts} · {safe(client.responsible_name)}")
    if client.next_contact_at is not None:
        when = moment_in_words(client.next_contact_at, False, now, zone)  # noqa: FBT003
        lines.append(_("🔔 Next touch: <b>{when}</b>").format(when=when))
    return "\n".join(lines)


def _values(client: Client, fields: list[str]) -> str:
    told = []
    for field in fields:
        value = (
            words.told(client.source) if field == "source" and client.source else safe(getattr(client, field))
        )
        told.append(f"{_(FIELDS[field])} <i>{value}</i>")
    return ", ".join(told)


def merged() -> str:
    return _("They are one now.")


def anothers_client() -> str:
    return _("That is a colleague's client: a head can merge them.")


def stays_one() -> str:
    return _(
        "They can be taken apart within a week, the last ones first, by whoever merged them or by a head."
    )


def taken_apart() -> str:
    return _("They are two again.")


def part_of(one: Merged, client: Client, at: At) -> str:
    """On the card: who else this is."""
    now, zone = at
    day = dated(one.at.astimezone(zone).date(), now.astimezone(zone).date())
    ways = [
        one.email if one.email != client.email else "",
        f"@{one.telegram}" if one.telegram not in ("", client.telegram) else "",
    ]
    beside = "".join(f", {safe(way)}" for way in ways if way)
    return _("🔗 Merged {day}: {client}").format(
        day=day, client=safe(short(client_line(one.name, one.company), LONGEST)) + beside
    )
