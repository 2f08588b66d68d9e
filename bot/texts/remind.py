"""The words by which a person is reminded, and told what became of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.i18n import _, ngettext
from bot.texts.format import (
    client_line,
    clock_face,
    day_in_words,
    fitting,
    moment_in_words,
    phone,
    safe,
    short,
)
from bot.texts.house import and_more
from bot.texts.record import ending
from storage.history import Recorded
from storage.reminders import Promised


def who(one: Promised) -> str:
    return f"<b>{safe(client_line(one.name, one.company))}</b>"


def due(
    one: Promised,
    phones: tuple[str, ...],
    last: Recorded | None,
    currency: str,
    now: datetime,
    zone: ZoneInfo,
) -> str:
    """Whom to call, on what number, and what was said last."""
    return fitting(lambda quoted: "\n".join(_due(one, phones, last, currency, (now, zone), quoted)))


def _due(
    one: Promised,
    phones: tuple[str, ...],
    last: Recorded | None,
    currency: str,
    at: tuple[datetime, ZoneInfo],
    quoted: int,
) -> list[str]:
    lines = [_("🔔 Time to come back: {client}").format(client=who(one))]
    lines += [", ".join(map(phone, phones))] if phones else []
    if last is not None:
        lines.append(_last_time(last, currency, at))
        if last.words:
            lines.append(_("Client's words: “{words}”").format(words=safe(short(last.words, quoted))))
    promised_for = moment_in_words(one.due_at, one.timed, *at)
    lines.append(_("Promised for: {when}.").format(when=promised_for))
    if one.snoozes:
        lines.append(ngettext("Put off {n} time.", "Put off {n} times.", one.snoozes).format(n=one.snoozes))
    return lines


def _last_time(last: Recorded, currency: str, at: tuple[datetime, ZoneInfo]) -> str:
    now, zone = at
    day = day_in_words(last.happened_at.astimezone(zone).date(), now.astimezone(zone).date())
    return _("Last time, {day}: {ending}.").format(
        day=day, ending=ending(last.outcome, last.amount, currency, last.reason)
    )


def settled(one: Promised, now: datetime, zone: ZoneInfo, member: int) -> str:
    """What became of it elsewhere, or by a tap here."""
    if one.state == "done":
        return _("✅ {client}: done").format(client=who(one))
    if one.state == "cancelled":
        return _("↩️ {client}: taken back").format(client=who(one))
    if one.responsible != member:
        return _("🤝 {client}: now with {name}").format(client=who(one), name=safe(one.responsible_name))
    when = moment_in_words(one.due_at, one.timed, now, zone)
    return _("⏰ {client}: we come back <b>{when}</b>").format(client=who(one), when=when)


def several(promises: list[Promised], count: int, now: datetime, zone: ZoneInfo, member: int) -> str:
    title = ngettext(
        "🔔 <b>Time to come back to {n} client</b>", "🔔 <b>Time to come back to {n} clients</b>", count
    ).format(n=count)
    lines = [settled(one, now, zone, member) for one in promises if not one.waits_for(member)]
    more = [and_more(count - len(promises))] if count > len(promises) else []
    return "\n".join([title, *lines, *more])


def one_of_several(one: Promised, now: datetime, zone: ZoneInfo) -> str:
    """A client's button in a list."""
    local = one.due_at.astimezone(zone)
    overdue = local.date() < now.astimezone(zone).date()
    hour = f"{clock_face(local.time())} " if one.timed and not overdue else ""
    return f"{'⏳' if overdue else '🔔'} {hour}{client_line(one.name, one.company)}"


def until_when(one: Promised) -> str:
    return _(
        "{client}\nWhen do we come back? Type a date: <i>in March</i>, <i>10.12 at 15:00</i>, <i>in two weeks</i>."
    ).format(client=who(one))


def put_off(one: Promised, now: datetime, zone: ZoneInfo) -> str:
    """Said over the screen."""
    return _("⏰ We come back {when}").format(when=moment_in_words(one.due_at, one.timed, now, zone))


def what_is_in_the_way(one: Promised) -> str:
    return ngettext(
        "🤔 {client}: put off {n} time. What is in the way? Type it for the card, or record how it ended.",
        "🤔 {client}: put off {n} times. What is in the way? Type it for the card, or record how it ended.",
        one.snoozes,
    ).format(client=who(one), n=one.snoozes)


def obstacle_kept(client: str) -> str:
    return _("🗒 Kept on the card: <b>{client}</b>").format(client=safe(client))
