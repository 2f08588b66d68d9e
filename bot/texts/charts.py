"""The words on the pictures, and the same told to whoever cannot see them."""

from collections.abc import Mapping, Sequence
from datetime import date

from babel.dates import format_date

from bot.i18n import _, language, ngettext
from bot.texts import words
from bot.texts.format import safe, share, short, upper_first
from bot.texts.week import of
from sales.figures import Tally, Week
from sales.losses import Group
from sales.shares import FEW

MOST_TOLD = 6


def about_conversion(*, counted: bool, pooled: bool) -> str:
    told = [
        *([_("Each point: four weeks.")] if pooled else []),
        _("Band: where the true share lies with 95 % certainty."),
        _("Hollow: fewer than {n} deals.").format(n=FEW),
    ]
    if counted:
        told.append(_("Below: deals closed."))
    return " ".join(told)


def about_pareto() -> str:
    return _("Refusals by reason, their share of all, and all up to each.")


def about_managers() -> str:
    return _("Dot: conversion. Bar: where it lies with 95 % certainty. Dashed: the whole team.")


def week_begins(monday: date, *, far: bool) -> str:
    locale = language()
    if far:
        return format_date(monday, "MM.yy" if locale == "ru" else "MMM yy", locale=locale)
    return format_date(monday, "d.MM" if locale == "ru" else "MMM d", locale=locale)


def so_far(part: str) -> str:
    return _("{share} together").format(share=part)


def others(number: int) -> str:
    return ngettext("{n} other", "{n} others", number).format(n=number)


def of_a_manager(tally: Tally) -> str:
    if not tally.closed:
        return _("no closed deal")
    return _("{won} of {closed}").format(won=tally.won, closed=tally.closed)


def conversion_title() -> str:
    return _("Conversion by week")


def pareto_title(period: str) -> str:
    return _("Why they refused: {period}").format(period=period)


def managers_title(period: str) -> str:
    return _("Conversion by manager: {period}").format(period=period)


def conversion_told(weeks: Sequence[Week]) -> str:
    """The last weeks with a closed deal, the newest first."""
    closed = [week for week in reversed(weeks) if week.tally.closed]
    told = "; ".join(_week_told(week) for week in closed[:MOST_TOLD])
    return _("📈 <b>Conversion by week</b>: {weeks}").format(weeks=told)


def _week_told(week: Week) -> str:
    day = format_date(week.monday, "d MMMM" if language() == "ru" else "MMMM d", locale=language())
    return _("from {day} {share}").format(day=day, share=of(week.tally.conversion))


def pareto_told(tally: Tally) -> str:
    named = [
        f"{words.amid(bar.reason)} {bar.count} ({share(bar.count, tally.lost)})"
        for bar in tally.pareto()[:MOST_TOLD]
    ]
    groups = ", ".join(
        f"{words.name(group)} {share(tally.lost_in(group), tally.lost)}"
        for group in (Group.ERROR, Group.OBSTACLE)
    )
    title = _("🎯 <b>Refusals: {n}</b>").format(n=tally.lost)
    return f"{title}, {groups}. " + upper_first(", ".join(named))


def managers_told(by_name: Mapping[str, Tally]) -> str:
    named = "; ".join(
        f"{safe(short(name, 40))} {of(tally.conversion)}"
        for name, tally in [*by_name.items()][:12]
        if tally.closed
    )
    return _("👥 <b>Conversion by manager</b>: {managers}").format(managers=named)
