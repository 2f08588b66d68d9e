"""A contact once kept: its card, what can still be done with it, and who comes next."""

from dataclasses import replace

from aiogram.types import InlineKeyboardButton

from bot.asking import ask, ask_promise
from bot.buttons import Begin, Card, Decide, Recommend, Recorded, RemarkOn, Second, Stop
from bot.clientless import undo_last as undo_clientless
from bot.i18n import _
from bot.keyboards import LABEL_LIMIT, Row, button, keyboard
from bot.label import explain
from bot.routes import Routes
from bot.texts import later as later_texts
from bot.texts import recommend as recommend_texts
from bot.texts import record as texts
from bot.texts.format import client_line, safe, short
from bot.visit import Answer, Method, Question, Visit
from sales.contacts import Draft, Outcome
from sales.losses import Group, group_of
from sales.stops import State
from storage import (
    agenda,
    clientless,
    clients,
    contacts,
    history,
    recommendations,
    recontacts,
    remarks,
    stops,
)

routes = Routes()
QUOTED = 300


def show_recorded(visit: Visit, contact: int, lesson: str = "") -> Method:
    book = visit.book
    kept = history.read(book, contact)
    stop = stops.of_contact(book, contact) if kept.outcome is Outcome.LOST else None
    client = clients.line(book, kept.client_id)
    touch = recontacts.next_touch(book, kept.client_id)
    state = _state(visit, kept, stop)
    text = texts.saved(kept, client, book.team.currency, (book.now, book.zone), state, touch)
    text = f"{text}\n\n{lesson}" if lesson else text
    card = button(_("👤 Card"), Card(client=kept.client_id))
    again = button(_("➕ Contact"), Begin(client=kept.client_id))
    if kept.undone:
        return visit.show(text, keyboard([card, again]))
    return visit.show(
        text,
        keyboard(
            _changing(visit, kept),
            [_do(_("💡 What could have kept them?"), Recorded.Do.SAVING, contact)]
            * (kept.outcome is Outcome.LOST),
            _redating(visit, kept),
            [*_asking_on(kept), *_seconding(visit, kept)],
            _giving_up(kept, stop),
            [card, again],
            _next_due(visit),
        ),
    )


def _changing(visit: Visit, kept: history.Recorded) -> Row:
    """On its day a contact is corrected; later, or by others, something is said beside it."""
    if _is_changeable(visit, kept):
        return [_do(_("✏️ Fix"), Recorded.Do.FIX, kept.id), _do(_("↩️ Undo"), Recorded.Do.UNDO, kept.id)]
    own = kept.author == visit.book.me.id
    return [button(_("✍️ Correction") if own else _("👁 Remark"), RemarkOn(contact=kept.id))]


def _redating(visit: Visit, kept: history.Recorded) -> Row:
    """The touch after a sale has come by itself."""
    if kept.outcome is not Outcome.WON or not _is_changeable(visit, kept):
        return []
    return [_do(_("📅 Another date"), Recorded.Do.DATE, kept.id)]


def _is_changeable(visit: Visit, kept: history.Recorded) -> bool:
    allowed = kept.author == visit.book.me.id or visit.book.me.leads
    return allowed and (kept.recorded_day or kept.day) == visit.book.today.isoformat()


def _state(visit: Visit, kept: history.Recorded, stop: stops.Stop | None) -> list[str]:
    """What has become of a client whom nobody reaches, who has recommended somebody, or who is given up."""
    tries = 0 if kept.undone else history.asleep_after(visit.book, kept.client_id, kept.outcome)
    told = [texts.asleep(tries)] if tries else []
    said = remarks.of_contacts(visit.book, [kept.id]).get(kept.id, [])
    told += later_texts.remarks(said, QUOTED, (visit.book.now, visit.book.zone))
    told += recommend_texts.in_contact(recommendations.of_contact(visit.book, kept.id))
    return told if stop is None else [*told, *texts.given_up(stop.state)]


def _asking_on(kept: history.Recorded) -> Row:
    """After a sale and after a refusal alike."""
    if kept.outcome not in recommendations.ASKED_AFTER:
        return []
    return [button(_("🤝 Recommendation"), Recommend(contact=kept.id))]


def _seconding(visit: Visit, kept: history.Recorded) -> Row:
    """What else stood in the way, told on the day."""
    if kept.outcome is not Outcome.LOST or not _is_changeable(visit, kept):
        return []
    return [button(_("➕ Reason"), Second(contact=kept.id))]


def _giving_up(kept: history.Recorded, stop: stops.Stop | None) -> Row:
    """Asked for already, it leads to what was asked; else it can be asked for on the ground of an obstacle."""
    if stop is not None and stop.state in (State.ASKED, State.APPROVED, State.REFUSED):
        return [button(_("🚪 What was asked"), Decide(do=Decide.Do.SHOW, stop=stop.id))]
    if kept.reason is None or group_of(kept.reason) is not Group.OBSTACLE:
        return []
    return [button(_("🚪 Never come back"), Stop(contact=kept.id))]


def _next_due(visit: Visit) -> Row:
    """Whoever waits today is one tap from the card before."""
    due = agenda.first(visit.book)
    if due is None:
        return []
    return [
        button(
            short(_("🔔 Next: {client}").format(client=client_line(due.name, due.company)), LABEL_LIMIT),
            Begin(client=due.client),
        )
    ]


def _do(text: str, do: Recorded.Do, contact: int) -> InlineKeyboardButton:
    return button(text, Recorded(do=do, contact=contact))


@routes.press(Recorded)
def treat_recorded(visit: Visit, press: Recorded) -> Answer:
    acts = {
        Recorded.Do.FIX: fix,
        Recorded.Do.UNDO: undo,
        Recorded.Do.SAVING: ask_saving,
        Recorded.Do.SHOW: show_recorded,
        Recorded.Do.DATE: ask_another_date,
    }
    return acts[press.do](visit, press.contact)


def fix(visit: Visit, contact: int) -> Answer:
    """Answer anew; the former answers stand until the new ones are kept."""
    contacts.changeable(visit.book, contact)
    kept = history.read(visit.book, contact)
    return ask(visit, Draft(kept.client_id, channel=kept.channel, direction=kept.direction, fixes=contact))


def ask_another_date(visit: Visit, contact: int) -> Answer:
    """The touch after a sale came by itself: any other day is as good."""
    contacts.changeable(visit.book, contact)
    kept = history.read(visit.book, contact)
    if kept.outcome is not Outcome.WON:
        return fix(visit, contact)
    told = Draft(kept.client_id, kept.outcome, kept.channel, kept.direction, kept.amount, kept.kind)
    return ask_promise(visit, replace(told, fixes=contact))


def undo(visit: Visit, contact: int) -> Answer:
    contacts.undo(visit.book, contact)
    visit.toast = texts.taken_back()
    return show_recorded(visit, contact)


@routes.command("undo")
def undo_last(visit: Visit, _argument: str = "") -> Answer:
    contact, other = history.last_of_mine_today(visit.book), clientless.last_of_mine_today(visit.book)
    if other is not None and (
        contact is None or history.read(visit.book, contact).recorded_at < other.happened_at
    ):
        return undo_clientless(visit, other)
    if contact is None:
        return visit.say(texts.nothing_to_undo())
    contacts.undo(visit.book, contact)
    return show_recorded(visit, contact)


def ask_saving(visit: Visit, contact: int) -> Answer:
    kept = history.read(visit.book, contact)
    visit.ask(Question.SAVING, str(contact))
    client = clients.line(visit.book, kept.client_id)
    return visit.say(f"<b>{client_heading(client)}</b>\n{texts.what_could_have_kept()}")


def client_heading(client: clients.Line) -> str:
    return safe(client_line(client.name, client.company))


@routes.question(Question.SAVING)
def take_saving(visit: Visit, text: str, about: str) -> Answer:
    contacts.could_have_kept(visit.book, int(about), text)
    explained = explain(visit, text)
    answer = show_recorded(visit, int(about))
    return [visit.say(explained), answer] if explained else answer
