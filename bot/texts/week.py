"""The words of a report: what happened in a period, what changed beyond the noise, and where the money came from."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from babel.dates import format_date

from bot.i18n import _, language, ngettext
from bot.texts import clientless, words
from bot.texts.format import dated, lower_first, money, safe, share, short, span
from bot.texts.room import Room, fitted, listed
from bot.texts.stops import meter_line
from sales.contacts import Outcome
from sales.figures import USUAL_ERRORS, Tally
from sales.losses import Group, group_of
from sales.periods import Period
from sales.shares import Change, Growth, Share
from storage.report import Report


def whole_team() -> str:
    return _("the whole team")


def period(asked: Period) -> str:
    """«16 – 22 ноября 2026», «ноябрь 2026», «IV квартал 2026», «2026», «1 октября 2026»"""
    first, last, locale = asked.first, asked.last, language()
    match asked.months:
        case 12 if first.month == 1:
            return str(first.year)
        case 3 if first.month % 3 == 1:
            return _("quarter {n} of {year}").format(n=(first.month + 2) // 3, year=first.year)
        case 1:
            return format_date(first, "LLLL y", locale=locale)
    if first == last:
        return format_date(first, "d MMMM y" if locale == "ru" else "MMMM d, y", locale=locale)
    if first.year != last.year:
        return " – ".join(format_date(day, "long", locale=locale) for day in (first, last))
    separator = " " if locale == "ru" else ", "
    return f"{span(first, last)}{separator}{last.year}"


def period_not_understood(typed: str) -> str:
    return _(
        "“{text}” is no period that I understand. Write for example: week, last month, quarter, march 2026, "
        "01.10.2026 – 15.11.2026; at most three years."
    ).format(text=safe(short(typed, 100)))


def ask_period() -> str:
    return _("Which period? For example: last month, march 2026, 01.10 – 15.11.")


def title(found: Report, whose: str) -> str:
    return _("📊 <b>{period}</b> · {whose}").format(period=period(found.period), whose=safe(short(whose, 60)))


def report(found: Report, whose: str, currency: str, today: date, *, named: bool) -> str:
    """`named`: with each manager's own line, which is for heads alone."""
    if found.empty:
        return title(found, whose) + _(": nothing was recorded.")

    def told(room: Room) -> str:
        parts = [
            [title(found, whose), *_done(found.tally, currency)],
            _changes(found, today),
            _refusals(found.tally, room),
            [*_money(found.tally, currency), *_leads(found, currency), *_base(found), *_stops(found)],
            [*_not_enquiries(found), *_by_person(found, currency, room)] if named else [],
        ]
        return "\n\n".join("\n".join(part) for part in parts if part)

    return fitted(told)


def total(found: Report, currency: str) -> str:
    """The team's total, for those who are shown nobody but themselves."""
    tally = found.tally
    return "\n" + _(
        "👥 The whole team: contacts {contacts}, sales {won} for {sum}, conversion {share}"
    ).format(
        contacts=tally.contacts, won=tally.won, sum=money(tally.amount, currency), share=of(tally.conversion)
    )


def late() -> str:
    return _("<i>Later than usual: the bot was not at work.</i>")


def not_sent(days: Sequence[date], today: date) -> str:
    told = ", ".join(dated(day, today) for day in days[:5])
    return _("<i>No week was summed up on {days}: the bot was not at work.</i>").format(days=told)


def _done(tally: Tally, currency: str) -> list[str]:
    counts = [
        f"{words.name(outcome)} {tally.outcomes[outcome]}".replace(" ", "\xa0")
        for outcome in Outcome
        if tally.outcomes.get(outcome)
    ]
    sales = _("Sales: <b>{n}</b> for <b>{sum}</b>").format(n=tally.won, sum=money(tally.amount, currency))
    if tally.won > 1:
        sales += _(", {sum} on average").format(sum=money(tally.average, currency))
    return [
        _("Contacts: <b>{n}</b>").format(n=tally.contacts),
        *([" · ".join(counts)] if counts else []),
        sales,
        *_conversion(tally),
    ]


def _conversion(tally: Tally) -> list[str]:
    if not tally.closed:
        return [_("Conversion: no deal was closed.")]
    told = _("Conversion: <b>{share}</b>, {won} of {closed} closed deals").format(
        share=share(tally.won, tally.closed), won=tally.won, closed=tally.closed
    )
    few = " · " + _("few deals, read with care") if tally.conversion.few else ""
    return [told, f"<i>{interval(tally.conversion)}{few}</i>"]


def interval(of: Share) -> str:
    low, high = of.interval
    return _("{level} interval: {low} – {high}").format(
        level=share(95, 100), low=share(round(low * 1000), 1000), high=share(round(high * 1000), 1000)
    )


def of(part: Share) -> str:
    """«43 %», and of how many where they are few."""
    told = share(part.part, part.whole)
    return (
        _("{share} ({part} of {whole})").format(share=told, part=part.part, whole=part.whole)
        if part.few
        else told
    )


# ------------------------------------------------------------ what changed


def _changes(found: Report, today: date) -> list[str]:
    """Against the period before; a period that still runs is compared with nothing."""
    now, before = found.tally, found.before
    if found.period.last >= today or not before.contacts:
        return []
    changed: list[tuple[str, str]] = []
    same: list[tuple[str, str]] = []
    for name, compared, told in _compared(now, before):
        (changed if compared.beyond_noise else same).append((name, told))
    lines = [
        _("<b>Changed beyond chance</b>, {before} → now").format(before=period(found.period.shifted(-1)))
    ]
    lines += [f"{name}: {told}" for name, told in changed] or [_("nothing")]
    if same:
        names = ", ".join(lower_first(name) for name, _told in same)
        lines.append(_("<i>Within chance: {names}.</i>").format(names=names))
    return lines


def _compared(now: Tally, before: Tally) -> Iterable[tuple[str, Change | Growth, str]]:
    counts: tuple[tuple[str, Callable[[Tally], int]], ...] = (
        (_("Contacts"), lambda tally: tally.contacts),
        (_("Sales"), lambda tally: tally.won),
        (_("Refusals"), lambda tally: tally.lost),
    )
    for name, count in counts:
        yield name, Growth(count(before), count(now)), f"{count(before)} → <b>{count(now)}</b>"
    shares: tuple[tuple[str, Callable[[Tally], Share]], ...] = (
        (_("Conversion"), lambda tally: tally.conversion),
        (_("Selling errors among refusals"), lambda tally: tally.errors),
        (_("Answered calls"), lambda tally: tally.answered),
    )
    for name, of_tally in shares:
        was, became = of_tally(before), of_tally(now)
        if was.whole and became.whole:
            yield name, Change(was, became), f"{of(was)} → <b>{of(became)}</b>"


# ------------------------------------------------------------ refusals, money, clients


def _refusals(tally: Tally, room: Room) -> list[str]:
    if not tally.lost:
        return []
    lines = [_("<b>Refusals: {n}</b>").format(n=tally.lost)]
    for group in (Group.ERROR, Group.OBSTACLE):
        number = tally.lost_in(group)
        sign = words.GROUP_SIGNS[group]
        lines.append(f"{sign} {words.name(group)}: {number} ({share(number, tally.lost)})")
    lines += listed(
        tally.by_frequency(),
        lambda one: f"{words.GROUP_SIGNS[group_of(one[0])]} {words.amid(one[0])} – {one[1]}",
        room,
    )
    return [*lines, _practice(tally)]


def _practice(tally: Tally) -> str:
    usual = _("Practitioners usually see about {errors} errors to {obstacles} obstacles").format(
        errors=share(round(USUAL_ERRORS * 100), 100), obstacles=share(round(100 - USUAL_ERRORS * 100), 100)
    )
    if tally.errors.unlike(USUAL_ERRORS):
        verdict = _("your share is different, and not by chance")
    else:
        verdict = _("your share is within chance of it")
    return _("<i>{usual}: a reference; {verdict}.</i>").format(usual=usual, verdict=verdict)


def _money(tally: Tally, currency: str) -> list[str]:
    lines = []
    if tally.again:
        lines.append(
            _("🔁 From those who had bought before: {sum}, {share} of the money").format(
                sum=money(tally.again_amount, currency), share=share(tally.repeat.part, tally.repeat.whole)
            )
        )
    if tally.regained:
        sales = ngettext("{n} sale", "{n} sales", tally.regained).format(n=tally.regained)
        lines.append(
            _("💎 From those who had refused before: {sum} ({sales})").format(
                sum=money(tally.regained_amount, currency), sales=sales
            )
        )
    return lines


def _leads(found: Report, currency: str) -> list[str]:
    leads = found.leads
    if not leads.total:
        return []
    met = ngettext("{n} new lead", "{n} new leads", leads.total).format(n=leads.total)
    lines = [_("🆕 {met}; can be reached: {share}").format(met=met, share=of(leads.captured))]
    if found.price_of_missed:
        lost = money(found.price_of_missed, currency)
        lines.append(_("💸 Those who cannot be reached have cost {sum}").format(sum=lost))
    if leads.referred.part:
        lines.append(_("🤝 Came by recommendation: {share}").format(share=of(leads.referred)))
    return lines


def _base(found: Report) -> list[str]:
    if not found.base.whole:
        return []
    return [_("📇 In touch within 90 days: {share} of the base").format(share=of(found.base))]


def _not_enquiries(found: Report) -> list[str]:
    """Shown to heads: the likeliest place for the label to hide."""
    number = found.not_enquiries.total
    if not number:
        return []
    return [clientless.in_week(found.not_enquiries, Share(number, number + found.leads.total)), ""]


def _stops(found: Report) -> list[str]:
    return [meter_line(found.stops)] if found.stops.part else []


def _by_person(found: Report, currency: str, room: Room) -> list[str]:
    if not found.by_member:
        return []

    def line(one: tuple[str, Tally]) -> str:
        name, tally = one
        return _("{name}: contacts {contacts}, sales {won} for {sum}, refusals {lost}").format(
            name=safe(short(name, 40)),
            contacts=tally.contacts,
            won=tally.won,
            sum=money(tally.amount, currency),
            lost=tally.lost,
        )

    return [_("<b>By manager</b>"), *listed([*found.by_member.items()], line, room)]
