"""The words and rows of a report's workbook."""

from collections.abc import Sequence
from typing import Any

from bot.i18n import _
from bot.texts import words
from bot.texts.format import exponent
from bot.texts.week import period
from sales.figures import Tally, Week
from sales.losses import group_of
from storage.opened import Entry
from storage.report import Report

MOST_CONTACTS = 5_000
Sheet = dict[str, Any]


def told(found: Report, *, cut: bool) -> str:
    line = _("📄 {period}: by week, refusals, contacts").format(period=period(found.period))
    return f"{line}. {_cut()}" if cut else line


def _cut() -> str:
    return _("Only the latest {n} contacts are in it.").format(n=MOST_CONTACTS)


def workbook(
    found: Report, weeks: Sequence[Week], entries: Sequence[Entry], currency: str, *, cut: bool, named: bool
) -> dict[str, Any]:
    """Plain JSON, as bot/sheets.py takes it. Without names where there is nobody to name."""
    unit = 10 ** exponent(currency)
    sheets = [_by_week(weeks, currency, unit), _refusals(found.tally)]
    if named and found.by_member:
        sheets.append(_by_manager(found, currency, unit))
    return {"sheets": [*sheets, _contacts(entries, currency, unit, cut=cut)]}


def _column(title: str, kind: str, width: int = 14) -> dict[str, Any]:
    return {"title": title, "kind": kind, "width": width}


def _counted(currency: str) -> list[dict[str, Any]]:
    return [
        _column(_("Contacts"), "number"),
        _column(_("Sales"), "number"),
        _column(_("Sum, {currency}").format(currency=currency), "money", 18),
        _column(_("Refusals"), "number"),
        _column(_("Conversion"), "percent"),
        _column(_("95 %, from"), "percent"),
        _column(_("95 %, to"), "percent"),
    ]


def _cells(tally: Tally, unit: int) -> list[Any]:
    share = tally.conversion
    low, high = share.interval
    known = [share.value, low, high] if share.whole else [None, None, None]
    return [tally.contacts, tally.won, tally.amount / unit, tally.lost, *known]


def _by_week(weeks: Sequence[Week], currency: str, unit: int) -> Sheet:
    return {
        "title": _("By week"),
        "columns": [_column(_("Week from"), "date"), *_counted(currency)],
        "rows": [[week.monday.isoformat(), *_cells(week.tally, unit)] for week in weeks],
        "chart": {"field": 5, "over": 0, "type": "line"},
    }


def _refusals(tally: Tally) -> Sheet:
    rows = [
        [
            words.name(bar.reason),
            words.name(group_of(bar.reason)),
            bar.count,
            bar.count / tally.lost,
            bar.so_far.value,
        ]
        for bar in tally.pareto()
    ]
    return {
        "title": _("Refusals"),
        "columns": [
            _column(_("Reason"), "text", 28),
            _column(_("Group"), "text", 26),
            _column(_("Refusals"), "number"),
            _column(_("Share"), "percent"),
            _column(_("Together"), "percent"),
        ],
        "rows": rows,
        "chart": {"field": 2, "over": 0},
    }


def _by_manager(found: Report, currency: str, unit: int) -> Sheet:
    return {
        "title": _("By manager"),
        "columns": [_column(_("Manager"), "text", 28), *_counted(currency)],
        "rows": [[name, *_cells(tally, unit)] for name, tally in found.by_member.items()],
        "chart": {"field": 5, "over": 0},
    }


def _contacts(entries: Sequence[Entry], currency: str, unit: int, *, cut: bool) -> Sheet:
    return {
        "title": _("Contacts"),
        "columns": [
            _column(_("Day"), "date"),
            _column(_("Client"), "text", 28),
            _column(_("Company"), "text", 28),
            _column(_("Result"), "text", 18),
            _column(_("Sum, {currency}").format(currency=currency), "money", 18),
        ],
        "rows": [
            [
                one.day,
                one.name,
                one.company,
                words.name(one.outcome) if one.outcome else "",
                None if one.amount is None else one.amount / unit,
            ]
            for one in entries
        ],
        **({"note": _cut()} if cut else {}),
    }
