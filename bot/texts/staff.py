"""The words of the people of a team: what hangs on each, roles, going and coming back, a leaver's clients."""

from bot.i18n import _, ngettext
from bot.texts import words
from bot.texts.format import safe, short
from sales.people import Role, Team
from storage.staff import Colleague

NAME = 60


def person(one: Colleague) -> str:
    lines = [f"👤 <b>{_name(one.name)}</b> – {words.name(one.role)}"]
    if one.suspended:
        lines.append(_("⛔ No access"))
    clients = ngettext("{n} client", "{n} clients", one.clients).format(n=one.clients)
    promises = ngettext("{n} date to come back", "{n} dates to come back", one.promises).format(
        n=one.promises
    )
    lines.append(_("Answers for {clients}, {promises}").format(clients=clients, promises=promises))
    return "\n".join(lines)


def role_is_now(role: Role, team: Team) -> str:
    return _("👥 <b>{team}</b>: you are now {role}.").format(team=safe(team.name), role=words.name(role))


def sure_to_suspend(one: Colleague) -> str:
    return _(
        "⛔ Take access from <b>{name}</b>? It is gone at once; all they recorded stays. It can be given back any time."
    ).format(name=_name(one.name))


def suspended(team: Team) -> str:
    return _("⛔ You have no access to <b>{team}</b> any more.").format(team=safe(team.name))


def restored(team: Team) -> str:
    return _("👋 You have access to <b>{team}</b> again.").format(team=safe(team.name))


def who_takes(one: Colleague) -> str:
    return _("📦 Who takes over all clients, dates and open actions of <b>{name}</b>? For good.").format(
        name=_name(one.name)
    )


def taken_over(number: int, giver: str, taker: str) -> str:
    clients = ngettext("{n} client", "{n} clients", number).format(n=number)
    return _("📦 {clients} went from {giver} to {taker}.").format(
        clients=clients, giver=_name(giver), taker=_name(taker)
    )


def pick(one: Colleague, number: int, *, more: bool = False) -> str:
    picked = ngettext("{n} client picked.", "{n} clients picked.", number).format(n=number)
    asked = _("☑️ Which clients of <b>{name}</b>? Tap them, or type a part of a name. {picked}").format(
        name=_name(one.name), picked=picked
    )
    return asked + "\n" + _("There are more like that: type some more of the name.") if more else asked


def give_picked(number: int) -> str:
    return ngettext("📦 Give {n} client to…", "📦 Give {n} clients to…", number).format(n=number)


def who_takes_picked(number: int, one: Colleague) -> str:
    clients = ngettext("{n} client", "{n} clients", number).format(n=number)
    return _("📦 Who takes over {clients} of <b>{name}</b>, with their dates? For good.").format(
        clients=clients, name=_name(one.name)
    )


def not_theirs() -> str:
    return _("Somebody else answers for that client by now.")


def last_owner() -> str:
    return _("A team keeps an owner: make somebody else one first.")


def sure_to_leave(team: Team) -> str:
    return _(
        "🚪 Leave <b>{team}</b>? Your access is gone at once; all you recorded stays with the team."
    ).format(team=safe(team.name))


def _name(name: str) -> str:
    return safe(short(name, NAME))
