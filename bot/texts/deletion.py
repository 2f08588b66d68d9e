"""The words of deleting a team."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.i18n import _, ngettext
from bot.texts.format import clock_face, dated, safe
from storage.deletion import Contents


def what_goes(team: str, held: Contents) -> str:
    counts = [
        ngettext("{n} client", "{n} clients", held.clients).format(n=held.clients),
        ngettext("{n} contact", "{n} contacts", held.contacts).format(n=held.contacts),
        ngettext("{n} person", "{n} people", held.members).format(n=held.members),
    ]
    return _(
        "🗑 <b>Delete the team {team}</b>\n{counts}: all of it goes, a week from now. Until then everybody works on, "
        "and any owner can keep the team."
    ).format(team=safe(team), counts=", ".join(counts))


def type_name(team: str) -> str:
    return _("To be sure, type the team's name: <b>{team}</b>").format(team=safe(team))


def another_name() -> str:
    return _("That is another name: nothing is deleted.")


def waits(team: str, moment: datetime, zone: ZoneInfo) -> str:
    return _(
        "🗑 The team <b>{team}</b> will be deleted on {when}. Until then everybody works on, and any owner can keep it."
    ).format(team=safe(team), when=_when(moment, zone))


def will_be_deleted(team: str, moment: datetime, zone: ZoneInfo) -> str:
    return _(
        "🗑 An owner has asked to delete the team <b>{team}</b>. On {when} everything in it goes; until then any owner "
        "can keep it: ⚙️ → 🗑."
    ).format(team=safe(team), when=_when(moment, zone))


def once_more(team: str, moment: datetime, zone: ZoneInfo) -> str:
    return _(
        "🗑 Once more: on {when} the team <b>{team}</b> is deleted, with everything in it. Keep it, or take its "
        "archive out: ⚙️ → 🗑."
    ).format(team=safe(team), when=_when(moment, zone))


def kept(team: str) -> str:
    return _("↩️ The team <b>{team}</b> stays.").format(team=safe(team))


def deleted(team: str) -> str:
    return _("🗑 The team <b>{team}</b> was deleted, with everything in it.").format(team=safe(team))


def _when(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return _("{day} at {time}").format(day=dated(local.date(), local.date()), time=clock_face(local.time()))
