"""The words of the morning meeting: to a head, and to the team's group without what is for heads alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from bot.i18n import _, ngettext
from bot.texts import words
from bot.texts.actions import NAME, decided
from bot.texts.format import client_line, dated, lower_first, money, safe, short
from bot.texts.review import to_discuss
from bot.texts.room import Room, fitted, listed
from bot.texts.stops import to_decide
from sales.figures import Tally, together
from sales.losses import group_of
from sales.people import Team
from storage.agenda import MOST_OVERDUE, Overdue
from storage.meeting import Meeting, Refusal, Waiting


@dataclass(frozen=True)
class Opened:
    """How a meeting is opened: on which day, whether it comes late, which meetings were missed before it."""

    team: Team
    today: date
    late: bool = False
    skipped: Sequence[date] = ()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.team.zone)


def meeting(found: Meeting, opened: Opened, *, for_group: bool = False) -> str:
    title = _("☀️ <b>Morning meeting</b> · {team}").format(team=safe(short(opened.team.name, 60)))
    heading = [title, dated(opened.today, opened.today), *_broken(opened)]
    if _nothing_to_say(found, for_group=for_group):
        quiet = _("nothing happened {since}, and nobody waits today.").format(
            since=lower_first(since(found.first, found.last, opened.today))
        )
        return "\n".join([f"{title}: {quiet}", *heading[2:]])

    def told(room: Room) -> str:
        parts = [heading, *_sections(found, opened, room, for_group=for_group)]
        return "\n\n".join("\n".join(part) for part in parts)

    return fitted(told)


def _nothing_to_say(found: Meeting, *, for_group: bool) -> bool:
    if found.tallies or found.leads.total or found.waiting or found.actions:
        return False
    return for_group or not (found.label_tries or found.silent or found.stops)


def _broken(opened: Opened) -> list[str]:
    lines = []
    if opened.late:
        lines.append(_("<i>Later than usual: the bot was not at work.</i>"))
    if opened.skipped:
        days = ", ".join(dated(day, opened.today) for day in opened.skipped[:5])
        lines.append(_("<i>No meeting was opened on {days}: the bot was not at work.</i>").format(days=days))
    return lines


def _sections(found: Meeting, opened: Opened, room: Room, *, for_group: bool) -> list[list[str]]:
    currency = opened.team.currency
    parts = [
        decided(found.actions, opened.today, room),
        [
            f"<b>{since(found.first, found.last, opened.today)}</b>",
            *_done(found, currency, room),
            *_met(found, currency),
        ],
        _refused(found, room),
        _today(found, opened, room, for_group=for_group),
        [] if for_group else _for_heads(found),
        to_discuss(found.deals, currency),
    ]
    return [part for part in parts if part]


def since(first: date, last: date, today: date) -> str:
    """«Вчера, пн 23 ноября», or since when."""
    written = dated(first, today)
    if first == last:
        return _("Yesterday, {day}").format(day=written)
    return _("Since {day}").format(day=written)


def _heading(found: Meeting, opened: Opened) -> str:
    return f"<b>{since(found.first, found.last, opened.today)}</b>"


def _done(found: Meeting, currency: str, room: Room) -> list[str]:
    if not found.tallies:
        return [_("No contacts were recorded.")]
    lines = listed(
        found.tallies, lambda one: f"{safe(short(one[0], NAME))}: {counted(one[1], currency)}", room
    )
    if len(found.tallies) > 1:
        whole = together(dict(enumerate(tally for _name, tally in found.tallies)))
        lines.append(_("Together: {counts}").format(counts=counted(whole, currency)))
    return lines


def counted(tally: Tally, currency: str) -> str:
    """«5 контактов, 1 продажа на 45 000 ₽, 2 отказа»"""
    told = [ngettext("{n} contact", "{n} contacts", tally.contacts).format(n=tally.contacts)]
    if tally.won:
        sales = ngettext("{n} sale for {sum}", "{n} sales for {sum}", tally.won)
        told.append(sales.format(n=tally.won, sum=money(tally.amount, currency)))
    if tally.lost:
        told.append(ngettext("{n} refusal", "{n} refusals", tally.lost).format(n=tally.lost))
    return ", ".join(told)


def _met(found: Meeting, currency: str) -> list[str]:
    leads = found.leads
    if not leads.total:
        return []
    met = ngettext("{n} new lead", "{n} new leads", leads.total).format(n=leads.total)
    if not leads.missed:
        return [_("🆕 {met}, each can be reached.").format(met=met)]
    lines = [_("🆕 {met}, {n} of them can be reached.").format(met=met, n=leads.captured.part)]
    if found.price_of_missed:
        lost = money(found.price_of_missed, currency)
        lines.append(_("💸 The leads let go without a phone have cost {sum}.").format(sum=lost))
    return lines


def _refused(found: Meeting, room: Room) -> list[str]:
    if not found.refusals:
        return []
    count = sum(tally.lost for _name, tally in found.tallies)
    title = _("<b>Refusals: {n}</b>").format(n=count)
    return [title, *listed(found.refusals, lambda refusal: _refusal(refusal, room), room, count)]


def _refusal(refusal: Refusal, room: Room) -> str:
    group = group_of(refusal.reason)
    who = safe(short(client_line(refusal.name, refusal.company), 60))
    why = f"{words.amid(refusal.reason)} ({words.name(group)})"
    saving = safe(short(refusal.saving, room.quoted)) if refusal.saving else _("what could have kept them?")
    author = safe(short(refusal.author, NAME))
    return f"{words.GROUP_SIGNS[group]} <b>{who}</b> – {why}, {author}\n      💡 {saving}"


def _today(found: Meeting, opened: Opened, room: Room, *, for_group: bool) -> list[str]:
    if not found.waiting:
        return []
    lines = [_("<b>Due today</b>"), *listed(found.waiting, _waiting, room)]
    if found.overdue:
        more = "+" if len(found.overdue) == MOST_OVERDUE else ""
        title = _("⏳ Waiting for more than three working days: {n}")
        lines.append(title.format(n=f"{len(found.overdue)}{more}"))
        if not for_group:  # nobody's misses are for everybody
            lines += listed(found.overdue, lambda one: _overdue(one, opened), room)
    return lines


def _waiting(waiting: Waiting) -> str:
    told = ngettext("{n} client", "{n} clients", waiting.count).format(n=waiting.count)
    line = f"🔔 {safe(short(waiting.name, NAME))}: {told}"
    return f"{line}, {earlier(waiting.earlier, waiting.count)}" if waiting.earlier else line


def earlier(number: int, of: int) -> str:
    if number == of:
        return _("since earlier")
    return ngettext("{n} of them since earlier", "{n} of them since earlier", number).format(n=number)


def _overdue(one: Overdue, opened: Opened) -> str:
    day = one.due_at.astimezone(opened.zone).date()
    return _("· {client} – {name}, promised for {day}").format(
        client=safe(short(client_line(one.name, one.company), 60)),
        name=safe(short(one.responsible_name, NAME)),
        day=dated(day, opened.today),
    )


def _for_heads(found: Meeting) -> list[str]:
    lines = []
    if found.label_tries:
        lines.append(
            ngettext(
                "🚫 The label was tried {n} time in place of a reason.",
                "🚫 The label was tried {n} times in place of a reason.",
                found.label_tries,
            ).format(n=found.label_tries)
        )
    if found.silent:
        names = ", ".join(safe(short(one.name, NAME)) for one in found.silent[:10])
        lines.append(_("🔕 Have blocked the bot and are told nothing: {names}").format(names=names))
    if found.stops:
        lines.append(to_decide(found.stops))
    return lines
