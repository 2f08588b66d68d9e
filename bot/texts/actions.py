"""The words of actions given at a meeting."""

from collections.abc import Sequence
from datetime import date

from bot.i18n import _
from bot.texts.format import client_line, dated, day_in_words, safe, short
from bot.texts.room import Room, listed
from storage.tasks import Action

NAME, QUOTED = 40, 600


def decided(actions: Sequence[Action], today: date, room: Room) -> list[str]:
    if not actions:
        return []
    in_turn = sorted(actions, key=lambda action: not action.done)
    return [
        _("<b>Agreed at the meetings</b>"),
        *listed(in_turn, lambda action: action_line(action, today, room), room),
    ]


def action_line(action: Action, today: date, room: Room) -> str:
    """«✅ Anna: позвонить – Иванов, ООО Ромашка»"""
    told = f"{safe(short(action.member_name, NAME))}: {what(action, room.quoted)}"
    if action.done:
        return f"✅ {told}"
    sign = "⏳" if action.due_day < today else "📌"
    return f"{sign} {told}, " + _("by {day}").format(day=dated(action.due_day, today))


def what(action: Action, quoted: int) -> str:
    """What is to be done, about whom."""
    text = safe(short(action.text, quoted)) if action.text else _("call")
    return f"{text} – {safe(short(client_line(action.name, action.company), 60))}"


def who_does_it() -> str:
    return _("📌 <b>An action</b>\nWho does it?")


def by_when() -> str:
    return _("📌 <b>An action</b>\nBy when? Choose, or type a date: <i>Friday</i>, <i>10.12</i>.")


def what_to_do(name: str, day: date, today: date) -> str:
    return _("📌 <b>An action</b> for {name}, by {day}\nWhat is to be done? Type it, or choose.").format(
        name=safe(short(name, NAME)), day=day_in_words(day, today)
    )


def given(action: Action, today: date) -> str:
    """Said over the screen once it is kept."""
    told = _("📌 {name}, by {day}").format(
        name=short(action.member_name, NAME), day=dated(action.due_day, today)
    )
    return told + ": " + (short(action.text, 80) if action.text else _("call"))


def task(action: Action, today: date) -> str:
    day = _("by {day}").format(day=day_in_words(action.due_day, today))
    state = _("✅ Done") if action.done else f"📌 {day}"
    text = safe(short(action.text, QUOTED)) if action.text else _("call")
    who = safe(client_line(action.name, action.company))
    return f"{state}\n<b>{who}</b>\n{text}\n<i>{safe(short(action.member_name, NAME))}</i>"


def task_button(action: Action) -> str:
    """«📌 отправить расчёт – Иванов»"""
    return f"📌 {action.text or _('call')} – {client_line(action.name, action.company)}"
