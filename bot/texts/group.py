"""The words said in a team's group, where no client is shown."""

from collections.abc import Sequence
from datetime import date

from bot.i18n import _, ngettext
from bot.texts.format import day_in_words, safe, short
from bot.texts.house import MOST_NAMED, and_more
from sales.people import Team
from storage.group import Waiting


def linked(team: Team) -> str:
    return _(
        "✅ This is the group of the team <b>{team}</b>: the morning meeting and the week come here. "
        "/today and /report answer here."
    ).format(team=safe(team.name))


def sure_to_link(team: Team) -> str:
    return _(
        "👥 Is this the group of the team <b>{team}</b>? Everybody here will then read its morning meeting and its "
        "week; no client's card is ever shown. A head of the team confirms."
    ).format(team=safe(team.name))


def link_there() -> str:
    return _("This button works in the group that is to be linked.")


def of_another_team() -> str:
    return _("This group belongs to another team. Its head can put the bot out of here.")


def heads_link() -> str:
    return _("A group is linked to its team by the head of sales: /start")


def members_only() -> str:
    return _("That is for the people of the team whose group this is.")


def today(waiting: Sequence[Waiting], day: date) -> str:
    title = f"🔔 <b>{day_in_words(day, day).capitalize()}</b>"
    if not waiting:
        return title + "\n" + _("Nobody waits for the team.")
    lines = [title, *(_line(one) for one in waiting[:MOST_NAMED])]
    if len(waiting) > MOST_NAMED:
        lines.append(and_more(len(waiting) - MOST_NAMED))
    return "\n".join(lines)


def _line(one: Waiting) -> str:
    name = safe(short(one.name, 40))
    told = ngettext("{name}: {n} client", "{name}: {n} clients", one.clients).format(name=name, n=one.clients)
    if one.overdue:
        told += ", " + ngettext("{n} since earlier", "{n} since earlier", one.overdue).format(n=one.overdue)
    return told
