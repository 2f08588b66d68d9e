"""The words of the base: new clients, search, the card and its corrections."""

from bot.i18n import _, ngettext
from bot.texts.format import client_line, safe
from storage.clients import Line


def new_client() -> str:
    return _(
        "<b>New client</b>\nType name, company and phone in one line, for example:\n"
        "<i>Ivanov, Romashka Ltd, +7 912 345-67-89</i>\nOr share a contact with 📎."
    )


def name_needed() -> str:
    return _("A client needs a name. For example: <i>Ivanov, Romashka Ltd, +7 912 345-67-89</i>")


def known_already(line: Line) -> str:
    return _("Already in the base: <b>{client}</b>").format(client=safe(client_line(line.name, line.company)))


def how_to_reach(line: Line) -> str:
    return _(
        "<b>{client}</b> is in the base.\nHow can they be reached? Type a phone, an e-mail or @nickname."
    ).format(client=safe(client_line(line.name, line.company)))


def which_phone(line: Line) -> str:
    return _("<b>{client}</b> is in the base, without a phone.\nWhat is it? Type the number.").format(
        client=safe(client_line(line.name, line.company))
    )


def reach_not_understood(typed: str) -> str:
    return _(
        "“{typed}” is no phone, e-mail or @nickname I can read. For example: <i>+7 912 345-67-89</i>"
    ).format(typed=safe(typed))


def added(line: Line) -> str:
    return _("🆕 New client: <b>{client}</b>").format(client=safe(client_line(line.name, line.company)))


def everyone() -> str:
    return _(
        "<b>Clients</b>\nThe last touched first. Type a part of a name, a company or a phone to find one."
    )


def empty_base() -> str:
    return _("The base is empty. Add the first client, or share a contact with 📎.")


def found(query: str) -> str:
    return _("🔎 <b>{query}</b>").format(query=safe(query))


def nobody_found(query: str) -> str:
    return _("Nobody found by “{query}”.").format(query=safe(query))


def type_again() -> str:
    return _("Type what you are looking for once more: it is too long for a button.")


def phones_of(line: Line) -> str:
    return _("<b>{client}</b>\nType one more phone, or remove a wrong one.").format(
        client=safe(client_line(line.name, line.company))
    )


def sure_to_drop(line: Line, phone: str, *, last: bool) -> str:
    told = _("<b>{client}</b>\nRemove {phone}?").format(
        client=safe(client_line(line.name, line.company)), phone=phone
    )
    return told + "\n" + _("No other phone of theirs is known.") if last else told


def what_to_correct(line: Line) -> str:
    return _("<b>{client}</b>\nWhat shall be corrected?").format(
        client=safe(client_line(line.name, line.company))
    )


def type_new(field: str) -> str:
    return _("Type the new value: {field}.").format(field=field)


def phone_of_another(line: Line) -> str:
    return _("That phone is in the base already: <b>{client}</b>").format(
        client=safe(client_line(line.name, line.company))
    )


def no_name_of_that_kind() -> str:
    return _("A name cannot say “non-target”. If a deal was lost, the reason is picked while recording it.")


def name_too_long(limit: int) -> str:
    return ngettext(
        "That is too long for a name: {n} character at most. Type a shorter one.",
        "That is too long for a name: {n} characters at most. Type a shorter one.",
        limit,
    ).format(n=limit)


def changed() -> str:
    return _("✅ Saved.")
