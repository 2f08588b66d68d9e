"""The words of the day: who waits today."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.i18n import _, ngettext
from bot.texts.format import client_line, clock_face, moment_in_words
from storage.agenda import Due


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
