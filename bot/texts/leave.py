"""The words of leaves: who goes, who stands in, until when; and what both are told."""

from datetime import date

from bot.i18n import _, ngettext
from bot.texts.format import day_in_words, safe, short

NAME_SHOWN = 40


def who_goes() -> str:
    return _(
        "🏖 <b>Leave</b>\nWho is going? Their clients and promises go to a stand-in, and come back with them."
    )


def going_button(name: str, until: date | None, today: date) -> str:
    if until is None:
        return short(name, NAME_SHOWN)
    return _("🏖 {name}, back {when}").format(name=short(name, NAME_SHOWN), when=day_in_words(until, today))


def who_stands_in(name: str) -> str:
    return _("🏖 <b>{name}</b>\nWho stands in?").format(name=safe(short(name, NAME_SHOWN)))


def nobody_stands_in(name: str) -> str:
    return _("🏖 <b>{name}</b>\nThere is nobody to stand in. Invite a colleague first.").format(
        name=safe(short(name, NAME_SHOWN))
    )


def until_when(name: str, stand_in: str) -> str:
    return _(
        "🏖 <b>{name}</b>, {stand_in} stands in.\nWhich is their first day back? Choose or type: <i>10 December</i>"
    ).format(name=safe(short(name, NAME_SHOWN)), stand_in=safe(short(stand_in, NAME_SHOWN)))


def day_not_understood(typed: str) -> str:
    return _(
        "“{typed}” is no day that I am sure of. For example: <i>10 December</i>, <i>in two weeks</i>"
    ).format(typed=safe(typed))


def day_passed(typed: str) -> str:
    return _("“{typed}” is not ahead. Which is their first day back?").format(typed=safe(typed))


def too_far(typed: str) -> str:
    return _("“{typed}” is too far for a leave. Within a year, please.").format(typed=safe(typed))


def away(name: str, stand_in: str, until: date, today: date) -> str:
    return _("🏖 <b>{name}</b> is away, back {when}.\n{stand_in} stands in.").format(
        name=safe(short(name, NAME_SHOWN)),
        stand_in=safe(short(stand_in, NAME_SHOWN)),
        when=day_in_words(until, today),
    )


def clients(number: int) -> str:
    return ngettext("{n} client", "{n} clients", number).format(n=number)


def you_go(stand_in: str, until: date, today: date) -> str:
    return _("🏖 Have a good rest! {stand_in} stands in for you until you are back, {when}.").format(
        stand_in=safe(short(stand_in, NAME_SHOWN)), when=day_in_words(until, today)
    )


def you_stand_in(name: str, until: date, today: date, number: int) -> str:
    return _("🏖 You stand in for {name}, back {when}. With you now: {clients}.").format(
        name=safe(short(name, NAME_SHOWN)), when=day_in_words(until, today), clients=clients(number)
    )


def welcome_back(stand_in: str) -> str:
    return _("👋 Welcome back! Your clients are with you again; {stand_in} stood in.").format(
        stand_in=safe(short(stand_in, NAME_SHOWN))
    )


def you_are_relieved(name: str) -> str:
    return _("👋 {name} is back: their clients went back to them. Thank you!").format(
        name=safe(short(name, NAME_SHOWN))
    )
