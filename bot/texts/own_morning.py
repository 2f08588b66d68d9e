"""The words of a manager's own morning: their day before, whom to call first and how to begin, what they took on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.i18n import _, ngettext
from bot.texts import words
from bot.texts.actions import what
from bot.texts.format import (
    client_line,
    clock_face,
    dated,
    day_in_words,
    lower_first,
    money,
    phone,
    safe,
    short,
)
from bot.texts.morning import counted, earlier
from bot.texts.openings import opening
from bot.texts.room import Room, fitted, in_quotes, listed
from sales.contacts import Outcome
from sales.figures import Tally
from sales.next_calls import Why
from storage.next_calls import Next
from storage.tasks import Action


@dataclass(frozen=True)
class Own:
    """What a manager's morning is about."""

    name: str
    since: str
    tally: Tally
    waiting: int
    earlier: int
    calls: Sequence[Next]
    actions: Sequence[Action]  # theirs: open, and those done since the last meeting


def morning(own: Own, currency: str, now: datetime, zone: ZoneInfo) -> str:
    today = now.astimezone(zone).date()
    title = _("☀️ <b>Good morning, {name}</b>").format(name=safe(short(own.name, 40)))
    if not (own.tally.contacts or own.waiting or own.calls or own.actions):
        quiet = _("nothing was recorded {since}, and nobody waits for you today.")
        return f"{title}: {quiet.format(since=lower_first(own.since))}"

    def told(room: Room) -> str:
        parts = [
            [title, dated(today, today)],
            [f"<b>{own.since}</b>", _done(own.tally, currency)],
            _waiting(own),
            _calls(own.calls, currency, today, zone),
            _actions(own.actions, today, room),
        ]
        return "\n\n".join("\n".join(part) for part in parts if part)

    return fitted(told)


def _done(tally: Tally, currency: str) -> str:
    return counted(tally, currency) if tally.contacts else _("No contacts were recorded.")


def _waiting(own: Own) -> list[str]:
    if not own.waiting:
        return []
    told = ngettext("🔔 {n} client waits for you today", "🔔 {n} clients wait for you today", own.waiting)
    line = told.format(n=own.waiting)
    return [f"{line}, {earlier(own.earlier, own.waiting)}" if own.earlier else line]


def _calls(calls: Sequence[Next], currency: str, today: date, zone: ZoneInfo) -> list[str]:
    if not calls:
        return []
    lines = [_("<b>Call first</b>")]
    for number, one in enumerate(calls, 1):
        who = f"<b>{safe(short(client_line(one.name, one.company), 60))}</b>"
        lines.append(f"{number}. {who}" + (f", {phone(one.phone)}" if one.phone else ""))
        lines.append(_why(one, currency, today, zone))
        lines.append(f"<i>{in_quotes(opening(one.call, one.reason))}</i>")
    return lines


def _why(one: Next, currency: str, today: date, zone: ZoneInfo) -> str:
    candidate, why = one.call.candidate, one.call.why
    told = [_last_word(candidate.last_outcome, one)]
    due = candidate.due and candidate.due.astimezone(zone)
    if due is None:
        told.append(_("silent for long"))
    elif why is Why.AGREED:
        told.append(_("agreed for {hour}").format(hour=clock_face(due.time())))
    elif candidate.last_outcome is not None or due.date() < today:
        told.append(_("promised for {day}").format(day=day_in_words(due.date(), today)))
    if candidate.worth:
        told.append(_("may bring {sum} a year").format(sum=money(candidate.worth, currency)))
    return " · ".join(told)


def _last_word(outcome: Outcome | None, one: Next) -> str:
    if outcome is None:
        return _("new, not talked to yet")
    told = lower_first(words.name(outcome).partition(" ")[2])
    if one.reason is None:
        return told
    return f"{told}: {words.amid(one.reason)}"


def _actions(actions: Sequence[Action], today: date, room: Room) -> list[str]:
    if not actions:
        return []
    return [
        _("<b>Yours from the meetings</b>"),
        *listed(actions, lambda one: _action(one, today, room), room),
    ]


def _action(action: Action, today: date, room: Room) -> str:
    if action.done:
        return f"✅ {what(action, room.quoted)}"
    sign = "⏳" if action.due_day < today else "📌"
    return f"{sign} {what(action, room.quoted)}, " + _("by {day}").format(day=dated(action.due_day, today))
