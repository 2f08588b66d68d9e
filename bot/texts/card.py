"""The words of a client's card: who they are, what is next, and each contact with what was said of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.i18n import _
from bot.texts import words
from bot.texts.format import client_line, fitting, moment_in_words, phone, safe, short
from bot.texts.later import remarks
from bot.texts.recommend import chain
from bot.texts.record import asleep, contact_line, recorded_later
from bot.texts.stops import given_up_on
from bot.texts.twins import part_of
from sales.clients import Client, Reach
from storage.cards import Card

SHOWN_MERGED = 3
At = tuple[datetime, ZoneInfo]


def card(found: Card, currency: str, at: At) -> str:
    """Everything about a client on one screen, contacts newest first."""
    return fitting(lambda quoted: _card(found, currency, at, quoted))


def _card(found: Card, currency: str, at: At, quoted: int) -> str:
    lines = [*_who(found.client, at), *chain(found.by, found.whom)]
    lines += [part_of(one, found.client, at) for one in found.merged[:SHOWN_MERGED]]
    if found.tags:
        lines.append("🏷 " + ", ".join(map(words.told, found.tags)))
    if found.tries:
        lines.append(asleep(found.tries))
    lines += ["", *_history(found, currency, at, quoted)]
    if found.notes:
        lines += ["", *(f"🗒 {safe(short(note, quoted))}" for note in found.notes)]
    return "\n".join(lines)


def _who(client: Client, at: At) -> list[str]:
    now, zone = at
    lines = [f"👤 <b>{safe(client_line(client.name, client.company))}</b>", *_ways(client)]
    if client.source is not None:
        lines.append(_("Source: {source}").format(source=words.amid(client.source)))
    lines.append(_("Responsible: {name}").format(name=safe(client.responsible_name)))
    if client.stopped_at is not None:
        lines.append(given_up_on(client.stopped_at, at))
    if client.next_contact_at is not None:
        when = moment_in_words(client.next_contact_at, False, now, zone)  # noqa: FBT003
        lines.append(_("🔔 Next touch: <b>{when}</b>").format(when=when))
    return lines


def _ways(client: Client) -> list[str]:
    ways = [phone(number) for number in client.phones]
    ways += [client.email] if client.email else []
    ways += [f"@{client.telegram}"] if client.telegram else []
    if ways:
        return [safe(short(" · ".join(ways), 400))]
    if client.reach is Reach.REFUSED:
        return [_("Asked for a way to reach them: refused.")]
    return [] if client.reach is Reach.GIVEN else [_("⚠️ No way to reach them is written down.")]


def _history(found: Card, currency: str, at: At, quoted: int) -> list[str]:
    """Each contact as a paragraph: how it ended, when, by whom, and what was said."""
    if not found.contacts:
        return [_("No contacts yet.")]
    lines: list[str] = []
    for kept in found.contacts:
        when = moment_in_words(kept.happened_at, False, *at)  # noqa: FBT003
        touch = words.touch(kept.channel, kept.direction)
        lines += [
            contact_line(kept, currency),
            f"<i>{when} · {safe(kept.author_name)} · {touch}{recorded_later(kept)}</i>",
        ]
        lines += [f"«{safe(short(kept.words, quoted))}»"] if kept.words else []
        lines += [f"💡 {safe(short(kept.saving, quoted))}"] if kept.saving else []
        lines += remarks(found.remarks.get(kept.id, ()), quoted, at)
        lines.append("")
    return lines[:-1]
