"""A contact shared from Telegram's book of contacts: somebody known by that phone, or a new client."""

from aiogram.types import Contact

from bot.importing.reading import rules_of
from bot.label import says_label
from bot.newcomers import welcome
from bot.texts import base as texts
from bot.texts.format import region
from bot.visit import Answer, Visit
from sales.clients import NAME_LIMIT, Introduction
from sales.errors import PhoneNotUnderstood
from sales.phones import read_phone
from sales.text import one_line
from tables.entries import Entry
from tables.rows import read_card

NUMBER = 20  # characters of what stands for a name


def take_shared(visit: Visit, shared: Contact) -> Answer:
    card = read_card(shared.vcard or "", rules_of(visit.book).rules()) or Entry()
    name = one_line(f"{shared.first_name} {shared.last_name or ''}", NAME_LIMIT)
    who = Introduction(
        name or one_line(shared.phone_number, NUMBER),
        one_line(card.company, NAME_LIMIT),
        tuple(dict.fromkeys([*_phones(visit, shared.phone_number), *card.phones])),
        next(iter(card.emails), ""),
        card.telegram,
        shared.user_id,
        "\n".join(filter(None, [*card.emails[1:], card.note])),
    )
    if not any(c.isprintable() and not c.isspace() for c in who.name):
        return visit.say(texts.name_needed())
    if says_label(visit, who.name) or says_label(visit, who.company):
        return visit.say(texts.no_name_of_that_kind())
    return welcome(visit, who)


def _phones(visit: Visit, number: str) -> list[str]:
    """Telegram leaves out the plus of a number with its country's code."""
    for written in (number, "+" + number.lstrip("+")):
        try:
            return [read_phone(written, region(visit.book.team.zone))]
        except PhoneNotUnderstood:
            continue
    return []
