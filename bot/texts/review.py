"""The words of the loss review: a deal as it was told on its day, the verdict beside it, the action given."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.i18n import N_, _, ngettext
from bot.texts import words
from bot.texts.actions import NAME, action_line
from bot.texts.format import client_line, fitting, moment_in_words, money, safe, short
from bot.texts.record import contact_line
from bot.texts.room import Room, in_quotes, listed
from sales.contacts import Outcome
from sales.digest import Lesson
from sales.losses import AnyReason, group_of
from storage.meeting import Discussed
from storage.reviews import MOST_COUNTED, Deal

LESSONS = {
    Lesson.LARGEST_LOSS: N_("The largest loss"),
    Lesson.MOST_WORK: N_("Most work, and lost"),
    Lesson.OPEN_ERROR: N_("An error of ours without an answer"),
    Lesson.OPEN_LOSS: N_("A refusal not reviewed yet"),
    Lesson.REGAINED: N_("Bought after a refusal"),
    Lesson.LARGEST_SALE: N_("The largest sale"),
}


def to_discuss(deals: list[Discussed], currency: str) -> list[str]:
    if not deals:
        return []
    return [
        _("<b>To discuss</b>"),
        *(f"{number}. {_discussed(deal, currency)}" for number, deal in enumerate(deals, 1)),
    ]


def _discussed(deal: Discussed, currency: str) -> str:
    who = safe(short(client_line(deal.client.name, deal.client.company), 60))
    kept = deal.kept
    if kept.outcome is Outcome.WON:
        ended = money(kept.amount or 0, currency)
    else:
        ended = words.amid(kept.reason) if kept.reason else ""
    return f"{_(LESSONS[deal.pick.lesson])}: <b>{who}</b> – {ended}, {safe(short(kept.author_name, NAME))}"


def card(deal: Deal, currency: str, at: tuple[datetime, ZoneInfo], open_ones: int = 0) -> str:
    """The facts of the day first, then what the meeting made of them."""
    parts = (_facts, _earlier, _verdict, _actions)

    def told(quoted: int) -> str:
        sections = [part(deal, currency, at, quoted) for part in parts]
        return "\n\n".join(["\n".join(section) for section in sections if section])

    return fitting(told) if not open_ones else fitting(lambda quoted: f"{_left(open_ones)}\n\n{told(quoted)}")


def _left(number: int) -> str:
    if number > MOST_COUNTED:
        return _("📋 Refusals to review: more than {n}").format(n=MOST_COUNTED)
    return _("📋 Refusals to review: {n}").format(n=number)


def _facts(deal: Deal, currency: str, at: tuple[datetime, ZoneInfo], quoted: int) -> list[str]:
    kept = deal.kept
    touch = words.touch(kept.channel, kept.direction)
    when = moment_in_words(kept.happened_at, False, *at)  # noqa: FBT003
    lines = [
        f"<b>{safe(client_line(deal.client.name, deal.client.company))}</b>",
        contact_line(kept, currency),
        f"<i>{when} · {safe(short(kept.author_name, NAME))} · {touch}</i>",
    ]
    if kept.words:
        lines.append(_("Client's words: “{words}”").format(words=safe(short(kept.words, quoted))))
    if kept.outcome is Outcome.LOST:
        saving = safe(short(kept.saving, quoted)) if kept.saving else _("not answered yet")
        lines.append(_("💡 What could have kept them: {words}").format(words=saving))
    return lines


def _earlier(deal: Deal, currency: str, at: tuple[datetime, ZoneInfo], _quoted: int) -> list[str]:
    if not deal.earlier:
        return []
    lines = [_("<b>Before that</b>")]
    for kept in deal.earlier:
        when = moment_in_words(kept.happened_at, False, *at)  # noqa: FBT003
        lines.append(f"{contact_line(kept, currency)} · <i>{when}</i>")
    return lines


def _verdict(deal: Deal, _currency: str, _at: tuple[datetime, ZoneInfo], quoted: int) -> list[str]:
    verdict = deal.verdict
    if verdict is None:
        return []
    lines = [_("<b>Verdict</b> · {name}").format(name=safe(short(verdict.reviewer, NAME)))]
    if verdict.reason == deal.kept.reason:
        lines.append(_("✅ The reason is right."))
    else:
        lines.append(_("✏️ Another reason: {reason}").format(reason=reason_and_group(verdict.reason)))
    return [*lines, in_quotes(safe(short(verdict.text, quoted)))] if verdict.text else lines


def reason_and_group(reason: AnyReason) -> str:
    return f"<b>{words.amid(reason)}</b> ({words.name(group_of(reason))})"


def _actions(deal: Deal, _currency: str, at: tuple[datetime, ZoneInfo], quoted: int) -> list[str]:
    now, zone = at
    today = now.astimezone(zone).date()
    room = Room(5, min(quoted, 200))
    lines = listed(deal.actions, lambda action: action_line(action, today, room), room)
    return [_("<b>To be done</b>"), *lines] if lines else []


def which_group() -> str:
    return _("Whose side was it on?")


def which_reason() -> str:
    return _("Which reason was it? What the manager said on the day stays beside it.")


def type_verdict() -> str:
    return _("Type what the meeting found, in a sentence or two.")


def all_reviewed() -> str:
    return _("📋 No refusal is left without a review.")


def end_of_review(left: int) -> str:
    told = ngettext("{n} refusal is still open.", "{n} refusals are still open.", left).format(n=left)
    return _("📋 That was the last one. {left}").format(left=told)


def verdict_kept() -> str:
    return _("The verdict is kept.")
