"""The words of looking at a contact again, and of what was remarked on it afterwards."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.i18n import _
from bot.texts import words
from bot.texts.format import client_line, dated, money, safe, short
from bot.texts.room import in_quotes
from sales.contacts import Outcome
from storage.clients import Line
from storage.history import Recorded
from storage.remarks import Remark

NAME = 40


def contacts_of(client: Line) -> str:
    return _("📝 <b>{client}</b>: contacts. A tap opens one.").format(
        client=safe(client_line(client.name, client.company))
    )


def contact_button(kept: Recorded, currency: str, today: date) -> str:
    """«вт 1 декабря · ❌ Отказ: нет денег»"""
    told = words.name(kept.outcome)
    if kept.outcome is Outcome.WON and kept.amount:
        told += f": {money(kept.amount, currency)}"
    if kept.reason is not None:
        told += f": {words.told(kept.reason)}"
    return f"{dated(date.fromisoformat(kept.day), today)} · {told}"


def type_remark(*, own: bool) -> str:
    if own:
        return _(
            "✍️ What was it really? Type it: what you said that day stays, the correction stands beside it."
        )
    return _("👁 What have you seen of this contact? Type it: it stands beside what was recorded.")


def remarks(said: Sequence[Remark], quoted: int, at: tuple[datetime, ZoneInfo]) -> list[str]:
    now, zone = at
    today = now.astimezone(zone).date()
    lines = []
    for one in said:
        day = dated(one.written_at.astimezone(zone).date(), today)
        told = _("✍️ Correction, {name}, {day}") if one.correction else _("👁 {name}, {day}")
        who = told.format(name=safe(short(one.author, NAME)), day=day)
        lines.append(f"{who}: {in_quotes(safe(short(one.text, quoted)))}")
    return lines
