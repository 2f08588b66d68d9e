"""The words of recommendations: asking for one, and the chain on the cards."""

from collections.abc import Sequence

from bot.i18n import _
from bot.texts.format import client_line, safe, short
from storage.clients import Line

NAME = 60
SHOWN = 3


def ask(giver: Line) -> str:
    return _(
        "🤝 <b>{client}</b>\nWhom do they recommend? Type name, company and phone in one line. "
        "People give a name the sooner you ask."
    ).format(client=_who(giver))


def asked() -> str:
    return _("🤝 Noted: asked. Ask again at the next touch.")


def given(client: Line, giver: Line | None, *, newly: bool, linked: bool) -> str:
    """`giver`: who counts as having named them; nobody, where a client has named themselves."""
    title = _("🆕 New client: <b>{client}</b>") if newly else _("Already in the base: <b>{client}</b>")
    lines = [title.format(client=_who(client))]
    if giver is None:
        return "\n".join([*lines, _("Nobody recommends themselves: nothing is noted.")])
    lines.append(_("🤝 Recommended by {client}").format(client=_who(giver)))
    return "\n".join(lines if linked else [*lines, _("So it stays: who named them first counts.")])


def chain(by: Line | None, whom: Sequence[Line]) -> list[str]:
    """Who brought a client, and whom they have brought."""
    lines = [] if by is None else [_("🤝 Recommended by {client}").format(client=_who(by))]
    if whom:
        names = ", ".join(_who(one) for one in whom[:SHOWN])
        more = _(" and more") if len(whom) > SHOWN else ""
        lines.append(_("🤝 Has recommended: {names}").format(names=names + more))
    return lines


def in_contact(named: Sequence[Line | None]) -> list[str]:
    """What came of asking in one contact."""
    names = [_who(one) for one in named if one is not None]
    if names:
        return [_("🤝 Has recommended: {names}").format(names=", ".join(names))]
    return [_("🤝 Asked for a recommendation")] if named else []


def not_untouched() -> str:
    return _("Something is known of them already: the client stays.")


def taken_back(client: Line) -> str:
    return _("↩️ <b>{client}</b> is not in the base any more.").format(client=_who(client))


def _who(line: Line) -> str:
    return safe(short(client_line(line.name, line.company), NAME))
