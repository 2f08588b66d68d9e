"""The words of recording a contact, step by step, and of the card that says what was kept."""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.i18n import _, ngettext
from bot.texts import words
from bot.texts.format import (
    client_line,
    clock_face,
    dated,
    day_in_words,
    fitting,
    how_far,
    lower_first,
    moment_in_words,
    money,
    safe,
    short,
    upper_first,
)
from sales.contacts import Draft, Outcome
from sales.lessons import Lesson
from sales.losses import AnyReason, group_of
from sales.stops import State
from sales.tries import falls_asleep
from storage.clients import Line
from storage.history import Recorded

QUOTED = 600


def who() -> str:
    return _("<b>Who was it?</b>\nChoose, or type a name, a company or the end of a phone number.")


def nobody_yet() -> str:
    return _("<b>Who was it?</b>\nThe base is empty: your first client is one tap away.")


def heading(client: Line, draft: Draft, currency: str, reason: AnyReason | None) -> str:
    """What is known so far, above the question."""
    lines = [f"<b>{safe(client_line(client.name, client.company))}</b>"]
    if draft.outcome is not None:
        lines.append(ending(draft.outcome, draft.amount, currency, reason))
    return "\n".join(lines)


def ending(outcome: Outcome, amount: int | None, currency: str, reason: AnyReason | None) -> str:
    told = words.name(outcome)
    if amount:
        told += f": <b>{money(amount, currency)}</b>"
    if reason is not None:
        told += f": <b>{words.amid(reason)}</b> ({words.name(group_of(reason))})"
    return told


def how_ended() -> str:
    return _("How did it end?")


def how_much() -> str:
    return _("For what sum? Type it, for example: <i>45 000</i>, <i>45k</i>, <i>1.2m</i>.")


def sum_not_understood(typed: str) -> str:
    return _(
        "“{typed}” is not a sum I can read. For example: <i>45 000</i>, <i>45k</i>, <i>1.2m</i>."
    ).format(typed=safe(typed))


def sum_in_another_currency(currency: str) -> str:
    return _("The team's sums are in {currency}. How much is it in {currency}?").format(currency=currency)


def why() -> str:
    return _(
        "What stood in the way?\n🧱 Left: an obstacle on their side.\n🎯 Right: an error in our selling.\n"
        "Or type it in the client's own words."
    )


def why_of_these(typed: str) -> str:
    return _("Kept as the client's words: “{typed}”.\nWhich reason is nearest?").format(typed=safe(typed))


def when_back(outcome: Outcome, tried: tuple[int, int] | None = None) -> str:
    """`tried`: which unanswered try it is, and after how many the team lets a client sleep."""
    question = {
        Outcome.WON: _("A sale is made to gain a client. When is the next touch?"),
        Outcome.NEXT_STEP: _("When is the next step?"),
        Outcome.LOST: _("When do we come back?"),
        Outcome.NO_ANSWER: _("When do we try again?"),
    }[outcome]
    if tried is not None:
        asleep = falls_asleep(*tried)
        question = try_number(*tried) + "\n" + (when_to_wake() if asleep else question)
    return question + "\n" + _("Or type a date: <i>in March</i>, <i>10.12 at 15:00</i>, <i>in two weeks</i>.")


def what_helped(words: str) -> str:
    """What the head has written of the reason just picked."""
    return _("💡 What helps: {words}").format(words=safe(short(words, QUOTED))) + "\n\n" if words else ""


def touch_after_sale() -> str:
    return _("They bought not long ago: the first date is the usual touch after a sale.")


def try_number(number: int, limit: int) -> str:
    if number > limit:
        return _("Try number {n}.").format(n=number)
    return _("Try {n} of {limit}.").format(n=number, limit=limit)


def when_to_wake() -> str:
    return _("😴 We let the client sleep: no refusal, and not lost. When do we wake them?")


def asleep(number: int) -> str:
    return _("😴 Asleep after {tries}: the date wakes them.").format(
        tries=ngettext("{n} try", "{n} tries", number).format(n=number)
    )


def at_another_hour(day: date, at: time, today: date) -> str:
    """«Завтра, ср 2 декабря, 15:00»"""
    written = f"{day_in_words(day, today)}, {clock_face(at)}"
    return upper_first(written)


def date_not_understood(typed: str) -> str:
    return _(
        "“{typed}” is not a date I am sure of. For example: <i>tomorrow</i>, <i>10.12</i>, <i>in March</i>."
    ).format(typed=safe(typed))


def date_in_past(typed: str) -> str:
    return _("“{typed}” has already passed. When ahead?").format(typed=safe(typed))


def promise_choice(days: int, day: date, today: date) -> str:
    """«Через 2 недели · пн 7 декабря» on a button; the day named is the day that is kept."""
    written = day_in_words(day, today)
    moved = (day - today).days - days
    if (day - today).days <= 2 or (moved and days < 7):
        return upper_first(written)
    return f"{how_far(days)} · {written}"


def date_to_confirm(due: datetime, timed: bool, now: datetime, zone: ZoneInfo) -> str:  # noqa: FBT001
    return _("🔔 We come back: <b>{when}</b>. Right?").format(when=moment_in_words(due, timed, now, zone))


def saved(
    kept: Recorded,
    client: Line,
    currency: str,
    at: tuple[datetime, ZoneInfo],
    state: Sequence[str] = (),
    touch: tuple[datetime, bool] | None = None,
) -> str:
    """Who, what, why, when back, whoever has promised that; and what has become of the client since."""
    back = [] if kept.undone or touch is None else [coming_back(*touch, *at)]
    more = [] if kept.undone else state
    now, zone = at
    today = now.astimezone(zone).date()
    day = "" if kept.day == today.isoformat() else dated(date.fromisoformat(kept.day), today)
    return fitting(lambda quoted: "\n".join([*_saved(kept, client, currency, day, quoted), *back, *more]))


def lesson(which: Lesson) -> str:
    """Said once, below the card."""
    told = {
        Lesson.CONTACT: _(
            "So is every contact kept: until tonight you can fix or undo it, and its date reminds you by itself."
        ),
        Lesson.REFUSAL: _(
            "A refusal is no end: its reason is looked into at the meeting, and on the day set I remind you."
        ),
        Lesson.RETURN: _(
            "You have come back to somebody: what such returns bring, the week shows in a line of its own."
        ),
    }
    return f"<i>💡 {told[which]}</i>"


def given_up(state: State) -> list[str]:
    told = {
        State.ASKED: _("🚪 Whether never to come back waits for the head."),
        State.APPROVED: _("🚪 Given up: the head has agreed. If they call, they are welcome back."),
    }
    return [told[state]] if state in told else []


def _saved(kept: Recorded, client: Line, currency: str, day: str, quoted: int) -> list[str]:
    title = _("↩️ <b>Taken back</b>") if kept.undone else _("✅ <b>Recorded</b>")
    who = f"<b>{safe(client_line(client.name, client.company))}</b>"
    lines = [f"{title}, {words.touch(kept.channel, kept.direction)}", who, contact_line(kept, currency)]
    if day:
        lines.insert(1, f"<i>{day} · {safe(kept.author_name)}{recorded_later(kept)}</i>")
    if kept.second is not None:
        lines.append(_("And also: {reason}").format(reason=words.amid(kept.second)))
    if kept.words:
        lines.append(_("Client's words: “{words}”").format(words=safe(short(kept.words, quoted))))
    if kept.saving:
        lines.append(
            _("💡 What could have kept them: {words}").format(words=safe(short(kept.saving, quoted)))
        )
    return lines


def recorded_later(kept: Recorded) -> str:
    """« · записано 2 декабря», where that was not on the day."""
    if kept.recorded_day is None:
        return ""
    day = date.fromisoformat(kept.recorded_day)
    return " · " + _("recorded on {day}").format(day=dated(day, day))


def happened(ago: int) -> str:
    """On the button by which another day is told."""
    if ago < 2:
        return _("🗓 Yesterday") if ago else _("🗓 Today")
    return ngettext("🗓 {n} day ago", "🗓 {n} days ago", ago).format(n=ago)


def contact_line(kept: Recorded, currency: str) -> str:
    told = ending(kept.outcome, kept.amount, currency, kept.reason)
    if kept.outcome is Outcome.WON and kept.kind is not None:
        told += f", {lower_first(words.name(kept.kind))}"
    return told


def coming_back(due: datetime, timed: bool, now: datetime, zone: ZoneInfo) -> str:  # noqa: FBT001
    days = (due.astimezone(zone).date() - now.astimezone(zone).date()).days
    far = f" ({lower_first(how_far(days))})" if days > 2 else ""
    return _("🔔 We come back: {when}").format(when=f"<b>{moment_in_words(due, timed, now, zone)}</b>{far}")


def what_could_have_kept() -> str:
    return _("💡 What could have kept the client? Type it in a sentence.")


def taken_back() -> str:
    return _("Taken back: it never happened.")


def nothing_to_undo() -> str:
    return _("Nothing recorded today to take back.")


def already_recorded() -> str:
    return _("Already recorded. ✏️ corrects it.")
