"""The words of the base: new clients, search, the card and its corrections."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.i18n import _
from bot.texts import words
from bot.texts.format import client_line, fitting, moment_in_words, phone, safe, short
from bot.texts.record import asleep as asleep_after
from bot.texts.record import contact_line, lower_first
from bot.texts.stops import given_up_on
from sales.clients import Client, Reach
from storage.clients import Line
from storage.history import Recorded


def new_client() -> str:
    return _(
        "<b>New client</b>\nType name, company and phone in one line, for example:\n"
        "<i>Ivanov, Romashka Ltd, +7 912 345-67-89</i>\nOr share a contact with 📎."
    )


def name_needed() -> str:
    return _("A client needs a name. For example: <i>Ivanov, Romashka Ltd, +7 912 345-67-89</i>")


def known_already(line: Line) -> str:
    return _("Already in the base: <b>{client}</b>").format(client=safe(client_line(line.name, line.company)))


def how_to_reach(line: Line) -> str:
    return _(
        "<b>{client}</b> is in the base.\nHow can they be reached? Type a phone, an e-mail or @nickname."
    ).format(client=safe(client_line(line.name, line.company)))


def which_phone(line: Line) -> str:
    return _("<b>{client}</b> is in the base, without a phone.\nWhat is it? Type the number.").format(
        client=safe(client_line(line.name, line.company))
    )


def reach_not_understood(typed: str) -> str:
    return _(
        "“{typed}” is no phone, e-mail or @nickname I can read. For example: <i>+7 912 345-67-89</i>"
    ).format(typed=safe(typed))


def added(line: Line) -> str:
    return _("🆕 New client: <b>{client}</b>").format(client=safe(client_line(line.name, line.company)))


def everyone() -> str:
    return _(
        "<b>Clients</b>\nThe last touched first. Type a part of a name, a company or a phone to find one."
    )


def empty_base() -> str:
    return _("The base is empty. Add the first client, or share a contact with 📎.")


def found(query: str) -> str:
    return _("🔎 <b>{query}</b>").format(query=safe(query))


def nobody_found(query: str) -> str:
    return _("Nobody found by “{query}”.").format(query=safe(query))


def card(
    client: Client,
    contacts: list[Recorded],
    notes: list[str],
    currency: str,
    at: tuple[datetime, ZoneInfo],
    tries: int = 0,
    chain: Sequence[str] = (),
) -> str:
    """Everything about a client on one screen, contacts newest first.

    `tries`: after how many they sleep; `chain`: who recommended whom.
    """
    more = [*([asleep_after(tries)] if tries else []), *chain]
    return fitting(lambda quoted: _card(client, contacts, notes, currency, at, more, quoted))


def _card(
    client: Client,
    contacts: list[Recorded],
    notes: list[str],
    currency: str,
    at: tuple[datetime, ZoneInfo],
    more: list[str],
    quoted: int,
) -> str:
    now, zone = at
    lines = [f"👤 <b>{safe(client_line(client.name, client.company))}</b>", *_ways(client)]
    if client.source is not None:
        lines.append(_("Source: {source}").format(source=lower_first(words.name(client.source))))
    lines.append(_("Responsible: {name}").format(name=safe(client.responsible_name)))
    if client.stopped_at is not None:
        lines.append(given_up_on(client.stopped_at, at))
    if client.next_contact_at is not None:
        when = moment_in_words(client.next_contact_at, False, now, zone)  # noqa: FBT003
        lines.append(_("🔔 Next touch: <b>{when}</b>").format(when=when))
    lines += [*more, "", *_history(contacts, currency, at, quoted)]
    if notes:
        lines += ["", *(f"🗒 {safe(short(note, quoted))}" for note in notes)]
    return "\n".join(lines)


def _ways(client: Client) -> list[str]:
    ways = [phone(number) for number in client.phones]
    ways += [client.email] if client.email else []
    ways += [f"@{client.telegram}"] if client.telegram else []
    if ways:
        return [safe(short(" · ".join(ways), 400))]
    if client.reach is Reach.REFUSED:
        return [_("Asked for a way to reach them: refused.")]
    return [] if client.reach is Reach.GIVEN else [_("⚠️ No way to reach them is written down.")]


def _history(
    contacts: list[Recorded], currency: str, at: tuple[datetime, ZoneInfo], quoted: int
) -> list[str]:
    """Each contact as a paragraph: how it ended, when, by whom, and what was said."""
    if not contacts:
        return [_("No contacts yet.")]
    lines: list[str] = []
    for kept in contacts:
        when = moment_in_words(kept.happened_at, False, *at)  # noqa: FBT003
        touch = words.touch(kept.channel, kept.direction)
        lines += [contact_line(kept, currency), f"<i>{when} · {safe(kept.author_name)} · {touch}</i>"]
        lines += [f"«{safe(short(kept.words, quoted))}»"] if kept.words else []
        lines += [f"💡 {safe(short(kept.saving, quoted))}"] if kept.saving else []
        lines.append("")
    return lines[:-1]


def what_to_correct(line: Line) -> str:
    return _("<b>{client}</b>\nWhat shall be corrected?").format(
        client=safe(client_line(line.name, line.company))
    )


def type_new(field: str) -> str:
    return _("Type the new value: {field}.").format(field=field)


def phone_of_another(line: Line) -> str:
    return _("That phone is in the base already: <b>{client}</b>").format(
        client=safe(client_line(line.name, line.company))
    )


def no_name_of_that_kind() -> str:
    return _("A name cannot say “non-target”. If a deal was lost, the reason is picked while recording it.")


def changed() -> str:
    return _("✅ Saved.")
