"""The words of the rules of a team's clock: its week, its hours, its holidays, what comes by itself."""

from collections.abc import Sequence
from datetime import date, time
from functools import lru_cache

from babel import Locale
from babel.dates import get_day_names

from bot.buttons import Rule
from bot.i18n import LANGUAGES, _, language, ngettext
from bot.texts.format import clock_face, day_in_words, lower_first, safe
from sales.clients import Capture
from sales.rules import Rules
from sales.text import fold
from sales.worktime import countries

MOST_DAYS_SHOWN = 40


def rules(rules: Rules) -> str:
    """All of them on one screen."""
    lines = [
        _("🕘 <b>The team's rules</b>"),
        _("Working days: <b>{days}</b>, {hours}").format(
            days=weekdays(rules.weekdays), hours=hours(rules.opens, rules.closes)
        ),
        _("Holidays: <b>{country}</b>").format(country=country_or_none(rules.country)),
        _("Own days off: <b>{n}</b>").format(n=len(rules.days_off)),
        _("Morning meeting: <b>{at}</b> on working days").format(at=clock_face(rules.morning)),
        _("The week: <b>{at}</b> on Monday").format(at=clock_face(rules.week)),
        _("Silent for long: after <b>{days}</b>, at most {number} a day").format(
            days=days(rules.dormant_days), number=rules.dormant_a_day
        ),
        _("After a sale: <b>{touches}</b>").format(touches=touches(rules.after_sale)),
    ]
    lines += [
        _("Nobody answers: let sleep after <b>{tries}</b>").format(tries=tries(rules.tries)),
        _("Of a new client: <b>{what}</b>").format(what=lower_first(capture(rules.capture))),
    ]
    linked = _("Group: <b>not linked</b>") if rules.group is None else _("Group: <b>linked</b>")
    return "\n".join([*lines, linked])


def weekdays(chosen: frozenset[int]) -> str:
    """«пн – пт», or one by one where they do not follow each other."""
    listed = sorted(chosen)
    if len(listed) > 2 and listed[-1] - listed[0] == len(listed) - 1:
        return f"{weekday(listed[0])} – {weekday(listed[-1])}"
    return ", ".join(map(weekday, listed))


def weekday(number: int) -> str:
    return str(get_day_names("abbreviated", locale=language())[number - 1])


def hours(opens: time, closes: time) -> str:
    return f"{clock_face(opens)} – {clock_face(closes)}"


def days(number: int) -> str:
    return ngettext("{n} day", "{n} days", number).format(n=number)


def touches(after: Sequence[int]) -> str:
    if not after:
        return _("asked each time")
    return _("in {days} days").format(days=", ".join(map(str, after)))


def tries(number: int) -> str:
    return ngettext("{n} try", "{n} tries", number).format(n=number)


def capture(what: Capture) -> str:
    told = {
        Capture.ASKED: _("Any way to reach them, or “asked, refused”"),
        Capture.PHONE: _("A phone, or “asked, refused”"),
        Capture.NOTHING: _("Nothing is demanded"),
    }
    return told[what]


def by_default(rule: Rule, usual: Rules) -> str:
    """«По умолчанию: 9:00 – 18:00»"""
    told = {
        Rule.DAYS: weekdays(usual.weekdays),
        Rule.HOURS: hours(usual.opens, usual.closes),
        Rule.COUNTRY: country_or_none(usual.country),
        Rule.OFF: _("none"),
        Rule.MORNING: clock_face(usual.morning),
        Rule.WEEK: clock_face(usual.week),
        Rule.DORMANT: days(usual.dormant_days),
        Rule.OFFERED: str(usual.dormant_a_day),
        Rule.AFTER_SALE: touches(usual.after_sale),
        Rule.TRIES: tries(usual.tries),
        Rule.CAPTURE: lower_first(capture(usual.capture)),
    }
    return _("<i>By default: {value}</i>").format(value=told[rule])


# ---------------------------------------------------------------- countries


def country_or_none(code: str) -> str:
    return country_name(code, language()) if code else _("none")


def country_name(code: str, locale: str) -> str:
    return str(Locale(locale).territories.get(code, code))


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """Every name of every country whose holidays are known, folded."""
    named = {fold(country_name(code, locale)): code for code in countries() for locale in LANGUAGES}
    return named | {fold(code): code for code in countries()}


def country_of(typed: str) -> str | None:
    """Whose ISO code or name was typed, in either language."""
    return _by_name().get(fold(typed.strip()))


# ---------------------------------------------------------------- questions


def choose_days() -> str:
    return _("On which days does the team work? A tap turns a day on or off.")


def one_day_at_least() -> str:
    return _("A team works on one day at least.")


def ask_hours() -> str:
    return _(
        "From when to when? Nobody is reminded of anything outside these hours.\nChoose or type: <i>9-18</i>"
    )


def hours_not_understood(typed: str) -> str:
    return _(
        "“{typed}” is no span of hours that I can read. For example: <i>9-18</i>, <i>9:30-18:30</i>"
    ).format(typed=safe(typed))


def ask_country() -> str:
    return _("Whose public holidays are days off? Choose, or type a country's name or two-letter code.")


def country_not_found(typed: str) -> str:
    return _(
        "I know no holidays of “{typed}”. Type a country's name or its two-letter code: <i>KZ</i>"
    ).format(typed=safe(typed))


def ask_days_off() -> str:
    return _(
        "Days off of the team's own, besides holidays. A tap removes one.\nType them: <i>31 December, 2-8 January</i>"
    )


def remove_day(day: date, today: date) -> str:
    return f"🗑 {day_in_words(day, today)}"


def days_off_not_understood(typed: str) -> str:
    return _("“{typed}” is no day that I can read. For example: <i>31 December, 2-8 January</i>").format(
        typed=safe(typed)
    )


def days_off_in_past(typed: str) -> str:
    return _("“{typed}” has passed already. Days off lie ahead.").format(typed=safe(typed))


def too_many_days_off(most: int) -> str:
    return _("That makes more than {n} days off. Remove some first.").format(n=most)


def ask_morning() -> str:
    return _("When does the morning meeting come, on working days?\nChoose or type: <i>8:45</i>")


def ask_week() -> str:
    return _("When does the week's report come, on Monday?\nChoose or type: <i>8:45</i>")


def time_not_understood(typed: str) -> str:
    return _("“{typed}” is no time of day that I can read. For example: <i>9</i>, <i>8:45</i>").format(
        typed=safe(typed)
    )


def ask_dormant() -> str:
    return _(
        "After how many days of silence does a client count as not called for long? "
        "Who buys regularly is watched by their own rhythm.\nChoose or type: <i>60</i>"
    )


def ask_offered() -> str:
    return _("How many of them are offered to a manager each day?\nChoose or type: <i>3</i>")


def ask_after_sale() -> str:
    return _(
        "How many days after a sale does the next touch come by itself, and the ones after it?\n"
        "Choose or type: <i>3, 30, 90</i>"
    )


def ask_tries() -> str:
    return _(
        "After how many unanswered tries is a client let sleep? They are never lost: a date wakes them.\n"
        "Choose or type: <i>5</i>"
    )


def ask_capture() -> str:
    return _(
        "What has to be written down of a new client before a contact is recorded? "
        "Whoever asked and was refused says so in one tap; both are counted."
    )


def number_not_understood(typed: str, least: int, most: int) -> str:
    return _("“{typed}” will not do. Type a number from {least} to {most}.").format(
        typed=safe(typed), least=least, most=most
    )
