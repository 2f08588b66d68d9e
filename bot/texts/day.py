"""The words of the day and of the week in figures."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.i18n import _, ngettext
from bot.texts import words
from bot.texts.format import client_line, clock_face, moment_in_words, money, safe, share, short, span
from bot.texts.house import and_more
from bot.texts.record import lower_first
from sales.contacts import Outcome
from sales.figures import Tally
from sales.losses import Group, group_of
from sales.shares import FEW, wilson
from storage.agenda import Due

MOST_NAMED = 25


def today(count: int, overdue: int) -> str:
    title = ngettext("🔔 <b>Today: {n} client</b>", "🔔 <b>Today: {n} clients</b>", count).format(n=count)
    lines = [title]
    if overdue:
        lines.append(
            ngettext("{n} of them since earlier.", "{n} of them since earlier.", overdue).format(n=overdue)
        )
    return "\n".join([*lines, _("A tap starts recording.")])


def nothing_today(next_due: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    if next_due is None:
        return _("🔔 Nobody is waiting for you today.")
    return _("🔔 Nobody is waiting for you today. Next: {when}.").format(
        when=moment_in_words(next_due, False, now, zone)  # noqa: FBT003
    )


def due_button(due: Due, now: datetime, zone: ZoneInfo) -> str:
    local, today_ = due.due_at.astimezone(zone), now.astimezone(zone).date()
    late = (today_ - local.date()).days
    sign = "⏳" if late > 0 else "🔔"
    hour = f"{clock_face(local.time())} " if due.timed and late <= 0 else ""
    return f"{sign} {hour}{client_line(due.name, due.company)}"


def week(first: date, last: date, whose: str, tally: Tally, currency: str) -> str:
    title = _("📊 <b>Week {span}</b> · {whose}").format(span=span(first, last), whose=safe(whose))
    if not tally.contacts:
        return title + "\n" + _("No contacts recorded in this week.")
    lines = [title, _contacts(tally), _sales(tally, currency), _conversion(tally)]
    return "\n".join([*lines, *_refusals(tally)])


def whole_team() -> str:
    return _("the whole team")


def _contacts(tally: Tally) -> str:
    counts = [
        f"{words.name(outcome)} {tally.outcomes[outcome]}".replace(" ", "\xa0")
        for outcome in Outcome
        if tally.outcomes.get(outcome)
    ]
    return _("Contacts: <b>{n}</b>").format(n=tally.contacts) + "\n" + " · ".join(counts)


def _sales(tally: Tally, currency: str) -> str:
    return _("Sales: <b>{n}</b> for <b>{sum}</b>").format(n=tally.won, sum=money(tally.amount, currency))


def _conversion(tally: Tally) -> str:
    if not tally.closed:
        return _("Conversion: no deal was closed.")
    low, high = wilson(tally.won, tally.closed)
    told = _("Conversion: <b>{share}</b>, {won} of {closed} closed deals").format(
        share=share(tally.won, tally.closed), won=tally.won, closed=tally.closed
    )
    interval = _("{level} interval: {low} – {high}").format(
        level=share(95, 100), low=share(round(low * 1000), 1000), high=share(round(high * 1000), 1000)
    )
    few = " · " + _("few deals, read with care") if tally.closed < FEW else ""
    return f"{told}\n<i>{interval}{few}</i>"


def _refusals(tally: Tally) -> list[str]:
    if not tally.lost:
        return []
    lines = ["", _("Refusals: <b>{n}</b>").format(n=tally.lost)]
    for group in (Group.ERROR, Group.OBSTACLE):
        number = tally.lost_in(group)
        lines.append(
            f"{words.GROUP_SIGNS[group]} {words.name(group)}: {number} ({share(number, tally.lost)})"
        )
    for reason, number in tally.by_frequency():
        lines.append(f"{words.GROUP_SIGNS[group_of(reason)]} {lower_first(words.name(reason))} – {number}")
    lines.append(_practice())
    return lines


def _practice() -> str:
    return _(
        "<i>Practitioners usually see about {errors} errors to {obstacles} obstacles: a reference, not a target.</i>"
    ).format(errors=share(60, 100), obstacles=share(40, 100))


def by_person(rows: list[tuple[str, Tally]], currency: str) -> str:
    lines = ["", _("<b>By manager</b>")]
    for name, tally in rows[:MOST_NAMED]:
        lines.append(
            _("{name}: contacts {contacts}, sales {won} for {sum}, refusals {lost}").format(
                name=safe(short(name, 40)),
                contacts=tally.contacts,
                won=tally.won,
                sum=money(tally.amount, currency),
                lost=tally.lost,
            )
        )
    if len(rows) > MOST_NAMED:
        lines.append(and_more(len(rows) - MOST_NAMED))
    return "\n".join(lines)
