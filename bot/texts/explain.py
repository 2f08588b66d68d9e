"""What each figure of a report means, in words, and of which numbers it is made."""

from collections.abc import Sequence
from datetime import date

from bot.i18n import N_, _
from bot.texts import week, words
from bot.texts.format import client_line, dated, money, safe, share, short
from sales.figures import Figure
from sales.shares import Part, Share
from storage.book import Book
from storage.opened import Entry
from storage.report import Report

NAMES = {
    Figure.CONTACTS: N_("Contacts"),
    Figure.SALES: N_("Sales"),
    Figure.CONVERSION: N_("Conversion"),
    Figure.REFUSALS: N_("Refusals"),
    Figure.ERRORS: N_("Selling errors"),
    Figure.REPEAT: N_("Repeat sales"),
    Figure.REGAINED: N_("From refusals"),
    Figure.CAPTURED: N_("Can be reached"),
    Figure.REFERRED: N_("Recommended"),
    Figure.BASE: N_("Base in touch"),
    Figure.STOPS: N_("Given up"),
}
MEANINGS = {
    Figure.CONTACTS: N_(
        "Every contact recorded in the period, whatever it ended with; those undone do not count."
    ),
    Figure.SALES: N_("Contacts that ended with a sale, and the sum of their sums."),
    Figure.CONVERSION: N_(
        "Sales ÷ closed deals (sales + refusals), in the period in which they closed. "
        "The interval is where the true conversion lies with 95 % certainty (Wilson)."
    ),
    Figure.REFUSALS: N_(
        "Contacts that ended with a refusal. Each has one reason: the head's verdict where there is one, "
        "otherwise what the manager said that day."
    ),
    Figure.ERRORS: N_(
        "Refusals whose reason is in the seller's hands, of all refusals. Practitioners usually see about "
        "60 to 40: that is a reference."
    ),
    Figure.REPEAT: N_("Money from clients who had bought on an earlier day, of all the money of the period."),
    Figure.REGAINED: N_(
        "Sales to clients who had refused on an earlier day: what coming back to them brought."
    ),
    Figure.CAPTURED: N_(
        "New leads of the period with a phone, an e-mail or another way to reach them, of all new leads. "
        "Below are the clients who cannot be reached."
    ),
    Figure.REFERRED: N_("New clients of the period whose source is a recommendation, of all new clients."),
    Figure.BASE: N_(
        "Clients with any contact within the last 90 days, of all clients, as of today. Below are the others."
    ),
    Figure.STOPS: N_(
        "Refusals of the period after which a head agreed never to come back, of all closed deals. "
        "Practitioners usually see about 5 %: that is a reference."
    ),
}


def name(figure: Figure) -> str:
    return _(NAMES[figure])


def choose() -> str:
    return _("❔ <b>How it is counted</b>\nEach figure opens with its definition and its deals.")


def opened(figure: Figure, found: Report, entries: Sequence[Entry], book: Book, *, narrowed: bool) -> str:
    currency, today = book.team.currency, book.today
    lines = [
        f"❔ <b>{name(figure)}</b> · {week.period(found.period)}",
        _(MEANINGS[figure]),
        "",
        _("Now: {numbers}").format(numbers=_numbers(figure, found, currency)),
    ]
    if figure is Figure.CAPTURED and found.leads.let_go:
        lines.append(_("Let go without being written down: {n}").format(n=found.leads.let_go))
    if narrowed:
        lines.append(_("<i>Below are only your own.</i>"))
    lines += (
        ["", *(_entry(one, currency, today) for one in entries)] if entries else [_("No client to show.")]
    )
    return "\n".join(lines)


def _numbers(figure: Figure, found: Report, currency: str) -> str:
    tally, leads = found.tally, found.leads
    counts = {Figure.CONTACTS: tally.contacts, Figure.REFUSALS: tally.lost}
    parts: dict[Figure, Part] = {
        Figure.CONVERSION: tally.conversion,
        Figure.ERRORS: tally.errors,
        Figure.CAPTURED: leads.captured,
        Figure.REFERRED: leads.referred,
        Figure.BASE: found.base,
        Figure.STOPS: found.stops,
    }
    sums = {
        Figure.SALES: (tally.won, tally.amount),
        Figure.REGAINED: (tally.regained, tally.regained_amount),
    }
    if figure in counts:
        return f"<b>{counts[figure]}</b>"
    if figure in sums:
        number, amount = sums[figure]
        return _("<b>{n}</b> for <b>{sum}</b>").format(n=number, sum=money(amount, currency))
    if figure is Figure.REPEAT:
        return _("<b>{share}</b>: {part} of {whole}").format(
            share=share(tally.again_amount, tally.amount),
            part=money(tally.again_amount, currency),
            whole=money(tally.amount, currency),
        )
    return _share(parts[figure])


def _share(part: Part) -> str:
    told = _("<b>{share}</b>: {part} of {whole}").format(
        share=share(part.part, part.whole), part=part.part, whole=part.whole
    )
    return f"{told}, {week.interval(part)}" if isinstance(part, Share) and part.whole else told


def _entry(one: Entry, currency: str, today: date) -> str:
    who = safe(short(client_line(one.name, one.company), 60))
    day = dated(date.fromisoformat(one.day), today)
    outcome = f" · {words.name(one.outcome)}" if one.outcome else ""
    amount = f" {money(one.amount, currency)}" if one.amount else ""
    return f"{day} · {who}{outcome}{amount}"
