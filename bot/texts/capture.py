"""The words of a sentence that becomes a contact."""

from collections.abc import Sequence

from bot.i18n import _
from bot.texts import words
from bot.texts.format import client_line, phone, safe, short
from bot.texts.record import coming_back, ending, happened
from sales.contacts import Draft
from sales.losses import AnyReason
from storage.book import Book
from storage.clients import Line

QUOTED = 600


def right_so() -> str:
    return _("✍️ <b>Record it so?</b>")


def told(client: Line, draft: Draft, book: Book, reason: AnyReason | None, ways: Sequence[str]) -> str:
    """Who, how, what, why, when back: what was understood, a line each."""
    how = words.touch(draft.channel, draft.direction)
    day = f" · {happened(draft.ago).partition(' ')[2].lower()}" if draft.ago else ""
    lines = [f"<b>{safe(client_line(client.name, client.company))}</b>", f"<i>{how}{day}</i>"]
    new = [phone(way) if way.startswith("+") else safe(way) for way in ways if way]
    if new:
        lines.append(_("☎️ New: {ways}").format(ways=", ".join(new)))
    if draft.outcome is not None:
        lines.append(ending(draft.outcome, draft.amount, book.team.currency, reason))
    if draft.promise is not None:
        due, timed = draft.promise.due(book.now, book.worktime), draft.promise.timed
        lines.append(coming_back(due, timed, book.now, book.zone))
    return "\n".join(lines)


def left_over(note: str) -> str | None:
    """What is kept as a note."""
    return f"🗒 «{safe(short(note, QUOTED))}»" if note else None


def about_which() -> str:
    return _("<b>Whom is it about?</b>\nSeveral people are named; the others are kept in the note.")


def about_whom(named: str, *, likely: bool) -> str:
    if likely:
        return _("<b>{who}</b>: is it one of these?").format(who=safe(named))
    return _("<b>{who}</b> is not in the base yet.").format(who=safe(named))


def nobody_named() -> str:
    return _("<b>Whom is it about?</b>\nChoose, or type a name.")


def these_found(query: str) -> str:
    return _("<b>{query}</b>: which one?").format(query=safe(query))


def recorded_already() -> str:
    return _("This was recorded already. ✏️ corrects the contact itself.")


def typed_anew() -> str:
    return _("You have typed this anew since: the newer card is below.")
