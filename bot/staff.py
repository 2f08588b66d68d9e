"""One of the team: their role, their access, and all their clients given to another."""

from collections.abc import Callable

from aiogram.methods import SendMessage

from bot.buttons import GiveAll, Go, Leave, Person, Pick, Quit, Screen, SetAccess, SetRole
from bot.commands import for_member
from bot.i18n import _, speaking
from bot.keyboards import LABEL_LIMIT, Row, button, in_columns, keyboard
from bot.routes import Routes
from bot.texts import house as house_texts
from bot.texts import staff as texts
from bot.texts import words
from bot.texts.format import short
from bot.visit import Answer, Method, Visit
from sales.people import Member, Role
from storage import leaves, staff, teams
from storage.staff import Colleague

routes = Routes()
MOST_LISTED = 50


def ways_in(visit: Visit) -> list[Row]:
    """A button for each of the team, those without access last."""
    listed = [(one.id, one.name) for one in teams.roster(visit.book)[:MOST_LISTED]]
    gone = [(number, f"⛔ {name}") for number, name in staff.gone(visit.book)[:MOST_LISTED]]
    return in_columns(
        [button(short(name, LABEL_LIMIT), Person(member=number)) for number, name in [*listed, *gone]], 2
    )


@routes.press(Person, allow=Role.HEAD)
def open_person(visit: Visit, press: Person) -> Answer:
    return _show(visit, staff.find(visit.book, press.member))


def _show(visit: Visit, one: Colleague) -> Method:
    owner = visit.book.me.role is Role.OWNER
    roles = [
        button(("● " if role is one.role else "") + words.name(role), SetRole(member=one.id, role=role))
        for role in Role
    ]
    access = (
        [button(_("✅ Give access back"), SetAccess(member=one.id, out=False))]
        if one.suspended
        else [button(_("⛔ Take access away"), SetAccess(member=one.id, out=True))]
    )
    work: Row = [
        button(_("📦 Give all clients to…"), GiveAll(member=one.id)),
        button(_("☑️ Give some"), Pick(member=one.id)),
    ]
    leave = [] if one.suspended else [button(_("🏖 Leave"), Leave(member=one.id))]
    mine: list[Row] = [roles, access] if owner else []
    return visit.show(
        texts.person(one), keyboard(*mine, work, leave, [button(_("← Back"), Go(to=Screen.TEAM))])
    )


@routes.press(SetRole, allow=Role.OWNER)
def set_role(visit: Visit, press: SetRole) -> Answer:
    before = staff.find(visit.book, press.member)
    changed = staff.set_role(visit.book, press.member, press.role)
    if before.role is changed.role:
        return _show(visit, changed)
    told = tell(visit, changed, texts.role_is_now, changed.role, visit.book.team)
    with speaking(changed.language):
        commands = for_member(changed.telegram_id, Member(changed.id, changed.role))
    if changed.id == visit.book.me.id:  # no owner any more: this screen is not theirs
        return [visit.show(texts.role_is_now(changed.role, visit.book.team)), commands]
    return [_show(visit, changed), *told, commands]


@routes.press(SetAccess, allow=Role.OWNER)
def set_access(visit: Visit, press: SetAccess) -> Answer:
    """Asked once more before it is taken; given back in one tap."""
    one = staff.find(visit.book, press.member)
    if not press.out:
        back = staff.restore(visit.book, one.id)
        return [_show(visit, back), *tell(visit, back, texts.restored, visit.book.team)]
    if not press.sure:
        yes = [button(_("⛔ Take access away"), press.model_copy(update={"sure": True}))]
        no = [button(_("← Back"), Person(member=one.id))]
        return visit.show(texts.sure_to_suspend(one), keyboard(yes, no))
    out = staff.suspend(visit.book, one.id)
    told = tell(visit, out, texts.suspended, visit.book.team)
    if out.clients:  # somebody has to answer for them
        return [_choose_taker(visit, out), *told]
    return [_show(visit, out), *told]


def tell(visit: Visit, one: Colleague, told: Callable[..., str], *facts: object) -> list[SendMessage]:
    """Somebody hears what concerns them, in their own language; nobody hears of what they did themselves."""
    if one.id == visit.book.me.id:
        return []
    with speaking(one.language):
        call = visit.say(told(*facts))
    call.chat_id = one.telegram_id
    return [call]


@routes.press(GiveAll, allow=Role.HEAD)
def give_all(visit: Visit, press: GiveAll) -> Answer:
    """Two taps: whose, and to whom."""
    giver = staff.find(visit.book, press.member)
    if not press.taker:
        return _choose_taker(visit, giver)
    number = staff.give_all(visit.book, giver.id, press.taker)
    taker = staff.find(visit.book, press.taker)
    told = tell(visit, taker, texts.taken_over, number, giver.name, taker.name)
    text = texts.taken_over(number, giver.name, taker.name)
    return [visit.show(text, keyboard([button(_("← Back"), Go(to=Screen.TEAM))])), *told]


def _choose_taker(visit: Visit, giver: Colleague) -> Method:
    absent = leaves.away(visit.book)
    buttons = [
        button(short(one.name, LABEL_LIMIT), GiveAll(member=giver.id, taker=one.id))
        for one in teams.roster(visit.book)[:MOST_LISTED]
        if one.id != giver.id and one.id not in absent
    ]
    back = [button(_("← Back"), Person(member=giver.id))]
    return visit.show(texts.who_takes(giver), keyboard(*in_columns(buttons, 2), back))


@routes.press(Quit)
def leave_team(visit: Visit, press: Quit) -> Answer:
    """Anybody may go of their own will but the last owner."""
    team = visit.book.team
    if not press.sure:
        yes = [button(_("🚪 Leave the team"), Quit(sure=True))]
        return visit.show(texts.sure_to_leave(team), keyboard(yes, [button(_("← Back"), Go(to=Screen.TEAM))]))
    staff.suspend(visit.book, visit.book.me.id)
    return [visit.show(texts.suspended(team)), *_tell_owners(visit)]


def _tell_owners(visit: Visit) -> list[SendMessage]:
    told = []
    for telegram_id, spoken in teams.leaders(visit.tx, visit.book.team.id):
        with speaking(spoken):
            clients = [button(_("📦 Give all clients to…"), GiveAll(member=visit.book.me.id))]
            call = visit.say(house_texts.left(visit.person.name), keyboard(clients))
        call.chat_id = telegram_id
        told.append(call)
    return told
