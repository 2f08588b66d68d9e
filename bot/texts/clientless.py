"""The words of contacts that leave no client: the lead let go, and what was no enquiry."""

from bot.i18n import _
from bot.texts import words
from bot.texts.format import lower_first, moment_in_words, money, safe, share, short
from bot.texts.room import in_quotes
from sales.shares import Share
from storage.book import Book
from storage.clientless import Clientless, NotEnquiries

NAME = 40
NOTE = 200


def ask_source() -> str:
    return _(
        "📵 <b>Missed lead</b>: a missed call, or somebody who left no way to reach them.\nWhere did they come from?"
    )


def ask_fact() -> str:
    return _(
        "🚫 <b>Not an enquiry</b>: nobody wanted to buy anything.\nWhat was it? A wrong customer is not on this list: "
        "whoever asked to buy is a client, whatever stood in the way."
    )


def recorded(kept: Clientless, *more: str) -> str:
    title = _("↩️ <b>Taken back</b>") if kept.undone else _("✅ <b>Recorded</b>")
    source = f", {words.amid(kept.source)}" if kept.source else ""
    lines = [title, f"{words.name(kept.fact)}{source}"]
    if kept.note:
        lines.append(in_quotes(safe(short(kept.note, NOTE))))
    return "\n".join([*lines, *more])


def has_cost(price: int, currency: str) -> str:
    return _("💸 A lead from there costs {sum} this month.").format(sum=money(price, currency))


def type_note() -> str:
    return _("Type in a few words who it was.")


def asked(kept: Clientless, book: Book) -> str:
    lines = [_("🔍 <b>Does it look like the truth?</b>"), _told(kept, book)]
    if kept.doubted is not None:
        lines.append(_("✅ You said: it looks so.") if not kept.doubted else _("✖️ You said: no."))
    return "\n".join(lines)


def _told(kept: Clientless, book: Book) -> str:
    when = moment_in_words(kept.happened_at, True, book.now, book.zone)  # noqa: FBT003
    told = _("{name} recorded: {fact}, {when}").format(
        name=safe(short(kept.author_name, NAME)), fact=lower_first(words.name(kept.fact)), when=when
    )
    return f"{told}\n{in_quotes(safe(short(kept.note, NOTE)))}" if kept.note else told


def doubted(kept: Clientless, book: Book) -> str:
    return "\n".join(
        [
            _("🔍 <b>The head doubts that it was no enquiry</b>"),
            _told(kept, book),
            _("If they wanted to buy, write them down as a client."),
        ]
    )


def in_week(found: NotEnquiries, of: Share) -> str:
    """«🚫 Не обращения: 3 из 40 (8 %): соискатель 2, спам 1; из них под сомнением: 1»"""
    facts = ", ".join(f"{lower_first(words.name(fact))} {number}" for fact, number in found.counts.items())
    told = _("🚫 Not enquiries: {n} of {all} first contacts ({share}): {facts}").format(
        n=of.part, all=of.whole, share=share(of.part, of.whole), facts=facts
    )
    return told + _("; doubted by a head: {n}").format(n=found.doubted) if found.doubted else told
