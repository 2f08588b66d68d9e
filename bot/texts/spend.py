"""The words about what the sources cost."""

from bot.i18n import _
from bot.texts import words
from bot.texts.format import money
from bot.texts.week import period
from sales.clients import AnySource
from sales.periods import Period


def of_month(month: Period, total: int, currency: str) -> str:
    title = _("💰 <b>What the sources cost: {month}</b>").format(month=period(month))
    lines = [title]
    if total:
        lines.append(_("Together {sum}.").format(sum=money(total, currency)))
    lines.append(_("From this comes the price of a lead, and of those let go without a phone. Tap a source."))
    return "\n".join(lines)


def ask(source: AnySource, month: Period) -> str:
    return _("{source}, {month}: how much was spent? Write a sum, or 0 to remove it.").format(
        source=words.told(source), month=period(month)
    )
